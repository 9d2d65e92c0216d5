"""Written words of a text, with their place in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from marsad.orthography import INVISIBLE, LETTERS, MARKS

if TYPE_CHECKING:
    from marsad.lexicon.word import Analysis, Word

_L = f"[{LETTERS}]"
_LM = f"[{LETTERS}{MARKS}{INVISIBLE}]"
# Letters broken up against filters: قصـ.ـف, تنـ ـظيم, استـ.شهاد, الـ,ـنظام, single letters with dots: ا.ل.ن.ظ.ا.م,
# and abbreviations by sound: بي.بي.سي
_JOINT = r"(?:(?<=ـ)[.,،*·•~/|\\ -]{1,2}(?=ـ)|(?<=ـ)[.,،*·•~/|\\]{1,2}(?=" + _L + r")|[.,،*·•~/|\\]{1,2}(?=ـ+" + _L + r"))"
TOKEN = re.compile(
    f"(?P<dotted>(?<!{_L})(?:(?:{_L}\\.){{3,}}{_L}|(?:{_L}{{1,3}}\\.){{2,}}{_L}{{1,3}})(?!{_LM}))"
    f"|(?P<arabic>{_L}{_LM}*(?:{_JOINT}{_LM}+)*)"
    "|(?P<number>[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c:/][0-9\u0660-\u0669\u06f0-\u06f9]+)*)"
    "|(?P<latin>[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'’]*)"
    r"|(?P<punct>\.{2,}|[^\s\w]|_)"
)
_INVISIBLE = frozenset(re.findall(f"[{INVISIBLE}]", "".join(map(chr, range(0x10000)))))
_LEFT_OUT = _INVISIBLE | {"#", "_"}


class Token(msgspec.Struct, eq=False, gc=False):
    """One written word in a sentence.

    Parameters
    ----------
    i: index in its sentence.
    start, end: code points into the article's text.
    word: the written form with its analyses (shared between equal forms).
    reading: the analysis that context chose; the best by shape before the reading step has run.
    norm, raw: those of the word, here because they are asked for all the time.
    """

    i: int
    start: int
    end: int
    word: Word
    reading: Analysis
    norm: str
    raw: str

    @classmethod
    def of(cls, i: int, start: int, end: int, word: Word, reading: Analysis) -> Token:
        """A token of a word, with ``norm`` and ``raw`` taken from it."""
        return cls(i, start, end, word, reading, word.norm, word.raw)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Code points of ``norm[start:end]`` of this token in the text."""
        w = self.word
        stop = len(w.norm) if end is None else end
        return self.start + w.raw_index(start), self.start + w.raw_end(stop)

    def stem_span(self) -> tuple[int, int]:
        """The stem of the chosen reading, without clitics; ال stays."""
        return self.span(self.reading.start, self.reading.end)


def span_of(m: re.Match[str]) -> tuple[int, int, str] | None:
    """(start, end, shape) of a match of `TOKEN`; None for ``#`` and ``_``, which separate words and are left out."""
    shape = m.lastgroup or "punct"
    a, b = m.span()
    text = m.string
    if shape == "punct":
        return None if text[a] in _LEFT_OUT else (a, b, shape)
    while text[b - 1] in _INVISIBLE:
        b -= 1
    return a, b, "arabic" if shape == "dotted" else shape


def spans_of_tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Tokens of ``text[start:end]`` as (start, end, shape)."""
    matches = TOKEN.finditer(text, start, len(text) if end is None else end)
    return [span for m in matches if (span := span_of(m)) is not None]
