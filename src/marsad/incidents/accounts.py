"""Accounts: of each incident, what every independent voice says, in its own words."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from marsad.incidents.families import FACTS
from marsad.incidents.geometry import days_of, finest, spot_of
from marsad.incidents.knowledge import Knowledge
from marsad.incidents.mentions import SHORT_DAYS
from marsad.incidents.records import Account, IncidentPlace, Key, Reprint
from marsad.incidents.voices import Voice, voice_of
from marsad.incidents.words import sentence_bounds
from marsad.record import Casualty, DateRange, Event, Record, from_json, to_json

_KINDS = ("killed", "injured", "captured", "missing", "displaced")
_CLAIM = "claims-responsibility"
_KEPT = 256
"""Articles that are held unpacked."""

Told = tuple[Record, Event]


class Library:
    """The articles that incidents are told from, fetched when they are needed.

    Parameters
    ----------
    fetch: gives the record of an article by its id; asked again and again for those that are not needed often.
    origin: gives the id of the earliest print of an article's text, often its own.
    """

    def __init__(self, fetch: Callable[[str], Record], origin: Callable[[str], str]) -> None:
        self._record = lru_cache(maxsize=_KEPT)(fetch)
        self._events = lru_cache(maxsize=_KEPT)(lambda article: {e.id: e for e in self._record(article).events})
        self._origin = lru_cache(maxsize=_KEPT)(origin)

    def told(self, key: Key) -> Told:
        """An event with its article."""
        return self._record(key[0]), self._events(key[0])[key[1]]

    def first_print(self, record: Record) -> Record:
        """The earliest print of an article's text: often itself."""
        origin = self._origin(record.id)
        return record if origin == record.id else self._record(origin)


class Shelf:
    """Records that are held packed, in a tenth of the room: unpacking one takes less than a millisecond."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def __contains__(self, id: str) -> bool:
        return id in self._packed

    def __getitem__(self, id: str) -> Record:
        return from_json(zlib.decompress(self._packed[id]))

    def add(self, record: Record) -> None:
        """Put a record on the shelf."""
        self._packed[record.id] = zlib.compress(to_json(record), 1)


def build_accounts(keys: Iterable[Key], library: Library, knowledge: Knowledge) -> tuple[Account, ...]:
    """One account for each independent voice (and each of its statuses: who asserts one thing may deny another).

    They are ordered by publication, article and place in the text.
    """
    by_voice: dict[tuple[str, bool], list[tuple[Voice, Record, Event]]] = defaultdict(list)
    for key in keys:
        record, event = library.told(key)
        voice = voice_of(record, event, library.first_print(record), knowledge)
        by_voice[voice.key, event.status == "negated"].append((voice, record, event))
    made = [_account(told, library) for told in by_voice.values()]
    return tuple(sorted(made, key=_place_in_time))


def _place_in_time(account: Account) -> tuple[str, str, Key, str]:
    return account.published or "9999", account.article, account.events[0], account.status


def _account(told: Sequence[tuple[Voice, Record, Event]], library: Library) -> Account:
    """One voice's account: it stands on the fullest fact; of prints of one text on the earliest, else on the latest."""
    told = sorted(told, key=lambda t: (t[1].article.published or "", t[1].id, t[2].trigger.start))
    voice, record, event = max(told, key=lambda t: _fullness(t[1], t[2], library))
    events = [event, *(e for _, r, e in told if r.id == record.id)]
    article = record.article
    start, end = sentence_bounds(article.text, event.trigger.start, event.trigger.end)
    stance = _stance(event, events)
    actors = _entities(e.actor for e in events)
    if stance == _CLAIM and voice.key not in actors and "@" not in voice.key:
        actors = (voice.key, *actors)
    return Account(
        article=record.id,
        event=event.id,
        published=article.published,
        publisher=article.publisher,
        sources=tuple(s.text for s in event.sources),
        stance=stance,
        status=event.status,
        actors=actors,
        recipients=_entities(e.recipient for e in events),
        casualties=_casualties([e for _, _, e in told], events),
        quote=article.text[start:end],
        voice=voice.key,
        chain=voice.chain,
        side=tuple(sorted(voice.side)),
        place=_place(record, events),
        date=_date(events),
        events=tuple((r.id, e.id) for _, r, e in told),
        reprints=_reprints(record, [r for _, r, _ in told], library),
    )


def _fullness(record: Record, event: Event, library: Library) -> tuple[bool, int, str, str, bool, int]:
    """Order of what an account may stand on: facts first, then what says most, then the later text in its first print."""
    says = 3 * bool(event.casualties) + 2 * bool(event.location) + 2 * bool(event.actor) + bool(event.date)
    first = library.first_print(record)
    published = first.article.published or ""
    return event.status in FACTS, says, published, first.id, first.id == record.id, -event.trigger.start


def _stance(event: Event, events: Sequence[Event]) -> str:
    """How the voice speaks of the event; a claim of responsibility holds for all that it says of the incident."""
    if any(s.stance == _CLAIM for e in events for s in e.sources):
        return _CLAIM
    return event.sources[-1].stance if event.sources else "reports"


def _entities(roles: Iterable[Iterable[object]]) -> tuple[str, ...]:
    found = (getattr(ref, "entity", None) for role in roles for ref in role)
    return tuple(dict.fromkeys(e for e in found if e))


def _casualties(told: Sequence[Event], latest: Sequence[Event]) -> tuple[Casualty, ...]:
    """Of each kind the highest count of people, by the article that the account stands on if it gives any."""
    out = []
    for kind in _KINDS:
        for events in (latest, told):
            counts = [c for e in events if e.status != "negated" for c in e.casualties if c.kind == kind]
            if counts:
                out.append(max(counts, key=lambda c: (c.low, c.high or 0)))
                break
    return tuple(out)


def _place(record: Record, events: Sequence[Event]) -> IncidentPlace | None:
    """The finest place that the account gives itself."""
    by_span = {(p.id, p.span): p for p in record.places}
    by_id = {p.id: p for p in reversed(record.places)}
    spots = []
    for event in events:
        for ref in event.location or event.destination:
            place = by_span.get((ref.place, ref.span)) or by_id.get(ref.place)
            if place is not None and ref.place is not None and (spot := spot_of(place)) is not None:
                spots.append(spot)
    if not spots:
        return None
    spot = finest(spots)[0]
    return IncidentPlace(
        id=spot.id, name_ar=spot.name_ar, name_en=spot.name_en, lat=spot.lat, lon=spot.lon, country=spot.country,
        precision=spot.precision, radius_km=spot.radius,
    )  # fmt: skip


def _date(events: Sequence[Event]) -> DateRange | None:
    """The shortest date that the account gives."""
    dates = [e.date for e in events if e.date is not None]
    short = [d for d in dates if days_long(d) <= SHORT_DAYS]
    return short[0] if short else dates[0] if dates else None


def days_long(date: DateRange) -> int:
    """Number of days of a date range."""
    days = days_of(date)
    return days[1] - days[0] + 1 if days else 10**6


def _reprints(record: Record, others: Sequence[Record], library: Library) -> tuple[Reprint, ...]:
    """The other articles of the account that print the same text."""
    origin = library.first_print(record).id
    found = {
        r.id: Reprint(article=r.id, publisher=r.article.publisher, published=r.article.published)
        for r in others
        if r.id != record.id and library.first_print(r).id == origin
    }
    return tuple(found[i] for i in sorted(found))
