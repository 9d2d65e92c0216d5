"""Which of its readings a word has in its sentence: verb or noun, preposition or name.

A best path over the readings of a sentence (Viterbi), scored by word classes two at a time. The lexicon gives the
readings ranked by
shape alone; here the neighbours decide (قتل after a preposition is a masdar, after a comma a verb).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from marsad.lexicon.memo import Memo

if TYPE_CHECKING:
    from marsad.lexicon.word import Analysis, Word
    from marsad.text.tokens import Token

# Word classes: V past, I present, K imperative, N indefinite noun, D definite noun, A indefinite adjective, B
# definite adjective,
# M name, P preposition, C conjunction, S subordinator, R relative, G negator, F future or قد, T particle, O pronoun,
# E demonstrative,
# Q quantifier, U number, H adverb, X punctuation, ^ start
_POS_CLASS = {
    "prep": "P", "conj": "C", "sub": "S", "rel": "R", "neg": "G", "fut": "F", "part": "T", "pron": "O", "dem": "E",
    "quant": "Q", "interrog": "T", "adv": "H", "num": "U", "name": "M", "punct": "X",
}  # fmt: skip

# What follows what, in tenths of a nat or so; a pair that is not listed scores 0.
_PAIRS = {
    "^": "V6 I2 N3 D4 M3 P3 A-8 B-8 K-30",
    "X": "V6 I4 N2 D3 M2 P2 K-30 A-2",
    "C": "V5 I4 N2 D3 P2 M2 K-30",
    "S": "V4 I6 D4 N1 M4 A-10 B-20 K-40",
    "R": "V10 I10 N-15 D-15 P2 K-40 M-8",
    "G": "V6 I12 N-2 D-6 A4 K-40",
    "F": "V12 I12 N-20 D-20 M-20 A-20 P-20 K-40",
    "P": "V-60 I-60 K-60 N8 D8 M8 E8 Q6 U6 A-8 B-12 P-20 C-20 S3 R4 O2 H-5",
    "V": "V-22 I-6 N7 D8 M8 U6 Q5 E5 P3 A-8 B-25 K-40 S2 H3",
    "I": "V-24 I-18 N7 D8 M8 U6 Q5 E5 P3 A-8 B-25 K-40 S2 H3",
    "N": "V-5 I0 N3 D9 M8 A9 B-12 U2 P2 Q-4 E-2 K-40 R1",
    "D": "V2 I4 N-3 D-2 M4 A-9 B13 P2 U0 K-40 R4 E-3",
    "M": "V4 I4 N-4 D-3 M8 A-8 B6 P2 K-40 R2",
    "A": "V-2 I0 N1 D-8 A6 B-10 P3 M-6 K-40 R1",
    "B": "V4 I5 N-3 D-5 A-9 B9 M6 P2 K-40 R3",
    "U": "N12 D-2 V-14 I-10 A-3 M-2 P2 K-40",
    "Q": "N8 D8 M6 V-16 I-10 P2 U5 K-40",
    "E": "D10 N-6 V-4 B-4 M-2 K-40",
    "O": "V4 I6 N2 D2 A4 P2 K-40",
    "T": "V4 I4 N1 D2 M1 K-20",
    "H": "V3 I2 N1 D1 K-40",
    "K": "V-20 I-20",
}
_SCORE: dict[tuple[str, str], int] = {}
for _left, _row in _PAIRS.items():
    for _cell in _row.split():
        _SCORE[_left, _cell[0]] = int(_cell[1:])

_RANK_COST = 4
_GUESS_COST = 6
_FUNCTION = frozenset({"prep", "sub", "conj", "rel", "neg", "fut", "dem"})
_HOMOGRAPH_COST = 12
"""A word that is a function word (أن, قبل, بعد, على) is seldom the verb that is spelled alike."""
_THAT_COST = 40
"""أن and إن are never anything else, unless a verb is (أنّ, he groaned)."""
_SPLIT_COST = {"ف": 7, "و": 2}
"""Where the word stands in the lexicon whole, its first letter is seldom a conjunction (فتحت is not ف + تحت)."""
_PEOPLE = frozenset({"person", "nationality"})
_RANKS = frozenset({"rank", "honour"})
_WHO_COST = 12
_FIRST_COST = 8
"""من is nearly always the preposition, seldom مَن (who)."""
# A word with a conjunction starts afresh, but still leans to the class of its partner.
_JOINED = {"V": 7, "I": 6, "N": 3, "D": 4, "M": 4, "P": 3, "A": 1, "B": 2, "K": -40}


def class_of(a: Analysis) -> str:
    """The one-letter word class of a reading."""
    known = _POS_CLASS.get(a.pos)
    if known is not None:
        return known
    if a.pos == "verb" and a.form in ("past", "present", "imperative"):
        return {"past": "V", "present": "I", "imperative": "K"}[a.form]
    definite = a.det or bool(a.suffix)
    if a.pos == "adj":
        return "B" if a.det else "A"
    return "D" if definite else "N"


class Sign(NamedTuple):
    """What of a reading its neighbours look at (`_step`). Readings with the same sign are alike to them."""

    cls: str
    conj: str = ""
    prep: str = ""
    suffix: bool = False
    number: str = ""
    gender: str = ""
    masdar: bool = False
    person: bool = False
    auxiliary: bool = False
    cue: bool = False
    rank: bool = False
    time: bool = False


class _Options(NamedTuple):
    """The readings of one word that can win, in the order of the lexicon."""

    readings: tuple[Analysis, ...]
    signs: tuple[int, ...]
    costs: tuple[int, ...]


class _After(dict[int, int]):
    """For one sign: the number of the sign before it -> how well the two go together. Worked out when first asked."""

    def __init__(self, right: Sign, signs: list[Sign]) -> None:
        self._right, self._signs = right, signs

    def __missing__(self, left: int) -> int:
        score = self[left] = _step(self._signs[left], self._right)
        return score


class _Chooser:
    """Best paths. Words and pairs of signs come back all the time, so what is known of them is kept."""

    def __init__(self, auxiliaries: frozenset[str]) -> None:
        self._auxiliaries = auxiliaries
        self._numbers: dict[Sign, int] = {}
        self._signs: list[Sign] = []
        self._after: list[_After] = []
        self._start = self._number(Sign("^"))
        self._words: Memo[Word, _Options] = Memo(self._options_of)
        self._classes: dict[tuple[object, ...], tuple[str, int]] = {}

    def choose(self, tokens: Sequence[Token]) -> None:
        """Set ``reading`` of each token."""
        # per token: its readings, and for each of them the scores by way of each reading before it
        layers: list[tuple[tuple[Analysis, ...], list[list[int]] | None]] = []
        known, after = self._words, self._after
        signs: tuple[int, ...] = (self._start,)
        scores: Sequence[int] = (0,)
        for token in tokens:
            readings, right, costs = known[token.word]
            if len(signs) > 1:
                ways = [list(map(add, scores, map(after[sign].__getitem__, signs))) for sign in right]
                scores = list(map(add, map(max, ways), costs))
                layers.append((readings, ways))
            else:  # no predecessor to choose; what led to it is behind all paths alike
                if len(right) > 1:
                    left = signs[0]
                    scores = [cost + after[sign][left] for sign, cost in zip(right, costs, strict=True)]
                else:
                    scores = costs
                layers.append((readings, None))
            signs = right
        k = scores.index(max(scores))
        for token, (readings, into) in zip(reversed(tokens), reversed(layers), strict=True):
            token.reading = readings[k]
            k = into[k].index(max(into[k])) if into is not None else 0

    def _options_of(self, word: Word) -> _Options:
        """The analyses of a word with their signs and what each costs by itself, without those that cannot win."""
        analyses = word.analyses
        found = [self._sign(a) for a in analyses]
        if len(found) == 1:
            return _Options(analyses, (found[0][1],), (0,))
        costs = _costs(word, [c for c, _ in found])
        best: dict[int, int] = {}  # sign -> position of the first of its cheapest readings
        for at, (_, sign) in enumerate(found):
            if sign not in best or costs[at] > costs[best[sign]]:
                best[sign] = at
        kept = sorted(best.values())
        return _Options(tuple([analyses[at] for at in kept]), tuple([found[at][1] for at in kept]), tuple([costs[at] for at in kept]))

    def _sign(self, a: Analysis) -> tuple[str, int]:
        """The class of a reading, and the number of its sign."""
        auxiliary = a.lemma in self._auxiliaries
        key = (a.pos, a.form, a.conj, a.prep, a.det, a.suffix, a.number, a.gender, a.kind, auxiliary, bool(a.cues), a.title.kind if a.title else "")
        known = self._classes.get(key)
        if known is None:
            c = class_of(a)
            sign = _sign(c, a, auxiliary)
            known = self._classes[key] = (c, self._number(sign))
        return known

    def _number(self, sign: Sign) -> int:
        number = self._numbers.get(sign)
        if number is None:
            number = self._numbers[sign] = len(self._signs)
            self._signs.append(sign)
            self._after.append(_After(sign, self._signs))
        return number


def _sign(c: str, a: Analysis, auxiliary: bool) -> Sign:
    """The sign of a reading. What `_step` does not ask of a class stays blank, so that there are few signs: change
    them together."""
    prep = a.prep if a.prep in ("", "ك") else "ب"
    if c in "NDAB":
        rank = c == "D" and a.title is not None and a.title.kind in _RANKS
        return Sign(c, a.conj, prep, bool(a.suffix), a.number, a.gender, a.form == "masdar", a.kind in _PEOPLE, rank=rank, time=c == "N" and a.kind == "time")
    if c in "VI":
        return Sign(c, a.conj, prep, number="d" if a.number == "d" else "", auxiliary=auxiliary, cue=bool(a.cues))
    return Sign(c, a.conj, prep)


def _costs(word: Word, classes: Sequence[str]) -> list[int]:
    """What each reading of a word costs by itself."""
    seen: dict[str, int] = {}
    function = that = whole = False
    for a in word.analyses:
        if not a.prep:
            function = function or a.pos in _FUNCTION
            whole = whole or not (a.conj or a.guessed)
        that = that or (a.pos == "sub" and a.lemma in ("أن", "إن") and a.prep != "ك")
    ends_in_ha = word.raw.endswith("ه")
    out = []
    for a, c in zip(word.analyses, classes, strict=True):
        # readings of one class cost the same: the rank counts classes, not entries
        rank = seen.setdefault(c + a.prep + a.conj, len(seen))
        own = -_RANK_COST * rank - (_GUESS_COST if a.guessed else 0)
        if whole and a.conj:
            own -= _SPLIT_COST[a.conj]
        if a.form == "masdar" and not a.frames and not a.cues:
            own -= 5  # شهود: witnesses rather than the masdar of a verb
        if function and c in "VIK":
            own -= _HOMOGRAPH_COST
        if ends_in_ha and not a.suffix and a.lemma.endswith("ة"):
            own -= 5  # ه written for ة: possible, but a pronoun is likelier
        if c == "R" and word.norm in ("من", "ومن"):
            own -= _WHO_COST
        if c == "I" and a.person == 1 and a.number == "s" and len(word.analyses) > 1:
            own -= _FIRST_COST  # أمس is yesterday, أعلن he announced: news seldom says I
        if c == "I" and a.voice == "passive" and a.suffix:
            own -= _HOMOGRAPH_COST  # تبناه is تبنّى: a passive has no object
        if function and c == "M" and word.raw.endswith("ى"):
            own -= _HOMOGRAPH_COST  # على is hardly ever the name علي
        if that and c not in "SVIK" and a.pos not in _FUNCTION:
            own -= _THAT_COST  # إن is not the name آن, فإنه is no noun
        out.append(own)
    return out


def _step(left: Sign, a: Sign) -> int:
    """How well a reading goes with the one before it."""
    c = a.cls
    score = _SCORE.get((left.cls, c), 0)
    if a.conj:
        score = max(score, 0) // 3 + _JOINED.get(c, 2)
        # قتل وجرح: partners are of one class
        if left.cls == c:
            score += 3
    if a.prep and c in "NDMABQUE":
        # the clitic preposition itself opens the phrase; what stands before hardly matters
        score = 3 if a.prep != "ك" else 0
        if c in "AB":
            score -= 6
    elif a.prep and c in "IV":
        score = 2
    if c == "V" and left.cls in "^X" and a.cue:
        score += 6  # ذكر at the head of a sentence
    if c == "V" and a.number == "d" and left.cls not in "NDAMB":
        score -= 14  # a verb before its subject is singular: ودعا is ودعا, hardly ودّعا
    if left.number == "d" and left.cls in "NDA" and not a.conj:
        if a.number == "d" and c in "VI":
            score += 14  # جنديان قتلا
        elif a.masdar and c == "N":
            score -= 6
    if c == "V" and left.time and not left.prep and not a.conj:
        score += 6  # أمس قتل جندي
    if left.suffix and left.cls in "ND" and c == "D" and not a.conj:
        score -= 4
    if c in "AB" and left.cls in "NDAB" and not a.conj:
        score += 4 if _agree(left, a) else -5
    if c == "B" and a.person and left.cls in "SPVIX^":
        score = max(score, 0)  # أن السوداني: the adjective of a nationality stands for the person
    if c == "M" and left.cls in "DB" and left.person and left.number == "s" and not a.conj and not a.prep:
        score += 18 if left.rank else 8  # العقيد سالم, not "made peace"; الناشط حسن
    if a.prep == "ك" and c not in "NDM":
        score -= 8
    if left.cls in "VI" and left.auxiliary:
        if c in "VI":
            score += 22
        elif c == "A":
            score += 12
    return score


def _agree(noun: Sign, adj: Sign) -> bool:
    """An adjective agrees with its noun; plurals of things take the feminine singular."""
    if not noun.gender or not adj.gender:
        return True
    if noun.number == "p" and adj.number == "s":
        return adj.gender == "f"
    if noun.gender != adj.gender and noun.number != "p":
        return False
    return noun.number == adj.number or not noun.number or not adj.number


@lru_cache(maxsize=4)
def _chooser(auxiliaries: frozenset[str]) -> _Chooser:
    return _Chooser(auxiliaries)


def choose_readings(tokens: Sequence[Token], auxiliaries: frozenset[str], classes: Mapping[str, frozenset[str]]) -> None:
    """Set ``reading`` of each token to its most plausible analysis in this sentence.

    Parameters
    ----------
    auxiliaries: lemmas of verbs that another verb or a predicate may follow.
    classes: small classes of words (``ar/word_classes.tsv``).
    """
    _chooser(auxiliaries).choose(tokens)
    _second_verbs(tokens, auxiliaries, classes)


_BORDERS = frozenset({"sub", "rel", "punct", "conj", "neg", "fut"})


def _second_verbs(tokens: Sequence[Token], auxiliaries: frozenset[str], classes: Mapping[str, frozenset[str]]) -> None:
    """نفى الجيش قصف المخيم: after a verb and its definite subject a word that is verb or masdar is the masdar, the
    verb's object."""
    verb: Token | None = None
    for token in tokens:
        _verb_instead(tokens, token, classes)
        if token.norm in classes["genitive"]:
            _noun_instead(tokens, token)
        if token.reading.pos == "sub" and token.i > 1:
            _participle_instead(tokens, token.i)
        r = token.reading
        if r.conj or r.pos in _BORDERS:
            verb = None
        if r.conj == "و" and r.form == "past" and not r.suffix:
            _series(tokens, token)
            r = token.reading
        if r.pos != "verb" or r.form not in ("past", "present"):
            continue
        before = tokens[token.i - 1] if token.i else None
        after_noun = verb is not None and before is not None and class_of(before.reading) in "DBM"
        if after_noun and r.form == "past":
            noun = next((a for a in token.word.analyses if (a.form == "masdar" and a.entry is r.entry) or (a.form == "masdar" and a.frames)), None)
            if noun is not None:
                token.reading = noun
                continue
        verb = token if r.lemma not in auxiliaries else None


