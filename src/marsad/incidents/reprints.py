"""Reprints: articles with nearly the same words. Ten papers that print one agency are one voice."""

from __future__ import annotations

import hashlib
import re
import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from rensa import RMinHash

from marsad.incidents.cluster import Groups
from marsad.incidents.words import shingles
from marsad.record import ActorMention, Article, Record

SHINGLE = 4
"""Words in a run; articles are compared by the runs that they share."""

SAME = 0.5
"""From this share of common runs on (of all runs of both), two articles are prints of one text."""

_PERMUTATIONS, _BANDS, _SEED = 128, 32, 42

METHOD = f"rensa {RMinHash.ALGORITHM_VERSION}, {SHINGLE} words, {_PERMUTATIONS}/{_BANDS}, {_SEED}"
"""How `bands` are made: those made in another way cannot be compared."""

_DATELINE = 90
_SIGN = re.compile(r"[-–—:ـ)]")


Fetch = Callable[[str], str]
"""Gives the text of an article, by its id."""


class Likeness:
    """Says of two articles whether they are prints of one text."""

    def __init__(self, text_of: Fetch) -> None:
        self._runs = lru_cache(maxsize=64)(lambda id: frozenset(shingles(text_of(id), SHINGLE)))

    def __call__(self, a: str, b: str) -> bool:
        mine, theirs = self._runs(a), self._runs(b)
        return len(mine & theirs) >= SAME * len(mine | theirs)


class Prints:
    """Finds the prints of one text among articles that are told of one by one, in any order.

    Only a few numbers are kept of each article; texts are fetched again to compare two that may be prints of one.
    """

    def __init__(self, text_of: Fetch) -> None:
        self._alike = Likeness(text_of)
        self._ids: list[str] = []
        self._keys: list[tuple[str, str]] = []
        self._bands: dict[int, list[int]] = defaultdict(list)
        self._pairs: list[tuple[int, int]] = []

    def add(self, article: Article) -> None:
        """Take an article in. `Fetch` must know it already."""
        number = len(self._ids)
        self._ids.append(article.id)
        self._keys.append((article.published or "9999", article.id))
        likely: set[int] = set()
        for band in bands(article.text):
            together = self._bands[band]
            likely.update(together)
            together.append(number)
        self._pairs += [(n, number) for n in likely if self._alike(article.id, self._ids[n])]

    def origins(self) -> dict[str, str]:
        """Article id -> id of the earliest print of its text: itself, where there is none before it."""
        groups = Groups(len(self._ids))
        for a, b in self._pairs:
            groups.join(a, b)
        out: dict[str, str] = {}
        for group in groups.all():
            first = min(group, key=self._keys.__getitem__)
            out.update((self._ids[n], self._ids[first]) for n in group)
        return out


def bands(text: str) -> tuple[int, ...]:
    """Numbers (64 bits, signed) of which two texts that are prints of one have at least one in common, almost surely."""
    runs = shingles(text, SHINGLE)
    if not runs:
        return ()
    digest = RMinHash(_PERMUTATIONS, _SEED)
    digest.update(runs)
    rows, size = digest.digest(), _PERMUTATIONS // _BANDS
    parts = (struct.pack(f"<{size + 1}I", n, *rows[n * size : (n + 1) * size]) for n in range(_BANDS))
    return tuple(int.from_bytes(hashlib.blake2b(p, digest_size=8).digest(), "big", signed=True) for p in parts)


def find_reprints(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> id of the earliest article with nearly the same words: itself, where there is none before it."""
    kept = {a.id: a for a in articles}
    prints = Prints(lambda id: kept[id].text)
    for article in kept.values():
        prints.add(article)
    return prints.origins()


def likeness(a: Iterable[str], b: Iterable[str]) -> float:
    """Share of common runs of two texts."""
    mine, theirs = set(a), set(b)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


def agency_of(record: Record) -> ActorMention | None:
    """The agency or paper that an article names as its origin in its first line: ``القاهرة - رويترز:``."""
    text = record.article.text
    for mention in record.actors:
        start, end = mention.span
        if mention.kind == "media" and end <= _DATELINE and "\n" not in text[:start].strip():
            after, before = text[end : end + 3].lstrip(), text[:start].rstrip()
            if _SIGN.match(after) and (not before or _SIGN.search(before[-2:]) or before.endswith(("(", "،", ","))):
                return mention
    return None


def media_of(record: Record) -> Mapping[str, str]:
    """Entity -> name of the media that an article names."""
    return {m.entity: m.name_en or m.text for m in record.actors if m.kind == "media" and m.entity}
