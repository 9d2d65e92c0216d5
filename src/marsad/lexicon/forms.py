"""The generated word form, and what its careful spelling tells: shared by conjugation, inflection and analysis."""

from __future__ import annotations

import re
from typing import NamedTuple

BARE = 1
"""May stand without ال and without a pronoun."""
DET = 2
"""May carry ال."""
SUF = 4
"""May carry a pronoun."""
ANY = BARE | DET | SUF
VERBAL = BARE | SUF

VOWELS = re.compile("[\u0610-\u061a\u064b-\u0650\u0652-\u065f\u0670\u0640]")
"""Vowel marks and tatweel, without the shadda, which tells form II from form I."""
SHADDA = "\u0651"


class Form(NamedTuple):
    """One surface form without clitics, in careful spelling, with its features (values as in `Analysis`)."""

    spelled: str
    pos: str
    form: str = ""
    voice: str = ""
    person: int = 0
    gender: str = ""
    number: str = ""
    context: int = ANY
    tag: str = ""  # jussive (a shape of the jussive only), feminine (made from a masculine noun), tanween


class Feature(NamedTuple):
    """What a compiled form carries besides its entry; ``first``, ``last``, ``hamza`` tell of its careful spelling."""

    pos: str
    form: str
    voice: str
    person: int
    gender: str
    number: str
    context: int
    tag: str
    first: str  # أ إ آ, "ا" for a joining alef, "" for any other letter
    last: str  # ة ه ى ي, "" for any other letter
    hamza: bool  # a seated hamza after the first letter


_HAMZA = re.compile("[أؤئآ]")


def feature(form: Form) -> Feature:
    """The compiled feature of a generated form."""
    word = form.spelled
    first = word[0] if word and word[0] in "أإآا" else ""
    last = word[-1] if len(word) > 1 and word[-1] in "ةهىي" else ""
    return Feature(*form[1:], first, last, _HAMZA.search(word, 1) is not None)


def plain(lemma: str) -> str:
    """A lemma without vowel marks and without shadda; hamza, ta marbuta and alef maqsura stay."""
    return VOWELS.sub("", lemma).replace(SHADDA, "")


def seats(stem: str) -> tuple[str, ...]:
    """``stem``, and its spellings on other seats where it ends in a hamza: the seat follows the vowel."""
    if stem and stem[-1] in "أؤئء":
        wanted = "ؤئء" if stem[-2:-1] in ("ا", "و", "ي") or stem[-1] == "ء" else "أؤئء"
        return tuple(dict.fromkeys((stem, *(stem[:-1] + seat for seat in wanted))))
    return (stem,)
