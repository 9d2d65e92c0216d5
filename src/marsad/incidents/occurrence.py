"""An occurrence: what one article tells of one happening. The unit that is linked across articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from marsad.incidents.families import FACTS, means
from marsad.incidents.geometry import Days, Spot, finest, km, ordinal
from marsad.incidents.mentions import Mention
from marsad.incidents.records import Key
from marsad.record import Article

REPORT_LAG = 1
"""An undated event in the news happened on the day of publication or as many days before."""

LONG_SENTENCE = 6
"""Sentences with as many content words are copies of each other where these are the same."""


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """What one article tells of one happening. It can be stored, to link new articles with old ones.

    Parameters
    ----------
    keys: its events.
    anchor: article and first code point of its first event: what an incident's id is made from.
    published: ordinal of the day of publication.
    sentences: hashes of its sentences' words: copies of one text have them in common.
    fact: whether one of them is asserted or denied (plans and demands make no incident).
    spots: places; where no event has any, those of its neighbours, ``borrowed``.
    days: by the text (firm), or the days in which it was news; None where neither is known.
    background: the article tells it as something past or as a sum over a longer time.
    apart: events of the same article that are told as something else.
    """

    keys: tuple[Key, ...]
    article: str
    anchor: str
    published: int | None
    sentences: frozenset[int]
    family: str
    fact: bool
    spots: tuple[Spot, ...]
    days: Days | None
    background: bool
    means: frozenset[str]
    counts: tuple[tuple[str, int, int | None], ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    words: frozenset[str]
    apart: frozenset[Key] = frozenset()
    why: tuple[str, ...] = ()

    @property
    def fine_spots(self) -> tuple[Spot, ...]:
        """Its spots smaller than a province."""
        return tuple(s for s in self.spots if s.fine)


def make(mentions: Sequence[Mention], borrowed: Iterable[Spot], article: Article, why: tuple[str, ...]) -> Occurrence:
    """One occurrence of the events that were found to be one."""
    own = [s for m in mentions for s in m.spots]
    days = _days([m.days for m in mentions if m.days is not None])
    background = all(m.past for m in mentions)
    if days is None and not any(m.past for m in mentions):
        published = ordinal(article.published)
        days = Days(published - REPORT_LAG, published, firm=False) if published is not None else None
    families = [m.family for m in mentions]
    return Occurrence(
        keys=tuple(m.key for m in mentions),
        article=article.id,
        anchor=f"{article.id}:{mentions[0].span[0]}",
        published=ordinal(article.published),
        sentences=frozenset(_hash(m.words) for m in mentions if len(m.words) >= LONG_SENTENCE),
        family="force" if "force" in families else families[0],
        fact=any(m.status in FACTS for m in mentions),
        spots=_spots(own) if own else tuple(msgspec.structs.replace(s, borrowed=True) for s in _spots(borrowed)),
        days=days,
        background=background,
        means=means(frozenset(m.mode for m in mentions if m.mode)),
        counts=_counts(mentions),
        actors=frozenset().union(*(m.actors for m in mentions)),
        recipients=frozenset().union(*(m.recipients for m in mentions)),
        words=frozenset().union(*(m.words for m in mentions)),
        why=why,
    )


def _hash(words: frozenset[str]) -> int:
    digest = hashlib.blake2b(" ".join(sorted(words)).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big")


def _spots(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """The finest spots; where a fine one is known, provinces elsewhere do not count."""
    found = finest(spots)
    fine = tuple(s for s in found if s.fine)
    return fine or found


def _days(days: Sequence[Days]) -> Days | None:
    """The common days of several dates, or all of them where they do not meet."""
    if not days:
        return None
    start, end = max(d.start for d in days), min(d.end for d in days)
    if start > end:
        start, end = min(d.start for d in days), max(d.end for d in days)
    return Days(start, end, firm=True)


def _counts(mentions: Sequence[Mention]) -> tuple[tuple[str, int, int | None], ...]:
    return tuple(sorted({c for m in mentions for c in m.counts}, key=lambda c: (c[0], c[1], c[2] or 0)))


def spread(spots: Sequence[Spot]) -> float:
    """The greatest distance among some spots."""
    return max((km(a, b) for i, a in enumerate(spots) for b in spots[i + 1 :]), default=0.0)
