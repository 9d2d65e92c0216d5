"""CSV as spreadsheets and databases write it: any usual separator and encoding, quoted line breaks, a row at a time."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from marsad.article.columns import article_of_row, choose_columns, known_names, tell_columns
from marsad.article.encoding import bom_encoding, decode
from marsad.article.items import Note
from marsad.article.limits import MAX_LINE, MAX_TEXT, SAMPLE
from marsad.article.lines import read_lines
from marsad.errors import InputError

if TYPE_CHECKING:
    from marsad.article.items import Item, Reading
    from marsad.article.source import Source

_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 20
_MOST_REREAD = 50_000_000
"""Characters that are read again after quotes that are not closed; a file with more of them is no CSV."""
_END = "\x00end\x00"


def looks_like_table(sample: bytes) -> bool:
    """Whether a text of unknown kind begins with a row of usual names of columns, one of them for the text."""
    try:
        line = decode(sample)[0].lstrip("\ufeff").split("\n", 1)[0]
    except InputError:
        return False
    cells = max((line.split(s) for s in _SEPARATORS), key=len)
    return len(cells) > 1 and known_names([c.strip('" \r') for c in cells]) == len(cells)


def read_csv(source: Source, reading: Reading) -> Iterator[Item]:
    """(row, article or what is wrong) for each row after the row of names; rows are counted from 1, as a spreadsheet shows them."""
    csv.field_size_limit(2 * MAX_TEXT)
    sample = source.sample(SAMPLE)
    encoding, remark = _encoding(sample, source.name)
    if remark:
        reading.note(Note(source.name, None, remark))
    lines = _Lines(_decoded(source, encoding, b"\n" not in sample))
    start = _text_of(sample, encoding)
    separator = _separator(start)
    if start.lstrip("\ufeff").lower().startswith("sep="):
        next(lines)
    rows = _rows(lines, separator, source.name)
    first: list[str] = []
    head: list[tuple[int, list[str] | InputError]] = []
    for number, row in rows:
        if isinstance(row, InputError):
            yield None, row
        elif not first:
            first = row
        else:
            head.append((number, row))
        if len(head) >= _SAMPLE_ROWS:
            break
    if not first:
        yield None, InputError("The table has no rows", where=source.name, hint="Give one with an article in each row.")
        return
    good = [row for _, row in head if not isinstance(row, InputError)]
    columns, guessed = choose_columns(first, good, reading.options.columns, source.name)
    tell_columns(columns, guessed, source.name, reading.note)
    if not columns.named:
        head.insert(0, (1, first))
    elif not head:
        yield None, InputError("The table has no rows after its names", where=source.name, hint="Give one with an article in each row.")
        return
    for number, row in chain(head, rows):
        if isinstance(row, InputError):
            yield None, row
            continue
        try:
            yield f"row {number}", article_of_row(row, columns, number, source.name, "csv", reading.note)
        except InputError as error:
            yield None, error


def _encoding(sample: bytes, where: str) -> tuple[str, str | None]:
    """The encoding of a table, told by its beginning; ``utf-8`` also for UTF-16, which `read_lines` turns into it."""
    if bom_encoding(sample):
        return "utf-8", None
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    text, remark = decode(cut, where)
    for name in ("utf-8", "cp1256", "iso8859_6"):
        if remark is None and cut.decode(name, "replace") == text:
            return name, None
    return "utf-8", remark


def _text_of(sample: bytes, encoding: str) -> str:
    return sample.decode(bom_encoding(sample) or encoding, "replace")


def _decoded(source: Source, encoding: str, old_mac: bool) -> Iterator[str | InputError]:
    chunks: Iterable[bytes] = source.chunks()
    if old_mac:  # lines end with a carriage return alone
        chunks = (c.replace(b"\r", b"\n") for c in chunks)
    for _, line in read_lines(chunks, source.name):
        if isinstance(line, InputError):
            yield line
        else:
            yield line.decode(encoding, "replace").replace("\x00", "") + "\n"


class _Lines:
    """Lines for the CSV reader, which can be given again from a line on."""

    def __init__(self, lines: Iterator[str | InputError]) -> None:
        self._lines, self._again = lines, deque[str]()
        self.since: list[str] = []
        self.size = 0
        self.error: InputError | None = None
        self._ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        elif self._ended:
            raise StopIteration
        else:
            found = next(self._lines, None)
            while isinstance(found, InputError):
                self.error = self.error or found
                found = next(self._lines, None)
            if found is None:
                self._ended = True
                found = _END  # an open quote swallows it: so we know
            line = found
        self.since.append(line)
        self.size += len(line)
        if self.size > MAX_LINE:
            raise csv.Error(f"it is larger than {MAX_LINE // 1_000_000} MB")
        return line

    def go_back(self) -> None:
        """Give again all lines of the row that was begun but the first."""
        self._again.extendleft(reversed(self.since[1:]))

    def begin(self) -> None:
        """Begin a row."""
        self.since, self.size = [], 0


def _rows(lines: _Lines, separator: str, where: str) -> Iterator[tuple[int, list[str] | InputError]]:
    """Numbered rows that are not empty. After a quote that is not closed reading goes on in the next line."""
    number, again = 0, 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        number += 1
        lines.begin()
        fault = ""
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row, fault = [], str(error)
            reader = csv.reader(lines, delimiter=separator, strict=True)
        if row == [_END]:
            return
        if lines.error is not None:
            yield number, lines.error
            lines.error = None
        elif fault and len(lines.since) == 1 and (row := _lenient(lines.since[0], separator)):
            yield number, row  # a quote in the middle of a cell, such as "a" b
        elif fault or (row and row[-1].endswith(_END)):
            again += lines.size
            column = f", column {len(_lenient(lines.since[0], separator)) or 1}"
            hint = 'Close it, and write a quote inside a cell as "".'
            if again > _MOST_REREAD:
                hint += " Too many rows are so: the rest of the file is left out."
            yield number, InputError("A quote is opened and not closed", where=f"{where}, row {number}{column}", hint=hint)
            if again > _MOST_REREAD:
                return
            lines.go_back()
            reader = csv.reader(lines, delimiter=separator, strict=True)
        elif any(cell.strip() for cell in row):
            yield number, row


def _lenient(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _separator(start: str) -> str:
    """What separates the cells: what the first line says (``sep=;``), else what gives the most usual names or even rows."""
    start = start.lstrip("\ufeff")
    if start.lower().startswith("sep=") and len(start) > 4:
        return start[4]
    lines = [line + "\n" for line in start.replace("\r", "\n").split("\n")[:-1] if line] or [start]
    best, most = ",", (-1, -1)
    for separator in _SEPARATORS:
        try:
            rows = [r for _, r in zip(range(_SAMPLE_ROWS), csv.reader(lines, delimiter=separator), strict=False) if r]
        except csv.Error:
            rows = [_lenient(lines[0], separator)]
        if not rows:
            continue
        width = len(rows[0])
        even = sum(len(r) == width for r in rows) if width > 1 else 0
        if (score := (known_names(rows[0]) * (width > 1), even)) > most:
            best, most = separator, score
    return best
