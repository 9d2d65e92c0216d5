"""Looking for words and by criteria.

Words are looked for in marsad's normalised spelling, with the particles that are written as one with them: ``اعزاز`` finds
أعزاز, وأعزاز and بأعزاز. All words have to occur; words in quotation marks stand side by side, and a word that ends in ``*``
stands for all that begin so.

>>> Query('اعزاز').found_in("سيطروا على بلدة أعزاز")
True
>>> Query('"قاعدة العند"').found_in("قرب بوابة القاعدة في العند")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from marsad.errors import InputError
from marsad.incidents.filters import Filter
from marsad.orthography import INVISIBLE, LETTERS, MARKS, normalise

_NAMES = {"place": "places", "actor": "actors", "type": "types", "grade": "grades", "speaker": "speakers", "status": "statuses"}
_BROKEN = re.compile("ـ+[.,،_-]+ـ+")  # letters broken up against filters: قصـ.ـف
_BETWEEN = re.compile(f"[^{LETTERS}{MARKS}{INVISIBLE}0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f]+")
_TERM = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+)')
_BEFORE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_BEFORE_ARTICLE = ("ال", "وال", "فال", "بال", "كال", "لل", "ولل", "فلل", "وبال")


def searched(text: str) -> str:
    """A text as it is searched: normalised words with single spaces between."""
    return normalise(_BETWEEN.sub(" ", _BROKEN.sub("", text)))


class Term(msgspec.Struct, frozen=True):
    """Words that stand side by side; the first in each of its ``forms``. ``prefix``: the last may go on."""

    forms: tuple[str, ...]
    rest: tuple[str, ...]
    prefix: bool

    def fts(self) -> str:
        """As an expression of SQLite's full-text search."""
        star = " *" if self.prefix else ""
        return "(" + " OR ".join(f'"{" ".join((form, *self.rest))}"{star}' for form in self.forms) + ")"

    def found_in(self, text: str) -> bool:
        """Whether it occurs in a `searched` text with a space at either end."""
        end = "" if self.prefix else " "
        return any(f" {' '.join((form, *self.rest))}{end}" in text for form in self.forms)


class Query:
    """Words to look for. Raises `InputError` where there are none.

    Parameters
    ----------
    words: as people write them; see above.
    """

    def __init__(self, words: str) -> None:
        terms = []
        for found in _TERM.finditer(words):
            given = next(g for g in found.groups() if g is not None)
            parts = searched(given).split()
            if parts:
                terms.append(Term(_forms(parts[0]), tuple(parts[1:]), given.rstrip().endswith("*")))
        if not terms:
            raise InputError(f"There is no word to look for in «{words}»", hint="Give words in Arabic or Latin letters, or figures.")
        self.terms = tuple(terms)

    def fts(self) -> str:
        """As an expression of SQLite's full-text search."""
        return " AND ".join(t.fts() for t in self.terms)

    def found_in(self, *texts: str) -> bool:
        """Whether each term occurs in any of some texts."""
        padded = [f" {searched(t)} " for t in texts]
        return all(any(term.found_in(t) for t in padded) for term in self.terms)


def _forms(word: str) -> tuple[str, ...]:
    """A word with the particles and the article that may be written as one with it."""
    if word.startswith("ال") and len(word) > 4:
        return tuple(b + word[2:] for b in _BEFORE_ARTICLE)
    if not "\u0621" <= word[0] <= "\u064a":
        return (word,)
    return tuple(b + word for b in (*_BEFORE, *_BEFORE_ARTICLE))


def filter_of(criteria: Mapping[str, str | Iterable[str] | None]) -> Filter:
    """A filter of criteria by name, each one value or several. Raises `InputError` for a name that there is not."""
    given: dict[str, str | tuple[str, ...]] = {}
    for name, value in criteria.items():
        if value is None:
            continue
        if name in ("since", "until") and isinstance(value, str):
            given[name] = value
        elif name in _NAMES:
            given[_NAMES[name]] = (value,) if isinstance(value, str) else tuple(value)
        else:
            raise InputError(f"There is no criterion «{name}»", hint=f"Choose among {', '.join(sorted([*_NAMES, 'since', 'until']))}.")
    return msgspec.convert(given, Filter)
