"""What follows a verb or a noun inside its clause: bare phrases and phrases with prepositions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.mentions.noun_phrase import Chunk, NounPhrase
    from marsad.mentions.phrases import Phrases

ENDS = ":؛.!?؟…"
"""Marks that end a clause."""
_MAX_RIGHT = 45
_APPOSITION = 14
"""Most tokens of an apposition between commas or dashes."""


@dataclass(slots=True, eq=False)
class Right:
    """What follows a word inside its clause."""

    nps: list[NounPhrase] = field(default_factory=list)
    pps: list[tuple[str, NounPhrase]] = field(default_factory=list)
    end: int = 0


class Brackets:
    """How deep in brackets a walk over the words of a sentence is; a walk to the left meets them the other way round."""

    def __init__(self, left: bool = False) -> None:
        self._opening, self._closing = (")]}", "([{") if left else ("([{", ")]}")
        self.depth = 0

    def hide(self, mark: str) -> bool:
        """Take a punctuation mark in; True where it is a bracket or stands inside brackets."""
        if mark in self._opening:
            self.depth += 1
        elif mark in self._closing:
            self.depth = max(0, self.depth - 1)
        else:
            return self.depth > 0
        return True


class ComplementReader:
    """Complements in one sentence."""

    def __init__(self, phrases: Phrases, auxiliaries: frozenset[str]) -> None:
        self.phrases, self.tokens, self.auxiliaries = phrases, phrases.tokens, auxiliaries

    def right_of(self, i: int, noun: bool = False) -> Right:
        """Phrases from token ``i`` to the end of the clause. ``noun``: the clause of a noun ends at the first bare phrase."""
        out = Right(end=i - 1)
        brackets = Brackets()
        commas = 0
        skip = -1
        for chunk in self.phrases.scan(i, min(len(self.tokens), i + _MAX_RIGHT)):
            t = self.tokens[chunk.first]
            if chunk.first <= skip:
                continue
            if chunk.type == "punct":
                if not brackets.depth and not noun and t.raw in "،,-–—" and out.nps and out.end == chunk.first - 1:
                    skip = self._apposition(chunk.first)
                    if skip >= 0:
                        out.end = skip
                        continue
                if brackets.hide(t.raw):
                    continue
                if t.raw in ENDS:
                    break
                if t.raw in "،,-–—":
                    commas += 1
                    if commas > 1 or noun:
                        break
                continue
            if brackets.depth:
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
        """مقتل العشرات, إصابة سبعة: a count right behind a noun of an act in a phrase with a preposition is what it counts, not a phrase of the verb."""
        before = self.tokens[i - 1].reading
        act = before.form == "masdar" or (before.pos == "noun" and bool(before.frames))
        return act and i in self.phrases.marks.counts.starts and not before.det and not before.suffix

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
