"""Which holders fight together, and which of several claims for one day the voices bear out.

Reports name one side by many names (المقاومة الشعبية, الجيش الوطني, القوات الموالية ل...). Names are of one side
where texts say so (part of, loyal to, allied with) or let them take places together, and do not let them fight each
other more often.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.incidents.control_claims import Claim
    from marsad.record import Record

_FRIENDLY = frozenset({"part-of", "allied-with", "loyal-to"})
_HOSTILE = frozenset({"opposes", "splits-from"})
_SPAN = 10
"""Days before and after within which voices are weighed against each other."""


class Sides:
    """Holders that are one side."""

    def __init__(self) -> None:
        self._together: Counter[tuple[str, str]] = Counter()
        self._against: Counter[tuple[str, str]] = Counter()
        self._side: dict[str, str] = {}

    def learn(self, record: Record) -> None:
        """Take in what a record says of who fights with and against whom."""
        for e in record.events:
            actors = sorted({a.entity for a in e.actor if a.entity})
            targets = sorted({r.entity for r in e.recipient if r.entity})
            if e.event_type == "TERRITORY" and e.mode in ("capture", "hold"):
                self._pairs(self._together, actors, actors)
            if e.event_type == "AID" and e.status == "asserted":
                self._pairs(self._together, actors, targets)
            if e.event_type in ("ASSAULT", "TERRITORY") and e.status == "asserted":
                self._pairs(self._against, actors, targets)
        for r in record.relations:
            if r.kind in _FRIENDLY:
                self._pairs(self._together, [r.from_], [r.to], 2)
            elif r.kind == "backs":
                self._pairs(self._together, [r.from_], [r.to], 1)
            elif r.kind in _HOSTILE:
                self._pairs(self._against, [r.from_], [r.to], 2)

    def learn_claims(self, claims: Iterable[Claim]) -> None:
        """Who takes a place from whom is against them."""
        for c in claims:
            if c.holder is not None:
                self._pairs(self._against, [c.holder, *c.partners], c.losers, 2)

    @staticmethod
    def _pairs(table: Counter[tuple[str, str]], first: Iterable[str], second: Iterable[str], weight: int = 1) -> None:
        for a in first:
            for b in second:
                if a != b:
                    table[(a, b)] += weight
                    table[(b, a)] += weight

    def join(self) -> None:
        """Form the sides, strongest bonds first; two that fight each other more than they stand together are never
        joined."""
        members: dict[str, set[str]] = {}
        bonds = [(n - 2 * self._against[pair], pair) for pair, n in self._together.items() if pair[0] < pair[1]]
        for strength, (a, b) in sorted(bonds, key=lambda x: (-x[0], x[1])):
            if strength < 2:
                break
            one, other = self._side.get(a, a), self._side.get(b, b)
            if one == other:
                continue
            left, right = members.get(one, {one}), members.get(other, {other})
            foes = sum(self._against[(x, y)] for x in left for y in right)
            friends = sum(self._together[(x, y)] for x in left for y in right)
            if foes * 2 > friends:
                continue
            joined = left | right
            for x in joined:
                self._side[x] = min(joined)
            members[min(joined)] = joined

    def of(self, holder: str) -> str:
        """The side of a holder: the holder itself where nothing joins it to others."""
        return self._side.get(holder, holder)

    def same(self, a: str | None, b: str | None) -> bool:
        """Whether ``a`` and ``b`` hold a place for one side."""
        return a is not None and b is not None and self.of(a) == self.of(b)


def voice(c: Claim) -> str:
    """Who speaks: the last speaker of the chain, else the paper."""
    return c.speaker or f"paper:{c.account.publisher or c.account.article}"


def settle(claims: list[Claim], sides: Sides) -> list[Claim]:
    """One holder for each day where the voices are uneven; the others become rivals of the claim they stand against.

    ``claims`` in their order. Claims of few voices amid many for another side, before and after, are rivals too.
    """
    days: list[tuple[str, list[Claim]]] = [(d, list(g)) for d, g in groupby(claims, key=lambda c: c.day)]
    decided = [_one_day(group, sides) for _, group in days]
    weights = [_weights(group, sides) for group in decided]
    ordinals = [_ordinal(d) for d, _ in days]
    out: list[Claim] = []
    for n, group in enumerate(decided):
        stray = {side for side in weights[n] if _stray(n, side, ordinals, weights)}
        moved = tuple(c for c in group if _counts(c) and sides.of(c.holder or "") in stray)
        out += [c for c in group if c not in moved]
        if not moved:
            continue
        k = next(
            (k for k in range(len(out) - 1, -1, -1) if _counts(out[k]) and sides.of(out[k].holder or "") not in stray),
            None,
        )
        if k is not None:
            out[k] = replace(out[k], rivals=(*out[k].rivals, *moved))
    return out


def borne_out(c: Claim, claims: list[Claim], sides: Sides) -> bool:
    """At least two voices within the span say the same of the place."""
    day = _ordinal(c.day)
    near = [d for d in claims if d.kind == c.kind and not d.part and sides.same(d.holder, c.holder) and abs(_ordinal(d.day) - day) <= _SPAN]
    return len({voice(d) for d in near}) > 1


def _counts(c: Claim) -> bool:
    return c.kind in ("capture", "hold") and not c.part and c.holder is not None


def _weights(group: list[Claim], sides: Sides) -> dict[str, int]:
    """Independent voices for each side, one more for a dated capture."""
    voices: dict[str, set[str]] = defaultdict(set)
    dated: set[str] = set()
    for c in group:
        if _counts(c):
            side = sides.of(c.holder or "")
            voices[side].add(voice(c))
            if c.kind == "capture" and c.dated:
                dated.add(side)
    return {side: len(v) + (side in dated) for side, v in voices.items()}


def _one_day(group: list[Claim], sides: Sides) -> list[Claim]:
    weights = _weights(group, sides)
    if len(weights) < 2:
        return group
    ranked = sorted(weights.values(), reverse=True)
    if ranked[0] == ranked[1]:
        return group
    best = max(weights, key=lambda s: weights[s])
    minor = [c for c in group if _counts(c) and sides.of(c.holder or "") != best]
    chief = next(
        c
        for c in group
        if _counts(c)
        and sides.of(c.holder or "") == best
        and (c.kind == "capture" or all(d.kind != "capture" for d in group if _counts(d) and sides.of(d.holder or "") == best))
    )
    voices = {voice(c) for c in group if _counts(c) and c not in minor}
    before = [c for c in minor if c.kind == "hold" and chief.kind == "capture" and (not c.speaker or voice(c) in voices)]
    rivals = tuple(c for c in minor if c not in before)
    out = [replace(c, kind="prior") for c in before]
    for c in group:
        if c is chief:
            out.append(replace(c, rivals=(*c.rivals, *rivals)))
        elif c not in minor:
            out.append(c)
    return out


def _stray(n: int, side: str, days: list[int], weights: list[dict[str, int]]) -> bool:
    """Few voices for a side amid many, before and after, for another: no change of hands and back, but another
    account."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    total: Counter[str] = Counter(weights[n])
    for step, found in ((-1, before), (1, after)):
        k = n + step
        while 0 <= k < len(days) and abs(days[k] - days[n]) <= _SPAN:
            found.update(weights[k])
            k += step
        total.update(found)
    return any(other != side and before[other] and after[other] and total[other] >= 2 * total[side] for other in total)


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return date.max.toordinal() + _SPAN + 1
