"""What led to a record, as plain values: for ``marsad explain --json`` and for its printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.record import to_builtins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft, Filler
    from marsad.events.triggers import Refusal
    from marsad.lexicon.entries import Location
    from marsad.lexicon.word import Analysis
    from marsad.mentions.places import FoundPlace
    from marsad.pipeline import Derivation
    from marsad.record import Event
    from marsad.text.document import Sentence
    from marsad.text.tokens import Token

_FEATURES = (
    "pos",
    "form",
    "kind",
    "voice",
    "person",
    "gender",
    "number",
    "conj",
    "prep",
    "det",
    "fut",
    "suffix",
    "guessed",
)
ROLES = ("actor", "recipient")


def describe(derivation: Derivation) -> dict[str, Any]:
    """The whole derivation of an article, sentence by sentence: words, phrases, mentions, events, refused entries."""
    document, coding = derivation.document, derivation.coding
    readers = {r.sentence.index: r for r in coding.readers}
    pairs = list(zip(coding.drafts, coding.events, strict=True))
    return {
        "article": to_builtins(derivation.record.article),
        "sentences": [
            {
                "number": s.index,
                "role": s.role,
                "text": document.text[s.start : s.end],
                "tokens": [_token(t) for t in s.tokens],
                "phrases": _phrases(s, readers.get(s.index), document.text),
                "events": [_event(d, e, document.text) for d, e in pairs if e.sentence == s.index],
                "refused": [_refusal(r, s) for r in coding.refusals if r.sentence == s.index],
                "actors": [_actor(a, document.text) for a in derivation.mentions.actors if a.sentence == s.index],
                "places": [_place(p, document.text) for p in derivation.mentions.places if p.sentence == s.index],
                "times": [_time(t, document.text) for t in derivation.mentions.marks[s.index].times.items],
            }
            for s in document.sentences
        ],
    }


def _at(at: Location | None) -> str | None:
    return f"{at.file}:{at.line}" if at is not None else None


def _token(token: Token) -> dict[str, Any]:
    """A word with its analyses, the chosen one first."""
    others = [a for a in token.word.analyses if a is not token.reading]
    return {
        "word": token.raw,
        "span": [token.start, token.end],
        "analyses": [_analysis(a) for a in (token.reading, *others)] if token.word.shape != "punct" else [],
    }


def _analysis(a: Analysis) -> dict[str, Any]:
    entry = a.entry
    carried = {
        "frames": [f.id for f in a.frames],
        "light_verbs": [v.id for v in a.lights],
        "cues": [c.id for c in a.cues],
    }
    features = {name: value for name in _FEATURES if (value := getattr(a, name))}
    return {
        "lemma": a.lemma,
        **features,
        "at": _at(entry.at if entry else None),
        **{k: v for k, v in carried.items() if v},
    }


def _phrases(sentence: Sentence, reader: ClauseReader | None, text: str) -> list[dict[str, Any]]:
    if reader is None:
        return []
    return [
        {
            "type": c.type,
            "text": text[sentence.tokens[c.first].start : sentence.tokens[c.last].end],
            "tokens": [c.first, c.last],
            **({"preposition": c.prep} if c.prep else {}),
        }
        for c in reader.phrases.chunks
    ]


def _event(draft: Draft, event: Event, text: str) -> dict[str, Any]:
    roles = [_filler(role, f, text) for role in ROLES for f in getattr(draft, role)]
    light = draft.light.entry if draft.light is not None else None
    return {
        "id": event.id,
        "trigger": to_builtins(event.trigger),
        "event_type": event.event_type,
        "mode": event.mode,
        "status": event.status,
        "confidence": event.confidence,
        "frame": draft.frame.id,
        "at": _at(draft.frame.at),
        "light_verb": {"id": light.id, "at": _at(light.at)} if light is not None else None,
        "roles": roles,
        "location": [p.text for p in event.location],
        "destination": [p.text for p in event.destination],
        "date": to_builtins(event.date),
        "casualties": to_builtins(event.casualties),
        "strength": to_builtins(event.strength),
        "sources": [{**_filler("source", f, text), "stance": stance} for f, stance in draft.sources],
        "part_of": text[slice(*draft.cause.span)] if draft.cause is not None else None,
        "why": [{"rule": w.rule, "at": f"{w.file}:{w.line}" if w.file else None, "words": [text[a:b] for a, b in w.words]} for w in event.why],
    }


def _filler(role: str, filler: Filler, text: str) -> dict[str, Any]:
    a, b = filler.span
    return {"role": role, "text": text[a:b], "span": [a, b], "entity": filler.entity, "how": filler.how}


def _refusal(refusal: Refusal, sentence: Sentence) -> dict[str, Any]:
    frame = refusal.frame
    return {
        "word": sentence.tokens[refusal.token].raw,
        "frame": frame.id,
        "event_type": frame.event,
        "mode": frame.mode,
        "at": _at(frame.at),
        "reason": refusal.reason,
    }


def _actor(hit: Any, text: str) -> dict[str, Any]:
    a, b = hit.span
    return {"text": text[a:b], "entity": hit.entity, "kind": hit.kind, "name_en": hit.name_en, "how": hit.how}


def _place(place: FoundPlace, text: str) -> dict[str, Any]:
    a, b = place.span
    known = ("id", "name_en", "country", "kind", "precision", "lat", "lon", "radius_km", "score", "reason")
    others: Iterable[tuple[str, float]] = place.candidates
    return {
        "text": text[a:b],
        **{name: getattr(place, name) for name in known},
        "candidates": [{"id": identity, "score": score} for identity, score in others],
    }


def _time(time: Any, text: str) -> dict[str, Any]:
    a, b = time.span
    return {"text": text[a:b], "start": time.start, "end": time.end, "kind": time.kind}
