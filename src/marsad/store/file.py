"""The record file: what ``marsad load`` makes, opened for reading or writing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal

import msgspec

from marsad.incidents import Incident, Knowledge, builtin
from marsad.incidents.control import derive_control
from marsad.incidents.control_records import ControlSpell
from marsad.incidents.linking import NONE
from marsad.record import Article, Record
from marsad.store import writing
from marsad.store.info import Info, read_info
from marsad.store.linking import Linker
from marsad.store.opening import connect, explained, now, transaction
from marsad.store.reading import read_one, read_stored

_incident = msgspec.json.Decoder(Incident)
_spell = msgspec.json.Decoder(ControlSpell)


Held = Literal["new", "same", "other text"]


class Added(msgspec.Struct, frozen=True):
    """What became of articles that were to be added: new ones, those that were there, ids that stand for another text."""

    new: int
    known: int
    other_text: tuple[str, ...]


class RecordFile:
    """An open record. Get it by `open_record`; it closes at the end of a ``with`` block.

    All methods raise `StoreError` where the file is locked, damaged or not writable, or the disk is full.

    Parameters
    ----------
    path: the SQLite file.
    write: open it for writing; otherwise nothing in it can be changed.
    create: make it where it does not exist (and open it for writing).
    knowledge: sides, names and rules of grading; those of marsad's own data where None.
    """

    def __init__(self, path: str | Path, *, write: bool = False, create: bool = False, knowledge: Knowledge | None = None) -> None:
        self.path = Path(path)
        self._where = str(path)
        self._given = knowledge
        self.db: sqlite3.Connection = connect(self.path, create=create, write=write or create)

    def __enter__(self) -> RecordFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with explained(self._where):
            self.db.close()

    # -- reading ----------------------------------------

    def articles(self) -> Iterator[Record]:
        """The coded articles, by day of publication, as they stand after the decisions of people."""
        with explained(self._where):
            for found in read_stored(self.db):
                yield found.record

    def incidents(self) -> Iterator[Incident]:
        """The incidents, by date."""
        with explained(self._where):
            for (data,) in self.db.execute("SELECT record FROM incidents ORDER BY coalesce(date_start, '9999'), coalesce(place, '~'), id"):
                yield _incident.decode(data)

    def control(self) -> Iterator[ControlSpell]:
        """The spells of control, by place, then in order of time."""
        with explained(self._where):
            for (data,) in self.db.execute("SELECT record FROM control ORDER BY spell"):
                yield _spell.decode(data)

    def info(self) -> Info:
        """What is in the record."""
        with explained(self._where):
            return read_info(self.db, self.path)

    # -- loading ----------------------------------------

    def holds(self, article: Article) -> Held:
        """Whether the record holds an article.

        Returns
        -------
        ``same``: it holds one with its id and text, or with its text, publisher and day. ``other text``: it holds
        another text under this id. ``new``: neither.
        """
        digest = writing.hash_of(article.text)
        with explained(self._where):
            row = self.db.execute("SELECT hash FROM articles WHERE id = ?", (article.id,)).fetchone()
            if row is not None:
                return "same" if row[0] == digest else "other text"
            sql = "SELECT 1 FROM articles WHERE hash = ? AND publisher IS ? AND published IS ?"
            return "same" if self.db.execute(sql, (digest, article.publisher, article.published)).fetchone() else "new"

    def begin_load(self, version: str, inputs: Iterable[str]) -> int:
        """Note the beginning of a run of loading; its number."""
        with explained(self._where), transaction(self.db):
            row = (now(), version, json.dumps(list(inputs), ensure_ascii=False))
            return int(self.db.execute("INSERT INTO loads (begun, version, inputs) VALUES (?, ?, ?)", row).lastrowid or 0)

    def end_load(self, load: int) -> None:
        """Note its end."""
        with explained(self._where), transaction(self.db):
            self.db.execute("UPDATE loads SET ended = ? WHERE load = ?", (now(), load))

    def add(self, records: Iterable[tuple[Record, str | None]], *, version: str, data: str, load: int | None = None) -> Added:
        """Add coded articles, all or none of them; those that are there already are passed over.

        Parameters
        ----------
        records: with the file that each article was read from.
        version, data: of marsad and of its data files, by which they were coded.
        load: the run that brings them.
        """
        new, other = 0, []
        known = 0
        with explained(self._where), transaction(self.db):
            coding = writing.coding_row(self.db, version, data)
            for record, source in records:
                held = self.holds(record.article)
                if held == "new":
                    number = writing.insert_article(self.db, record, coding, load, source)
                    writing.lay_out(self.db, number, record, {})
                    new += 1
                elif held == "same":
                    known += 1
                else:
                    other.append(record.id)
        return Added(new, known, tuple(other))

    def outdated(self, version: str, data: str) -> Iterator[Article]:
        """The articles that another version of marsad or its data coded."""
        sql = "coding NOT IN (SELECT coding FROM codings WHERE version = ? AND data = ?)"
        with explained(self._where):
            for found in read_stored(self.db, sql, (version, data)):
                yield found.record.article

    def recode(self, records: Iterable[Record], *, version: str, data: str) -> int:
        """Replace the coding of articles, all or none of them; decisions of people stay. Returns how many."""
        done = 0
        with explained(self._where), transaction(self.db):
            coding = writing.coding_row(self.db, version, data)
            for record in records:
                (number,) = self.db.execute("SELECT article FROM articles WHERE id = ?", (record.id,)).fetchone()
                writing.recode_article(self.db, number, record, coding)
                writing.lay_out(self.db, number, record, {})
                done += 1
        return done

    def waiting(self) -> int:
        """Number of articles that wait to be linked: after a run that was stopped, or decisions."""
        with explained(self._where):
            return int(self.db.execute("SELECT count(*) FROM articles WHERE linked = 0").fetchone()[0])

    def link(self, progress: Callable[[int], None] | None = None) -> int:
        """Link the events of all articles that wait for it into incidents, and tell control anew; their number."""
        with explained(self._where):
            done = Linker(self.db, self._effective, NONE, self._given or builtin()).link(progress)
            stale = self.db.execute("SELECT value FROM about WHERE key = 'control'").fetchone()
            if done or stale != ("fresh",):
                with transaction(self.db):
                    writing.replace_control(self.db, derive_control(self._all_effective()))
                    self.db.execute("INSERT OR REPLACE INTO about VALUES ('control', 'fresh')")
        return done

    def _effective(self, number: int) -> Record:
        return read_one(self.db, number).record

    def _all_effective(self) -> Iterator[Record]:
        for found in read_stored(self.db):
            yield found.record
