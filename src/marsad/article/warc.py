"""WARC, what web crawlers write: the Arabic pages in it, by warcio, record after record."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.article.dates import read_date
from marsad.article.extras import need
from marsad.article.items import Note
from marsad.article.webpage import page_text, read_page
from marsad.errors import InputError
from marsad.orthography import arabic_share
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from marsad.article.items import Item, Reading
    from marsad.article.source import Source

MAX_PAGE = 10_000_000
"""Bytes of one page; a larger one is passed over."""
_HTML = ("text/html", "application/xhtml+xml")
_ASCII = bytes(range(128))
_LEAST_FOREIGN = 0.02
"""Share of bytes outside ASCII below which a page is not Arabic: markup included, Arabic pages have ten times as many."""
_LEAST_ARABIC = 0.2
"""Share of Arabic letters in all that a page shows, menus in Latin letters included."""
_UNSEEN = re.compile(r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_SEEN = 400_000


class _Stream(io.RawIOBase):
    """The chunks of a source as a file that warcio reads. It ends where the source is damaged; ``error`` says so afterwards."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""
        self.error: InputError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            self._rest = self._rest or next(self._chunks, b"")
        except InputError as error:
            self.error = error
            return 0
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def read_warc(source: Source, reading: Reading) -> Iterator[Item]:
    """(record, article) for each page in Arabic that was answered with status 200. The same text is given once.

    Raises
    ------
    InputError: warcio is missing, or the file is damaged; what stands before the damage has been given.
    """
    where = source.name
    need("warcio", "warc", "Reading WARC", where)
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    passed: Counter[str] = Counter()
    texts: set[int] = set()
    urls: set[int] = set()
    at = 0
    stream = _Stream(source.chunks())
    try:
        records = ArchiveIterator(io.BufferedReader(stream, 1 << 16))
        while (record := _quietly(lambda: next(records, None))) is not None:
            at = records.offset
            article = _article(record, at, where, passed)
            _quietly(records.read_to_end)
            if getattr(record.raw_stream, "limit", 0) or records.err_count:
                raise ArchiveLoadFailed("it does not end where it says")
            if article is None:
                continue
            if (text := hash(article.text)) in texts:
                passed["duplicates"] += 1
                continue
            texts.add(text)
            if (url := hash(article.url)) in urls:  # the page as it was at another time
                article = msgspec.structs.replace(article, id=f"{article.id} {record.rec_headers.get_header('WARC-Date') or at}")
            urls.add(url)
            yield f"record at byte {at}", article
        if stream.error is not None:
            raise stream.error
    except ArchiveLoadFailed as error:
        if stream.error is not None:
            raise stream.error from None
        said = str(error).strip().split("\n")[0][:120].rstrip(".")
        raise InputError(f"The WARC file is damaged in or after the record at byte {at}: {said}", where=where, hint="What comes after is not read.") from None
    finally:
        if passed:
            reading.note(Note(where, None, "Passed over: " + ", ".join(f"{what} {n:,}" for what, n in passed.items())))


def _quietly(step: Callable[[], Any]) -> Any:
    """Do a step of warcio's, which writes what it finds wrong to standard error as well."""
    with contextlib.redirect_stderr(io.StringIO()):
        return step()


def _article(record: Any, at: int, where: str, passed: Counter[str]) -> Article | None:
    """The article of a record; None where it is no page in Arabic, and ``passed`` counts why."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    headers = record.http_headers
    kind, _, more = (headers.get_header("Content-Type") or "").partition(";")
    if headers.get_statuscode() != "200" or kind.strip().lower() not in _HTML:
        passed["other answers than pages"] += 1
        return None
    data = record.content_stream().read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        passed["pages too large"] += 1
        return None
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", more)
    if not _looks_arabic(data, where, charset[1] if charset else None):
        passed["pages not in Arabic"] += 1
        return None
    uri = record.rec_headers.get_header("WARC-Target-URI") or None
    try:
        page, _ = read_page(data, f"{where}, record at byte {at}", uri or "", charset[1] if charset else None)
    except InputError:
        passed["pages without an article"] += 1
        return None
    url = page.url or uri
    fetched = record.rec_headers.get_header("WARC-Date")
    provenance = Provenance(format="warc", place=f"record at byte {at}", fetched=fetched)
    published = page.published or _last_modified(headers.get_header("Last-Modified"), fetched)
    return msgspec.structs.replace(page, id=url or f"record-{at}", url=url, published=published, provenance=provenance)


def _looks_arabic(data: bytes, where: str, charset: str | None) -> bool:
    """A quick look, before the page is taken apart."""
    head = data[:_SEEN]
    if len(head.translate(None, _ASCII)) < _LEAST_FOREIGN * len(head):
        return False
    try:
        text, _ = page_text(head, where, charset)
    except InputError:
        return False
    return arabic_share(_UNSEEN.sub(" ", text)) >= _LEAST_ARABIC


def _last_modified(written: str | None, fetched: str | None) -> str | None:
    """The day on which a server says that a page was last changed; None where it is that of the crawl, as pages made anew for each reader have it."""
    day = read_date(written) if written else None
    return day if day and fetched and day < fetched[:10] else None
