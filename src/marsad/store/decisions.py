"""What people decide about coded events and incidents: the records of the review log."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from marsad.record import ActorRef, Casualty, DateRange, Event, PlaceMention, PlaceRef, SourceRef, Status

Kind = Literal["accept", "reject", "change", "add", "split", "merge", "comment", "undo"]
KINDS: tuple[Kind, ...] = ("accept", "reject", "change", "add", "split", "merge", "comment", "undo")
_Site = PlaceRef | PlaceMention
FIELDS: dict[str, Any] = {
    "event_type": str,
    "mode": str | None,
    "status": Status,
    "actor": tuple[ActorRef, ...],
    "recipient": tuple[ActorRef, ...],
    "location": tuple[PlaceMention, ...],
    "destination": tuple[PlaceMention, ...],
    "date": DateRange | None,
    "casualties": tuple[Casualty, ...],
    "sources": tuple[SourceRef, ...],
}
"""Fields of an event that people can change -> what a decision holds. Places are held whole, so that a place that the
article names nowhere else can be given."""


class Words(msgspec.Struct, frozen=True, array_like=True):
    """The words of an event, which decisions are tied to: the hash of the article's text, the article's id at the time,
    and the trigger. ``event_type`` is for people only: a newer coder may give another."""

    hash: str
    article: str
    start: int
    end: int
    words: str
    event_type: str

    def fits(self, event: Event) -> bool:
        """Whether an event of the article stands on these words."""
        return (event.trigger.start, event.trigger.end, event.trigger.text) == (self.start, self.end, self.words)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the review log.

    Parameters
    ----------
    number: from 1, in the order in which they were made.
    at: time, UTC.
    who: whoever decided.
    kind: accept, reject, change, add: of an event; split, merge: of incidents; comment; undo.
    target: the words that it is about; None for split, merge and undo.
    event: the event as it stood; of ``add`` the event that is added.
    field, before, after: of change; values as in the event's JSON, places as in the record's ``places``.
    parts: of split the parts that are kept apart; of merge the incidents that are one; each as its events.
    undoes: number of the decision that no longer holds.
    reason: in the words of who decided; of ``comment`` the comment.
    undone: number of the decision that undid this one, where one did.
    """

    number: int
    at: str
    who: str
    kind: Kind
    target: Words | None = None
    event: Event | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    parts: tuple[tuple[Words, ...], ...] = ()
    undoes: int | None = None
    reason: str | None = None
    undone: int | None = None


class Misfit(msgspec.Struct, frozen=True):
    """A decision that no longer fits what marsad codes now, and why, in words. It is kept all the same."""

    decision: Decision
    why: str

    def __str__(self) -> str:
        d = self.decision
        about = f"«{d.target.words}» in {d.target.article}" if d.target is not None else f"{sum(map(len, d.parts))} events"
        return f"decision {d.number} ({d.kind} by {d.who}) on {about}: {self.why}"
