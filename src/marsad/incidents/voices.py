"""Who speaks: the chain from whoever printed it to whoever said it, and when two speakers are one voice."""

from __future__ import annotations

import msgspec

from marsad.incidents.knowledge import Knowledge
from marsad.incidents.reprints import agency_of
from marsad.orthography import normalise
from marsad.record import Event, Record, SourceRef


class Voice(msgspec.Struct, frozen=True):
    """A speaker.

    Parameters
    ----------
    key: equal for the same speaker in different articles.
    chain: printer, agency, speaker, as far as they are known and differ.
    side: actors that the speaker belongs to.
    """

    key: str
    chain: tuple[str, ...]
    side: frozenset[str]


def voice_of(record: Record, event: Event, first: Record, knowledge: Knowledge) -> Voice:
    """The voice behind an event: the innermost named speaker; an unnamed one counts for the house that quotes it.

    ``first`` is the earliest print of the article's text.
    """
    house, chain = _house(record, first, knowledge)
    spoken = [s for s in event.sources if not (s.entity and knowledge.is_media(s.entity))]
    media = [s for s in event.sources if s.entity and knowledge.is_media(s.entity)]
    if media:
        house = media[-1].entity or house
        chain = (*chain, *(knowledge.name(s.entity or "") for s in media))
    chain = (*chain, *(s.text for s in spoken))
    chain = tuple(dict.fromkeys(c for c in chain if c))
    if not spoken:
        return Voice(house, chain, frozenset())
    named = _name(spoken[-1])
    side = _side(record, spoken[-1], knowledge)
    return Voice(named or f"{normalise(spoken[-1].text)}@{house}", chain, side)


def _house(record: Record, first: Record, knowledge: Knowledge) -> tuple[str, tuple[str, ...]]:
    """Who answers for what nobody is quoted for: the agency of the dateline, else the publisher of the first print."""
    printer = record.article.publisher or ""
    agency = agency_of(first) or agency_of(record)
    if agency is not None and agency.entity:
        return agency.entity, (printer, agency.name_en or agency.text)
    publisher = first.article.publisher
    key = normalise(publisher) if publisher else f"article {first.id}"
    return key, (printer,) if publisher in (None, printer) else (printer, publisher)


def _name(source: SourceRef) -> str | None:
    """The speaker's id; None for one without a name (المصدر, شهود)."""
    if source.entity and not source.entity.startswith("actor:"):
        return source.entity
    return None


def _side(record: Record, source: SourceRef, knowledge: Knowledge) -> frozenset[str]:
    """The side of a speaker: its own, and that of the body named in its title (المتحدث باسم الجيش)."""
    start, end = source.span
    entities = [source.entity, *(m.entity for m in record.actors if start <= m.span[0] and m.span[1] <= end)]
    parties = [e for e in entities if e and not e.startswith("actor:") and not knowledge.is_media(e)]
    return frozenset().union(*(knowledge.side(e) for e in parties))
