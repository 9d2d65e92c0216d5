"""One filter for everything that is kept: coded events, incidents, spells of control, relations and flows of money.

>>> Filter(places=("درنة",), since="2016-04", types=("ASSAULT/aerial",)).empty
False

Several values of one criterion are alternatives; all criteria have to hold. What cannot answer a criterion does not
match it: a relation has no place, so that none is left where a place is asked for. `marsad.incidents.matching.Matcher` looks names up and answers.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from marsad.errors import InputError
from marsad.lexicon.validate import STATUSES, nearest

GRADES = ("confirmed", "fair", "weak", "contested", "denied")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What to choose. Empty criteria choose everything.

    Parameters
    ----------
    places: names in Arabic or English, or ids; what lies in them comes along. ``طرابلس، لبنان`` names the larger place.
    since, until: first and last day, each a day, a month or a year (``2016-04-24``, ``2016-04``, ``2016``). An event
        without a date of its own is taken at the day its article was published.
    actors: names or ids of those who did or suffered it, or hold the place; all that belongs to them comes along.
    types: ``ASSAULT``, ``ASSAULT/aerial``, or a mode alone (``aerial``), in any case of letters.
    grades: grades of the incident: confirmed fair weak contested denied.
    speakers: names or ids of those who say so, the publisher included; all that belongs to them comes along.
    statuses: asserted negated future demanded hypothetical.

    Raises
    ------
    InputError: a date, grade or status that there is not.
    """

    places: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for where, day in (("--since", self.since), ("--until", self.until)):
            if day is not None:
                days(day, where)
        _among(self.grades, GRADES, "grade")
        _among(self.statuses, STATUSES, "status")
        if self.since and self.until and days(self.since)[0] > days(self.until)[1]:
            raise InputError(f"The time ends ({self.until}) before it begins ({self.since})", hint="Exchange --since and --until.")

    @property
    def empty(self) -> bool:
        """Whether everything is chosen."""
        return self == _ALL


def days(day: str, where: str = "") -> tuple[str, str]:
    """First and last ISO day of a day, a month or a year. Raises `InputError` for what is none."""
    found = _DAY.fullmatch(day)
    if found:
        year, month, dom = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        if year and month <= 12 and (not found[2] or month) and (not found[3] or 0 < dom <= calendar.monthrange(year, month)[1]):
            first, last = month or 1, month or 12
            return f"{found[1]}-{first:02}-{dom or 1:02}", f"{found[1]}-{last:02}-{dom or calendar.monthrange(year, last)[1]:02}"
    raise InputError(f"«{day}» is no day", where=where, hint="Write a day (2016-04-24), a month (2016-04) or a year (2016).")


def _among(given: Iterable[str], valid: Iterable[str], what: str) -> None:
    for value in given:
        if value not in valid:
            raise InputError(f"There is no {what} «{value}»", where=f"--{what}", hint=nearest(value, valid))


_ALL = Filter()


def kinds_of(wanted: str, events: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str | None]]:
    """(type, mode) pairs of what stands behind ``--type``; ``events``: type -> modes. Raises `InputError` for what is none."""
    head, _, tail = wanted.strip().replace(":", "/").partition("/")
    event, mode = head.strip().upper(), tail.strip().casefold().replace("_", "-")
    if event in events:
        if mode and mode not in events[event]:
            raise InputError(f"{event} has no mode «{tail}»", where="--type", hint=nearest(mode, events[event]))
        yield event, mode or None
        return
    alone = [] if mode else [(t, event.casefold().replace("_", "-")) for t, modes in events.items() if event.casefold().replace("_", "-") in modes]
    if not alone:
        known = {t.casefold() for t in events}.union(*events.values())
        hint = nearest(wanted.strip().casefold(), known) + " A mode stands behind its type (ASSAULT/aerial) or alone (aerial)."
        raise InputError(f"There is no event type «{wanted}»", where="--type", hint=hint.strip())
    yield from alone
