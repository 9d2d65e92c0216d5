"""Occurrences of many articles become incidents."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from marsad.incidents.blocking import Block, blocks
from marsad.incidents.cluster import Edge, agglomerate
from marsad.incidents.evidence import LINK, apart, compare
from marsad.incidents.families import INCIDENT_TYPES
from marsad.incidents.occurrence import Occurrence
from marsad.incidents.records import Key
from marsad.incidents.within import find_occurrences
from marsad.record import Record

LOOSE = 0.5
"""Two groups become one only where their parts reach, on average, this share of `LINK`."""

_SAMPLE = 12
_APART = float("-inf")


class Decisions(msgspec.Struct, frozen=True):
    """What people decided: pairs of events that are one incident, and pairs that are not."""

    same: tuple[tuple[Key, Key], ...] = ()
    different: tuple[tuple[Key, Key], ...] = ()


class Group(msgspec.Struct, frozen=True):
    """Occurrences that are one incident, with what joined them."""

    id: str
    occurrences: tuple[Occurrence, ...]
    why: tuple[str, ...]


NONE = Decisions()
Stored = Callable[[set[Block]], Iterable[Occurrence]]
"""Gives the stored occurrences that are in any of some blocks."""

Holding = Callable[[set[Key]], Iterable[Occurrence]]
"""Gives the stored occurrences that hold any of some events."""


def occurrences(records: Iterable[Record], types: frozenset[str] = INCIDENT_TYPES, decisions: Decisions = NONE) -> list[Occurrence]:
    """The occurrences of some articles; an article that comes twice counts once."""
    seen: set[str] = set()
    found: list[Occurrence] = []
    for record in records:
        if record.id not in seen:
            seen.add(record.id)
            found += find_occurrences(record, types, decisions.same, decisions.different)
    return found


def link(found: Iterable[Occurrence], decisions: Decisions = NONE) -> list[Group]:
    """Join occurrences to groups, the same whatever their order. A group without a fact is left out."""
    items = sorted(_decided(found, decisions), key=in_order)
    pairs = _Pairs(items)
    scored = ((pairs.score(i, j), i, j) for i, j in _candidates(items))
    edges = [Edge(score, i, j, pairs.why(i, j)) for score, i, j in scored if score >= LINK]
    groups, used = agglomerate(len(items), edges, pairs.may_join, _forced(items, decisions))
    why: dict[int, list[str]] = defaultdict(list)
    for edge in used:
        why[groups.find(edge.a)].append(", ".join(edge.why))
    made = []
    for group in groups.all():
        members = tuple(items[i] for i in group)
        if any(o.fact for o in members):
            reasons = [r for o in members for r in o.why] if len(members) == 1 else why[group[0]]
            made.append(Group(_identity(members), members, tuple(dict.fromkeys(reasons))))
    return made


def relink(
    new: Iterable[Occurrence],
    stored: Stored,
    decisions: Decisions = NONE,
    gone: Iterable[Occurrence] = (),
    holding: Holding | None = None,
) -> list[Group]:
    """The groups that new occurrences belong to or change, exactly as `link` would find them among all.

    Only what is connected with the new ones by good pairs is read from the store and grouped anew. The caller replaces
    the incidents of the occurrences in the answer by these groups.

    Parameters
    ----------
    new: occurrences that the store does not give yet, or that are to be grouped anew.
    stored: gives the occurrences of some blocks, from the store.
    gone: occurrences that the store no longer has; what they were connected with is grouped anew.
    holding: gives the stored occurrences that hold some events; needed where people joined events that share no block.
    """
    known: dict[str, Occurrence] = {o.anchor: o for o in new}
    frontier = [*known.values(), *gone]
    while frontier:
        near: dict[Block, list[Occurrence]] = defaultdict(list)
        for occurrence in frontier:
            for block in set(blocks(occurrence)):
                near[block].append(occurrence)
        tied = _tied_by(decisions, frontier)
        mates = {o.anchor: o for o in stored(set(near)) if o.anchor not in known}
        if tied and holding is not None:
            mates |= {o.anchor: o for o in holding(tied) if o.anchor not in known}
        frontier = [m for m in sorted(mates.values(), key=in_order) if tied.intersection(m.keys) or _good_among(m, near)]
        known |= {o.anchor: o for o in frontier}
    return link(known.values(), decisions)


def _tied_by(decisions: Decisions, frontier: Sequence[Occurrence]) -> set[Key]:
    if not decisions.same:
        return set()
    keys = {k for o in frontier for k in o.keys}
    return {b for a, b in decisions.same if a in keys} | {a for a, b in decisions.same if b in keys}


def _good_among(mate: Occurrence, near: Mapping[Block, Sequence[Occurrence]]) -> bool:
    """Whether an occurrence makes a good pair with any of those that share a block with it."""
    tried: set[str] = set()
    for block in set(blocks(mate)):
        for other in near.get(block, ()):
            if other.anchor not in tried:
                tried.add(other.anchor)
                if _good(mate, other):
                    return True
    return False


def _good(a: Occurrence, b: Occurrence) -> bool:
    return not apart(a, b) and compare(*sorted((a, b), key=in_order))[0] >= LINK


def in_order(occurrence: Occurrence) -> tuple[float, str, Key]:
    """Earlier published first: an incident is named after its first article, and keeps its name when others follow."""
    published = occurrence.published
    return (published if published is not None else float("inf"), occurrence.article, occurrence.keys[0])


def _identity(members: Sequence[Occurrence]) -> str:
    anchor = next(o for o in members if o.fact).anchor
    return "i-" + hashlib.blake2b(anchor.encode(), digest_size=6).hexdigest()


def _decided(found: Iterable[Occurrence], decisions: Decisions) -> Iterator[Occurrence]:
    """Occurrences that know from which events people keep them apart."""
    barred: dict[Key, set[Key]] = defaultdict(set)
    for a, b in decisions.different:
        barred[a].add(b)
        barred[b].add(a)
    for occurrence in found:
        more = {k for key in occurrence.keys for k in barred.get(key, ())} if barred else set()
        yield msgspec.structs.replace(occurrence, apart=occurrence.apart | more) if more else occurrence


def _forced(items: Sequence[Occurrence], decisions: Decisions) -> list[Edge]:
    at = {key: i for i, o in enumerate(items) for key in o.keys} if decisions.same else {}
    return [Edge(0.0, at[a], at[b], ("joined by hand",)) for a, b in sorted(decisions.same) if a in at and b in at]


def _candidates(items: Sequence[Occurrence]) -> Iterator[tuple[int, int]]:
    """Pairs that share a block, each once, the earlier first."""
    members: dict[Block, list[int]] = defaultdict(list)
    for i, occurrence in enumerate(items):
        for block in set(blocks(occurrence)):
            members[block].append(i)
    seen: set[int] = set()
    size = len(items)
    for together in members.values():
        for n, i in enumerate(together):
            for j in together[n + 1 :]:
                pair = i * size + j
                if pair not in seen:
                    seen.add(pair)
                    yield i, j


class _Pairs:
    """Scores of pairs, each found once."""

    def __init__(self, items: Sequence[Occurrence]) -> None:
        self._items = items
        self._scores: dict[int, float] = {}
        self._whys: dict[int, tuple[str, ...]] = {}

    def _pair(self, i: int, j: int) -> int:
        return i * len(self._items) + j if i < j else j * len(self._items) + i

    def score(self, i: int, j: int) -> float:
        """The score of a pair; minus infinity where the two are apart."""
        pair = self._pair(i, j)
        score = self._scores.get(pair)
        if score is None:
            a, b = self._items[min(i, j)], self._items[max(i, j)]
            score, why = (_APART, ()) if apart(a, b) else compare(a, b)
            self._scores[pair] = score
            if score >= LINK:
                self._whys[pair] = why
        return score

    def why(self, i: int, j: int) -> tuple[str, ...]:
        """The reasons for a pair that is good enough."""
        return self._whys.get(self._pair(i, j), ())

    def may_join(self, a: Sequence[int], b: Sequence[int]) -> bool:
        """Whether no two parts of two groups are apart, and the groups are alike on average."""
        scores = [self.score(i, j) for i in a[:_SAMPLE] for j in b[:_SAMPLE]]
        if sum(scores) / len(scores) < LOOSE * LINK:
            return False
        return not any(self.apart(i, j) for i in a for j in b)

    def apart(self, i: int, j: int) -> bool:
        """Whether the two cannot be one."""
        score = self._scores.get(self._pair(i, j))
        return apart(self._items[i], self._items[j]) if score is None else score == _APART
