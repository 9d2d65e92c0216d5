"""Reprints: articles with nearly the same words. Ten papers that print one agency are one voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rensa import RMinHash, RMinHashLSH

from marsad.incidents.cluster import Groups
from marsad.incidents.words import shingles
from marsad.record import ActorMention, Article, Record

SHINGLE = 4
"""Words in a run; articles are compared by the runs that they share."""

SAME = 0.5
"""From this share of common runs on (of all runs of both), two articles are prints of one text."""

_PERMUTATIONS, _BANDS, _SEED = 128, 32, 42
_DATELINE = 90
_SIGN = re.compile(r"[-–—:ـ)]")


def find_reprints(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> id of the earliest article with nearly the same words: itself, where there is none before it."""
    ordered = sorted({a.id: a for a in articles}.values(), key=lambda a: (a.published or "9999", a.id))
    runs = [shingles(a.text, SHINGLE) for a in ordered]
    index = RMinHashLSH(SAME, _PERMUTATIONS, _BANDS)
    groups = Groups(len(ordered))
    for i, mine in enumerate(runs):
        if not mine:
            continue
        digest = RMinHash(_PERMUTATIONS, _SEED)
        digest.update(mine)
        for j in sorted(index.query(digest)):
            if groups.find(i) != groups.find(j) and likeness(mine, runs[j]) >= SAME:
                groups.join(i, j)
        index.insert(i, digest)
    return {a.id: ordered[groups.find(i)].id for i, a in enumerate(ordered)}


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
