"""An event as the linker sees it: resolved spots, days, counts, parties and words of its sentence."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from marsad.incidents.families import family
from marsad.incidents.geometry import Days, Spot, days_of, finest, ordinal, spot_of
from marsad.incidents.records import Key
from marsad.incidents.words import content_words, sentence_bounds
from marsad.lexicon.word_classes import builtin_classes
from marsad.orthography import normalise_word
from marsad.record import Casualty, Event, PlaceRef, Record

SHORT_DAYS = 3
"""A date of more days than this dates no single occurrence."""

_VICTIMS = "assault_kill.toml"
_CAUSE = "part of another event of the sentence"
_PERSONS = ("killed", "injured", "captured", "missing", "displaced")


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One event of one article.

    Parameters
    ----------
    spots: own places, the larger ones that contain a smaller left out.
    days: the event's own date where it is short; None otherwise.
    past: the event's own date is long, or long before publication: background of the news.
    cause: id of the event of the same sentence that this one is part of.
    another: the words after the trigger say that it is one more (هجوم آخر is not said so: آخر counts people too).
    definite: the trigger has the article: it may take up an occurrence told before.
    counts: (kind, low, high) of people.
    """

    key: Key
    number: int
    family: str
    event_type: str
    mode: str | None
    status: str
    sentence: int
    span: tuple[int, int]
    bounds: tuple[int, int]
    lemma: str
    definite: bool
    spots: tuple[Spot, ...]
    days: Days | None
    past: bool
    counts: tuple[tuple[str, int, int | None], ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    sources: tuple[str, ...]
    words: frozenset[str]
    cause: str | None
    another: bool


def read_mentions(record: Record, types: frozenset[str]) -> list[Mention]:
    """The events of a record that are of the wanted types, in the order of the text."""
    spots = _spots(record)
    triggers = {(e.trigger.start, e.trigger.end): e.id for e in record.events}
    cache: dict[tuple[int, int], frozenset[str]] = {}
    text = record.article.text
    published = ordinal(record.article.published)
    out = []
    for number, event in enumerate(record.events):
        if event.event_type not in types or not is_told(event):
            continue
        bounds = sentence_bounds(text, event.trigger.start, event.trigger.end)
        words = cache.get(bounds)
        if words is None:
            words = cache[bounds] = content_words(text[slice(*bounds)])
        days, past = _days(event, published)
        out.append(
            Mention(
                key=(record.id, event.id),
                number=number,
                family=family(event.event_type, event.mode),
                event_type=event.event_type,
                mode=event.mode,
                status=event.status,
                sentence=event.sentence,
                span=(event.trigger.start, event.trigger.end),
                bounds=bounds,
                lemma=event.trigger.lemma,
                definite=event.trigger.text.startswith(("ال", "الـ")),
                spots=_own_spots(event, spots),
                days=days,
                past=past,
                counts=counts_of(event.casualties),
                actors=frozenset(a.entity for a in event.actor if a.entity),
                recipients=frozenset(a.entity for a in event.recipient if a.entity),
                sources=tuple(s.entity or s.text for s in event.sources),
                words=words,
                cause=_cause(event, triggers),
                another=any(normalise_word(w)[0] in builtin_classes()["another"] for w in text[event.trigger.end : bounds[1]].split()[:3]),
            )
        )
    return out


def counts_of(casualties: tuple[Casualty, ...]) -> tuple[tuple[str, int, int | None], ...]:
    """The highest count of people for each kind: lower ones beside it are parts of it."""
    best: dict[str, tuple[int, int | None]] = {}
    for c in casualties:
        if c.kind in _PERSONS and (c.kind not in best or c.low > best[c.kind][0]):
            best[c.kind] = (c.low, c.high)
    return tuple((kind, *best[kind]) for kind in _PERSONS if kind in best)


def is_told(event: Event) -> bool:
    """Whether an event is told of anything: not one that the article itself says did not happen (لم يهاجم).

    A negation counts where somebody denies it; that nobody was hurt denies no attack, unless the cue is a denial.
    """
    if event.status != "negated":
        return True
    if any(s.stance == "denies" for s in event.sources):
        return True
    return bool(event.sources) and not any((w.file or "").endswith(_VICTIMS) for w in event.why)


def _spots(record: Record) -> Callable[[PlaceRef], Spot | None]:
    by_span = {(p.id, p.span): p for p in record.places}
    by_id = {p.id: p for p in reversed(record.places)}

    def find(ref: PlaceRef) -> Spot | None:
        place = by_span.get((ref.place, ref.span)) or by_id.get(ref.place)
        return spot_of(place) if place is not None and ref.place is not None else None

    return find


def _own_spots(event: Event, find: Callable[[PlaceRef], Spot | None]) -> tuple[Spot, ...]:
    refs = event.location or event.destination
    return finest(s for r in refs if (s := find(r)) is not None)


def _days(event: Event, published: int | None) -> tuple[Days | None, bool]:
    own = days_of(event.date)
    if own is None:
        return None, event.date is not None
    long = own[1] - own[0] >= SHORT_DAYS
    past = long or (published is not None and published - own[1] > 2 * SHORT_DAYS)
    return (None if long else Days(*own, firm=True)), past


def _cause(event: Event, triggers: dict[tuple[int, int], str]) -> str | None:
    for why in event.why:
        if why.rule == _CAUSE and why.words:
            return triggers.get(why.words[0])
    return None
