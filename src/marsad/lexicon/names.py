"""Many names of several words -> values, found in running text at any word. For actors, places, titles, phrases."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import marisa_trie

from marsad.lexicon.cache import Sections, load_or_build
from marsad.lexicon.memo import Memo
from marsad.orthography import normalise

if TYPE_CHECKING:
    from marsad.lexicon.word import Word

Match = tuple[int, int, tuple[int, ...]]


class NameIndex:
    """Names and the numbers they stand for. Build with `NameIndex.build` or `CachedIndex`.

    A name is looked up by its normalised words. If nothing matches exactly, its second and further words also match
    with ال where the name has none, and without it where it has one.

    Attributes
    ----------
    heads: word -> the forms of it that names begin with: (form, where it begins, words of the longest name, values of
        the form alone). Mostly none.
    """

    def __init__(self, sections: Sections, prefix: str = "") -> None:
        self._trie = marisa_trie.Trie()
        self._trie.frombytes(bytes(sections[prefix + "names"]))
        self._starts = memoryview(sections[prefix + "starts"]).cast("I")
        self._values = memoryview(sections[prefix + "values"]).cast("I")
        self._get: Callable[[str, int], int] = self._trie.get
        pairs = marisa_trie.Trie()
        pairs.frombytes(bytes(sections[prefix + "pairs"]))
        self._get_pair: Callable[[str, int], int] = pairs.get  # the first two words of names, the second without ال
        first = bytes(sections[prefix + "first"]).decode().split("\n")
        self._longest = dict(zip(first, bytes(sections[prefix + "longest"]), strict=False))  # first word -> words of the longest name
        self.heads: Memo[Word, tuple[tuple[str, int, int, tuple[int, ...]], ...]] = Memo(self._heads_of)

    @staticmethod
    def sections(named: Iterable[tuple[str, int]], prefix: str = "") -> dict[str, bytes]:
        """The compiled index of pairs (name, value), as sections for `cache.load_or_build`."""
        exact: dict[str, dict[int, None]] = {}
        for name, value in named:
            norm = normalise(name)
            if norm:
                exact.setdefault(norm, {})[value] = None
        loose: dict[str, dict[int, None]] = {}
        longest: dict[str, int] = {}
        pairs: set[str] = set()
        for norm, values in exact.items():
            words = norm.split(" ")
            longest[words[0]] = max(longest.get(words[0], 0), min(len(words), 255))
            if len(words) > 1:
                loose.setdefault(_loose(words), {}).update(values)
                pairs.add(_loose(words[:2]))
        names = exact | {"\t" + k: v for k, v in loose.items()}
        trie = marisa_trie.Trie(names)
        starts, flat = array("I", [0]), array("I")
        for i in range(len(names)):
            flat.extend(names[trie.restore_key(i)])
            starts.append(len(flat))
        parts = {
            "names": trie.tobytes(),
            "starts": starts.tobytes(),
            "values": flat.tobytes(),
            "pairs": marisa_trie.Trie(pairs).tobytes(),
            "first": "\n".join(longest).encode(),
            "longest": bytes(longest.values()),
        }
        return {prefix + key: data for key, data in parts.items()}

    @classmethod
    def build(cls, pairs: Iterable[tuple[str, int]]) -> NameIndex:
        """An index in memory."""
        return cls(cls.sections(pairs))

    def __len__(self) -> int:
        return len(self._trie)

    def _at(self, i: int) -> tuple[int, ...]:
        return tuple(self._values[self._starts[i] : self._starts[i + 1]])

    def lookup(self, name: str) -> tuple[int, ...]:
        """Values of exactly this name (normalised here)."""
        return self._exactly(normalise(name))

    def _exactly(self, norm: str) -> tuple[int, ...]:
        i = self._get(norm, -1)
        return self._at(i) if i >= 0 else ()

    def _heads_of(self, word: Word) -> tuple[tuple[str, int, int, tuple[int, ...]], ...]:
        longest = self._longest
        return tuple([(key, start, longest[key], self._exactly(key)) for key, start in word.keys if key in longest])

    def match(self, words: Sequence[Word], i: int) -> list[Match]:
        """Names that begin at ``words[i]``.

        Returns
        -------
        (number of words, where the name begins in ``words[i].norm``, values), longest first; a name after clitics
        (وداعش) begins behind them.
        """
        found: list[Match] = []
        for key, start, longest, alone in self.heads[words[i]]:
            limit = min(longest, len(words) - i)
            if limit > 1 and self._get_pair(f"{key} {_bare(words[i + 1].norm)}", -1) >= 0:
                self._longer(key, start, words[i : i + limit], found)
            if alone:
                found.append((1, start, alone))
        if len(found) > 1:
            found.sort(key=lambda m: (-m[0], m[1]))
        return found

    def _longer(self, key: str, start: int, words: Sequence[Word], found: list[Match]) -> None:
        """Names of two words and more that begin with the form ``key`` of the first of ``words``."""
        texts = [key]
        for word in words[1:]:
            texts.append(f"{texts[-1]} {word.norm}")
        for n in range(len(words), 1, -1):
            at = self._get(texts[n - 1], -1)
            if at < 0:
                at = self._get("\t" + _loose(texts[n - 1].split(" ")), -1)
            if at >= 0:
                found.append((n, start, self._at(at)))


def _loose(words: Sequence[str]) -> str:
    """The first word as it is, the others without ال."""
    return " ".join([words[0], *map(_bare, words[1:])])


def _bare(word: str) -> str:
    """A further word of a name without ال."""
    return word[2:] if len(word) > 4 and word.startswith("ال") else word


def CachedIndex(name: str, key: str, pairs: Callable[[], Iterable[tuple[str, int]]]) -> NameIndex:
    """A `NameIndex` from the cache, built from ``pairs()`` where it is not there.

    Parameters
    ----------
    name: of the index, as in `cache.load_or_build`.
    key: hash of everything that the pairs depend on (`cache.content_hash`).
    """
    return NameIndex(load_or_build(name, key, lambda: NameIndex.sections(pairs())))
