"""Which occurrences are compared at all: those that share a block of place, day and family, or a sentence.

Two grids in each direction, half a cell apart, so that two spots within `FAR_KM` share a cell. An occurrence of day D
is in the blocks of D and D+1, so that neighbours in time meet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from marsad.incidents.geometry import Spot
from marsad.incidents.occurrence import Occurrence

Block = tuple[str | int | float, ...]

LAT, LON = 0.6, 0.8
"""Size of a cell in degrees: half of it is more than `FAR_KM` up to 40 degrees of latitude."""

MANY = 3
"""From so many victims on, their number is a block of its own with the country: places may be coarse or wrong then."""

RECALL = 7
"""Days over which a deadly occurrence is looked for by its number when later news recall it."""

_PROVINCE_KM = 130.0


def blocks(occurrence: Occurrence) -> Iterator[Block]:
    """The blocks of an occurrence."""
    kind = "force" if occurrence.family == "coerce" else occurrence.family
    for sentence in occurrence.sentences:
        yield (kind, "words", sentence)
    if occurrence.days is None:
        return
    span = range(occurrence.days.start, occurrence.days.end + 2)
    for place in _places(occurrence.spots):
        for day in span:
            yield (kind, *place, day)
    for number in _numbers(occurrence):
        for country in sorted({s.country for s in occurrence.spots if s.country}):
            for week in sorted({occurrence.days.start // RECALL, (occurrence.days.end + RECALL) // RECALL}):
                yield (kind, "number", country, number, week)


def _places(spots: Sequence[Spot]) -> Iterator[Block]:
    for spot in spots:
        if spot.fine:
            for shift_lat in (0.0, LAT / 2):
                for shift_lon in (0.0, LON / 2):
                    row, column = (spot.lat + shift_lat) / LAT, (spot.lon + shift_lon) / LON
                    yield ("cell", f"{shift_lat > 0:d}{shift_lon > 0:d}", math.floor(row), math.floor(column))
            yield ("name", spot.name, spot.country or "")
        elif spot.radius <= _PROVINCE_KM:
            yield ("at", spot.id)


def _numbers(occurrence: Occurrence) -> Iterator[str]:
    for kind, low, high in occurrence.counts:
        if kind in ("killed", "injured") and low >= MANY and low == high:
            yield f"{kind}{low}"
