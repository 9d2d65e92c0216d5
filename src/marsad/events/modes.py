"""Mode, where the frame leaves it open: the means that the words around a trigger name (طائرة -> aerial, عبوة -> explosives)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar

_BACK, _AHEAD = 3, 6


class ModeReader:
    """Decides modes in one sentence."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.clauses, self.lexicon, self.tokens = clauses, lexicon, clauses.tokens

    def decide(self, drafts: list[Draft]) -> None:
        """Set modes from the means in the trigger's own phrase, its actor, and its prepositional phrases."""
        for d in drafts:
            words = self.lexicon.modes.get(d.event_type)
            if d.mode is not None or not words:
                continue
            scores: dict[str, tuple[float, tuple[int, int]]] = {}
            for i, weight in self._around(d):
                for key in self._keys(i):
                    hit = words.get(key)
                    if hit is not None:
                        mode, value = hit
                        total = scores.get(mode, (0.0, self.tokens[i].stem_span()))
                        scores[mode] = (total[0] + value * weight, total[1])
                        break
            if scores:
                mode = max(scores, key=lambda m: scores[m][0])
                d.mode = mode
                d.explain(f"mode {mode} by its means", scores[mode][1])

    def _keys(self, i: int) -> tuple[str, ...]:
        t = self.tokens[i]
        r = t.reading
        stem = t.norm[r.start : r.end]
        return stem.removeprefix("ال"), stem, self.lexicon.normal_lemma(r)

    def _around(self, d: Draft) -> list[tuple[int, float]]:
        """Token indices that may name the means, with how much they count."""
        out: dict[int, float] = {}
        end = min(d.right_end, d.token + _AHEAD)
        for i in range(d.token + 1, min(len(self.tokens), end + 1)):
            if self.tokens[i].word.shape == "punct" or self.tokens[i].reading.pos in ("verb", "sub", "rel"):
                break
            out[i] = 1.0
        for f in d.actor:
            if f.np is not None and f.np.sentence == d.sentence:
                for i in range(f.np.first, f.np.last + 1):
                    out.setdefault(i, 0.8)
        if not d.verbal and d.token:
            before = self.tokens[d.token - 1]
            if before.reading.pos in ("noun", "adj") and not d.reading.det and not before.reading.det:
                out.setdefault(d.token - 1, 0.6)
        return list(out.items())
