"""Cues of one sentence at work: who speaks, and which stretch of words is said.

A cue (قال, بحسب, نقلا عن, بيان ...) has a speaker and a stretch. What is said begins behind أن or a colon, at a quotation, or at the noun of
an event that is told of (أعلن مقتل); a phrase of source (بحسب) stands beside its clause and covers it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.events.draft import Filler
from marsad.events.speakers import SPEAKERS, SpeakerReader

if TYPE_CHECKING:
    from marsad.events.clauses import Clause, ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.entries import Cue
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis

_REACH = 22
_SHORT_QUOTE = 5
"""A quotation of up to so many words is a name or a single expression, unless a verb stands in it."""
_HEAD = 9
"""So many words may stand before the colon of «الدفاع المدني: جرحى ...»."""
_ABOUT = frozenset({"", "عن", "ب", "الي", "علي", "ل", "من"})
_HEADED = frozenset({"person", "group", "government", "military", "organisation", "media", "document"})


@dataclass(slots=True, eq=False)
class Scope:
    """One cue at work: tokens ``start`` to ``end`` (inclusive) are said by ``speakers``."""

    cue: Cue | None
    token: int
    speakers: list[Filler]
    start: int
    end: int
    relays: list[Filler] = field(default_factory=list)  # sources outside the speaker (نقلت الصحيفة عن ...)
    outer: bool = False  # covers the whole sentence from outside (بحسب)
    text: bool = False  # an agreement or a law says what stands in it
    beside: bool = False  # covers certain words before the cue (الهجوم الذي تبناه)
    open: bool = False  # speech behind a colon without quotation marks: it may go on in the next sentence

    @property
    def stance(self) -> str:
        return self.cue.stance if self.cue is not None else "says"


@dataclass(slots=True)
class Speech:
    """What one sentence hands on to the next."""

    recent: list[tuple[list[Filler], list[Filler]]] = field(default_factory=list)  # speakers of the last cues and their relays, latest last
    chain: list[tuple[Filler, str]] = field(default_factory=list)
    open: bool = False  # the last speech had no end of its own
    paragraph: int = -1
    drafts: list[Draft] = field(default_factory=list)  # of the sentence before


class CueReader:
    """Finds the scopes of one sentence."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, speech: Speech) -> None:
        self.clauses, self.lexicon = clauses, lexicon
        self.phrases, self.tokens = clauses.phrases, clauses.tokens
        self.sentence = clauses.sentence
        self.speakers = SpeakerReader(clauses, lexicon, speech)
        self.that = lexicon.classes["that"]

    def scopes(self) -> list[Scope]:
        """Cues of the sentence with their speakers and stretches, in order of their cue words."""
        out: list[Scope] = []
        head = self._head()
        if head is not None:
            out.append(head)
        free = 0  # first token behind the last phrase that was found
        for i, opener in enumerate(self.clauses.opens):
            if i < free or not opener.speech:
                continue
            scope, free = self._phrase_cue(i)
            if free == i:
                scope = self._word_cue(i, out)
            if scope is not None and scope.speakers:
                out.append(scope)
        return out

    def _head(self) -> Scope | None:
        """الدفاع المدني: جرحى في قصف: a speaker at the head of the sentence with a colon."""
        tokens = self.tokens
        colon = next((k for k in range(min(_HEAD, len(tokens))) if tokens[k].raw == ":"), 0)
        if not colon:
            return None
        first = max((k + 1 for k in range(colon) if tokens[k].word.shape == "punct"), default=0)
        np = self.phrases.noun_phrase(first)
        if np is None or np.last != colon - 1 or np.conj or np.prep:
            return None
        kind = getattr(np.actor, "kind", "") or np.kind
        if kind not in _HEADED or np.place is not None or np.count is not None:
            return None
        cue = next((c for c in tokens[np.head].reading.cues if c.kind == "noun" and c.speaker.how == "self"), None)
        return Scope(cue, first, self.speakers.fillers([np]), colon + 1, len(tokens) - 1, open=True)

    # -- phrases --------------------------------------------------------------------------------------------------------------

    def _phrase_cue(self, i: int) -> tuple[Scope | None, int]:
        tokens = self.tokens
        t = tokens[i]
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        for second, cue in self.clauses.opens[i].cues:
            if second and second != following:
                continue
            if cue.words[0] == "كما" and (i == 0 or tokens[i - 1].word.shape != "punct"):
                continue  # كما أعلن الجيش أن: at the head it only adds
            n = len(cue.words)
            if n == 1 and t.reading.pos == "verb":
                continue  # قال ل ...: its verb row says it all
            joined = cue.words[-1] in ("ل", "ب")
            m = n - 1 if joined else n
            if i + m > len(tokens) or any(tokens[i + k].norm != cue.words[k] for k in range(2, m)):
                continue
            if joined and (i + m >= len(tokens) or tokens[i + m].reading.prep != cue.words[-1]):
                continue
            if cue.speaker.how == "none":
                return None, i + m  # يذكر أن: nobody is named, and nobody who spoke before
            speakers = self._phrase_speaker(cue, i, i + m)
            if speakers is None:
                continue
            relays = self.speakers.told(i + m, i + _REACH, speakers)
            # ...، وحسب المجلس فإن: joined by و it opens a clause of its own
            return Scope(cue, i, speakers, i if t.reading.conj else 0, len(tokens) - 1, relays, outer=True), i + m
        return None, i

    def _phrase_speaker(self, cue: Cue, i: int, j: int) -> list[Filler] | None:
        tokens = self.tokens
        how = cue.speaker.how
        if how == "self":
            return [Filler((tokens[i].stem_span()[0], tokens[j - 1].stem_span()[1]), None, None, cue.id)]
        if how == "subject":
            # حسبما أفاد: the subject of the verb inside the phrase; من جانبه and في بيان leave it to the verb of saying that follows
            verb = tokens[j - 1].reading
            return self._subjects(j - 1) or None if verb.pos == "verb" else None
        np = self.phrases.noun_phrase(j) if j < len(tokens) else None
        if np is not None and np.kind == "place" and np.place is not None and np.first == np.last:
            return self.speakers.fillers([np])  # بحسب أنقرة
        if np is None and j < len(tokens) and tokens[j].norm == "ما":
            for k in range(j + 1, min(j + 3, len(tokens))):
                if tokens[k].reading.pos == "verb":
                    return self._subjects(k) or None
        if np is None:
            return None
        if (np.kind not in SPEAKERS and np.actor is None) or self.speakers.mute(np):
            return None
        r = tokens[np.head].reading
        source = any(c.speaker.how == "self" for c in r.cues)  # نقلا عن مصادرها
        if r.suffix and not source and (r.cues or np.kind in ("idea", "event", "")):
            # على حد قوله: the speaker is the one who has been speaking
            return self.speakers.last()[0] or None
        return self.speakers.fillers(self.phrases.coordinated(np))

    def _subjects(self, v: int) -> list[Filler]:
        clause = self.clauses.clause(v)
        found = [s for s in clause.subjects if (s.kind in SPEAKERS or s.actor is not None) and not self.speakers.mute(s)]
        return self.speakers.fillers(found)

    # -- words ----------------------------------------------------------------------------------------------------------------

    def _word_cue(self, i: int, before: list[Scope]) -> Scope | None:
        r = self.tokens[i].reading
        if not r.cues:
            return None
        if r.pos == "verb" and r.form in ("past", "present"):
            verbs = [c for c in r.cues if c.kind == "verb"]
            return self._verb_cue(i, verbs, before) if verbs else None
        if r.form == "active-participle" and not r.det and not r.prep:
            verbs = [c for c in r.cues if c.kind == "verb"]
            return self._participle_cue(i, verbs[0], before) if verbs else None
        nouns = [c for c in r.cues if c.kind == "noun"]
        if r.form == "masdar":  # إعلان: also a noun of its own
            nouns = nouns or [c for a in self.tokens[i].word.analyses if a.pos == "noun" for c in a.cues if c.kind == "noun"]
        return (self._noun_cue(i, nouns, before) or self._told_by(i, nouns)) if nouns else None

    def _verb_cue(self, v: int, cues: list[Cue], before: list[Scope]) -> Scope | None:
        r = self.tokens[v].reading
        clause = self.clauses.clause(v)
        cue = self._responsible(v, clause) or cues[0]
        if v and self.tokens[v - 1].reading.pos == "neg" and cue.stance != "denies":
            return None  # لم تعلن الوزارة: nothing is said
        marks = self.phrases.marks
        if (v + 1 in marks.counts.starts or v + 1 in marks.money.starts) and any(a.lemma == "بلغ" for a in self.tokens[v].word.analyses):
            return None  # تبلغ ثلاثة آلاف: it amounts to
        speakers: list[Filler] = []
        relays: list[Filler] = []
        for c in sorted(cues, key=lambda c: c.speaker.how == "prep"):
            if c.speaker.how == "subject" and not clause.passive:
                speakers, relays = self.speakers.of_verb(v, r, clause, before)
                cue = c if cue in cues else cue
            elif c.speaker.how == "object":
                speakers = self.speakers.fillers(clause.objects)
                cue = c
            elif c.speaker.how == "prep":
                found = [n for p, np in clause.pps if p in c.speaker.preps for n in self.phrases.coordinated(np)]
                if "في" in c.speaker.preps:
                    found = [n for n in found if n.kind in ("document", "media")]  # جاء في البيان
                found = [n for n in found if n.kind in SPEAKERS or n.actor is not None]
                if found and (speakers or clause.passive):
                    if c.stance == "relays" and "عن" in c.speaker.preps:
                        relays, speakers = speakers, self.speakers.fillers(found)
                    else:
                        relays = self.speakers.fillers(found)
                elif found and not speakers:
                    speakers, cue = self.speakers.fillers(found), c
        if not speakers:
            return None
        last = len(self.tokens) - 1
        if cue.stance == "claims-responsibility" and clause.relative_to is not None and clause.relative_to.sentence == self.sentence.index:
            # الهجوم الذي تبناه التنظيم: what is claimed stands before
            return Scope(cue, v, speakers, clause.relative_to.first, v - 1, beside=True)
        word = self.lexicon.normal_lemma(r)
        if r.suffix and not self._as_said(v) and word in self.lexicon.classes["passes-on"]:
            return Scope(cue, v, speakers, last + 1, last, relays)  # في بيان نشرته: what it says is the pronoun
        quoted = cue.speaker.how == "prep"  # نقلت الصحيفة عن المرأة التي ...، قولها إن
        start = self._content_start(v, clause.end, strict=word in self.lexicon.classes["that"] and not quoted)
        # قال المصدر لوكالة ...: the medium that was told passes it on
        relays = relays or self.speakers.told(v + 1, last + 1 if start is None else start, speakers)
        if self._as_said(v):
            return Scope(cue, v, speakers, 0, last, relays, outer=True)
        nominal = self._nominal_content(v, clause.end) if word not in self.lexicon.classes["that"] else None
        text = speakers[0].np is not None and self.speakers.text(speakers[0].np)
        if nominal is not None and (start is None or nominal < start):
            return Scope(cue, v, speakers, nominal, self._told_end(nominal, speakers, cue), relays, text=text)
        if start is not None:
            free = self.tokens[start - 1].raw == ":" and not self.sentence.quoted(start) and start <= last and self.tokens[start].reading.pos != "sub"
            return Scope(cue, v, speakers, start, self._said_end(start, cue), relays, open=free, text=text)
        if word in self.lexicon.classes["tell"]:
            # أفادت الوكالة، بتعرض منزل: all that follows the speaker is told
            start = max([v, *(f.np.last for f in speakers if f.np is not None and f.np.sentence == self.sentence.index)]) + 1
            return Scope(cue, v, speakers, start, self._told_end(start, speakers, cue), relays)
        # «...»، يقول الناشط: the cue stands behind what is said
        if v > 2 and self.tokens[v - 1].word.shape == "punct" and not r.conj:
            return Scope(cue, v, speakers, 0, v - 1, relays, outer=True)
        return Scope(cue, v, speakers, last + 1, last, relays)  # nothing said that we see, but who speaks is known to the next sentence

    def _responsible(self, v: int, clause: Clause) -> Cue | None:
        """أعلنت الجماعة مسؤوليتها عن التفجير: a verb that with a certain noun in its clause claims responsibility."""
        for cue in self.lexicon.verb_phrases.get(self.lexicon.normal_lemma(self.tokens[v].reading), ()):
            noun = cue.words[-1].removeprefix("ب")
            behind = self.tokens[v + 1 : clause.end + 1]
            if any(self.lexicon.normal_lemma(t.reading) == noun or t.norm[t.reading.start :].startswith(noun[:-1]) for t in behind):
                return cue
        return None

    def _as_said(self, v: int) -> bool:
        """حسبما ذكرت مصادر, بحسب ما أفاد: the clause of the cue stands beside what is said."""
        tokens = self.tokens
        k = v - 1
        if k < 0:
            return False
        if tokens[k].norm in ("حسبما", "وفقما", "كما", "مثلما"):
            comma = k == 0 or tokens[k - 1].word.shape == "punct"
            return tokens[k].norm not in ("كما", "مثلما") or (comma and k > 0 and self._content_start(v, v) is None)
        return tokens[k].norm == "ما" and k > 0 and tokens[k - 1].norm in ("حسب", "بحسب", "وفق", "وفقا", "علي", "لما")

    def _participle_cue(self, i: int, cue: Cue, before: list[Scope]) -> Scope | None:
        """مؤكدا, مضيفا أن: the speaker of the cue or act before it in the sentence."""
        start = self._content_start(i, i) or i + 1
        speakers: list[Filler] = []
        relays: list[Filler] = []
        inner = [s for s in before if not s.outer and (s.start <= i if s.start <= s.end else self._heard(s, before))]
        if inner:
            speakers, relays = inner[-1].speakers, inner[-1].relays
        else:
            for v in range(i - 1, -1, -1):
                if self.tokens[v].reading.pos == "verb" and self.tokens[v].reading.form in ("past", "present"):
                    speakers = self.speakers.fillers([s for s in self.clauses.clause(v).subjects if s.people])
                    break
        if not speakers:
            speakers, relays = self.speakers.last()
        return Scope(cue, i, speakers, start, self._said_end(start, cue), relays) if speakers else None

    def _heard(self, s: Scope, before: list[Scope]) -> bool:
        """A cue without content can be taken up by a participle: no act told by another (قال إن القوى تنشر شائعات، مؤكدا), no بيان نشرته."""
        told = any(o is not s and o.start <= s.token <= o.end for o in before)
        return not self.tokens[s.token].reading.suffix and not told

    def _noun_cue(self, i: int, cues: list[Cue], before: list[Scope]) -> Scope | None:
        """في بيان لها, تصريحات X أن: only where a content follows with أن or a colon and no verb cue has it."""
        if before:
            return None
        start = self._content_start(i, i)
        if start is None or start - i > 12:
            return None
        if any(self.tokens[k].reading.pos == "verb" and self.tokens[k].reading.cues for k in range(i + 1, start)):
            return None
        np = self.phrases.noun_phrase(i)
        for cue in cues:
            if cue.speaker.how == "self":
                return Scope(cue, i, self.speakers.fillers([np] if np else []), start, len(self.tokens) - 1)
            if cue.speaker.how == "idafa":
                inner = self.phrases.noun_phrase(i + 1) if not self.tokens[i].reading.det else None
                if inner is not None and (inner.people or inner.actor is not None):
                    return Scope(cue, i, self.speakers.fillers([inner]), start, len(self.tokens) - 1)
        return None

    def _told_by(self, i: int, cues: list[Cue]) -> Scope | None:
        """إعلان وزارة الداخلية عن مقتل رجلي أمن: a noun of telling with its speaker, and the event behind عن, ب or directly."""
        if self.tokens[i].reading.det or not self.lexicon.classes["telling"].intersection((self.lexicon.normal_lemma(self.tokens[i].reading),)):
            return None
        cue = next((c for c in cues if c.speaker.how == "idafa"), None)
        inner = self.phrases.noun_phrase(i + 1) if cue is not None and i + 1 < len(self.tokens) else None
        if cue is None or inner is None or not (inner.people or inner.actor is not None):
            return None
        for k in range(inner.last + 1, min(inner.last + 5, len(self.tokens))):
            r = self.tokens[k].reading
            if r.frames and r.pos == "noun":
                speakers = self.speakers.fillers([inner])
                return Scope(cue, i, speakers, k, self._told_end(k, speakers, cue))
            if r.pos in ("verb", "rel", "sub") or self.tokens[k].word.shape == "punct":
                return None
        return None

    # -- what is said ---------------------------------------------------------------------------------------------------------

    def _content_start(self, i: int, clause_end: int, strict: bool = False) -> int | None:
        """First token of what is said: after أن / إن / بأن or a colon, or a quotation; None where there is none of them.

        ``strict``: no other verb stands between.
        """
        tokens = self.tokens
        inside = False  # a relative clause or an aside of the speaker has begun
        for k in range(i + 1, min(len(tokens), max(i + _REACH, clause_end + 3))):
            t = tokens[k]
            if strict and k > clause_end and t.reading.pos in ("verb", "rel"):
                return None
            inside = inside or t.reading.pos == "rel"
            if any(a == k and self._speaks(a, b) for a, b in self.sentence.quotes):
                return k
            if strict and k > i + 2 and t.reading.pos == "sub" and self._told_beside(k - 1):
                return None  # تنشر معلومات، مؤكدا أن: another says it
            if t.raw == ":" or (t.word.shape == "arabic" and (t.norm in self.that or (t.reading.pos == "sub" and t.reading.lemma in ("أن", "إن", "أنّ")))):
                return k + 1
            if t.raw in ".؛" or (k > i + 1 and not inside and t.reading.form == "active-participle" and not t.reading.det and self._cue_verb(t.reading)):
                return None
            if k > i + 1 and t.reading.pos == "verb" and t.reading.conj and k > clause_end and not inside:
                return None
        return None

    def _told_beside(self, k: int) -> bool:
        """A participle of saying, behind a comma."""
        r = self.tokens[k].reading
        return self.tokens[k - 1].raw == "،" and not r.det and any(a.form == "active-participle" and self._cue_verb(a) for a in self.tokens[k].word.analyses)

    @staticmethod
    def _cue_verb(r: Analysis) -> bool:
        return not r.prep and any(c.kind == "verb" for c in r.cues)

    def _speaks(self, a: int, b: int) -> bool:
        """A quotation that is speech: long, or with a verb."""
        return b - a > _SHORT_QUOTE or (b - a > 1 and any(t.reading.pos == "verb" for t in self.tokens[a:b]))

    def _nominal_content(self, v: int, end: int) -> int | None:
        """أكد مقتل ستة: the content is a noun phrase of an event."""
        marks = self.phrases.marks
        for k in range(v + 1, min(len(self.tokens), end + 2)):
            r = self.tokens[k].reading
            if k in marks.actors.cover or k in marks.places.cover:
                continue  # وزارة الدفاع
            if r.frames and (r.form == "masdar" or r.pos == "noun"):
                prep = r.prep or (self.phrases.preposition(k - 1)[0] if self.tokens[k - 1].reading.pos == "prep" else "")
                if prep == "ب" and self.tokens[v].reading.lights:
                    return None  # ردت بقصف: the verb does the act, it does not tell of it
                if prep in _ABOUT:
                    return k
        return None

    def _said_end(self, start: int, cue: Cue) -> int:
        """Speech goes on to the end of the sentence, or to a pause with a new main clause (..  وكان); a denial to what else he does (متهما)."""
        tokens = self.tokens
        if cue.stance == "denies":
            for k in range(start, len(tokens) - 1):
                r = tokens[k + 1].reading
                if tokens[k].raw == "،" and r.form == "active-participle" and not r.det and not r.prep and tokens[k + 1].norm.endswith(("ا", "ه", "ين")):
                    return k
        for k in range(start, len(tokens) - 1):
            if tokens[k].raw.startswith("..") and tokens[k + 1].reading.conj and tokens[k + 1].reading.pos == "verb" and not self.sentence.quoted(k):
                return k
        return len(tokens) - 1

    def _told_end(self, start: int, speakers: list[Filler], cue: Cue) -> int:
        """An event that is told of ends where the speaker does something else (أعلن النفير وأمر قواته)."""
        own = {f.span for f in speakers}
        for k in range(start + 1, len(self.tokens)):
            r = self.tokens[k].reading
            if self.tokens[k].norm == "اذ":
                return k - 1
            if r.pos == "verb" and r.conj and r.form in ("past", "present") and not r.cues:
                clause = self.clauses.clause(k)
                if clause.dropped and any(self.speakers.span(s) in own for s in clause.subjects):
                    return k - 1
        return self._said_end(start, cue)
