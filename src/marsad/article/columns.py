"""Tables of articles: which column holds what, and from a row to an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from marsad.article.dates import read_date, read_time
from marsad.article.fields import content_id, whole
from marsad.article.fragments import looks_like_markup, text_of_fragment
from marsad.article.items import Note
from marsad.article.limits import MAX_TEXT
from marsad.article.options import FIELDS
from marsad.errors import InputError
from marsad.lexicon.sources import BUILTIN, read_tsv
from marsad.orthography import arabic_share, normalise
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.article.items import Noter

_LEAST_TEXT = 40
"""Mean letters of a column that is taken for the text without a name that says so."""


def _key(name: str) -> str:
    return normalise(name.replace("_", " ").replace("-", " ").strip(" :.")).replace(" ", "").casefold()


@cache
def _usual_keys() -> dict[str, list[str]]:
    """Field -> the keys of its usual names, the likeliest first."""
    keys: dict[str, list[str]] = {}
    for row in read_tsv(BUILTIN / "inputs" / "columns.tsv", "data/inputs/columns.tsv"):
        keys.setdefault(row.cells["field"], []).append(_key(row.cells["name"]))
    return keys


def known_names(cells: Sequence[str]) -> int:
    """How many cells of a row are usual names of columns."""
    usual = {k for keys in _usual_keys().values() for k in keys}
    return sum(_key(c) in usual for c in cells)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table fill which field. ``named`` is false for a table without a row of names."""

    names: tuple[str, ...]
    at: dict[str, tuple[int, ...]]
    named: bool = True

    def name(self, index: int) -> str:
        """The name of a column as its file has it, else its number."""
        return self.names[index] if self.named and index < len(self.names) and self.names[index] else str(index + 1)

    def told(self, field: str) -> str:
        """The columns of a field, for messages."""
        return "+".join(self.name(i) for i in self.at[field])


def choose_columns(first: Sequence[str], rows: Sequence[Sequence[str]], wanted: Mapping[str, str], where: str) -> tuple[Columns, list[str]]:
    """Settle which column holds what.

    Parameters
    ----------
    first: the cells of the first row.
    rows: some of the rows after it, by which a text column without a usual name is told.
    wanted: what the user says, field -> column; fields that are left out are guessed.
    where: the file, for errors.

    Returns
    -------
    The columns, and the fields that were guessed.

    Raises
    ------
    InputError: a wanted column is not there, or no column can be the text.
    """
    names = tuple(" ".join(c.replace("\ufeff", "").split()) for c in first)
    keys = [_key(n) for n in names]
    at = {field: _wanted(column, names, keys, where) for field, column in wanted.items()}
    numbers = bool(wanted) and all(c.replace("+", "").strip().isdigit() for c in wanted.values())
    if numbers and not known_names(names):
        return Columns(names, at, named=False), []
    taken = {i for indices in at.values() for i in indices}
    guessed = []
    for field in FIELDS:
        if field in at:
            continue
        found = next((keys.index(k) for k in _usual_keys()[field] if k in keys and keys.index(k) not in taken), None)
        if found is None and field == "text":
            found = _longest(len(names), rows, taken)
        if found is not None:
            at[field] = (found,)
            taken.add(found)
            guessed.append(field)
    if "text" not in at:
        hint = f"Say which: --columns text=NAME. The columns are {_listed(names)}."
        raise InputError("No column can be told to hold the text of articles", where=where, hint=hint)
    return Columns(names, at), guessed


def _wanted(column: str, names: Sequence[str], keys: Sequence[str], where: str) -> tuple[int, ...]:
    for index in (_index(column, names, keys),):
        if index is not None:
            return (index,)
    found = []
    for part in column.split("+"):
        index = _index(part.strip(), names, keys)
        if index is None:
            hint = f"The columns are {_listed(names)}."
            raise InputError(f"There is no column {part.strip()!r}", where=where, hint=hint)
        found.append(index)
    return tuple(found)


def _index(column: str, names: Sequence[str], keys: Sequence[str]) -> int | None:
    if column in names:
        return names.index(column)
    key = _key(column)
    if key and key in keys:
        return keys.index(key)
    if column.isdecimal() and 1 <= int(column) <= len(names):
        return int(column) - 1
    return None


def _longest(width: int, rows: Sequence[Sequence[str]], taken: set[int]) -> int | None:
    """The column with the longest cells that are mostly Arabic, where they are long enough for a text."""
    best, length = None, float(_LEAST_TEXT)
    for i in range(width):
        cells = [row[i] for row in rows if i < len(row) and row[i].strip()]
        if i in taken or not cells or arabic_share(" ".join(c[:500] for c in cells)) < 0.5:
            continue
        mean = sum(map(len, cells)) / len(cells)
        if mean > length:
            best, length = i, mean
    return best


def _listed(names: Sequence[str]) -> str:
    shown = [n[:40] or f"(column {i})" for i, n in enumerate(names[:30], 1)]
    return ", ".join(shown) + (f" and {len(names) - 30} more" if len(names) > 30 else "")


def tell_columns(columns: Columns, guessed: Sequence[str], where: str, note: Noter) -> None:
    """Note which columns were taken where the user did not say."""
    if guessed:
        said = ", ".join(f"{f}={columns.told(f)}" for f in FIELDS if f in columns.at)
        note(Note(where, None, f"Columns read as {said}; --columns says otherwise"))


def article_of_row(cells: Sequence[str], columns: Columns, row: int, where: str, form: str, note: Noter) -> Article:
    """The article in a row. Raises `InputError` that names row and column where its text is empty or too long."""

    def cell(field: str) -> str:
        parts = [cells[i].strip("\x00 \r\n\t\ufeff") for i in columns.at.get(field, ()) if i < len(cells)]
        return whole("\n\n".join(p for p in parts if p))

    def place(field: str) -> str:
        return f"{where}, row {row}, column {columns.told(field)}"

    text = cell("text").replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise InputError("The cell is empty", where=place("text"), hint="Leave the row out.")
    if len(text) > MAX_TEXT:
        raise InputError(f"The cell is longer than {MAX_TEXT:,} characters", where=place("text"), hint="Split it into articles.")
    if looks_like_markup(text):
        text = text_of_fragment(text)
    written = cell("published")
    day = read_date(written) if written else None
    if written and day is None:
        note(Note(place("published"), None, f"The date cannot be read and is left out: {written[:60]!r}"))
    one_line = {f: " ".join(cell(f).split()) or None for f in ("id", "title", "publisher", "url")}
    return Article(
        id=one_line["id"] or content_id(text),
        text=text,
        title=one_line["title"],
        publisher=one_line["publisher"],
        published=day,
        url=one_line["url"],
        provenance=Provenance(format=form, place=f"row {row}", time=read_time(written)),
    )