def _series(tokens: Sequence[Token], token: Token) -> None:
    """تعذيب واغتصاب وقتل في دارفور: behind bare masdars, with nobody behind it, the word that is verb or masdar goes on with the series."""
    before = tokens[token.i - 1] if token.i else None
    if before is None or before.reading.form != "masdar" or before.reading.det or before.reading.suffix or before.raw.endswith(("ا", "اً", "ًا")):
        return
    after = tokens[token.i + 1].reading if token.i + 1 < len(tokens) else None
    if after is None or after.pos in ("prep", "punct") or after.conj == "و":
        token.reading = next((a for a in token.word.analyses if a.form == "masdar" and a.conj == "و"), token.reading)


def _participle_instead(tokens: Sequence[Token], that: int) -> None:
    """، لافتة إلى أن, معتبرة أن: the noun or adjective before أن that is also the participle of a verb of saying is that."""
    i = that - 1 if tokens[that - 1].reading.pos != "prep" else that - 2
    token = tokens[i]
    r = token.reading
    if i < 1 or r.pos not in ("noun", "adj") or r.form == "active-participle" or tokens[i - 1].reading.pos in ("prep", "verb"):
        return
    if r.det or r.prep or r.conj or r.suffix:
        return
    token.reading = next((a for a in token.word.analyses if a.form == "active-participle" and a.cues and not (a.det or a.prep or a.conj)), r)


