"""A folder of CSV files, one for each table, with the codebook as CSV and as Markdown.

UTF-8 with a byte order mark, so that Excel opens it as such; text that a spreadsheet would take for a formula gets an
apostrophe in front; line breaks and control characters in cells become spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from marsad.views.export.cells import Cell, guarded
from marsad.views.export.csv import lines
from marsad.views.export.material import Material
from marsad.views.export.tables import CODEBOOK_HEAD, TABLES, codebook, codebook_text

MARK = "codebook.csv"
"""The file by which a folder is known as one that an export wrote."""
_BOM = b"\xef\xbb\xbf"
_AT_ONCE = 1000


def write(material: Material, folder: Path) -> None:
    """Write the tables into an empty folder."""
    for table in TABLES:
        write_csv(folder / f"{table.name}.csv", tuple(c.name for c in table.columns), table.cells(material))
    write_csv(folder / MARK, CODEBOOK_HEAD, codebook())
    (folder / "codebook.md").write_text("# Codebook\n\nEmpty cells: not known, or not said.\n\n" + codebook_text(), encoding="utf-8")


def write_csv(path: Path, head: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> None:
    """Write one table; its text cells are guarded."""
    with path.open("wb") as file:
        file.write(_BOM + lines([tuple(head)]))
        safe: Iterator[tuple[Cell, ...]] = (tuple(map(guarded, row)) for row in rows)
        while batch := list(islice(safe, _AT_ONCE)):
            file.write(lines(batch))
