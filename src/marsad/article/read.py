"""Inputs -> articles, in order. What cannot be read is given in its place as a `BadItem`, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.article.formats import articles_in
from marsad.article.items import BadItem, Item, Note, Reading
from marsad.article.limits import MAX_TEXT, MIN_ARABIC
from marsad.article.options import ReadOptions
from marsad.article.places import Place, find_places
from marsad.article.source import open_source
from marsad.errors import InputError, NotArabicError
from marsad.orthography import arabic_share
from marsad.record import Article

if TYPE_CHECKING:
    from marsad.article.items import Noter


_SAMPLE = 1500


def read_articles(
    inputs: Iterable[str | Path],
    *,
    note: Noter | None = None,
    progress: Callable[[int], None] | None = None,
    options: ReadOptions | None = None,
    begin: Callable[[str], None] | None = None,
) -> Iterator[Article | BadItem]:
    """Read articles from files, folders and standard input.

    Parameters
    ----------
    inputs: paths of files, folders, or ``-`` for standard input; `SUFFIXES` are read, each also with .gz, others by their content.
    note: is told of things that were put right or left out in articles that are fine otherwise.
    progress: is told how many more bytes of the files have been read.
    options: which column and sheet of tables to read.
    begin: is told the name of each file before its articles are given.

    Yields
    ------
    Articles in the order of the inputs (folders sorted), and a `BadItem` in place of each that cannot be coded: empty,
    binary, broken, not Arabic, or with an id that an earlier article had. Memory stays flat
    however long the inputs are.
    """
    reading = Reading(options or ReadOptions(), note or _ignore)
    seen: set[int] = set()  # hashes, so that millions of long ids stay small
    for given in inputs:
        for place in find_places(str(given)):
            if isinstance(place, InputError):
                yield BadItem(place)
                continue
            if begin is not None:
                begin(place.name)
            for line, item in _safely(place, reading, progress):
                bad = _refuse(item, place, line, seen)
                yield bad or item  # type: ignore[misc]


def _ignore(note: Note) -> None:
    pass


def _safely(place: Place, reading: Reading, progress: Callable[[int], None] | None) -> Iterator[Item]:
    try:
        source = open_source(place, progress)
    except InputError as error:
        yield None, error
        return
    try:
        yield from articles_in(source, reading)
    except InputError as error:
        yield error.line, error
    finally:
        source.close()


def _refuse(item: Article | InputError, place: Place, spot: int | str | None, seen: set[int]) -> BadItem | None:
    """Why an item cannot be coded, or None."""
    if isinstance(item, InputError):
        return BadItem(item)
    where, line = (f"{place.name}, {spot}", None) if isinstance(spot, str) else (place.name, spot)
    text = item.text
    if not text.strip("\x00 \r\n\t\ufeff"):
        return BadItem(InputError("The text is empty", where=where, line=line, hint="Leave the article out."), item.id)
    if len(text) > MAX_TEXT:
        problem = f"The text is longer than {MAX_TEXT:,} characters"
        return BadItem(InputError(problem, where=where, line=line, hint="Split it into articles."), item.id)
    share = arabic_share(text[:_SAMPLE])
    if share < MIN_ARABIC and (share := arabic_share(text)) < MIN_ARABIC:
        problem = "The text has no Arabic letters"
        if share > 0:
            problem = f"The text is not Arabic: {share:.0%} of its letters are"
        return BadItem(NotArabicError(problem, where=where, line=line, hint="marsad reads Arabic only."), item.id)
    key = hash(item.id)
    if key in seen:
        problem = f"An earlier article has the same id, {item.id}"
        return BadItem(InputError(problem, where=where, line=line, hint="Give each article an id of its own."), item.id)
    seen.add(key)
    return None
