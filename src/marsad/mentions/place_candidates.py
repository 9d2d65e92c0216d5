"""The rows that a name may mean, with what weighs them before the context is looked at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import msgspec

from marsad.lexicon.memo import Memo
from marsad.mentions.gazetteer import EXACT, Gazetteer

THRESHOLD = 2.0
"""How much support a name needs to be taken for a place."""
COARSE = frozenset({"country", "governorate", "region"})
"""Kinds whose point says little about what lies near."""

_PRIOR = {
    "country": 5.0, "region": 2.6, "governorate": 1.9, "district": 1.0, "subdistrict": 0.6,
    "town": 1.2, "village": 0.1, "quarter": 0.2,
    "camp": 0.8, "base": 1.5, "crossing": 1.2, "airport": 1.2,
}  # fmt: skip
_STRENGTH = {
    "country": 5.0, "region": 2.4, "governorate": 2.4, "district": 0.8, "subdistrict": 0.5,
    "town": 1.0, "village": 0.0, "quarter": 0.1,
    "camp": 0.6, "base": 1.5, "crossing": 1.2, "airport": 1.0, "university": 0.5,
}  # fmt: skip


class Candidate(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A row that the name may mean, with what scoring needs of it."""

    row: int
    how: int
    cc: str
    kind: str
    point: tuple[float, float] | None
    admin1: int
    prior: float
    strength: float


def candidates(gazetteer: Gazetteer, rows: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The rows as candidates; the seat of a governorate or district of the same name is raised."""
    numbers = [(row, how, gazetteer.numbers(row)) for row, how in rows]
    units = [(gazetteer.kinds[n[3]], n[5], (n[0], n[1])) for _, how, n in numbers if how == EXACT]
    governorates = {admin1 for kind, admin1, _ in units if kind == "governorate" and admin1}
    districts = [(admin1, point) for kind, admin1, point in units if kind in ("district", "subdistrict")]
    out = []
    for row, how, (lat, lon, population, kind_at, cc, admin1, _) in numbers:
        kind = gazetteer.kinds[kind_at]
        prior, strength = _PRIOR.get(kind, 1.5), _STRENGTH.get(kind, 1.6)
        if kind == "city":
            size = math.log10(max(population, 100_000)) - 5
            prior, strength = 2.0 + size, 1.7 + 1.2 * size
        elif kind == "village" and population > 3000:
            prior, strength = 0.4, 0.2
        if kind in ("city", "town") and admin1 in governorates:
            prior, strength = max(prior + 0.9, 2.3), max(strength, 2.4)
        elif kind in ("town", "village") and any(a == admin1 and near((lat, lon), p) < 12 for a, p in districts):
            kind, prior, strength = "town", max(prior, 1.2) + 0.2, max(strength, 0.9)
        point = None if math.isnan(lat) else (lat, lon)
        out.append(Candidate(row, how, gazetteer.countries[cc], kind, point, admin1, prior, strength))
    return out


Rows = tuple[tuple[int, int], ...]


def known_candidates(gazetteer: Gazetteer) -> Memo[Rows, list[Candidate]]:
    """Rows -> their `candidates`, kept with the gazetteer."""
    memo = gazetteer.scratch.get("candidates")
    if memo is None:
        memo = gazetteer.scratch["candidates"] = Memo(lambda rows: candidates(gazetteer, rows), 20_000)
    return memo


def hopeless(found: Sequence[Candidate], words: int, ambiguous: bool, introduced: bool, backed: bool = False) -> bool:
    """Whether nothing else in an article could turn a name without a kind word into a place: a word that is a village
    somewhere.

    Parameters
    ----------
    words: of the name. ambiguous: it is a common word as well. introduced: a preposition or direction stands before it.
    backed: the article has it in a place where a place name stands.
    """
    best = max(c.strength for c in found)
    if ambiguous:
        best -= 2.4 - (1.3 if introduced else 0.0)
    elif introduced or backed:
        best = 2.0
    return best + (2.0 if words > 1 else 1.3) < THRESHOLD


def near(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance in km on a flat map: good to a few per cent over the distances that matter here."""
    y = a[0] - b[0]
    x = (a[1] - b[1]) * math.cos((a[0] + b[0]) * 0.008727)
    return 111.2 * math.sqrt(x * x + y * y)


FAR = 200.0


def nearest(point: tuple[float, float], others: Iterable[tuple[str, float, float]], key: str) -> float:
    """Distance to the nearest of the others but the one named ``key``; `FAR` where all are farther."""
    lat, lon = point
    best = FAR
    for name, y, x in others:
        if -1.8 < lat - y < 1.8 and -2.2 < lon - x < 2.2 and name != key:
            best = min(best, near(point, (y, x)))
    return best
