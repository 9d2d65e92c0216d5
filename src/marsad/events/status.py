"""Status: asserted, negated, future, demanded, hypothetical.

Decided by the nearest word that says so: a particle before the verb, a word that governs the noun (عدم, محاولة, خطة), an event whose
complement this one is (طالب بانسحاب), a condition over the clause, a speaker who denies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar

_NEAR = 4


class StatusReader:
    """Sets the status of the drafts of one sentence."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.clauses, self.lexicon = clauses, lexicon
        self.tokens = clauses.tokens
        self.verb_words = lexicon.status_words("verb")
        self.complement_words = lexicon.status_words("complement")
        self.clause_words = lexicon.status_words("clause")

    def decide(self, drafts: list[Draft]) -> None:
        """Set the status of each draft; sources must be set already (a denial negates what it covers)."""
        for d in drafts:
            status, why = self._of(d, drafts)
            if status is None and any(stance == "denies" for _, stance in d.sources):
                status, why = "negated", "the speaker denies it"
            if status is not None and status != "asserted":
                d.status = status
                d.explain(f"status {status}: {why}")

    def _of(self, d: Draft, drafts: list[Draft]) -> tuple[str | None, str]:
        if d.verbal:
            found = self._verb_status(d.token)
            if found[0] is not None:
                return found
        else:
            found = self._governed(d.token)
            if found[0] is not None:
                return found
            if d.light is not None:
                if d.light.entry.status:
                    return d.light.entry.status, f"light verb {d.light.entry.id}"
                found = self._verb_status(d.light.verb)
                if found[0] is not None:
                    return found
        governor = self._governor(d, drafts)
        if governor is not None:
            return governor.frame.content, f"complement of {governor.frame.id}"
        if d.frame.status:
            return d.frame.status, f"the sense of {d.frame.id}"
        return self._conditional(d)

    def _verb_status(self, v: int) -> tuple[str | None, str]:
        tokens = self.tokens
        r = tokens[v].reading
        if r.fut:
            return "future", "س before the verb"
        if r.prep == "ل" and r.form == "present":
            return "future", "purpose (ل before the verb)"
        for k in range(v - 1, max(-1, v - 3), -1):
            t = tokens[k]
            if t.word.shape == "punct":
                break
            stem = t.norm[t.reading.start :] if t.reading.conj or t.reading.prep else t.norm
            if stem == "قد" and r.form == "present":
                return "hypothetical", "قد before a present verb"
            status = self.verb_words.get(stem) if t.reading.pos in ("neg", "fut", "part", "rel", "interrog", "adv", "conj", "sub") else None
            if status is not None and not (stem == "ما" and t.reading.pos == "rel"):
                return status, f"{t.raw} before the verb"
            if t.reading.pos in ("verb", "noun", "sub", "adj"):
                break
        # أن + verb: what governs the clause decides
        k = v - 1
        if k >= 0 and tokens[k].norm in ("ان", "الا", "بان", "لان", "كي", "لكي") and tokens[k].reading.pos != "noun":
            return self._governed(k)
        if k >= 0 and tokens[k].reading.pos == "verb" and tokens[k].reading.kind in ("aux", "") and k >= 1:
            status = self.complement_words.get(self._lemma(k))
            if status is not None:
                return status, f"{tokens[k].raw} before the verb"
        return None, ""

    def _lemma(self, i: int) -> str:
        return self.lexicon.normal_lemma(self.tokens[i].reading)

    def _governed(self, i: int) -> tuple[str | None, str]:
        """Words that govern the noun (or the أن) at ``i`` from the left, through an idafa, a preposition or a verb."""
        tokens = self.tokens
        r = tokens[i].reading
        if r.prep == "ل" and r.form == "masdar" and self._purpose(i):
            own: tuple[str | None, str] = ("future", "purpose (ل before the masdar)")
        else:
            own = (None, "")
        for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
            t = tokens[k]
            if t.word.shape == "punct":
                break
            a = t.reading
            stem = t.norm[a.start : a.end]
            for key in (stem, stem.removeprefix("ال"), self._lemma(k)):
                status = self.complement_words.get(key)
                if status is None and k + 1 < i and tokens[k + 1].reading.pos == "prep":
                    status = self.complement_words.get(f"{key} {tokens[k + 1].norm}")
                if status is not None:
                    return status, f"{t.raw} governs it"
            if a.pos == "verb" or a.frames or a.pos in ("sub", "rel"):
                break
            if a.conj and k < i - 1:
                break
        return own

    def _purpose(self, i: int) -> bool:
        """ل + masdar is a purpose after a verb, a complement after a noun that takes ل."""
        k = i - 1
        return k >= 0 and self.tokens[k].word.shape == "arabic"

    def _governor(self, d: Draft, drafts: list[Draft]) -> Draft | None:
        best: Draft | None = None
        for g in drafts:
            if g is d or not g.frame.content or g.token >= d.token or g.token < d.token - 30:
                continue
            inside = d.token <= g.right_end
            that = any(self.tokens[k].norm in ("ان", "بان", "الا") for k in range(g.token + 1, min(d.token, g.token + 12)))
            if inside or that:
                best = g
        return best

    def _conditional(self, d: Draft) -> tuple[str | None, str]:
        for k in range(d.token - 1, max(-1, d.token - 12), -1):
            t = self.tokens[k]
            if t.raw in ".؛:،":
                break
            stem = t.norm[t.reading.start :] if t.reading.conj else t.norm
            if t.reading.lemma in ("إن", "أن", "أنّ") or stem == "ان":
                # unvocalised إن is "that" in reporting, hardly ever "if"
                break
            status = self.clause_words.get(stem)
            if status is None and k + 1 < len(self.tokens):
                status = self.clause_words.get(f"{stem} {self.tokens[k + 1].norm}")
            if status is not None:
                return status, f"{t.raw} in the clause"
        return None, ""