def _noun_instead(tokens: Sequence[Token], token: Token) -> None:
    """رجال أمن: behind the head of an idafa it is the noun, not the verb spelled alike."""
    if token.reading.pos != "verb" or not token.i:
        return
    before = tokens[token.i - 1].reading
    if before.pos == "noun" and not (before.det or before.suffix):
        token.reading = next((a for a in token.word.analyses if a.pos == "noun" and not a.suffix), token.reading)


def _verb_instead(tokens: Sequence[Token], token: Token, classes: Mapping[str, frozenset[str]]) -> None:
    """مظاهرة نظمها الحزب: a noun with a pronoun right behind an indefinite noun of an event is the verb of its relative
    clause, if such a verb carries nouns. وتجمع نحو 500 متظاهر: at the head of a clause before a number a noun is the verb."""
    r = token.reading
    if r.pos != "noun" or r.det or r.prep:
        return
    i = token.i
    before = tokens[i - 1].reading if i else None
    if r.suffix in ("ه", "ها"):
        if before is not None and before.pos == "noun" and before.kind == "event" and not (before.det or before.suffix or r.conj):
            verb = next((a for a in token.word.analyses if a.form == "past" and a.lights and a.suffix == r.suffix), None)
            if verb is not None:
                token.reading = verb
        return
    if before is not None and before.suffix and tokens[i - 1].norm in classes["for-his-part"] and not r.suffix:
        # من جانبه كشف الناطق
        token.reading = next((a for a in token.word.analyses if a.form == "past" and a.cues and a.person == 3), r)
        behind = tokens[i + 1] if i + 1 < len(tokens) and token.reading is not r else None
        if behind is not None and not (behind.reading.det or behind.reading.prep):
            behind.reading = next((a for a in behind.word.analyses if a.pos == "name"), behind.reading)
        return
    if r.suffix or (before is not None and before.pos != "punct") or i + 2 >= len(tokens):
        return
    k = i + 1 if tokens[i + 1].norm not in classes["approximately"] else i + 2
    if tokens[k].word.shape == "number" or tokens[k].reading.pos == "num":
        verb = next((a for a in token.word.analyses if a.form == "past" and a.frames and a.person == 3), None)
        if verb is not None:
            token.reading = verb
