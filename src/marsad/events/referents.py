"""What a pronoun or a dropped subject stands for: a phrase before it in its sentence, or in the sentences before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.agreement import agrees_before, pronoun_fits, pronoun_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.lexicon.word import Analysis
    from marsad.mentions.noun_phrase import Chunk, NounPhrase
    from marsad.mentions.phrases import Phrases

_NEAR = 4
"""How many sentences back a pronoun may reach."""


class Referents:
    """What one sentence offers to pronouns, and what its own stand for.

    Parameters
    ----------
    earlier: those of the sentences before, nearest last.
    """

    def __init__(self, phrases: Phrases, earlier: list[Referents]) -> None:
        self.phrases, self.earlier = phrases, earlier
        self.tokens, self.sentence = phrases.tokens, phrases.sentence
        self._candidates: list[NounPhrase] | None = None

    def last_actor(self, before: int, verb: Analysis | None = None) -> NounPhrase | None:
        """The nearest earlier phrase that can act and agrees, in this sentence, then in the earlier ones of the paragraph."""
        for other in [self, *reversed(self.earlier)]:
            if other.sentence.paragraph != self.sentence.paragraph:
                break
            candidates = other.candidates(before if other is self else None)
            # in an earlier sentence its subject comes first to mind
            for np in candidates if other is not self else reversed(candidates):
                if (np.people or np.kind == "aircraft") and (verb is None or agrees_before(verb, np)):
                    return np
        return None

    def candidates(self, before: int | None = None) -> list[NounPhrase]:
        """Phrases that a pronoun may stand for, in order: the chunks' phrases and the actors inside them."""
        if before is None:
            if self._candidates is None:
                self._candidates = self._among(self.phrases.chunks)
            return self._candidates
        return [np for np in self._among(c for c in self.phrases.chunks_to(before - 1) if c.first < before) if np.last < before]

    def _among(self, chunks: Iterable[Chunk]) -> list[NounPhrase]:
        out: list[NounPhrase] = []
        for chunk in chunks:
            if chunk.np is None or chunk.np.kind == "time" or self.tokens[chunk.np.head].reading.pos in ("dem", "pron", "adj"):
                continue
            out.append(chunk.np)
            for i in range(chunk.np.first + 1, chunk.np.last + 1):
                if i in self.phrases.marks.actors.starts:
                    inner = self.phrases.noun_phrase(i)
                    if inner is not None:
                        out.append(inner)
        return out

    def doers(self, at: int, suffix: str) -> list[NounPhrase]:
        """Who acts behind a pronoun suffix at token ``at``: two that are joined where it is a dual (واشنطن وأنقرة ... عزمهما)."""
        if suffix == "هما":
            for chunk in reversed(self.phrases.chunks):
                if chunk.last < at and chunk.np is not None:
                    pair = self.phrases.coordinated(chunk.np)
                    if len(pair) == 2 and pair[0].people and pair[1].people and pair[1].last < at:
                        return pair
        np = self.of(at, suffix, acting=True)
        return [np] if np is not None else []

    def of(self, at: int, suffix: str, but: NounPhrase | None = None, acting: bool = False) -> NounPhrase | None:
        """What a pronoun suffix at token ``at`` stands for: the nearest earlier phrase of its gender and number.

        Parameters
        ----------
        but: a phrase that it cannot be (the subject of the same verb).
        acting: it must be able to act (the pronoun is the doer: عملياته).
        """
        if suffix in ("ي", "ني", "نا", "ك", "كم"):
            return None
        gender, plural = pronoun_form(suffix)
        weak: NounPhrase | None = None
        for other in [self, *reversed(self.earlier[-_NEAR:])]:
            for np in reversed(other.candidates(at if other is self else None)):
                if np is but or not pronoun_fits(np, gender, plural):
                    continue
                if acting and not (np.people or np.kind == "aircraft"):
                    continue
                if np.people or np.kind in ("building", "vehicle", "aircraft", "weapon"):
                    return np
                if weak is None:
                    weak = np
            if weak is not None:
                return weak
            if other is not self and other.sentence.paragraph != self.sentence.paragraph:
                break
        # بعد انسحابه من المدينة قال التنظيم: the noun may come after its pronoun
        return next((n for n in self.candidates() if n.first > at and n.people and pronoun_fits(n, gender, plural)), None)
