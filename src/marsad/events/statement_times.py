"""Which times of a sentence date what somebody said, not what happened.

قال أمس إن, أعلنت أمس، انسحابها, في بيان نشر أمس, وفي الشهر الماضي أعلنت.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.cues import Scope

_STATEMENT_REACH = 12
"""How many tokens before a time the word that tells may stand."""
_FRONT = 5
"""A time within so many tokens of its sentence's start may open it."""


class StatementTimes:
    """Tells the times of statements in one sentence.

    Parameters
    ----------
    auxiliaries: lemmas of verbs that only carry another (كان, تم).
    scopes: the cues of the sentence that stand inside it, with what they cover.
    triggers: tokens of the events of the sentence.
    """

    def __init__(self, clauses: ClauseReader, auxiliaries: frozenset[str], scopes: list[Scope], triggers: frozenset[int]) -> None:
        self.clauses, self.auxiliaries, self.scopes, self.triggers = clauses, auxiliaries, scopes, triggers
        self.tokens = clauses.tokens

    def of_statement(self, t: Any) -> bool:
        """The time stands in the clause of a cue or of a document: it dates the statement."""
        for scope in self.scopes:
            if scope.token >= t.first or scope.token in self.triggers:
                continue
            if t.last < scope.start:
                return True
            # أعلنت أمس، انسحابها: no complementiser yet where the content is taken to begin
            start = scope.start + (self.tokens[scope.start].reading.pos == "punct" if scope.start < len(self.tokens) else 0)
            before = self.tokens[scope.start - 1]
            if t.first == start and before.reading.pos not in ("sub", "conj") and before.raw not in (":", "«", '"'):
                return True
        return self._told_at(t)

    def _told_at(self, t: Any) -> bool:
        """أعلنت أمس انسحابها, في بيان نشر أمس, وفي الشهر الماضي أعلنت: the word that the time belongs to tells."""
        tokens = self.tokens
        if self._fronted_cue(t):
            return True
        for k in range(t.first - 1, max(-1, t.first - 1 - _STATEMENT_REACH), -1):
            r = tokens[k].reading
            if k in self.triggers or tokens[k].raw in ":؛" or r.pos == "sub":
                return False
            if r.pos == "verb":
                if any(c.kind == "verb" for c in r.cues) and not r.lights:
                    return True
                if r.lemma in self.auxiliaries or any(c.kind == "noun" for c in self._antecedent_cues(k)):
                    continue
                return False
            if r.kind == "document" and r.pos == "noun" and any(c.kind == "noun" for c in r.cues):
                return True
        return False

    def _fronted_cue(self, t: Any) -> bool:
        """وفي الشهر الماضي أعلنت, وفي بيان صدر أمس، قال: the sentence opens with the time, then tells."""
        if t.first > _FRONT or self.tokens[0].reading.pos == "verb" or any(k < t.first for k in self.triggers):
            return False
        for k in range(t.last + 1, min(len(self.tokens), t.last + 4)):
            r = self.tokens[k].reading
            if k in self.triggers or self.tokens[k].raw in ":؛" or r.pos in ("rel", "sub"):
                return False
            if r.pos == "verb" and r.lemma not in self.auxiliaries:
                return any(c.kind == "verb" for c in r.cues)
        return False

    def _antecedent_cues(self, verb: int) -> tuple[Any, ...]:
        """The cues of the noun that a relative clause says more of (بيان نشرته مواقع)."""
        np = self.clauses.clause(verb).relative_to
        if np is None or np.sentence != self.clauses.sentence.index:
            return ()
        return tuple(self.tokens[np.head].reading.cues)
