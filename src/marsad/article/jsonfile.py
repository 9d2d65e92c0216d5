"""JSON: an article, a list of articles, or JSON Lines, one article on each line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.article.encoding import decode
from marsad.article.fields import article_of, parse_json
from marsad.article.items import Item, Note, Reading
from marsad.article.lines import read_lines
from marsad.errors import InputError
from marsad.record import Article

if TYPE_CHECKING:
    from marsad.article.items import Noter
    from marsad.article.source import Source


def read_json_lines(source: Source, reading: Reading) -> Iterator[Item]:
    """(line, article or what is wrong) for each line that is not empty."""
    note = reading.note
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


def read_json(source: Source, reading: Reading) -> Iterator[Item]:
    """One object, a list of objects, or JSON Lines under the wrong name."""
    note = reading.note
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
        return msgspec.structs.replace(article, id=source.place.stem)
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
