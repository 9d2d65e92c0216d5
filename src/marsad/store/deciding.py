"""From what a person says («event e3 of this article, mode, aerial») to a row of the review log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from marsad.errors import StoreError
from marsad.incidents.records import Key
from marsad.record import Event, PlaceMention, PlaceRef, Record
from marsad.store.decisions import FIELDS, KINDS, Decision, Kind, Words
from marsad.store.review import Reviewed, plain, sentence_number


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as a person gives it; see `RecordFile.decide`."""

    kind: Kind
    who: str
    article: str | None = None
    event: str | None = None
    field: str | None = None
    value: Any = None
    incidents: tuple[str, ...] = ()
    events: tuple[Key, ...] = ()
    reason: str | None = None


class Article(msgspec.Struct, frozen=True):
    """The article that a decision is about: its row, hash of the text, and how it stands."""

    row: int
    hash: str
    reviewed: Reviewed


def decision_of(db: sqlite3.Connection, asked: Asked, article: Article | None, where: str) -> Decision:
    """The row of the log for what was asked. Raises `StoreError` for what does not fit the record."""
    if asked.kind not in KINDS or asked.kind == "undo":
        raise StoreError(f"There is no decision «{asked.kind}»", hint=f"Choose among {', '.join(k for k in KINDS if k != 'undo')}.")
    if not asked.who.strip():
        raise StoreError("A decision needs a name", hint="Say who decides.")
    base = Decision(number=0, at="", who=asked.who, kind=asked.kind, reason=asked.reason)
    if asked.kind in ("split", "merge"):
        return msgspec.structs.replace(base, parts=_parts(db, asked, where))
    if asked.kind == "comment" and not (asked.reason or "").strip():
        raise StoreError("A comment needs words", hint="Give them as reason.")
    if asked.kind == "comment" and asked.incidents:
        return msgspec.structs.replace(base, parts=tuple(_members(db, i, where) for i in asked.incidents))
    if article is None:
        raise StoreError("Say which article the decision is about", hint="Give its id as article, and that of the event as event.")
    record = article.reviewed.everything
    if asked.kind == "add":
        event = _added(asked, record, where)
        return msgspec.structs.replace(base, target=_words(article, record, event), event=event)
    if asked.kind == "comment" and asked.event is None:
        return msgspec.structs.replace(base, target=Words(article.hash, record.id, 0, 0, "", ""))
    event = next((e for e in record.events if e.id == asked.event), None) or _no_event(asked, record, where)
    base = msgspec.structs.replace(base, target=_words(article, record, event), event=event)
    return _changed(db, base, asked, record, event) if asked.kind == "change" else base


def _no_event(asked: Asked, record: Record, where: str) -> Event:
    found = ", ".join(e.id for e in record.events[:12]) or "none"
    raise StoreError(f"Article {record.id} has no event {asked.event}", where=where, hint=f"It has {found}.")


def _words(article: Article, record: Record, event: Event) -> Words:
    t = event.trigger
    return Words(article.hash, record.id, t.start, t.end, t.text, event.event_type)


def _added(asked: Asked, record: Record, where: str) -> Event:
    try:
        event = msgspec.convert(msgspec.to_builtins(asked.value), Event)
    except msgspec.ValidationError as error:
        raise StoreError(f"This is no event: {error}", where=where, hint="Give an Event as value.") from None
    t = event.trigger
    if not 0 <= t.start < t.end <= len(record.article.text) or record.article.text[t.start : t.end] != t.text:
        raise StoreError(f"The words of the trigger are not those of the article at {t.start}..{t.end}", where=where, hint="Offsets are code points.")
    if any((e.trigger.start, e.trigger.end) == (t.start, t.end) for e in record.events):
        raise StoreError(f"There is an event on «{t.text}» at {t.start}..{t.end} already", where=where, hint="Change that one.")
    return msgspec.structs.replace(event, id="", sentence=sentence_number(record, t.start, t.end))


def _changed(db: sqlite3.Connection, base: Decision, asked: Asked, record: Record, event: Event) -> Decision:
    field = asked.field or ""
    if field not in FIELDS:
        raise StoreError(f"There is no field «{field}» to change", hint=f"Choose among {', '.join(FIELDS)}.")
    value = asked.value
    if field in ("location", "destination"):
        value = [_place(db, record, p) for p in value or ()]
    try:
        after = msgspec.to_builtins(msgspec.convert(msgspec.to_builtins(value), FIELDS[field]))
    except msgspec.ValidationError as error:
        raise StoreError(f"This is no {field}: {error}", hint="See docs/reference/output.md for the fields of an event.") from None
    return msgspec.structs.replace(base, field=field, before=plain(event, field), after=after)


def _place(db: sqlite3.Connection, record: Record, given: Any) -> Any:
    """A place mention of what may be a mere reference: from the article, else from the places of the record."""
    if not isinstance(given, PlaceRef):
        return given
    for mention in record.places:
        if mention.id == given.place and mention.id is not None:
            return msgspec.structs.replace(mention, span=given.span, text=given.text)
    row = db.execute("SELECT name_ar, name_en, lat, lon, country, kind, precision, radius_km FROM places WHERE id = ?", (given.place,)).fetchone()
    known = dict(zip(("name_ar", "name_en", "lat", "lon", "country", "kind", "precision", "radius_km"), row, strict=True)) if row else {}
    return PlaceMention(id=given.place, span=given.span, text=given.text, **{"lat": given.lat, "lon": given.lon, **known})


# -- incidents ----------------------------------------


def _parts(db: sqlite3.Connection, asked: Asked, where: str) -> tuple[tuple[Words, ...], ...]:
    if asked.kind == "merge":
        if len(set(asked.incidents)) < 2:
            raise StoreError("There is nothing to merge", hint="Give the ids of two or more incidents.")
        return tuple(_members(db, i, where) for i in dict.fromkeys(asked.incidents))
    if len(asked.incidents) != 1:
        raise StoreError("Say which incident to split", hint="Give its id as incidents, and the events that leave it as events.")
    everything = _members(db, asked.incidents[0], where)
    leaving = set(_words_of(db, asked.events))
    away = tuple(w for w in everything if w in leaving)
    stays = tuple(w for w in everything if w not in leaving)
    if not away or not stays or len(away) < len(leaving):
        hint = "Give the events that leave it as events: (article id, event id); some must leave and some stay."
        raise StoreError(f"Incident {asked.incidents[0]} cannot be split in this way", where=where, hint=hint)
    return (stays, away)


_WORDS = "SELECT a.hash, a.id, e.start, e.end, e.words, e.event_type FROM events e JOIN articles a USING (article)"


def _members(db: sqlite3.Connection, incident: str, where: str) -> tuple[Words, ...]:
    sql = f"{_WORDS} JOIN incident_events USING (event) JOIN incidents i USING (incident) WHERE i.id = ? ORDER BY a.id, e.start"
    rows = db.execute(sql, (incident,)).fetchall()
    if not rows:
        raise StoreError(f"There is no incident {incident}", where=where, hint="See marsad find for the ids of incidents.")
    return tuple(Words(*row) for row in rows)


def _words_of(db: sqlite3.Connection, events: Iterable[Key] | Sequence[Key]) -> tuple[Words, ...]:
    return tuple(Words(*row) for key in events for row in db.execute(f"{_WORDS} WHERE a.id = ? AND e.id = ?", key))
