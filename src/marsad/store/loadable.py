"""A record file for loading: articles come in, are coded anew, and are linked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from marsad.incidents import builtin
from marsad.record import Article, Record
from marsad.store import log, writing
from marsad.store.linking import Linker
from marsad.store.opening import explained, now, transaction
from marsad.store.readable import ReadableRecord
from marsad.store.reading import read_one, read_stored

Held = Literal["new", "same", "other text"]


class Added(msgspec.Struct, frozen=True):
    """What became of articles that were to be added: new ones, those that were there, ids that stand for another text."""

    new: int
    known: int
    other_text: tuple[str, ...]


class LoadableRecord(ReadableRecord):
    """Adds what loading needs."""

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
                    self._lay_out(number)
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
                self._lay_out(number)
                done += 1
        return done

    def waiting(self) -> int:
        """Number of articles that wait to be linked: after a run that was stopped, or decisions."""
        with explained(self._where):
            return int(self.db.execute("SELECT count(*) FROM articles WHERE linked < 1").fetchone()[0])

    def link(self, progress: Callable[[int], None] | None = None) -> int:
        """Link the events of all articles that wait for it into incidents, and tell control anew; their number."""
        with explained(self._where):
            done = self._link(progress)
            if done or not self._control_fresh():
                self._tell_control()
        return done

    def _link(self, progress: Callable[[int], None] | None = None) -> int:
        return Linker(self.db, self._effective, log.constraints(self.db)[0], self._given or builtin()).link(progress)

    def _lay_out(self, number: int) -> None:
        """Lay an article out as it stands now."""
        reviewed = self._reviewed(read_one(self.db, number))
        writing.lay_out(self.db, number, reviewed.everything, reviewed.marks)
