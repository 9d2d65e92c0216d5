"""Coded articles as a table for people: each sentence, and below it one row for each event in it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from marsad.views.cli.screen import shown
from marsad.views.export.csv import count_words
from marsad.views.export.sentences import sentences_of

if TYPE_CHECKING:
    from rich.console import Console

    from marsad.record import DateRange, Event, Record

COLUMNS = ("date", "event", "status", "actor", "recipient", "place", "casualties", "source", "words")
_SHARES = (9, 13, 8, 14, 14, 12, 11, 13, 10)
_LEAST = {"date": 10, "status": 12}
_STATUS_STYLE = {"negated": "red", "future": "cyan", "demanded": "magenta", "hypothetical": "yellow"}


class TableView:
    """Prints records to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._isolate = console.is_terminal

    def show(self, record: Record) -> None:
        """Print one article."""
        article = record.article
        # the Arabic name last: behind it a terminal would turn the date and the id around
        about = " · ".join(filter(None, (record.id, article.published, article.publisher)))
        self._console.print()
        if article.title:
            self._console.print(Text(self._cell(article.title), style="bold"))
        self._console.print(Text(self._cell(about), style="dim"))
        if not record.events:
            self._console.print(Text("  no events", style="dim"))
            return
        sentences = sentences_of(record)
        for number, events in groupby(record.events, key=lambda e: e.sentence):
            self._console.print(Text("  " + self._cell(sentences[number]), style="italic"))
            self._console.print(self._rows(list(events)))

    def head(self) -> None:
        """Print the names of the columns."""
        self._console.print(self._table([], header=True))

    def _rows(self, events: list[Event]) -> Table:
        return self._table(events, header=False)

    def _table(self, events: list[Event], header: bool) -> Table:
        table = Table(box=None, show_header=header, padding=(0, 1, 0, 0), pad_edge=False, expand=False, header_style="bold")
        room = self._console.width - len(COLUMNS) - 2
        table.add_column("", width=2)
        for name, share in zip(COLUMNS, _SHARES, strict=True):
            table.add_column(name, width=max(_LEAST.get(name, 6), room * share // sum(_SHARES)), overflow="fold")
        for event in events:
            table.add_row("", *self._cells(event))
        return table

    def _cells(self, event: Event) -> list[Text]:
        kind = event.event_type + (f" {event.mode}" if event.mode else "")
        status = "" if event.status == "asserted" else event.status
        return [
            Text(_days(event.date)),
            Text(kind, style="bold"),
            Text(status, style=_STATUS_STYLE.get(status, "")),
            self._texts([a.text for a in event.actor]),
            self._texts([a.text for a in event.recipient]),
            self._texts([*(p.text for p in event.location), *("→ " + p.text for p in event.destination)]),
            Text("\n".join(count_words(c) for c in event.casualties)),
            self._texts([f"{s.text} ({s.stance})" for s in event.sources]),
            self._texts([event.trigger.text]),
        ]

    def _texts(self, values: list[str]) -> Text:
        return Text("\n".join(self._cell(v) for v in values))

    def _cell(self, value: str) -> str:
        return shown(value, self._isolate)


def _days(date: DateRange | None) -> str:
    if date is None:
        return ""
    return date.start if date.start == date.end else f"{date.start}\n{date.end}"
