"""Which of its readings a word has in its sentence: verb or noun, preposition or name.

A best path over the readings of a sentence (Viterbi), scored by word classes two at a time. The lexicon gives the readings ranked by
shape alone; here the neighbours decide (قتل after a preposition is a masdar, after a comma a verb).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.lexicon.word import Analysis, Word
    from marsad.text.tokens import Token

# Word classes: V past, I present, K imperative, N indefinite noun, D definite noun, A indefinite adjective, B definite adjective,
# M name, P preposition, C conjunction, S subordinator, R relative, G negator, F future or قد, T particle, O pronoun, E demonstrative,
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
    "D": "V2 I4 N-5 D-2 M4 A-9 B13 P2 U0 K-40 R4 E-3",
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
_WHO_COST = 12
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


Reading = tuple["Analysis", str, int]
_words: dict[int, tuple[Word, tuple[Reading, ...]]] = {}
_MAX_WORDS = 300_000


def _readings(word: Word) -> tuple[Reading, ...]:
    """The analyses of a word with their classes and what each costs by itself; kept, since words come back."""
    known = _words.get(id(word))
    if known is not None and known[0] is word:
        return known[1]
    seen: dict[str, int] = {}
    function = any(a.pos in _FUNCTION and not a.prep for a in word.analyses)
    out = []
    for a in word.analyses:
        c = class_of(a)
        # readings of one class cost the same: the rank counts classes, not entries
        rank = seen.setdefault(c + a.prep + a.conj, len(seen))
        own = -_RANK_COST * rank - (_GUESS_COST if a.guessed else 0)
        if function and c in "VIK":
            own -= _HOMOGRAPH_COST
        if word.raw.endswith("ه") and not a.suffix and a.lemma.endswith("ة"):
            own -= 5  # ه written for ة: possible, but a pronoun is likelier
        if c == "R" and word.norm in ("من", "ومن"):
            own -= _WHO_COST
        out.append((a, c, own))
    if len(_words) >= _MAX_WORDS:
        _words.clear()
    readings = tuple(out)
    _words[id(word)] = (word, readings)
    return readings


def _step(left: str, left_a: Analysis | None, c: str, a: Analysis, auxiliaries: frozenset[str]) -> int:
    score = _SCORE.get((left, c), 0)
    if a.conj:
        score = max(score, 0) // 3 + _JOINED.get(c, 2)
        # قتل وجرح: partners are of one class
        if left == c:
            score += 3
    if a.prep and c in "NDMABQUE":
        # the clitic preposition itself opens the phrase; what stands before hardly matters
        score = 3 if a.prep != "ك" else 0
        if c in "AB":
            score -= 6
    elif a.prep and c in "IV":
        score = 2
    if left_a is not None and left_a.number == "d" and left in "NDA" and not a.conj:
        if a.number == "d" and c in "VI":
            score += 14  # جنديان قتلا
        elif a.form == "masdar" and c == "N":
            score -= 6
    if left_a is not None and left_a.suffix and left in "ND" and c == "D" and not a.conj:
        score -= 4
    if left_a is not None and c in "AB" and left in "NDAB" and not a.conj:
        score += 4 if _agree(left_a, a) else -5
    if c == "M" and left_a is not None and left in "DB" and left_a.kind == "person" and left_a.number == "s" and not a.conj and not a.prep:
        score += 8  # الناشط حسن
    if a.prep == "ك" and c not in "NDM":
        score -= 8
    if left in "VI" and left_a is not None and left_a.lemma in auxiliaries:
        if c in "VI":
            score += 22
        elif c == "A":
            score += 12
    return score


def _agree(noun: Analysis, adj: Analysis) -> bool:
    """An adjective agrees with its noun; plurals of things take the feminine singular."""
    if not noun.gender or not adj.gender:
        return True
    if noun.number == "p" and adj.number == "s":
        return adj.gender == "f"
    return (noun.gender == adj.gender or noun.number == "p") and (noun.number == adj.number or not noun.number or not adj.number)


def choose_readings(tokens: list[Token], auxiliaries: frozenset[str] = frozenset()) -> None:
    """Set ``reading`` of each token to its most plausible analysis in this sentence.

    Parameters
    ----------
    auxiliaries: lemmas of verbs that another verb or a predicate may follow.
    """
    layers: list[tuple[tuple[Reading, ...], list[int]]] = []  # per token: its readings, the best predecessor of each
    previous: list[tuple[str, Analysis | None, int]] = [("^", None, 0)]
    for token in tokens:
        readings = _readings(token.word)
        backs: list[int] = []
        state: list[tuple[str, Analysis | None, int]] = []
        if len(previous) == 1:
            left, left_a, s = previous[0]
            for a, c, own in readings:
                state.append((c, a, s + own + (_step(left, left_a, c, a, auxiliaries) if len(readings) > 1 else 0)))
                backs.append(0)
        else:
            for a, c, own in readings:
                best, back = -(10**9), 0
                for k, (left, left_a, s) in enumerate(previous):
                    value = s + _step(left, left_a, c, a, auxiliaries)
                    if value > best:
                        best, back = value, k
                state.append((c, a, best + own))
                backs.append(back)
        layers.append((readings, backs))
        previous = state
    k = max(range(len(previous)), key=lambda n: previous[n][2])
    for token, (readings, backs) in zip(reversed(tokens), reversed(layers), strict=True):
        token.reading = readings[k][0]
        k = backs[k]
