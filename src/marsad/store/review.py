"""Decisions applied over a coded article: the reviewed view of its events.

Decisions are tied to the words that they are about, so they survive that marsad codes the article anew. Where what it
codes now is not what the decision was about, what people decided stands, and the difference is told as a `Misfit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from marsad.incidents.words import sentence_bounds
from marsad.record import Event, PlaceMention, PlaceRef, Record
from marsad.store.decisions import FIELDS, Decision, Misfit

_COMPARED = ("event_type", "mode", "status", "actor", "recipient", "location", "destination", "date", "casualties", "sources")
_PLACES = ("location", "destination")


class Reviewed(msgspec.Struct, frozen=True):
    """An article after review.

    Parameters
    ----------
    record: its record without the rejected events: what incidents are made of.
    rejected: the events that people rejected.
    marks: event id -> accepted, changed, added or rejected, for those that people looked at.
    misfits: decisions that no longer fit.
    """

    record: Record
    rejected: tuple[Event, ...] = ()
    marks: dict[str, str] = {}
    misfits: tuple[Misfit, ...] = ()

    @property
    def everything(self) -> Record:
        """The record with the rejected events."""
        events = sorted((*self.record.events, *self.rejected), key=_place_in_text) if self.rejected else self.record.events
        return msgspec.structs.replace(self.record, events=tuple(events))


class _Slot:
    """An event in the making."""

    def __init__(self, event: Event, mark: str = "") -> None:
        self.coded, self.event, self.mark = event, event, mark


def review(record: Record, decisions: Sequence[Decision]) -> Reviewed:
    """Apply decisions to a coded article, in the order in which they were made.

    ``decisions`` are those on words of this article that nobody undid; others (comments, splits) are passed over.
    """
    if not decisions:
        return Reviewed(record)
    slots = [_Slot(e) for e in record.events]
    places: dict[tuple[str | None, tuple[int, int]], PlaceMention] = {}
    misfits: list[Misfit] = []
    for decision in decisions:
        problem = _apply(decision, slots, places)
        if problem:
            misfits.append(Misfit(decision, problem))
    known = {(p.id, p.span) for p in record.places}
    more = tuple(p for key, p in places.items() if key not in known)
    kept = [s for s in slots if s.mark != "rejected"]
    shown = sorted((s.event for s in kept), key=_place_in_text) if any(s.mark in ("added", "accepted", "changed") for s in slots) else [s.event for s in kept]
    return Reviewed(
        record=msgspec.structs.replace(record, events=tuple(shown), places=(*record.places, *more)),
        rejected=tuple(s.event for s in slots if s.mark == "rejected"),
        marks={s.event.id: s.mark for s in slots if s.mark},
        misfits=tuple(misfits),
    )


def _place_in_text(event: Event) -> tuple[int, int, str]:
    return event.trigger.start, event.trigger.end, event.id


def _apply(d: Decision, slots: list[_Slot], places: dict[tuple[str | None, tuple[int, int]], PlaceMention]) -> str:
    """Apply one decision; what no longer fits about it, or ""."""
    if d.target is None or d.kind not in ("accept", "reject", "change", "add"):
        return ""
    slot = next((s for s in slots if d.target.fits(s.coded)), None)
    if d.kind == "add":
        assert d.event is not None
        if slot is None:
            slots.append(_Slot(_named(d.event, d), "added"))
            return ""
        slot.event = msgspec.structs.replace(d.event, id=slot.coded.id, sentence=slot.coded.sentence)
        slot.mark = "added"
        found = _difference(d.event, slot.coded)
        return f"marsad finds an event there itself by now, and reads it otherwise ({found}); yours stands" if found else ""
    if d.kind == "reject":
        return _reject(d, slot)
    gone = ""
    if slot is None:  # what people looked at and kept stays in the record
        assert d.event is not None
        slot = _Slot(_named(d.event, d))
        slots.append(slot)
        gone = "marsad no longer finds an event there; it is kept as you left it"
    differs = _accept(d, slot) if d.kind == "accept" else _change(d, slot, places)
    return gone or differs


def _reject(d: Decision, slot: _Slot | None) -> str:
    if slot is None:
        return "marsad no longer finds an event there: there is nothing left to reject"
    was = d.event
    if was is not None and slot.mark == "" and (was.event_type, was.status) != (slot.event.event_type, slot.event.status):
        return f"you rejected {_said(was)}, marsad now reads {_said(slot.event)}; look at it again"
    slot.mark = "rejected"
    return ""


def _accept(d: Decision, slot: _Slot) -> str:
    assert d.event is not None
    found = _difference(d.event, slot.event)
    if found:
        slot.event = msgspec.structs.replace(d.event, id=slot.coded.id, sentence=slot.coded.sentence)
    slot.mark = "accepted" if slot.mark in ("", "rejected") else slot.mark
    return f"marsad now reads it otherwise ({found}); it stands as you accepted it" if found else ""


def _change(d: Decision, slot: _Slot, places: dict[tuple[str | None, tuple[int, int]], PlaceMention]) -> str:
    assert d.field is not None
    now = plain(slot.event, d.field)
    value = msgspec.convert(d.after, FIELDS[d.field])
    if d.field in _PLACES:
        for p in value:
            places[p.id, p.span] = p
        value = tuple(PlaceRef(p.span, p.text, p.id, p.lat, p.lon) for p in value)
    slot.event = msgspec.structs.replace(slot.event, **{d.field: value})
    slot.mark = "changed" if slot.mark != "added" else slot.mark
    if now not in (_bare(d.before), _bare(d.after)):
        return f"you changed {d.field} from {_short(d.before)} to {_short(d.after)}, marsad now reads {_short(now)}; yours stands"
    return ""


def _named(event: Event, d: Decision) -> Event:
    """An event that the coder does not have: its id is made from the decision."""
    return msgspec.structs.replace(event, id=f"h{d.number}")


# -- comparing and naming values ----------------------------------------


def _bare(value: Any) -> Any:
    """A value for comparing: of references only the words and what they stand for."""
    if isinstance(value, (list, tuple)):
        return [_bare(v) for v in value]
    if isinstance(value, dict):
        if "precision" in value or "place" in value:  # a place mention, or a reference to one
            return {"text": value.get("text"), "place": value.get("place", value.get("id"))}
        return {k: _bare(v) for k, v in value.items() if k not in ("span", "why", "confidence") and not (k == "text" and "start" in value)}
    return value


def plain(event: Event, field: str) -> Any:
    """A field of an event for comparing."""
    return _bare(msgspec.to_builtins(getattr(event, field)))


def _difference(a: Event, b: Event) -> str:
    """In which fields two events differ, in words; "" where in none."""
    differ = [f for f in _COMPARED if plain(a, f) != plain(b, f)]
    return ", ".join(f"{f}: {_short(plain(b, f))} for {_short(plain(a, f))}" for f in differ)


def _said(event: Event) -> str:
    return f"{event.event_type}{'/' + event.mode if event.mode else ''}, {event.status}"


def _short(value: Any) -> str:
    """A value in a few words."""
    if value in (None, [], ()):
        return "nothing"
    if isinstance(value, (list, tuple)):
        return ", ".join(_short(v) for v in value)
    if isinstance(value, dict):
        if "low" in value:
            return f"{value['low']}{'' if value.get('high') == value['low'] else '+'} {value.get('kind', '')}".strip()
        if "start" in value:
            return f"{value['start']}..{value['end']}"
        return str(value.get("entity") or value.get("place") or value.get("id") or value.get("text"))
    return str(value)


def sentence_number(record: Record, start: int, end: int) -> int:
    """The number of the sentence that words stand in, by the events around them."""
    bounds = sentence_bounds(record.article.text, start, end)
    before = 0
    for event in record.events:
        if sentence_bounds(record.article.text, event.trigger.start, event.trigger.end) == bounds:
            return event.sentence
        if event.trigger.start < start:
            before = max(before, event.sentence)
    return before


def fitting(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that nobody undid, without the undoing."""
    return [d for d in decisions if d.undone is None and d.kind != "undo"]
