"""What a run tells at its end: how much was coded, and what could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from marsad.article import BadItem
from marsad.views.cli.guard import debugging
from marsad.views.cli.screen import clean

if TYPE_CHECKING:
    from marsad.article import Note
    from marsad.views.cli.jobs import Result

_MOST_NOTES = 20
_MOST_BAD = 1000
"""How many are told one by one; the rest is only counted, so that memory stays flat."""


class Report:
    """Counts results; keeps what went wrong."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self.articles = self.events = self.refused = self.notes = 0
        self._bad: list[BadItem] = []
        self._notes: list[Note] = []

    def note(self, note: Note) -> None:
        """Keep a note on an article that is coded all the same."""
        self.notes += 1
        if len(self._notes) < _MOST_NOTES:
            self._notes.append(note)

    def count(self, result: Result) -> None:
        """Take a result into account."""
        if isinstance(result, BadItem):
            self.refused += 1
            if len(self._bad) < _MOST_BAD:
                self._bad.append(result)
        else:
            self.articles += 1
            self.events += result.events

    def finish(self, summary: str | None = None, heading: str = "Not coded") -> int:
        """Print the report on stderr and give the exit status: 2 where something was refused.

        ``summary`` and ``heading`` take the place of those of coding.
        """
        if not self._quiet:
            for note in self._notes:
                click.echo(f"note: {clean(str(note))}", err=True)
            if self.notes > len(self._notes):
                click.echo(f"note: {self.notes - len(self._notes)} more of the kind.", err=True)
        if self.refused:
            self._print_bad(heading)
        if not self._quiet:
            click.echo(summary or self._summary(), err=True)
        return 2 if self.refused else 0

    def _summary(self) -> str:
        said = f"{_number(self.articles, 'article')} coded, {_number(self.events, 'event')}"
        return said + (f"; {_number(self.refused, 'item')} not coded" if self.refused else "") + "."

    def _print_bad(self, heading: str) -> None:
        from rich.table import Table
        from rich.text import Text

        from marsad.views.cli.screen import console, shown

        out = console(stderr=True)
        table = Table(title=f"{heading} ({self.refused})", title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("where", "id", "why"):
            table.add_column(name, overflow="fold")
        for bad in self._bad:
            why = f"{bad.error.problem}." + (f" {bad.error.hint}" if bad.error.hint else "")
            table.add_row(*(Text(shown(cell, out.is_terminal)) for cell in (bad.where, bad.id or "", why)))
        out.print(table)
        if self.refused > len(self._bad):
            click.echo(f"... and {self.refused - len(self._bad)} more.", err=True)
        if debugging():
            for bad in self._bad:
                if bad.trace:
                    click.echo(f"{bad.id}:\n{bad.trace}", err=True)


def _number(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
