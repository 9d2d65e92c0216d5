"""Coded articles into tables: the record as marsad coded it, word for word, and the same laid out for queries."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping

import msgspec

from marsad.incidents.control_records import ControlSpell
from marsad.incidents.records import Incident, IncidentPlace, Key
from marsad.incidents.words import sentence_bounds
from marsad.record import Event, Record
from marsad.store.opening import now
from marsad.store.search import searched

_encode = msgspec.json.Encoder()


def hash_of(text: str) -> str:
    """What decisions of people are tied to: a hash of an article's words."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def packed(record: Record) -> bytes:
    """A record without its article, as packed JSON."""
    body = {name: getattr(record, name) for name in Record.__struct_fields__ if name not in ("id", "article")}
    return zlib.compress(_encode.encode(body), 3)


def coding_row(db: sqlite3.Connection, version: str, data: str) -> int:
    """The row of a version of marsad and its data."""
    db.execute("INSERT OR IGNORE INTO codings (version, data, first_used) VALUES (?, ?, ?)", (version, data, now()))
    return int(db.execute("SELECT coding FROM codings WHERE version = ? AND data = ?", (version, data)).fetchone()[0])


def insert_article(db: sqlite3.Connection, record: Record, coding: int, load: int | None, source: str | None) -> int:
    """A new article with its coding; its row number."""
    a = record.article
    came = _json(a.provenance) if a.provenance is not None else None
    row = (a.id, hash_of(a.text), a.title, a.publisher, a.published, a.url, a.text, source, came, load, now(), coding, packed(record))
    cursor = db.execute(
        "INSERT INTO articles (id, hash, title, publisher, published, url, text, source, provenance, load, loaded, coding, coded) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    number = int(cursor.lastrowid or 0)
    db.execute("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", (number, searched(a.title or ""), searched(a.text)))
    return number


def recode_article(db: sqlite3.Connection, number: int, record: Record, coding: int) -> None:
    """A stored article coded anew."""
    db.execute("UPDATE articles SET coding = ?, coded = ? WHERE article = ?", (coding, packed(record), number))


def lay_out(db: sqlite3.Connection, number: int, record: Record, review: Mapping[str, str]) -> None:
    """Replace what the tables say of an article by a record; its events wait to be linked.

    Parameters
    ----------
    number: the article's row.
    record: what is to be shown, decisions of people included; rejected events too.
    review: event id -> accepted, changed, added, rejected.
    """
    _clear(db, number)
    _names(db, record)
    _mentions(db, number, record)
    for event in record.events:
        _event(db, number, record.article.text, event, review.get(event.id))
    _relations(db, number, record)
    _finance(db, number, record)
    db.execute("UPDATE articles SET linked = min(linked, 0) WHERE article = ?", (number,))


def _clear(db: sqlite3.Connection, number: int) -> None:
    for table in ("events", "mentions", "relations", "finance"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (number,))


def _names(db: sqlite3.Connection, record: Record) -> None:
    """The actors and places of a record, so that rows may refer to them. What is known of one already stays."""
    db.executemany(
        "INSERT INTO actors VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET kind = excluded.kind, name_ar = excluded.name_ar, "
        "name_en = excluded.name_en WHERE kind IS NULL",
        [(a.entity, a.kind, a.name_ar or a.text, a.name_en) for a in record.actors if a.entity],
    )
    refs = {r.entity for e in record.events for r in (*e.actor, *e.recipient) if r.entity}
    refs.update(s.entity for e in record.events for s in e.sources if s.entity)
    refs.update(x for r in record.relations for x in (r.from_, r.to))
    db.executemany("INSERT OR IGNORE INTO actors (id) VALUES (?)", [(r,) for r in refs])
    db.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name_ar = excluded.name_ar, name_en = excluded.name_en, "
        "lat = excluded.lat, lon = excluded.lon, country = excluded.country, kind = excluded.kind, precision = excluded.precision, "
        "radius_km = excluded.radius_km WHERE lat IS NULL",
        [(p.id, p.name_ar or p.text, p.name_en, p.lat, p.lon, p.country, p.kind, p.precision, p.radius_km) for p in record.places if p.id],
    )
    at = {r.place for e in record.events for r in (*e.location, *e.destination) if r.place}
    db.executemany("INSERT OR IGNORE INTO places (id) VALUES (?)", [(p,) for p in at])


def _mentions(db: sqlite3.Connection, number: int, record: Record) -> None:
    sql = "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?)"
    db.executemany(sql, [(number, "actor", *a.span, a.text, a.entity, None) for a in record.actors])
    db.executemany(sql, [(number, "place", *p.span, p.text, None, p.id) for p in record.places])


