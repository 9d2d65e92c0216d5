"""A written word -> its readings, by looking its stem up in the compiled forms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

import marisa_trie

from marsad.lexicon.cache import Sections
from marsad.lexicon.clitics import PRONOUNS, Head, heads, name_keys
from marsad.lexicon.evidence import Written, evidence_cost, feature_cost, voice_of
from marsad.lexicon.forms import BARE, DET, SUF, Feature
from marsad.lexicon.guess import guesses
from marsad.lexicon.store import FEATURE_BITS
from marsad.lexicon.word import Analysis, Word
from marsad.orthography import normalise_word

if TYPE_CHECKING:
    from marsad.lexicon.entries import Entry

_MASK = (1 << FEATURE_BITS) - 1
_CACHE_LIMIT = 60_000
_MOST = 16
"""Readings kept of one word."""
_MOST_GUESSED = 6
_SPREAD = 6.0
"""Readings that cost this much more than the best are dropped."""
_GUESS_ABOVE = 4.4
"""Words whose best reading costs more are guessed as well."""

NOUN, PAST, PRESENT, IMPERATIVE, PREP, JOINED, ALONE, NAME = range(8)
_JOINED = frozenset(["sub", "quant", "pron", "part", "adv", "interrog", "neg", "dem", "rel", "conj"])
_WITH_PRONOUN = frozenset(["sub", "quant", "part", "adv", "prep", "conj"])
_AFTER_PREP = frozenset(["sub", "quant", "pron", "dem", "rel", "interrog", "neg", "prep", "adv"])


def _class_of(f: Feature) -> int:
    if f.pos in ("noun", "adj", "num"):
        return NOUN
    if f.pos == "verb":
        return {"past": PAST, "present": PRESENT}.get(f.form, IMPERATIVE)
    if f.pos == "name":
        return NAME
    return PREP if f.pos == "prep" else JOINED if f.pos in _JOINED else ALONE


class Analyser:
    """Looks words up; ``analyse`` keeps what it has seen, in bounded memory.

    Parameters
    ----------
    sections: compiled forms.
    features: feature table of the compiled forms.
    prices: what each entry adds to the cost of its readings (negative where it is likely).
    verb_forms: form of the verb (I to X, Q) of each entry, "" for others.
    closed: verbs that take no object, by entry: a pronoun after them is unlikely (سيطرتها is the masdar).
    entry: gives the entry of a number.
    """

    def __init__(
        self,
        sections: Sections,
        features: Sequence[Feature],
        prices: Sequence[float],
        verb_forms: Sequence[str],
        closed: Sequence[bool],
        entry: Callable[[int], Entry],
    ) -> None:
        trie = marisa_trie.Trie()
        trie.frombytes(bytes(sections["forms"]))
        self._get: Callable[[str, int], int] = trie.get
        self._starts = memoryview(sections["form-starts"]).cast("I")
        self._values = memoryview(sections["form-values"]).cast("I")
        self._features = features
        self._classes = [_class_of(f) for f in features]
        self._costs = [feature_cost(f) for f in features]
        self._speaks = [bool(f.first or f.last or f.hamza) for f in features]
        self._readings_of = _numbered([(f.pos, f.form, f.person, f.gender, f.number) for f in features])
        self._prices = prices
        self._verb_forms = verb_forms
        self._closed = closed
        self._entry = entry
        self.words: dict[str, Word] = {}  # the words looked up so far, in bounded number

    def analyse(self, raw: str, shape: str = "arabic") -> Word:
        """The written word ``raw`` with its readings, best first. ``shape``: arabic, number, latin or punct."""
        word = self.words.get(raw)
        if word is None:
            word = self._build(raw, shape)
            if len(self.words) >= _CACHE_LIMIT:
                self.words.clear()
            self.words[raw] = word
        return word

    def _build(self, raw: str, shape: str) -> Word:
        norm, offsets = normalise_word(raw)
        if shape != "arabic" or not norm:
            pos = {"number": "num", "latin": "name", "arabic": "punct"}.get(shape, "punct")
            reading = Analysis(norm or raw, pos, kind="quantity" if pos == "num" else "", end=len(norm), guessed=pos == "name")
            return Word(raw, norm, offsets, shape, (reading,), ((norm, 0),) if norm else (), (norm,))
        divisions = heads(norm)
        written = Written(raw, norm, offsets)
        found = self._lookup(norm, divisions, written)
        found.sort(key=itemgetter(0))
        readings = self._readings(found)
        if not found or found[0][0] > _GUESS_ABOVE:
            readings = self._with_guesses(norm, divisions, written, found, readings)
        keys = name_keys(norm, divisions)
        return Word(raw, norm, offsets, shape, tuple(readings), keys, tuple([key for key, _ in keys]))

    def _lookup(self, norm: str, divisions: list[Head], written: Written) -> list[tuple[float, int, Head, int, str, str]]:
        """Candidates: (cost, entry and feature, head, end of the stem, pronoun, voice)."""
        found: list[tuple[float, int, Head, int, str, str]] = []
        n = len(norm)
        pronouns = () if written.last == "ة" else [p for p in PRONOUNS.get(norm[-1], ()) if norm.endswith(p[1])]
        get = self._get
        for head in divisions:
            bare = head.bare
            at = get(norm[bare:], -1)
            if at >= 0:
                self._collect(at, head, n, "", head.cost, written, found)
            if head.det:
                continue
            for length, pronoun, price in pronouns:
                end = n - length
                if end - bare < 1 or (end - bare == 1 and (bare > 1 or norm[bare] not in "بل")):
                    continue
                if pronoun == "ي" and written.last == "ى":
                    continue
                at = get(norm[bare:end], -1)
                if at >= 0:
                    self._collect(at, head, end, pronoun, head.cost + price, written, found)
        return found

    def _collect(
        self, at: int, head: Head, end: int, pronoun: str, cost: float, written: Written,
        found: list[tuple[float, int, Head, int, str, str]],
    ) -> None:  # fmt: skip
        """Compiled values of one stem that agree with its clitics."""
        values, features, classes, costs, prices = self._values, self._features, self._classes, self._costs, self._prices
        need = SUF if pronoun else DET if head.det else BARE
        short = end - head.bare < 3
        for i in range(self._starts[at], self._starts[at + 1]):
            value = values[i]
            code = value & _MASK
            f = features[code]
            if not f.context & need or not _agrees(f, classes[code], head, pronoun, short):
                continue
            number = value >> FEATURE_BITS
            total = cost + costs[code] + prices[number]
            voice = f.voice
            if written.speaks or self._speaks[code]:
                total += evidence_cost(f, self._verb_forms[number], head.bare, end, pronoun, written)
                voice = voice_of(f, self._verb_forms[number], head.bare, written)
            if head.conj and not head.prep and PREP <= classes[code] < NAME and f.pos != "quant":
                total -= 1.2  # فقد, وهم: a function word after و or ف is the rule
            if pronoun and self._closed[number] and PAST <= classes[code] <= IMPERATIVE:
                total += 1.5
            if short and classes[code] <= IMPERATIVE and (head.start or pronoun):
                total += 1.5
            found.append((total, value, head, end, pronoun, voice))

    def _readings(self, found: list[tuple[float, int, Head, int, str, str]]) -> list[Analysis]:
        """Analyses of the best candidates, equal ones once."""
        if not found:
            return []
        limit = found[0][0] + _SPREAD
        seen: set[tuple[int, int, str, int, int]] = set()
        out: list[Analysis] = []
        for cost, value, head, end, pronoun, voice in found:
            if cost > limit or len(out) >= _MOST:
                break
            code = value & _MASK
            key = (value >> FEATURE_BITS, self._readings_of[code], voice, id(head), end)
            if key in seen:
                continue
            seen.add(key)
            f = self._features[code]
            entry = self._entry(value >> FEATURE_BITS)
            out.append(
                Analysis(
                    entry.lemma, f.pos, f.form, _kind(entry, f), voice, f.person, f.gender, f.number,
                    head.conj, head.prep, head.det, head.fut, pronoun, head.start, end, entry, False,
                    entry.frames, entry.lights, entry.cues, entry.title,
                )
            )  # fmt: skip
        return out

    def _with_guesses(
        self, norm: str, divisions: list[Head], written: Written, found: list[tuple[float, int, Head, int, str, str]],
        readings: list[Analysis],
    ) -> list[Analysis]:  # fmt: skip
        """Guessed readings among the (unlikely) known ones."""
        priced = [(found[i][0] if i < len(found) else 99.0, a) for i, a in enumerate(readings)]
        guessed = sorted(guesses(norm, divisions, written.last, tanween=written.tanween), key=lambda g: g.cost)
        for g in guessed[:_MOST_GUESSED]:
            end = len(norm) - len(g.suffix)
            lemma = norm[g.head.bare : end]
            head = g.head
            made = Analysis(
                lemma, g.pos, g.form, "", "", g.person, g.gender, g.number, head.conj, head.prep, head.det, head.fut,
                g.suffix, head.start, end, None, True,
            )  # fmt: skip
            priced.append((g.cost, made))
        if not priced:
            priced.append((9.0, Analysis(norm, "name", "noun", end=len(norm), guessed=True)))
        priced.sort(key=lambda p: p[0])
        return [a for _, a in priced[:_MOST]]


def _numbered(items: Sequence[Hashable]) -> list[int]:
    """A number for each item, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(item, len(numbers)) for item in items]


def _kind(entry: Entry, f: Feature) -> str:
    """The kind of a filler: that of the noun; a masdar is an event."""
    return "event" if f.form == "masdar" else entry.kind if f.form in ("noun", "adj", "") else ""


def _agrees(f: Feature, kind: int, head: Head, pronoun: str, short: bool) -> bool:
    """Whether clitics and part of speech go together."""
    if head.fut:
        return kind == PRESENT
    if pronoun:
        if kind == NAME or (kind >= PREP and f.pos not in _WITH_PRONOUN):
            return False
        if (pronoun == "ني" and kind in (NOUN, PREP)) or (pronoun == "ي" and PAST <= kind <= IMPERATIVE):
            return False
        if short and f.pos in ("part", "conj", "adv", "interrog", "rel"):
            return False
    if head.det:
        return kind in (NOUN, NAME) or f.pos == "quant"
    if head.prep:
        if kind in (NOUN, NAME):
            return True
        if kind == PRESENT:
            return head.prep == "ل"
        if kind < PREP or f.pos not in _AFTER_PREP:
            return False
        return not (kind == PREP and short)
    return True
