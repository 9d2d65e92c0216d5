"""PDF: text in logical order by qalam, lines joined to paragraphs, what stands on each page left out.

qalam is young, and PDF a format that breaks programs: it runs in a process of its own, with bounds.
"""

from __future__ import annotations

import html
import mmap
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from marsad.article import pdf_worker
from marsad.article.docinfo import sane_time, sane_title
from marsad.article.extras import need
from marsad.article.fields import content_id, whole
from marsad.article.items import Note
from marsad.errors import InputError
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from datetime import datetime

    from marsad.article.items import Reading
    from marsad.article.source import Source

_SECONDS = 120
_MARGIN = 0.12
"""Share of a page's height, above and below, in which headers and footers stand."""
_NUMBER = re.compile(r"\W*(?:صفحة|الصفحة|ص|page|p)?\W*[\d٠-٩]{1,4}\W*(?:(?:من|of|/)\W*[\d٠-٩]{1,4}\W*)?", re.IGNORECASE)
_ENDS = (".", "؟", "!", ":", "…", "»", "”", '"', "؛")
_SHORT = 0.75
"""A line that ends a sentence and is shorter than this share of its block's lines ends a paragraph."""
_BROWSER = re.compile(r"Mozilla|Chrom(?:e|ium)|Skia/PDF|wkhtmltopdf|Safari", re.IGNORECASE)
"""Programs that print pages of the web: the day of printing is not that of publication."""
_DIGITS = re.compile(r"[\d٠-٩]+")

_Line = tuple[str, float, float]


class _Page(msgspec.Struct):
    number: int
    height: float
    scan: bool
    blocks: list[list[_Line]]


class _Found(msgspec.Struct):
    pages: list[_Page] = []
    error: str = ""


def read_pdf(source: Source, reading: Reading) -> Article:
    """The article in a PDF.

    Raises
    ------
    InputError: qalam is missing, the PDF is damaged, encrypted, or a scan without text.
    """
    where = source.name
    need("qalam", "pdf", "Reading PDF", where)
    with source.seekable() as file:
        about = _About(file)
        if source.place.path is not None and not source.packed and source.place.path.is_file():
            found = _taken_apart(source.place.path, where)
        else:
            found = _from_copy(file, where)
    if about.encrypted and (found.error or not any(p.blocks and not p.scan for p in found.pages)):
        raise InputError("The PDF is encrypted", where=where, hint="Print or save it anew without a password.")
    if found.error:
        raise InputError(f"The PDF cannot be read: {found.error.split(chr(10))[0][:150].rstrip('.')}", where=where, hint="Open it and save it anew.")
    scans = [p.number for p in found.pages if p.scan]
    paragraphs = _paragraphs([p for p in found.pages if not p.scan])
    text = whole("\n\n".join(paragraphs))
    if not text:
        raise InputError("The PDF holds pictures of pages and no text", where=where, hint="Recognise the text first, for example with OCRmyPDF.")
    if scans:
        listed = ", ".join(map(str, scans[:10])) + (" ..." if len(scans) > 10 else "")
        reading.note(Note(where, None, f"Pages without text, or with one that cannot be read, are left out: {listed}"))
    day = about.created.date().isoformat() if about.created else None
    if day:
        reading.note(Note(where, None, f"{day}, when the PDF was made, is taken for its date of publication"))
    return Article(
        id=source.place.stem or content_id(text),
        text=text,
        title=about.title,
        published=day,
        provenance=Provenance(format="pdf", time=about.created.isoformat() if about.created else None),
    )


def _from_copy(file: BinaryIO, where: str) -> _Found:
    with tempfile.NamedTemporaryFile(prefix="marsad-", suffix=".pdf", delete=False) as copy:
        try:
            file.seek(0)
            while chunk := file.read(1 << 20):
                copy.write(chunk)
            copy.close()
            return _taken_apart(Path(copy.name), where)
        finally:
            os.unlink(copy.name)


def _taken_apart(path: Path, where: str) -> _Found:
    command = [sys.executable, "-P", pdf_worker.__file__, str(path.absolute())]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)
        return msgspec.json.decode(done.stdout, type=_Found)
    except subprocess.TimeoutExpired:
        raise InputError(f"Reading the PDF takes longer than {_SECONDS} seconds", where=where, hint="Split it, or save it anew.") from None
    except msgspec.DecodeError:
        raise InputError("The PDF takes more memory or time than it may, or breaks its reader", where=where, hint="Split it, or save it anew.") from None


