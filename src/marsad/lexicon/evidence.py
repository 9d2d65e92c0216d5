"""What the original spelling says for or against a reading, and how likely readings are: costs, lower is better."""

from __future__ import annotations

import re

from marsad.lexicon.forms import BARE, SHADDA, SUF, Feature

_MARKS_END = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$")
_TANWEEN = re.compile("[\u064b\u064c\u064d]")
_VOWEL = re.compile("[\u064b-\u0652]")
_HAMZA = re.compile("[أؤئآ]")
_FATHA, _DAMMA, _KASRA = "\u064e", "\u064f", "\u0650"
_CONSTRUCT = BARE | SUF


class Written:
    """A raw word and what its spelling tells beyond its normalised letters."""

    __slots__ = ("hamza", "last", "offsets", "raw", "shadda", "speaks", "tanween", "vowels")

    def __init__(self, raw: str, norm: str, offsets: tuple[int, ...] | None) -> None:
        self.raw = raw
        self.offsets = offsets
        if raw == norm:  # as plain as can be
            self.hamza = self.speaks = self.tanween = self.vowels = False
            self.last, self.shadda = raw[-1], -1
            return
        self.hamza = _HAMZA.search(raw) is not None
        if offsets is None:
            self.last, self.tanween, self.vowels, self.shadda = raw[-1], False, False, -1
            self.speaks = self.hamza or self.last in "ةى"
            return
        self.speaks = True
        self.last = _MARKS_END.sub("", raw)[-1:]
        self.tanween = _TANWEEN.search(raw) is not None
        self.vowels = _VOWEL.search(raw) is not None
        mark = raw.find(SHADDA)
        # index in norm of the letter that carries the first shadda
        self.shadda = max((i for i in range(len(norm)) if offsets[i] < mark), default=-1) if mark > 0 else -1

    def at(self, i: int) -> str:
        """The original letter of ``norm[i]``."""
        k = self.offsets[i] if self.offsets is not None else i
        return self.raw[k]

    def mark_after(self, i: int) -> str:
        """Marks written on the letter ``norm[i]``."""
        if self.offsets is None:
            return ""
        return self.raw[self.offsets[i] + 1 : self.offsets[i + 1]]


def feature_cost(f: Feature) -> float:
    """How unlikely a form is in reports, whatever the word."""
    if f.pos == "verb":
        if f.form == "imperative":
            return 3.6
        cost = 0.0
        if f.person == 2:
            cost += 3.0
        elif f.person == 1:
            cost += 0.8 if f.number == "p" else 1.6
        elif f.gender == "f" and f.number == "p":
            cost += 2.2
        if f.number == "d":
            cost += 0.8
        if f.tag == "jussive":
            cost += 0.8
        return cost + (0.2 if f.voice == "passive" else 0.0)
    if f.pos == "name":
        return 0.5
    if f.pos not in ("noun", "adj", "num"):
        return -1.0 if f.pos == "quant" else -2.2
    cost = {"masdar": 0.2, "active-participle": 1.5, "passive-participle": 1.6, "adj": 0.1}.get(f.form, 0.0)
    if f.number == "d":
        cost += 1.4 if f.context == _CONSTRUCT else 0.6
    elif f.number == "p":
        cost += 0.05
    return cost + (0.3 if f.tag == "feminine" else 0.0)


def evidence_cost(f: Feature, verb_form: str, start: int, end: int, pronoun: str, w: Written) -> float:
    """What the original letters of the stem say against the careful spelling of a form."""
    cost = 0.0
    first = w.at(start)
    if f.first and first != f.first:
        if first in "أإ" and f.first == "آ":
            cost += 6.0  # إلى, أن are never آلي, آن
        elif first == "ا":
            cost += 0.5 if f.first == "آ" else 0.2
        else:
            cost += 1.5 if f.first == "ا" else 2.0
    if not pronoun:
        last = w.last
        if last == "ة":
            cost += 0.0 if f.last == "ة" else 7.0
        elif f.last == "ة":
            cost += 1.5
        elif last == "ى":
            cost += 0.0 if f.last == "ى" else 0.8
        elif last == "ي" and f.last == "ى":
            cost += 3.5 if f.pos != "verb" else 1.0
    if w.hamza or f.hamza:
        inside = any(w.at(i) in "أؤئآ" for i in range(start + 1, end))
        if inside != f.hamza:
            cost += 1.6 if inside else 1.0
    if w.tanween and (f.pos == "verb" or (f.form and f.number == "d") or f.context == _CONSTRUCT):
        cost += 4.0
    if w.shadda >= 0:
        cost += _shadda_cost(f, verb_form, start, end, w)
    return cost + (_vowel_cost(f, verb_form, start, w) if w.vowels else 0.0)


def _shadda_cost(f: Feature, verb_form: str, start: int, end: int, w: Written) -> float:
    """A shadda inside the stem speaks for forms II and V, one on the last letter for doubled roots."""
    if not verb_form or not start < w.shadda < end:
        return 0.0
    if verb_form in ("II", "V"):
        return 2.0 if f.form == "masdar" and verb_form == "II" else -0.4
    return 0.0 if w.shadda == end - 1 or (verb_form == "VIII" and w.shadda == start + 1) else 2.0


def _vowel_cost(f: Feature, verb_form: str, start: int, w: Written) -> float:
    """ُ on the first letter of a past makes it passive; a written passive is no noun or masdar."""
    marks = w.mark_after(start)
    if f.pos != "verb" and f.form != "masdar":
        return 0.0
    if f.form == "past":
        if _DAMMA in marks and f.voice == "active":
            return 2.5
        if _FATHA in marks and f.voice == "passive":
            return 2.5
    if f.form == "present":
        passive = _passive_present(f, verb_form, start, w)
        if (passive == "passive" and f.voice == "active") or (passive == "active" and f.voice == "passive"):
            return 2.5
    if f.form == "masdar" and _DAMMA in marks and verb_form == "I":
        return 0.6
    return 0.0


def _passive_present(f: Feature, verb_form: str, start: int, w: Written) -> str:
    """Voice of a present by its vowel marks, "" where they do not tell."""
    marks = w.mark_after(start)
    if _DAMMA in marks:
        if verb_form not in ("II", "III", "IV", "Q"):
            return "passive"
        rest = w.raw[(w.offsets[start + 1] if w.offsets else start + 1) :]
        if _KASRA in rest:
            return "active"
        return "passive" if _FATHA in rest[2:] else ""
    return "active" if _FATHA in marks else ""


def voice_of(f: Feature, verb_form: str, start: int, w: Written) -> str:
    """The voice of a reading, settled by vowel marks where the letters leave it open."""
    if not w.vowels or f.voice != "either" or f.pos != "verb":
        return f.voice
    if f.form == "past":
        marks = w.mark_after(start)
        return "passive" if _DAMMA in marks else "active" if _FATHA in marks else f.voice
    return _passive_present(f, verb_form, start, w) or f.voice
