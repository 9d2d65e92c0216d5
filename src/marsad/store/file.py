"""The record file: what ``marsad load`` makes, opened for reading, loading and review."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.errors import StoreError
from marsad.incidents.records import Key
from marsad.store import log
from marsad.store.deciding import Article as About
from marsad.store.deciding import Asked, decision_of
from marsad.store.decisions import Decision, Kind, Misfit
from marsad.store.loadable import LoadableRecord
from marsad.store.opening import explained, transaction
from marsad.store.reading import read_one


class RecordFile(LoadableRecord):
    """An open record: `ReadableRecord` reads it, `LoadableRecord` fills it, and this class keeps what people decide.

    Get it by `open_record`; it closes at the end of a ``with`` block.
    """

    def decide(
        self,
        kind: Kind,
        *,
        who: str,
        article: str | None = None,
        event: str | None = None,
        field: str | None = None,
        value: object = None,
        incidents: Iterable[str] = (),
        events: Iterable[Key] = (),
        reason: str | None = None,
    ) -> Decision:
        """Write a decision to the review log and apply it: events, incidents and control follow it from now on.

        Parameters
        ----------
        kind: ``accept`` or ``reject`` an event; ``change`` a field of it; ``add`` an event that marsad did not find;
            ``split`` an incident, ``merge`` incidents; ``comment``.
        who: who decides.
        article, event: ids of the event; of ``add`` and of a comment on a whole article the article's only.
        field, value: of change: which field, and its new value, as typed records or plain data. Of ``add`` the value is
            an `Event`; its id and number of sentence are not looked at.
        incidents: ids: of ``merge`` those that are one, of ``split`` the one, of ``comment`` what it is about.
        events: of ``split``: (article id, event id) of the events that leave the incident.
        reason: why, in the words of who decides; of ``comment`` the comment.

        Raises
        ------
        StoreError: what it is about is not in the record, or the value does not fit.
        """
        asked = Asked(
            kind=kind, who=who, article=article, event=event, field=field, value=value, incidents=tuple(incidents), events=tuple(events), reason=reason
        )
        with explained(self._where), transaction(self.db):
            about = self._article(article) if article is not None else None
            return self._log(decision_of(self.db, asked, about, self._where))

    def undo(self, number: int, *, who: str, reason: str | None = None) -> Decision:
        """Undo a decision by a further row of the log. Raises `StoreError` where there is none, or it is undone already."""
        with explained(self._where), transaction(self.db):
            found = log.read(self.db, "d.decision = ?", (number,))
            if not found or found[0].kind == "undo" or found[0].undone is not None:
                why = "There is no decision" if not found else "This cannot be undone, or is undone already: decision"
                raise StoreError(f"{why} {number}", where=self._where, hint="See the table decisions.")
            return self._log(Decision(number=0, at="", who=who, kind="undo", undoes=number, reason=reason))

    def decisions(self, article: str | None = None) -> list[Decision]:
        """The review log, in the order in which it was written; of one article only, where its id is given."""
        with explained(self._where):
            if article is None:
                return log.read(self.db)
            return log.read(self.db, "d.article = ?1 OR instr(d.members, json_quote(?1))", (article,))

    def misfits(self) -> list[Misfit]:
        """The decisions that no longer fit what marsad codes now, and why: to be looked at again. All of them are kept."""
        with explained(self._where):
            out = log.constraints(self.db)[1]
            sql = "SELECT a.article FROM articles a WHERE a.hash IN (SELECT hash FROM decisions) ORDER BY a.id"
            for (number,) in self.db.execute(sql).fetchall():
                out += self._reviewed(read_one(self.db, number)).misfits
            lost = "d.hash IS NOT NULL AND d.hash NOT IN (SELECT hash FROM articles) AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.decision)"
            out += [Misfit(d, "the record no longer holds an article with this text") for d in log.read(self.db, lost)]
        return sorted(out, key=lambda m: m.decision.number)

    def _article(self, id: str) -> About:
        row = self.db.execute("SELECT article FROM articles WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreError(f"There is no article {id}", where=self._where, hint="See the table articles for the ids.")
        found = read_one(self.db, row[0])
        return About(found.number, found.hash, self._reviewed(found))

    def _log(self, decision: Decision) -> Decision:
        """Write a decision and do what follows from it."""
        number = log.append(self.db, decision)
        (written,) = log.read(self.db, "d.decision = ?", (number,))
        (about,) = log.read(self.db, "d.decision = ?", (written.undoes,)) if written.undoes is not None else (written,)
        if about.kind == "comment":
            return written
        if about.target is not None:
            for (row,) in self.db.execute("SELECT article FROM articles WHERE hash = ?", (about.target.hash,)).fetchall():
                self._lay_out(row)
            self.db.execute("INSERT OR REPLACE INTO about VALUES ('control', 'stale')")
        keys = [log.key_of(self.db, w) for part in about.parts for w in part]
        self.db.executemany("UPDATE articles SET linked = -1 WHERE id = ?", {(k[0],) for k in keys if k is not None})
        self._link()
        return written
