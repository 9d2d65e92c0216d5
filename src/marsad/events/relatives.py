"""Relative clauses: the phrase that a verb's clause stands after and describes (الهجوم الذي شنه, مسلحون هاجموا)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.agreement import agrees_before, relative_fits

if TYPE_CHECKING:
    from marsad.mentions.noun_phrase import NounPhrase
    from marsad.mentions.phrases import Phrases


class Relatives:
    """The relative clauses of one sentence."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tokens, self.sentence = phrases, phrases.tokens, phrases.sentence

    def antecedent(self, v: int) -> NounPhrase | None:
        """The phrase that the verb's relative clause stands after: الهجوم الذي شنه, مسلحون هاجموا."""
        i = v - 1
        while i >= 0 and self.tokens[i].reading.pos in ("fut", "neg", "part") and self.tokens[i].reading.pos != "conj":
            i -= 1
        if i < 0:
            return None
        verb = self.tokens[v].reading
        if verb.conj:
            return None
        if self.tokens[i].reading.pos == "rel":
            return self.antecedent_of(i)
        if i == v - 1 and self.tokens[i].word.shape == "arabic" and self.tokens[i].reading.pos in ("noun", "adj", "name"):
            np = self._phrase_ending(i)
            if np is not None and not np.definite and not self._opens_clause(np.first) and not (np.prep and not np.people and self._awaited(v)):
                return np
        return None

    def _awaited(self, v: int) -> bool:
        """قوات الأمن التي وصلت ظهرا فرقت: a subject before a relative clause still waits for its verb."""
        for k in range(v - 1, max(0, v - 15), -1):
            t = self.tokens[k]
            if t.word.shape == "punct" or t.reading.pos in ("sub", "conj"):
                return False
            if t.reading.pos == "rel":
                np = self.antecedent_of(k)
                return np is not None and np.people and not np.prep and agrees_before(self.tokens[v].reading, np)
        return False

    def _opens_clause(self, i: int) -> bool:
        """Token ``i`` begins a clause: first word, behind أن, a conjunction of clauses, a comma or an opening quotation mark."""
        if i == 0 or any(a == i for a, _ in self.sentence.quotes):
            return True
        before = self.tokens[i - 1]
        return before.word.shape == "punct" or before.reading.pos in ("sub", "conj") or bool(self.tokens[i].reading.conj)

    def antecedent_of(self, rel: int) -> NounPhrase | None:
        """The outermost phrase that ends before a relative pronoun and agrees with it (لتفريق المتظاهرين الذين)."""
        whole = self._phrase_ending(rel - 1)
        word = self.tokens[rel].norm.lstrip("وفبلك")
        end = rel - 1
        while end > 0 and self.tokens[end].word.shape == "punct":
            end -= 1
        if whole is None or word in ("ما", "من", "مما"):
            return whole
        outer: NounPhrase | None = None
        for k in range(whole.first, end + 1):
            np = self.phrases.noun_phrase(k)
            if np is not None and np.last >= end and relative_fits(word, np):
                if np.people or np.kind not in ("idea", "document", "quantity"):
                    return np
                outer = outer or np  # مهمة للولايات المتحدة التي تشن: who acts comes before what does not
        return outer or whole

    def _phrase_ending(self, i: int) -> NounPhrase | None:
        """The longest phrase of the sentence that ends at token ``i`` (commas and brackets before it skipped)."""
        while i >= 0 and self.tokens[i].word.shape == "punct":
            i -= 1
        if i < 0:
            return None
        for chunk in reversed(self.phrases.chunks_to(i)):
            if chunk.first <= i:
                return chunk.np
        return None

    def inside(self, v: int) -> bool:
        """The verb at token ``v`` stands in a relative clause, by the pronoun before it or its own."""
        i = v - 1
        while i >= 0 and self.tokens[i].reading.pos in ("fut", "neg"):
            i -= 1
        return i >= 0 and (self.tokens[i].reading.pos == "rel" or bool(self.tokens[v].reading.suffix))
