"""Linking what waits: the occurrences of new or changed articles join, make or leave incidents.

Only what is connected with them is read and grouped anew (`relink`), so that the cost follows what is new. Each step is
one transaction: a run that is killed goes on where it was.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from marsad.incidents import Block, Decisions, Group, Incident, Knowledge, Library, Occurrence, assemble, blocks, occurrences, relink
from marsad.incidents.assemble import shown_reasons
from marsad.incidents.linking import in_order
from marsad.incidents.records import Key
from marsad.record import Record
from marsad.store.opening import transaction
from marsad.store.prints import find_prints
from marsad.store.writing import insert_incident

STEP = 5000
"""Articles that are linked in one transaction."""

_pack = msgspec.msgpack.Encoder()
_unpack = msgspec.msgpack.Decoder(Occurrence)

_incident = msgspec.json.Decoder(Incident)
_OF_ARTICLE = "SELECT occurrence, incident, data FROM occurrences WHERE article = ?"

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
        self._bound = {article for pair in (*decisions.same, *decisions.different) for article, _ in pair}

    def link(self, progress: Callable[[int], None] | None = None, step: int = STEP) -> int:
        """Link all articles that wait, some at a time; their number. ``progress`` is told how many more are done."""
        done = 0
        while waiting := self._db.execute("SELECT article, linked < 0 FROM articles WHERE linked < 1 ORDER BY article LIMIT ?", (step,)).fetchall():
            with transaction(self._db):
                self._link([n for n, _ in waiting], {n for n, anew in waiting if anew})
            done += len(waiting)
            if progress is not None:
                progress(len(waiting))
        return done

    def _link(self, numbers: Sequence[int], anew: set[int]) -> None:
        """Link some articles. Those ``anew`` are grouped anew even where they tell the same as before."""
        db = self._db
        seeds: dict[str, Occurrence] = {}
        gone: list[Occurrence] = []
        left: set[int] = set()
        told: set[int] = set()
        touched = find_prints(db, numbers)
        for number in numbers:
            record = self._effective(number)
            new = occurrences((record,), decisions=self._decisions)
            old = [(row, incident, _unpack.decode(data)) for row, incident, data in db.execute(_OF_ARTICLE, (number,)).fetchall()]
            incidents = {incident for _, incident, _ in old if incident is not None}
            if number not in anew and record.id not in self._bound and {o.anchor: o for _, _, o in old} == {o.anchor: o for o in new}:
                told |= incidents
                continue
            left |= incidents
            gone += [o for _, _, o in old]
            for row, _, occurrence in old:
                self._remove(row, occurrence)
            for occurrence in new:
                seeds[occurrence.anchor] = occurrence
                self._store(number, occurrence)
        for data in self._told_by(touched - set(numbers)):
            seeds.setdefault(data.anchor, data)
        groups = relink(seeds.values(), self._in_blocks, self._decisions, gone, self._holding)
        fresh = set(numbers) | touched
        changed = [g for g in groups if not self._stands(g, fresh)]
        anchors = {o.anchor for g in changed for o in g.occurrences} | (seeds.keys() - {o.anchor for g in groups for o in g.occurrences})
        old_incidents = left | self._incidents_of(anchors)
        self._tell_again(told - old_incidents)
        self._replace(changed, old_incidents)
        db.executemany("UPDATE articles SET linked = 1 WHERE article = ?", [(n,) for n in numbers])

    # -- occurrences ----------------------------------------

    def _remove(self, row: int, occurrence: Occurrence) -> None:
        self._db.executemany("DELETE FROM blocks WHERE block = ? AND occurrence = ?", [(b, row) for b in block_numbers(occurrence)])
        self._db.execute("DELETE FROM occurrences WHERE occurrence = ?", (row,))

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

    def _stands(self, group: Group, fresh: set[int]) -> bool:
        """Whether the record has the incident of a group already: the same occurrences, of articles that are as they were."""
        sql = "SELECT article, incident FROM occurrences WHERE anchor = ?"
        rows = {self._db.execute(sql, (o.anchor,)).fetchone() for o in group.occurrences}
        incidents = {incident for _, incident in rows}
        if len(incidents) != 1 or None in incidents or any(article in fresh for article, _ in rows):
            return False
        row = self._db.execute("SELECT id, why FROM incidents WHERE incident = ?", (incidents.pop(),)).fetchone()
        count = self._db.execute("SELECT count(*) FROM occurrences WHERE incident = (SELECT incident FROM incidents WHERE id = ?)", (group.id,)).fetchone()[0]
        return bool(row == (group.id, "; ".join(shown_reasons(group))) and count == len(group.occurrences))

    def _incidents_of(self, anchors: Iterable[str]) -> set[int]:
        sql = "SELECT incident FROM occurrences WHERE anchor = ? AND incident IS NOT NULL"
        return {r[0] for a in set(anchors) for r in self._db.execute(sql, (a,))}

    def _replace(self, groups: Sequence[Group], old: Iterable[int]) -> None:
        """Put the incidents of groups in the place of old ones."""
        self._db.executemany("DELETE FROM incidents WHERE incident = ?", [(i,) for i in old])
        library = Library(self._record, self._origin)
        for group in groups:
            self._insert(group.occurrences, assemble(group, library, self._knowledge))

    def _tell_again(self, incidents: Iterable[int]) -> None:
        """Tell incidents anew that gather what they gathered before, of articles whose events have changed otherwise."""
        library = Library(self._record, self._origin)
        for incident in sorted(incidents):
            (record,) = self._db.execute("SELECT record FROM incidents WHERE incident = ?", (incident,)).fetchone()
            was = _incident.decode(record)
            rows = self._db.execute("SELECT data FROM occurrences WHERE incident = ?", (incident,)).fetchall()
            found = tuple(sorted((_unpack.decode(data) for (data,) in rows), key=in_order))
            self._db.execute("DELETE FROM incidents WHERE incident = ?", (incident,))
            self._insert(found, msgspec.structs.replace(assemble(Group(was.id, found, ()), library, self._knowledge), why=was.why))

    def _insert(self, found: Sequence[Occurrence], incident: Incident) -> None:
        row = insert_incident(self._db, incident, [k for o in found for k in o.keys])
        self._db.executemany("UPDATE occurrences SET incident = ? WHERE anchor = ?", [(row, o.anchor) for o in found])

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
