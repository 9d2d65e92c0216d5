"""From the citation form of a verb to its form (I to X, Q) and its stems.

A verb is described by a few stems, spelled without vowels; `conjugate` puts prefixes and endings to them. A stem that
ends in a weak radical is kept without it, the radical being named by ``weak``: ى, ا, ي, و, or "" for a sound end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.lexicon.forms import SHADDA, VOWELS

# Shapes that two forms share, settled by the word: form VIII of roots in س looks like form X of doubled roots.
_EIGHTH = frozenset(
    [
        "استلم",
        "استمع",
        "استند",
        "استبق",
        "استتر",
        "استرق",
        "استعر",
        "استهم",
        "استقى",
        "استوى",
        "استاء",
        "استاف",
        "استن",
        "استمى",
        "استبى",
    ]
)

# أقر, أعد without shadda are form IV of doubled roots; other words of this shape are form I (أخذ, أمر).
_FOURTH_DOUBLED = frozenset(
    [
        "أقر",
        "أصر",
        "أعد",
        "أحب",
        "أضر",
        "أمد",
        "أخل",
        "أطل",
        "أحس",
        "أهم",
        "أذل",
        "أكن",
        "أقل",
        "أظل",
        "أتم",
        "أحل",
        "أصح",
        "أضل",
        "أعز",
    ]
)


@dataclass(frozen=True, slots=True)
class Tense:
    """Stems of one tense and voice.

    ``long`` stands before no ending and before vowels (قال, شد, رم), ``short`` before consonants and in the jussive
    (قل, شدد, رم); ``weak`` is the radical that the stem lost at its end.
    """

    long: str
    short: str
    weak: str = ""


@dataclass(frozen=True, slots=True)
class VerbShape:
    """A verb taken apart: radicals as strings, ``root[-1]`` being ى or ا or ي where the last one is weak."""

    form: str
    lemma: str
    root: tuple[str, ...]
    past: Tense
    past_passive: Tense | None
    present: Tense
    present_passive: Tense | None
    hollow: bool = False
    doubled: bool = False


def _letters(lemma: str) -> tuple[str, int]:
    """The letters of a lemma, and the index of the letter with shadda (-1 if none)."""
    marked = VOWELS.sub("", lemma)
    return marked.replace(SHADDA, ""), marked.find(SHADDA) - 1 if SHADDA in marked else -1


def detect_form(lemma: str) -> str:
    """The form that the spelling of a citation form shows: ``I`` to ``X``, ``Q``, ``QII`` or ``QIV``."""
    w, shadda = _letters(lemma)
    n = len(w)
    if w[:1] == "آ":
        return "I" if n < 3 else "IV"
    if w[:1] == "أ":
        if n == 3:
            return "II" if shadda == 1 else "IV" if shadda == 2 or w in _FOURTH_DOUBLED else "I"
        return "IV" if n >= 4 else "I"
    if w[:1] == "ا" and n >= 4:
        return _detect_joined(w, shadda)
    if w[:1] == "ت" and n >= 4 and w[1] != "ا":
        if w[1] == "آ" or (w[2] == "ا" and n == 5):
            return "VI"
        return "V" if n == 4 else "QII"
    if (n >= 4 and w[1] in "ا") or (n == 3 and w[1] == "ا" and shadda == 2):
        return "III"
    if n == 4:
        return "Q"
    return "II" if n == 3 and shadda == 1 else "I"


def _detect_joined(w: str, shadda: int) -> str:
    """Forms that begin with a joining alef."""
    n = len(w)
    if w.startswith("است") and w not in _EIGHTH and (n >= 6 or (n == 5 and w[-1] != "ى")):
        return "X"
    if w[1] == "ن" and w[2] != "ت":
        return "VII"
    if w[2] == "ت" or w[1:3] in ("زد", "صط", "ضط", "ذد"):
        return "VIII"
    if n == 4:
        return "IX" if w[1] not in "تدطذثظز" and shadda == 3 else "VIII" if w[1] in "تدطذثظز" else "IV"
    return "QIV"


_SHAPES = {
    "II": "...", "III": "آ..|.ا..?", "IV": "[أآ].{1,3}", "V": "ت...", "VI": "ت.ا..?|تآ..", "VII": "ان.{2,3}",
    "VIII": "ا.{3,4}", "IX": "ا...", "X": "است.{2,3}",
}  # fmt: skip


def fits(lemma: str, form: str) -> bool:
    """Whether a lemma can be of a form by its letters; form VIII of roots in س (استلم) is no form X."""
    w, _ = _letters(lemma)
    return not (form == "X" and w in _EIGHTH) and (form not in _SHAPES or re.fullmatch(_SHAPES[form], w) is not None)


def _split_base(form: str, w: str) -> tuple[str, str]:
    """The letters before the radicals, and the rest."""
    lead = {"IV": 1, "V": 1, "VI": 1, "VII": 2, "VIII": 1, "IX": 1, "X": 3, "QII": 1, "QIV": 1}.get(form, 0)
    return w[:lead], w[lead:]


def _present_lead(form: str, w: str) -> str:
    """What of the past stays after the prefix of the present."""
    if form == "IV":
        if w[0] == "آ":
            return "ؤ" + w[1:]
        return "و" + w[2:] if w[1] == "ي" and len(w) > 3 else w[1:]
    if form in ("VII", "VIII", "IX", "X", "QIV"):
        return w[1:]
    if w[0] == "أ":
        return ("أ" if form == "I" else "ؤ") + w[1:]
    if w[0] == "آ":
        return "ؤا" + w[1:]
    return w


def _past_passive(form: str, w: str) -> str | None:
    """The past passive of a derived form before its end is looked at; None where the form has no passive."""
    if form in ("VII", "IX", "QIV"):
        return None
    if form == "III":
        return w[0] + "و" + w[2:] if w[0] != "آ" else "أو" + w[1:]
    if form == "VI":
        return w[:2] + "و" + w[3:] if w[1] != "آ" else "تؤو" + w[2:]
    if form == "IV" and w[0] == "آ":
        return "أو" + w[1:]
    return w


_FINAL_AS_A = frozenset({"V", "VI", "QII"})  # present in ى / أ: يتخلى, يتنبأ


def shape_of(lemma: str, form: str | None = None, present: str | None = None) -> VerbShape:
    """Take a verb apart.

    Parameters
    ----------
    lemma: past, third person masculine singular; with shadda in form II.
    form: "I" to "X" or "Q", where the spelling does not tell.
    present: third person masculine singular, for form I verbs that are not sound.
    """
    w, _ = _letters(lemma)
    if form in (None, ""):
        form = detect_form(lemma)
    elif form == "Q":
        form = "QII" if len(w) == 5 and w[0] == "ت" else "QIV" if len(w) == 5 and w[0] == "ا" else "Q"
    assert form is not None
    if form == "I":
        return _shape_first(w, _letters(present)[0] if present else None)
    return _shape_derived(form, w, _letters(present)[0] if present else None)


def _tense(stem: str, kind: str, middle: str = "", final: str = "") -> Tense:
    """Stems of a derived form; ``kind``: sound hollow doubled weak hamza; ``middle``, ``final``: letters."""
    if kind == "hollow":
        return Tense(stem[:-2] + middle + stem[-1], _unseat(stem[:-2] + stem[-1], middle))
    if kind == "doubled":
        return Tense(stem, stem + stem[-1])
    if kind == "weak":
        return Tense(stem[:-1], stem[:-1], final)
    if kind == "hamza":
        return Tense(stem[:-1] + final, stem[:-1] + final)
    return Tense(stem, stem)


def _unseat(short: str, middle: str) -> str:
    """A hollow stem that ends in hamza gets it seated once the long vowel is gone: جاء, جئت; يسوء, يسؤ."""
    return short[:-1] + {"و": "ؤ", "ا": "أ"}.get(middle, "ئ") if short[-1:] == "ء" else short


def _shape_derived(form: str, w: str, present: str | None) -> VerbShape:
    _, rest = _split_base(form, w)
    hollow = form in ("IV", "VII", "VIII", "X") and len(w) >= 4 and w[-2] == "ا" and w[-1] not in "ىا"
    size = {"III": 4, "VI": 4, "VIII": 4, "Q": 4, "QII": 4}.get(form, 3)
    if form == "VIII" and w[1] in "تدطذثظ" and not (w[2] == "ت" and len(w) > 4):
        size = 3  # اتصل, ادعى: the ت has merged with the first radical
    if w[0] == "آ" or w[1] == "آ":
        size -= 1
    doubled = form in ("IX", "QIV") or (len(rest) == size - 1 and not hollow and rest[-1] not in "ىا")
    kind = "hollow" if hollow else "doubled" if doubled else "sound"
    if w[-1] in "ىا" and not hollow:
        kind = "weak"
    elif w[-1] in "أئؤ" and not hollow:
        kind = "hamza"
    stem = _present_lead(form, w)
    if form == "QIV" and "أ" in stem:
        stem = stem.replace("أ", "ئ")  # اطمأن, يطمئن
    turns = form in ("IV", "X")
    final_a = form in _FINAL_AS_A
    passive = _past_passive(form, w)
    shape = VerbShape(
        form,
        w,
        _radicals(form, rest, w, hollow, doubled),
        _tense(w, kind, "ا", "أ" if kind == "hamza" else "ى"),
        _tense(passive, kind, "ي", "ئ" if kind == "hamza" else "ي") if passive else None,
        _tense(
            stem,
            kind,
            "ي" if turns else "ا",
            ("أ" if final_a else "ئ") if kind == "hamza" else ("ى" if final_a else "ي"),
        ),
        _tense(stem, kind, "ا", "أ" if kind == "hamza" else "ى") if passive else None,
        hollow,
        doubled,
    )
    if present and present[1:] != shape.present.long + shape.present.weak and present[0] == "ي":
        end = present[-1] if kind == "weak" and present[-1] in "يىو" else ""
        core = present[1:-1] if end else present[1:]
        return VerbShape(form, w, shape.root, shape.past, shape.past_passive, Tense(core, _short_of(core, kind), end),
                         shape.present_passive, hollow, doubled)  # fmt: skip
    return shape


def _short_of(core: str, kind: str) -> str:
    if kind == "hollow" and len(core) > 2:
        return _unseat(core[:-2] + core[-1], core[-2])
    return core + core[-1] if kind == "doubled" else core


def _radicals(form: str, rest: str, w: str, hollow: bool, doubled: bool) -> tuple[str, ...]:
    """The radicals of a derived form, as they stand (a merged first radical stays ت, د, ط)."""
    if w[0] == "آ" or w[1] == "آ":
        rest = "ء" + w[1 if w[0] == "آ" else 2 :]
    elif form in ("III", "VI") or (form == "VIII" and len(rest) >= 3 and not (rest[0] in "تدطذثظ" and len(rest) < 4 and rest[1] != "ت")):
        rest = rest[0] + rest[2:]
    if hollow:
        rest = rest[:-2] + "ا" + rest[-1]
    elif doubled:
        rest += rest[-1]
    return tuple(rest)


def _shape_first(w: str, present: str | None) -> VerbShape:
    """Form I, from the past and, where it is given, the present."""
    if w[0] == "آ":  # آل, آب: the hamza and the long vowel share a letter
        w = "أا" + w[1:]
    n, last = len(w), w[-1]
    if n == 2:
        core = present[1:] if present else w
        past, again = Tense(w, w + w[-1]), Tense(core, core + core[-1])
        return VerbShape("I", w, (w[0], w[1], w[1]), past, past, again, again, doubled=True)
    if w[1] == "ا" and last not in "ىا":
        return _shape_hollow(w, present)
    if last in "ىا" or (last == "ي" and n == 3):
        return _shape_defective(w, present)
    default = _present_lead("I", w[1:] if w[0] == "و" and present is None else w)
    core = present[1:] if present else default
    passive_past = w
    if w[1] == "أ":
        passive_past = w[0] + "ئ" + w[2:]  # سئل
    if last in "أئؤ":
        passive_past = passive_past[:-1] + "ئ"  # قرئ
    passive = _present_lead("I", w)[:-1] + ("أ" if last in "أئؤ" else last)
    if w[0] == "ي":
        passive = "و" + w[1:]
    return VerbShape("I", w, tuple(w), Tense(w, w), Tense(passive_past, passive_past), Tense(core, core), Tense(passive, passive))


def _shape_hollow(w: str, present: str | None) -> VerbShape:
    middle = present[-2] if present and len(present) > 3 and present[-2] in "ويا" else "و"
    short = _unseat(w[0] + w[2], "ي")
    first = w[0]
    core = present[1:] if present else first + middle + w[2]
    again = Tense(core, _unseat(core[:-2] + core[-1], middle))
    bare = "أ" if first == "أ" else first
    return VerbShape(
        "I", w, (bare, middle, w[2]), Tense(w, short), Tense(bare + "ي" + w[2], short), again,
        Tense(core[:-2] + "ا" + core[-1], again.short), hollow=True,
    )  # fmt: skip


def _shape_defective(w: str, present: str | None) -> VerbShape:
    last, stem = w[-1], w[:-1]
    if present and present[-1] in "يوى":
        end, core = present[-1], present[1:-1]
        if last == "ي":
            end = "ى" if end == "ي" and not present.endswith("لي") else end
    else:
        end = {"ى": "ي", "ا": "و", "ي": "ى"}[last]
        core = _present_lead("I", stem[1:] if stem[0] == "و" and last == "ى" else stem)
    passive = _present_lead("I", stem)
    if "أ" in stem[1:] and present:  # رأى, يرى: the hamza is gone in the passive too
        passive = core
    return VerbShape(
        "I",
        w,
        tuple(w),
        Tense(stem, stem, last),
        Tense(stem, stem, "ي"),
        Tense(core, core, end),
        Tense(passive, passive, "ى"),
    )
