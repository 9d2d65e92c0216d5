"""``marsad code``: articles in, coded events out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from marsad.views.cli.inputs import input_options

if TYPE_CHECKING:
    from marsad.article import Note, ReadOptions
    from marsad.views.cli.jobs import Result
    from marsad.views.cli.report import Report

FORMATS = ("table", "csv", "jsonl")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; it appears when it is complete.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to write. Default: see below.")
@click.option("-j", "--jobs", type=click.IntRange(0, 256), default=1, show_default=True, help="Processes; 0: all cores.")
@click.option("--data", multiple=True, metavar="DIR", help="Folder with data files that add or override entries.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, notes or summary; errors are still told.")
@input_options
def code(inputs: tuple[str, ...], output: str | None, form: str | None, jobs: int, data: tuple[str, ...], quiet: bool, options: ReadOptions) -> int:
    """Code the events that Arabic articles report.

    INPUT is text (.txt), a web page (.html), JSON (.json, .jsonl; an article has id, title, publisher, published, url,
    text), a table (.csv, .xlsx), a feed (.xml, .rss), a document (.docx, .pdf), a Telegram export (result.json), a web
    crawl (.warc), any of these gzipped or in a .zip, a folder of such files, or - for standard input.

    The format follows from the name of FILE (.csv, else JSON Lines); without -o it is a table on a terminal
    and JSON Lines elsewhere.

    \b
    Examples:
      marsad code examples/
      marsad code page.html post.txt --format table
      marsad code archive.jsonl.gz -o coded.jsonl --jobs 2
      marsad code news/ -o events.csv
      marsad code news.csv --columns text=Body,title=Headline,published=Date -o coded.jsonl
      marsad code archive.xlsx --sheet 2022
      marsad code ChatExport/result.json news.zip -o coded.jsonl
      zcat big.jsonl.gz | marsad code - > coded.jsonl

    Articles that cannot be coded are listed at the end, the rest is coded, and the exit status is 2.
    """
    from marsad.views.cli.output import open_output
    from marsad.views.cli.report import Report

    form = form or _format_for(output)
    report = Report(quiet)
    with _progress(inputs, quiet) as advance:
        results = _results(inputs, data, form, jobs or os.cpu_count() or 1, report.note, advance, options)
        if form == "table":
            _print_tables(results, output, report)
        else:
            with open_output(output) as sink:
                _write(results, form, sink.write, report)
    return report.finish()


def _format_for(output: str | None) -> str:
    if output is None or output == "-":
        return "table" if output is None and sys.stdout.isatty() else "jsonl"
    return "csv" if output.lower().endswith(".csv") else "jsonl"


def _results(
    inputs: Iterable[str],
    data: tuple[str, ...],
    form: str,
    jobs: int,
    note: Callable[[Note], None],
    advance: Callable[[int], None] | None,
    options: ReadOptions,
) -> Iterator[Result]:
    from marsad.article import read_articles
    from marsad.views.cli.jobs import code_all

    return code_all(read_articles(inputs, note=note, progress=advance, options=options), data, form, jobs)


def _write(results: Iterable[Result], form: str, write: Callable[[bytes], object], report: Report) -> None:
    from marsad.views.cli.jobs import Coded
    from marsad.views.export import csv, jsonl

    write(csv.head() if form == "csv" else jsonl.head())
    for result in results:
        report.count(result)
        if isinstance(result, Coded):
            write(result.data)


def _print_tables(results: Iterable[Result], output: str | None, report: Report) -> None:
    from marsad.record import from_json
    from marsad.views.cli.jobs import Coded
    from marsad.views.cli.screen import console
    from marsad.views.cli.table import TableView

    if output not in (None, "-"):
        raise click.UsageError("A table is for reading: leave -o out, or take --format csv.")
    view = TableView(console())
    view.head()
    for result in results:
        report.count(result)
        if isinstance(result, Coded):
            view.show(from_json(result.data))


@contextlib.contextmanager
def _progress(inputs: tuple[str, ...], quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """A progress bar on stderr, where that is a terminal; its measure is the bytes read."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from marsad.article import input_size
    from marsad.views.cli.screen import console

    columns = (TextColumn("coding"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=input_size(list(inputs)))
        yield lambda more: bar.advance(task, more)
