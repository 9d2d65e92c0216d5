"""One place told from its first claim to its last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from marsad.incidents.control_sides import voice

if TYPE_CHECKING:
    from marsad.incidents.control_claims import Claim
    from marsad.incidents.control_records import Interval
    from marsad.incidents.control_sides import Sides

_CALM = 7
"""Days after the last report of fighting from which a statement that someone holds a place ends the contest."""


@dataclass(slots=True, eq=False)
class Spell:
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


class Timeline:
    """One place, told from its first claim to its last."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.spells: list[Spell] = []

    def tell(self, claims: list[Claim]) -> list[Spell]:
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
        return sorted(self.spells, key=_in_time)

    # -- what is open ----------------------------------------

    def _open(self, part: bool | None = False) -> list[Spell]:
        return [s for s in self.spells if s.finish is None and (part is None or s.part == part)]

    def _own(self, c: Claim, part: bool = False) -> Spell | None:
        return next((s for s in self._open(part) if self.sides.same(s.holder, c.holder)), None)

    def _foes(self, c: Claim, part: bool | None = False) -> list[Spell]:
        return [s for s in self._open(part) if not self.sides.same(s.holder, c.holder)]

    def _start(self, c: Claim, holder: str | None, begin: Interval, contested: bool = False) -> Spell:
        s = Spell(holder, begin, c, c.day, c.part, contested, partners=list(c.partners), evidence=[c])
        s.rivals += c.rivals
        self.spells.append(s)
        return s

    def _end(self, s: Spell, c: Claim, when: Interval) -> None:
        low = when[0] or (s.seen if s.seen <= (when[1] or "9") else None)
        s.finish, s.until = (low, when[1]), c

    def _confirm(self, s: Spell, c: Claim) -> None:
        """Another claim for a spell that runs: it lasts until then; a dated capture beats a mere statement as its
        beginning."""
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

    # -- claims ----------------------------------------

    def _capture(self, c: Claim) -> None:
        if c.part:
            self._capture_part(c)
            return
        foes = self._foes(c, None)
        if c.holder is None:
            # تحرير المدينة من الحوثيين: only who lost it is told
            foes = [f for f in foes if any(self.sides.same(f.holder, loser) for loser in c.losers)]
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
                lost = Spell(loser, (None, None), None, "", finish=c.when, until=c, evidence=[c])
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

    def _before(self, c: Claim, f: Spell) -> None:
        """The spell of who held the place until ``f`` began."""
        known = [s for s in self.spells if self.sides.same(s.holder, c.holder)]
        if known:
            known[-1].evidence.append(c)
            return
        s = Spell(c.holder, c.since or (None, None), c, f.begin[0] or "", finish=f.begin, until=f.since, evidence=[c])
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
        self.spells.append(Spell(c.holder, (None, None), None, "", finish=c.when, until=c, evidence=[c]))

    def _contest(self, c: Claim) -> None:
        foes = self._foes(c)
        for f in foes:
            self._dispute(f, c)
        if foes or self._own(c) is not None or c.part:
            return
        s = self._start(c, None, c.when, contested=True)
        s.parties = [p for p in (c.holder, *c.losers) if p]

    def _dispute(self, f: Spell, c: Claim) -> None:
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

    # -- rivals ----------------------------------------

    def _rivals(self, c: Claim, f: Spell) -> bool:
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
    def _set_against(c: Claim, f: Spell) -> None:
        f.rivals.append(c)


def _in_time(s: Spell) -> tuple[str, bool, bool]:
    """By the beginning; a spell of unknown beginning stands right before what followed it."""
    begun = s.begin[1] or s.begin[0]
    return begun or (s.finish or ("", ""))[1] or "", begun is not None, s.part


def _days(c: Claim) -> tuple[str, str]:
    if c.dated:
        return c.when[0] or "", c.when[1] or "9999"
    return c.day, c.day


def _overlap(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _later(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day
