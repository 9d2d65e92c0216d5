"""Figures of speech: the attack of a football team, a wave of selling that hits shares, prices that explode.

A sentence whose words belong to sport, markets, weather, the arts, health or technology codes no force between parties without a name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar

_FIGURATIVE = frozenset({"ASSAULT", "TERRITORY", "RETREAT", "COERCE", "THREATEN", "MOBILIZE", "PROTEST", "SANCTION"})
_BODIES = frozenset({"group", "military", "government", "state"})
_OWN, _NEAR = 2, 1


class FieldReader:
    """Counts the words of fields in the sentences of one article."""

    def __init__(self, readers: dict[int, ClauseReader], lexicon: Grammar) -> None:
        self.readers, self.lexicon = readers, lexicon
        self._counts: dict[int, Counter[str]] = {}

    def figurative(self, d: Draft) -> bool:
        """The draft's words of force are a figure of speech of the field its sentence belongs to."""
        if d.event_type not in _FIGURATIVE or any(high is None or high > 0 for kind, _, high, _, _ in d.casualties if kind in ("killed", "injured")):
            return False
        if any(self._body(f) for f in (*d.actor, *d.recipient)):
            return False
        own = self.counts(d.sentence)
        near = self.counts(d.sentence - 1) + self.counts(d.sentence + 1)
        return any(n >= _OWN or (n >= _NEAR and near[field] >= _OWN) for field, n in own.items())

    @staticmethod
    def _body(filler: object) -> bool:
        """A named or described armed body, authority or state."""
        np = getattr(filler, "np", None)
        entity = getattr(filler, "entity", None)
        kind = getattr(getattr(np, "actor", None), "kind", "")
        return bool(entity) and kind in _BODIES

    def counts(self, sentence: int) -> Counter[str]:
        """Words of each field in a sentence, each lemma once."""
        known = self._counts.get(sentence)
        if known is None:
            known = Counter()
            reader = self.readers.get(sentence)
            if reader is not None:
                named = [t.reading for t, o in zip(reader.tokens, reader.opens, strict=True) if o.fields]
                for lemma in {self.lexicon.normal_lemma(r) for r in named if r.pos in ("noun", "adj")}:
                    known.update(self.lexicon.fields.get(lemma, ()))
            self._counts[sentence] = known
        return known
