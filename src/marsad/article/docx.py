"""DOCX: the paragraphs of a document, those of tables and text boxes too, by lxml as a stream; headers and footers lie in other parts."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from marsad.article.docinfo import sane_time, sane_title
from marsad.article.fields import content_id, whole
from marsad.article.items import Note
from marsad.article.limits import MAX_TEXT
from marsad.article.zipped import check_office, open_zip
from marsad.errors import InputError
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from marsad.article.items import Reading

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = ("0", "false", "off")
_TITLE_STYLES = ("title", "العنوان")


def read_docx(file: BinaryIO, where: str, stem: str, reading: Reading) -> Article:
    """The article in a Word document.

    Raises
    ------
    InputError: the document is damaged, encrypted, holds no text, or declares entities.
    """
    from lxml import etree

    with open_zip(file, where, "document") as opened:
        check_office(opened, where)
        title, created = _about(opened)
        paragraphs: list[str] = []
        size = 0
        try:
            with opened.open("word/document.xml") as part:
                for style, text in _paragraphs(part, where):
                    if style in _TITLE_STYLES and not paragraphs and title in (None, text):
                        title = sane_title(text)
                        continue
                    paragraphs.append(text)
                    size += len(text)
                    if size > MAX_TEXT:
                        break  # the common bound tells
        except etree.XMLSyntaxError as error:
            raise InputError(f"The document is damaged: {error.msg}", where=where, hint="Open and save it anew, or save it as text.") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise InputError(f"The document is damaged: {error}", where=where, hint="Open and save it anew, or save it as text.") from None
    text = whole("\n\n".join(paragraphs))
    if not text:
        raise InputError("The document holds no text", where=where, hint="If it is a picture, it must be typed or recognised first.")
    day = created.date().isoformat() if created else None
    if day:
        reading.note(Note(where, None, f"{day}, when the document was made, is taken for its date of publication"))
    time = created.isoformat() if created else None
    return Article(id=stem or content_id(text), text=text, title=title, published=day, provenance=Provenance(format="docx", time=time))


def _paragraphs(part: Any, where: str) -> Iterator[tuple[str, str]]:
    """(style, text) of each paragraph that is not empty. A text box stands before the paragraph that it hangs on."""
    from lxml import etree

    open_: list[tuple[list[str], list[str]]] = []  # of each paragraph that is begun: its style, its pieces
    fallback = 0
    hidden = False
    context = etree.iterparse(part, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for event, node in context:
        if not isinstance(node.tag, str):
            continue
        if node.tag == _FALLBACK:  # the same once more, for old programs
            fallback += 1 if event == "start" else -1
        name = node.tag.removeprefix(_WORD).removeprefix(_STRICT)
        if event == "start":
            if node.getparent() is None and node.getroottree().docinfo.internalDTD is not None:
                raise InputError("The document declares entities, which office programs never do", where=where, hint="Do not trust it.")
            if name == "p":
                open_.append(([], []))
            elif name == "r":
                hidden = False
            continue
        if name == "p" and open_:
            style, pieces = open_.pop()
            text = re.sub(r"[ \t\xa0]+", " ", "".join(pieces)).strip()
            if text and not fallback:
                yield (style[0] if style else ""), text
            if not open_:
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
        elif open_ and not fallback:
            value = node.get(f"{_WORD}val") or node.get(f"{_STRICT}val") or ""
            if name == "pStyle":
                open_[-1][0].append(value.lower())
            elif name == "vanish":
                hidden = value not in _OFF
            elif not hidden:
                open_[-1][1].append(node.text or "" if name == "t" else {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, ""))


def _about(opened: zipfile.ZipFile) -> tuple[str | None, Any]:
    """Title and time of creation, where they are likely to be the author's."""
    from lxml import etree

    try:
        data = opened.read("docProps/core.xml")[:100_000]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(data, parser)
    except (KeyError, etree.LxmlError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        return None, None
    found = {etree.QName(n).localname: n.text for n in root if isinstance(n.tag, str)}
    return sane_title(found.get("title")), sane_time(found.get("created"))
