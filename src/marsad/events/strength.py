"""How many took part or were there: fighters, vehicles, aircraft, arms that a text counts beside an event.

A casualty is a loss; this is what stood on either side: ``هاجم 200 مقاتل البلدة``, ``تحرك رتل مؤلف من 45 آلية``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.record import Strength

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft, Filler
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.counts import Count

_COUNTED = frozenset({"person", "group", "vehicle", "aircraft", "weapon", "materiel", "vessel"})


class StrengthReader:
    """Reads the numbers of those who take part, for one sentence's drafts, after the casualties."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.composed = lexicon.classes["composed"]
        self.clauses, self.tokens = clauses, clauses.tokens
        self.counts: list[Count] = [c for c in clauses.phrases.marks.counts.items if c.kind == "count"]

    def read(self, drafts: list[Draft]) -> None:
        """Set ``strength`` of the drafts."""
        if not self.counts:
            return
        for d in drafts:
            lost = {span for *_, span in d.casualties}
            for side, fillers in (("actor", d.actor), ("recipient", d.recipient)):
                for count in self._in(fillers):
                    if count.span not in lost:
                        self._add(d, side, count)
        for count in self.counts:
            self._composed_of(count, drafts)

    def _in(self, fillers: list[Filler]) -> list[Count]:
        """Counts of the head nouns of some phrases."""
        here = self.clauses.sentence.index
        heads = {f.np.head for f in fillers if f.np is not None and f.np.sentence == here}
        return [c for c in self.counts if c.noun in heads]

    def _composed_of(self, count: Count, drafts: list[Draft]) -> None:
        """رتل مكون من 20 آلية: said of the phrase just before, or of the doer of the last event before (كانت مكونة من 45 آلية)."""
        k = count.first - 1
        if k > 0 and self.tokens[k].norm == "من" and count.noun is not None:
            k -= 1
        word = self.tokens[k]
        if k < 0 or not (word.reading.lemma in self.composed or word.norm in self.composed):
            return
        for d in drafts:
            for side, fillers in (("actor", d.actor), ("recipient", d.recipient)):
                if any(f.np is not None and f.np.sentence == d.sentence and f.np.first < k <= f.np.last + 1 for f in fillers):
                    self._add(d, side, count)
                    return
        before = [d for d in drafts if d.token < k and d.actor]
        if before:
            self._add(before[-1], "actor", count)

    def _add(self, d: Draft, side: str, count: Count) -> None:
        noun = self.tokens[count.noun].reading if count.noun is not None else None
        if noun is None or noun.kind not in _COUNTED:
            return
        what = "person" if noun.kind == "group" else noun.kind
        made = Strength(side, count.low, count.high, what, count.span)
        if made not in d.strength:
            d.strength.append(made)
