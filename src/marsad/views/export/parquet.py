"""A folder of Parquet files, one for each table, with typed columns. Needs the extra ``marsad[parquet]`` (duckdb)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.errors import OutputError
from marsad.views.export.cells import Cell
from marsad.views.export.csv_folder import MARK, write_csv
from marsad.views.export.material import Material
from marsad.views.export.tables import CODEBOOK_HEAD, TABLES, Table, codebook

if TYPE_CHECKING:
    import duckdb

_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


def write(material: Material, folder: Path) -> None:
    """Write the tables into an empty folder. Raises `OutputError` where duckdb is not installed."""
    try:
        import duckdb
    except ImportError:
        hint = "Install it with: pip install 'marsad[parquet]'"
        raise OutputError("Parquet needs the library duckdb, which is not installed", hint=hint) from None
    # duckdb must never ask the network for an extension
    settings: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    try:
        with duckdb.connect(":memory:", config=settings) as db, tempfile.TemporaryDirectory(dir=folder) as scratch:
            for table in TABLES:
                _table(db, table, material, folder, Path(scratch) / "rows.jsonl")
    except duckdb.Error as error:
        problem = f"Parquet cannot be written: {str(error).splitlines()[0]}"
        raise OutputError(problem, hint="Check the folder's rights and the free space.") from None
    write_csv(folder / MARK, CODEBOOK_HEAD, codebook())


def _table(db: duckdb.DuckDBPyConnection, table: Table, material: Material, folder: Path, rows: Path) -> None:
    """Rows go through a file of JSON Lines, which duckdb reads far faster than rows one by one."""
    kinds = {c.name: c.kind for c in table.columns}
    with rows.open("w", encoding="utf-8", errors="replace") as file:
        for cells in table.cells(material):
            row = {name: _value(cell, kinds[name]) for name, cell in zip(kinds, cells, strict=True)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    typed = ", ".join(f"{_quoted(name)}: '{_TYPES[kind]}'" for name, kind in kinds.items())
    names = ", ".join(_name(name) for name in kinds)
    source = f"read_json({_quoted(str(rows))}, format='newline_delimited', columns={{{typed}}}, maximum_object_size=1073741824)"
    target = _quoted(str(folder / f"{table.name}.parquet"))
    db.execute(f"COPY (SELECT {names} FROM {source}) TO {target} (FORMAT parquet)")


def _value(cell: Cell, kind: str) -> Cell:
    return bool(cell) if kind == "boolean" and cell is not None else cell


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