def _paragraphs(pages: list[_Page]) -> list[str]:
    """Paragraphs of the whole document: one that a page break cuts is joined again."""
    furniture = _furniture(pages)
    out: list[str] = []
    last_size, open_ = 0.0, False
    for page in pages:
        first = True
        for block in page.blocks:
            lines = [line for line in block if line[0].strip() and not _is_furniture(line, page, furniture)]
            for size, text in _joined(lines):
                if first and open_ and size == last_size and out:
                    out[-1] += " " + text
                else:
                    out.append(text)
                first, open_, last_size = False, not text.endswith(_ENDS), size
    return out


def _joined(lines: list[_Line]) -> list[tuple[float, str]]:
    """(type size, paragraph) of a block: lines joined by a space; the next begins where a short line ends a sentence or the size changes."""
    if not lines:
        return []
    usual = median(len(text) for text, _, _ in lines)
    out: list[tuple[float, str]] = []
    fresh = True
    for written, size, _ in lines:
        text, size = " ".join(written.split()), round(size, 1)
        if not fresh and out[-1][0] == size:
            out[-1] = (size, f"{out[-1][1]} {text}")
        else:
            out.append((size, text))
        fresh = text.endswith(_ENDS) and len(text) < _SHORT * usual
    return out


def _furniture(pages: list[_Page]) -> set[str]:
    """Lines in the margins that stand on at least half of the pages, numbers aside."""
    seen = Counter(key for page in pages for key in {_key(line) for block in page.blocks for line in block if _in_margin(line, page)})
    return {key for key, count in seen.items() if count >= 2 and 2 * count >= len(pages)}


def _key(line: _Line) -> str:
    return _DIGITS.sub("0", " ".join(line[0].split()))


def _in_margin(line: _Line, page: _Page) -> bool:
    return not _MARGIN * page.height < line[2] < (1 - _MARGIN) * page.height


def _is_furniture(line: _Line, page: _Page, furniture: set[str]) -> bool:
    if not _in_margin(line, page):
        return False
    return _key(line) in furniture or _NUMBER.fullmatch(line[0].strip()) is not None or sum(c.isalpha() for c in line[0]) < 2


class _About:
    """What a PDF says of itself outside its compressed parts: its Info dictionary or its XMP packet."""

    def __init__(self, file: BinaryIO) -> None:
        self.title: str | None = None
        self.created: datetime | None = None
        self.encrypted = False
        try:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                self._read(data)
        except (OSError, ValueError):  # an empty file, or none that can be mapped
            pass

    def _read(self, data: Any) -> None:
        self.encrypted = re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", data) is not None
        if self.encrypted:
            return  # the strings are, too
        info, maker = None, ""
        for reference in re.finditer(rb"/Info\s+(\d{1,9})\s+(\d{1,5})\s+R", data):
            info = reference  # the last trailer counts
        if info and (start := re.search(rb"(?<!\d)%d\s+%d\s+obj\b" % (int(info[1]), int(info[2])), data)):
            dictionary = data[start.end() : start.end() + 10_000].split(b"endobj", 1)[0]
            self.title = sane_title(_string(dictionary, b"/Title"))
            self.created = sane_time(_string(dictionary, b"/CreationDate"))
            maker = f"{_string(dictionary, b'/Creator')} {_string(dictionary, b'/Producer')}"
        if (begin := data.find(b"<x:xmpmeta")) >= 0:
            packet = data[begin : begin + 20_000].decode("utf-8", "replace")
            title = re.search(r"<dc:title>.{0,200}?<rdf:li[^>]{0,100}>([^<]{1,400})</rdf:li>", packet, re.DOTALL)
            created = re.search(r"xmp:CreateDate(?:>|\s*=\s*[\"'])([^<\"']{4,40})", packet)
            self.title = self.title or sane_title(html.unescape(title[1]) if title else None)
            self.created = self.created or sane_time(created[1] if created else None)
        if _BROWSER.search(maker):
            self.created = None


def _string(dictionary: bytes, key: bytes) -> str | None:
    """A string of a PDF dictionary, written between parentheses or in hexadecimal."""
    found = re.search(re.escape(key) + rb"\s*(?:\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*+\)){0,2000}+)\)|<([0-9A-Fa-f\s]{0,4000})>)", dictionary, re.DOTALL)
    if found is None:
        return None
    if found[2] is not None:
        digits = re.sub(rb"\s", b"", found[2]).decode("ascii")
        data = bytes.fromhex(digits + "0" * (len(digits) % 2))
    else:
        data = re.sub(rb"\\([0-7]{1,3}|\r\n|.)", _unescaped, found[1], flags=re.DOTALL)
    for mark, name in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    return data.decode("ascii") if data.isascii() else None  # letters of a table of its own, in which Arabic is never meant


def _unescaped(match: re.Match[bytes]) -> bytes:
    written = match[1]
    if written[:1].isdigit():
        return bytes([int(written, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b"", b"\r": b""}.get(written, written)
