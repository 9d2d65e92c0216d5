"""``marsad control`` and ``marsad actor``: what coded articles say of places and of actors, without a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from marsad.views.cli.record_option import one_of, record_option, records_in, spells_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.record import Record

FORMATS = ("table", "csv", "json", "geojson")


@click.command()
@click.argument("coded", nargs=-1, metavar="CODED...")
@record_option
@click.option("--place", metavar="NAME", help="Only places of this name (Arabic or English) or id, and what lies in them.")
@click.option("--at", "at", metavar="DATE", help="Only spells that may run on this day (2016-04-24) or month (2016-04).")
@click.option("--to", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; it appears when it is complete.")
@click.option("-v", "--verbose", is_flag=True, help="All sentences of a spell, not only those of its changes.")
def control(coded: tuple[str, ...], path: str | None, place: str | None, at: str | None, form: str, output: str | None, verbose: bool) -> int:
    """Who held which place from when to when, each change with its sentence and its speaker.

    CODED are JSON Lines written by marsad code (gzipped too), or - for standard input; --record reads a record instead.

    \b
    Examples:
      marsad code news/ -o coded.jsonl && marsad control coded.jsonl
      marsad control --record libya.db --place درنة
      marsad control coded.jsonl --place درنة --at 2016-04-24
      marsad control coded.jsonl --to geojson -o control.geojson
    """
    from marsad.incidents.control import derive_control
    from marsad.views.cli.control_text import print_spells, select
    from marsad.views.cli.output import open_output
    from marsad.views.export.control import write

    spells = select(list(spells_in(path)) if one_of(coded, path) else derive_control(_records(coded)), place, at)
    if form == "table":
        if output not in (None, "-"):
            raise click.UsageError("A table is for reading: leave -o out, or take --to csv.")
        print_spells(spells, verbose)
        return 0
    with open_output(output) as sink:
        for part in write(spells, form):
            sink.write(part)
    return 0


@click.command()
@click.argument("name")
@click.argument("coded", nargs=-1, metavar="CODED...")
@record_option
@click.option("--most", type=click.IntRange(1), default=12, show_default=True, help="How many lines of each kind.")
def actor(name: str, coded: tuple[str, ...], path: str | None, most: int) -> int:
    """What coded articles say of an actor: its acts, acts against it, relations, statements, money.

    NAME is an id (xx.islamic-state) or a name in Arabic or English as the articles or the data files have it.

    \b
    Examples:
      marsad actor داعش coded.jsonl
      marsad actor ly.haftar coded.jsonl --most 50
      marsad actor داعش --record libya.db
    """
    from marsad.views.cli.actor_text import Profile

    profile = Profile(name)
    for record in records_in(path) if one_of(coded, path) else _records(coded):
        profile.add(record)
    if not profile.found:
        click.echo(f"marsad: No actor «{name}» in these articles. Give an id or a name that they use.", err=True)
        return 2
    profile.show(most)
    return 0


def _records(paths: tuple[str, ...]) -> Iterator[Record]:
    """Coded records of JSON Lines files; each line that is none ends the run with its file and line."""
    import gzip
    import sys
    from pathlib import Path

    import msgspec

    from marsad.errors import InputError
    from marsad.record import from_json

    for path in paths:
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            if data[:2] == b"\x1f\x8b":
                data = gzip.decompress(data)
        except (OSError, EOFError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"The file cannot be read: {reason}", where=path, hint="Give files written by marsad code.") from None
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                yield from_json(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                hint = "Give JSON Lines as written by: marsad code INPUT -o coded.jsonl"
                raise InputError(f"Not a coded article: {error}", where=path, line=number, hint=hint) from None
