"""``marsad info``: what is in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.store.info import Info

_MOST = 8


@click.command()
@click.option("--record", "path", required=True, metavar="FILE", help="The record, as made by marsad load.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def info(path: str, as_json: bool) -> int:
    """Tell what is in a record: how much of what, from whom, from when, coded by which version.

    \b
    Examples:
      marsad info --record libya.db
      marsad info --record libya.db --json
    """
    from marsad.store import open_record

    with open_record(path) as record:
        found = record.info()
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        for line in _lines(found):
            click.echo(line)
    return 0


def _lines(found: Info) -> Iterable[str]:
    from marsad.views.cli.screen import clean

    yield f"{found.path}: {found.megabytes:,} MB, version {found.version} of the file format"
    for what, number in found.counts.items():
        if what != "waiting":
            yield f"{number:>10,}  {what}"
    if found.counts["waiting"]:
        yield f"{found.counts['waiting']:,} articles wait to be linked: marsad load --record {found.path} with any input links them."
    yield f"published    {found.first or '?'} to {found.last or '?'}"
    for name, table in (("publishers", found.publishers), ("types", found.types), ("grades", found.grades)):
        listed = [f"{clean(k)} {v:,}" for k, v in list(table.items())[:_MOST]]
        more = f" and {len(table) - _MOST} more" if len(table) > _MOST else ""
        yield f"{name:<12} {', '.join(listed) or '-'}{more}"
    for c in found.codings:
        yield f"coded by     marsad {c.version}, data {c.data}: {c.articles:,} articles"
    if found.last_load is not None:
        begun, ended = found.last_load
        yield f"last load    {begun} to {ended or '(stopped: start it again to go on)'}"
