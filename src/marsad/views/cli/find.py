"""``marsad find``: look for incidents, events and articles in a record, by words and by criteria."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from marsad.views.cli.filter_options import filter_options, matcher_of

if TYPE_CHECKING:
    from marsad.incidents import Incident
    from marsad.incidents.filters import Filter
    from marsad.record import Record
    from marsad.store import RecordFile

WHAT = ("incidents", "events", "articles")
FORMATS = ("table", "jsonl")


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--record", "path", required=True, metavar="FILE", help="The record, as made by marsad load.")
@click.option("--what", type=click.Choice(WHAT), default="incidents", show_default=True, help="What to look for.")
@click.option("--voices", type=click.IntRange(0), default=0, help="Only incidents that so many voices assert.")
@click.option("--most", type=click.IntRange(1), help="No more than so many. Default: 20 in a table, else all.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; it appears when it is complete.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl.")
@click.option("-q", "--quiet", is_flag=True, help="No summary; errors are still told.")
@filter_options
def find(words: tuple[str, ...], path: str, what: str, voices: int, most: int | None, output: str | None, form: str | None, quiet: bool, chosen: Filter) -> int:
    """Look for incidents, events or articles in a record, by words and by criteria.

    WORDS are found however they are spelt: اعزاز finds أعزاز, بأعزاز and وأعزاز. All of them have to occur, in the sentences
    that tell of the incident or event, or in the article. Words in quotation marks stand side by side; قصف* is all that
    begins so.

    \b
    Examples:
      marsad find اعزاز --record libya.db
      marsad find '"قاعدة العند"' --record yemen.db --voices 2
      marsad find --place درنة --since 2016-04 --type ASSAULT --record libya.db
      marsad find مستشفى --what events --speaker "وكالة الأنباء" --record syria.db
      marsad find هدنة --what articles --record syria.db --format jsonl -o truce.jsonl
    """
    from marsad.store import open_record
    from marsad.views.cli.output import open_output

    form = form or ("table" if output in (None, "-") and sys.stdout.isatty() else "jsonl")
    if form == "table" and output not in (None, "-"):
        raise click.UsageError("A table is for reading: leave -o out, or take --format jsonl.")
    matcher_of(chosen)  # tells of names that no data file knows
    with open_record(path) as record:
        wanted = _Counted(_found(record, " ".join(words) or None, what, voices, chosen), what)
        shown = islice(wanted, most or (20 if form == "table" else None))
        if form == "table":
            _print(shown, what)
        else:
            with open_output(output) as sink:
                for item in shown:
                    sink.write(_json(item, what))
        told = wanted.number
        for _ in wanted:
            pass
        number = wanted.number
    if not quiet:
        more = f"; {told:,} shown, --most shows more" if told < number else ""
        click.echo(f"{number:,} {what if number != 1 else what[:-1]} found{more}.", err=True)
    return 0


class _Counted:
    """Items, counted as they are taken; of articles with events the events."""

    def __init__(self, items: Iterator[Any], what: str) -> None:
        self._items, self._events, self.number = items, what == "events", 0

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        item = next(self._items)
        self.number += len(item.events) if self._events else 1
        return item


def _found(record: RecordFile, words: str | None, what: str, voices: int, chosen: Filter) -> Iterator[Any]:
    if what == "incidents":
        return (i for i in record.incidents(chosen, words=words) if i.voices >= voices)
    if voices:
        raise click.UsageError("--voices is for incidents.")
    return record.events(chosen, words=words) if what == "events" else record.articles(chosen, words=words)


def _json(item: Any, what: str) -> bytes:
    from marsad.incidents import to_json as incident_json
    from marsad.record import to_json

    return (incident_json(item) if what == "incidents" else to_json(item)) + b"\n"


def _print(found: Iterable[Any], what: str) -> None:
    from marsad.views.cli.screen import console

    if what == "incidents":
        _print_incidents(found)
    elif what == "events":
        _print_events(found)
    else:
        from rich.text import Text

        from marsad.views.cli.screen import shown

        out = console()
        for record in found:
            a = record.article
            parts = (a.published or "?", shown(a.publisher or "?", out.is_terminal), shown(a.title or a.text[:80], out.is_terminal), record.id)
            out.print(Text("  ".join(parts)), soft_wrap=True)


def _print_incidents(found: Iterable[Incident]) -> None:
    from marsad.views.cli.incidents_text import IncidentView
    from marsad.views.cli.screen import console

    view = IncidentView(console())
    for incident in found:
        view.show(incident)


def _print_events(found: Iterable[Record]) -> None:
    from marsad.views.cli.screen import console
    from marsad.views.cli.table import TableView

    view = TableView(console())
    view.head()
    for record in found:
        view.show(record)
