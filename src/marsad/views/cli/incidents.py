"""``marsad incidents``: what many coded articles say of the same occurrence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

from marsad.views.cli.filter_options import filter_options, matcher_of
from marsad.views.cli.record_option import incidents_in, one_of, record_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from marsad.incidents import Incident
    from marsad.incidents.filters import Filter
    from marsad.record import Record

T = TypeVar("T")
FORMATS = ("table", "jsonl")


@click.command()
@click.argument("coded", nargs=-1, metavar="CODED...")
@record_option
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; it appears when it is complete.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl.")
@click.option("--voices", type=click.IntRange(0), default=0, help="Only incidents that so many voices assert.")
@click.option("-q", "--quiet", is_flag=True, help="No summary; errors are still told.")
@filter_options
def incidents(coded: tuple[str, ...], path: str | None, output: str | None, form: str | None, voices: int, quiet: bool, chosen: Filter) -> int:
    """Link the events of coded articles into incidents, with rival accounts side by side.

    CODED are JSON Lines written by marsad code (gzipped too), or - for standard input; with --record those of a record
    are shown. An incident is one occurrence: who says what of it, where the accounts contradict each other, and how well
    it is supported.

    \b
    Examples:
      marsad code news/ -o coded.jsonl && marsad incidents coded.jsonl
      marsad incidents coded.jsonl --grade contested
      marsad incidents coded.jsonl --place درنة --since 2016-04 --type ASSAULT
      marsad incidents june.jsonl july.jsonl -o incidents.jsonl
      marsad incidents --record libya.db --voices 2

    Lines that are no coded articles are listed, the rest is linked, and the exit status is 2.
    """
    from marsad.incidents import link_incidents
    from marsad.views.cli.output import open_output

    form = form or ("table" if output in (None, "-") and sys.stdout.isatty() else "jsonl")
    if form == "table" and output not in (None, "-"):
        raise click.UsageError("A table is for reading: leave -o out, or take --format jsonl.")
    matcher = matcher_of(chosen)
    refused: list[str] = []
    number, articles = 0, set[str]()
    wanted = []
    for incident in incidents_in(path) if one_of(coded, path) else link_incidents(read_records(coded, refused.append)):
        number += 1
        articles.update(incident.articles)
        if incident.voices >= voices and matcher.incident(incident):
            wanted.append(incident)
    if form == "table":
        _print(wanted)
    else:
        with open_output(output) as sink:
            _write(wanted, sink.write)
    for line in refused:
        click.echo(f"marsad: {line}", err=True)
    if not quiet:
        click.echo(f"{len(wanted):,} of {number:,} incidents; {len(articles):,} articles tell of one.", err=True)
    return 2 if refused else 0


def read_records(paths: Iterable[str], refuse: Callable[[str], object]) -> Iterator[Record]:
    """The coded articles in some files, one after the other; ``refuse`` is told each line that is none.

    Raises `InputError` for a file that cannot be read, or that holds no coded article at all.
    """
    from marsad.record import from_json

    for path in paths:
        yield from read_file(path, from_json, "coded article", "marsad code INPUT -o coded.jsonl", refuse)


def read_file(path: str, decode: Callable[[bytes], T], what: str, maker: str, refuse: Callable[[str], object]) -> Iterator[T]:
    """The records of one kind in a file of JSON Lines; ``maker`` is the command that writes such files.

    Raises `InputError` for a file that cannot be read, or that holds no such record at all.
    """
    import msgspec

    from marsad.errors import InputError

    good, first = 0, ""
    for number, line in _lines(path):
        try:
            record = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problem = f"{path}:{number}: Not {_a(what)}: {error}."
            first = first or problem
            refuse(problem)
            continue
        good += 1
        yield record
    if first and not good:
        raise InputError(f"The file holds no {what}", where=path, hint=f"Give JSON Lines as written by: {maker}")


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not empty, of a file that may be gzipped."""
    import gzip
    import zlib

    from marsad.errors import InputError

    try:
        with sys.stdin.buffer if path == "-" else open(path, "rb") as plain:
            zipped = plain.peek(2)[:2] == b"\x1f\x8b" if hasattr(plain, "peek") else False
            lines: Iterable[bytes] = gzip.GzipFile(fileobj=plain) if zipped else plain
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        hint = "Give files written by marsad code."
        raise InputError(f"The file cannot be read: {reason}", where=path, hint=hint) from None


def _write(found: Iterable[Incident], write: Callable[[bytes], object]) -> None:
    from marsad.incidents import to_json

    for incident in found:
        write(to_json(incident) + b"\n")


def _print(found: Iterable[Incident]) -> None:
    from marsad.views.cli.incidents_text import IncidentView
    from marsad.views.cli.screen import console

    view = IncidentView(console())
    for incident in found:
        view.show(incident)
