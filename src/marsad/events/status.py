"""Status: asserted, negated, future, demanded, hypothetical.

Decided by the nearest word that says so: a particle before the verb, a word that governs the noun (عدم, محاولة, خطة), an event whose
complement this one is (طالب بانسحاب), a condition over the clause, a speaker who denies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft, Light
    from marsad.lexicon.grammar import Grammar

_NEAR = 4
_FAR = 25
_PASSES = frozenset({"في", "ب", "ل", "علي", "الي", "من", "عن"})
_COMPLEMENT = frozenset({"ب", "الي", "علي", "ل"})
_PURPOSES = frozenset({"ASSAULT", "TERRITORY", "SANCTION", "COERCE"})


class StatusReader:
    """Sets the status of the drafts of one sentence."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.clauses, self.lexicon = clauses, lexicon
        self.tokens = clauses.tokens
        self.verb_words = lexicon.status_words("verb")
        self.complement_words = lexicon.status_words("complement")
        self.clause_words = lexicon.status_words("clause")
        self.adjectives = lexicon.status_words("adjective")

    def decide(self, drafts: list[Draft]) -> None:
        """Set the status of each draft; sources must be set already (a denial negates what it covers)."""
        for d in drafts:
            status, why = self._of(d, drafts)
            if status is None and d.event_type != "ACCUSE" and any(stance == "denies" for _, stance in d.sources):
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
        elif d.light is not None and d.light.entry.status == "asserted":
            return "asserted", f"light verb {d.light.entry.id}"
        else:
            found = self._of_noun(d, drafts)
            if found[0] is not None:
                return found
        governor = self._governor(d, drafts)
        if governor is not None:
            return governor.frame.content, f"complement of {governor.frame.id}"
        if self._any(d):
            return "hypothetical", "أي before the noun"
        if d.frame.status:
            return d.frame.status, f"the sense of {d.frame.id}"
        return self._conditional(d)

    def _of_noun(self, d: Draft, drafts: list[Draft]) -> tuple[str | None, str]:
        """What stands around an event noun: its own adjective, the words and verbs that govern it, its light verb, a partner it is joined to."""
        found = self._described(d)
        if found[0] is None:
            found = self._governed(d.token)
        if found[0] == "asserted" and self._any(d):
            return "hypothetical", "أي before the noun"
        if found[0] is None and d.light is not None:
            found = self._of_light(d.light)
        if found[0] is None:
            found = self._of_verb_above(d)
        if found[0] is not None:
            return found
        found = self._purpose(d)
        return found if found[0] is not None else self._partner(d, drafts)

    def _any(self, d: Draft) -> bool:
        """صد أي هجوم: whichever may come."""
        r = d.reading
        bare = not (d.verbal or r.det or r.prep or r.conj) and d.token > 1
        return bare and self.tokens[d.token - 1].norm in ("اي", "باي", "لاي") and self.tokens[d.token - 2].word.shape != "punct"

    def _of_light(self, light: Light) -> tuple[str | None, str]:
        r = self.tokens[light.verb].reading
        before = self.tokens[light.verb - 1].reading if light.verb else None
        if r.form == "masdar" or (before is not None and before.pos == "noun" and not before.det and not r.conj):
            return self._governed(light.verb)  # احتمال شن غارات
        found = self._verb_status(light.verb)
        if found[0] is None and light.entry.status:
            return light.entry.status, f"light verb {light.entry.id}"
        return found

    def _described(self, d: Draft) -> tuple[str | None, str]:
        """الاجتماع المزمع, الهجوم المحتمل: an adjective right behind the noun."""
        for k in range(d.token + 1, min(d.token + 4, len(self.tokens))):
            t = self.tokens[k]
            r = t.reading
            if r.conj or r.prep or r.pos not in ("adj", "noun", "name"):
                break
            if (r.pos == "adj" or r.form.endswith("participle")) and r.det == self.tokens[d.token].reading.det:
                status = self.adjectives.get(t.norm[r.start : r.end].removeprefix("ال").removesuffix("ه")) or self.adjectives.get(self._lemma(k))
                if status is not None:
                    return status, f"{t.raw} describes it"
        return None, ""

    def _partner(self, d: Draft, drafts: list[Draft]) -> tuple[str | None, str]:
        """مطاردة المسلحين والقضاء عليهم: a noun joined by و or أو has the status of the one before it."""
        joined = bool(d.reading.conj) or (d.token > 0 and self.tokens[d.token - 1].norm in ("او", "و"))
        if not joined:
            return None, ""
        known = {x.token: x for x in drafts if x.token < d.token and not x.verbal}
        for k in range(d.token - 1, max(-1, d.token - 16), -1):
            r = self.tokens[k].reading
            if r.pos in ("verb", "sub") or self.tokens[k].raw in ".؛:":
                break
            partner = known.get(k)
            if partner is not None:
                same = not d.reading.prep or d.reading.prep == partner.reading.prep
                return (partner.status, f"joined to {self.tokens[k].raw}") if same and partner.status != "asserted" else (None, "")
            noun = r.form == "masdar" or (r.pos == "noun" and r.kind in ("idea", "event"))
            if noun and (not r.det or r.prep) and not r.conj and not r.cues and k < d.token - 1 and (d.reading.form == "masdar" or d.reading.det):
                found = self._governed(k)
                if found[0] is None:
                    found = self._above(k, d.sentence)
                if found[0] is None and r.prep == "ل" and r.form == "masdar" and d.event_type in _PURPOSES:
                    found = "future", "purpose (ل before the masdar)"
                if found[0] is not None and found[0] != "asserted":
                    return found[0], f"joined to {self.tokens[k].raw}: {found[1]}"
                break
        return None, ""

    def _of_verb_above(self, d: Draft) -> tuple[str | None, str]:
        return self._above(d.token if d.light is None or self.tokens[d.light.verb].reading.pos == "verb" else d.light.verb, d.sentence)

    def _above(self, i: int, sentence: int) -> tuple[str | None, str]:
        """فشل المسلحون في اقتحام, ينوي الجيش مهاجمة: a verb of intention or failure whose complement begins with the noun at ``i``;
        ستقدم الدولة الدعم: a verb that has not happened yet."""
        bare = self.tokens[i].reading
        for v in range(i - 1, max(-1, i - 12), -1):
            t = self.tokens[v]
            if t.word.shape == "punct":
                break
            if t.reading.pos != "verb" or t.reading.form not in ("past", "present"):
                continue
            lemma = self._lemma(v)
            clause = self.clauses.clause(v)
            for prep, np in [("", n) for n in clause.objects] + clause.pps:
                if np.sentence != sentence or not np.first <= i <= np.first + 1:
                    continue
                if np.first == i - 1 and self._lemma(np.first) in self.lexicon.classes["stops"]:
                    return "asserted", f"{self.tokens[np.first].raw} stops it"
                status = self.complement_words.get(f"{lemma} {prep}".strip())
                status = status or (self.complement_words.get(lemma) if prep in ("", *_PASSES) else None)
                own, why = self._verb_status(v)
                light = not prep or (prep in ("ب", "في") and not bare.det and not bare.suffix)
                if own in ("future", "hypothetical") and (status == "asserted" or (status is None and light)):
                    return own, why  # ستقدم الدولة الدعم, ستقوم بغارات, قد تضطر للتخلي عن
                if own == "negated" and (status == "asserted" or (lemma in self.lexicon.classes["brings"] and prep in ("", "ب", "الي", "عن"))):
                    return own, why  # لم يتمكن من إطلاق, لا يعني قبول
                if status is not None:
                    return status, f"{t.raw} governs it"
            subject = clause.subjects[0] if clause.subjects and not clause.dropped else None
            if subject is not None and subject.sentence == sentence and subject.first == i == v + 1:
                if lemma in self.lexicon.classes["fails"]:
                    return "negated", f"{t.raw}: it does not happen"  # يتعذر وصول
                own, why = self._verb_status(v)
                if own is not None and not bare.det and not bare.suffix and (own != "negated" or lemma in self.lexicon.classes["brings"]):
                    return own, why
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
            near = [self._lemma(k) for k in range(max(0, d.token - 7), d.token)]
            if before.pos != "punct" and before.kind not in ("event", "idea") and not any(w in self.lexicon.classes["undergoing"] for w in near):
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
            if stem == "كان":
                continue  # never كأن before a verb
            if stem == "قد" and r.form == "present":
                return "hypothetical", "قد before a present verb"
            if stem in ("قد", "وقد", "فقد", "لقد") or (stem == "كان" and "أ" not in t.raw):
                continue  # with a past verb it only confirms; كان is كأن only where it is written so
            status = self.verb_words.get(stem) if t.reading.pos in ("neg", "fut", "part", "rel", "interrog", "adv", "conj", "sub") else None
            if status is not None and not (stem == "ما" and t.reading.pos == "rel" and k):
                return status, f"{t.raw} before the verb"
            if t.reading.pos in ("verb", "noun", "sub", "adj", "interrog"):
                break
        # أن + verb: what governs the clause decides
        k = v - 1
        if k > 0 and tokens[k].reading.pos == "sub" and tokens[k].norm.startswith("ان"):
            status = self.verb_words.get(f"{tokens[k - 1].norm} ان")  # يعتقد أنها تستهدف
            if status is not None and tokens[k - 1].reading.pos == "verb":
                return status, f"{tokens[k - 1].raw} أن"
        if k >= 0 and tokens[k].norm in ("ان", "الا", "بان", "لان", "كي", "لكي") and tokens[k].reading.pos != "noun":
            found = self._governed(k)
            return found if found[0] is not None else self._that_above(k)
        if k >= 0 and tokens[k].reading.pos == "verb" and k >= 1:
            status = self.complement_words.get(self._lemma(k))
            if status is not None:
                return status, f"{tokens[k].raw} before the verb"
        return self._verb_joined(v)

    def _that_above(self, k: int) -> tuple[str | None, str]:
        """قرر المجلس أن ينسحب, حكمت المحكمة بأن يسجن: the verb whose complement أن opens."""
        prep = "ب" if self.tokens[k].norm.startswith("ب") else ""
        for v in range(k - 1, max(-1, k - 8), -1):
            t = self.tokens[v]
            if t.word.shape == "punct" or t.reading.pos in ("sub", "rel"):
                break
            if t.reading.pos == "verb":
                lemma = self._lemma(v)
                status = self.complement_words.get(f"{lemma} {prep}" if prep else f"{lemma} ان") or self.complement_words.get(lemma)
                return (status, f"{t.raw} governs it") if status is not None else (None, "")
        return None, ""

    def _verb_joined(self, v: int) -> tuple[str | None, str]:
        """من أن يلاحقها المسلحون ويقتلوها, سيدخلون ويقصفون: a present verb joined by و to one that has not happened."""
        r = self.tokens[v].reading
        if r.conj not in ("و", "ف") or r.form != "present":
            return None, ""
        for k in range(v - 1, max(-1, v - 8), -1):
            t = self.tokens[k]
            if t.word.shape == "punct" or t.reading.pos in ("sub", "rel"):
                break
            if t.reading.pos == "verb":
                return self._verb_status(k) if t.reading.form == "present" else (None, "")
        return None, ""

    def _lemma(self, i: int) -> str:
        return self.lexicon.normal_lemma(self.tokens[i].reading)

    def _governed(self, i: int) -> tuple[str | None, str]:
        """Words that govern the noun (or the أن) at ``i`` from the left, through idafas and prepositions only.

        A word that leaves the act as it is (محاولة, بدء) may itself be governed: إحباط محاولة تفجير.
        """
        tokens = self.tokens
        if tokens[i].reading.conj:
            return None, ""
        mild: tuple[str | None, str] = None, ""
        behind_in = False
        for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
            t = tokens[k]
            if t.word.shape == "punct":
                break
            a = t.reading
            if a.frames and a.pos == "noun" and behind_in and tokens[i].reading.det:
                break  # عدم وقوع إصابات في الغارة: what happened in it, it did
            behind_in = a.pos == "prep" and t.norm[a.start :] == "في"
            if self._lemma(k) in self.lexicon.classes["stops"] and a.pos != "verb":
                return "asserted", f"{t.raw} stops it"  # وقف القصف, إنهاء القتال
            behind = tokens[k + 1].reading
            if a.det and a.pos == "noun" and behind.pos not in ("prep", "sub") and not behind.prep:
                break  # a definite noun governs only through a preposition
            status = self._word_status(k, i)
            if status == "asserted":
                mild = status, f"{t.raw} governs it"
                found = self._above(k, self.clauses.sentence.index) if a.pos == "noun" else self._verb_status(k) if a.pos == "verb" else mild
                if found[0] not in (None, "asserted"):
                    return found  # أحبطت الشرطة محاولة تفجير
            elif status is not None:
                return status, f"{t.raw} governs it"
            passes = (a.pos == "prep" and t.norm[a.start :] in _PASSES) or a.pos in ("quant", "adj") or (a.pos == "noun" and not a.det and not a.suffix)
            if not passes or a.conj:
                break
        return mild

    def _word_status(self, k: int, i: int) -> str | None:
        """What the word at ``k``, with the preposition behind it, makes of the event at ``i``."""
        a = self.tokens[k].reading
        stem = self.tokens[k].norm[a.start : a.end]
        prep = ""
        if k + 1 < i and self.tokens[k + 1].reading.pos == "prep":
            prep = self.tokens[k + 1].norm
        elif k + 1 < len(self.tokens) and self.tokens[k + 1].reading.prep:
            prep = self.tokens[k + 1].reading.prep
        if k:
            status = self.complement_words.get(f"{self.tokens[k - 1].norm} {stem}")  # من أجل, في سبيل
            if status is not None:
                return status
        for key in (stem, stem.removeprefix("ال"), self._lemma(k)):
            status = (self.complement_words.get(f"{key} {prep}") if prep else None) or self.complement_words.get(key)
            if status is not None:
                return status
        return None

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
            if g.event_type == "REQUEST" and not d.verbal and self._asked(g, d) and all(self._leading(x.token) for x in between):
                return g
            if d.verbal and self._that(g.token, d.token):
                return g
            if not d.reading.conj:
                return None
        return None

    def _asked(self, g: Draft, d: Draft) -> bool:
        """دعا الوزير، خلال لقائه، السفير إلى زيارة: the noun right behind a preposition of what is asked, with no verb between."""
        prep, _ = self.clauses.phrases.preposition(d.token - 1) if d.token else ("", 0)
        word = d.reading.prep or (prep if self.tokens[d.token - 1].reading.pos == "prep" else "")
        if word not in _COMPLEMENT or d.token - g.token > _FAR:
            return False
        inside = False
        times = self.clauses.phrases.marks.times.cover
        for k in range(g.token + 1, d.token):
            t = self.tokens[k]
            inside = inside or t.reading.pos == "rel"
            if t.raw in ".؛:" or t.norm in self.lexicon.classes["apart"]:
                return False
            if t.reading.pos == "verb" and not inside and k not in times and self.clauses.clause(k).relative_to is None:
                return False
        return True

    def _leading(self, i: int) -> bool:
        """خلال لقائه: the noun stands in a phrase of time or circumstance."""
        r = self.tokens[i - 1].reading if i else None
        return r is not None and r.pos == "prep" and self.tokens[i - 1].norm[r.start :] not in _PASSES

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
            if t.reading.lemma in ("إن", "أن", "أنّ") or stem == "ان" or t.reading.pos == "rel":
                # unvocalised إن is "that" in reporting, hardly ever "if"
                break
            status = self.clause_words.get(stem)
            if status is None and k + 1 < len(self.tokens):
                status = self.clause_words.get(f"{stem} {self.tokens[k + 1].norm}")
            if status == "negated" and d.reading.det and any(x.reading.frames and x.reading.pos == "noun" for x in self.tokens[k + 1 : d.token]):
                break  # ليس هناك قتلى في الانفجار
            if status is not None:
                return status, f"{t.raw} in the clause"
        return None, ""
