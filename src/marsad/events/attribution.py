"""Who said so: the chain of speakers of each event, outermost first.

Cues inside the stretch of another cue with a speaker of their own are nested; a cue that goes on with the same speaker (وأضاف, مؤكدا)
replaces it. Speech runs on into the next sentence where the quotation stays open or the next cue has no subject of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.cues import CueReader, Scope, Speech
from marsad.events.draft import Draft, Filler

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.lexicon.grammar import Grammar


class Attributor:
    """Gives the drafts of one sentence their sources."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, speech: Speech) -> None:
        self.clauses, self.lexicon, self.speech = clauses, lexicon, speech
        self.tokens = clauses.tokens
        self.sentence = clauses.sentence
        self.found: list[Scope] = []

    def scopes(self) -> list[Scope]:
        """Cues of the sentence with their speakers and stretches, in order of their cue words."""
        return CueReader(self.clauses, self.lexicon, self.speech).scopes()

    def attribute(self, drafts: list[Draft]) -> None:
        """Set the sources of the drafts of this sentence, and what the next sentence inherits."""
        scopes = self.found = self.scopes()
        inherited, limit = self._carried(scopes)
        if not drafts and scopes and scopes[0].outer and scopes[0].token == 0 and not any(t.reading.pos == "verb" for t in self.tokens):
            self._behind(scopes)
        for d in drafts:
            chain = list(inherited) if d.token < limit else []
            for scope in self._chain_at(d, scopes):
                d.said = d.said or (scope.start == d.token and self.tokens[scope.token].reading.form == "past")
                for f in scope.relays:
                    chain.append((f, "relays"))
                for f in scope.speakers:
                    chain.append((f, scope.stance))
                span = self.tokens[scope.token].stem_span()
                if scope.cue is None:
                    d.explain("source before a colon", span)
                else:
                    d.explain(f"source by cue {scope.cue.id}", span, file=scope.cue.at.file, line=scope.cue.at.line)
            d.sources = _unique(chain)
        self._hand_on(scopes, inherited)
        self.speech.drafts = drafts

    def _chain_at(self, d: Draft, scopes: list[Scope]) -> list[Scope]:
        """The scopes that hold at a draft, outermost first; the last of two with one speaker or of two in a row wins."""
        token = d.token
        active = [s for s in scopes if s.start <= token <= s.end and (s.token != token or s.outer) and not self._of_speaker(d, s)]
        chain: list[Scope] = []
        told = any(x.outer or not (x.beside or x.text) for x in active)
        for s in (x for x in active if not x.outer and not x.beside and not (x.text and told)):
            if chain and _speakers(chain[-1]) == _speakers(s):
                relays = s.relays or chain[-1].relays
                chain[-1] = Scope(s.cue, s.token, s.speakers, s.start, s.end, relays)
                continue
            if chain and (self.tokens[s.token].reading.conj or not self._nests(chain[-1], s)):
                chain = []
            chain.append(s)
        inner = {f.span for s in chain for f in s.speakers}
        whole = [s for s in active if s.outer and not any(a[0] <= b[0] and b[1] <= a[1] for a in _speakers(s) for b in inner)]
        return whole + chain + [s for s in active if s.beside]

    def _of_speaker(self, d: Draft, scope: Scope) -> bool:
        """The draft stands in the words for the speaker, or in a relative clause on him (التحالف الذي يقاتل ...)."""
        own = [f.np for f in scope.speakers if f.np is not None and f.np.sentence == self.sentence.index]
        if any(np.first <= d.token <= np.last for np in own):
            return True
        return d.clause is not None and d.clause.relative_to is not None and any(np is d.clause.relative_to for np in own)

    def _nests(self, a: Scope, b: Scope) -> bool:
        """Cue ``b`` is part of what ``a`` says: it begins inside a's content, not behind فيما, بينما, a semicolon, or as the main verb after a's
        relative clause (في الوقت الذي يرى فيه ...، ذكر ...)."""
        if b.token < a.start:
            return False
        if a.token and self.tokens[a.token - 1].reading.pos == "rel" and self.tokens[b.token - 1].raw == "،":
            return False
        return not any(self.tokens[k].norm in self.lexicon.classes["apart"] or self.tokens[k].raw == "؛" for k in range(a.start, b.token))

    def demands(self, drafts: list[Draft]) -> None:
        """What is demanded or alleged is so by the word of who demands or alleges, where nobody else says it; statuses must be known."""
        for d in drafts:
            by = self._demanded_by(d, drafts) or (None if d.sources else self._alleged_by(d, drafts))
            if by is None or (d.sources and self.lexicon.normal_lemma(by.reading) not in self.lexicon.classes["ask"]):
                continue
            stance = "claims" if by.event_type == "ACCUSE" else "says"
            d.sources = _unique([*d.sources, *((f, stance) for f in self._demander(by))])
            d.explain(f"source by {by.frame.id}", by.span)

    def _demanded_by(self, d: Draft, drafts: list[Draft]) -> Draft | None:
        if d.event_type == "REQUEST":
            return None
        for g in reversed(drafts):
            if g.token < d.token and g.event_type == "REQUEST" and g.frame.content and g.status == "asserted":
                near = d.status == "demanded" or (d.status == "negated" and d.token <= g.right_end) or (not d.sources and self._that(g.token, d.token))
                return g if near else None
        return None

    def _that(self, a: int, b: int) -> bool:
        """طالب بأن يكون ...: أن stands between, close to the request."""
        return any(self.tokens[k].norm in ("ان", "بان") for k in range(a + 1, min(b, a + 14)))

    def _demander(self, g: Draft) -> list[Filler]:
        """Who demands; for a participle (داعيا البرلمان إلى) the subject of the verb before it."""
        if g.actor or g.reading.form != "active-participle" or g.reading.det:
            return g.actor
        for v in range(g.token - 1, -1, -1):
            r = self.tokens[v].reading
            if r.pos == "verb" and r.form in ("past", "present"):
                return [Filler(n.span, getattr(n.actor, "entity", None), n, "speaker") for n in self.clauses.clause(v).subjects if n.people]
        return []

    def _alleged_by(self, d: Draft, drafts: list[Draft]) -> Draft | None:
        """اتهمت الجماعة الجيش بقصف القرية: the act behind ب or بأن."""
        for g in reversed(drafts):
            if g.token >= d.token or g.event_type != "ACCUSE" or g.mode != "allege" or not g.actor:
                continue
            if d.verbal:
                return g if any(self.tokens[k].norm in ("بان", "بانه", "بانها", "بانهم") for k in range(g.token + 1, d.token)) else None
            return g if d.reading.prep == "ب" or (d.token and self.tokens[d.token - 1].reading.prep == "ب") else None
        return None

    def _carried(self, scopes: list[Scope]) -> tuple[list[tuple[Filler, str]], int]:
        """Sources of a sentence that begins inside a quotation opened earlier, or goes on with open speech in its paragraph, and up to which token."""
        if self.sentence.opens_quoted:
            ends = self.sentence.quotes[0][1] if self.sentence.quotes else len(self.tokens)
            return self.speech.chain, ends
        if self.sentence.paragraph != self.speech.paragraph or any(not s.outer for s in scopes):
            return [], 0
        first = self.tokens[0].reading
        runs = (self.speech.open and first.pos != "prep") or (first.pos == "verb" and first.fut)
        return (self.speech.chain, len(self.tokens)) if runs else ([], 0)

    def _behind(self, scopes: list[Scope]) -> None:
        """«... في المدينة. بحسب مصادر عسكرية.»: a phrase of source cut off by a full stop covers the sentence before."""
        if self.speech.paragraph == self.sentence.paragraph:
            for d in self.speech.drafts:
                d.sources = _unique([*((f, s.stance) for s in scopes for f in s.speakers), *d.sources])

    def _hand_on(self, scopes: list[Scope], inherited: list[tuple[Filler, str]]) -> None:
        inner = [s for s in scopes if not s.outer and s.speakers] or scopes
        self.speech.paragraph = self.sentence.paragraph
        inner = [s for s in inner if not s.text]
        if inner:
            self.speech.recent = [*self.speech.recent[-5:], *((s.speakers, s.relays) for s in inner)]
            last = inner[-1]
            self.speech.chain = [*((f, "relays") for f in last.relays), *((f, last.stance) for f in last.speakers)]
            self.speech.open = last.open
        elif inherited:
            self.speech.chain = inherited
        else:
            self.speech.open = False


def _speakers(scope: Scope) -> set[tuple[int, int]]:
    return {f.span for f in scope.speakers}


def _unique(chain: list[tuple[Filler, str]]) -> list[tuple[Filler, str]]:
    out: list[tuple[Filler, str]] = []
    for f, stance in chain:
        if not any(f.span == g.span for g, _ in out):
            out.append((f, stance))
    return out
