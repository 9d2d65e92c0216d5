"""Who said so: the chain of speakers of each event, outermost first.

A cue (قال, بحسب, نقلا عن, بيان ...) has a speaker and a stretch of words that it covers. Cues inside the stretch of another cue with a
speaker of their own are nested; a cue that goes on with the same speaker (وأضاف, مؤكدا) replaces it. Speech runs on into the next sentence where
the quotation stays open or the next cue has no subject of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.events.clauses import agrees_before
from marsad.events.draft import Draft, Filler

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.lexicon.entries import Cue
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis
    from marsad.mentions.phrases import NounPhrase

_THAT = frozenset({"ان", "انه", "انها", "انهم", "انهما", "بان", "بانه", "بانها", "بانهم", "ب", "بقوله", "بقولها", "بقولهم", "قائلا", "قائله"})
_REACH = 22
_ABOUT = frozenset({"", "عن", "ب", "الي", "علي", "ل", "من"})
_SPEAKERS = frozenset({"person", "group", "government", "military", "organisation", "media", "state", "document", ""})
_COMPLEMENT_TYPES = frozenset({"ACCUSE", "REQUEST", "THREATEN"})


@dataclass(slots=True, eq=False)
class Scope:
    """One cue at work: tokens ``start`` to ``end`` (inclusive) are said by ``speakers``."""

    cue: Cue
    token: int
    speakers: list[Filler]
    start: int
    end: int
    relays: list[Filler] = field(default_factory=list)  # sources outside the speaker (نقلت الصحيفة عن ...)
    outer: bool = False  # covers the whole sentence from outside (بحسب)


@dataclass(slots=True)
class Speech:
    """What one sentence hands on to the next."""

    recent: list[list[Filler]] = field(default_factory=list)  # speakers of the last cues, latest last
    chain: list[tuple[Filler, str]] = field(default_factory=list)


class Attributor:
    """Finds the scopes of one sentence and gives its drafts their sources."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, speech: Speech) -> None:
        self.clauses, self.lexicon, self.speech = clauses, lexicon, speech
        self.phrases, self.tokens = clauses.phrases, clauses.tokens
        self.sentence = clauses.sentence
        self.found: list[Scope] = []

    def _last_speaker(self, verb: Analysis | None = None) -> list[Filler]:
        """The latest speaker that agrees with a verb without a subject (وأضاف, وتابعت)."""
        for speakers in reversed(self.speech.recent):
            np = speakers[0].np
            if verb is None or np is None or agrees_before(verb, np):
                return speakers
        return []

    def _speaker_here(self, v: int, verb: Analysis, before: list[Scope]) -> list[Filler]:
        """نفى المتحدث هذه الرواية، وقال إن: the speaker, or else the subject, of the verb that this one is joined to in the sentence."""
        for scope in reversed(before):
            if not scope.outer and scope.speakers and (scope.speakers[0].np is None or agrees_before(verb, scope.speakers[0].np)):
                return scope.speakers
        if not verb.conj:
            return []
        for k in range(v - 1, -1, -1):
            r = self.tokens[k].reading
            if r.pos == "verb" and r.form in ("past", "present"):
                clause = self.clauses.clause(k)
                if clause.dropped or clause.passive:
                    return []
                subjects = [s for s in clause.subjects if s.sentence == self.sentence.index and (s.kind in _SPEAKERS or s.actor is not None)]
                return self._fillers(subjects) if subjects and not self._mute(subjects[0]) and agrees_before(verb, subjects[0]) else []
        return []

    # -- scopes ---------------------------------------------------------------------------------------------------------------

    def scopes(self) -> list[Scope]:
        """Cues of the sentence with their speakers and stretches, in order of their cue words."""
        out: list[Scope] = []
        i = 0
        while i < len(self.tokens):
            scope, after = self._phrase_cue(i)
            if scope is None:
                scope = self._word_cue(i, out)
                after = i + 1
            if scope is not None:
                out.append(scope)
            i = max(after, i + 1)
        return out

    def _phrase_cue(self, i: int) -> tuple[Scope | None, int]:
        tokens = self.tokens
        t = tokens[i]
        if t.word.shape != "arabic":
            return None, i
        for key, _ in t.word.keys or ((t.norm, 0),):
            for cue in self.lexicon.phrase_cues.get(key, ()):
                n = len(cue.words)
                if n == 1 and t.reading.pos == "verb":
                    continue  # قال ل ...: its verb row says it all
                joined = cue.words[-1] in ("ل", "ب")
                m = n - 1 if joined else n
                if i + m > len(tokens) or any(tokens[i + k].norm != cue.words[k] for k in range(1, m)):
                    continue
                if joined and (i + m >= len(tokens) or tokens[i + m].reading.prep != cue.words[-1]):
                    continue
                speakers = self._phrase_speaker(cue, i, i + m)
                if speakers is None:
                    continue
                return self._whole(cue, i, speakers, i + m), i + m
        return None, i

    def _phrase_speaker(self, cue: Cue, i: int, j: int) -> list[Filler] | None:
        tokens = self.tokens
        how = cue.speaker.how
        if how == "none":
            return None
        if how == "self":
            return [Filler((tokens[i].stem_span()[0], tokens[j - 1].stem_span()[1]), None, None, cue.id)]
        if how == "subject":
            # من جانبه, حسبما أفاد: the subject of the verb that follows; a pronoun-only phrase has no speaker of its own
            for k in range(j - 1, min(j + 2, len(tokens))):
                if tokens[k].reading.pos == "verb" and k >= j - 1:
                    found = self._fillers(self.clauses.clause(k).subjects)
                    return found or None
            return None
        np = self.phrases.noun_phrase(j) if j < len(tokens) else None
        if np is None and j < len(tokens) and tokens[j].norm == "ما":
            for k in range(j + 1, min(j + 3, len(tokens))):
                if tokens[k].reading.pos == "verb":
                    return self._fillers(self.clauses.clause(k).subjects) or None
        if np is None:
            return None
        if np.kind not in _SPEAKERS and np.actor is None:
            return None
        if tokens[np.head].reading.suffix and (tokens[np.head].reading.cues or np.kind in ("idea", "event", "")):
            # على حد قوله: the speaker is the one who has been speaking
            return self._last_speaker() or None
        return self._fillers(self.phrases.coordinated(np))

    def _whole(self, cue: Cue, i: int, speakers: list[Filler], after: int) -> Scope:
        """A phrase of source covers its clause: all that follows if it stands first, all before if it stands last."""
        return Scope(cue, i, speakers, 0, len(self.tokens) - 1, outer=True)

    def _word_cue(self, i: int, before: list[Scope]) -> Scope | None:
        tokens = self.tokens
        r = tokens[i].reading
        cues = r.cues
        if not cues:
            return None
        if r.pos == "verb" and r.form in ("past", "present"):
            verbs = [c for c in cues if c.kind == "verb"]
            return self._verb_cue(i, verbs, before) if verbs else None
        if r.form == "active-participle" and not r.det and not r.prep:
            verbs = [c for c in cues if c.kind == "verb"]
            return self._participle_cue(i, verbs[0], before) if verbs else None
        nouns = [c for c in cues if c.kind == "noun"]
        return self._noun_cue(i, nouns, before) if nouns else None

    def _verb_cue(self, v: int, cues: list[Cue], before: list[Scope]) -> Scope | None:
        r = self.tokens[v].reading
        clause = self.clauses.clause(v)
        cue = cues[0]
        start = self._content_start(v, clause.end)
        speakers: list[Filler] = []
        relays: list[Filler] = []
        for c in sorted(cues, key=lambda c: c.speaker.how == "prep"):
            if c.speaker.how == "subject" and not clause.passive:
                subjects = [] if clause.dropped else clause.subjects
                subjects = [s for s in subjects if s.kind in _SPEAKERS or s.actor is not None]
                subjects = [s for s in subjects if not self._mute(s)]
                if subjects:
                    speakers = self._fillers(subjects)
                elif r.person == 3 and (clause.dropped or not clause.subjects):
                    speakers = self._speaker_here(v, r, before) or self._last_speaker(r) or self._fillers(clause.subjects[:1] if clause.dropped else [])
                cue = c
            elif c.speaker.how == "object":
                speakers = self._fillers(clause.objects)
                cue = c
            elif c.speaker.how == "prep":
                found = [n for p, np in clause.pps if p in c.speaker.preps for n in self.phrases.coordinated(np)]
                found = [n for n in found if n.kind in _SPEAKERS or n.actor is not None]
                if found and (speakers or clause.passive):
                    if c.stance == "relays" and "عن" in c.speaker.preps:
                        relays, speakers = speakers, self._fillers(found)
                    else:
                        relays = self._fillers(found)
                elif found and not speakers:
                    speakers, cue = self._fillers(found), c
        if not speakers:
            return None
        if not relays:
            # قال المصدر لوكالة ...: the medium that was told passes it on
            relays = self._fillers([np for p, np in clause.pps if p in ("ل", "مع") and (_medium(np) or self._quoted_name(np))])
        if self._as_said(v):
            return Scope(cue, v, speakers, 0, len(self.tokens) - 1, relays, outer=True)
        nominal = self._nominal_content(v, clause.end)
        if nominal is not None and (start is None or nominal < start):
            start = nominal
        if start is None:
            # «...»، يقول الناشط: the cue stands behind what is said
            behind = v > 2 and self.tokens[v - 1].word.shape == "punct" and not r.conj
            return Scope(cue, v, speakers, 0, v - 1, relays, outer=True) if behind else None
        return Scope(cue, v, speakers, start, len(self.tokens) - 1, relays)

    def _mute(self, np: NounPhrase) -> bool:
        """A demonstrative or pronoun alone, or a word of speaking itself, does not speak."""
        if np.sentence != self.sentence.index:
            return False
        r = self.tokens[np.head].reading
        return r.pos in ("dem", "pron") or (bool(r.cues) and r.pos == "noun" and bool(r.suffix)) or np.kind == "event"

    def _quoted_name(self, np: NounPhrase) -> bool:
        """A name in quotation marks that is told something is a medium: قال المصدر ل«الحياة»."""
        return np.sentence == self.sentence.index and any(a == np.first and b - a <= 4 for a, b in self.sentence.quotes)

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
        inner = [s for s in before if not s.outer]
        if inner:
            speakers, relays = inner[-1].speakers, inner[-1].relays
        else:
            for v in range(i - 1, -1, -1):
                if self.tokens[v].reading.pos == "verb" and self.tokens[v].reading.form in ("past", "present"):
                    speakers = self._fillers([s for s in self.clauses.clause(v).subjects if s.people])
                    break
        if not speakers:
            speakers = self._last_speaker()
        return Scope(cue, i, speakers, start, len(self.tokens) - 1, relays) if speakers else None

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
                return Scope(cue, i, self._fillers([np] if np else []), start, len(self.tokens) - 1)
            if cue.speaker.how == "idafa":
                inner = self.phrases.noun_phrase(i + 1) if not self.tokens[i].reading.det else None
                if inner is not None and (inner.people or inner.actor is not None):
                    return Scope(cue, i, self._fillers([inner]), start, len(self.tokens) - 1)
        return None

    def _content_start(self, i: int, clause_end: int) -> int | None:
        """First token of what is said: after أن / إن / بأن or a colon; None where there is neither."""
        tokens = self.tokens
        for k in range(i + 1, min(len(tokens), max(i + _REACH, clause_end + 3))):
            t = tokens[k]
            if k > i + 1 and any(a == k and b - a > 5 for a, b in self.sentence.quotes):
                return k
            if t.raw == ":" or (t.word.shape == "arabic" and (t.norm in _THAT or (t.reading.pos == "sub" and t.reading.lemma in ("أن", "إن", "أنّ")))):
                return k + 1
            if t.raw in ".؛":
                return None
            if k > i + 1 and t.reading.pos == "verb" and t.reading.conj and k > clause_end:
                return None
        return None

    def _nominal_content(self, v: int, end: int) -> int | None:
        """أكد مقتل ستة: the content is a noun phrase of an event."""
        named = self.phrases.marks.actors.cover
        for k in range(v + 1, min(len(self.tokens), end + 2)):
            r = self.tokens[k].reading
            if k in named or k in self.phrases.marks.places.cover:
                continue  # وزارة الدفاع
            if r.frames and (r.form == "masdar" or r.pos == "noun"):
                prep = r.prep or (self.phrases.preposition(k - 1)[0] if self.tokens[k - 1].reading.pos == "prep" else "")
                if prep == "ب" and self.tokens[v].reading.lights:
                    return None  # ردت بقصف: the verb does the act, it does not tell of it
                if prep in _ABOUT:
                    return k
        return None

    def _fillers(self, nps: list[NounPhrase]) -> list[Filler]:
        return [Filler(self._speaker_span(np), getattr(np.actor, "entity", None), np, "speaker") for np in nps]

    def _speaker_span(self, np: NounPhrase) -> tuple[int, int]:
        """مصدر في المعارضة, الناطق باسم القوات: an unnamed speaker is known by the phrase that follows."""
        if np.sentence != self.sentence.index or np.kind != "person" or np.actor is not None:
            return np.span
        prep, k = self.phrases.preposition(np.last + 1)
        if prep in ("في", "ب", "من", "لدي", "باسم", "بوزاره") and k < len(self.tokens):
            more = self.phrases.noun_phrase(k)
            if more is not None and more.kind not in ("event", "time", "document", "idea", "") and not more.conj:
                return np.span[0], more.span[1]
        return np.span

    # -- drafts ---------------------------------------------------------------------------------------------------------------

    def attribute(self, drafts: list[Draft]) -> None:
        """Set the sources of the drafts of this sentence, and what the next sentence inherits."""
        scopes = self.found = self.scopes()
        inherited = self._carried(scopes)
        for d in drafts:
            chain = list(inherited)
            for scope in self._chain_at(d.token, scopes):
                d.said = d.said or (scope.start == d.token and self.tokens[scope.token].reading.form == "past")
                for f in scope.relays:
                    chain.append((f, "relays"))
                for f in scope.speakers:
                    chain.append((f, scope.cue.stance))
                t = self.tokens[scope.token]
                d.explain(f"source by cue {scope.cue.id}", t.stem_span(), file=scope.cue.at.file, line=scope.cue.at.line)
            for f, stance in self._complement_of(d, drafts):
                chain.append((f, stance))
            d.sources = _unique(chain)
        self._hand_on(scopes, inherited)

    def _chain_at(self, token: int, scopes: list[Scope]) -> list[Scope]:
        """The scopes that hold at a token, outermost first; the last of two with one speaker or of two in a row wins."""
        active = [s for s in scopes if s.start <= token <= s.end and not (s.token == token and not s.outer)]
        outer = [
            s
            for s in active
            if s.outer and not any(f.np is not None and f.np.sentence == self.sentence.index and f.np.first <= token <= f.np.last for f in s.speakers)
        ]
        chain: list[Scope] = []
        for s in (x for x in active if not x.outer):
            r = self.tokens[s.token].reading
            if chain and (r.conj or r.form == "active-participle" or not self._nests(chain[-1], s)):
                chain = []
            chain.append(s)
        return outer + chain

    def _nests(self, a: Scope, b: Scope) -> bool:
        """Cue ``b`` is part of what ``a`` says: it begins inside a's content, not behind فيما, بينما or a semicolon."""
        if b.token < a.start or {f.span for f in a.speakers} == {f.span for f in b.speakers}:
            return False
        return not any(self.tokens[k].norm in self.lexicon.classes["apart"] or self.tokens[k].raw == "؛" for k in range(a.start, b.token))

    def _complement_of(self, d: Draft, drafts: list[Draft]) -> list[tuple[Filler, str]]:
        """What is alleged, demanded or threatened is so by the word of who alleges, demands, threatens."""
        best: Draft | None = None
        for g in drafts:
            if g is d or g.event_type not in _COMPLEMENT_TYPES or g.token >= d.token or not g.frame.content:
                continue
            if d.token <= g.right_end + 1 or self._that_between(g.token, d.token):
                best = g
        if best is None:
            return []
        stance = "claims" if best.event_type == "ACCUSE" else "says"
        return [(f, stance) for f in best.actor]

    def _that_between(self, a: int, b: int) -> bool:
        return any(self.tokens[k].norm in _THAT for k in range(a + 1, min(b, a + 14)))

    def _carried(self, scopes: list[Scope]) -> list[tuple[Filler, str]]:
        """Sources of a sentence that stands inside a quotation opened earlier."""
        if self.sentence.opens_quoted and not any(not s.outer for s in scopes):
            return self.speech.chain
        return []

    def _hand_on(self, scopes: list[Scope], inherited: list[tuple[Filler, str]]) -> None:
        inner = [s for s in scopes if not s.outer] or scopes
        if inner:
            self.speech.recent = [*self.speech.recent[-5:], *(s.speakers for s in inner if s.speakers)]
            last = inner[-1]
            self.speech.chain = [*((f, "relays") for f in last.relays), *((f, last.cue.stance) for f in last.speakers)]
        elif inherited:
            self.speech.chain = inherited


def _medium(np: NounPhrase) -> bool:
    return np.kind == "media" or getattr(np.actor, "kind", "") == "media"


def _unique(chain: list[tuple[Filler, str]]) -> list[tuple[Filler, str]]:
    out: list[tuple[Filler, str]] = []
    for f, stance in chain:
        if not any(f.span == g.span for g, _ in out):
            out.append((f, stance))
    return out
