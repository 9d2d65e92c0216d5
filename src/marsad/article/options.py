"""What a reader may be told about inputs: which column holds what, which sheet to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from marsad.errors import InputError

FIELDS = ("text", "title", "published", "id", "publisher", "url")
"""Fields of an article that a column may fill."""

_PAIR = re.compile(rf"\s*({'|'.join(FIELDS)})\s*=\s*", re.IGNORECASE)
_NEXT = re.compile(rf",(?=\s*(?:{'|'.join(FIELDS)})\s*=)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read inputs.

    Parameters
    ----------
    columns: field of an article -> name of a column, or its number counted from 1. For ``text`` several may be joined with ``+``.
    sheet: name or number (from 1) of the sheet of an XLSX file; None: the first that holds articles.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str | None = None


def read_columns(given: Iterable[str]) -> dict[str, str]:
    """Field -> column from what a user wrote: ``text=Body,title=Headline``; names of columns may hold commas.

    Raises
    ------
    InputError: a part is no pair, or its field is none of `FIELDS`.
    """
    found: dict[str, str] = {}
    for written in given:
        for part in _NEXT.split(written):
            pair = _PAIR.match(part)
            column = part[pair.end() :].strip() if pair else ""
            if pair is None or not column:
                hint = f"Write it as text=Body,title=Headline; the fields are {', '.join(FIELDS)}."
                raise InputError(f"{part.strip()!r} does not say which column a field is read from", where="--columns", hint=hint)
            found[pair[1].lower()] = column
    return found
