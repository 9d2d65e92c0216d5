"""Nouns made from verbs: the masdar of the forms II to X and of four radicals, and the participles. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon.forms import Form
from marsad.lexicon.inflect import adjective_forms
from marsad.lexicon.verbshape import Tense, VerbShape


def masdars_of(shape: VerbShape) -> tuple[str, ...]:
    """The regular masdar; none for form I, where it must be given."""
    w, r = shape.lemma, shape.root
    if len(r) < 2:
        return ()
    weak = w[-1] in "ىا" and not shape.hollow
    last = "ء" if weak or w[-1] in "أئؤ" else w[-1]
    match shape.form:
        case "II":
            if weak:
                return ("ت" + w[:-1] + "ية",)
            return ("ت" + w[:-1] + "ئة",) if w[-1] in "أئؤ" else ("ت" + w[:-1] + "ي" + w[-1],)
        case "III":
            base = shape.present.long  # ؤاخذ for آخذ
            return ("م" + base + ("اة" if weak else "ة"),)
        case "IV":
            return _fourth(shape, last)
        case "V" | "VI" | "QII":
            if weak:
                return (w[:-1] + "ي",)
            return (w[:-1] + "ؤ",) if w[-1] in "أئؤ" else (w,)
        case "X" if shape.hollow:
            return (w + "ة",)
        case "Q":
            return (w[:-1] + "اة",) if weak else (w + "ة",)
        case "VII" | "VIII" | "IX" | "X" | "QIV":
            return (_joined(shape, last),)
    return ()


def _fourth(shape: VerbShape, last: str) -> tuple[str, ...]:
    w = shape.lemma
    if w[0] == "آ":
        return ("إي" + w[1:-1] + "ا" + last,)
    if shape.hollow:
        return ("إ" + w[1:] + "ة",)
    body = w[1:] + (w[-1] if shape.doubled else "")
    if body[0] == "و":
        body = "ي" + body[1:]  # إيقاف
    return ("إ" + body[:-1] + "ا" + last,)


def _joined(shape: VerbShape, last: str) -> str:
    """انسحاب, اعتقال, استخدام: a long alef before the last radical."""
    w = shape.lemma
    if shape.hollow:
        return w[:-2] + "يا" + w[-1]
    body = w + (w[-1] if shape.doubled else "")
    if shape.form == "X" and body[3] == "و":
        body = "استي" + body[4:]  # استيلاء
    if shape.form == "QIV":
        body = body.replace("أ", "ئ")
    return body[:-1] + "ا" + last


def participle_forms(shape: VerbShape) -> Iterator[Form]:
    """Active and passive participles, with gender, number, case shapes."""
    actives, passives = _participles(shape)
    for word in actives:
        for form in adjective_forms(word, (), defective=word[-1] == "ي" and shape.lemma[-1] in "ىاي"):
            yield form._replace(form="active-participle", voice="active")
    for word in passives:
        if word not in actives:
            for form in adjective_forms(word, ()):
                yield form._replace(form="passive-participle", voice="passive")
        else:
            for form in adjective_forms(word, ()):
                yield form._replace(form="passive-participle", voice="either")


def _participles(shape: VerbShape) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if shape.form == "I":
        return _first(shape)
    active = ("م" + _whole(shape.present, "ي"),)
    if shape.form in ("VII", "IX", "QIV") or shape.present_passive is None:
        return active, ()
    return active, ("م" + _whole(shape.present_passive, "ى"),)


def _whole(tense: Tense, weak: str) -> str:
    return tense.long + (weak if tense.weak else "")


def _first(shape: VerbShape) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Participles of form I: فاعل and مفعول."""
    w, (a, b, c) = shape.lemma, shape.root[:3]
    start = "آ" if a == "أ" else a + "ا"
    if shape.doubled:
        return (start + b,), ("م" + a + b + "و" + b,)
    if shape.hollow:
        active = start + ("ئ" + c if c != "ء" else "ئي")
        return (active,), ("م" + a + ("ي" if b == "ي" else "و") + c,)
    if w[-1] in "ىاي" and len(w) == 3:
        ending = "و" if shape.present.weak == "و" else "ي"
        middle = "ئ" if b == "أ" else b
        return (start + middle + "ي",), ("م" + a + b + ending,)
    middle = "ئ" if b == "أ" else b
    active = start + middle + ("ئ" if c in "أئؤ" else c)
    before = b if b != "أ" else "ؤ"
    return (active,), ("م" + a + before + "و" + ("ء" if c in "أئؤ" else c),)
