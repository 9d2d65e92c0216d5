"""Sentences and their content words, as the linker compares them."""

from __future__ import annotations

import re

from marsad.lexicon.word_classes import builtin_classes
from marsad.orthography import normalise_word

_LINE_ENDS = re.compile("[\n\r\u2028\u2029]")
_STOP = re.compile(r"(?<![.ـ])\.(?!\.)(?![0-9\u0660-\u0669])|(?<!ـ)\.{3,}|[!?؟…]")
# a dot behind a tatweel breaks up a word (قصـ.ـف) and ends nothing
_WORD = re.compile(r"[^\W_]+")
_SHORT, _STEM = 3, 3
_LEADING = re.compile("^(?:[وف])?(?:بال|كال|وال|لل|ال)")
_TRAILING = re.compile("(?:ات|ين|ون|ان|يه|ها|هم|ه)$")


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """First and last code point of the sentence around ``text[start:end]``, without space at its ends."""
    first = 0
    for stop in _LINE_ENDS.finditer(text, 0, start):
        first = stop.end()
    found = _LINE_ENDS.search(text, end)
    last = found.start() if found else len(text)
    for stop in _STOP.finditer(text, first, last):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def _stem(word: str) -> str:
    """A word without article, joined particles and endings: enough to compare sentences, no more."""
    short = _LEADING.sub("", word)
    if len(short) < _STEM:
        short = word
    bare = _TRAILING.sub("", short)
    return bare if len(bare) >= _STEM else short


def content_words(sentence: str) -> frozenset[str]:
    """Stems of the words that carry meaning, and numbers."""
    out: set[str] = set()
    for raw in _WORD.findall(sentence):
        word = normalise_word(raw)[0]
        if word in builtin_classes()["function"] or (len(word) < _SHORT and not word.isdigit()):
            continue
        out.add(_stem(word))
    return frozenset(out)


def shingles(text: str, size: int) -> list[str]:
    """Runs of ``size`` normalised words, each once, in order; the whole text where it is shorter."""
    words = [w for raw in _WORD.findall(text) if (w := normalise_word(raw)[0])]
    if len(words) <= size:
        return [" ".join(words)] if words else []
    return list(dict.fromkeys(" ".join(words[i : i + size]) for i in range(len(words) - size + 1)))
