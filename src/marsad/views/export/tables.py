"""The tables of an export: their columns with what they hold, and their rows.

The columns are stable: later versions add columns at the end of a table and rename none. docs/reference/exports.md is
written from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from marsad.views.export import table_columns as about
from marsad.views.export import table_rows as rows
from marsad.views.export.cells import Cell
from marsad.views.export.material import Material
from marsad.views.export.table_columns import Columns

Kind = Literal["text", "integer", "number", "date", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, kind of its cells, what it holds. A ``date`` is a full ISO day."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: name, what a row is, columns, and how its rows are made; each row has a cell for each column."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Material], Iterator[dict[str, Cell]]]

    def cells(self, material: Material) -> Iterator[tuple[Cell, ...]]:
        """The rows, each a tuple in the order of the columns."""
        names = [c.name for c in self.columns]
        for row in self.rows(material):
            yield tuple(row[n] for n in names)


_KINDS: dict[str, Kind] = {"": "text", "i": "integer", "n": "number", "d": "date", "b": "boolean"}


def columns(given: Columns) -> tuple[Column, ...]:
    """Columns of their short form: name, a letter for the kind behind a colon, and what the column holds."""
    out = []
    for head, said in given:
        name, _, letter = head.partition(":")
        out.append(Column(name, _KINDS[letter], said))
    return tuple(out)


TABLES = (
    Table("articles", "One row for each article that anything exported rests on.", columns(about.ARTICLES), rows.articles),
    Table("events", "One row for each coded event: what one sentence of one article reports.", columns(about.EVENTS), rows.events),
    Table("arguments", "One row for each actor, recipient, place, destination, speaker, count and date of an event.", columns(about.ARGUMENTS), rows.arguments),
    Table("incidents", "One row for each incident: what all articles together say of one occurrence.", columns(about.INCIDENTS), rows.incidents),
    Table("accounts", "One row for each independent voice that tells of an incident, with its words.", columns(about.ACCOUNTS), rows.accounts),
    Table("contradictions", "One row for each point on which accounts of an incident cannot all be right.", columns(about.CONTRADICTIONS), rows.contradictions),
    Table("control", "One row for each stretch of time in which a place had one holder.", columns(about.CONTROL), rows.control),
    Table("relations", "One row for each tie between two actors that a sentence tells of.", columns(about.RELATIONS), rows.relations),
    Table("finance", "One row for each flow of money or goods that a sentence tells of.", columns(about.FINANCE), rows.finance),
)
"""All tables, in the order in which they are written."""


def codebook(tables: tuple[Table, ...] = TABLES) -> Iterator[tuple[str, str, str, str]]:
    """Rows of the codebook: table, column, kind, what it holds."""
    for table in tables:
        for c in table.columns:
            yield table.name, c.name, c.kind, c.about


CODEBOOK_HEAD = ("table", "column", "kind", "holds")


def codebook_text(tables: tuple[Table, ...] = TABLES, level: int = 2) -> str:
    """The codebook as Markdown."""
    out = []
    for table in tables:
        out += [f"{'#' * level} {table.name}", "", table.about, "", "| column | kind | holds |", "|---|---|---|"]
        out += [f"| `{c.name}` | {c.kind} | {c.about} |" for c in table.columns]
        out.append("")
    return "\n".join(out)
