"""A filter that has looked up its names: whether an event, an incident, a spell, a relation or a flow is chosen.

>>> from marsad.incidents.filters import Filter
>>> matcher = Matcher(Filter(places=("درنة",), since="2016-04"))
>>> matcher.time("2016-04-24", "2016-04-24")
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from marsad.incidents.control_records import ControlSpell
from marsad.incidents.filters import Filter, days, kinds_of
from marsad.incidents.knowledge import Knowledge, builtin
from marsad.incidents.naming import ActorNames, Area, Party, PlaceNames, bare_key, name_of_id, with_members
from marsad.incidents.records import Incident, IncidentPlace, Key
from marsad.lexicon import Lexicon
from marsad.mentions.gazetteer import Gazetteer, name_key
from marsad.record import Event, Finance, PlaceRef, Record, Relation, SourceRef

if TYPE_CHECKING:
    from marsad.incidents.control_records import Account as ControlAccount

_SAYS = {
    "capture": ("TERRITORY", "capture"),
    "hold": ("TERRITORY", "hold"),
    "prior": ("TERRITORY", "hold"),
    "contest": ("TERRITORY", "contest"),
    "enclosed": ("TERRITORY", "capture"),
    "withdraw": ("RETREAT", "withdraw"),
}
"""What a sentence says of control -> the type and mode of the event that says so."""


@cache
def _own_lexicon() -> Lexicon:
    return Lexicon.load(strict=False)


@lru_cache(maxsize=2)
def _actor_names(lexicon: Lexicon) -> ActorNames:
    return ActorNames(lexicon)


@lru_cache(maxsize=2)
def _place_names(lexicon: Lexicon) -> PlaceNames:
    return PlaceNames(Gazetteer.load(lexicon), lexicon)


class Matcher:
    """A filter that has looked up its names, ready to be asked.

    Parameters
    ----------
    chosen: the filter.
    lexicon, gazetteer: where names are looked up; marsad's own data where None.

    Raises
    ------
    InputError: an event type or mode that there is not.
    """

    def __init__(self, chosen: Filter, lexicon: Lexicon | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.filter = chosen
        named = bool(chosen.places or chosen.actors or chosen.speakers or chosen.types)
        self._lexicon = lexicon or (_own_lexicon() if named else None)
        self._gazetteer: Gazetteer | None = None
        self.areas: tuple[Area, ...] = ()
        self._parties: tuple[_Side, ...] = ()
        self._speakers: tuple[_Side, ...] = ()
        self._types: frozenset[tuple[str, str | None]] = frozenset()
        if self._lexicon is not None:
            self._look_up(self._lexicon, Knowledge.of(lexicon) if lexicon is not None else builtin(), gazetteer)
        self._since = days(chosen.since)[0] if chosen.since else ""
        self._until = days(chosen.until)[1] if chosen.until else "9999-12-31"
        self._place_cache: dict[str, bool] = {}

    def _look_up(self, lexicon: Lexicon, knowledge: Knowledge, gazetteer: Gazetteer | None) -> None:
        chosen = self.filter
        if chosen.places:
            names = PlaceNames(gazetteer, lexicon) if gazetteer is not None else _place_names(lexicon)
            self._gazetteer = names.gazetteer
            self.areas = tuple(names.find(p) for p in chosen.places)
        if chosen.actors or chosen.speakers:
            actors = _actor_names(lexicon)
            self._parties = tuple(_Side(actors.find(a), knowledge, lexicon.actors) for a in chosen.actors)
            self._speakers = tuple(_Side(actors.find(s), knowledge, lexicon.actors) for s in chosen.speakers)
        self._types = frozenset(pair for t in chosen.types for pair in kinds_of(t, lexicon.events))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Sentences about names that no data file knows: those are compared with the words of the articles only."""
        out = [f"No place «{n}» in the gazetteer" for n, a in zip(self.filter.places, self.areas, strict=True) if not a.ids]
        for names, sides in ((self.filter.actors, self._parties), (self.filter.speakers, self._speakers)):
            out += [f"No actor «{n}» in the data files" for n, s in zip(names, sides, strict=True) if not s.ids]
        return tuple(dict.fromkeys(f"{o}: it is looked for in the words of the articles only." for o in out))

    # -- what rooms ask ----------------------------------

    def event(self, record: Record, event: Event, grade: str | None = None) -> bool:
        """Whether an event of a coded article is chosen; ``grade`` is that of its incident, None where it is in none."""
        f = self.filter
        if f.statuses and event.status not in f.statuses:
            return False
        if f.types and not self.kind(event.event_type, event.mode):
            return False
        if f.grades and grade not in f.grades:
            return False
        date = (event.date.start, event.date.end) if event.date is not None else None
        if not self.time(*(date or (record.article.published, record.article.published))):
            return False
        if f.actors and not any(self.actor(a.entity, a.text) for a in (*event.actor, *event.recipient)):
            return False
        if f.places and not any(self._place_ref(p, record) for p in (*event.location, *event.destination)):
            return False
        return not f.speakers or self._spoken(event.sources, record)

    def incident(self, incident: Incident) -> bool:
        """Whether an incident is chosen: by what it is, or by what any of its accounts says."""
        f, accounts = self.filter, incident.accounts
        if f.grades and incident.grade not in f.grades:
            return False
        if f.statuses and not any(a.status in f.statuses for a in accounts):
            return False
        if f.types and not self.kind(incident.event_type, incident.mode):
            return False
        if not (self.time(incident.date.start, incident.date.end) if incident.date is not None else self._no_time):
            return False
        if f.actors and not any(self.actor(e) for e in {*incident.actors, *incident.recipients, *(e for a in accounts for e in (*a.actors, *a.recipients))}):
            return False
        if f.places and not any(self._incident_place(p) for p in (incident.place, *(a.place for a in accounts))):
            return False
        return not f.speakers or any(
            self.speaker(None, w) or self.speaker(w, w) for a in accounts for w in (a.voice, *a.side, *a.chain, *a.sources, a.publisher or "") if w
        )

    def spell(self, spell: ControlSpell, grade_of: Callable[[Key], str | None] | None = None) -> bool:
        """Whether a spell of control is chosen; ``grade_of`` gives the grade of the incident of an event."""
        f, accounts = self.filter, _told(spell)
        if f.statuses and not any(a.status in f.statuses for a in accounts):
            return False
        if f.types and not any(self.kind(*_SAYS[a.says]) for a in accounts):
            return False
        if f.grades and not any(grade_of is not None and grade_of((a.article, a.event)) in f.grades for a in accounts):
            return False
        begin = spell.from_interval[0] or spell.from_interval[1] or ("0001-01-01" if spell.to else None)
        finish = (spell.to_interval[1] or spell.to_interval[0]) if spell.to else "9999-12-31"
        if not self.time(begin, finish if begin else None):
            return False
        holders = (spell.holder, *spell.partners, *spell.parties, *(r.holder for r in spell.rivals))
        if f.actors and not (any(self.actor(h) for h in holders if h) or self.actor(None, spell.holder_name or "")):
            return False
        p = spell.place
        if f.places and not self.place(p.id, p.name_ar, p.name_en, p.country, p.within):
            return False
        return not f.speakers or any(self.speaker(None, w) for a in accounts for w in (*a.sources, a.publisher or "") if w)

    def relation(self, record: Record, relation: Relation) -> bool:
        """Whether a relation is chosen; it has no place, type, grade or status, and the time of its article."""
        f = self.filter
        if f.places or f.types or f.grades or f.statuses:
            return False
        if not self.time(record.article.published, record.article.published):
            return False
        if f.actors and not (self.actor(relation.from_) or self.actor(relation.to)):
            return False
        return not f.speakers or self._spoken(relation.sources, record)

    def finance(self, record: Record, flow: Finance, grade: str | None = None) -> bool:
        """Whether a flow of money is chosen: by its event, where it has one, and by its own sides, speakers and status."""
        f = self.filter
        event = next((e for e in record.events if e.id == flow.event), None)
        if f.actors and not any(self.actor(a.entity, a.text) for a in (*flow.payer, *flow.payee)):
            return False
        if event is not None:
            return self.event(record, msgspec.structs.replace(event, actor=(*event.actor, *flow.payer, *flow.payee)), grade)
        if f.places or f.grades or (f.types and not self.kind("FINANCE", flow.means)) or (f.statuses and flow.status not in f.statuses):
            return False
        return self.time(record.article.published, record.article.published) and (not f.speakers or self._spoken(flow.sources, record))

    def record(self, record: Record, grade_of: Callable[[Key], str | None] | None = None) -> Record:
        """A coded article with the chosen events, relations and flows of money only."""
        if self.filter.empty:
            return record
        grades = {e.id: grade_of((record.id, e.id)) for e in record.events} if grade_of is not None else {}
        return msgspec.structs.replace(
            record,
            events=tuple(e for e in record.events if self.event(record, e, grades.get(e.id))),
            relations=tuple(r for r in record.relations if self.relation(record, r)),
            finance=tuple(m for m in record.finance if self.finance(record, m, grades.get(m.event or ""))),
        )

    def records(self, records: Iterable[Record], grade_of: Callable[[Key], str | None] | None = None) -> Iterator[Record]:
        """The coded articles of which anything is chosen, each with what is chosen of it."""
        for record in records:
            kept = self.record(record, grade_of)
            if self.filter.empty or kept.events or kept.relations or kept.finance:
                yield kept

    # -- single criteria ---------------------------------

    def time(self, start: str | None, end: str | None) -> bool:
        """Whether days (ISO, or prefixes of them) meet the chosen time."""
        if self._no_time:
            return True
        if not start:
            return False
        return start[:10] <= self._until and (end or start) + "~" > self._since

    @property
    def _no_time(self) -> bool:
        return not (self.filter.since or self.filter.until)

    def kind(self, event_type: str, mode: str | None) -> bool:
        """Whether a type with its mode is chosen."""
        return not self.filter.types or (event_type, mode) in self._types or (event_type, None) in self._types

    def actor(self, entity: str | None, text: str = "") -> bool:
        """Whether an actor is one of those chosen, or belongs to one; by its words where it is not resolved."""
        return not self._parties or any(s.is_one(entity, text) for s in self._parties)

    def speaker(self, entity: str | None, text: str = "") -> bool:
        """Whether a speaker is one of those chosen, or belongs to one."""
        return not self._speakers or any(s.is_one(entity, text) for s in self._speakers)

    def place(self, ident: str | None, name_ar: str | None, name_en: str | None = None, country: str | None = None, within: tuple[str, ...] = ()) -> bool:
        """Whether a place is one of those chosen, or lies in one; by its names where it has no id."""
        if not self.areas:
            return True
        if ident is None:
            return any(bare_key(n) == a.key for n in (name_ar, name_en) if n for a in self.areas)
        known = self._place_cache.get(ident)
        if known is None:
            row = self._gazetteer.by_id(ident) if self._gazetteer is not None else None
            known = any(ident in a.ids or (row is not None and a.holds(row)) or (country in a.countries) for a in self.areas)
            self._place_cache[ident] = known
        return known or any(w in a.ids for w in within for a in self.areas)

    def _place_ref(self, ref: PlaceRef, record: Record) -> bool:
        country = next((p.country for p in record.places if p.id == ref.place), None) if ref.place else None
        return self.place(ref.place, ref.text, None, country)

    def _incident_place(self, p: IncidentPlace | None) -> bool:
        return p is not None and self.place(p.id, p.name_ar, p.name_en, p.country)

    def _spoken(self, sources: tuple[SourceRef, ...], record: Record) -> bool:
        publisher = record.article.publisher
        return any(self.speaker(s.entity, s.text) for s in sources) or (bool(publisher) and self.speaker(None, publisher or ""))


