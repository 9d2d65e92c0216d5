"""An Excel workbook, read from right to left: a sheet for each table and one for the codebook.

Text is written as text, never as a formula or a link; days are dates where Excel knows them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.errors import OutputError
from marsad.views.export.cells import Cell, plain
from marsad.views.export.material import Material
from marsad.views.export.tables import CODEBOOK_HEAD, TABLES, Column, codebook, columns

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Most characters that a cell of Excel can hold; longer text is cut, with … at its end."""
MOST_ROWS = 1_048_575
_WIDTHS = {"text": 18, "integer": 10, "number": 11, "date": 12, "boolean": 10}
_WIDE = ("sentence_text", "quote", "title", "article_title", "since_sentence", "until_sentence", "grade_why", "holds", "why", "text", "values")
_HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": "#1f4e5f", "valign": "vcenter"}


def write(material: Material, path: Path) -> None:
    """Write the workbook. Raises `OutputError` for a table that has more rows than a sheet can."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": "marsad", "created": datetime.datetime(2000, 1, 1)})  # the same records give the same file
    formats = {"date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}), "head": book.add_format(_HEAD)}
    for table in TABLES:
        _sheet(book, table.name, table.columns, table.cells(material), formats)
    _sheet(book, "codebook", columns(tuple((name, "") for name in CODEBOOK_HEAD)), codebook(), formats)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(*getattr(error.args[0], "args", error.args)) from None


def _sheet(book: Workbook, name: str, heads: Sequence[Column], rows: Iterable[tuple[Cell, ...]], formats: dict[str, Format]) -> None:
    sheet = book.add_worksheet(name)
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(heads):
        sheet.set_column(number, number, 60 if column.name in _WIDE else _WIDTHS[column.kind])
        sheet.write_string(0, number, column.name, formats["head"])
    last = 0
    for last, row in enumerate(rows, 1):
        if last > MOST_ROWS:
            hint = "Choose less with --place, --since or another filter, or take --to csv or parquet."
            raise OutputError(f"The table {name} has more rows than a sheet of Excel can hold", hint=hint)
        for number, (column, cell) in enumerate(zip(heads, row, strict=True)):
            if cell is not None and cell != "":
                _cell(sheet, last, number, column, cell, formats["date"])
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _cell(sheet: Worksheet, row: int, number: int, column: Column, cell: Cell, date: Format) -> None:
    if column.kind == "boolean":
        sheet.write_boolean(row, number, bool(cell))
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, number, cell)
    else:
        day: Any = _day(str(cell)) if column.kind == "date" else None
        if day is not None:
            sheet.write_datetime(row, number, day, date)
        else:
            text = plain(str(cell))
            sheet.write_string(row, number, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _day(text: str) -> datetime.date | None:
    """A day that Excel can hold: its calendar begins in 1900."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= 1901 else None
