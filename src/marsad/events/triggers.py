"""Triggers: which words report an event, in which sense.

Each word whose reading carries frames is tried against them in the order of the data files; the first whose conditions hold makes an
event. What was tried and refused is kept for ``marsad explain``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.events.arguments import ArgumentReader, Parts, kind_in
from marsad.events.clauses import Clause
from marsad.events.draft import Draft, Light
from marsad.text.reading import class_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.events.clauses import ClauseReader
    from marsad.lexicon.entries import Condition, Frame
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis
    from marsad.mentions.noun_phrase import NounPhrase

_WITH_WINDOW = 12
_UNDERGONE = frozenset({"COERCE", "ACCUSE", "SANCTION", "DISPLACE"})
_FINITE = frozenset({"past", "present", "imperative"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A frame that was tried at a token and why it did not hold."""

    sentence: int
    token: int
    frame: Frame
    reason: str


class TriggerFinder:
    """Makes the drafts of one sentence."""

    def __init__(self, clauses: ClauseReader, arguments: ArgumentReader, lexicon: Grammar, refusals: list[Refusal] | None = None) -> None:
        self.clauses, self.arguments, self.lexicon = clauses, arguments, lexicon
        self.sentence = clauses.sentence
        self.tokens = clauses.tokens
        self.marks = clauses.phrases.marks
        self.refusals = refusals
        self.lights: dict[int, Light] = {}
        self._words: frozenset[str] | None = None

    def find(self) -> list[Draft]:
        """The events that this sentence's words report, in order."""
        candidates = [(i, a) for i, o in enumerate(self.clauses.opens) if o.event and (a := self._candidate(i)) is not None]
        if not candidates:
            return []
        nouns = {i for i, a in candidates if a.form not in _FINITE}
        if nouns:
            self._find_lights(nouns)
        out = []
        for i, a in candidates:
            draft = self._try(i, a) or self._try_others(i, a)
            if draft is not None:
                out.append(draft)
        return self._without_carriers(out)

    def _try_others(self, i: int, chosen: Analysis) -> Draft | None:
        """Other readings of the same word class, where no frame of the chosen one holds (فجروا is not ف + جروا)."""
        c = class_of(chosen)
        alike = "VI" if c in "VI" else c  # تجمع is تجمّع where no frame of أجمع holds
        for a in self.tokens[i].word.analyses:
            if a is not chosen and a.entry is not chosen.entry and class_of(a) in alike and self._may_trigger(a):
                before = self.tokens[i].reading
                self.tokens[i].reading = a
                self.clauses.forget(i)
                draft = self._try(i, a)
                if draft is not None:
                    return draft
                self.tokens[i].reading = before
                self.clauses.forget(i)
        return None

    def _without_carriers(self, drafts: list[Draft]) -> list[Draft]:
        """عمليات تهريب, جولة من المحادثات: the noun that is carried is the trigger."""
        tokens = set(d.token for d in drafts if not d.verbal)
        out = []
        for d in drafts:
            if d.verbal or d.reading.det or self._carried(d.token, tokens) is None:
                out.append(d)
        return out

    def _carried(self, i: int, nouns: set[int]) -> int | None:
        """The event noun that the noun at ``i`` carries: right behind it, or behind its adjectives and من."""
        if self.lexicon.normal_lemma(self.tokens[i].reading) not in self.lexicon.carriers:
            return None
        k = i + 1
        while k < len(self.tokens) and self.tokens[k].reading.pos == "adj" and k - i < 4:
            k += 1
        if k < len(self.tokens) and self.tokens[k].norm == "من":
            k += 1
        elif k > i + 1:
            return None
        if k not in nouns or self.tokens[k].reading.conj or self.tokens[k].reading.prep:
            return None
        return k

    def _candidate(self, i: int) -> Analysis | None:
        """The reading of token ``i`` that carries frames: the chosen one, or one of the same word class."""
        t = self.tokens[i]
        reading = t.reading
        chosen = reading if self._may_trigger(reading) else None
        if chosen is None and reading.kind in ("", "-", "event", "idea"):
            c = class_of(reading)
            for a in t.word.analyses:
                if a is not reading and class_of(a) == c and a.start == reading.start and self._may_trigger(a):
                    chosen = a
                    break
        if chosen is None:
            return None
        if i in self.marks.times.cover or i in self.marks.places.cover or self._in_number(i):
            return None
        actor = self.marks.actors.cover.get(i)
        if actor is not None and not (actor.how == "described body" and actor.first == actor.last):
            return None
        return chosen

    def _in_number(self, i: int) -> bool:
        """ما لا يقل عن عشرين: a verb inside a number is no event."""
        count = self.marks.counts.cover.get(i)
        return count is not None and i != count.noun

    @staticmethod
    def _may_trigger(a: Analysis) -> bool:
        return a.entry is not None and bool(a.entry.frames)

    # -- light verbs ----------------------------------------------------------------------------------------------------------

    def _find_lights(self, nouns: set[int]) -> None:
        """Tie event nouns to the light verbs that carry them."""
        for v, opener in enumerate(self.clauses.opens):
            if not opener.light:
                continue
            r = self.tokens[v].reading
            if r.pos != "verb" or not r.lights:
                if r.form == "masdar" and r.lights:
                    self._light_masdar(v, nouns)
                continue
            if r.form not in _FINITE:
                continue
            clause = self.clauses.clause(v)
            for entry in r.lights:
                noun = entry.noun
                if noun.how == "object":
                    nps = clause.objects if not clause.passive else clause.subjects
                    if not nps and clause.subjects and clause.subjects[0].first > v:
                        nps = clause.subjects
                elif noun.how == "subject":
                    nps = clause.subjects
                else:
                    nps = [np for p, np in clause.pps if p in noun.preps]
                hit = [k for np in nps for n in self.clauses.phrases.coordinated(np) for k in self._event_heads(n, nouns)]
                if hit:
                    for k in hit:
                        self.lights.setdefault(k, Light(entry, v, clause, r.form == "past"))
                    break

    def _light_masdar(self, v: int, nouns: set[int]) -> None:
        """شن غارات, شن التحالف غارات, تعرضهم لهجوم: a masdar's genitive or pronoun is the subject, or the genitive is the noun itself."""
        r = self.tokens[v].reading
        clause = Clause(v, end=v + 1)
        k = v + 1
        if r.suffix:
            clause.subjects = self.clauses.referents.doers(v, r.suffix)
        elif k not in nouns and not r.det:
            owner = self.clauses.phrases.noun_phrase(k)
            if owner is not None and owner.first == k and not owner.prep and not owner.conj and (owner.people or owner.kind in ("aircraft", "place")):
                clause.subjects = self.clauses.phrases.coordinated(owner)
                k = clause.subjects[-1].last + 1
        prep, at = self.clauses.phrases.preposition(k)
        for entry in r.lights:
            if prep and (entry.noun.how != "prep" or prep not in entry.noun.preps):
                continue
            np = self.clauses.phrases.noun_phrase(at) if clause.subjects or prep else None
            hit = [at] if at in nouns else self._event_heads(np, nouns) if np is not None and np.first == at and not np.conj else []
            if hit and (prep or entry.noun.how != "prep"):
                clause.end = at
                for i in hit:
                    self.lights.setdefault(i, Light(entry, v, clause))
                return
        if v + 1 in nouns and not r.suffix:
            self.lights.setdefault(v + 1, Light(r.lights[0], v, Clause(v, end=v + 1)))

    def _event_heads(self, np: NounPhrase, nouns: set[int]) -> list[int]:
        """Event nouns at the head of a phrase (or under a partitive: سلسلة غارات, عدد من الغارات)."""
        if np.sentence != self.sentence.index:
            return []
        for k in range(np.first, np.last + 1):
            if k in nouns:
                carried = self._carried(k, nouns)
                return [k if carried is None else carried]
            r = self.tokens[k].reading
            if not (r.kind in ("quantity", "event", "idea", "") or r.pos in ("quant", "adj", "num", "prep") or k in self.marks.counts.cover):
                return []
        return []

    # -- frames ---------------------------------------------------------------------------------------------------------------

    def _try(self, i: int, a: Analysis) -> Draft | None:
        verbal = a.form in _FINITE
        light = self.lights.get(i)
        parts: Parts | None = None
        for frame in a.frames:
            reason = self._early(i, a, frame)
            if reason is None:
                if verbal:
                    parts = self.arguments.verb_parts(i, frame)
                elif parts is None or parts.passive:
                    parts = self.arguments.noun_parts(i, light)
                draft, reason = self._draft(i, a, frame, parts, verbal, light)
                if draft is not None:
                    return draft
            if self.refusals is not None and reason:
                self.refusals.append(Refusal(self.sentence.index, i, frame, reason))
        return None

    def _draft(self, i: int, a: Analysis, frame: Frame, parts: Parts, verbal: bool, light: Light | None) -> tuple[Draft | None, str | None]:
        t = self.tokens[i]
        draft = Draft(self.sentence.index, i, a, frame, t.span(a.start, a.end), frame.event, frame.mode)
        draft.verbal = verbal
        draft.light = light
        draft.clause = self.clauses.clause(i) if verbal else None
        draft.right_end = parts.end
        args = self.arguments
        closed = frame.actor is not None and bool(frame.actor) and frame.actor[0].how == "none"
        if parts.light_actor and not closed and not parts.agent:
            draft.actor = args.fillers(parts.light_actor, "actor", "light verb")
        if not draft.actor:
            draft.actor = args.fill(frame, parts, verbal, frame.actor, "actor")
        if not draft.actor and parts.agent and (frame.actor is None or frame.actor[0].how != "none" or frame.casualty):
            draft.actor = args.fillers(parts.agent, "actor", "agent")
        args.sides(frame, parts, draft)
        draft.recipient = args.fill(frame, parts, verbal, frame.recipient, "recipient")
        if not draft.recipient and parts.light_recipient and not (frame.recipient and frame.recipient[0].how == "none"):
            draft.recipient = args.fillers(parts.light_recipient, "recipient", "light verb")
        draft.recipient = [f for f in draft.recipient if not any(f.span == g.span for g in draft.actor)]
        reason = self._late(frame, parts, draft)
        if reason is not None:
            return None, reason
        draft.explain(frame.id, draft.span, file=frame.at.file, line=frame.at.line)
        if light is not None:
            v = self.tokens[light.verb]
            draft.explain(f"light verb {light.entry.id}", v.stem_span(), file=light.entry.at.file, line=light.entry.at.line)
        for role, fillers in (("actor", draft.actor), ("recipient", draft.recipient)):
            for f in fillers:
                draft.explain(f"{role}: {f.how}", f.span)
        return draft, None

    # -- conditions -----------------------------------------------------------------------------------------------------------

    def _early(self, i: int, a: Analysis, frame: Frame) -> str | None:
        """Conditions on words; the reason of refusal, or None."""
        if frame.pos == "verb":
            if a.form == "masdar" and not frame.masdar_trigger:
                return "its masdar is no trigger"
            if a.form in ("active-participle", "passive-participle"):
                voice = "active" if a.form == "active-participle" else "passive"
                if voice not in frame.participles and not self._participle_reports(i, a, frame):
                    return "its participle is no trigger"
        if frame.then and not any(self._follows(i, words) for words in frame.then):
            return "the words that must follow do not"
        if frame.with_ and not self._with(i, frame.with_):
            return "the word that must stand in the clause does not"
        for condition, wanted in ((frame.when, True), (frame.unless, False)):
            if condition is None:
                continue
            reason = self._words_hold(i, a, condition, wanted)
            if reason is not None:
                return reason
        return None

    def _participle_reports(self, i: int, a: Analysis, frame: Frame) -> bool:
        """المعتقلين, المتهم: who has been arrested, accused, displaced; مدعوما ب: a participle in place of a verb."""
        if a.form == "passive-participle" and (frame.event in _UNDERGONE or frame.mode == "abduct"):
            return True
        circumstantial = not a.det and (self.tokens[i].raw.endswith(("ا", "اً", "ًا", "ة")) and self.tokens[i - 1].reading.pos != "prep" if i else False)
        return circumstantial and self.clauses.phrases.preposition(i + 1)[0] in ("ب", "من", "علي", "الي")

    def _words_hold(self, i: int, a: Analysis, c: Condition, wanted: bool) -> str | None:
        for key, holds in self._word_checks(i, a, c):
            if holds is not wanted:
                return f"when.{key} does not hold" if wanted else f"unless.{key} holds"
        return None

    def _word_checks(self, i: int, a: Analysis, c: Condition) -> Iterator[tuple[str, bool]]:
        """What a condition asks of the words around and whether it holds, the cheap questions first: most frames fail at one of them."""
        if c.next:
            yield "next", self._word_in(self._neighbour(i, 1), c.next)
        if c.previous:
            yield "previous", self._word_in(self._neighbour(i, -1), c.previous)
        if c.near:
            yield "near", not c.near.isdisjoint(self._sentence_words())
        if c.definite is not None:
            yield "definite", a.det == c.definite
        if c.form:
            forms = {a.form, a.pos, a.voice if a.voice != "either" else "active"}
            if a.voice == "either":
                forms.add("passive")
            yield "form", not c.form.isdisjoint(forms)
        if c.prep:
            yield "prep", self._prep_follows(i, c.prep)

    def _late(self, frame: Frame, parts: Parts, draft: Draft) -> str | None:
        """Conditions on the kinds of fillers."""
        for c, wanted in ((frame.when, True), (frame.unless, False)):
            if c is None:
                continue
            subject, obj = (parts.agent, parts.subject) if parts.passive else (parts.subject, parts.object)
            if not draft.verbal:
                subject = parts.light_actor or parts.idafa
                obj = parts.object or parts.idafa
            pools = (
                ("subject", c.subject, subject), ("object", c.object, obj), ("idafa", c.idafa, parts.idafa),
                ("actor", c.actor, [f.np for f in draft.actor]), ("recipient", c.recipient, [f.np for f in draft.recipient]),
                ("location", c.location, self._located(frame, parts, obj, subject) if c.location else []),
            )  # fmt: skip
            for key, kinds, nps in pools:
                if kinds and self._kinds_hold(key, kinds, nps, draft, wanted) is not wanted:
                    return f"when.{key} does not hold" if wanted else f"unless.{key} holds"
        return None

    def _kinds_hold(self, key: str, kinds: frozenset[str], nps: Sequence[NounPhrase | None], draft: Draft, wanted: bool) -> bool:
        """Some filler is of one of the kinds. Who acts may be left out or be a name that no list knows: then it does not fail for that."""
        if any(kind_in(np, kinds) for np in nps):
            return True
        if "people" in kinds and key in ("actor", "subject") and any(f.entity for f in draft.actor):
            return True
        if not wanted:
            return False
        if key in ("actor", "subject"):
            known = [np for np in nps if np is not None and np.kind]
            return not known and "any" not in kinds
        return any(np is not None and not np.kind and self._unknown(np) for np in nps) and "people" in kinds

    def _unknown(self, np: NounPhrase) -> bool:
        return np.sentence == self.sentence.index and self.tokens[np.head].reading.guessed

    def _located(self, frame: Frame, parts: Parts, obj: list[NounPhrase], subject: list[NounPhrase]) -> list[NounPhrase]:
        """The phrases in the frame's location slots."""
        out: list[NounPhrase] = []
        for slot in frame.location or ():
            if slot.how == "prep":
                out += [np for p, np in parts.pps if p in slot.preps]
            elif slot.how == "object":
                out += (parts.subject if parts.passive else obj) or parts.idafa
            elif slot.how == "subject":
                out += subject
            elif slot.how == "idafa":
                out += parts.idafa
        return out

    def _neighbour(self, i: int, step: int) -> int | None:
        k = i + step
        return k if 0 <= k < len(self.tokens) and self.tokens[k].word.shape == "arabic" else None

    def _forms_of(self, i: int) -> tuple[str, ...]:
        t = self.tokens[i]
        return self.lexicon.forms(t.word, t.reading)

    def _word_in(self, i: int | None, words: frozenset[str]) -> bool:
        return i is not None and not words.isdisjoint(self._forms_of(i))

    def _sentence_words(self) -> frozenset[str]:
        if self._words is None:
            forms = self.lexicon.forms
            self._words = frozenset().union(*[forms(t.word, t.reading) for t in self.tokens if t.word.shape == "arabic"])
        return self._words

    def _follows(self, i: int, words: tuple[str, ...]) -> bool:
        """``words`` stand right after token ``i``; a subject may stand between a verb and its fixed object (أطلق الجنود النار)."""
        finite = self.tokens[i].reading.form in _FINITE
        # only behind a verb can a subject stand between
        reach = 6 if finite else 1
        for start in range(i + 1, min(i + 1 + reach, len(self.tokens) + 1 - len(words))):
            if words[0] in self._forms_of(start) and all(words[k] in self._forms_of(start + k) for k in range(1, len(words))):
                return True
        return False

    def _with(self, i: int, lemmas: frozenset[str]) -> bool:
        return any(not lemmas.isdisjoint(self._forms_of(k)) for k in range(i + 1, min(i + 1 + _WITH_WINDOW, len(self.tokens))))

    def _prep_follows(self, i: int, preps: frozenset[str]) -> bool:
        for k in range(i + 1, min(i + 1 + _WITH_WINDOW, len(self.tokens))):
            t = self.tokens[k]
            if t.raw in ".؛:!؟?":
                return False
            prep, _ = self.clauses.phrases.preposition(k)
            if prep in preps:
                return True
            if t.reading.pos == "prep" and t.reading.suffix and self.lexicon.normal_lemma(t.reading) in preps:
                return True
            if t.reading.pos in ("sub",) or (t.reading.pos == "verb" and t.reading.conj):
                return False
        return False


def clause_of(draft: Draft) -> Clause | None:
    """The clause that a draft lives in: its own, or its light verb's."""
    return draft.clause or (draft.light.clause if draft.light is not None else None)