_EVENT = (
    "INSERT INTO events (article, id, event_type, mode, status, date_start, date_end, date_words, sentence, start, end, words, lemma, quote, "
    "confidence, review, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _event(db: sqlite3.Connection, number: int, text: str, e: Event, review: str | None) -> None:
    t, d = e.trigger, e.date
    quote = text[slice(*sentence_bounds(text, t.start, t.end))]
    date = (d.start, d.end, d.text) if d is not None else (None, None, None)
    row = (number, e.id, e.event_type, e.mode, e.status, *date, e.sentence, t.start, t.end, t.text, t.lemma, quote, e.confidence, review, _rule(e))
    event = db.execute(_EVENT, row).lastrowid
    rows: list[tuple[object, ...]] = []
    for role, actors in (("actor", e.actor), ("recipient", e.recipient)):
        rows += [(event, role, i, *r.span, r.text, r.entity, None, None) for i, r in enumerate(actors)]
    for role, sites in (("location", e.location), ("destination", e.destination)):
        rows += [(event, role, i, *r.span, r.text, None, r.place, None) for i, r in enumerate(sites)]
    rows += [(event, "source", i, *s.span, s.text, s.entity, None, s.stance) for i, s in enumerate(e.sources)]
    if rows:
        db.executemany("INSERT INTO arguments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    counts = [(event, i, c.kind, c.low, c.high, c.what) for i, c in enumerate(e.casualties)]
    if counts:
        db.executemany("INSERT INTO casualties VALUES (?, ?, ?, ?, ?, ?)", counts)


def _rule(event: Event) -> str | None:
    first = next(iter(event.why), None)
    if first is None:
        return None
    return f"{first.rule} ({first.file}:{first.line})" if first.file else first.rule


def _relations(db: sqlite3.Connection, number: int, record: Record) -> None:
    db.executemany(
        "INSERT INTO relations (article, kind, from_actor, to_actor, start, end, words, sources) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, r.kind, r.from_, r.to, *r.span, r.text, _json([s.text for s in r.sources])) for r in record.relations],
    )


def _finance(db: sqlite3.Connection, number: int, record: Record) -> None:
    rows = []
    for f in record.finance:
        low, high, currency = (f.amount.low, f.amount.high, f.amount.currency) if f.amount else (None, None, None)
        said = _json([s.text for s in f.sources])
        rows.append((number, f.event, low, high, currency, f.means, _json(f.payer), _json(f.payee), f.status, f.text, said))
    db.executemany(
        "INSERT INTO finance (article, event, low, high, currency, means, payer, payee, status, words, sources) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def insert_incident(db: sqlite3.Connection, i: Incident, events: Iterable[Key]) -> int:
    """An incident with its accounts and contradictions; its row. ``events`` are all that it gathers."""
    place, date = i.place or IncidentPlace(), i.date
    killed, injured = (i.casualties.get(kind) for kind in ("killed", "injured"))
    counts = [n for c in (killed, injured) for n in ((c.low, c.high) if c is not None else (None, None))]
    values = (
        i.id, i.event_type, i.mode, date and date.start, date and date.end, i.date_from, place.id, place.name_ar, place.name_en, place.lat, place.lon,
        place.country, place.precision, i.grade, i.voices, len(i.accounts), len(i.articles), *counts, i.grade_why, "; ".join(i.why), _json(i),
    )  # fmt: skip
    row = int(db.execute(f"INSERT INTO incidents VALUES (NULL{', ?' * len(values)})", values).lastrowid or 0)
    sql = "INSERT INTO incident_events SELECT ?, e.event FROM events e JOIN articles a USING (article) WHERE a.id = ? AND e.id = ?"
    db.executemany(sql, [(row, *key) for key in events])
    told = [
        (
            row, n, a.voice, " → ".join(a.chain), a.stance, a.status,
            *next(((c.low, c.high) for c in a.casualties if c.kind == "killed"), (None, None)), len(a.reprints), a.article, a.event,
        )
        for n, a in enumerate(i.accounts)
    ]  # fmt: skip
    sql = "INSERT INTO accounts SELECT ?, ?, e.event, ?, ?, ?, ?, ?, ?, ? FROM events e JOIN articles a USING (article) WHERE a.id = ? AND e.id = ?"
    db.executemany(sql, told)
    rows = [(row, n, c.about, _json(c.accounts), _json(c.values)) for n, c in enumerate(i.contradictions)]
    db.executemany("INSERT INTO contradictions VALUES (?, ?, ?, ?, ?)", rows)
    return row


def replace_control(db: sqlite3.Connection, spells: Iterable[ControlSpell]) -> None:
    """Put spells of control in the place of those that are stored."""
    db.execute("DELETE FROM control")
    rows = []
    for s in spells:
        p, since, until = s.place, s.since_event, s.until_event
        begin = (since.article, since.event) if since else (None, None)
        end = (until.article, until.event) if until else (None, None)
        said = (s.holder, s.holder_name, s.from_, s.to, s.contested, s.extent, len(s.rivals))
        rows.append((p.id, p.name_ar, p.name_en, p.lat, p.lon, p.country, *said, *begin, *end, _json(s)))
    db.executemany(f"INSERT INTO control VALUES (NULL{', ?' * 18})", rows)


def _json(value: object) -> str:
    return _encode.encode(value).decode()
