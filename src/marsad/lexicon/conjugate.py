"""The verb: all its surface forms, unvocalised, with their features. Pure: no data, no state.

Forms that are spelled like a commoner one of another person are left out, since context alone could tell them and
reports do not use them: the second person singular of the past (spelled as the first, قتلت) and the second masculine of
the present (spelled as the third feminine, تقتل).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.lexicon.derive import masdars_of, participle_forms
from marsad.lexicon.forms import BARE, SUF, VERBAL, Form, seats
from marsad.lexicon.inflect import noun_forms
from marsad.lexicon.verbshape import Tense, VerbShape, shape_of

_PAST_CONSONANT = (  # ending, person, gender, number, context
    ("ت", 1, "", "s", VERBAL),
    ("تما", 2, "", "d", VERBAL),
    ("تم", 2, "m", "p", BARE),
    ("تمو", 2, "m", "p", SUF),
    ("تن", 2, "f", "p", VERBAL),
    ("نا", 1, "", "p", VERBAL),
    ("ن", 3, "f", "p", VERBAL),
)


@dataclass(frozen=True, slots=True)
class Verb:
    """What a data file says of a verb: citation form, and what cannot be derived from it."""

    lemma: str
    form: str | None = None
    present: str | None = None
    masdars: Sequence[str] | None = None


def conjugate(verb: Verb) -> Iterator[Form]:
    """All forms of a verb: finite ones, passives, masdars with their plurals, participles with their agreement."""
    shape = shape_of(verb.lemma, verb.form, verb.present)
    yield from _finite(shape)
    masdars = masdars_of(shape) if verb.masdars is None else verb.masdars
    for masdar in masdars:
        plural = "sound-f" if shape.form != "I" or masdar.endswith("ة") else "none"
        for form in noun_forms(masdar, "", plural, defective=True if shape.form in ("V", "VI") and masdar[-1] == "ي" else None):
            yield form._replace(form="masdar")
    yield from participle_forms(shape)


def _finite(shape: VerbShape) -> Iterator[Form]:
    """The finite verb; where active and passive are spelled alike, one form with voice ``either``."""
    passive: dict[Form, None] = {}
    if shape.past_passive is not None:
        passive.update(dict.fromkeys(_past(shape.past_passive)))
    if shape.present_passive is not None:
        passive.update(dict.fromkeys(_present(shape.present_passive)))
    active = dict.fromkeys(_past(shape.past)) | dict.fromkeys(_present(shape.present))
    for form in active:
        yield form._replace(voice="either" if form in passive else "active")
    for form in passive:
        if form not in active:
            yield form._replace(voice="passive")
    yield from _imperative(shape)


def _past(tense: Tense) -> Iterator[Form]:
    for spelled, gender, number, context in _past_vowel(tense):
        yield Form(spelled, "verb", "past", "", 3, gender, number, context)
    weak = {"ى": "ي", "ا": "و", "ي": "ي"}.get(tense.weak, "")
    base = tense.short + weak
    for ending, person, gender, number, context in _PAST_CONSONANT:
        if (base.endswith("ن") and ending.startswith("ن")) or (base.endswith("ت") and ending.startswith("ت")):  # أعلنّا, أعلنّ: written once
            yield Form(base[:-1] + ending, "verb", "past", "", person, gender, number, context)
        yield Form(base + ending, "verb", "past", "", person, gender, number, context)


def _past_vowel(tense: Tense) -> Iterator[tuple[str, str, str, int]]:
    """Third persons but the feminine plural: (form, gender, number, context)."""
    stem, weak = tense.long, tense.weak
    if weak == "ى":
        yield stem + "ى", "m", "s", BARE
        yield stem + "ا", "m", "s", SUF
    else:
        yield stem + weak, "m", "s", VERBAL
    light = stem + "ي" if weak == "ي" else stem
    yield light + "ت", "f", "s", VERBAL
    yield light + "تا", "f", "d", VERBAL
    dual = stem + {"ى": "يا", "ي": "يا", "ا": "وا"}.get(weak, "ا")
    yield dual.replace("أا", "آ"), "m", "d", VERBAL
    for variant in seats(stem):
        yield variant + "وا", "m", "p", BARE
        yield variant + "و", "m", "p", SUF


def _prefixed(prefix: str, stem: str) -> str:
    return "آ" + stem[1:] if prefix == "أ" and stem[:1] == "أ" else prefix + stem


def _present(tense: Tense) -> Iterator[Form]:
    stem, weak = tense.long, tense.weak
    persons = (("ي", 3, "m", "s"), ("ت", 3, "f", "s"), ("أ", 1, "", "s"), ("ن", 1, "", "p"))
    for prefix, person, gender, number in persons:
        word = _prefixed(prefix, stem)

        def made(spelled: str, context: int, tag: str = "", p: int = person, g: str = gender, n: str = number) -> Form:
            return Form(spelled, "verb", "present", "", p, g, n, context, tag)

        if weak == "ى":
            yield made(word + "ى", BARE)
            yield made(word + "ا", SUF)
            yield made(word, VERBAL, "jussive")  # يبق
        elif weak:
            yield made(word + weak, VERBAL)
            yield made(word, VERBAL, "jussive")  # يرم, يدع
        else:
            yield made(word, VERBAL)
            for variant in seats(word)[1:]:
                yield made(variant, SUF)  # يقرؤه, يقرأه
            if tense.short != stem:
                yield made(_prefixed(prefix, tense.short), VERBAL, "jussive")  # يزر, يشنن
    yield from _present_plural(tense)


def _present_plural(tense: Tense) -> Iterator[Form]:
    """Duals and plurals, and the second person feminine."""
    stem, weak = tense.long, tense.weak
    dual = stem + {"ى": "ي"}.get(weak, weak)
    feminine = (tense.short + {"ى": "ي"}.get(weak, weak)) if weak else tense.short
    for prefix, person in (("ي", 3), ("ت", 2)):
        for variant in seats(stem):
            for ending, context in (("ون", VERBAL), ("وا", BARE), ("و", SUF)):
                yield Form(prefix + variant + ending, "verb", "present", "", person, "m", "p", context)
        fem = feminine + "ن" if not feminine.endswith("ن") else feminine
        yield Form(prefix + fem, "verb", "present", "", person, "f", "p", VERBAL)
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        for ending in ("ان", "ا"):
            yield Form((prefix + dual + ending).replace("أا", "آ"), "verb", "present", "", 3, gender, "d", VERBAL)
    for variant in seats(stem):
        for ending in ("ين", "ي"):
            yield Form("ت" + variant + ending, "verb", "present", "", 2, "f", "s", VERBAL)


def _imperative(shape: VerbShape) -> Iterator[Form]:
    """Second person: masculine, feminine, plural."""
    tense = shape.present
    lead = ""
    if shape.form == "IV":
        lead = "أ"
    elif shape.form in ("VII", "VIII", "IX", "X", "QIV") or (
        shape.form == "I" and not shape.hollow and not shape.doubled and len(tense.long + tense.weak) == 3
    ):
        lead = "ا"
    stem, short = tense.long, tense.short
    if shape.form == "I" and shape.lemma in ("أخذ", "أكل", "أمر"):
        lead, stem, short = "", stem[1:], short[1:]
    elif shape.doubled:
        short = stem
    if len(stem) < 2:
        return
    if stem[0] in "ؤأ" and not (stem[0] == "أ" and not lead):
        # hamza meets the helping vowel: آمن, ائت; أكد and آخذ take their own seat back
        lead, stem, short = {"أ": "آ", "ا": "ائ"}.get(lead, "أ"), stem[1:], short[1:]
    yield Form(lead + short, "verb", "imperative", "active", 2, "m", "s", VERBAL)
    for variant in seats(stem):
        yield Form(lead + variant + "وا", "verb", "imperative", "active", 2, "m", "p", BARE)
        yield Form(lead + variant + "و", "verb", "imperative", "active", 2, "m", "p", SUF)
    yield Form(lead + stem + "ي", "verb", "imperative", "active", 2, "f", "s", VERBAL)
