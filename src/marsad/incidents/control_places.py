"""Which places lie in which: by the units of the gazetteer, and by what the sentences say (حي الفتائح في درنة)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.mentions.gazetteer import Gazetteer
from marsad.record import PRECISION_RANK

if TYPE_CHECKING:
    from marsad.incidents.control_records import ControlPlace
    from marsad.mentions.gazetteer import Place


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def larger_places(places: dict[str, ControlPlace], said: set[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Place id -> ids of the larger ones among ``places`` that it lies in, the smallest first.

    ``said``: (smaller, larger) pairs that sentences name.
    """
    rows: dict[str, Place] = {}
    for ident in places:
        row = _gazetteer().by_id(ident)
        if row is not None:
            rows[ident] = row
    units: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ident, row in rows.items():
        if row.kind == "governorate" and row.admin1:
            units[("1", row.admin1)].append(ident)
        elif row.kind == "district" and row.admin2:
            units[("2", row.admin2)].append(ident)
    found: dict[str, set[str]] = defaultdict(set)
    for small, large in said:
        if small in places and large in places:
            found[small].add(large)
    for ident, row in rows.items():
        found[ident].update(units.get(("1", row.admin1), ()), units.get(("2", row.admin2), ()))
    return {i: _ordered(i, larger, places) for i, larger in found.items() if larger}


def _ordered(ident: str, larger: set[str], places: dict[str, ControlPlace]) -> tuple[str, ...]:
    size = _size(places[ident])
    fit = [i for i in larger if i != ident and _size(places[i]) > size]
    return tuple(sorted(fit, key=lambda i: (_size(places[i]), i)))


def _size(place: ControlPlace) -> int:
    return PRECISION_RANK.get(place.precision or "", 0)
