"""Nouns and adjectives: gender, number, the shapes that case and construct state leave in unvocalised writing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from marsad.lexicon.forms import ANY, BARE, DET, SUF, Form, plain, seats

_FREE = BARE | DET
_CONSTRUCT = BARE | SUF
# قاض, مبان, محام: the last ya goes where there is neither ال nor pronoun
_DEFECTIVE = re.compile(".ا.ي|م.ا.ي")
_DEFECTIVE_PLURAL = re.compile(".{1,2}ا.ي")


def _singular(word: str, defective: bool) -> Iterator[tuple[str, int]]:
    """A word and its shapes before a pronoun and with tanween (also of a broken plural): (form, context)."""
    if word[-1] == "ة":
        yield word, _FREE
        yield word[:-1] + "ت", SUF
        return
    if word[-1] == "ى":
        yield word, _FREE
        yield word[:-1] + "ا", SUF
        return
    yield word, ANY
    if word[-1] in "أؤئء":
        yield from ((spelled, SUF) for spelled in seats(word)[1:])
        if word.endswith("اء"):
            return
    elif word[-1] == "ا":
        return
    if defective:
        yield word[:-1], BARE
    yield word + "ا", BARE


def _dual(word: str) -> Iterator[tuple[str, int]]:
    bases = [word]
    if word[-1] == "ة":
        bases = [word[:-1] + "ت"]
    elif word[-1] == "ى":
        bases = [word[:-1] + "ي"]
    elif word.endswith("اء"):
        bases = [word, word[:-1] + "و", word[:-1] + "ئ"]
    elif word[-1] == "أ":
        bases = [word, word[:-1] + "ئ"]
    elif word[-1] == "ا":
        bases = [word[:-1] + "و", word[:-1] + "ي"]
    for base in bases:
        for ending, context in (("ان", _FREE), ("ين", _FREE), ("ا", _CONSTRUCT), ("ي", _CONSTRUCT)):
            yield (base + ending).replace("أا", "آ"), context


def _sound_masculine(word: str, defective: bool) -> Iterator[tuple[str, int]]:
    bases = [word[:-1]] if word[-1] in "ىة" or defective else list(seats(word))
    for base in bases:
        for ending, context in (("ون", _FREE), ("ين", _FREE), ("و", _CONSTRUCT), ("ي", _CONSTRUCT)):
            yield base + ending, context


def _sound_feminine(word: str) -> Iterator[tuple[str, int]]:
    if word.endswith("اة"):
        bases = [word[:-2] + "ي", word[:-2] + "و"]
    elif word[-1] == "ى":
        bases = [word[:-1] + "ي"]
    elif word.endswith("اء"):
        bases = [word, word[:-1] + "و"]
    elif word.endswith("أة"):
        yield word[:-2] + "آت", ANY
        return
    else:
        bases = [word[:-1] if word[-1] == "ة" else word]
    for base in bases:
        yield base + "ات", ANY


def _broken(word: str) -> Iterator[tuple[str, int]]:
    """A plural as the data file gives it; sound endings are opened up."""
    if word.endswith("ون") and len(word) > 4:
        yield from _sound_masculine(word[:-2], False)
    elif word.endswith("ات") and len(word) > 4:
        yield word, ANY
    else:
        yield from _singular(word, _DEFECTIVE_PLURAL.fullmatch(word) is not None)


def noun_forms(
    lemma: str,
    gender: str,
    plural_type: str,
    plurals: Iterable[str] = (),
    *,
    feminine: bool = False,
    defective: bool | None = None,
) -> Iterator[Form]:
    """All forms of a noun.

    Parameters
    ----------
    lemma: singular, without ال.
    gender: m, f, or "" to take it from the ending.
    plural_type: sound-m, sound-f, broken or none.
    plurals: plurals that are not made by an ending.
    defective: the word ends in a weak ya that goes without ال (قاض); None to tell by its shape.
    feminine: whether a feminine in ة is made too (agent nouns: مقاتل, مقاتلة).
    """
    word = plain(lemma)
    if not word:
        return
    gender = gender or ("f" if word[-1] in "ة" else "m")
    if defective is None:
        defective = _DEFECTIVE.fullmatch(word) is not None
    for spelled, context in _singular(word, defective):
        yield Form(spelled, "noun", "noun", "", 3, gender, "s", context)
    for spelled, context in _dual(word):
        yield Form(spelled, "noun", "noun", "", 3, gender, "d", context)
    if plural_type == "sound-m":
        shapes = [False, True] if defective or (word[-1] == "ي" and word[0] == "م") else [False]
        for cut in shapes:
            for spelled, context in _sound_masculine(word, cut):
                yield Form(spelled, "noun", "noun", "", 3, gender, "p", context)
    elif plural_type == "sound-f":
        for spelled, context in _sound_feminine(word):
            yield Form(spelled, "noun", "noun", "", 3, gender, "p", context)
    for plural in plurals:
        if plain(plural):
            for spelled, context in _broken(plain(plural)):
                yield Form(spelled, "noun", "noun", "", 3, gender, "p", context)
    if feminine and word[-1] not in "ةىاء":
        yield from (form._replace(tag="feminine") for form in noun_forms(word + "ة", "f", "sound-f"))


def adjective_forms(lemma: str, plurals: Iterable[str] = (), *, defective: bool = False) -> Iterator[Form]:
    """All agreement forms of an adjective or participle.

    Parameters
    ----------
    lemma: masculine singular, without ال.
    plurals: broken plurals, and feminines that are not made with ة.
    defective: the word ends in a weak ya that goes without ال (رام, الرامي).
    """
    word = plain(lemma)
    if not word:
        return
    defective = defective or _DEFECTIVE.fullmatch(word) is not None

    def made(pairs: Iterator[tuple[str, int]], gender: str, number: str) -> Iterator[Form]:
        for spelled, context in pairs:
            yield Form(spelled, "adj", "adj", "", 3, gender, number, context)

    yield from made(_singular(word, defective), "m", "s")
    yield from made(_dual(word), "m", "d")
    yield from made(_sound_masculine(word, defective), "m", "p")
    feminine = word + "ة"
    if word[-1] == "ى":
        feminine = word[:-1] + "اة"
    if word[-1] not in "ةا":
        yield from made(_singular(feminine, False), "f", "s")
        yield from made(_dual(feminine), "f", "d")
        yield from made(_sound_feminine(feminine), "f", "p")
    for plural in plurals:
        if plain(plural):
            yield from made(_broken(plain(plural)), "", "p")
