"""The records that rooms exchange and that marsad writes: the output contract.

All are frozen. A span is ``[start, end]``, code points into ``article.text``, end exclusive; ``text[start:end]`` is the words.
Fields may be added in later versions; none is renamed.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Span = tuple[int, int]
PRECISION_RANK = {"exact": 0, "building": 0, "quarter": 1, "village": 2, "town": 3, "city": 3, "district": 4, "governorate": 5, "region": 6, "country": 7}
"""How large what a precision class names is, the smallest first."""
Status = Literal["asserted", "negated", "future", "demanded", "hypothetical"]
ActorKind = Literal["group", "government", "military", "organisation", "media", "person", "state"]


class Provenance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an article came to us, where its file tells. In JSON only the fields that are known appear.

    Parameters
    ----------
    format: csv xlsx feed pdf docx telegram web warc, or "" where it came in another way.
    member: the file in an archive that it stood in (``2016/april.csv``), with ``/`` between folders.
    place: where it stood in that file: ``row 12``, ``message 431``, ``record at byte 8812``.
    time: date and time of publication as ISO 8601, as the source states them; without an offset where it states none.
    edited: date and time of the last change that the source tells of.
    forwarded_from: name of the channel or person that a message was taken over from.
    reply_to: ids of the messages that it answers, the nearest first.
    parts: ids of the messages that were joined into it, itself included; empty where it is one message.
    feed: address or name of the feed that it was listed in.
    fetched: when it was fetched, UTC.
    """

    format: str = ""
    member: str | None = None
    place: str | None = None
    time: str | None = None
    edited: str | None = None
    forwarded_from: str | None = None
    reply_to: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    feed: str | None = None
    fetched: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One document to code. ``published`` is an ISO date or a prefix of one (``2016-04``), null where not known."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    provenance: Provenance | None = None


class Trigger(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    lemma: str


class ActorRef(msgspec.Struct, frozen=True):
    """An actor, recipient or source of an event. ``entity`` is an actor id, or null where it is not resolved."""

    span: Span
    text: str
    entity: str | None = None


class SourceRef(msgspec.Struct, frozen=True):
    """Who says it. ``stance`` is what the cue signals: says, claims, denies, reports, relays, admits, confirms ..."""

    span: Span
    text: str
    entity: str | None = None
    stance: str = "says"


class PlaceRef(msgspec.Struct, frozen=True):
    """A place of an event; ``place`` is an id of the record's ``places``."""

    span: Span
    text: str
    place: str | None = None
    lat: float | None = None
    lon: float | None = None


class DateRange(msgspec.Struct, frozen=True):
    """Inclusive ISO dates, and the words they come from (null where the date is taken from a neighbour)."""

    start: str
    end: str
    span: Span | None = None
    text: str | None = None


class Casualty(msgspec.Struct, frozen=True):
    """A count. ``kind``: killed injured captured missing displaced materiel. ``high`` null: at least ``low``."""

    kind: str
    low: int
    high: int | None
    what: str = "person"
    span: Span | None = None


class Strength(msgspec.Struct, frozen=True):
    """How many took part on a side (``actor`` or ``recipient``), lost or not. ``what``: person vehicle aircraft weapon
    materiel vessel. ``high`` null: at least ``low``."""

    side: str
    low: int
    high: int | None
    what: str = "person"
    span: Span | None = None


class Why(msgspec.Struct, frozen=True):
    """One reason: the rule or lexicon entry, where it stands, and the words it rests on."""

    rule: str
    file: str | None = None
    line: int | None = None
    words: tuple[Span, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    sentence: int
    trigger: Trigger
    event_type: str
    mode: str | None = None
    status: Status = "asserted"
    actor: tuple[ActorRef, ...] = ()
    recipient: tuple[ActorRef, ...] = ()
    location: tuple[PlaceRef, ...] = ()
    destination: tuple[PlaceRef, ...] = ()
    date: DateRange | None = None
    casualties: tuple[Casualty, ...] = ()
    strength: tuple[Strength, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    confidence: float = 0.5
    why: tuple[Why, ...] = ()


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A named place in the text. ``id`` and the point are null where it is not resolved; ``radius_km`` is how far off the point may be."""

    id: str | None
    span: Span
    text: str
    name_ar: str | None = None
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    kind: str | None = None
    precision: str | None = None
    radius_km: float | None = None


class ActorMention(msgspec.Struct, frozen=True, kw_only=True):
    """An organised actor or a named person in the text; the same ``entity`` all through the article."""

    span: Span
    text: str
    entity: str | None
    kind: ActorKind
    name_ar: str | None = None
    name_en: str | None = None


class Relation(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What the text says two actors are to each other; ``span`` are the words that say it, from the one to the other.

    ``kind``: part-of leads commands backs allied-with loyal-to opposes splits-from recognises.
    """

    kind: str
    from_: str
    to: str
    span: Span
    sources: tuple[SourceRef, ...] = ()
    text: str = ""
    sentence: int = -1
    why: tuple[Why, ...] = ()


class Amount(msgspec.Struct, frozen=True):
    """A sum in units of ``currency`` (ISO 4217, null where the words do not tell). ``high`` null: at least ``low``."""

    low: float
    high: float | None
    currency: str | None


class Finance(msgspec.Struct, frozen=True, kw_only=True):
    """A flow of money or goods. ``event`` is null where the words are no coded event (دفع مليون دولار ...).

    ``shared``: the sum is the total of several entries (ثروة من الضرائب والفدية), not of this one alone.
    """

    event: str | None
    amount: Amount | None
    means: str | None
    payer: tuple[ActorRef, ...] = ()
    payee: tuple[ActorRef, ...] = ()
    span: Span | None = None
    text: str = ""
    shared: bool = False
    sentence: int = -1
    status: Status = "asserted"
    sources: tuple[SourceRef, ...] = ()
    why: tuple[Why, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One coded article."""

    id: str
    article: Article
    events: tuple[Event, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    relations: tuple[Relation, ...] = ()
    finance: tuple[Finance, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def to_json(record: Record) -> bytes:
    """One record as one line of UTF-8 JSON, without the newline."""
    return _encoder.encode(record)


def from_json(line: bytes | str) -> Record:
    """A record from its JSON line. Raises ``msgspec.ValidationError`` where the line breaks the contract."""
    return _decoder.decode(line)


def to_builtins(record: Any) -> Any:
    """Any record as plain dicts and lists, for exports and templates."""
    return msgspec.to_builtins(record)
