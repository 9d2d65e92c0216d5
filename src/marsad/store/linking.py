"""Linking what waits: the occurrences of new or changed articles join, make or leave incidents.

Only what is connected with them is read and grouped anew (`relink`), so that the cost follows what is new. Each step is
one transaction: a run that is killed goes on where it was.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from marsad.incidents import Block, Decisions, Group, Knowledge, Library, Occurrence, assemble, blocks, occurrences, relink
from marsad.incidents.records import Key
from marsad.record import Record
from marsad.store.opening import transaction
from marsad.store.prints import find_prints
from marsad.store.writing import insert_incident

STEP = 1000
"""Articles that are linked in one transaction."""

_pack = msgspec.msgpack.Encoder()
_unpack = msgspec.msgpack.Decoder(Occurrence)

Effective = Callable[[int], Record]
"""Gives the record of an article by its row, with the decisions of people in it and without the events they rejected."""


class Linker:
    """Links one record file.

    Parameters
    ----------
    effective: gives records by the row of their article.
    decisions: events that people joined or kept apart.
    knowledge: sides, names and rules of grading.
    """

    def __init__(self, db: sqlite3.Connection, effective: Effective, decisions: Decisions, knowledge: Knowledge) -> None:
        self._db, self._effective, self._decisions, self._knowledge = db, effective, decisions, knowledge

    def link(self, progress: Callable[[int], None] | None = None, step: int = STEP) -> int:
        """Link all articles that wait, some at a time; their number. ``progress`` is told how many more are done."""
        done = 0
        while numbers := [r[0] for r in self._db.execute("SELECT article FROM articles WHERE linked = 0 ORDER BY article LIMIT ?", (step,))]:
            with transaction(self._db):
                self._link(numbers)
            done += len(numbers)
            if progress is not None:
                progress(len(numbers))
        return done

    def _link(self, numbers: Sequence[int]) -> None:
        db = self._db
        seeds: dict[str, Occurrence] = {}
        gone, left = self._remove(numbers)
        touched = find_prints(db, numbers)
        for number in numbers:
            for occurrence in occurrences((self._effective(number),), decisions=self._decisions):
                seeds[occurrence.anchor] = occurrence
                self._store(number, occurrence)
        for data in self._told_by(touched - set(numbers)):
            seeds.setdefault(data.anchor, data)
        groups = relink(seeds.values(), self._in_blocks, self._decisions, gone, self._holding)
        self._replace(groups, left | self._incidents_of([*seeds, *(o.anchor for g in groups for o in g.occurrences)]))
        db.executemany("UPDATE articles SET linked = 1 WHERE article = ?", [(n,) for n in numbers])

    # -- occurrences ----------------------------------------

    def _remove(self, numbers: Sequence[int]) -> tuple[list[Occurrence], set[int]]:
        """Take away the occurrences of articles; they, and the incidents that they were in."""
        db, gone, incidents = self._db, [], set()
        for number in numbers:
            for row, incident, data in db.execute("SELECT occurrence, incident, data FROM occurrences WHERE article = ?", (number,)).fetchall():
                occurrence = _unpack.decode(data)
                gone.append(occurrence)
                incidents.add(incident)
                db.executemany("DELETE FROM blocks WHERE block = ? AND occurrence = ?", [(b, row) for b in block_numbers(occurrence)])
                db.execute("DELETE FROM occurrences WHERE occurrence = ?", (row,))
        return gone, incidents - {None}

    def _store(self, number: int, occurrence: Occurrence) -> None:
        data = _pack.encode(occurrence)
        row = self._db.execute("INSERT INTO occurrences (article, anchor, data) VALUES (?, ?, ?)", (number, occurrence.anchor, data)).lastrowid
        self._db.executemany("INSERT INTO blocks VALUES (?, ?)", [(b, row) for b in block_numbers(occurrence)])

    def _told_by(self, numbers: Iterable[int]) -> Iterator[Occurrence]:
        """All occurrences of the incidents that some articles tell of."""
        sql = (
            "SELECT o.data FROM occurrences o WHERE o.article = ?1 UNION SELECT o.data FROM occurrences o WHERE o.incident IN "
            "(SELECT incident FROM occurrences WHERE article = ?1)"
        )
        for number in numbers:
            for (data,) in self._db.execute(sql, (number,)):
                yield _unpack.decode(data)

    def _in_blocks(self, wanted: set[Block]) -> Iterator[Occurrence]:
        yield from self._where_in("SELECT occurrence FROM blocks WHERE block = ?", [(_number(b),) for b in wanted])

    def _holding(self, keys: set[Key]) -> Iterator[Occurrence]:
        articles = {article for article, _ in keys}
        sql = "SELECT occurrence FROM occurrences JOIN articles USING (article) WHERE id = ?"
        for occurrence in self._where_in(sql, [(a,) for a in articles]):
            if keys.intersection(occurrence.keys):
                yield occurrence

    def _where_in(self, sql: str, values: Iterable[tuple[object, ...]]) -> Iterator[Occurrence]:
        rows = {row for value in values for (row,) in self._db.execute(sql, value)}
        for row in sorted(rows):
            yield _unpack.decode(self._db.execute("SELECT data FROM occurrences WHERE occurrence = ?", (row,)).fetchone()[0])

    # -- incidents ----------------------------------------

    def _incidents_of(self, anchors: Iterable[str]) -> set[int]:
        sql = "SELECT incident FROM occurrences WHERE anchor = ? AND incident IS NOT NULL"
        return {r[0] for a in set(anchors) for r in self._db.execute(sql, (a,))}

    def _replace(self, groups: Sequence[Group], old: Iterable[int]) -> None:
        """Put the incidents of groups in the place of old ones."""
        db = self._db
        db.executemany("DELETE FROM incidents WHERE incident = ?", [(i,) for i in old])
        library = Library(self._record, self._origin)
        for group in groups:
            row = insert_incident(db, assemble(group, library, self._knowledge), [k for o in group.occurrences for k in o.keys])
            db.executemany("UPDATE occurrences SET incident = ? WHERE anchor = ?", [(row, o.anchor) for o in group.occurrences])

    def _record(self, id: str) -> Record:
        return self._effective(self._db.execute("SELECT article FROM articles WHERE id = ?", (id,)).fetchone()[0])

    def _origin(self, id: str) -> str:
        sql = "SELECT o.id FROM articles a JOIN articles o ON o.article = a.origin WHERE a.id = ?"
        row = self._db.execute(sql, (id,)).fetchone()
        return str(row[0]) if row else id


def _number(block: Block) -> int:
    return int.from_bytes(hashlib.blake2b(repr(block).encode(), digest_size=8).digest(), "big", signed=True)


def block_numbers(occurrence: Occurrence) -> set[int]:
    """The blocks of an occurrence as they are stored."""
    return {_number(b) for b in blocks(occurrence)}
