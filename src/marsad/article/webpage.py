"""Web pages: the article without menus and buttons, its title, publisher and date, by trafilatura."""

from __future__ import annotations

import codecs
import re

from marsad.article.dates import read_date, states_new_year
from marsad.article.encoding import bom_encoding, decode
from marsad.article.fields import whole
from marsad.errors import InputError
from marsad.record import Article

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_IS_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*+(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|meta|article)\b",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_page(head: bytes) -> bool:
    """Whether a file begins as a web page does."""
    name = bom_encoding(head)
    if name is not None:
        head = head[:4000].decode(name, "ignore").encode()
    return _IS_PAGE.match(head[:4000].lstrip(b"\xef\xbb\xbf")) is not None


def read_page(data: bytes, where: str, identity: str, charset: str | None = None) -> tuple[Article, str | None]:
    """The article on a page, and a note where bytes had to be replaced.

    Parameters
    ----------
    charset: the encoding that its server states.

    Raises
    ------
    InputError: there is none on it.
    """
    page, note = page_text(data, where, charset)
    import trafilatura  # takes 0.2 s: only where there is a page

    try:
        found = trafilatura.bare_extraction(_DECLARATION.sub("", page), with_metadata=True, include_comments=False)
    except Exception as error:  # lxml and trafilatura raise many kinds
        problem = f"The page cannot be read: {type(error).__name__}: {error}"
        raise InputError(problem, where=where, hint="Save its text as .txt.") from None
    if not isinstance(found, trafilatura.settings.Document) or not (found.text or "").strip():
        raise InputError("No article was found on the page", where=where, hint="Save its text as .txt.")
    # the author field is left alone: it takes datelines for people
    return (
        Article(
            id=identity,
            text=whole(found.text or ""),
            title=_clean(found.title),
            publisher=_clean(found.sitename),
            published=_date(found.date, page),
            url=_clean(found.url),
        ),
        note,
    )


def page_text(data: bytes, where: str, charset: str | None) -> tuple[str, str | None]:
    """Decode a page: by its byte order mark, as UTF-8, as it declares itself, or as its letters point to."""
    if bom_encoding(data) is None:
        try:
            return data.decode("utf-8"), None
        except UnicodeDecodeError:
            pass
        declared = _CHARSET.search(data[:8192])
        for stated in (charset, declared[1].decode("ascii") if declared else None):
            if not stated:
                continue
            try:
                name = codecs.lookup(stated).name
                if name != "utf-8":
                    text = data.decode(name)
                    if any("\u0620" <= c <= "\u064a" for c in text):
                        return text, None
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data, where)


def _date(found: str | None, page: str) -> str | None:
    """The date of a page; 1 January counts only where the page writes it (a year in a copyright line is no date)."""
    day = read_date(found) if found else None
    if day and day.endswith("-01-01") and not states_new_year(page, int(day[:4])):
        return None
    return day


def _clean(value: str | None) -> str | None:
    text = " ".join(value.split()) if value else ""
    return whole(text) or None
