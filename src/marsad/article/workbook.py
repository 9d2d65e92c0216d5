"""XLSX: the sheet with the articles, a row at a time, by openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, BinaryIO

from marsad.article.columns import Columns, article_of_row, choose_columns, tell_columns
from marsad.article.extras import need
from marsad.article.items import Note
from marsad.article.zipped import check_office, open_zip
from marsad.errors import InputError

if TYPE_CHECKING:
    from marsad.article.items import Item, Reading

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"})
_MOST_ROWS = 1_048_576
_SAMPLE_ROWS = 20


def read_workbook(file: BinaryIO, where: str, reading: Reading) -> Iterator[Item]:
    """(row, article or what is wrong) for each row of a sheet after the row of names.

    Raises
    ------
    InputError: openpyxl is missing, the workbook is damaged or encrypted, or no sheet holds articles.
    """
    openpyxl = need("openpyxl", "office", "Reading XLSX", where)
    with open_zip(file, where, "workbook") as opened:
        check_office(opened, where)
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that it passes over
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl raises whatever its parsers do
            raise _damaged(error, where) from None
        try:
            yield from _read_sheet(book, where, reading)
        except InputError:
            raise
        except Exception as error:
            raise _damaged(error, where) from None
        finally:
            book.close()


def _damaged(error: Exception, where: str) -> InputError:
    if "Forbidden" in type(error).__name__:  # of defusedxml
        return InputError("The workbook declares entities, which office programs never do", where=where, hint="Do not trust it.")
    said = str(error).split("\n")[0][:120].rstrip(".")
    return InputError(f"The workbook is damaged: {said or type(error).__name__}", where=where, hint="Open and save it anew, or save it as CSV.")


def _read_sheet(book: Any, where: str, reading: Reading) -> Iterator[Item]:
    sheets = [s for s in book.worksheets if hasattr(s, "iter_rows")]
    if reading.options.sheet is not None:
        sheets = [_chosen(sheets, reading.options.sheet, where)]
    refused: InputError | None = None
    for sheet in sheets:
        name = f"{where}, sheet {sheet.title}"
        rows = _rows(sheet, name)
        number, first = next(rows, (0, []))
        head = [row for _, row in zip(range(_SAMPLE_ROWS), rows, strict=False)]
        if not first or (not head and len(sheets) > 1):
            continue
        try:
            columns, guessed = choose_columns(first, [r for _, r in head], reading.options.columns, name)
        except InputError as error:
            refused = refused or error
            continue
        tell_columns(columns, guessed, name, reading.note)
        others = [s.title for s in sheets if s is not sheet]
        if others:
            reading.note(Note(where, None, f"Of its sheets {sheet.title} is read; --sheet NAME takes another: {', '.join(others)[:200]}"))
        if not columns.named:
            head.insert(0, (number, first))
        for row, cells in [*head, *rows]:
            yield f"sheet {sheet.title}, row {row}", _row(cells, columns, row, name, reading)
        return
    hint = "Give one with a row of names and an article in each row after it."
    raise refused or InputError("The workbook has no rows", where=where, hint=hint)


def _chosen(sheets: list[Any], wanted: str, where: str) -> Any:
    for sheet in sheets:
        if sheet.title.strip() == wanted.strip():
            return sheet
    if wanted.isdecimal() and 1 <= int(wanted) <= len(sheets):
        return sheets[int(wanted) - 1]
    hint = f"Its sheets are {', '.join(s.title for s in sheets)[:300]}."
    raise InputError(f"There is no sheet {wanted!r}", where=where, hint=hint)


def _rows(sheet: Any, where: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows that are not empty, cells as text."""
    sheet.reset_dimensions()  # what a sheet states of its size may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS:
            raise InputError(f"The sheet has more than {_MOST_ROWS:,} rows", where=where, hint="Save it as CSV.")
        cells = [_written(v) for v in row]
        if any(cells):
            yield number, cells


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _row(cells: list[str], columns: Columns, row: int, where: str, reading: Reading) -> Any:
    """The article of a row, or what is wrong; an error of a formula is wrong in the text and a note elsewhere."""
    for field, indices in columns.at.items():
        for i in indices:
            if i < len(cells) and cells[i] in _ERRORS:
                place = f"{where}, row {row}, column {columns.name(i)}"
                if field == "text":
                    return InputError(f"The cell holds an error, {cells[i]}", where=place, hint="Mend its formula, or leave the row out.")
                reading.note(Note(place, None, f"The cell holds an error, {cells[i]}, and is left out"))
                cells[i] = ""
    try:
        return article_of_row(cells, columns, row, where, "xlsx", reading.note)
    except InputError as error:
        return error
