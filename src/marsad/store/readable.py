"""A record file for reading: articles, events, incidents and control, chosen by criteria and words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from marsad.incidents import Incident, Knowledge
from marsad.incidents.control import derive_control
from marsad.incidents.control_records import ControlSpell
from marsad.incidents.filters import Filter
from marsad.incidents.matching import Matcher
from marsad.incidents.records import Key
from marsad.incidents.words import sentence_bounds
from marsad.record import Record
from marsad.store import log, writing
from marsad.store.info import Info, read_info
from marsad.store.opening import connect, explained, transaction
from marsad.store.reading import Stored, read_one, read_stored
from marsad.store.review import Reviewed, review
from marsad.store.search import Query, filter_of

_incident = msgspec.json.Decoder(Incident)
_spell = msgspec.json.Decoder(ControlSpell)
Criterion = str | Iterable[str] | None


class ReadableRecord:
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
        self._write = write or create
        self.db: sqlite3.Connection = connect(self.path, create=create, write=write or create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with explained(self._where):
            self.db.close()

    # -- reading ----------------------------------------

    def articles(self, chosen: Filter | None = None, *, words: str | None = None, **criteria: Criterion) -> Iterator[Record]:
        """The coded articles, by day of publication, as they stand after the decisions of people.

        Parameters
        ----------
        chosen, criteria: as of `incidents`: the articles that have something chosen, with that only.
        words: only articles that have these words (see `marsad.store.search`), in their text or title.
        """
        matcher = self._matcher(chosen, criteria)
        with explained(self._where):
            found = (self._reviewed(s).record for s in self._with_words(words))
            yield from found if matcher is None else matcher.records(found, self._grade_of)

    def events(self, chosen: Filter | None = None, *, words: str | None = None, **criteria: Criterion) -> Iterator[Record]:
        """Articles with those of their events only that are chosen, and whose sentence has the words; see `articles`."""
        query = Query(words) if words is not None else None
        for record in self.articles(chosen, words=words, **criteria):
            text = record.article.text
            events = tuple(e for e in record.events if query is None or query.found_in(text[slice(*sentence_bounds(text, e.trigger.start, e.trigger.end))]))
            if events:
                yield msgspec.structs.replace(record, events=events, relations=(), finance=())

    def coded(self) -> Iterator[Record]:
        """The articles as marsad coded them, whatever people decided."""
        with explained(self._where):
            for found in read_stored(self.db):
                yield found.record

    def incidents(self, chosen: Filter | None = None, *, words: str | None = None, **criteria: Criterion) -> Iterator[Incident]:
        """The incidents, by date.

        Parameters
        ----------
        chosen: a filter; or give its criteria by name, one value or several: ``place``, ``since``, ``until``, ``actor``,
            ``type``, ``grade``, ``speaker``, ``status``.
        words: only incidents that are told with these words (see `marsad.store.search`), in the sentences of their
            events or the name of their place.
        """
        matcher = self._matcher(chosen, criteria)
        with explained(self._where):
            for row, data in self.db.execute(*self._told_with(words)):
                incident = _incident.decode(data)
                if (matcher is None or matcher.incident(incident)) and (words is None or self._tells(row, incident, Query(words))):
                    yield incident

    def control(self, chosen: Filter | None = None, **criteria: Criterion) -> Iterator[ControlSpell]:
        """The spells of control, by place, then in order of time; criteria as of `incidents`."""
        matcher = self._matcher(chosen, criteria)
        with explained(self._where):
            for spell in self._spells():
                if matcher is None or matcher.spell(spell, self._grade_of):
                    yield spell

    def _with_words(self, words: str | None) -> Iterator[Stored]:
        if words is None:
            return read_stored(self.db)
        return read_stored(self.db, "article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", (Query(words).fts(),))

    def _told_with(self, words: str | None) -> tuple[str, tuple[str, ...]]:
        """SQL for the incidents that articles with some words tell of, by date."""
        order = "ORDER BY coalesce(date_start, '9999'), coalesce(place, '~'), id"
        if words is None:
            return f"SELECT incident, record FROM incidents {order}", ()
        told = "SELECT incident FROM incident_events JOIN events USING (event) WHERE article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
        return f"SELECT incident, record FROM incidents WHERE incident IN ({told}) {order}", (Query(words).fts(),)

    def _tells(self, row: int, incident: Incident, query: Query) -> bool:
        quotes = (r[0] for r in self.db.execute("SELECT quote FROM events JOIN incident_events USING (event) WHERE incident = ?", (row,)))
        place = incident.place
        return query.found_in(*quotes, *((place.name_ar or "", place.name_en or "") if place is not None else ()))

    def _matcher(self, chosen: Filter | None, criteria: dict[str, Criterion]) -> Matcher | None:
        wanted = chosen if chosen is not None else filter_of(criteria)
        return None if wanted.empty else Matcher(wanted)

    def _grade_of(self, key: Key) -> str | None:
        sql = (
            "SELECT grade FROM incidents JOIN incident_events USING (incident) JOIN events e USING (event) JOIN articles a USING (article) "
            "WHERE a.id = ? AND e.id = ?"
        )
        row = self.db.execute(sql, key).fetchone()
        return str(row[0]) if row else None

    def _spells(self) -> Iterator[ControlSpell]:
        """Those that are stored; told anew where decisions have changed something since."""
        if self._control_fresh():
            for (data,) in self.db.execute("SELECT record FROM control ORDER BY spell"):
                yield _spell.decode(data)
        elif self._write:
            self._tell_control()
            yield from self._spells()
        else:
            yield from derive_control(self._all_effective())

    def _control_fresh(self) -> bool:
        return bool(self.db.execute("SELECT value FROM about WHERE key = 'control'").fetchone() == ("fresh",))

    def _tell_control(self) -> None:
        with transaction(self.db):
            writing.replace_control(self.db, derive_control(self._all_effective()))
            self.db.execute("INSERT OR REPLACE INTO about VALUES ('control', 'fresh')")

    def info(self) -> Info:
        """What is in the record."""
        with explained(self._where):
            return read_info(self.db, self.path)

    def _reviewed(self, found: Stored) -> Reviewed:
        return review(found.record, log.of_article(self.db, found.record.id, found.hash))

    def _effective(self, number: int) -> Record:
        return self._reviewed(read_one(self.db, number)).record

    def _all_effective(self) -> Iterator[Record]:
        for found in read_stored(self.db):
            yield self._reviewed(found).record
