"""The clause of a verb: its subject, its objects, its prepositional phrases, and what a dropped subject or a pronoun stands for.

Arabic puts the subject after the verb (VSO; the verb then stays singular) or before it (SVO; full agreement), or leaves it out. Unvocalised
verbs do not show their voice. Gender, number, kinds of the phrases and their order decide together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.events.agreement import agrees_after, agrees_before, pronoun_fits, pronoun_form
from marsad.events.complements import ENDS, Brackets, ComplementReader
from marsad.events.referents import Referents
from marsad.events.relatives import Relatives

if TYPE_CHECKING:
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis
    from marsad.mentions.noun_phrase import NounPhrase
    from marsad.mentions.phrases import Phrases
    from marsad.text.document import Document

_ADDRESSING = frozenset({"REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "CONSULT", "AID"})
_THINGS = frozenset({"place", "building", "vehicle", "weapon", "materiel", "money", "goods", "document", "time", "event", "idea", "quantity", "unit"})


@dataclass(slots=True, eq=False)
class Clause:
    """What stands around one finite verb.

    Parameters
    ----------
    verb: its token index.
    subjects, objects: phrases (several where coordinated); a pronoun is given as the phrase it stands for.
    pps: (preposition, phrase) in order, up to the clause's end.
    passive: the subject undergoes the act.
    end: last token of the clause.
    dropped: the subject is not in the clause; it was taken from an earlier one.
    relative_to: the phrase that this clause modifies, if it is a relative clause.
    """

    verb: int
    subjects: list[NounPhrase] = field(default_factory=list)
    objects: list[NounPhrase] = field(default_factory=list)
    pps: list[tuple[str, NounPhrase]] = field(default_factory=list)
    passive: bool = False
    end: int = 0
    dropped: bool = False
    relative_to: NounPhrase | None = None


class ClauseReader:
    """Clauses of one sentence, remembered by verb; looks into earlier sentences for what pronouns stand for."""

    def __init__(self, phrases: Phrases, document: Document, earlier: list[ClauseReader], lexicon: Grammar) -> None:
        self.auxiliaries = lexicon.auxiliaries
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.sentence = phrases.sentence
        self.document = document
        self.complements = ComplementReader(phrases, lexicon.auxiliaries)
        self.relatives = Relatives(phrases)
        self.referents: Referents = Referents(phrases, [reader.referents for reader in earlier])
        self.opens = [lexicon.opens[t.word] for t in self.tokens]  # by token, what its word can open
        self._clauses: dict[int, Clause] = {}
        self._open: set[int] = set()

    # -- one verb -------------------------------------------------------------------------------------------------------------

    def clause(self, v: int) -> Clause:
        """The clause of the finite verb at token ``v``."""
        known = self._clauses.get(v)
        if known is not None:
            return known
        if v in self._open:
            return Clause(v, end=v)
        self._open.add(v)
        clause = self._read(v)
        self._open.discard(v)
        self._clauses[v] = clause
        return clause

    def forget(self, v: int) -> None:
        """Read the clause of token ``v`` anew: its reading has changed."""
        self._clauses.pop(v, None)

    def _read(self, v: int) -> Clause:
        verb = self.tokens[v].reading
        right = self.complements.right_of(v + (2 if self._twin(v) else 1))
        clause = Clause(v, pps=right.pps, end=right.end)
        nps = [n for n in right.nps if n.kind != "time" and not self._adverbial(n)]
        nps = [n for n in nps if not any(n is c for m in nps if m is not n for c in self.phrases.coordinated(m)[1:])]
        antecedent = self.relatives.antecedent(v)
        clause.relative_to = antecedent
        before = self._subject_before(v) if antecedent is None else None
        pronoun = self._pronoun_before(v)
        if (
            antecedent is not None
            and not verb.suffix
            and (agrees_before(verb, antecedent) or not nps)
            and not (nps and self._takes_after(verb, nps, antecedent))
        ):
            before = antecedent
            antecedent = None
        if pronoun and nps and _undergoes(verb) and agrees_after(verb, nps[0]):
            pronoun = ""  # أنه استشهد تسعة: the pronoun stands for nothing
        if pronoun and before is None:
            before = self.referents.of(v - 1, pronoun, acting=True)
        first, second = self._order(nps)
        if antecedent is None and clause.relative_to is None and first is not None and self._opens_at(v, verb, first):
            before = None
        if verb.person in (1, 2):
            clause.objects = self._all(first)
        elif verb.suffix:
            self._with_pronoun(clause, verb, antecedent, first, before)
        elif before is not None or pronoun:
            clause.subjects = self._all(before)
            clause.objects = self._all(first or second)
        elif first is None and second is not None:
            clause.objects = self._all(second)
        elif first is not None and second is not None and agrees_after(verb, first):
            clause.subjects, clause.objects = self._all(first), self._all(second)
        elif first is not None and agrees_after(verb, first):
            if self._goes_on(v, verb, first):
                clause.objects = self._all(first)
            else:
                clause.subjects = self._all(first)
        elif first is not None:
            clause.objects = self._all(first)
        clause.passive = verb.voice == "passive"
        if not clause.subjects and verb.person not in (1, 2):
            clause.subjects = self._dropped(v, verb)
            clause.dropped = bool(clause.subjects)
        return clause

    def _opens_at(self, v: int, verb: Analysis, first: NounPhrase) -> bool:
        """في ظل تدابير اتخذها الجيش، احتشد المتظاهرون: the clause begins behind the comma, its subject stands right behind the verb."""
        behind = first.first == v + 1 and (first.people or first.kind in ("document", "media")) and agrees_after(verb, first)
        return behind and v > 0 and self.tokens[v - 1].raw == "،"

    def _pronoun_before(self, v: int) -> str:
        """إنها تلقت: the subject is the pronoun on إن."""
        i = v - 1
        while i > 0 and self.tokens[i].reading.pos in ("fut", "neg", "part"):
            i -= 1
        if i < 0:
            return ""
        t = self.tokens[i]
        if t.reading.pos == "sub" and t.norm.endswith(("انه", "انها", "انهم", "انهما", "لانه", "لانها", "لانهم")):
            return t.norm[t.norm.rindex("ان") + 2 :]
        return t.reading.suffix if t.reading.pos == "sub" else ""

    def _goes_on(self, v: int, verb: Analysis, np: NounPhrase) -> bool:
        """The phrase ``np`` after a joined verb is its object, its subject that of the verb before.

        ورحب الأمين بالهدنة وحث الأطراف على ...: a joined verb of addressing with one phrase keeps the subject and addresses the phrase;
        فتشت القوات المنزل وصادرت أسلحة, وشن هجمات: what cannot act is not the subject of an act.
        """
        if not verb.conj or verb.voice == "passive":
            return False
        if self._acted_on(verb, np):
            return bool(self._dropped(v, verb, near=True))
        if verb.conj != "و" or not verb.frames:
            return False
        frame = verb.frames[0]
        if frame.event not in _ADDRESSING or (frame.recipient is not None and frame.recipient[0].how != "object"):
            return False
        for u in range(v - 1, -1, -1):
            r = self.tokens[u].reading
            if r.pos == "verb" and r.form in ("past", "present") and u not in self._open:
                subjects = self.clause(u).subjects
                return bool(subjects) and agrees_before(verb, subjects[0]) and subjects[0].people
        return False

    @staticmethod
    def _acted_on(verb: Analysis, np: NounPhrase) -> bool:
        """A thing after a verb that takes an object and is done by someone."""
        if np.people or np.kind in ("aircraft", "") or np.actor is not None:
            return False
        if any(light.noun.how == "object" and light.subject == "actor" for light in verb.lights) and np.kind == "event":
            return True
        if not verb.frames or np.kind not in _THINGS or np.kind == "event":
            return False
        slots = [(f.actor, f.recipient) for f in verb.frames]
        return all((a is None or a[0].how == "subject") and (r is None or r[0].how == "object") for a, r in slots)

    def _order(self, nps: list[NounPhrase]) -> tuple[NounPhrase | None, NounPhrase | None]:
        """The first phrase that can be a subject and the first that can be an object: an accusative in -ا is never a subject after its verb."""
        first = nps[0] if nps else None
        second = nps[1] if len(nps) > 1 else None
        if first is not None and self.phrases.accusative(first):
            nominative = second if second is not None and not self.phrases.accusative(second) else None
            return nominative, first
        return first, second

    def _twin(self, v: int) -> bool:
        """قتل وجرح عدد من الجنود: two joined verbs share what follows."""
        if v + 1 >= len(self.tokens):
            return False
        r, a = self.tokens[v + 1].reading, self.tokens[v].reading
        # امرأة قتلت وأصيب أربعة: verbs of different gender have each their own
        # شخصان قتلا وأصيب عشرة: a verb that agrees in number has its subject before it
        alike = r.form == a.form and r.gender == a.gender and (a.number == r.number or a.number not in ("d", "p"))
        return r.pos == "verb" and r.conj == "و" and alike and not r.suffix and not a.suffix

    def _with_pronoun(self, clause: Clause, verb: Analysis, antecedent: NounPhrase | None, first: NounPhrase | None, before: NounPhrase | None) -> None:
        """A verb with an object pronoun: the phrase after it is its subject; in a relative clause the pronoun is the antecedent where it agrees."""
        gender, plural = pronoun_form(verb.suffix)
        if antecedent is not None and not pronoun_fits(antecedent, gender, plural) and agrees_before(verb, antecedent):
            # غارة استهدفته: the antecedent acts, the pronoun is someone else
            before, antecedent = antecedent, None
        pronoun = antecedent or self.referents.of(clause.verb, verb.suffix, before)
        clause.objects = [pronoun] if pronoun is not None else []
        clause.subjects = self._all(first if first is not None and agrees_after(verb, first) else before)

    def _all(self, np: NounPhrase | None) -> list[NounPhrase]:
        return self.phrases.coordinated(np) if np is not None else []

    def _adverbial(self, np: NounPhrase) -> bool:
        t = self.tokens[np.head]
        return np.first == np.last and t.reading.pos == "adj" and not t.reading.det and t.reading.kind != "ordinal"

    def _takes_after(self, verb: Analysis, nps: list[NounPhrase], antecedent: NounPhrase) -> bool:
        """In a relative clause the phrase after the verb is its subject where only it agrees, or it acts and the antecedent does not."""
        first = nps[0]
        if not agrees_after(verb, first):
            return False
        return not antecedent.people and first.people and antecedent.kind != "aircraft" and verb.voice != "passive" and antecedent.kind != "event"

    def _subject_before(self, v: int) -> NounPhrase | None:
        """SVO: the first bare phrase of the clause that ends in this verb."""
        verb = self.tokens[v].reading
        if verb.conj and not (verb.conj == "ف" and any(t.norm in ("اما", "واما") for t in self.tokens[:v])):
            return None
        best: NounPhrase | None = None
        brackets = Brackets(left=True)
        relative = False
        between = 0  # phrases seen since the verb
        speech = max((a for a, b in self.sentence.quotes if a <= v <= b), default=-1)
        adjacent = False  # a comma stands right before the verb: NP، ...، verb
        for chunk in reversed(self.phrases.chunks_to(v - 1)):
            if chunk.last >= v:
                continue
            t = self.tokens[chunk.first]
            if chunk.type == "punct":
                if brackets.hide(t.raw):
                    continue
                if t.raw in ENDS:
                    break
                if t.raw in "،,":
                    if best is not None or (between and not adjacent):
                        break
                    adjacent = not between
                continue
            if brackets.depth:
                continue
            if best is not None and chunk.first < speech:
                break  # وقال المتحدث «سلاح الجو قام: the subject stands inside the quotation
            if chunk.type != "part" or t.reading.pos != "fut":
                between += 1
            if chunk.type == "sub" or (chunk.type == "part" and t.reading.pos == "conj"):
                break
            if chunk.type == "rel":
                relative = True
                continue
            if chunk.type == "verb":
                if self.relatives.inside(chunk.first) or t.reading.lemma in self.auxiliaries:
                    continue
                if self.relatives.antecedent(chunk.first) is not None and best is not None:
                    best = None  # فصائل تعارض الحوثيين تحدثت: what was found belongs to the relative clause
                    continue
                break
            if chunk.type == "np" and chunk.np is not None:
                if chunk.np.kind == "time" or (self.phrases.accusative(chunk.np) and not self._after_inna(chunk.first)):
                    continue
                if agrees_before(verb, chunk.np) and (best is None or not relative):
                    best = chunk.np
                if chunk.np.conj:
                    best = self._joined_to(chunk.first) or best
                    break
        return best

    def _after_inna(self, i: int) -> bool:
        """إن شابا قتل: the subject behind إن, أن, لكن is accusative."""
        return any(self.tokens[k].reading.pos == "sub" for k in range(max(0, i - 3), i))

    def _joined_to(self, i: int) -> NounPhrase | None:
        """The first phrase whose coordination reaches token ``i``."""
        for chunk in self.phrases.chunks_to(i - 1):
            if chunk.first >= i:
                break
            if chunk.type == "np" and chunk.np is not None and any(n.first == i for n in self.phrases.coordinated(chunk.np)[1:]):
                return chunk.np
        return None

    # -- what is left out -----------------------------------------------------------------------------------------------------

    def _dropped(self, v: int, verb: Analysis, near: bool = False) -> list[NounPhrase]:
        """The subject of the verb before it in the sentence, where it agrees; else (but for ``near``) the last actor of the paragraph that does."""
        for u in range(v - 1, -1, -1):
            r = self.tokens[u].reading
            if r.pos == "verb" and r.form in ("past", "present") and u not in self._open:
                subjects = self.clause(u).subjects
                head = subjects[0] if subjects else None
                if head is not None and agrees_before(verb, head) and (head.people or head.kind in ("aircraft", "vehicle")):
                    return subjects
        if near:
            return []
        np = self.referents.last_actor(v, verb)
        return [np] if np is not None else []


def _undergoes(verb: Analysis) -> bool:
    """استشهد, لقي حتفه: the subject of the verb is its victim."""
    frame = verb.frames[0] if verb.frames else None
    return frame is not None and frame.recipient is not None and frame.recipient[0].how == "subject"
