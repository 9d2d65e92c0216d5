"""Names of the Gregorian months as pages write them: those of ``ar/times.toml`` in any spelling of alef, and the English ones."""

from __future__ import annotations

import calendar
import re
from functools import cache

from marsad.lexicon.sources import BUILTIN, read_toml
from marsad.orthography import normalise

_ALEF = re.compile("[اأإآ]")


@cache
def _months() -> dict[str, int]:
    """Name as written in the data -> number of the month."""
    found: dict[str, int] = {}
    for row in read_toml(BUILTIN / "ar" / "times.toml", "data/ar/times.toml"):
        if row.table == "month" and row.cells["calendar"] == "gregorian":
            for kind in ("names", "weak", "strong"):
                found |= dict.fromkeys(row.cells.get(kind, ()), int(row.cells["n"]))
    for number in range(1, 13):
        found |= {calendar.month_name[number].lower(): number, calendar.month_abbr[number].lower(): number}
    return found | {"sept": 9}


def month_number(name: str) -> int:
    """The number of a month whose name `month_pattern` has matched."""
    return _by_key()[_key(name)]


@cache
def _by_key() -> dict[str, int]:
    return {_key(name): number for name, number in _months().items()}


def _key(name: str) -> str:
    return normalise(" ".join(name.split())).casefold()


@cache
def month_pattern(month: int | None = None) -> str:
    """Alternatives of a regular expression for the names of all months, or of one; to be matched in any case of letters."""
    names = sorted((n for n, number in _months().items() if month in (None, number)), key=len, reverse=True)
    return "|".join(_ALEF.sub("[اأإآ]", re.escape(n).replace(r"\ ", r"\s+")) for n in names)
