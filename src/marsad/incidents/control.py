"""Control over time: who holds which place from when to when, from the TERRITORY and RETREAT events of many articles.

All claims are gathered first and put into one order, so that the order of the articles does not matter. Then each
place is told from its first claim to its last: a capture ends the spells of others, a withdrawal ends one's own, a
statement that someone holds it asserts a spell, fighting over it makes a spell contested. Two speakers who name
different holders for the same time stand side by side as rivals.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from marsad.incidents.control_claims import Article, Claim, read_claims
from marsad.incidents.control_fold import Spell, Timeline
from marsad.incidents.control_places import larger_places
from marsad.incidents.control_records import Account, ControlPlace, ControlSpell, EventKey, Interval, Rival
from marsad.incidents.control_sides import Sides, borne_out, settle
from marsad.incidents.control_words import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.record import Record

__all__ = ["ControlSpell", "derive_control"]

_ORDER = {"enclosed": 0, "prior": 1, "contest": 2, "withdraw": 3, "capture": 4, "hold": 5}


def derive_control(records: Iterable[Record]) -> list[ControlSpell]:
    """The spells of control that the records report, by place (name, id), then in order of time. The order of the
    records is of no matter."""
    articles: list[Article] = []
    sides = Sides()
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            continue
        seen.add(record.id)
        sides.learn(record)
        articles.append(read_claims(record))
    for a in articles:
        sides.learn_claims(a.claims)
    sides.join()
    places: dict[str, ControlPlace] = {}
    names: dict[str, str] = {}
    for a in sorted(articles, key=lambda a: a.id):
        for ident, place in a.places.items():
            if ident not in places or rank(place.precision) < rank(places[ident].precision):
                places[ident] = place
        for entity, name in a.names.items():
            names.setdefault(entity, name)
    within = larger_places(places, {pair for a in articles for pair in a.inside})
    claims: dict[str, list[Claim]] = defaultdict(list)
    plans: dict[str, list[Claim]] = defaultdict(list)
    for a in articles:
        for c in a.claims:
            claims[c.place].append(c)
        for c in a.plans:
            plans[c.place].append(c)
    inherited = _enclosed(claims, within, sides)
    out: list[ControlSpell] = []
    for ident in sorted(set(claims) | set(plans), key=lambda i: (places[i].name_ar or "", i)):
        place = msgspec.structs.replace(places[ident], within=within.get(ident, ()))
        told = Timeline(sides).tell(settle(sorted([*claims[ident], *inherited.get(ident, ())], key=_key), sides))
        out += _records(told, place, sorted(plans[ident], key=_key), names)
    return out


def _key(c: Claim) -> tuple[object, ...]:
    return (
        c.day,
        _ORDER[c.kind],
        c.when[0] or "",
        c.account.published or "",
        c.account.article,
        c.order,
        c.holder or "",
        c.place,
    )


def _enclosed(claims: dict[str, list[Claim]], within: dict[str, tuple[str, ...]], sides: Sides) -> dict[str, list[Claim]]:
    """Taking or leaving the whole of a larger place is said of the places in it too, where two voices bear it out."""
    out: dict[str, list[Claim]] = {}
    for ident in list(claims):
        found = [
            replace(
                c,
                kind="enclosed",
                losers=(c.holder,) if c.kind == "withdraw" and c.holder else c.losers,
                holder=None if c.kind == "withdraw" else c.holder,
            )
            for larger in within.get(ident, ())
            for c in claims.get(larger, ())
            if not c.part and c.kind in ("capture", "withdraw") and c.holder is not None and borne_out(c, claims[larger], sides)
        ]
        if found:
            out[ident] = found
    return out


# -- the records ----------------------------------------


def _records(told: list[Spell], place: ControlPlace, plans: list[Claim], names: dict[str, str]) -> Iterator[ControlSpell]:
    """Spells as they are written out; claims that changed nothing go to the spell of their time, or stand alone."""
    if not told and plans:
        yield ControlSpell(place=place, holder=None, from_=None, to=None, claims=tuple(p.account for p in plans))
        return
    waiting: dict[int, list[Account]] = defaultdict(list)
    for p in plans:
        waiting[_at(told, p)].append(p.account)
    for n, s in enumerate(told):
        finish, begin = _known(s.finish or (None, None)), _known(s.begin)
        yield ControlSpell(
            place=place,
            holder=s.holder,
            holder_name=names.get(s.holder or ""),
            from_=begin[1] or begin[0],
            to=finish[1] or finish[0],
            from_interval=begin,
            to_interval=finish,
            contested=s.contested,
            since_event=_event(s.since),
            until_event=_event(s.until),
            since_account=s.since.account if s.since is not None else None,
            until_account=s.until.account if s.until is not None else None,
            rivals=tuple(Rival(c.holder or "", c.account) for c in s.rivals),
            extent="part" if s.part else "whole",
            partners=tuple(sorted(s.partners)),
            parties=tuple(s.parties),
            last=any(e.last for e in s.evidence),
            inferred=s.inferred,
            accounts=tuple(_once(e.account for e in s.evidence)),
            claims=tuple(waiting[n]),
        )


def _known(when: Interval) -> Interval:
    """Without the day that stands for articles whose date is not known."""
    low, high = (None if day is None or day >= "9999" else day for day in when)
    return low, high


def _at(told: list[Spell], plan: Claim) -> int:
    """The spell that runs on the day of a claim: the last that had begun."""
    begun = [n for n, s in enumerate(told) if (s.begin[1] or s.begin[0] or "") <= plan.day]
    return begun[-1] if begun else 0


def _event(c: Claim | None) -> EventKey | None:
    return EventKey(c.account.article, c.account.event) if c is not None else None


def _once(accounts: Iterable[Account]) -> list[Account]:
    found: dict[tuple[str, str], Account] = {}
    for a in accounts:
        found.setdefault((a.article, a.event), a)
    return list(found.values())
