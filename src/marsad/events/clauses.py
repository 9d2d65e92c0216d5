"""The clause of a verb: its subject, its objects, its prepositional phrases, and what a dropped subject or a pronoun stands for.

Arabic puts the subject after the verb (VSO; the verb then stays singular) or before it (SVO; full agreement), or leaves it out. Unvocalised
verbs do not show their voice. Gender, number, kinds of the phrases and their order decide together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.mentions.phrases import NounPhrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis
    from marsad.mentions.phrases import Chunk, Phrases
    from marsad.text.document import Document

_MAX_RIGHT = 45
_APPOSITION = 14
"""Most tokens of an apposition between commas or dashes."""
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


@dataclass(slots=True, eq=False)
class Right:
    """What follows a word inside its clause."""

    nps: list[NounPhrase] = field(default_factory=list)
    pps: list[tuple[str, NounPhrase]] = field(default_factory=list)
    end: int = 0


def agrees_after(verb: Analysis, np: NounPhrase) -> bool:
    """A subject after its verb: the verb is singular and agrees in gender; broken plurals and things may take the feminine."""
    if verb.number in ("p", "d") and verb.form in ("past", "present"):
        return False
    if not np.gender or not verb.gender:
        return True
    if verb.gender == np.gender:
        return True
    if verb.gender == "f":
        return np.number == "p" and (np.kind not in ("person",) or np.count is None)
    # a masculine verb before a feminine noun: only loosely, when other words stand between
    return np.number == "p" or np.count is not None


def agrees_before(verb: Analysis, np: NounPhrase) -> bool:
    """A subject before its verb: full agreement; plurals of things count as feminine singular."""
    if verb.number == "p":
        return np.number in ("p", "") or np.kind in ("group", "military", "person", "quantity") or np.count is not None
    if verb.number == "d":
        return np.number in ("d", "") or np.count is not None
    if not np.gender or not verb.gender:
        return True
    if verb.gender == "f":
        return np.gender == "f" or np.number == "p" or np.kind == "state"
    return np.gender == "m" and not (np.number == "p" and np.kind == "person" and np.actor is None)


class ClauseReader:
    """Clauses of one sentence, remembered by verb; looks into earlier sentences for what pronouns stand for."""

    def __init__(self, phrases: Phrases, document: Document, earlier: list[ClauseReader], lexicon: Grammar) -> None:
        self.auxiliaries = lexicon.auxiliaries
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.sentence = phrases.sentence
        self.document = document
        self.earlier = earlier
        self.opens = [lexicon.opens[t.word] for t in self.tokens]  # by token, what its word can open
        self._clauses: dict[int, Clause] = {}
        self._open: set[int] = set()
        self._candidates: list[NounPhrase] | None = None

    # -- to the right ---------------------------------------------------------------------------------------------------------

    def right_of(self, i: int, noun: bool = False) -> Right:
        """Phrases from token ``i`` to the end of the clause. ``noun``: the clause of a noun ends at the first bare phrase."""
        out = Right(end=i - 1)
        depth = 0
        commas = 0
        skip = -1
        for chunk in self.phrases.scan(i, min(len(self.tokens), i + _MAX_RIGHT)):
            t = self.tokens[chunk.first]
            if chunk.first <= skip:
                continue
            if chunk.type == "punct":
                if depth == 0 and not noun and t.raw in "،,-–—" and out.nps and out.end == chunk.first - 1:
                    skip = self._apposition(chunk.first)
                    if skip >= 0:
                        out.end = skip
                        continue
                if t.raw in "([{":
                    depth += 1
                elif t.raw in ")]}":
                    depth = max(0, depth - 1)
                elif depth == 0 and t.raw in ":؛.!?؟…":
                    break
                elif depth == 0 and t.raw in "،,-–—":
                    commas += 1
                    if commas > 1 or noun:
                        break
                continue
            if depth:
                continue
            if chunk.type == "verb" and t.reading.lemma in self.auxiliaries and not t.reading.conj and i > 0 and out.end < i:
                out.end = chunk.last
                continue
            if chunk.type in ("verb", "sub", "rel") or (chunk.type == "part" and t.reading.pos == "conj" and t.norm not in ("او",)):
                break
            if t.reading.pos == "prep" and t.reading.suffix and t.norm.lstrip("و").startswith(("بين", "من", "مع")):
                break  # بينهم نساء: a new predication
            if chunk.type == "neg" or (chunk.type == "part" and t.reading.pos == "fut"):
                break
            if chunk.type == "np" and chunk.np is not None:
                if chunk.np.conj and out.end >= i and not noun and self._continues(out, chunk):
                    out.end = chunk.last
                    continue  # it comes back with its partner
                if noun or (chunk.np.conj and out.end >= i):
                    break
                if chunk.first == out.end + 1 and self._genitive(chunk.first):
                    out.end = chunk.last
                    continue
                if commas and (len(out.nps) > 1 or chunk.np.conj or chunk.np.definite):
                    break
                out.nps.append(chunk.np)
            elif chunk.type == "pp" and chunk.np is not None:
                if commas and chunk.np.conj:
                    break
                out.pps.append((chunk.prep, chunk.np))
            out.end = chunk.last
        return out

    def _genitive(self, i: int) -> bool:
        """مقتل العشرات, إصابة سبعة: a count right behind a masdar in a phrase with a preposition is what it counts, not a phrase of the verb."""
        before = self.tokens[i - 1].reading
        return i in self.phrases.marks.counts.starts and before.form == "masdar" and not before.det and not before.suffix

    def _apposition(self, i: int) -> int:
        """The closing mark of what stands between two commas or dashes after a phrase (الجبهة، ذراع التنظيم في البلاد، هجوما), or -1."""
        dash = self.tokens[i].raw in "-–—"
        marks = "-–—" if dash else "،,"
        first = self.tokens[i + 1].reading if i + 1 < len(self.tokens) else None
        if first is None or (not dash and (first.conj or first.prep or first.pos not in ("noun", "name"))):
            return -1
        for k in range(i + 1, min(i + _APPOSITION, len(self.tokens))):
            t = self.tokens[k]
            if t.raw in marks and t.word.shape == "punct":
                after = self.tokens[k + 1].reading if k + 1 < len(self.tokens) else None
                return k if after is not None and k > i + 1 and not (after.conj and not dash) else -1
            if t.raw in ".؛:؟!" or (not dash and t.reading.pos in ("verb", "sub", "rel")):
                return -1
        return -1

    def _continues(self, out: Right, chunk: Chunk) -> bool:
        """A phrase joined by و that belongs to the phrase before (it is taken as coordinated later)."""
        np = chunk.np
        if np is None:
            return False
        return any(any(c is np for c in self.phrases.coordinated(previous)) for previous in [*out.nps[-1:], *(p for _, p in out.pps[-1:])])

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
        right = self.right_of(v + (2 if self._twin(v) else 1))
        clause = Clause(v, pps=right.pps, end=right.end)
        nps = [n for n in right.nps if n.kind != "time" and not self._adverbial(n)]
        nps = [n for n in nps if not any(n is c for m in nps if m is not n for c in self.phrases.coordinated(m)[1:])]
        antecedent = self._relative_antecedent(v)
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
            before = self.referent(v - 1, pronoun, acting=True)
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
        if antecedent is not None and not clause.objects and not verb.suffix:
            clause.objects = []
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
        gender, plural = _pronoun_form(verb.suffix)
        if antecedent is not None and not _pronoun_fits(antecedent, gender, plural) and agrees_before(verb, antecedent):
            # غارة استهدفته: the antecedent acts, the pronoun is someone else
            before, antecedent = antecedent, None
        pronoun = antecedent or self.referent(clause.verb, verb.suffix, before)
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

    def _relative_antecedent(self, v: int) -> NounPhrase | None:
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
            return self._antecedent_of(i)
        if i == v - 1 and self.tokens[i].word.shape == "arabic" and self.tokens[i].reading.pos in ("noun", "adj", "name"):
            np = self._phrase_ending(i)
            if np is not None and not np.definite and not self._opens_clause(np.first) and not (np.prep and not np.people and self._awaited(v)):
                return np
        return None

    def _awaited(self, v: int) -> bool:
        """قوات الأمن التي انتشرت بأعداد كبيرة فرقت: a subject before a relative clause still waits for its verb."""
        for k in range(v - 1, max(0, v - 15), -1):
            t = self.tokens[k]
            if t.word.shape == "punct" or t.reading.pos in ("sub", "conj"):
                return False
            if t.reading.pos == "rel":
                np = self._antecedent_of(k)
                return np is not None and np.people and not np.prep and agrees_before(self.tokens[v].reading, np)
        return False

    def _opens_clause(self, i: int) -> bool:
        """Token ``i`` begins a clause: first word, behind أن, a conjunction of clauses, a comma or an opening quotation mark."""
        if i == 0 or any(a == i for a, _ in self.sentence.quotes):
            return True
        before = self.tokens[i - 1]
        return before.word.shape == "punct" or before.reading.pos in ("sub", "conj") or bool(self.tokens[i].reading.conj)

    def _antecedent_of(self, rel: int) -> NounPhrase | None:
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
            if np is not None and np.last >= end and _relative_fits(word, np):
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

    def _subject_before(self, v: int) -> NounPhrase | None:
        """SVO: the first bare phrase of the clause that ends in this verb."""
        verb = self.tokens[v].reading
        if verb.conj and not (verb.conj == "ف" and any(t.norm in ("اما", "واما") for t in self.tokens[:v])):
            return None
        best: NounPhrase | None = None
        depth = 0
        relative = False
        between = 0  # phrases seen since the verb
        speech = max((a for a, b in self.sentence.quotes if a <= v <= b), default=-1)
        adjacent = False  # a comma stands right before the verb: NP، ...، verb
        for chunk in reversed(self.phrases.chunks_to(v - 1)):
            if chunk.last >= v:
                continue
            t = self.tokens[chunk.first]
            if chunk.type == "punct":
                if t.raw in ")]}":
                    depth += 1
                elif t.raw in "([{":
                    depth = max(0, depth - 1)
                elif depth == 0 and t.raw in ":؛.!?؟…":
                    break
                elif depth == 0 and t.raw in "،,":
                    if best is not None or (between and not adjacent):
                        break
                    adjacent = not between
                continue
            if depth:
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
                if self._inside_relative(chunk.first) or t.reading.lemma in self.auxiliaries:
                    continue
                if self._relative_antecedent(chunk.first) is not None and best is not None:
                    best = None  # فصائل تعارض الحوثيين تحدثت: what was found belongs to the relative clause
                    continue
                break
            if chunk.type == "np" and chunk.np is not None:
                if chunk.np.kind == "time" or (self.phrases.accusative(chunk.np) and not self._after_inna(chunk.first)):
                    continue
                if agrees_before(verb, chunk.np) and (best is None or not relative):
                    best = chunk.np
                if chunk.np.conj:
                    whole = next((n for n in self._heads_before(chunk.first)), None)
                    if whole is not None:
                        best = whole
                    break
        return best

    def _after_inna(self, i: int) -> bool:
        """إن شابا قتل: the subject behind إن, أن, لكن is accusative."""
        return any(self.tokens[k].reading.pos == "sub" for k in range(max(0, i - 3), i))

    def _heads_before(self, i: int) -> list[NounPhrase]:
        """Phrases whose coordination reaches token ``i``."""
        out = []
        for chunk in self.phrases.chunks_to(i - 1):
            if chunk.first >= i:
                break
            if chunk.np is not None and chunk.type == "np" and any(n.first == i for n in self.phrases.coordinated(chunk.np)[1:]):
                out.append(chunk.np)
        return out

    def _inside_relative(self, v: int) -> bool:
        i = v - 1
        while i >= 0 and self.tokens[i].reading.pos in ("fut", "neg"):
            i -= 1
        return i >= 0 and (self.tokens[i].reading.pos == "rel" or bool(self.tokens[v].reading.suffix))

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
        np = self.last_actor(v, verb)
        return [np] if np is not None else []

    def last_actor(self, before: int, verb: Analysis | None = None) -> NounPhrase | None:
        """The nearest earlier phrase that can act and agrees, in this sentence, then in the earlier ones of the paragraph."""
        for reader in [self, *reversed(self.earlier)]:
            if reader.sentence.paragraph != self.sentence.paragraph:
                break
            candidates = reader.candidates(before if reader is self else None)
            # in an earlier sentence its subject comes first to mind
            for np in candidates if reader is not self else reversed(candidates):
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

    def referents(self, at: int, suffix: str) -> list[NounPhrase]:
        """Who acts behind a pronoun suffix at token ``at``: two that are joined where it is a dual (واشنطن وأنقرة ... عزمهما)."""
        if suffix == "هما":
            for chunk in reversed(self.phrases.chunks):
                if chunk.last < at and chunk.np is not None:
                    pair = self.phrases.coordinated(chunk.np)
                    if len(pair) == 2 and pair[0].people and pair[1].people and pair[1].last < at:
                        return pair
        np = self.referent(at, suffix, acting=True)
        return [np] if np is not None else []

    def referent(self, at: int, suffix: str, but: NounPhrase | None = None, acting: bool = False) -> NounPhrase | None:
        """What a pronoun suffix at token ``at`` stands for: the nearest earlier phrase of its gender and number.

        Parameters
        ----------
        but: a phrase that it cannot be (the subject of the same verb).
        acting: it must be able to act (the pronoun is the doer: عملياته).
        """
        if suffix in ("ي", "ني", "نا", "ك", "كم"):
            return None
        gender, plural = _pronoun_form(suffix)
        weak: NounPhrase | None = None
        for reader in [self, *reversed(self.earlier[-4:])]:
            for np in reversed(reader.candidates(at if reader is self else None)):
                if np is but or not _pronoun_fits(np, gender, plural):
                    continue
                if acting and not (np.people or np.kind == "aircraft"):
                    continue
                if np.people or np.kind in ("building", "vehicle", "aircraft", "weapon"):
                    return np
                if weak is None:
                    weak = np
            if weak is not None:
                return weak
            if reader is not self and reader.sentence.paragraph != self.sentence.paragraph:
                break
        # بعد انسحابه من المدينة قال التنظيم: the noun may come after its pronoun
        return next((n for n in self.candidates() if n.first > at and n.people and _pronoun_fits(n, gender, plural)), None)


def _relative_fits(word: str, np: NounPhrase) -> bool:
    """الذين for people, التي for a feminine or a plural of things, الذي for a masculine."""
    if word.startswith(("لذين", "الذين")):
        return np.kind in ("person", "group", "military", "") and (np.number in ("p", "") or np.count is not None)
    if word.endswith("لتي"):
        return np.gender == "f" or (np.number == "p" and np.kind != "person") or np.kind == "state"
    if word.endswith("لذي"):
        return np.gender != "f" and np.number != "p"
    return True


def _undergoes(verb: Analysis) -> bool:
    """استشهد, لقي حتفه: the subject of the verb is its victim."""
    frame = verb.frames[0] if verb.frames else None
    return frame is not None and frame.recipient is not None and frame.recipient[0].how == "subject"


def _pronoun_form(suffix: str) -> tuple[str, bool]:
    """Gender and plurality of a pronoun suffix."""
    gender = "f" if suffix in ("ها", "هن") else "m" if suffix in ("ه", "هم") else ""
    return gender, suffix in ("هم", "هن", "هما")


def _pronoun_fits(np: NounPhrase, gender: str, plural: bool) -> bool:
    if plural:
        return (np.number in ("p", "d") or np.count is not None) and np.kind in ("person", "group", "military", "") and gender != "f"
    if np.number == "p" and np.kind == "person":
        return False
    if gender == "f":
        return np.gender == "f" or np.number == "p" or np.kind == "state"
    return np.gender == "m" and np.number != "p"
