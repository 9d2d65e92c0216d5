"""What is in a record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from marsad.store.opening import VERSION

_COUNTED = {
    "articles": "SELECT count(*) FROM articles",
    "reprints": "SELECT count(*) FROM articles WHERE origin <> article",
    "events": "SELECT count(*) FROM events WHERE review IS NOT 'rejected'",
    "incidents": "SELECT count(*) FROM incidents",
    "incidents with several voices": "SELECT count(*) FROM incidents WHERE voices > 1",
    "contradictions": "SELECT count(*) FROM contradictions",
    "spells of control": "SELECT count(*) FROM control",
    "relations": "SELECT count(*) FROM relations",
    "flows of money": "SELECT count(*) FROM finance",
    "decisions": "SELECT count(*) FROM decisions",
    "waiting": "SELECT count(*) FROM articles WHERE linked < 1",
}


class Coding(msgspec.Struct, frozen=True):
    """A version of marsad and its data (a hash), and how many articles it coded."""

    version: str
    data: str
    articles: int


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a record.

    Parameters
    ----------
    path, megabytes: the file.
    version: of the file format.
    counts: what is counted -> number. ``waiting``: articles that wait to be linked.
    first, last: ISO days of publication, None where no article has one.
    publishers: publisher -> articles, the most frequent first.
    types: event type -> events, the most frequent first.
    grades: grade -> incidents.
    codings: by what the articles were coded.
    last_load: when the last run of loading began and ended; the end is None where it was stopped.
    """

    path: str
    megabytes: float
    version: int
    counts: dict[str, int]
    first: str | None
    last: str | None
    publishers: dict[str, int]
    types: dict[str, int]
    grades: dict[str, int]
    codings: tuple[Coding, ...]
    last_load: tuple[str, str | None] | None


def read_info(db: sqlite3.Connection, path: Path) -> Info:
    """Count what is in a record."""
    first, last = db.execute("SELECT min(published), max(published) FROM articles").fetchone()
    coded = db.execute("SELECT version, data, count(article) n FROM codings JOIN articles USING (coding) GROUP BY coding ORDER BY coding")
    size = sum(p.stat().st_size for p in (path, path.with_name(path.name + "-wal")) if p.exists())
    return Info(
        path=str(path),
        megabytes=round(size / 1e6, 1),
        version=VERSION,
        counts={what: int(db.execute(sql).fetchone()[0]) for what, sql in _COUNTED.items()},
        first=first,
        last=last,
        publishers=_table(db, "SELECT coalesce(publisher, '?'), count(*) n FROM articles GROUP BY 1 ORDER BY n DESC, 1"),
        types=_table(db, "SELECT event_type, count(*) n FROM events WHERE review IS NOT 'rejected' GROUP BY 1 ORDER BY n DESC, 1"),
        grades=_table(db, "SELECT grade, count(*) n FROM incidents GROUP BY 1 ORDER BY n DESC, 1"),
        codings=tuple(Coding(*row) for row in coded),
        last_load=db.execute("SELECT begun, ended FROM loads ORDER BY load DESC LIMIT 1").fetchone(),
    )


def _table(db: sqlite3.Connection, sql: str) -> dict[str, int]:
    return dict(db.execute(sql).fetchall())
