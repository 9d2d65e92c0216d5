"""The rows of the tables, column name -> value; `table_columns` tells what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.incidents.records import IncidentPlace, Range
from marsad.record import ActorRef, Casualty, DateRange, Event, PlaceMention, PlaceRef, Record, SourceRef
from marsad.views.export import control as control_export
from marsad.views.export import csv as event_export
from marsad.views.export.cells import JOIN, Cell, joined
from marsad.views.export.material import Material
from marsad.views.export.names import Names
from marsad.views.export.sentences import sentence_at
from marsad.views.export.table_columns import ARGUMENTS

Rows = Iterator[dict[str, Cell]]

KINDS = ("killed", "injured", "captured", "missing", "displaced")
_NO_ARGUMENT: dict[str, Cell] = {head.partition(":")[0]: None for head, _ in ARGUMENTS}


def articles(material: Material) -> Rows:
    """Articles."""
    events = {r.id: len(r.events) for r in material.records}
    for a in material.articles:
        yield {
            "article_id": a.id, "title": a.title, "publisher": a.publisher, "published": a.published, "url": a.url,
            "characters": len(a.text), "events": events.get(a.id, 0),
        }  # fmt: skip


def events(material: Material) -> Rows:
    """Events, as in the CSV of ``marsad code``, with their incident."""
    for record in material.records:
        for row in event_export.rows(record):
            incident, grade = material.grades.get((record.id, str(row["event_id"])), (None, None))
            yield {**row, "incident_id": incident, "incident_grade": grade}


def arguments(material: Material) -> Rows:
    """All that fills a role of an event."""
    for record in material.records:
        places = {p.span: p for p in record.places}
        for event in record.events:
            head = {"article_id": record.id, "event_id": event.id}
            for argument in _arguments(event, places, material.names, record):
                yield {**_NO_ARGUMENT, **head, **argument}


def _arguments(event: Event, places: Mapping[tuple[int, int], PlaceMention], names: Names, record: Record) -> Rows:
    said: tuple[tuple[str, Sequence[ActorRef | SourceRef]], ...] = (("actor", event.actor), ("recipient", event.recipient), ("source", event.sources))
    for role, refs in said:
        for n, ref in enumerate(refs):
            yield {"role": role, "position": n, **_actor(ref, names)}
    for role, spots in (("location", event.location), ("destination", event.destination)):
        for n, spot in enumerate(spots):
            yield {"role": role, "position": n, **_place(spot, places.get(spot.span))}
    for n, c in enumerate(event.casualties):
        words: dict[str, Cell] = {"text": record.article.text[c.span[0] : c.span[1]], "start": c.span[0], "end": c.span[1]} if c.span else {}
        yield {"role": "casualty", "position": n, "kind": c.kind, "low": c.low, "high": c.high, "counted": c.what, **words}
    if event.date is not None:
        d = event.date
        start, end = d.span or (None, None)
        yield {"role": "date", "position": 0, "text": d.text, "start": start, "end": end, **_days(d)}


def _actor(ref: ActorRef | SourceRef, names: Names) -> dict[str, Cell]:
    out: dict[str, Cell] = {"text": ref.text, "start": ref.span[0], "end": ref.span[1], "id": ref.entity}
    if ref.entity is not None:
        known = names.actor(ref.entity)
        out |= {"name_ar": known.ar, "name_en": known.en, "kind": known.kind}
    if isinstance(ref, SourceRef):
        out["stance"] = ref.stance
    return out


def _place(ref: PlaceRef, known: PlaceMention | None) -> dict[str, Cell]:
    out: dict[str, Cell] = {
        "text": ref.text, "start": ref.span[0], "end": ref.span[1], "id": ref.place, "latitude": ref.lat, "longitude": ref.lon,
    }  # fmt: skip
    if known is not None:
        out |= {
            "name_ar": known.name_ar, "name_en": known.name_en, "kind": known.kind, "country": known.country,
            "precision": known.precision, "radius_km": known.radius_km,
        }  # fmt: skip
    return out


def incidents(material: Material) -> Rows:
    """Incidents."""
    names = material.names
    for i in material.incidents:
        p = i.place or IncidentPlace()
        yield {
            "incident_id": i.id, "event_type": i.event_type, "mode": i.mode, **_days(i.date), "date_from": i.date_from,
            "place_id": p.id, "place_ar": p.name_ar, "place_en": p.name_en, "country": p.country, "latitude": p.lat,
            "longitude": p.lon, "precision": p.precision, "radius_km": p.radius_km,
            "actor_ids": joined(i.actors), "actor_names": joined(names.actor(a).best for a in i.actors),
            "recipient_ids": joined(i.recipients), "recipient_names": joined(names.actor(a).best for a in i.recipients),
            **_counts(i.casualties), "grade": i.grade, "grade_why": i.grade_why, "voices": i.voices, "accounts": len(i.accounts),
            "contradictions": len(i.contradictions), "article_ids": joined(i.articles), "why": joined(i.why),
        }  # fmt: skip


def accounts(material: Material) -> Rows:
    """Accounts of incidents."""
    for i in material.incidents:
        for n, a in enumerate(i.accounts):
            p = a.place or IncidentPlace()
            yield {
                "incident_id": i.id, "account": n, "article_id": a.article, "event_id": a.event, "published": a.published,
                "publisher": a.publisher, "voice": a.voice, "chain": joined(a.chain), "sources": joined(a.sources), "stance": a.stance,
                "status": a.status, "actor_ids": joined(a.actors), "recipient_ids": joined(a.recipients),
                **_counts(_ranges(a.casualties)), "place_id": p.id, "place_ar": p.name_ar, "place_en": p.name_en,
                "latitude": p.lat, "longitude": p.lon, **_days(a.date), "quote": a.quote,
                "events": joined(f"{x}:{e}" for x, e in a.events), "reprints": joined(r.article for r in a.reprints),
            }  # fmt: skip


def contradictions(material: Material) -> Rows:
    """Contradictions of accounts."""
    for i in material.incidents:
        for n, c in enumerate(i.contradictions):
            yield {
                "incident_id": i.id, "contradiction": n, "about": c.about, "accounts": JOIN.join(map(str, c.accounts)),
                "values": joined(c.values), "voices": joined(i.accounts[a].voice for a in c.accounts),
            }  # fmt: skip


def control(material: Material) -> Rows:
    """Spells of control, as in ``marsad control --to csv``."""
    for spell in material.spells:
        row = dict(zip(control_export.COLUMNS, control_export.cells(spell), strict=True))
        yield {k: v if v != "" else None for k, v in row.items()}


def relations(material: Material) -> Rows:
    """Ties between actors."""
    names = material.names
    for record in material.records:
        for r in record.relations:
            yield {
                "article_id": record.id, "kind": r.kind, "from_id": r.from_, "from_name": names.actor(r.from_).best,
                "to_id": r.to, "to_name": names.actor(r.to).best, "text": r.text, "start": r.span[0], "end": r.span[1],
                **_told(r.sources, r.span, record),
            }  # fmt: skip


def finance(material: Material) -> Rows:
    """Flows of money and goods."""
    for record in material.records:
        for f in record.finance:
            low, high, currency = (f.amount.low, f.amount.high, f.amount.currency) if f.amount is not None else (None, None, None)
            yield {
                "article_id": record.id, "event_id": f.event, "amount_low": low, "amount_high": high, "currency": currency,
                "means": f.means, "shared": f.shared, **_party("payer", f.payer), **_party("payee", f.payee), "status": f.status,
                "text": f.text or None, "start": f.span[0] if f.span else None, "end": f.span[1] if f.span else None,
                **_told(f.sources, f.span, record),
            }  # fmt: skip


def _party(role: str, refs: tuple[ActorRef, ...]) -> dict[str, Cell]:
    return {f"{role}_text": joined(r.text for r in refs), f"{role}_ids": joined(r.entity for r in refs)}


def _told(sources: tuple[SourceRef, ...], span: tuple[int, int] | None, record: Record) -> dict[str, Cell]:
    return {
        "sentence_text": sentence_at(record.article.text, *span) if span else None,
        "source_text": joined(s.text for s in sources), "source_ids": joined(s.entity for s in sources),
        "published": record.article.published, "publisher": record.article.publisher,
    }  # fmt: skip


def _days(date: DateRange | None) -> dict[str, Cell]:
    return {"date_start": date.start if date else None, "date_end": date.end if date else None}


def _ranges(counts: Iterable[Casualty]) -> dict[str, Range]:
    return {c.kind: Range(c.low, c.high) for c in counts}


def _counts(counts: Mapping[str, Range]) -> dict[str, Cell]:
    out: dict[str, Cell] = {}
    for kind in KINDS:
        count = counts.get(kind)
        out[f"{kind}_low"] = count.low if count else None
        out[f"{kind}_high"] = count.high if count else None
    return out
