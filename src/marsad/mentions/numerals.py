"""Number words and digits as tables. Shared by counts, times and money.

Sources of the rules: the agreement and compounding rules of the written numeral (units before tens, و between the
parts, a scale multiplies what stands before it) and the binding decisions on vague numbers of the annotation guide
(عشرات 20, مئات 200).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from marsad.orthography import normalise


class WordLike(Protocol):
    """What is needed of `lexicon.word.Word`."""

    @property
    def norm(self) -> str: ...
    @property
    def shape(self) -> str: ...
    def raw_index(self, i: int) -> int: ...


class TokenLike(Protocol):
    """What is needed of `text.tokens.Token`: ``start`` and ``end`` are code points into the article's text."""

    start: int
    end: int

    @property
    def word(self) -> WordLike: ...
    @property
    def norm(self) -> str: ...
    @property
    def raw(self) -> str: ...


def wordset(text: str) -> frozenset[str]:
    """The words of ``text``, for closed lists of normalised words that the rules themselves name."""
    return frozenset(text.split())


BARE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
WITH_AL = ("", "و", "ف", "ب", "ك", "وب", "وك", "فب", "فك")


@dataclass(frozen=True, slots=True)
class Hit:
    """One word of a table as it stands in the text: ``clitic`` is what is written before it, ``offset`` its
    length in the normalised word."""

    cls: str
    value: float
    clitic: str = ""
    offset: int = 0
    definite: bool = False
    key: str = ""


def clitic_forms(norm: str, definite: bool) -> Iterator[tuple[str, str, int]]:
    """The written forms of a normalised word with its proclitics, as (form, clitic, offset of the word).

    The bare word comes first. ``definite`` says that ``norm`` carries the article (آلاف begins like one, normalised).
    After the merged لل the offset stands at the word without ال, as everywhere in marsad.
    """
    for clitic in WITH_AL if definite else BARE:
        yield clitic + norm, clitic, len(clitic)
    if definite:
        for conjunction in ("", "و", "ف"):
            yield conjunction + "لل" + norm[2:], conjunction + "ل", len(conjunction) + 2


CLASSES = wordset(
    "one two unit teen ten tens hundred hundreds scale dual fraction vague few ordinal atleast atmost about "
    "after-atleast after-atmost "
    "after-about time measure percent age clock phone label change month stop open"
)
NUMERIC = wordset("one two unit teen ten tens hundred hundreds scale dual fraction vague few ordinal")
_TAKES_AL = wordset("unit ten tens hundred hundreds scale dual vague")
_BLOCKED = frozenset(("لست", "ولست", "فلست", "والست"))  # "I am not"; the lady


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(normalise(phrase).split())


@dataclass(slots=True)
class CountGrammar:
    """The numeral table, ready for lookup by normalised word.

    ``words``: numeral words with all clitics; ``phrases``: classes of phrases by their first word (its clitics
    included), longest first;
    ``sets``: the words of the other classes, normalised; ``starts``: words at which a count can begin.
    """

    words: dict[str, Hit] = field(default_factory=dict)
    vague: dict[str, float] = field(default_factory=dict)
    few: dict[str, list[tuple[tuple[str, ...], Hit]]] = field(default_factory=dict)
    before: dict[tuple[str, ...], str] = field(default_factory=dict)
    after: dict[tuple[str, ...], str] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    multi: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    longer: dict[tuple[str, str], list[tuple[str, ...]]] = field(default_factory=dict)
    """(class, first word) -> phrases of two words and more."""
    starts: frozenset[str] = frozenset()

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> CountGrammar:
        """Build from the rows of ``ar/numerals.tsv`` (keys ``value``, ``class``, ``word``). Raises ValueError
        on a bad row."""
        self = cls()
        singles: dict[str, set[str]] = {}
        multi: dict[str, set[tuple[str, ...]]] = {}
        for row in rows:
            kind, words, definite = row["class"], _words(row["word"]), row["word"].startswith("ال")
            if kind not in CLASSES or not words:
                raise ValueError(f"numerals: class {kind!r} of {row['word']!r}")
            value = float(row["value"]) if row["value"] not in ("", "-") else 0.0
            if kind == "few":
                self._add_few(words, value, definite)
            elif kind == "vague":
                self.vague.setdefault(words[0], value)
                if words[0] not in self.words:  # آلاف and ملايين are scales too, and known as such
                    self._add_word(kind, words[0], value, definite)
            elif kind in NUMERIC:
                self._add_word(kind, words[0], value, definite)
            elif kind in ("atleast", "atmost", "about"):
                for form, _, _ in clitic_forms(words[0], definite):
                    self.before[(form, *words[1:])] = kind
            elif kind.startswith("after-"):
                self.after[words] = kind[6:]
            else:
                singles.setdefault(kind, set()).add(words[0] if len(words) == 1 else "")
                multi.setdefault(kind, set()).add(words)
        self.sets = {kind: frozenset(found - {""}) for kind, found in singles.items()}
        self.multi = {kind: frozenset(found) for kind, found in multi.items()}
        for kind, found in multi.items():
            for phrase in found:
                if len(phrase) > 1:
                    self.longer.setdefault((kind, phrase[0]), []).append(phrase)
        self.starts = frozenset(self.words) | frozenset(self.few)
        return self

    def _add_word(self, kind: str, norm: str, value: float, definite: bool) -> None:
        bases = [(norm, definite)]
        if kind in _TAKES_AL and not definite:
            bases.append(("ال" + norm, True))
        for base, al in bases:
            for form, clitic, offset in clitic_forms(base, al):
                known = self.words.get(form)
                if form in _BLOCKED or (known is not None and (clitic or not known.clitic)):
                    continue  # the first entry wins, a bare word wins over one with clitics (واحد)
                self.words[form] = Hit(kind, value, clitic, offset, al, norm)

    def _add_few(self, words: tuple[str, ...], value: float, definite: bool) -> None:
        for form, clitic, offset in clitic_forms(words[0], definite):
            self.few.setdefault(form, []).append((words[1:], Hit("few", value, clitic, offset, key=words[0])))
            self.few[form].sort(key=lambda item: -len(item[0]))

    def in_set(self, kind: str, norm: str) -> bool:
        return norm in self.sets.get(kind, ())


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,٬])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+[.,٫]\d+")
_BOTH = re.compile(r"\d{1,3}(?:([.,٬])\d{3})+[.,٫]\d+")


def western(raw: str) -> str:
    """``raw`` with Western digits."""
    return raw.translate(_DIGITS)


def digits_value(raw: str, *, scaled: bool = False) -> float | None:
    """The value of a written number, or None where it is none (clock, date, several points).

    Groups of exactly three digits after the first separator are thousands, unless ``scaled``: 1.200 مليون is
    1.2 million.
    """
    text = western(raw)
    if text.isdigit():
        return float(text) if len(text) <= 15 else None
    if _THOUSANDS.fullmatch(text) and not (scaled and len(text) < 8 and "٬" not in text):
        return float(re.sub(r"\D", "", text))
    if _DECIMAL.fullmatch(text):
        return float(re.sub("[,٫]", ".", text))
    if _BOTH.fullmatch(text):
        head, tail = re.split(r"[.,٫](?=\d+$)", text)
        return float(re.sub(r"\D", "", head) + "." + tail)
    return None
