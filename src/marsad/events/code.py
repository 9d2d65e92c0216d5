"""From a read document with its mentions to coded events: the order of the steps, and the record that comes out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.events.arguments import ArgumentReader
from marsad.events.attribution import Attributor
from marsad.events.casualties import CasualtyReader
from marsad.events.clauses import ClauseReader
from marsad.events.control import control
from marsad.events.cues import Speech
from marsad.events.dating import DateReader
from marsad.events.draft import Draft, Filler
from marsad.events.fields import FieldReader
from marsad.events.linking import link_drafts
from marsad.events.modes import ModeReader
from marsad.events.setting import SettingReader
from marsad.events.status import StatusReader
from marsad.events.strength import StrengthReader
from marsad.events.support import supported
from marsad.events.triggers import Refusal, TriggerFinder
from marsad.mentions.phrases import Phrases
from marsad.record import ActorRef, Casualty, Event, PlaceRef, SourceRef, Trigger, Why

if TYPE_CHECKING:
    from marsad.events.confidence import ConfidenceTable, Weight
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.marks import Marks
    from marsad.mentions.places import FoundPlace
    from marsad.record import DateRange
    from marsad.text.document import Document


_DOUBTS = 3
"""How many of the marks against an event its ``why`` tells, the heaviest."""
_REPEAT_REACH = 3
"""How many sentences after a dated occurrence a definite noun still repeats it."""


@dataclass(slots=True)
class Coding:
    """Coded events with what ``explain`` wants to show."""

    events: list[Event]
    drafts: list[Draft]
    refusals: list[Refusal] = field(default_factory=list)
    readers: list[ClauseReader] = field(default_factory=list)


def code_events(document: Document, marks: list[Marks], lexicon: Grammar, confidence: ConfidenceTable, explain: bool = False) -> Coding:
    """Code the events of a document.

    Parameters
    ----------
    document: sentences with their readings chosen.
    marks: the mentions of each sentence, in the same order.
    confidence: the weights of what makes an event more or less sure.
    explain: keep refused frames.
    """
    refusals: list[Refusal] | None = [] if explain else None
    readers: list[ClauseReader] = []
    drafts: list[Draft] = []
    speech = Speech()
    carried: DateRange | None = None
    for sentence, layer in zip(document.sentences, marks, strict=True):
        if sentence.role == "furniture":
            continue
        reader = ClauseReader(Phrases(sentence, layer, lexicon.prepositions), document, readers[-8:], lexicon)
        same = bool(readers) and readers[-1].sentence.paragraph == sentence.paragraph
        found = _code_sentence(reader, lexicon, speech, refusals, carried, same)
        carried = found[1]
        drafts += found[0]
        readers.append(reader)
    _repeat_dates(drafts, {r.sentence.index for r in readers if any(t.start for t in r.phrases.marks.times.items)}, lexicon)
    by_sentence = {r.sentence.index: r for r in readers}
    fields = FieldReader(by_sentence, lexicon)
    drafts = [d for d in drafts if not fields.figurative(d)]
    drafts = supported(drafts, by_sentence, lexicon, document.article)
    drafts.sort(key=lambda d: d.span)
    crowd = Counter(d.sentence for d in drafts)
    events = [_event(n, d, document, confidence.judge(d, crowd[d.sentence])) for n, d in enumerate(drafts, 1)]
    return Coding(events, drafts, refusals or [], readers)


def _code_sentence(
    reader: ClauseReader, lexicon: Grammar, speech: Speech, refusals: list[Refusal] | None, carried: DateRange | None, same: bool
) -> tuple[list[Draft], DateRange | None]:
    arguments = ArgumentReader(reader, lexicon)
    drafts = TriggerFinder(reader, arguments, lexicon, refusals).find()
    control(drafts, reader, arguments)
    attributor = Attributor(reader, lexicon, speech)
    attributor.attribute(drafts)
    if not drafts:
        return drafts, None
    StatusReader(reader, lexicon).decide(drafts)
    attributor.demands(drafts)
    scopes = [s for s in attributor.found if not s.outer and s.start <= s.end]
    SettingReader(reader, lexicon, scopes).places(drafts)
    carried = DateReader(reader, lexicon, scopes).dates(drafts, carried, same)
    ModeReader(reader, lexicon).decide(drafts)
    link_drafts(drafts, reader, lexicon.classes["causal"])
    CasualtyReader(reader, lexicon).read(drafts)
    StrengthReader(reader, lexicon).read(drafts)
    for d in drafts:
        _claim(d)
        if d.verbal and d.reading.person == 1 and not d.actor and d.sources:
            # قال القائد «سيطرنا على»: who speaks of "we" is the doer
            f = d.sources[-1][0]
            d.actor = [Filler(f.span, f.entity, f.np, "first person of the speaker")]
    return drafts, carried


def _repeat_dates(drafts: list[Draft], timed: set[int], lexicon: Grammar) -> None:
    """A definite repeat (الهجوم) in the sentences right after a dated one, without a time of their own (``timed``), has its date; so has what
    it brought about. A word for any act (الهجوم, القصف) repeats the last dated act of its type, whatever its word."""
    dated: dict[str, Draft] = {}
    for d in drafts:
        key = lexicon.normal_lemma(d.reading)
        known = dated.get(key)
        if known is None and key in lexicon.classes["any-act"] and d.reading.number != "p":
            known = dated.get(d.event_type)
        if d.sentence not in timed and d.date is None and d.reading.det and d.status == "asserted":
            if known is not None and 0 < d.sentence - known.sentence <= _REPEAT_REACH:
                d.date = known.date
                d.inherited.add("date")
        elif d.date is not None and d.date.start == d.date.end:
            dated[key] = dated[d.event_type] = d
    for d in drafts:
        taken = d.cause is not None and d.cause.date is not None and "date" in d.cause.inherited
        if taken and d.cause is not None and d.date is None and d.status == "asserted" and not d.reading.suffix and d.sentence not in timed:
            d.date = d.cause.date
            d.inherited.add("date")


def _claim(d: Draft) -> None:
    """Who claims responsibility is the doer."""
    for f, stance in d.sources:
        if stance == "claims-responsibility" and not d.actor and d.event_type == "ASSAULT":
            d.actor = [Filler(f.span, f.entity, f.np, "claims responsibility")]


def _event(n: int, d: Draft, document: Document, judged: tuple[float, list[tuple[str, Weight]]]) -> Event:
    text = document.text
    a, b = d.span

    def actors(fillers: list[Filler]) -> tuple[ActorRef, ...]:
        return tuple(ActorRef(f.span, text[f.span[0] : f.span[1]], f.entity) for f in fillers)

    def places(found: list[FoundPlace], spans: list[tuple[int, int]]) -> tuple[PlaceRef, ...]:
        out = [PlaceRef((p.span[0], p.span[1]), text[p.span[0] : p.span[1]], p.id, p.lat, p.lon) for p in found]
        return tuple(out or [PlaceRef(s, text[s[0] : s[1]]) for s in spans])

    return Event(
        id=f"e{n}",
        sentence=d.sentence,
        trigger=Trigger(a, b, text[a:b], d.reading.lemma),
        event_type=d.event_type,
        mode=d.mode,
        status=d.status,  # type: ignore[arg-type]
        actor=actors(d.actor),
        recipient=actors(d.recipient),
        location=places(d.location, d.location_spans),
        destination=places(d.destination, []),
        date=d.date,
        casualties=tuple(Casualty(k, low, high, what, span) for k, low, high, what, span in d.casualties),
        strength=tuple(d.strength),
        sources=tuple(SourceRef(f.span, text[f.span[0] : f.span[1]], f.entity, stance) for f, stance in d.sources),
        confidence=judged[0],
        why=(
            *(Why(rule, file, line, words) for rule, file, line, words in d.why),
            *(Why(f"less-sure.{mark}", w.file, w.line) for mark, w in judged[1][:_DOUBTS]),
        ),
    )
