"""What all commands that take INPUT share: which columns and which sheet of tables to read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from marsad.article import ReadOptions

F = TypeVar("F", bound=Callable[..., Any])


def input_options(command: F) -> F:
    """Give a command ``--columns`` and ``--sheet``; it gets them as ``options``, a `ReadOptions`."""

    @click.option("--columns", multiple=True, metavar="FIELD=NAME,...", help="Columns of CSV and XLSX: text=Body,title=Headline. Default: by their names.")
    @click.option("--sheet", metavar="NAME", help="Sheet of XLSX, by name or number. Default: the first with articles.")
    @wraps(command)
    def with_options(*args: Any, columns: tuple[str, ...], sheet: str | None, **rest: Any) -> Any:
        return command(*args, options=_options(columns, sheet), **rest)

    return with_options  # type: ignore[return-value]


def _options(columns: tuple[str, ...], sheet: str | None) -> ReadOptions:
    from marsad.article import ReadOptions, read_columns
    from marsad.errors import InputError

    try:
        return ReadOptions(read_columns(columns), sheet)
    except InputError as error:
        raise click.BadParameter(f"{error.problem}. {error.hint}", param_hint="--columns") from None
