"""One file -> its articles, by the format that its first bytes tell, or else its suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from marsad.article.csvfile import looks_like_table, read_csv
from marsad.article.encoding import bom_encoding, decode, refuse_binary
from marsad.article.feeds import looks_like_feed, read_feed
from marsad.article.fields import content_id, whole
from marsad.article.items import Item, Note, Reading
from marsad.article.jsonfile import read_json, read_json_lines
from marsad.article.limits import CHUNK, MAX_LINE
from marsad.article.telegram import looks_like_export, read_export
from marsad.article.webpage import looks_like_page, read_page
from marsad.errors import InputError
from marsad.record import Article

if TYPE_CHECKING:
    from marsad.article.source import Source

_BY_SUFFIX = {
    ".txt": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
_CALLED = {"lines": "JSON Lines", "json": "JSON", "page": "HTML", "csv": "a table", "feed": "a feed", "text": "plain text"}
_BLANK = b"\xef\xbb\xbf \r\n\t"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SAME = {("lines", "json"), ("json", "lines")}


def articles_in(source: Source, reading: Reading) -> Iterator[Item]:
    """(line or place, article or what is wrong) for each article of a file."""
    if not source.head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        rest = b"".join(_some(source))
        if not rest.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
            yield None, InputError("The file is empty", where=source.name, hint="Give a file with an article in it.")
            return
        source.head = rest
    packed = _packed(source)
    if packed is not None:
        yield from packed(source, reading)
        return
    refuse_binary(source.head, source.name)
    yield from _READERS[_kind(source, reading)](source, reading)


def _some(source: Source) -> Iterator[bytes]:
    """The beginning of a file whose first bytes are all blank, as far as it takes to find a letter."""
    size = 0
    for chunk in source.chunks():
        yield chunk
        size += len(chunk)
        if chunk.strip() or size > MAX_LINE:
            return


def _packed(source: Source) -> Reader | None:
    """The reader of a format that is no text, told by its first bytes."""
    if source.head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip
    if source.head.startswith(_OLD_OFFICE):
        return _old_office
    if source.head.lstrip(_BLANK).startswith(b"%PDF-"):
        return _pdf
    if source.head.startswith(b"WARC/1."):
        return _warc
    return None


def _kind(source: Source, reading: Reading) -> str:
    """The format of a text: what its beginning shows beyond doubt, else what its suffix says, else what its beginning looks like."""
    named = _BY_SUFFIX.get(source.place.suffix)
    if source.head.lstrip(_BLANK).startswith(b"<"):
        source.sample(4000)
    sure = _sure(source.head)
    if sure is None and named in (None, "text") and looks_like_table(source.head):
        sure = "csv"
    if named == "feed":  # whatever is no XML is no feed
        sure = sure or sniff(source.head)
    if named and sure and sure != named and (named, sure) not in _SAME:
        reading.note(Note(source.name, None, f"Read as {_CALLED[sure]}, as which it begins, whatever its name says"))
        named = None
    kind = named or sure or sniff(source.head)
    return "telegram" if kind in ("json", "lines") and source.place.suffix not in (".jsonl", ".ndjson") and _export(source) else kind


def _export(source: Source) -> bool:
    """Whether JSON is an export of Telegram."""
    if not source.head.lstrip(_BLANK).startswith(b"{"):
        return False
    return looks_like_export(source.sample(CHUNK).decode("utf-8", "ignore").lstrip("\ufeff \r\n\t"))


def _sure(head: bytes) -> str | None:
    """The format that the first bytes show beyond doubt."""
    if looks_like_page(head):
        return "page"
    if looks_like_feed(head):
        return "feed"
    name = bom_encoding(head)
    start = head[:400].decode(name or "utf-8", "ignore").lstrip("\ufeff \r\n\t")
    if start[:1] in "{[" and start[1:].lstrip()[:1] in ('"', "{") and start[:2] != '["':
        return sniff(head)
    return None


def sniff(head: bytes) -> str:
    """text, lines (JSON Lines), json or page, by the first bytes of a file."""
    name = bom_encoding(head)
    start = (head.decode(name, "ignore") if name else head.decode("utf-8", "ignore")).lstrip("\ufeff \r\n\t")
    if start.startswith("{"):
        first = start.split("\n", 1)[0].strip()
        return "json" if "\n" in start and _incomplete(first) else "lines"
    if start.startswith("["):
        rest = start[1:].lstrip()
        return "json" if rest.startswith(("{", "]")) else "text"
    return "page" if looks_like_page(head) else "text"


def _incomplete(line: str) -> bool:
    """Whether a line is the beginning of a JSON object that goes on in the next line."""
    return line in ("{", "{}") or (not line.endswith("}") and line.count('"') % 2 == 0)


def _plain(source: Source, reading: Reading) -> Iterator[Item]:
    data = source.read_all()
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > MAX_LINE:
            problem = f"The line is longer than {MAX_LINE // 1_000_000} MB"
            raise InputError(problem, where=source.name, line=number, hint="Split it into articles.")
    text, remark = decode(data, source.name)
    if remark:
        reading.note(Note(source.name, None, remark))
    text = whole(text.removeprefix("\ufeff")).replace("\r\n", "\n")
    yield None, Article(id=source.place.stem or content_id(text), text=text)


def _page(source: Source, reading: Reading) -> Iterator[Item]:
    article, remark = read_page(source.read_all(), source.name, source.place.stem)
    if not article.id:
        article = msgspec.structs.replace(article, id=content_id(article.text))
    if remark:
        reading.note(Note(source.name, None, remark))
    yield None, article


def _zip(source: Source, reading: Reading) -> Iterator[Item]:
    """An office document or an archive: both are ZIP files."""
    from marsad.article.archive import read_archive
    from marsad.article.docx import read_docx
    from marsad.article.workbook import read_workbook
    from marsad.article.zipped import office_kind, open_zip

    with source.seekable() as file:
        with open_zip(file, source.name) as opened:
            kind = office_kind(opened)
            if kind == "zip":
                yield from read_archive(opened, file.seek(0, 2), source, reading, articles_in)
                return
        if kind == "xlsx":
            yield from read_workbook(file, source.name, reading)
        elif kind == "docx":
            yield None, read_docx(file, source.name, source.place.stem, reading)
        else:
            raise InputError(f"The file is {kind}", where=source.name, hint="Save it in a format that marsad reads.")


def _pdf(source: Source, reading: Reading) -> Iterator[Item]:
    from marsad.article.pdf import read_pdf

    yield None, read_pdf(source, reading)


def _warc(source: Source, reading: Reading) -> Iterator[Item]:
    from marsad.article.warc import read_warc

    yield from read_warc(source, reading)


def _old_office(source: Source, reading: Reading) -> Iterator[Item]:
    """An office document of before 2007, or a newer one with a password: in both the file is of the old kind."""
    name, tail = "EncryptedPackage".encode("utf-16-le"), b""
    for chunk in source.chunks():
        if name in tail + chunk:
            raise InputError("The document is encrypted", where=source.name, hint="Save it without a password.")
        tail = chunk[-len(name) :]
    raise InputError("The file is an office document of the kind before 2007", where=source.name, hint="Save it as DOCX or XLSX.")


Reader = Callable[["Source", Reading], Iterator[Item]]
_READERS: dict[str, Reader] = {
    "text": _plain,
    "lines": read_json_lines,
    "json": read_json,
    "page": _page,
    "csv": read_csv,
    "feed": read_feed,
    "telegram": read_export,
}
