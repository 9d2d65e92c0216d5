"""What one coded article claims about control: each TERRITORY and RETREAT event as claims, place by place.

The event says who, what and when; the words around its trigger say whether the whole place is meant, whether the
hold is over or remembered, since when, and whom it was taken from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from marsad.incidents.control_records import Account, ControlPlace, Interval
from marsad.incidents.control_words import (
    GRIPS,
    MASDARS,
    PLURAL_UNITS,
    back,
    is_,
    last_day,
    rank,
    split,
    table,
    value,
)
from marsad.orthography import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.incidents.control_records import Change
    from marsad.record import ActorRef, Event, PlaceMention, PlaceRef, Record

_KINDS: dict[tuple[str, str | None], Change] = {
    ("TERRITORY", "capture"): "capture",
    ("TERRITORY", "hold"): "hold",
    ("TERRITORY", "contest"): "contest",
    ("RETREAT", "withdraw"): "withdraw",
}
_TOO_LARGE = frozenset({"country", "sea", "strait", "gulf", "river", "desert", "street"})
_HOLDERS = frozenset({"group", "military", "government", "state", "organisation"})
_STOP = re.compile(r"[.!؟?؛\n]")


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One thing said of one place.

    Parameters
    ----------
    kind: capture, hold, prior (held before), contest, withdraw, enclosed (said of the larger place).
    holder: who holds, takes, leaves or attacks; None where the sentence does not tell.
    losers: whom it is taken from, or who is attacked.
    when: the days between which it happened, or was so. since: the same for the beginning of the hold, where told.
    rivals: other claims for the same day that fewer voices make. over: said to be past. day: what it is sorted by.
    speaker: who says so, as a key; "" where the article speaks itself.
    """

    kind: Change
    place: str
    holder: str | None
    account: Account
    when: Interval
    day: str
    speaker: str
    losers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    since: Interval | None = None
    part: bool = False
    last: bool = False
    rivals: tuple[Claim, ...] = ()
    dated: bool = False
    over: bool = False
    order: int = 0


@dataclass(slots=True)
class Article:
    """The claims of one article, with the places and names that they speak of."""

    id: str = ""
    claims: list[Claim] = field(default_factory=list)
    plans: list[Claim] = field(default_factory=list)
    places: dict[str, ControlPlace] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    inside: set[tuple[str, str]] = field(default_factory=set)  # (smaller place, larger place)


def read_claims(record: Record) -> Article:
    """All that a coded article says of control."""
    return _Reader(record).read()


