"""RSS and Atom: the items of a feed, by feedparser; dates, which it reads in English only, by our own rules."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marsad.article.dates import read_date, read_time
from marsad.article.encoding import bom_encoding, decode
from marsad.article.fields import content_id, whole
from marsad.article.fragments import text_of_fragment
from marsad.article.items import Note
from marsad.errors import InputError
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from marsad.article.items import Item, Noter, Reading
    from marsad.article.source import Source

_PROLOGUE = r"(?:\s|<!--.*?-->|<\?[^>]*\?>|<!doctype\s[^>]*>)*+"  # possessive: no other way to split comments is ever tried
_IS_FEED = re.compile(_PROLOGUE + r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_DECLARED = re.compile(r"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*+\Z", re.IGNORECASE | re.DOTALL)


def looks_like_feed(head: bytes) -> bool:
    """Whether a file begins as RSS or Atom does, or is other XML than a page."""
    start = head[:4000].decode(bom_encoding(head) or "latin-1", "ignore").lstrip("\ufeffï»¿")
    return _IS_FEED.match(start) is not None or (start.lstrip().startswith("<?xml") and _HTML.search(start) is None)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read.

    Parameters
    ----------
    title: its name; None where it has none.
    items: its articles in the order of the feed, with the number of each, counted from 1.
    whole: false where it breaks off; its last item is then left out.
    """

    title: str | None
    items: tuple[tuple[int, Article], ...]
    whole: bool


def read_feed(source: Source, reading: Reading) -> Iterator[Item]:
    """(item, article) for each item of a feed; one without text is its title."""
    feed = parse_feed(source.read_all(), source.name, reading.note)
    for number, article in feed.items:
        yield f"item {number}", article
    if not feed.whole:
        yield None, InputError("The feed breaks off, and its last item with it", where=source.name, hint="Get it anew.")
    elif not feed.items:
        yield None, InputError("The feed has no items", where=source.name, hint="Give one with articles in it.")


def parse_feed(data: bytes, where: str, note: Noter) -> Feed:
    """Read a feed.

    Parameters
    ----------
    data: all its bytes.
    where: its file or address.
    note: is told of dates that cannot be read.

    Raises
    ------
    InputError: it is no feed, or declares entities, which may stand for any amount of text.
    """
    text = _text(data, where)
    if _ENTITY.search(text):
        raise InputError("The feed declares entities, which no feed needs", where=where, hint="Do not trust it.")
    import feedparser  # takes a moment: only where there is a feed

    try:
        found = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its tolerant parser raises many kinds
        raise InputError(f"The feed cannot be read: {type(error).__name__}", where=where, hint="Get it anew.") from None
    if not found.get("version") and not found.entries:
        raise InputError("The XML is no feed", where=where, hint="Give RSS or Atom.")
    complete = _END.search(text[-2000:]) is not None
    entries = found.entries if complete else found.entries[:-1]
    name = _line(found.feed.get("title"))
    address = next((link.get("href") for link in found.feed.get("links", ()) if link.get("rel") == "self"), None)
    items = tuple((n, _article(e, n, name, address or name, where, note)) for n, e in enumerate(entries, 1))
    return Feed(name, items, complete)


def _text(data: bytes, where: str) -> str:
    """The XML without its declaration: by its byte order mark, as UTF-8, as it declares itself, or as its letters point to."""
    text = None
    if bom_encoding(data) is None:
        declared = _DECLARED.match(data[:400].decode("latin-1"))
        for name in ("utf-8", declared[1] if declared else "utf-8"):
            try:
                text = data.decode(codecs.lookup(name).name)
                break
            except (LookupError, UnicodeDecodeError, TypeError):
                continue
    if text is None:
        text, _ = decode(data, where)
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).replace("\x00", "")


def _article(entry: Any, number: int, publisher: str | None, feed: str | None, where: str, note: Noter) -> Article:
    bodies = [c.get("value") or "" for c in entry.get("content", ())] or [entry.get("summary") or ""]
    text = whole(text_of_fragment(max(bodies, key=len)))
    title = _line(entry.get("title"))
    if not text:
        text, title = title or "", None
    written = entry.get("published") or entry.get("updated") or entry.get("created") or ""
    day = read_date(written) if written else None
    if written and day is None:
        note(Note(f"{where}, item {number}", None, f"The date cannot be read and is left out: {written[:60]!r}"))
    url = _line(entry.get("link"))
    return Article(
        id=_line(entry.get("id")) or url or content_id(text),
        text=text,
        title=title,
        publisher=_line((entry.get("source") or {}).get("title")) or publisher,
        published=day,
        url=url,
        provenance=Provenance(format="feed", place=f"item {number}", time=read_time(written), feed=feed),
    )


def _line(value: object) -> str | None:
    """A value on one line without markup; None where there is nothing."""
    return whole(" ".join(text_of_fragment(value).split())) or None if isinstance(value, str) else None
