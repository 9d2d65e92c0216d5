"""The review log in its table: rows are added and read, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

import msgspec

from marsad.incidents import Decisions
from marsad.incidents.records import Key
from marsad.record import Event
from marsad.store.decisions import Decision, Misfit, Words
from marsad.store.opening import now

_SELECT = (
    "SELECT d.decision, d.at, d.who, d.kind, d.hash, d.article, d.start, d.end, d.words, d.event_type, d.event, d.field, d.before, d.after, d.members, "
    "d.undoes, d.reason, (SELECT u.decision FROM decisions u WHERE u.undoes = d.decision) FROM decisions d"
)
_parts = msgspec.json.Decoder(tuple[tuple[Words, ...], ...])
_event = msgspec.json.Decoder(Event)


def append(db: sqlite3.Connection, d: Decision) -> int:
    """Add a decision; its number. ``d.number`` and ``d.at`` are given by the log."""
    target = (d.target.hash, d.target.article, d.target.start, d.target.end, d.target.words, d.target.event_type) if d.target else (None,) * 6
    changed = d.kind == "change"
    row = (
        now(), d.who, d.kind, *target, _json(d.event) if d.event else None, d.field, _json(d.before) if changed else None,
        _json(d.after) if changed else None, _json(d.parts) if d.parts else None, d.undoes, d.reason,
    )  # fmt: skip
    sql = (
        "INSERT INTO decisions (at, who, kind, hash, article, start, end, words, event_type, event, field, before, after, members, undoes, reason) "
        f"VALUES ({', '.join('?' * len(row))})"
    )
    return int(db.execute(sql, row).lastrowid or 0)


def read(db: sqlite3.Connection, where: str = "1", values: Sequence[object] = ()) -> list[Decision]:
    """Decisions that meet a condition on the table (named ``d``), in the order in which they were made."""
    return [_decision(row) for row in db.execute(f"{_SELECT} WHERE {where} ORDER BY d.decision", values)]


def _decision(row: tuple[Any, ...]) -> Decision:
    number, at, who, kind, digest, article, start, end, words, event_type, event, field, before, after, parts, undoes, reason, undone = row
    return Decision(
        number=number,
        at=at,
        who=who,
        kind=kind,
        target=Words(digest, article, start, end, words, event_type) if digest is not None and start is not None else None,
        event=_event.decode(event) if event else None,
        field=field,
        before=json.loads(before) if before else None,
        after=json.loads(after) if after else None,
        parts=_parts.decode(parts) if parts else (),
        undoes=undoes,
        reason=reason,
        undone=undone,
    )


def of_article(db: sqlite3.Connection, id: str, digest: str) -> list[Decision]:
    """The decisions that hold for an article: made on its text, and under its id or one that now stands for nothing of the kind."""
    sql = (
        "d.hash = ? AND d.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.decision) AND (d.article = ? OR "
        "(NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = d.article AND a.hash = d.hash) "
        "AND ? = (SELECT min(a.id) FROM articles a WHERE a.hash = d.hash)))"
    )
    return read(db, sql, (digest, id, id))


def key_of(db: sqlite3.Connection, words: Words) -> Key | None:
    """The event that stands on some words now, as (article id, event id)."""
    sql = (
        "SELECT a.id, e.id FROM articles a JOIN events e USING (article) WHERE a.hash = ? AND e.start = ? AND e.end = ? AND e.words = ? "
        "ORDER BY a.id <> ?, a.id LIMIT 1"
    )
    row = db.execute(sql, (words.hash, words.start, words.end, words.words, words.article)).fetchone()
    return (row[0], row[1]) if row else None


def groupings(db: sqlite3.Connection) -> list[Decision]:
    """The splits and merges that hold."""
    return read(db, "d.kind IN ('split', 'merge') AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.decision)")


def constraints(db: sqlite3.Connection) -> tuple[Decisions, list[Misfit]]:
    """What splits and merges mean for the events as they are now, and those with events that are no longer there.

    Each pair of events is judged by the last decision about it.
    """
    same: dict[tuple[Key, Key], bool] = {}
    misfits: list[Misfit] = []
    for d in groupings(db):
        parts: list[list[Key]] = []
        missing = 0
        for part in d.parts:
            found = [key_of(db, w) for w in part]
            missing += found.count(None)
            parts.append([k for k in found if k is not None])
        if d.kind == "merge":
            pairs: Iterator[tuple[Key, Key]] = combinations(sorted({k for p in parts for k in p}), 2)
            same.update(dict.fromkeys(pairs, True))
        else:
            for one, other in combinations(parts, 2):
                same.update(dict.fromkeys(((min(a, b), max(a, b)) for a, b in product(one, other)), False))
        if missing:
            misfits.append(Misfit(d, f"marsad no longer finds {missing} of its events; it holds for the others"))
    found_pairs: dict[bool, list[tuple[Key, Key]]] = defaultdict(list)
    for pair, joined in same.items():
        found_pairs[joined].append(pair)
    return Decisions(tuple(found_pairs[True]), tuple(found_pairs[False])), misfits


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
