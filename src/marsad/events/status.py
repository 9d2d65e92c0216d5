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
_PURPOSES = frozenset({"ASSAULT", "TERRITORY", "SANCTION", "COERCE"})


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
        unreal = self._conditional(d, near=True)
        if unreal[0] is not None:
            return unreal
        if d.verbal:
            found = self._verb_status(d.token)
            if found[0] is not None:
                return found
        else:
            found = self._governed(d.token)
            if found[0] is None:
                found = self._of_verb_above(d)
            if found[0] is not None:
                return found
            if d.light is not None:
                if d.light.entry.status:
                    return d.light.entry.status, f"light verb {d.light.entry.id}"
                found = self._verb_status(d.light.verb)
                if found[0] is not None:
                    return found
            found = self._purpose(d)
            if found[0] is not None:
                return found
        governor = self._governor(d, drafts)
        if governor is not None:
            return governor.frame.content, f"complement of {governor.frame.id}"
        if d.frame.status:
            return d.frame.status, f"the sense of {d.frame.id}"
        return self._conditional(d)

    def _of_verb_above(self, d: Draft) -> tuple[str | None, str]:
        """فشل المسلحون في اقتحام, ينوي الجيش مهاجمة: a verb of intention or failure whose complement begins with the noun."""
        for v in range(d.token - 1, max(-1, d.token - 12), -1):
            t = self.tokens[v]
            if t.word.shape == "punct":
                break
            if t.reading.pos != "verb" or t.reading.form not in ("past", "present"):
                continue
            lemma = self._lemma(v)
            clause = self.clauses.clause(v)
            for prep, np in [("", n) for n in clause.objects] + clause.pps:
                if np.sentence == d.sentence and np.first <= d.token <= np.first + 1:
                    status = self.complement_words.get(f"{lemma} {prep}".strip()) or self.complement_words.get(lemma)
                    if status is not None:
                        return status, f"{t.raw} governs it"
            break
        return None, ""

    def _purpose(self, d: Draft) -> tuple[str | None, str]:
        """ل + masdar names a purpose; force that is a purpose has not happened yet."""
        light = self.tokens[d.light.verb].reading if d.light is not None else None
        if light is not None:
            purpose = light.form == "masdar" and light.prep == "ل"
            return ("future", "purpose (ل before the light masdar)") if purpose and d.event_type in _PURPOSES else (None, "")
        if d.reading.prep == "ل" and d.reading.form == "masdar" and d.event_type in _PURPOSES and d.mode != "crowd-control" and d.token:
            before = self.tokens[d.token - 1].reading
            if before.pos != "punct" and before.kind not in ("event", "idea"):
                return "future", "purpose (ل before the masdar)"
        return None, ""

    def _verb_status(self, v: int) -> tuple[str | None, str]:
        tokens = self.tokens
        r = tokens[v].reading
        if r.fut:
            return "future", "س before the verb"
        if r.prep == "ل" and r.form == "present":
            # وصلت الحصيلة إلى 5 ليرتفع: a result as often as a purpose
            return None, ""
        for k in range(v - 1, max(-1, v - 3), -1):
            t = tokens[k]
            if t.word.shape == "punct":
                break
            stem = t.norm[t.reading.start :] if t.reading.conj or t.reading.prep else t.norm
            if stem == "قد" and r.form == "present":
                return "hypothetical", "قد before a present verb"
            if stem in ("قد", "وقد", "فقد", "لقد"):
                continue  # with a past verb it only confirms
            status = self.verb_words.get(stem) if t.reading.pos in ("neg", "fut", "part", "rel", "interrog", "adv", "conj", "sub") else None
            if status is not None and not (stem == "ما" and t.reading.pos == "rel"):
                return status, f"{t.raw} before the verb"
            if t.reading.pos in ("verb", "noun", "sub", "adj"):
                break
        # أن + verb: what governs the clause decides
        k = v - 1
        if k >= 0 and tokens[k].norm in ("ان", "الا", "بان", "لان", "كي", "لكي") and tokens[k].reading.pos != "noun":
            return self._governed(k)
        if k >= 0 and tokens[k].reading.pos == "verb" and k >= 1:
            status = self.complement_words.get(self._lemma(k))
            if status is not None:
                return status, f"{tokens[k].raw} before the verb"
        return None, ""

    def _lemma(self, i: int) -> str:
        return self.lexicon.normal_lemma(self.tokens[i].reading)

    def _governed(self, i: int) -> tuple[str | None, str]:
        """Words that govern the noun (or the أن) at ``i`` from the left, through idafas and prepositions only."""
        tokens = self.tokens
        for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
            t = tokens[k]
            if t.word.shape == "punct":
                break
            a = t.reading
            stem = t.norm[a.start : a.end]
            for key in (stem, stem.removeprefix("ال"), self._lemma(k)):
                status = None
                if k + 1 < i and tokens[k + 1].reading.pos == "prep":
                    status = self.complement_words.get(f"{key} {tokens[k + 1].norm}")
                status = status or self.complement_words.get(key)
                if status is not None:
                    return status, f"{t.raw} governs it"
            passes = a.pos in ("prep", "quant", "adj") or (a.pos == "noun" and not a.det and not a.suffix)
            if not passes or a.conj or (tokens[k + 1].reading.conj and k + 1 <= i and k + 1 != i):
                break
            if tokens[i].reading.conj and k == i - 1:
                break
        return None, ""

    def _governor(self, d: Draft, drafts: list[Draft]) -> Draft | None:
        """The event whose complement this one is: nothing but partners of this one stand between, or أن opens its clause."""
        for g in reversed(drafts):
            if g is d or g.token >= d.token or g.token < d.token - 25:
                continue
            between = [x for x in drafts if g.token < x.token < d.token]
            chained = all(x.reading.conj or i == 0 for i, x in enumerate(between)) and (not between or bool(d.reading.conj))
            if not g.frame.content or g.event_type == "ACCUSE":
                if not chained:
                    return None
                continue
            if d.token <= g.right_end and (chained and not d.verbal):
                return g if self._in_complement(g, d) else None
            if d.verbal and self._that(g.token, d.token):
                return g
            if not d.reading.conj:
                return None
        return None

    def _in_complement(self, g: Draft, d: Draft) -> bool:
        """The noun stands in the object or in a complement with ب, إلى, على, ل, عن or من, not in a phrase of place or time."""
        for k in range(d.token, g.token, -1):
            r = self.tokens[k].reading
            if r.pos == "prep" or (r.prep and r.pos != "verb"):
                word = r.prep or self.tokens[k].norm
                return word in ("ب", "الي", "علي", "ل", "عن", "من") or (word == "في" and k == d.token - 1 and d.token - g.token < 4)
            if r.pos in ("verb", "rel", "sub"):
                return False
        return True

    def _that(self, a: int, b: int) -> bool:
        """أن stands between, with no other verb before it and none between it and the trigger."""
        seen = False
        for k in range(a + 1, b):
            t = self.tokens[k]
            if t.norm in ("ان", "بان", "الا", "بالا"):
                seen = True
            elif t.reading.pos == "verb" or t.raw in "،؛.:":
                return False
        return seen

    def _conditional(self, d: Draft, near: bool = False) -> tuple[str | None, str]:
        for k in range(d.token - 1, max(-1, d.token - (4 if near else 12)), -1):
            t = self.tokens[k]
            if t.word.shape == "punct":
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
