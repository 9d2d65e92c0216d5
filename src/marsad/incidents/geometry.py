"""Spots on the map and stretches of days, and how far they are from each other."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from marsad.orthography import normalise
from marsad.record import DateRange, PlaceMention

RADIUS = {
    "building": 3.0,
    "quarter": 5.0,
    "village": 5.0,
    "city": 10.0,
    "district": 20.0,
    "governorate": 60.0,
    "region": 120.0,
    "country": 400.0,
}
FINE_KM = 35.0
"""A spot with at most this radius says where something happened; a larger one says in which province."""

FAR_KM = 30.0
"""Farther than this apart, two fine spots are never one occurrence."""


class Spot(msgspec.Struct, frozen=True):
    """A resolved place. ``name`` is normalised; ``borrowed``: said of a neighbouring event, not of this one."""

    id: str
    lat: float
    lon: float
    radius: float
    precision: str
    country: str | None
    name: str
    name_ar: str | None
    name_en: str | None
    borrowed: bool = False

    @property
    def fine(self) -> bool:
        """Whether the spot is smaller than a province."""
        return self.radius <= FINE_KM


class Days(msgspec.Struct, frozen=True):
    """Inclusive ordinals of days. ``firm``: dated by the text; otherwise the days in which it was news."""

    start: int
    end: int
    firm: bool


def spot_of(place: PlaceMention) -> Spot | None:
    """The spot of a place mention; None where it is not resolved to a point."""
    if place.id is None or place.lat is None or place.lon is None:
        return None
    precision = place.precision or "city"
    radius = place.radius_km if place.radius_km is not None else RADIUS.get(precision, 10.0)
    name = normalise(place.name_ar or place.text)
    return Spot(
        place.id, place.lat, place.lon, max(radius, 2.0), precision, place.country, name, place.name_ar or place.text,
        place.name_en,
    )  # fmt: skip


def km(a: Spot, b: Spot) -> float:
    """Distance of two spots on the sphere."""
    return _km(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=1 << 18)
def _km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    la, lb = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((lb - la) / 2) ** 2
    half += math.cos(la) * math.cos(lb) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def same_name(a: Spot, b: Spot) -> bool:
    """Whether two spots bear one name in one country, within a province: two points of a gazetteer for one place."""
    return a.name == b.name and a.country == b.country and km(a, b) <= 2 * FAR_KM


def finest(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """The spots that do not merely contain another one: ``[quarter, city, country]`` gives the quarter."""
    left: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.radius, s.id)):
        if not any(spot.radius > 1.5 * s.radius and km(spot, s) <= spot.radius + s.radius for s in left) and all(spot.id != s.id for s in left):
            left.append(spot)
    return tuple(left)


def ordinal(day: str | None) -> int | None:
    """The ordinal of a full ISO date, None for less."""
    if not day or len(day) < 10:
        return None
    try:
        return datetime.date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def days_of(date: DateRange | None) -> tuple[int, int] | None:
    """The ordinals of a date range."""
    if date is None:
        return None
    start, end = ordinal(date.start), ordinal(date.end)
    return (start, end) if start is not None and end is not None and start <= end else None


def iso(day: int) -> str:
    """An ordinal as ISO date."""
    return datetime.date.fromordinal(day).isoformat()


def gap(a: Days, b: Days) -> int:
    """Days between two stretches; 0 where they meet."""
    return max(0, a.start - b.end, b.start - a.end)
