"""The incident: what many articles say of one occurrence. The contract of ``marsad incidents``; JSON in and out.

Fields may be added in later versions; none is renamed. docs/reference/incidents.md explains each of them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from marsad.record import Casualty, DateRange

Grade = Literal["confirmed", "fair", "weak", "contested", "denied"]
About = Literal["actor", "killed", "injured", "place", "date", "occurrence", "responsibility"]
Key = tuple[str, str]
"""(article id, event id): how an event is named outside its article."""


class IncidentPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where it happened; ``radius_km`` is how far off the point may be."""

    id: str | None = None
    name_ar: str | None = None
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: str | None = None
    radius_km: float | None = None


class Range(msgspec.Struct, frozen=True):
    """From the lowest to the highest figure that any account gives; ``high`` null: at least ``low``."""

    low: int
    high: int | None


class Reprint(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the same words as the one that an account stands on; it adds no voice."""

    article: str
    publisher: str | None = None
    published: str | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one independent speaker says of the incident.

    Parameters
    ----------
    article, event: the event that stands for the account; its sentence is ``quote``, word for word.
    events: all events of this speaker that belong to the incident, the one above included.
    voice: who speaks, as an actor id or a name; accounts of one incident differ in it.
    chain: from whoever printed it down to whoever said it: paper, agency, speaker.
    side: actor ids that the speaker belongs to, itself included, as far as known.
    place, date: where and when, by this account.
    """

    article: str
    event: str
    published: str | None = None
    publisher: str | None = None
    sources: tuple[str, ...] = ()
    stance: str = "reports"
    status: str = "asserted"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    quote: str = ""
    voice: str = ""
    chain: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    place: IncidentPlace | None = None
    date: DateRange | None = None
    events: tuple[Key, ...] = ()
    reprints: tuple[Reprint, ...] = ()


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts that cannot all be right: indices into the incident's accounts, and in ``values`` what each says."""

    about: About
    accounts: tuple[int, ...]
    values: tuple[str, ...]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One occurrence. ``why`` says what joined its parts, ``grade_why`` what the grade rests on."""

    id: str
    event_type: str
    mode: str | None = None
    date: DateRange | None = None
    date_from: str = "none"  # text: the articles date it; report: only the days it was reported; none
    place: IncidentPlace | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    casualties: dict[str, Range] = {}
    grade: Grade = "weak"
    grade_why: str = ""
    voices: int = 0
    articles: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    why: tuple[str, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Incident] = msgspec.json.Decoder(Incident)


def to_json(incident: Incident) -> bytes:
    """One incident as one line of UTF-8 JSON, without the newline."""
    return _encoder.encode(incident)


def from_json(line: bytes | str) -> Incident:
    """An incident from its JSON line. Raises ``msgspec.ValidationError`` where the line breaks the contract."""
    return _decoder.decode(line)


def members(incident: Incident) -> tuple[Key, ...]:
    """All events that the incident gathers."""
    return tuple(sorted({k for a in incident.accounts for k in a.events}))