class _Side:
    """An actor as named, with all that belongs to it."""

    def __init__(self, party: Party, knowledge: Knowledge, known: Iterable[str]) -> None:
        self.ids = with_members(party.ids, knowledge, known) if party.ids else frozenset()
        self._key = party.key
        self._cache: dict[tuple[str | None, str], bool] = {}
        self._parts = f" {party.key} "
        self._names = frozenset(party.ids)

    def is_one(self, entity: str | None, text: str) -> bool:
        asked = (entity, text)
        if asked not in self._cache:
            if len(self._cache) > 100_000:
                self._cache.clear()
            self._cache[asked] = self._is_one(entity, text)
        return self._cache[asked]

    def _is_one(self, entity: str | None, text: str) -> bool:
        if entity is not None and entity in self.ids:
            return True
        words = text if entity is None else name_of_id(entity)
        if not words or not self._key:
            return False
        key = bare_key(words)
        return key == self._key or self._parts in f" {key} " or self._parts in f" {name_key(words)} "


def _told(spell: ControlSpell) -> tuple[ControlAccount, ...]:
    """All sentences of a spell."""
    ends = tuple(a for a in (spell.since_account, spell.until_account) if a is not None)
    return (*ends, *spell.accounts, *spell.claims, *(r.account for r in spell.rivals))
