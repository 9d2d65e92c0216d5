"""Coded records against annotated ones: the measure of ``docs/reference/measures.md``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any

Span = tuple[int, int]
ROLES = ("actor", "recipient", "location", "destination", "sources")
FIGURES = (
    "trigger",
    "type",
    "mode",
    *ROLES,
    "date",
    "status",
    "casualties",
    "record",
    "places",
    "km25",
    "actors",
    "actors_same",
)
_EARTH_KM = 6371.0


@dataclass(slots=True)
class Tally:
    """Right answers, answers given, answers wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, right: int, given: int, wanted: int) -> None:
        self.right += right
        self.given += given
        self.wanted += wanted

    @property
    def f1(self) -> float:
        total = self.given + self.wanted
        return 2 * self.right / total if total else 0.0


def span_of(value: Any) -> Span:
    """A span written as ``[start, end]``, as an object with ``start`` and ``end``, or as one with a ``span``."""
    if isinstance(value, dict):
        return span_of(value["span"]) if "span" in value else (value["start"], value["end"])
    return value[0], value[1]


def shared(a: Span, b: Span) -> int:
    """Code points that two spans have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def alike(a: Span, b: Span) -> bool:
    """Whether two spans mean the same words."""
    common, lengths = shared(a, b), sorted((a[1] - a[0], b[1] - b[0]))
    return common > 0 and 2 * common >= lengths[0] and 3 * common >= lengths[1]


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of two points (lat, lon) on the sphere."""
    north_a, north_b = radians(a[0]), radians(b[0])
    across, along = sin((north_b - north_a) / 2), sin(radians(b[1] - a[1]) / 2)
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(across**2 + cos(north_a) * cos(north_b) * along**2)))


def matched(wanted: int, given: int, worth: Callable[[int, int], float | None]) -> list[tuple[int, int]]:
    """One-to-one pairs of ``range(wanted)`` and ``range(given)``, those worth most first; None: no pair."""
    possible = [(-w, i, j) for i in range(wanted) for j in range(given) if (w := worth(i, j)) is not None]
    left, right = set(range(wanted)), set(range(given))
    pairs = []
    for _, i, j in sorted(possible):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return pairs


def matched_spans(wanted: Sequence[Span], given: Sequence[Span]) -> list[tuple[int, int]]:
    return matched(len(wanted), len(given), lambda i, j: 0.0 if alike(wanted[i], given[j]) else None)


def score(gold: Iterable[dict[str, Any]], coded: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Figure -> value. ``coded`` is by article id; an article that is not in it has nothing coded."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for article in gold:
        found = coded.get(article["id"], {})
        _events(article["events"], found.get("events", []), tallies)
        _places(article.get("places", []), found.get("places", []), tallies)
        _actors(article.get("actors", []), found.get("actors", []), tallies)
    return {name: round(tallies[name].f1, 4) for name in FIGURES}


def _days(event: dict[str, Any]) -> tuple[str, str] | None:
    date = event.get("date")
    return (date["start"][:10], date["end"][:10]) if date and date.get("start") and date.get("end") else None


def _status(event: dict[str, Any]) -> str:
    return event.get("status") or "asserted"


def _counts(event: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(c.get("kind"), c.get("low"), c.get("high")) for c in event.get("casualties") or []]


def _spans(event: dict[str, Any], role: str) -> list[Span]:
    return [span_of(v) for v in event.get(role) or []]


def _events(wanted: list[dict[str, Any]], given: list[dict[str, Any]], tallies: dict[str, Tally]) -> None:
    """Count what there is on both sides, then what the pairs agree on."""
    for name, size in _SIZES.items():
        tallies[name].add(0, sum(map(size, given)), sum(map(size, wanted)))
    for i, j in paired_events(wanted, given):
        _pair(wanted[i], given[j], tallies)


def paired_events(wanted: list[dict[str, Any]], given: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Events with a trigger in common, one to one; those of the same type first."""
    left, right = [span_of(e["trigger"]) for e in wanted], [span_of(e["trigger"]) for e in given]

    def worth(i: int, j: int) -> float | None:
        common = shared(left[i], right[j])
        return common + 1000 * (wanted[i]["event_type"] == given[j]["event_type"]) if common else None

    return matched(len(wanted), len(given), worth)


def _one(event: dict[str, Any]) -> int:
    return 1


_SIZES: dict[str, Callable[[dict[str, Any]], int]] = {
    "trigger": _one,
    "type": _one,
    "record": _one,
    "date": lambda e: _days(e) is not None,
    "status": lambda e: _status(e) != "asserted",
    "casualties": lambda e: len(_counts(e)),
    **{role: (lambda e, role=role: len(_spans(e, role))) for role in ROLES},  # type: ignore[misc]
}


def _pair(a: dict[str, Any], b: dict[str, Any], tallies: dict[str, Tally]) -> None:
    same_type = a["event_type"] == b["event_type"]
    tallies["trigger"].right += 1
    tallies["type"].right += same_type
    if same_type and a.get("mode"):
        tallies["mode"].add(a["mode"] == b.get("mode"), 1, 1)
    for role in ROLES:
        tallies[role].right += len(matched_spans(_spans(a, role), _spans(b, role)))
    tallies["date"].right += _days(a) is not None and _days(a) == _days(b)
    tallies["status"].right += _status(a) != "asserted" and _status(a) == _status(b)
    counts, found = _counts(a), _counts(b)
    tallies["casualties"].right += len(matched(len(counts), len(found), lambda i, j: 0.0 if counts[i] == found[j] else None))
    tallies["record"].right += same_record(a, b)


def same_record(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether type, date, doers and first place of two events agree."""
    return a["event_type"] == b["event_type"] and _days(a) == _days(b) and _same_actors(a, b) and _same_place(a, b)


def _same_actors(a: dict[str, Any], b: dict[str, Any]) -> bool:
    wanted, given = _spans(a, "actor"), _spans(b, "actor")
    return len(matched_spans(wanted, given)) == len(wanted) == len(given)


def _same_place(a: dict[str, Any], b: dict[str, Any]) -> bool:
    wanted, given = _spans(a, "location"), _spans(b, "location")
    return any(alike(wanted[0], g) for g in given) if wanted else not given


def _places(wanted: list[dict[str, Any]], given: list[dict[str, Any]], tallies: dict[str, Tally]) -> None:
    pairs = matched_spans([span_of(p) for p in wanted], [span_of(p) for p in given])
    tallies["places"].add(len(pairs), len(given), len(wanted))
    for i, j in pairs:
        a, b = wanted[i], given[j]
        if a.get("lat") is not None:
            near = b.get("lat") is not None and kilometres((a["lat"], a["lon"]), (b["lat"], b["lon"])) <= 25
            tallies["km25"].add(near, 1, 1)


def _actors(wanted: list[dict[str, Any]], given: list[dict[str, Any]], tallies: dict[str, Tally]) -> None:
    pairs = matched_spans([span_of(a) for a in wanted], [span_of(a) for a in given])
    tallies["actors"].add(len(pairs), len(given), len(wanted))
    names = [(wanted[i].get("name_en"), given[j].get("entity")) for i, j in pairs]
    for (name, entity), (other_name, other_entity) in combinations(names, 2):
        truly = name is not None and name == other_name
        said = entity is not None and entity == other_entity
        tallies["actors_same"].add(truly and said, said, truly)
