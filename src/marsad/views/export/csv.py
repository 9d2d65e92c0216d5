"""CSV for spreadsheets: one row for each event. The columns are explained in ``docs/reference/csv.md``.

UTF-8 with a byte order mark, so that Excel opens it as such. A text cell that a spreadsheet would take for a formula
gets an apostrophe in front; line breaks and control characters in cells become spaces.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from marsad.views.export.cells import JOIN, UNKNOWN, Cell, guarded
from marsad.views.export.sentences import sentences_of

if TYPE_CHECKING:
    from marsad.record import ActorRef, Casualty, Event, PlaceRef, Record

COLUMNS = (
    "article_id", "article_title", "publisher", "published", "url",
    "event_id", "sentence", "sentence_text", "trigger", "trigger_lemma", "trigger_start", "trigger_end",
    "event_type", "mode", "status", "confidence",
    "date_start", "date_end", "date_text",
    "actor_text", "actor_ids", "recipient_text", "recipient_ids",
    "location_text", "location_ids", "location_name_en", "country", "latitude", "longitude", "precision", "radius_km",
    "destination_text", "destination_ids",
    "casualties", "killed_low", "killed_high", "injured_low", "injured_high",
    "source_text", "source_ids", "source_stances",
    "rules",
)  # fmt: skip
"""Stable: later versions add columns at the end and rename none."""


def head() -> bytes:
    """Byte order mark and the line of column names."""
    return b"\xef\xbb\xbf" + lines([COLUMNS])


def render(record: Record) -> bytes:
    """The rows of one record."""
    return lines(tuple(guarded(row[c]) for c in COLUMNS) for row in rows(record))


def rows(record: Record) -> Iterator[dict[str, Cell]]:
    """One row for each event, column name -> value, not yet guarded."""
    article = record.article
    sentences = sentences_of(record)
    for event in record.events:
        yield {
            "article_id": record.id,
            "article_title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "url": article.url,
            "sentence_text": sentences[event.sentence],
            **_what(event),
            **_who(event),
            **_where(event, record),
            **_harm(event.casualties),
        }


def _what(event: Event) -> dict[str, Cell]:
    date = event.date
    return {
        "event_id": event.id,
        "sentence": event.sentence,
        "trigger": event.trigger.text,
        "trigger_lemma": event.trigger.lemma,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "event_type": event.event_type,
        "mode": event.mode,
        "status": event.status,
        "confidence": event.confidence,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_text": date.text if date else None,
        "rules": JOIN.join(f"{w.rule} ({w.file}:{w.line})" if w.file else w.rule for w in event.why),
    }


def _who(event: Event) -> dict[str, Cell]:
    return {
        "actor_text": _texts(event.actor),
        "actor_ids": JOIN.join(a.entity or UNKNOWN for a in event.actor),
        "recipient_text": _texts(event.recipient),
        "recipient_ids": JOIN.join(a.entity or UNKNOWN for a in event.recipient),
        "source_text": JOIN.join(s.text for s in event.sources),
        "source_ids": JOIN.join(s.entity or UNKNOWN for s in event.sources),
        "source_stances": JOIN.join(s.stance for s in event.sources),
    }


def _where(event: Event, record: Record) -> dict[str, Cell]:
    """Places; the point and what goes with it are those of the first place that has one."""
    point = next((p for p in event.location if p.lat is not None), None)
    known = None
    if point is not None:
        known = next((p for p in record.places if p.span == point.span), None)
    return {
        "location_text": _texts(event.location),
        "location_ids": JOIN.join(p.place or UNKNOWN for p in event.location),
        "location_name_en": known.name_en if known else None,
        "country": known.country if known else None,
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
        "precision": known.precision if known else None,
        "radius_km": known.radius_km if known else None,
        "destination_text": _texts(event.destination),
        "destination_ids": JOIN.join(p.place or UNKNOWN for p in event.destination),
    }


def _harm(counts: tuple[Casualty, ...]) -> dict[str, Cell]:
    """All counts in words; killed and injured also as numbers, those of the largest count of their kind."""
    out: dict[str, Cell] = {"casualties": JOIN.join(count_words(c) for c in counts)}
    for kind in ("killed", "injured"):
        largest = max((c for c in counts if c.kind == kind), key=lambda c: c.low, default=None)
        out[f"{kind}_low"] = largest.low if largest else None
        out[f"{kind}_high"] = largest.high if largest else None
    return out


def count_words(c: Casualty) -> str:
    """``killed 3``, ``killed 3 to 7``, ``displaced 20 or more``; what is counted is added unless it is people."""
    number = f"{c.low}" if c.high == c.low else f"{c.low} or more" if c.high is None else f"{c.low} to {c.high}"
    return f"{c.kind} {number}" + (f" ({c.what})" if c.what not in ("", "person") else "")


def _texts(refs: tuple[ActorRef, ...] | tuple[PlaceRef, ...]) -> str:
    return JOIN.join(r.text for r in refs)


def lines(table: Iterable[tuple[Cell, ...]]) -> bytes:
    """Rows of CSV as bytes; the cells as they are given."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode("utf-8", "replace")