class _Reader:
    def __init__(self, record: Record) -> None:
        self.record, self.text = record, record.article.text
        self.out = Article(record.id)
        self.mentions: dict[str, PlaceMention] = {p.id: p for p in record.places if p.id is not None}
        self.kinds = {a.entity: a.kind for a in record.actors if a.entity is not None}
        self.captures: dict[int, list[Event]] = defaultdict(list)
        for e in record.events:
            if (e.event_type, e.mode) in (("TERRITORY", "capture"), ("RETREAT", "withdraw")):
                self.captures[e.sentence].append(e)
        self.published = last_day(record.article.published)

    def read(self) -> Article:
        before: dict[int, list[str]] = {}
        for number, event in enumerate(self.record.events):
            kind = _KINDS.get((event.event_type, event.mode))
            if kind is None:
                continue
            places = self._places(event, before)
            tried = kind == "capture" and self._tried(event)
            if kind in ("capture", "hold") and self._lost(event):
                kind = "withdraw"
            for place, part in places:
                claim = self._claim(event, kind, place, part, number)
                if claim is None:
                    continue
                (self.out.claims if event.status == "asserted" and not tried else self.out.plans).append(claim)
            if places:
                before[event.sentence] = [p for p, _ in places]
        return self.out

    # -- places ----------------------------------------

    def _places(self, e: Event, before: dict[int, list[str]]) -> list[tuple[str, bool]]:
        """(place, only a part of it) that the event is about; what is only named for where they lie is kept as
        larger places."""
        after = split(self.text[e.trigger.end : e.trigger.end + 30])[:3]
        earlier = before.get(e.sentence)
        if earlier and any(w in table()["there"] or w.removeprefix("علي ") in table()["there"] for w in after):
            return [(p, False) for p in earlier]  # بعد سيطرته على تلك المناطق
        refs = sorted((p for p in e.location if p.place is not None), key=lambda p: p.span)
        if not refs:
            return []
        right = [p for p in refs if p.span[0] >= e.trigger.end] or refs
        held = [right[0]]
        for p in right[1:]:
            if self._joined(held[-1], p):
                held.append(p)
        out = []
        for p in held:
            assert p.place is not None
            if self._usable(p) and not self._toward(e, p) and self._governed(e, p):
                self._enter(p, [q for q in refs if q not in held])
                out.append((p.place, self._part(e, held[0] if p is not held[0] else p)))
        return out

    def _usable(self, p: PlaceRef) -> bool:
        m = self.mentions.get(p.place or "")
        return m is not None and m.kind not in _TOO_LARGE and not (m.id or "").startswith("unlisted:xx:")

    def _joined(self, a: PlaceRef, b: PlaceRef) -> bool:
        """أ وب, أ ومدينة ب: held alike; anything else between them makes the second the larger place."""
        gap = self.text[a.span[1] : b.span[0]]
        words = split(gap)
        joined = "و" in gap or "،" in gap
        return joined and len(gap) < 18 and all(w in ("و", "") or is_("place", w) for w in words) and (bool(words) or "و" in gap)

    def _part(self, e: Event, p: PlaceRef) -> bool:
        """Words before the name say that only something in it or near it is meant."""
        a, b = e.trigger.end, p.span[0]
        if b < a or b - a > 90:
            a = max(0, b - 22)
        words = split(self.text[a:b])[-5:]
        singular = e.mode == "hold" and is_("last", normalise(e.trigger.text)) and normalise(e.trigger.text).removeprefix("ال") == normalise("معقل")
        if any(is_("part", w) and not is_("place", w) for w in words):
            return True
        inside = any(w == "في" for w in words) or self.text[max(0, p.span[0] - 1) : p.span[0]] == "ب" or any(w[:1] == "ب" and is_("place", w) for w in words)
        return inside and not singular and e.mode != "contest"

    def _governed(self, e: Event, p: PlaceRef) -> bool:
        """Driving someone out needs من before the place that he is driven from."""
        if e.event_type != "TERRITORY" or e.mode != "capture" or not is_("expel", normalise(e.trigger.lemma)) or p.span[0] < e.trigger.end:
            return True
        return "من" in split(self.text[e.trigger.end : p.span[0]])

    def _toward(self, e: Event, p: PlaceRef) -> bool:
        a, b = e.trigger.end, p.span[0]
        return 0 <= b - a < 60 and any(is_("toward", w) for w in split(self.text[a:b]))

    def _enter(self, p: PlaceRef, larger: list[PlaceRef]) -> None:
        m = self.mentions[p.place or ""]
        ident = m.id or ""
        known = self.out.places.get(ident)
        if known is None or rank(m.precision) < rank(known.precision):
            self.out.places[ident] = ControlPlace(
                id=ident,
                name_ar=m.name_ar or m.text,
                name_en=m.name_en,
                lat=m.lat,
                lon=m.lon,
                country=m.country,
                kind=m.kind,
                precision=m.precision,
            )
        for q in larger:
            n = self.mentions.get(q.place or "")
            if n is not None and n.id and rank(n.precision) > rank(m.precision) and n.kind != "country":
                self.out.inside.add((ident, n.id))

    # -- claims ----------------------------------------

    def _claim(self, e: Event, kind: Change, place: str, part: bool, number: int) -> Claim | None:
        lost = [a for a in e.actor if kind == "capture" and self._behind_from(e, a)]
        actors = [h for a in e.actor if a not in lost and (h := self._holder(a)) is not None]
        losers = [h for a in (*e.recipient, *lost) if (h := self._holder(a)) is not None]
        left = split(self.text[max(0, e.trigger.start - 30) : e.trigger.start])[-3:]
        clitic = self.text[max(0, e.trigger.start - 2) : e.trigger.start]
        if kind in ("capture", "withdraw"):
            losers += [h for h in self._taken_from(e) if h not in losers and h not in actors]
        since = self._since(e)
        over = kind == "hold" and since is None and any(is_("was", w) for w in left)
        noun = kind == "hold" or (normalise(e.trigger.text) in GRIPS and not set(left) & table()["done"].keys())
        if kind in ("hold", "capture") and noun and "من" in left[-2:] and left[-1] in ("من", "اخر"):
            # تحرير X من سيطرة Y, انسحبوا من آخر معاقلهم: over if that is done, still so if it is only planned
            acts = self.captures.get(e.sentence, [])
            if all(a is e for a in acts):
                return None
            over = any(a.status == "asserted" and a is not e for a in acts)
            kind = "hold"
        elif kind == "hold" and left[-1:] == ["اخر"]:
            # سيطرت على المعسكر، آخر معاقل X: until then
            over = any(a.status == "asserted" for a in self.captures.get(e.sentence, []))
        if over:
            kind = "prior"
        verbal = any(w.rule.startswith("verb") for w in e.why) or self._verbal(e)
        remembered = not verbal and e.date is None and any(is_("background", w) for w in left[-1:])
        if kind == "capture" and (remembered or since is not None):
            kind = "prior"
        if kind == "capture" and clitic.endswith("ل") and not verbal:
            return None  # للسيطرة على: an aim
        if kind in ("hold", "prior", "withdraw") and not actors:
            return None
        if kind == "capture" and not actors and not losers:
            return None
        when, dated = self._when(e, kind)
        day = (since[1] if since is not None and kind == "prior" else when[1]) or when[1] or "9999-12-31"
        holder = actors[0] if actors else None
        account = self._account(e, kind, holder, when)
        speaker = next((s.entity or normalise(s.text) for s in reversed(e.sources)), "")
        return Claim(
            kind, place, holder, account, when, day, speaker, tuple(losers), tuple(actors[1:]), since, part,
            self._last(e), (), dated, over, number,
        )  # fmt: skip

    def _tried(self, e: Event) -> bool:
        """بدأت عملية تحرير المدينة, تحاول السيطرة على, لإحكام سيطرتها, بعد أن نستعيد: not done yet."""
        left = self._left(e)[-8:]
        trigger = normalise(e.trigger.text)
        if trigger.startswith("ن") and not normalise(e.trigger.lemma).startswith("ن"):
            return True
        if left and left[-1].startswith("ل") and left[-1][1:] in table()["aim"]:
            return True
        for k in range(len(left) - 1, -1, -1):
            if {left[k], left[k][1:]} & table()["done"].keys():
                return False
            if is_("effort", left[k]):
                return True
        return False

    def _left(self, e: Event) -> list[str]:
        """The words before the trigger in its clause."""
        text = self.text[max(0, e.trigger.start - 80) : e.trigger.start]
        return split(re.split(r"[.،,؛:\n!؟]", text)[-1])

    def _lost(self, e: Event) -> bool:
        """فقد التنظيم سيطرته على: the actor is who loses the place."""
        words = {v for w in self._left(e)[-5:] for v in (w, w.removeprefix("و"))}
        return normalise(e.trigger.text) in MASDARS and bool(words & table()["lose"].keys())

    def _behind_from(self, e: Event, a: ActorRef) -> bool:
        """تحرير المدينة من الحوثيين: who stands behind من has lost it (but not من قبل الجيش)."""
        if a.span[0] < e.trigger.end:
            return False
        words = split(self.text[e.trigger.end : a.span[0]])
        if "من" not in words:
            return False
        after = words[words.index("من") + 1 :]
        return not (after and is_("agent", after[0]))

    def _verbal(self, e: Event) -> bool:
        """A finite verb rather than a noun of action: it does not look like its own masdar."""
        return normalise(e.trigger.text) not in MASDARS and normalise(e.trigger.text).removeprefix("ال") not in MASDARS

    def _holder(self, a: ActorRef) -> str | None:
        name = normalise(a.text)
        if a.entity is not None and not a.entity.startswith("actor:"):
            kind = self.kinds.get(a.entity)
            if kind is not None and kind not in _HOLDERS:
                return None
            if kind is None and a.entity.startswith("person:"):
                return None
            self._name(a.entity, a.text)
            return a.entity
        first = next(iter(name.split()), "")
        if len(name.split()) > 5 or not is_("holder", first) or (len(name.split()) == 1 and value("holder", first)):
            return None
        ident = a.entity or "actor:" + name.removeprefix("ال").replace(" ", "-")
        self._name(ident, a.text)
        return ident

    def _name(self, entity: str, text: str) -> None:
        known = next((m.name_en or m.name_ar for m in self.record.actors if m.entity == entity), None)
        self.out.names.setdefault(entity, known or text)

    def _taken_from(self, e: Event) -> Iterator[str]:
        """تحرير X من داعش, من قبضة الحوثيين: the actor behind من, within the clause."""
        stop = _STOP.search(self.text, e.trigger.end)
        end = min(e.trigger.end + 90, stop.start() if stop else len(self.text))
        for m in self.record.actors:
            if not e.trigger.end < m.span[0] < end or m.entity is None or m.kind not in _HOLDERS or m.kind == "state":
                continue
            before = split(self.text[e.trigger.end : m.span[0]])
            tail = before[-3:]
            if "من" in tail and all(w == "من" or is_("out", w) for w in tail[tail.index("من") :]):
                self._name(m.entity, m.text)
                yield m.entity

    def _when(self, e: Event, kind: Change) -> tuple[Interval, bool]:
        if e.date is not None and e.date.start <= (self.published or "9999"):
            end = min(e.date.end, self.published) if self.published else e.date.end
            return (e.date.start, end), True
        if kind == "hold" and self.published:
            return (self.published, self.published), False
        return (None, self.published), False

    def _since(self, e: Event) -> Interval | None:
        """منذ عدة أشهر, منذ عامين behind the trigger: the latest day on which it can have begun."""
        stop = _STOP.search(self.text, e.trigger.end)
        words = split(self.text[e.trigger.end : min(e.trigger.end + 80, stop.start() if stop else len(self.text))])
        if "منذ" not in words or self.published is None:
            return None
        known = table()
        count, vague = 0, False
        for w in words[words.index("منذ") + 1 :][:5]:
            if w in known["unit"]:
                n = count or (3 if w in PLURAL_UNITS else 1)
                day = back(self.published, n * known["unit"][w])
                exact = bool(count) and not vague
                return (day if exact else None, day)
            if w in known["number"] or w.isdigit():
                count = known["number"].get(w) or int(w)
            elif w in known["vague"]:
                count, vague = max(count, known["vague"][w] if known["vague"][w] > 1 else 0), True
            else:
                return None
        return None

    def _last(self, e: Event) -> bool:
        before = split(self.text[max(0, e.trigger.start - 10) : e.trigger.start])
        if "اخر" in before and is_("last", normalise(e.trigger.text)):
            return True
        after = split(self.text[e.trigger.end : e.trigger.end + 30])[:4]
        return any(a == "اخر" and any(b.startswith(w) for w in table()["last"]) for a, b in pairwise(after))

    def _account(self, e: Event, kind: Change, holder: str | None, when: Interval) -> Account:
        a = self.record.article
        return Account(
            article=self.record.id, event=e.id, says=kind, status=e.status, holder=holder, published=a.published,
            publisher=a.publisher, sources=tuple(s.text for s in e.sources),
            stance=e.sources[-1].stance if e.sources else "says", when=when, quote=self._quote(e),
        )  # fmt: skip

    def _quote(self, e: Event) -> str:
        """The sentence of the trigger."""
        start, stop = max(0, e.trigger.start - 400), min(len(self.text), e.trigger.end + 400)
        before = [m.end() for m in _STOP.finditer(self.text, start, e.trigger.start)]
        after = _STOP.search(self.text, e.trigger.end, stop)
        return " ".join(self.text[before[-1] if before else start : after.end() if after else stop].split())
