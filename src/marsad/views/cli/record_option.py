"""The option ``--record`` of commands that read coded articles or, in their stead, a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from marsad.incidents import Incident
    from marsad.incidents.control import ControlSpell
    from marsad.record import Record


def record_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option; it gets its value as ``path``."""
    return click.option("--record", "path", metavar="FILE", help="Read a record made by marsad load, instead of CODED.")(command)


def one_of(coded: tuple[str, ...], path: str | None) -> bool:
    """Whether the record is to be read; exactly one of the two must be given."""
    if bool(coded) == (path is not None):
        raise click.UsageError("Give coded articles (JSON Lines by marsad code), or a record with --record FILE: one of the two.")
    return path is not None


def incidents_in(path: str | None) -> Iterator[Incident]:
    """The incidents of a record."""
    from marsad.store import open_record

    with open_record(path or "") as record:
        yield from record.incidents()


def spells_in(path: str | None) -> Iterator[ControlSpell]:
    """The spells of control of a record."""
    from marsad.store import open_record

    with open_record(path or "") as record:
        yield from record.control()


def records_in(path: str | None) -> Iterator[Record]:
    """The articles of a record, as they stand after the decisions of people."""
    from marsad.store import open_record

    with open_record(path or "") as record:
        yield from record.articles()
