"""What one coded article claims about control: each TERRITORY and RETREAT event as claims, place by place.

The event says who, what and when; the words around its trigger say whether the whole place is meant, whether the hold is over or remembered,
since when, and whom it was taken from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.incidents.control_records import Account, ControlPlace, Interval
from marsad.lexicon.sources import BUILTIN, read_tsv
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
_RANK = {"building": 0, "quarter": 1, "village": 2, "city": 3, "district": 4, "governorate": 5, "region": 6, "country": 7}
_HOLDERS = frozenset({"group", "military", "government", "state", "organisation"})
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!؟?؛\n]")
_CLITICS = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل")


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One thing said of one place.

    Parameters
    ----------
    kind: capture, hold, prior (held before), contest, withdraw, enclosed (said of the larger place).
    holder: who holds, takes, leaves or attacks; None where the sentence does not tell.
    losers: whom it is taken from, or who is attacked.
    when: the days between which it happened, or was so. since: the same for the beginning of the hold, where told.
    rivals: other claims for the same day that fewer voices make. over: said to be past. day: what it is sorted by. speaker: who says so, as a key; "" where the article speaks itself.
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

    claims: list[Claim] = field(default_factory=list)
    plans: list[Claim] = field(default_factory=list)
    places: dict[str, ControlPlace] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    inside: set[tuple[str, str]] = field(default_factory=set)  # (smaller place, larger place)


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, int]]:
    """The words of ``ar/control.tsv`` by class, normalised, with their values."""
    out: dict[str, dict[str, int]] = defaultdict(dict)
    for row in read_tsv(BUILTIN / "ar" / "control.tsv", "data/ar/control.tsv"):
        out[row.cells["class"]][normalise(row.cells["word"])] = int(row.cells["value"] or 0)
    return dict(out)


def _is(kind: str, word: str) -> bool:
    """Whether a normalised word is of a class, with or without its clitics."""
    table = _words()[kind]
    return word in table or any(word.startswith(c) and word[len(c) :] in table for c in _CLITICS)


def _value(kind: str, word: str) -> int:
    """The value of a word of a class, with or without its clitics; 0 where it is not of the class."""
    table = _words()[kind]
    found = next((word[len(c) :] for c in ("", *_CLITICS) if word.startswith(c) and word[len(c) :] in table), None)
    return table[found] if found is not None else 0


def _split(text: str) -> list[str]:
    return [normalise(w) for w in _WORD.findall(text)]


def read_claims(record: Record) -> Article:
    """All that a coded article says of control."""
    return _Reader(record).read()


class _Reader:
    def __init__(self, record: Record) -> None:
        self.record, self.text = record, record.article.text
        self.out = Article()
        self.mentions: dict[str, PlaceMention] = {p.id: p for p in record.places if p.id is not None}
        self.kinds = {a.entity: a.kind for a in record.actors if a.entity is not None}
        self.captures: dict[int, list[Event]] = defaultdict(list)
        for e in record.events:
            if (e.event_type, e.mode) in (("TERRITORY", "capture"), ("RETREAT", "withdraw")):
                self.captures[e.sentence].append(e)
        self.published = _last_day(record.article.published)

    def read(self) -> Article:
        before: dict[int, list[str]] = {}
        for number, event in enumerate(self.record.events):
            kind = _KINDS.get((event.event_type, event.mode))
            if kind is None:
                continue
            places = self._places(event, before)
            tried = kind == "capture" and self._tried(event)
            for place, part in places:
                claim = self._claim(event, kind, place, part, number)
                if claim is None:
                    continue
                (self.out.claims if event.status == "asserted" and not tried else self.out.plans).append(claim)
            if places:
                before[event.sentence] = [p for p, _ in places]
        return self.out

    # -- places ---------------------------------------------------------------------------------------------------------------

    def _places(self, e: Event, before: dict[int, list[str]]) -> list[tuple[str, bool]]:
        """(place, only a part of it) that the event is about; what is only named for where they lie is kept as larger places."""
        after = _split(self.text[e.trigger.end : e.trigger.end + 30])[:3]
        earlier = before.get(e.sentence)
        if earlier and any(w in _words()["there"] or w.removeprefix("علي ") in _words()["there"] for w in after):
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
            if self._usable(p) and not self._toward(e, p):
                self._enter(p, [q for q in refs if q not in held])
                out.append((p.place, self._part(e, held[0] if p is not held[0] else p)))
        return out

    def _usable(self, p: PlaceRef) -> bool:
        m = self.mentions.get(p.place or "")
        return m is not None and m.kind not in _TOO_LARGE and not (m.id or "").startswith("unlisted:xx:")

    def _joined(self, a: PlaceRef, b: PlaceRef) -> bool:
        """أ وب, أ ومدينة ب: held alike; anything else between them makes the second the larger place."""
        gap = self.text[a.span[1] : b.span[0]]
        words = _split(gap)
        joined = "و" in gap or "،" in gap
        return joined and len(gap) < 18 and all(w in ("و", "") or _is("place", w) for w in words) and (bool(words) or "و" in gap)

    def _part(self, e: Event, p: PlaceRef) -> bool:
        """Words before the name say that only something in it or near it is meant."""
        a, b = e.trigger.end, p.span[0]
        if b < a or b - a > 90:
            a = max(0, b - 22)
        words = _split(self.text[a:b])[-5:]
        singular = e.mode == "hold" and _is("last", normalise(e.trigger.text)) and normalise(e.trigger.text).removeprefix("ال") == normalise("معقل")
        if any(_is("part", w) and not _is("place", w) for w in words):
            return True
        inside = any(w == "في" for w in words) or self.text[max(0, p.span[0] - 1) : p.span[0]] == "ب" or any(w[:1] == "ب" and _is("place", w) for w in words)
        return inside and not singular and e.mode != "contest"

    def _toward(self, e: Event, p: PlaceRef) -> bool:
        a, b = e.trigger.end, p.span[0]
        return 0 <= b - a < 60 and any(_is("toward", w) for w in _split(self.text[a:b]))

    def _enter(self, p: PlaceRef, larger: list[PlaceRef]) -> None:
        m = self.mentions[p.place or ""]
        ident = m.id or ""
        self.out.places.setdefault(
            ident,
            ControlPlace(
                id=ident, name_ar=m.name_ar or m.text, name_en=m.name_en, lat=m.lat, lon=m.lon, country=m.country, kind=m.kind, precision=m.precision
            ),
        )  # fmt: skip
        for q in larger:
            n = self.mentions.get(q.place or "")
            if n is not None and n.id and _RANK.get(n.precision or "", 0) > _RANK.get(m.precision or "", 9) and n.kind != "country":
                self.out.inside.add((ident, n.id))

    # -- claims ---------------------------------------------------------------------------------------------------------------

    def _claim(self, e: Event, kind: Change, place: str, part: bool, number: int) -> Claim | None:
        lost = [a for a in e.actor if kind == "capture" and self._behind_from(e, a)]
        actors = [h for a in e.actor if a not in lost and (h := self._holder(a)) is not None]
        losers = [h for a in (*e.recipient, *lost) if (h := self._holder(a)) is not None]
        left = _split(self.text[max(0, e.trigger.start - 30) : e.trigger.start])[-3:]
        clitic = self.text[max(0, e.trigger.start - 2) : e.trigger.start]
        if kind in ("capture", "withdraw"):
            losers += [h for h in self._taken_from(e) if h not in losers and h not in actors]
        since = self._since(e)
        over = kind == "hold" and since is None and any(_is("was", w) for w in left)
        if kind == "hold" and "من" in left[-2:] and left[-1] in ("من", "اخر"):
            # تحرير X من سيطرة Y, انسحبوا من آخر معاقلهم: over if that is done, still so if it is only planned
            acts = self.captures.get(e.sentence, [])
            if not acts:
                return None
            over = any(a.status == "asserted" for a in acts)
        if over:
            kind = "prior"
        verbal = any(w.rule.startswith("verb") for w in e.why) or self._verbal(e)
        if kind == "capture" and not verbal and e.date is None and any(_is("background", w) for w in left[-1:]):
            kind = "prior"
        elif kind == "capture" and since is not None:
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
        """بدأت عملية تحرير المدينة, تحاول السيطرة على: not done yet."""
        left = _split(self.text[max(0, e.trigger.start - 30) : e.trigger.start])[-2:]
        return any(_is("effort", w) for w in left)

    def _behind_from(self, e: Event, a: ActorRef) -> bool:
        """تحرير المدينة من الحوثيين: who stands behind من has lost it (but not من قبل الجيش)."""
        if a.span[0] < e.trigger.end:
            return False
        words = _split(self.text[e.trigger.end : a.span[0]])
        if "من" not in words:
            return False
        after = words[words.index("من") + 1 :]
        return not (after and _is("agent", after[0]))

    def _verbal(self, e: Event) -> bool:
        """A finite verb rather than a noun of action: it does not look like its own masdar."""
        return normalise(e.trigger.text) not in _MASDARS and not normalise(e.trigger.text).removeprefix("ال") in _MASDARS

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
        if len(name.split()) > 5 or not _is("holder", first) or (len(name.split()) == 1 and _value("holder", first)):
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
            before = _split(self.text[e.trigger.end : m.span[0]])
            tail = before[-3:]
            if "من" in tail and all(w == "من" or _is("out", w) for w in tail[tail.index("من") :]):
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
        words = _split(self.text[e.trigger.end : min(e.trigger.end + 80, stop.start() if stop else len(self.text))])
        if "منذ" not in words or self.published is None:
            return None
        table = _words()
        count, vague = 0, False
        for w in words[words.index("منذ") + 1 :][:5]:
            if w in table["unit"]:
                n = count or (3 if w in _PLURAL_UNITS else 1)
                day = _back(self.published, n * table["unit"][w])
                exact = bool(count) and not vague
                return (day if exact else None, day)
            if w in table["number"] or w.isdigit():
                count = table["number"].get(w) or int(w)
            elif w in table["vague"]:
                count, vague = max(count, table["vague"][w] if table["vague"][w] > 1 else 0), True
            else:
                return None
        return None

    def _last(self, e: Event) -> bool:
        before = _split(self.text[max(0, e.trigger.start - 10) : e.trigger.start])
        if "اخر" in before and _is("last", normalise(e.trigger.text)):
            return True
        after = _split(self.text[e.trigger.end : e.trigger.end + 30])[:4]
        return any(a == "اخر" and any(b.startswith(w) for w in _words()["last"]) for a, b in zip(after, after[1:], strict=False))

    def _account(self, e: Event, kind: Change, holder: str | None, when: Interval) -> Account:
        a = self.record.article
        return Account(
            article=self.record.id, event=e.id, says=kind, status=e.status, holder=holder, published=a.published, publisher=a.publisher,
            sources=tuple(s.text for s in e.sources), stance=e.sources[-1].stance if e.sources else "says", when=when, quote=self._quote(e),
        )  # fmt: skip

    def _quote(self, e: Event) -> str:
        """The sentence of the trigger."""
        start, stop = max(0, e.trigger.start - 400), min(len(self.text), e.trigger.end + 400)
        before = [m.end() for m in _STOP.finditer(self.text, start, e.trigger.start)]
        after = _STOP.search(self.text, e.trigger.end, stop)
        return " ".join(self.text[before[-1] if before else start : after.end() if after else stop].split())


_MASDARS = frozenset(
    normalise(w)
    for w in "سيطرة سيطرت تحرير استعادة استعادت تطهير استيلاء احتلال طرد دحر سقوط خسارة فقدان إحكام بسط انتزاع استرداد دخول اقتحام اجتياح".split()
)
_PLURAL_UNITS = frozenset(normalise(w) for w in "أيام أسابيع أشهر شهور أعوام سنوات".split())


def _last_day(published: str | None) -> str | None:
    """The last day of a date or of a prefix of one."""
    if not published:
        return None
    parts = published[:10].split("-")
    try:
        if len(parts) == 3:
            return date(int(parts[0]), int(parts[1]), int(parts[2])).isoformat()
        if len(parts) == 2:
            first = date(int(parts[0]), int(parts[1]), 28) + timedelta(days=4)
            return (first - timedelta(days=first.day)).isoformat()
        return f"{int(parts[0]):04d}-12-31"
    except ValueError:
        return None


def _back(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


