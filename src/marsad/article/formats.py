"""One file -> its articles, by the format that its suffix or its first bytes tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from marsad.article.encoding import bom_encoding, decode, refuse_binary
from marsad.article.fields import article_of, content_id, parse_json, whole
from marsad.article.items import Note
from marsad.article.limits import MAX_LINE
from marsad.article.lines import read_lines
from marsad.article.webpage import looks_like_page, read_page
from marsad.errors import InputError
from marsad.record import Article

if TYPE_CHECKING:
    from marsad.article.items import Noter
    from marsad.article.places import Source

_BY_SUFFIX = {
    ".txt": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
}

Item = tuple[int | None, "Article | InputError"]


def articles_in(source: Source, note: Noter) -> Iterator[Item]:
    """(line, article or what is wrong) for each article of a file."""
    if not source.head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        rest = b"".join(_some(source))
        if not rest.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
            yield None, InputError("The file is empty", where=source.name, hint="Give a file with an article in it.")
            return
        source.head = rest
    refuse_binary(source.head, source.name)
    kind = _BY_SUFFIX.get(source.place.suffix) or sniff(source.head)
    if kind == "lines":
        yield from _json_lines(source, note)
    elif kind == "json":
        yield from _json(source, note)
    elif kind == "page":
        article, remark = read_page(source.read_all(), source.name, source.place.stem)
        if not article.id:
            article = Article(id=content_id(article.text), **{f: getattr(article, f) for f in _REST})
        if remark:
            note(Note(source.name, None, remark))
        yield None, article
    else:
        yield None, _plain(source, note)


_REST = ("text", "title", "publisher", "published", "url")


def _some(source: Source) -> Iterator[bytes]:
    """The beginning of a file whose first bytes are all blank, as far as it takes to find a letter."""
    size = 0
    for chunk in source.chunks():
        yield chunk
        size += len(chunk)
        if chunk.strip() or size > MAX_LINE:
            return


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


def _plain(source: Source, note: Noter) -> Article:
    data = source.read_all()
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > MAX_LINE:
            problem = f"The line is longer than {MAX_LINE // 1_000_000} MB"
            raise InputError(problem, where=source.name, line=number, hint="Split it into articles.")
    text, remark = decode(data, source.name)
    if remark:
        note(Note(source.name, None, remark))
    text = whole(text.removeprefix("\ufeff")).replace("\r\n", "\n")
    return Article(id=source.place.stem or content_id(text), text=text)


def _json_lines(source: Source, note: Noter) -> Iterator[Item]:
    for number, line in read_lines(source.chunks(), source.name):
        if isinstance(line, InputError):
            yield number, line
        elif line.strip():
            try:
                text, remark = decode(line, source.name, number)
                if remark:
                    note(Note(source.name, number, remark))
                yield number, article_of(parse_json(text, source.name, number), source.name, number, note)
            except InputError as error:
                yield number, error


def _json(source: Source, note: Noter) -> Iterator[Item]:
    """One object, a list of objects, or JSON Lines under the wrong name."""
    text, remark = decode(source.read_all(), source.name)
    if remark:
        note(Note(source.name, None, remark))
    text = text.removeprefix("\ufeff")
    try:
        value = parse_json(text, source.name, None)
    except InputError as error:
        lines = text.split("\n")
        if not _is_object(lines[0]):
            yield error.line, error
            return
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _or_error(line, source.name, number, note)
        return
    for n, item in enumerate(value if isinstance(value, list) else [value], 1):
        where = f"{source.name}#{n}" if isinstance(value, list) else source.name
        try:
            yield None, _named(article_of(item, where, None, note), item, value, source)
        except InputError as error:
            yield None, error
    if value == []:
        yield None, InputError("The list is empty", where=source.name, hint="Give a list with an article in it.")


def _named(article: Article, item: dict[str, Any], value: Any, source: Source) -> Article:
    """A file with a single object and no id in it is known by its name."""
    if value is item and item.get("id") in (None, "") and source.place.stem:
        return Article(id=source.place.stem, **{f: getattr(article, f) for f in _REST})
    return article


def _is_object(line: str) -> bool:
    try:
        return isinstance(parse_json(line, "", 1), dict)
    except InputError:
        return False


def _or_error(line: str, where: str, number: int, note: Noter) -> Article | InputError:
    try:
        return article_of(parse_json(line, where, number), where, number, note)
    except InputError as error:
        return error
