"""Code-point functions on Arabic spelling. Pure: no data, no state.

There is ONE normaliser. Lexicon and running text both go through it, so that spellings that writers mix (hamza seats,
final ya and
alef maqsura, ta marbuta and ha) meet. Every normalised word keeps a map back to the code points of the original.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = "\u0621-\u064a\u0671-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc"
"""Regex class body of Arabic letters, presentation forms included, tatweel (U+0640) too."""

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
"""Regex class body of vowel and recitation marks."""

INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad"
"""Regex class body of zero-width and bidi control characters."""

TATWEEL = "\u0640"

_FOLD: dict[int, str] = {}
for _a, _b in (("أإآٱٲٳ", "ا"), ("ىیېۍئ", "ي"), ("ةۃہھەۀ", "ه"), ("ؤۋ", "و"), ("کڪ", "ك"), ("ڤ", "ف"), ("پ", "ب"), ("چ", "ج"), ("گ", "ك"), ("ژ", "ز")):
    for _c in _a:
        _FOLD[ord(_c)] = _b
for _zero in (0x0660, 0x06F0):
    for _d in range(10):
        _FOLD[_zero + _d] = str(_d)
_PLAIN = re.compile("[ابتثجحخدذرزسشصضطظعغفقكلمنهويءa-z0-9]*")
_ALIGNED = re.compile("[\u0621-\u063f\u0641-\u064a\u0671-\u06d3\u0660-\u0669\u06f0-\u06f90-9A-Za-z]*")
"""Words of characters that each have one normalised letter."""
_KEEP = re.compile(f"[{LETTERS}0-9A-Za-z\u00c0-\u024f]")
_FOLDED_WORD = re.compile(f"[{LETTERS}]")


def _fold(char: str) -> str:
    """The normalised letters of one character, "" for what is dropped (marks, tatweel, controls, joints inside a
    word)."""
    if char == TATWEEL:
        return ""
    folded = _FOLD.get(ord(char))
    if folded is not None:
        return folded
    if "\ufb50" <= char <= "\ufefc":  # presentation forms; a ligature gives several letters
        plain = unicodedata.normalize("NFKC", char)
        return "".join(_FOLD.get(ord(c), c) for c in plain if c != TATWEEL and _FOLDED_WORD.match(c))
    return char.lower() if _KEEP.match(char) else ""


_KEPT_BELOW = 0x10000
"""Characters beyond are too many to keep, and none of them is a letter of ours."""


class _Folder(dict[int, str]):
    """Code point -> normalised letters, worked out when first met. For ``str.translate``, which is many times faster
    than a loop."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        if code < _KEPT_BELOW:
            self[code] = folded
        return folded


_FOLDER = _Folder()


def normalise_word(raw: str) -> tuple[str, tuple[int, ...] | None]:
    """Normalise one word.

    Parameters
    ----------
    raw: a word as written, without spaces.

    Returns
    -------
    The normalised word, and for each of its characters (and for its end) the index into ``raw``; None where both are
    aligned
    one to one. Index of the end is ``len(raw)``.
    """
    if _PLAIN.fullmatch(raw):
        return raw, None
    if _ALIGNED.fullmatch(raw):
        return raw.translate(_FOLDER), None
    out: list[str] = []
    index: list[int] = []
    aligned = True
    for i, char in enumerate(raw):
        folded = _FOLDER[ord(char)]
        if len(folded) != 1:
            aligned = False
        for c in folded:
            out.append(c)
            index.append(i)
    if aligned:
        return "".join(out), None
    index.append(len(raw))
    return "".join(out), tuple(index)


_SPACE = re.compile(f"[\\s_#{INVISIBLE}]")


class _Spacer(_Folder):
    """Like `_Folder`, with a space for what separates words."""

    def __missing__(self, code: int) -> str:
        folded = " " if _SPACE.match(chr(code)) else _FOLDER[code]
        if code < _KEPT_BELOW:
            self[code] = folded
        return folded


_SPACER = _Spacer()


def normalise(text: str) -> str:
    """Normalise a phrase for lookup: each word by `normalise_word`, single spaces between; underscores and # separate
    words."""
    return " ".join(text.translate(_SPACER).split())


_ARABIC_LETTER = re.compile("[\u0621-\u064a\ufb50-\ufdfb\ufe70-\ufefc]")
_ANY_LETTER = re.compile(r"[^\W\d_]")


def arabic_share(text: str) -> float:
    """Share of Arabic letters among all letters of ``text`` (0 to 1); 0 where it has no letters."""
    letters = len(_ANY_LETTER.findall(text))
    return len(_ARABIC_LETTER.findall(text)) / letters if letters else 0.0
