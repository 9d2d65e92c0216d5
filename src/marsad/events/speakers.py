"""Who speaks: the subject of a verb of saying or who stands for him, media that pass words on, the span of a speaker's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.agreement import agrees_after, agrees_before
from marsad.events.draft import Filler

if TYPE_CHECKING:
    from marsad.events.clauses import Clause, ClauseReader
    from marsad.events.cues import Scope, Speech
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis
    from marsad.mentions.noun_phrase import NounPhrase

SPEAKERS = frozenset({"person", "group", "government", "military", "organisation", "media", "state", "document", ""})


class SpeakerReader:
    """Finds the speakers of the cues of one sentence."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, speech: Speech) -> None:
        self.clauses, self.lexicon, self.speech = clauses, lexicon, speech
        self.phrases, self.tokens = clauses.phrases, clauses.tokens
        self.sentence = clauses.sentence

    def is_a(self, r: Analysis, name: str) -> bool:
        """The lemma of a reading belongs to a class of words."""
        return self.lexicon.normal_lemma(r) in self.lexicon.classes[name]

    def of_verb(self, v: int, r: Analysis, clause: Clause, before: list[Scope]) -> tuple[list[Filler], list[Filler]]:
        """The subject of a verb of saying, or without one who spoke or acted before; and who passed that one's words on."""
        subjects = [] if clause.dropped else clause.subjects
        subjects = [s for s in subjects if s.kind in SPEAKERS or s.place is not None or s.actor is not None or self._speaks(s, v)]
        subjects = [s for s in subjects if not self.mute(s)]
        first = subjects[0] if subjects else None
        if first is not None and first.sentence == self.sentence.index and first.first < v:
            after = clause.objects[0] if clause.objects else None
            if after is not None and self._behind(v, r, after) and agrees_after(r, after):
                return self.fillers(clause.objects), []  # جماعة قالت مصادر إنها: the relative clause has its own subject
            if (self._relative(v) and not agrees_before(r, first)) or self._pronoun(v, first):
                subjects = []  # الدول التي قال إنها; رغم أن الوزير لم يشر إلى الحزب فإنه قال
        if subjects:
            return self.fillers(subjects), []
        direct = clause.objects[0] if clause.objects and not r.suffix else None
        if direct is not None and self._behind(v, r, direct):
            return self.fillers(self.phrases.coordinated(direct)), []  # who stands right behind a verb of saying speaks
        if r.person != 3 or (clause.subjects and not clause.dropped and first is None):
            return [], []
        here = self._speaker_here(v, r, before)
        if here or any(s.start <= v <= s.end for s in before if not s.outer):
            return here, []
        if clause.dropped and clause.subjects[0].sentence == self.sentence.index and clause.subjects[0].people:
            return self.fillers(clause.subjects), []
        last, relays = self.last(r)
        return last or self.fillers(clause.subjects[:1] if clause.dropped else []), relays

    def _behind(self, v: int, r: Analysis, np: NounPhrase) -> bool:
        """A phrase right behind a verb of saying that can be its subject: the verb does not take the one who is told as its object."""
        near = np.sentence == self.sentence.index and np.first == v + 1 and not np.prep and (np.people or self.text(np))
        return near and not self.mute(np) and not self.phrases.accusative(np) and not self.is_a(r, "told")

    def _pronoun(self, v: int, np: NounPhrase | None = None) -> bool:
        """The subject of the verb is a pronoun on أن right before it (and ``np`` is what it was taken to stand for)."""
        return v > 0 and self.tokens[v - 1].reading.pos == "sub" and bool(self.tokens[v - 1].reading.suffix) and (np is None or np.last < v - 1)

    def _relative(self, v: int) -> bool:
        return v > 0 and self.tokens[v - 1].reading.pos == "rel"

    def _speaker_here(self, v: int, verb: Analysis, before: list[Scope]) -> list[Filler]:
        """نفى المتحدث هذه الرواية، وقال إن: the speaker, or else the subject, of the verb that this one is joined to in the sentence."""
        for scope in reversed(before):
            if not scope.outer and scope.speakers and (scope.speakers[0].np is None or agrees_before(verb, scope.speakers[0].np)):
                return scope.speakers
        if not verb.conj and not self._relative(v) and not self._pronoun(v):
            return []
        for k in range(v - 1, -1, -1):
            r = self.tokens[k].reading
            if r.pos == "verb" and r.form in ("past", "present"):
                clause = self.clauses.clause(k)
                if clause.dropped or clause.passive:
                    return []
                subjects = [s for s in clause.subjects if s.sentence == self.sentence.index and (s.kind in SPEAKERS or s.actor is not None)]
                return self.fillers(subjects) if subjects and not self.mute(subjects[0]) and agrees_before(verb, subjects[0]) else []
        return []

    def last(self, verb: Analysis | None = None) -> tuple[list[Filler], list[Filler]]:
        """The latest speaker that agrees with a verb without a subject (وأضاف, وتابعت), and who passed the words on."""
        for speakers, relays in reversed(self.speech.recent):
            np = speakers[0].np
            if verb is None or np is None or agrees_before(verb, np):
                return speakers, relays
        return [], []

    def mute(self, np: NounPhrase) -> bool:
        """A demonstrative or pronoun alone, or a word of speaking itself, does not speak."""
        if np.sentence != self.sentence.index:
            return False
        r = self.tokens[np.head].reading
        if r.pos in ("dem", "pron") or (r.form == "masdar" and np.actor is None) or (r.cues and r.pos == "noun" and r.suffix):
            return True
        return np.kind == "event" and not self.text(np)

    def text(self, np: NounPhrase) -> bool:
        """An agreement, a law or a plan says what stands in it."""
        return np.sentence == self.sentence.index and self.is_a(self.tokens[np.head].reading, "text")

    def _speaks(self, np: NounPhrase, v: int) -> bool:
        """What is no one may still say something: an agreement, an office, a name that is a common word."""
        return self.text(np) or self._office(np) or self._name(np, v)

    def _name(self, np: NounPhrase, v: int) -> bool:
        """قال سلال: «...»: one bare word between a verb of saying and what is said is a name, whatever else it means."""
        if np.sentence != self.sentence.index or not np.first == np.last == v + 1 or np.definite or v + 2 >= len(self.tokens):
            return False
        return self.tokens[v + 2].raw == ":" or any(a == v + 2 for a, _ in self.sentence.quotes)

    def _office(self, np: NounPhrase) -> bool:
        """أعلنت محافظة دمشق, قالت بلدية رفح: a district speaks through its office."""
        return np.sentence == self.sentence.index and self.is_a(self.tokens[np.head].reading, "office")

    def _medium(self, np: NounPhrase) -> bool:
        if self.is_a(self.tokens[np.head].reading, "press"):
            return False  # قال للصحافة
        return np.kind == "media" or getattr(np.actor, "kind", "") == "media"

    def _quoted_name(self, np: NounPhrase) -> bool:
        """A name in quotation marks that is told something is a medium: قال المصدر ل«الحياة»."""
        return np.sentence == self.sentence.index and any(a == np.first and b - a <= 4 for a, b in self.sentence.quotes)

    def told(self, a: int, b: int, speakers: list[Filler]) -> list[Filler]:
        """Media to which the words between two tokens say that it was told (لرويترز, لـ«الشرق الأوسط», مع القناة)."""
        out: list[NounPhrase] = []
        for k in range(a, min(b, len(self.tokens))):
            t = self.tokens[k]
            if t.reading.pos == "verb" and self.is_a(t.reading, "passes-on"):
                # في بيان نشرته مواقع محلية, في بيان (تلقت الوكالة نسخة منه)
                clause = self.clauses.clause(k)
                copy = any(self.lexicon.normal_lemma(x.reading) == "نسخه" for x in self.tokens[k + 1 : k + 6])
                if not clause.dropped and (copy or (t.reading.suffix and t.reading.cues)):
                    out += [n for n in clause.subjects if n.first > k and (n.people or self._quoted_name(n))]
                continue
            first = k + 1 if t.norm in ("مع", "ل") else k
            if (t.norm not in ("مع", "ل") and t.reading.prep != "ل") or first >= len(self.tokens):
                continue
            np = self.phrases.noun_phrase(first)
            if np is not None and (self._medium(np) or self._quoted_name(np)) and not any(f.np is np for f in speakers):
                out.append(np)
        return self.fillers(out[:2])

    def fillers(self, nps: list[NounPhrase]) -> list[Filler]:
        return [Filler(self.span(np), getattr(np.actor, "entity", None), np, "speaker") for np in nps]

    def span(self, np: NounPhrase) -> tuple[int, int]:
        """مصدر في المعارضة, الناطق باسم القوات: an unnamed speaker is known by the phrase that follows."""
        if np.sentence != self.sentence.index:
            return np.span
        prep, k = self.phrases.preposition(np.last + 1)
        issued = np.kind == "document" and np.last > np.first and self.is_a(self.tokens[np.last].reading, "issued")
        if issued and prep in ("الي", "عن", "ل", "من") and k < len(self.tokens):
            author = self.phrases.noun_phrase(k)  # تقرير منسوب إلى الوزارة, بيان صادر عن القيادة
            return (np.span[0], author.span[1]) if author is not None else np.span
        if np.kind != "person" or np.actor is not None:
            return np.span
        if prep == "ل" and k == np.last + 1 and (more := self.phrases.noun_phrase(k)) is not None:
            # المدير العام للشرطة حسن علي, الحاكم السابق لإقليم دارفور سالم حمد
            name = self.phrases.marks.actors.starts.get(more.last + 1) or self.phrases.marks.actors.cover.get(more.last)
            if name is not None and getattr(name, "kind", "") == "person":
                return np.span[0], name.span[1]
        if prep in ("في", "ب", "من", "لدي", "باسم", "بوزاره") and k < len(self.tokens):
            more = self.phrases.noun_phrase(k)
            if more is not None and more.kind not in ("event", "time", "document", "idea", "") and not more.conj:
                return np.span[0], more.span[1]
        return np.span
