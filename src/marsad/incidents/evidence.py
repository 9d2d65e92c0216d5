"""What speaks for and against two occurrences of different articles being one, in points and in words.

The weights were set by hand and checked on articles that people had sorted into incidents;
docs/explanation/incidents.md has the table.
"""

from __future__ import annotations

import math

from marsad.incidents.families import akin, clash
from marsad.incidents.geometry import FAR_KM, Spot, gap, km, same_name
from marsad.incidents.occurrence import Occurrence

LINK = 3.0
"""Least score of two occurrences that are one incident."""

COPY = 0.85
"""From this share of common words on, two sentences are copies of each other."""

_SLACK = 5.0
_RECALL_DAYS = 7
_MANY = 5


def apart(a: Occurrence, b: Occurrence) -> bool:
    """Whether two occurrences cannot be one: told apart by an article, of another family, or days or many km apart."""
    if _days_apart(a, b) or not akin(a.family, b.family):
        return True
    if (a.apart and a.apart.intersection(b.keys)) or (b.apart and b.apart.intersection(a.keys)):
        return True
    return bool(a.spots and b.spots) and not any(_spots_meet(s, t) for s in a.spots for t in b.spots)


def _days_apart(a: Occurrence, b: Occurrence) -> bool:
    if a.days is None or b.days is None:
        return False
    days = gap(a.days, b.days)
    if days <= (1 if a.days.firm and b.days.firm else 2):
        return False
    # later news recall a deadly occurrence without dating it: the number of the dead is the reason to join them
    recalled = not (a.days.firm and b.days.firm) and days <= _RECALL_DAYS
    return not (recalled and _common_number(a, b) >= _MANY)


def _common_number(a: Occurrence, b: Occurrence) -> int:
    """The highest number of victims that both give."""
    mine = {c for c in a.counts if c[0] in ("killed", "injured")}
    return max((low for kind, low, high in b.counts if (kind, low, high) in mine), default=0)


def _spots_meet(a: Spot, b: Spot) -> bool:
    """Whether two spots can be one place: within their radii, and never `FAR_KM` apart unless one is a province."""
    if a.id == b.id or same_name(a, b):
        return True
    if not (a.fine and b.fine) and a.country and b.country and a.country != b.country:
        return False
    reach = a.radius + b.radius
    return km(a, b) <= (min(FAR_KM, reach + _SLACK) if a.fine and b.fine else reach)


def compare(a: Occurrence, b: Occurrence) -> tuple[float, tuple[str, ...]]:
    """Points and reasons for two occurrences that are not `apart` being one."""
    why: list[str] = []
    score = _place(a, b, why) + _days(a, b, why) + _deed(a, b, why) + _victims(a, b, why)
    score += _parties(a, b, why) + _words(a, b, why)
    if a.fact != b.fact:
        score -= 1.2
    if a.family != b.family:
        score -= 1.0
    return score, tuple(why)


def _place(a: Occurrence, b: Occurrence, why: list[str]) -> float:
    if not a.spots or not b.spots:
        return -0.5
    distance, s, t = _nearest(a.spots, b.spots)
    points = _place_points(distance, s, t)
    where = s.name_en or s.name_ar or s.id
    if s.id == t.id or distance < 1:
        why.append(f"same place ({where})")
    elif s.fine and t.fine:
        why.append(f"{distance:.0f} km apart")
    else:
        why.append(f"place inside the other ({where})")
    return points * (0.6 if s.borrowed or t.borrowed else 1.0) if points > 0 else points


def _nearest(a: tuple[Spot, ...], b: tuple[Spot, ...]) -> tuple[float, Spot, Spot]:
    if len(a) == len(b) == 1:
        return (0.0 if a[0].id == b[0].id else km(a[0], b[0])), a[0], b[0]
    return min(((km(s, t), s, t) for s in a for t in b), key=lambda p: (p[0], p[1].id, p[2].id))


def _place_points(distance: float, s: Spot, t: Spot) -> float:
    if not (s.fine and t.fine):
        if s.precision == t.precision == "country" or max(s.radius, t.radius) > 2 * 130:
            return -0.3
        return 0.6 if s.id == t.id else 0.3
    if s.id == t.id or same_name(s, t) or distance <= 3:
        return 2.0 if max(s.radius, t.radius) <= 15 else 1.4
    if distance <= max(s.radius, t.radius):
        return 1.4
    return 0.8 if distance <= s.radius + t.radius else -0.8


def _days(a: Occurrence, b: Occurrence, why: list[str]) -> float:
    if a.days is None or b.days is None:
        return -1.0
    days = gap(a.days, b.days)
    if days:
        why.append(f"{days} day{'s' * (days > 1)} apart")
        return -0.8 * min(days, 2)
    if a.days.firm and b.days.firm:
        why.append("same day")
        return 1.4
    if a.days.firm or b.days.firm:
        why.append("day fits the report")
        return 0.9
    why.append("same day by report")
    return 0.6


def _deed(a: Occurrence, b: Occurrence, why: list[str]) -> float:
    common = a.means & b.means
    if common:
        why.append("/".join(sorted(common)))
        return 0.6
    return -clash(a.means, b.means)


def _victims(a: Occurrence, b: Occurrence, why: list[str]) -> float:
    score = 0.0
    for kind, weight in (("killed", 1.0), ("injured", 0.8), ("captured", 0.8)):
        mine = [(low, high) for k, low, high in a.counts if k == kind]
        theirs = [(low, high) for k, low, high in b.counts if k == kind]
        if not mine or not theirs:
            continue
        same = [low for low, high in mine if (low, high) in theirs]
        if same:
            score += weight * min(2.5, 0.5 + 0.6 * math.log2(max(same)))
            why.append(f"{max(same)} {kind} in both")
            continue
        most, other = max(mine, key=_size), max(theirs, key=_size)
        if _meet(most, other):
            score += 0.3 * weight
        else:
            low, high = sorted((most[0], other[0]))
            score -= weight * (0.5 if high <= 2 * low else 1.2)
            why.append(f"{low} and {high} {kind}")
    return score


def _size(count: tuple[int, int | None]) -> tuple[int, int]:
    """Order of counts: by the low figure, an open one first."""
    return count[0], count[1] or 0


def _meet(a: tuple[int, int | None], b: tuple[int, int | None]) -> bool:
    return (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1])


def _parties(a: Occurrence, b: Occurrence, why: list[str]) -> float:
    score = 0.0
    for mine, theirs, plus, minus in ((a.actors, b.actors, 0.7, -0.3), (a.recipients, b.recipients, 0.7, -0.3)):
        common = mine & theirs
        if any(c.startswith("person:") for c in common):
            score += 1.6
        elif common:
            score += plus
        elif mine and theirs:
            score += minus
        if common:
            why.append("both name " + ", ".join(sorted(common)[:3]))
    return score


def _words(a: Occurrence, b: Occurrence, why: list[str]) -> float:
    if a.sentences & b.sentences:
        why.append("same sentence")
        return 3.0
    if not a.words or not b.words:
        return 0.0
    share = len(a.words & b.words) / math.sqrt(len(a.words) * len(b.words))
    if share >= 0.15:
        why.append(f"{share:.0%} of the words")
    return 3.0 * share if share < COPY else 3.5
