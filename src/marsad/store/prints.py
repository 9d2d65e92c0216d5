"""Prints of one text among the stored articles: each article knows the earliest of them, its origin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from marsad.incidents.reprints import METHOD, Likeness, bands


def find_prints(db: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
    """Find the prints of some articles (rows) among all; the rows of all articles whose origin is another one now."""
    _renew(db)
    alike = Likeness(lambda row: str(db.execute("SELECT text FROM articles WHERE article = ?", (int(row),)).fetchone()[0]))
    touched: set[int] = set()
    for number in numbers:
        text, origin = db.execute("SELECT text, origin FROM articles WHERE article = ?", (number,)).fetchone()
        if origin is not None:  # its text never changes
            continue
        mine = bands(text)
        likely = {r[0] for b in mine for r in db.execute("SELECT article FROM bands WHERE band = ?", (b,))}
        db.executemany("INSERT INTO bands VALUES (?, ?)", [(b, number) for b in set(mine)])
        same = [n for n in sorted(likely) if alike(str(number), str(n))]
        touched |= _join(db, number, same)
    return touched


def _join(db: sqlite3.Connection, number: int, same: Iterable[int]) -> set[int]:
    """Make one group of an article and the groups of those that print its text."""
    group = {number}
    for other in same:
        (origin,) = db.execute("SELECT origin FROM articles WHERE article = ?", (other,)).fetchone()
        group.update(r[0] for r in db.execute("SELECT article FROM articles WHERE origin = ?", (origin,)))
    marks = ", ".join("?" * len(group))
    rows = db.execute(f"SELECT article, origin FROM articles WHERE article IN ({marks}) ORDER BY coalesce(published, '9999'), id", sorted(group)).fetchall()
    first = rows[0][0]
    moved = [n for n, origin in rows if origin != first]
    db.executemany("UPDATE articles SET origin = ? WHERE article = ?", [(first, n) for n in moved])
    return set(moved)


def _renew(db: sqlite3.Connection) -> None:
    """Make the bands anew where another version of the method made them."""
    made = db.execute("SELECT value FROM about WHERE key = 'bands'").fetchone()
    if made and made[0] == METHOD:
        return
    db.execute("DELETE FROM bands")
    for number, text in db.execute("SELECT article, text FROM articles WHERE origin IS NOT NULL").fetchall() if made else ():
        db.executemany("INSERT INTO bands VALUES (?, ?)", [(b, number) for b in set(bands(text))])
    db.execute("INSERT OR REPLACE INTO about VALUES ('bands', ?)", (METHOD,))
