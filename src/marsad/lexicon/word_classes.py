"""Classes of words that are looked for by class (``ar/word_classes.tsv``)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.lexicon.sources import BUILTIN, read_tsv
from marsad.orthography import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.lexicon.sources import Row


def word_classes(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """Class -> its words, normalised."""
    out: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        out[row.cells["class"]].add(normalise(row.cells["word"]))
    return {name: frozenset(words) for name, words in out.items()}


@lru_cache(maxsize=1)
def builtin_classes() -> dict[str, frozenset[str]]:
    """The classes of our own data, for what works on records and has no lexicon."""
    return word_classes(read_tsv(BUILTIN / "ar" / "word_classes.tsv", "data/ar/word_classes.tsv"))
