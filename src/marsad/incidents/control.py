"""Control over time: who holds which place from when to when, from the TERRITORY and RETREAT events of many articles.

All claims are gathered first and put into one order, so that the order of the articles does not matter. Then each place is told from its first
claim to its last: a capture ends the spells of others, a withdrawal ends one's own, a statement that someone holds it asserts a spell, fighting
over it makes a spell contested. Two speakers who name different holders for the same time stand side by side as rivals.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from marsad.incidents.control_claims import Article, Claim, read_claims
from marsad.incidents.control_places import larger_places
from marsad.incidents.control_sides import Sides, settle, voice
from marsad.incidents.control_records import Account, ControlPlace, ControlSpell, EventKey, Interval, Rival

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.record import Record

__all__ = ["ControlSpell", "derive_control"]

_ORDER = {"enclosed": 0, "prior": 1, "contest": 2, "withdraw": 3, "capture": 4, "hold": 5}
_CALM = 7
"""Days after the last report of fighting from which a statement that someone holds a place ends the contest."""


def derive_control(records: Iterable[Record]) -> list[ControlSpell]:
    """The spells of control that the records report, by place (name, id), then in order of time. The order of the records is of no matter."""
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
    for a in sorted(articles, key=_article_key):
        for ident, place in a.places.items():
            places.setdefault(ident, place)
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
    inherited = _enclosed(claims, within)
    out: list[ControlSpell] = []
    for ident in sorted(set(claims) | set(plans), key=lambda i: (places[i].name_ar or "", i)):
        place = msgspec.structs.replace(places[ident], within=within.get(ident, ()))
        told = _Place(sides).tell(settle(sorted([*claims[ident], *inherited.get(ident, ())], key=_key), sides))
        out += _records(told, place, sorted(plans[ident], key=_key), names)
    return out


def _article_key(a: Article) -> str:
    return min((c.account.article for c in [*a.claims, *a.plans]), default="")


def _key(c: Claim) -> tuple[object, ...]:
    return (c.day, _ORDER[c.kind], c.when[0] or "", c.account.published or "", c.account.article, c.order, c.holder or "", c.place)


def _enclosed(claims: dict[str, list[Claim]], within: dict[str, tuple[str, ...]]) -> dict[str, list[Claim]]:
    """Taking or leaving the whole of a larger place is said of the places in it too."""
    out: dict[str, list[Claim]] = {}
    for ident in list(claims):
        found = [
            replace(c, kind="enclosed", losers=(c.holder,) if c.kind == "withdraw" and c.holder else c.losers, holder=None if c.kind == "withdraw" else c.holder)
            for larger in within.get(ident, ())
            for c in claims.get(larger, ())
            if not c.part and c.kind in ("capture", "withdraw")
        ]
        if found:
            out[ident] = found
    return out


@dataclass(slots=True, eq=False)
class _Spell:
    """A spell in the making. ``seen`` is the last day on which it is known to have lasted."""

    holder: str | None
    begin: Interval
    since: Claim | None
    seen: str
    part: bool = False
    contested: bool = False
    finish: Interval | None = None
    until: Claim | None = None
    inferred: str | None = None
    partners: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    rivals: list[Claim] = field(default_factory=list)
    evidence: list[Claim] = field(default_factory=list)


class _Place:
    """One place, told from its first claim to its last."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.spells: list[_Spell] = []

    def tell(self, claims: list[Claim]) -> list[_Spell]:
        """The spells, in order of their beginning."""
        acts = {
            "capture": self._capture, "hold": self._hold, "prior": self._prior,
            "withdraw": self._withdraw, "contest": self._contest, "enclosed": self._enclosed,
        }  # fmt: skip
        for c in claims:
            acts[c.kind](c)
        for s in self.spells:
            if s.finish is None and s.since is not None and s.since.over and all(e.over for e in s.evidence):
                s.finish, s.until = (None, s.since.when[1]), None
        return sorted(self.spells, key=lambda s: (s.begin[1] or s.begin[0] or (s.finish or ("", ""))[1] or "", s.part))

    # -- what is open ---------------------------------------------------------------------------------------------------------

    def _open(self, part: bool | None = False) -> list[_Spell]:
        return [s for s in self.spells if s.finish is None and (part is None or s.part == part)]

    def _own(self, c: Claim, part: bool = False) -> _Spell | None:
        return next((s for s in self._open(part) if self.sides.same(s.holder, c.holder)), None)

    def _foes(self, c: Claim, part: bool | None = False) -> list[_Spell]:
        return [s for s in self._open(part) if not self.sides.same(s.holder, c.holder)]

    def _start(self, c: Claim, holder: str | None, begin: Interval, contested: bool = False) -> _Spell:
        s = _Spell(holder, begin, c, c.day, c.part, contested, partners=list(c.partners), evidence=[c])
        s.rivals += c.rivals
        self.spells.append(s)
        return s

    def _end(self, s: _Spell, c: Claim, when: Interval) -> None:
        low = when[0] or (s.seen if s.seen <= (when[1] or "9") else None)
        s.finish, s.until = (low, when[1]), c

    def _confirm(self, s: _Spell, c: Claim) -> None:
        """Another claim for a spell that runs: it lasts until then; a dated capture beats a mere statement as its beginning."""
        s.evidence.append(c)
        s.rivals += c.rivals
        s.seen = max(s.seen, c.day)
        if c.holder != s.holder and c.holder and c.holder not in s.partners:
            s.partners.append(c.holder)
        if c.since is not None and c.since[1] and (s.begin[1] is None or c.since[1] < s.begin[1]):
            s.begin, s.since = c.since, c
        weak = s.since is None or s.since.kind != "capture"
        if c.kind == "capture" and weak and s.since is not None and s.since.day == c.day:
            s.begin, s.since = c.when, c

    # -- claims ---------------------------------------------------------------------------------------------------------------

    def _capture(self, c: Claim) -> None:
        if c.part:
            self._capture_part(c)
            return
        foes = self._foes(c, None)
        begin = c.when
        for f in foes:
            if f.part:
                self._end(f, c, c.when)
            elif self._rivals(c, f):
                self._set_against(c, f)
            else:
                self._end(f, c, c.when)
                begin = (begin[0] or f.seen, begin[1]) if f.holder is not None else begin
        named = {s.holder for s in self.spells}
        for loser in c.losers:
            if loser not in named and loser != c.holder and not self.sides.same(loser, c.holder):
                lost = _Spell(loser, (None, None), None, "", finish=c.when, until=c, evidence=[c])
                self.spells.append(lost)
        if c.holder is None:
            return
        own = self._own(c)
        if own is None:
            s = self._start(c, c.holder, begin)
            s.rivals += [f.evidence[-1] for f in foes if f.finish is None and not f.part]
        elif own.contested:
            self._end(own, c, c.when)
            self._start(c, own.holder, begin)
        else:
            self._confirm(own, c)

    def _capture_part(self, c: Claim) -> None:
        if c.holder is None or self._own(c) is not None:
            self._confirm_any(c)
            return
        for f in self._foes(c):
            self._dispute(f, c)
        own = self._own(c, part=True)
        if own is None:
            self._start(c, c.holder, c.when)
        else:
            self._confirm(own, c)

    def _confirm_any(self, c: Claim) -> None:
        own = self._own(c)
        if own is not None:
            own.evidence.append(c)

    def _hold(self, c: Claim) -> None:
        own = self._own(c, c.part) or (self._own(c) if c.part else None)
        if own is not None:
            if own.contested and own.since is not None and c.day > _later(own.seen, _CALM):
                self._end(own, c, (own.seen, c.day))
                self._start(c, own.holder, (own.seen, c.day))
            else:
                self._confirm(own, c)
            return
        begin: Interval = c.since or (None, c.day)
        if c.part:
            self._start(c, c.holder, begin)
            return
        foes = self._foes(c)
        rivals = [f for f in foes if self._rivals(c, f)]
        same_day = [f for f in foes if f not in rivals and f.since is not None and f.since.kind == "capture" and f.since.day >= c.day]
        if same_day:
            # the article that tells the capture also says who held it: that was before
            self._before(c, same_day[0])
            return
        for f in foes:
            if f in rivals:
                self._set_against(c, f)
            else:
                begin = c.since or (f.seen, c.day)
                self._end(f, c, (f.seen, c.day))
        s = self._start(c, c.holder, begin)
        s.rivals += [f.evidence[-1] for f in rivals]

    def _prior(self, c: Claim) -> None:
        own = self._own(c, c.part)
        if own is not None:
            self._confirm(own, c)
            return
        if any(self.sides.same(s.holder, c.holder) and s.part == c.part for s in self.spells):
            return
        foes = [f for f in self._foes(c) if not c.part]
        if foes and foes[0].since is not None and foes[0].since.kind == "capture":
            self._before(c, foes[0])
        elif not foes:
            self._start(c, c.holder, c.since or (None, c.day))

    def _before(self, c: Claim, f: _Spell) -> None:
        """The spell of who held the place until ``f`` began."""
        known = [s for s in self.spells if self.sides.same(s.holder, c.holder)]
        if known:
            known[-1].evidence.append(c)
            return
        s = _Spell(c.holder, c.since or (None, None), c, f.begin[0] or "", finish=f.begin, until=f.since, evidence=[c])
        self.spells.append(s)

    def _withdraw(self, c: Claim) -> None:
        own = self._own(c, c.part)
        if own is not None:
            own.evidence.append(c)
            self._end(own, c, c.when)
            return
        if c.part:
            return
        ended = [s for s in self.spells if self.sides.same(s.holder, c.holder) and s.finish is not None]
        if ended:
            ended[-1].evidence.append(c)
            return
        self.spells.append(_Spell(c.holder, (None, None), None, "", finish=c.when, until=c, evidence=[c]))

    def _contest(self, c: Claim) -> None:
        foes = self._foes(c)
        for f in foes:
            self._dispute(f, c)
        if foes or self._own(c) is not None or c.part:
            return
        s = self._start(c, None, c.when, contested=True)
        s.parties = [p for p in (c.holder, *c.losers) if p]

    def _dispute(self, f: _Spell, c: Claim) -> None:
        """Fighting over a place that ``f`` holds."""
        if not f.contested:
            self._end(f, c, c.when)
            f = self._start(c, f.holder, c.when, contested=True)
            f.part = False
            f.partners = []
        else:
            f.evidence.append(c)
            f.seen = max(f.seen, c.day)
        f.parties += [p for p in (c.holder, *c.partners) if p and p not in f.parties]

    def _enclosed(self, c: Claim) -> None:
        """The larger place changed hands: others have lost this one too, if nothing later is known of it."""
        for s in self._open(None):
            lost = s.holder in c.losers if c.holder is None else not self.sides.same(s.holder, c.holder)
            if lost and s.holder is not None and s.seen < c.day:
                self._end(s, c, c.when)
                s.inferred = c.place

    # -- rivals ---------------------------------------------------------------------------------------------------------------

    def _rivals(self, c: Claim, f: _Spell) -> bool:
        """Another speaker names another holder for the same days, and neither tells a change after the other."""
        if f.holder is None or c.holder is None or not f.evidence:
            return False
        g = f.evidence[-1]
        if g.kind not in ("capture", "hold") or voice(g) == voice(c) or not _overlap(_days(c), _days(g)):
            return False
        if c.kind == "capture" and g.kind == "hold":
            return bool(g.speaker and c.speaker) and (g.account.published or "") >= (c.account.published or "")
        return True

    @staticmethod
    def _set_against(c: Claim, f: _Spell) -> None:
        f.rivals.append(c)


def _days(c: Claim) -> tuple[str, str]:
    if c.dated:
        return c.when[0] or "", c.when[1] or "9999"
    return c.day, c.day


def _overlap(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _later(day: str, days: int) -> str:
    from datetime import date, timedelta

    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day


# -- the records --------------------------------------------------------------------------------------------------------------


def _records(told: list[_Spell], place: ControlPlace, plans: list[Claim], names: dict[str, str]) -> Iterator[ControlSpell]:
    """Spells as they are written out; claims that changed nothing go to the spell of their time, or stand alone."""
    if not told and plans:
        yield ControlSpell(place=place, holder=None, from_=None, to=None, claims=tuple(p.account for p in plans))
        return
    waiting: dict[int, list[Account]] = defaultdict(list)
    for p in plans:
        waiting[_at(told, p)].append(p.account)
    for n, s in enumerate(told):
        finish = s.finish or (None, None)
        yield ControlSpell(
            place=place,
            holder=s.holder,
            holder_name=names.get(s.holder or ""),
            from_=s.begin[1] or s.begin[0],
            to=finish[1] or finish[0],
            from_interval=s.begin,
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


def _at(told: list[_Spell], plan: Claim) -> int:
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
