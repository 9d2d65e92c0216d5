"""Within one article: headline, lead and detail about one happening are one; what the article tells apart stays so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from marsad.incidents.cluster import Edge, agglomerate
from marsad.incidents.families import FACTS, akin, clash, means
from marsad.incidents.geometry import FINE_KM, Spot, gap, km, same_name
from marsad.incidents.mentions import Mention, read_mentions
from marsad.incidents.occurrence import Occurrence, make, spread
from marsad.incidents.records import Key
from marsad.record import Record

Pairs = Iterable[tuple[Key, Key]]

JOIN = 2.0
"""Least score of two events of an article that are one."""

REACH = 8
"""Sentences over which an article goes on about something without naming it anew, except for its headline."""

BORROW = 2
"""Sentences over which an event without a place takes that of its neighbour."""

_HEAD = 2
_EXACT = 2
_ALIKE = 0.5


def find_occurrences(record: Record, types: frozenset[str], same: Pairs = (), different: Pairs = ()) -> list[Occurrence]:
    """The occurrences that an article tells of, in the order of their first events.

    ``same`` and ``different`` are pairs of events that people joined or split.
    """
    mentions = read_mentions(record, types)
    at = {m.key: i for i, m in enumerate(mentions)}
    barred = {frozenset((at[a], at[b])) for a, b in different if a in at and b in at}

    def check(a: Sequence[int], b: Sequence[int]) -> bool:
        if barred and any(frozenset((i, j)) in barred for i in a for j in b):
            return False
        return not any(told_apart(mentions[i], mentions[j]) for i in a for j in b)

    forced = [Edge(0.0, at[a], at[b], ("joined by hand",)) for a, b in sorted(same) if a in at and b in at]
    groups, used = agglomerate(len(mentions), _edges(mentions), check, forced)
    why: dict[int, list[str]] = {}
    for edge in used:
        why.setdefault(groups.find(edge.a), []).extend(edge.why)
    made = []
    for group in groups.all():
        members = [mentions[i] for i in group]
        borrowed = () if any(m.spots for m in members) else _borrowed(members, mentions)
        reasons = tuple(dict.fromkeys(why.get(group[0], ())))
        made.append(make(members, borrowed, record.article, reasons))
    return _with_apart(made, {m.key: m for m in mentions})


def _with_apart(made: list[Occurrence], by_key: dict[tuple[str, str], Mention]) -> list[Occurrence]:
    """Each occurrence with the events of the others that the article tells apart from it."""
    apart: list[set[tuple[str, str]]] = [set() for _ in made]
    for i, a in enumerate(made):
        for j in range(i + 1, len(made)):
            b = made[j]
            if any(told_apart(by_key[x], by_key[y]) for x in a.keys for y in b.keys):
                apart[i].update(b.keys)
                apart[j].update(a.keys)
    return [msgspec.structs.replace(o, apart=frozenset(k)) if k else o for o, k in zip(made, apart, strict=True)]


def told_apart(a: Mention, b: Mention) -> bool:
    """Whether the article itself tells two events apart: by place, by day, by saying "another", or by number."""
    if not akin(a.family, b.family):
        return True
    if a.spots and b.spots and not any(_near(s, t) for s in a.spots for t in b.spots):
        return True
    if a.days is not None and b.days is not None and gap(a.days, b.days) > 0:
        return True
    if a.past != b.past and (a.days is not None or b.days is not None):
        return True
    later = b if b.number > a.number else a
    return (later.another and a.bounds != b.bounds) or _counts_apart(a, b)


def _near(a: Spot, b: Spot) -> bool:
    """One place for one article, which tells villages apart that lie close to each other."""
    if a.id == b.id or same_name(a, b):
        return True
    distance = km(a, b)
    if a.radius > FINE_KM or b.radius > FINE_KM:
        return distance <= a.radius + b.radius
    return distance <= max(a.radius, b.radius)


def _counts_apart(a: Mention, b: Mention) -> bool:
    """Different exact numbers by one speaker, of others, in sentences that share little: not a part and its whole."""
    if a.bounds == b.bounds or a.definite or b.definite or min(a.sentence, b.sentence) < _HEAD:
        return False
    if a.sources != b.sources or not a.recipients or not b.recipients or a.recipients & b.recipients:
        return False
    exact = {kind: low for kind, low, high in a.counts if low == high and low >= _EXACT}
    differ = any(kind in exact and exact[kind] != low == high for kind, low, high in b.counts if low >= _EXACT)
    return differ and _overlap(a, b) < _ALIKE


def _edges(mentions: Sequence[Mention]) -> list[Edge]:
    edges: list[Edge] = []
    for i, a in enumerate(mentions):
        for j in range(i + 1, len(mentions)):
            b = mentions[j]
            if b.sentence - a.sentence > REACH and a.sentence >= _HEAD and not (a.spots and b.spots):
                continue
            if not akin(a.family, b.family):
                continue
            score, why = _score(a, b)
            if a.family != b.family and a.bounds != b.bounds:
                score -= 1.0
            if score >= JOIN and not told_apart(a, b):
                edges.append(Edge(score, i, j, tuple(why)))
    return edges


def _score(a: Mention, b: Mention) -> tuple[float, list[str]]:
    """How much speaks for two events of an article being one."""
    score, why = _position(a, b)
    if a.spots and b.spots:
        score += 1.4
        why.append(f"both in {a.spots[0].name_en or a.spots[0].name_ar}")
    if a.days is not None and b.days is not None:
        score += 0.7
        why.append("same day")
    for kind, low, high in a.counts:
        if (kind, low, high) in b.counts:
            score += 1.5 if low >= _EXACT else 0.5
            why.append(f"{low} {kind} in both")
    score += 0.6 * bool(a.actors & b.actors) + 0.8 * bool(a.recipients & b.recipients)
    if a.actors and b.actors and not a.actors & b.actors:
        score -= 0.7
    if a.mode and a.mode == b.mode:
        score += 0.5
    score -= clash(*(means(frozenset({m.mode} if m.mode else ())) for m in (a, b)))
    if b.definite and a.lemma == b.lemma:
        score += 0.8
        why.append("taken up again")
    elif b.definite:
        score += 0.4
    if a.bounds != b.bounds and (share := _overlap(a, b)) > 0.15:
        score += 2.5 * share
        why.append(f"{share:.0%} of the words")
    if (a.status in FACTS) != (b.status in FACTS):
        score -= 0.8
    elif a.status != b.status and a.sources == b.sources:
        score -= 2.0  # nobody says and denies one thing
    return score, why


def _position(a: Mention, b: Mention) -> tuple[float, list[str]]:
    """By where the two stand: part of one another, one sentence, neighbours, headline and text."""
    if a.cause == b.key[1] or b.cause == a.key[1]:
        return 3.0, ["one is part of the other"]
    if a.bounds == b.bounds or a.sentence == b.sentence:
        return 1.6, ["one sentence"]
    distance = abs(a.sentence - b.sentence)
    if distance == 1:
        return 0.9, ["next sentence"]
    if min(a.sentence, b.sentence) < _HEAD:
        return 0.7, ["headline or lead"]
    return 0.4 if distance <= 3 else 0.0, []


def _overlap(a: Mention, b: Mention) -> float:
    """Shared content words of two sentences, as a cosine."""
    if not a.words or not b.words:
        return 0.0
    return len(a.words & b.words) / float((len(a.words) * len(b.words)) ** 0.5)


def _borrowed(members: Sequence[Mention], mentions: Sequence[Mention]) -> tuple[Spot, ...]:
    """Spots of the nearest event before or in the sentence; else of the whole article where that has one place only."""
    first = members[0]
    located = [m for m in mentions if m.spots and any(s.fine for s in m.spots)]
    near = [m for m in located if 0 <= first.sentence - m.sentence <= BORROW]
    if near:
        nearest = min(near, key=lambda m: (first.sentence - m.sentence, abs(m.number - first.number), m.number))
        return tuple(s for s in nearest.spots if s.fine)
    spots = {s.id: s for m in located for s in m.spots if s.fine}
    return tuple(spots.values()) if spots and spread(list(spots.values())) <= FINE_KM else ()
