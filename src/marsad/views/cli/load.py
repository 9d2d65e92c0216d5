"""``marsad load``: articles in, coded, linked and kept in a record file."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from marsad.views.cli.inputs import input_options
from marsad.views.cli.screen import clean

if TYPE_CHECKING:
    from marsad.article import BadItem, ReadOptions
    from marsad.record import Article, Record
    from marsad.store import RecordFile
    from marsad.views.cli.jobs import Result
    from marsad.views.cli.report import Report

_COMMIT = 50
"""Articles that are kept in one transaction: no more is lost when the run is stopped."""


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--record", "path", required=True, metavar="FILE", help="The record: an SQLite file, made where it does not exist.")
@click.option("--recode", is_flag=True, help="Also code the articles of the record anew that another version of marsad or its data coded.")
@click.option("-j", "--jobs", type=click.IntRange(0, 256), default=1, show_default=True, help="Processes; 0: all cores.")
@click.option("--data", multiple=True, metavar="DIR", help="Folder with data files that add or override entries.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, notes or summary; errors are still told.")
@input_options
def load(inputs: tuple[str, ...], path: str, recode: bool, jobs: int, data: tuple[str, ...], quiet: bool, options: ReadOptions) -> int:
    """Code articles and keep them in a record, linked into incidents.

    INPUT is what marsad code takes: files, folders, or - for standard input. The same article twice is one article;
    a run that was stopped goes on where it was when it is started again. Decisions of people stay when articles are coded anew;
    those that no longer fit are listed.

    \b
    Examples:
      marsad load news/ --record libya.db
      marsad load archive.jsonl.gz --record libya.db --jobs 2
      marsad load --recode --record libya.db           after an update of marsad or of your data files
      marsad info --record libya.db
      marsad find اعزاز --record libya.db

    Articles that cannot be coded are listed at the end, the rest is kept, and the exit status is 2.
    """
    from marsad import __version__
    from marsad.lexicon import fingerprint
    from marsad.store import open_record
    from marsad.views.cli.report import Report

    if not inputs and not recode:
        raise click.UsageError("Say what to load: files, folders, or - for standard input. To code anew what the record holds: --recode.")
    report = Report(quiet)
    with open_record(path, create=bool(inputs), write=True) as record:
        run = _Load(record, report, (__version__, fingerprint(*data)), data, jobs or os.cpu_count() or 1, quiet)
        if recode:
            run.recode()
        if inputs:
            run.load(inputs, options)
        run.link()
        return run.finish()


class _Load:
    """One run of loading."""

    def __init__(self, record: RecordFile, report: Report, coding: tuple[str, str], data: tuple[str, ...], jobs: int, quiet: bool) -> None:
        self._record, self._report, self._coding = record, report, coding
        self._data, self._jobs, self._quiet = data, jobs, quiet
        self._known = self._recoded = 0
        self._source: dict[str, str] = {}
        self._file = ""

    def load(self, inputs: tuple[str, ...], options: ReadOptions) -> None:
        """Code what is new and keep it."""
        number = self._record.begin_load(self._coding[0], inputs)

        def keep(records: list[Record]) -> None:
            rows = [(r, self._source.pop(r.id, None)) for r in records]
            added = self._record.add(rows, version=self._coding[0], data=self._coding[1], load=number)
            self._known += added.known
            for id in added.other_text:
                self._report.count(_other_text(id, ""))

        with self._bar("loading", inputs) as advance:
            self._code(self._new(inputs, advance, options), keep)
        self._record.end_load(number)

    def recode(self) -> None:
        """Code anew what was coded by another version or with other data."""

        def keep(records: list[Record]) -> None:
            self._recoded += self._record.recode(records, version=self._coding[0], data=self._coding[1])

        self._code(self._record.outdated(*self._coding), keep)

    def _code(self, items: Iterable[Article | BadItem], keep: Callable[[list[Record]], object]) -> None:
        """Code items and hand them on in lots; each lot is kept or not as a whole."""
        from marsad.record import from_json
        from marsad.views.cli.jobs import Coded, code_all

        lot: list[Record] = []
        for result in _some(items, lambda found: code_all(found, self._data, "jsonl", self._jobs)):
            self._report.count(result)
            if isinstance(result, Coded):
                lot.append(from_json(result.data))
            if len(lot) >= _COMMIT:
                keep(lot)
                lot = []
        if lot:
            keep(lot)

    def _new(self, inputs: Iterable[str], advance: Callable[[int], None] | None, options: ReadOptions) -> Iterator[Article | BadItem]:
        """The articles that the record does not hold."""
        from marsad.article import BadItem, read_articles

        for given in inputs:
            for item in read_articles([given], note=self._report.note, progress=advance, options=options, begin=self._begin):
                if isinstance(item, BadItem):
                    yield item
                    continue
                held = self._record.holds(item)
                if held == "new":
                    self._source[item.id] = self._file
                    yield item
                elif held == "same":
                    self._known += 1
                else:
                    yield _other_text(item.id, self._file)

    def _begin(self, file: str) -> None:
        self._file = file

    def link(self) -> None:
        """Link what is new, and what a stopped run has left."""
        waiting = self._record.waiting()
        with self._bar("linking", total=waiting) as advance:
            self._record.link(advance)

    def finish(self) -> int:
        """Print the report; the exit status."""
        status = self._report.finish()
        if self._recoded:
            for misfit in self._record.misfits():
                click.echo(f"no longer fits: {clean(str(misfit))}", err=True)
        if self._quiet:
            return status
        told = [f"{self._known:,} there already" if self._known else "", f"{self._recoded:,} coded anew" if self._recoded else ""]
        counts = self._record.info().counts
        held = f"The record holds {counts['articles']:,} articles, {counts['events']:,} events, {counts['incidents']:,} incidents."
        click.echo(" ".join(filter(None, ("; ".join(filter(None, told)).capitalize() + "." if any(told) else "", held))), err=True)
        return status

    @contextlib.contextmanager
    def _bar(self, what: str, inputs: tuple[str, ...] = (), total: int = 0) -> Iterator[Callable[[int], None] | None]:
        """A progress bar on stderr, where that is a terminal."""
        if self._quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        from marsad.article import input_size
        from marsad.views.cli.screen import console

        columns = (TextColumn(what), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=input_size(list(inputs)) if inputs else total)
            yield lambda more: bar.advance(task, more)


def _other_text(id: str, where: str) -> BadItem:
    from marsad.article import BadItem
    from marsad.errors import InputError

    return BadItem(InputError("The record holds another text under this id", where=where, hint="Give each article an id of its own."), id)


def _some(items: Iterable[Article | BadItem], use: Callable[[Iterable[Article | BadItem]], Iterator[Result]]) -> Iterator[Result]:
    """What ``use`` makes of items; it is not asked, and loads no lexicon, where there are none."""
    rest = iter(items)
    for first in rest:
        yield from use(itertools.chain((first,), rest))
