"""The profile of an actor: its acts and acts against it, relations, statements by and about it, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.mentions.gazetteer import name_key
from marsad.views.cli.screen import console, shown
from marsad.views.export.sentences import sentences_of

if TYPE_CHECKING:
    from marsad.record import Event, Finance, Record

_TITLES = {
    "by": "acts by it",
    "against": "acts against it",
    "relations": "relations",
    "said": "what it says",
    "about": "what others say of it",
    "money": "money",
}


class Profile:
    """Gathers what records say of one actor. ``found``: at least one of them names it."""

    def __init__(self, name: str) -> None:
        self.wanted = name
        self.key = name_key(name)
        self.names: dict[str, str] = {}
        self.ids: set[str] = set()
        self.lines: dict[str, list[tuple[str, str]]] = {k: [] for k in _TITLES}

    @property
    def found(self) -> bool:
        return bool(self.ids)

    def add(self, record: Record) -> None:
        """Take in one coded article."""
        ids = {a.entity for a in record.actors if a.entity and self._is(a.entity, (a.text, a.name_ar, a.name_en))}
        ids |= {x for r in record.relations for x in (r.from_, r.to) if x == self.wanted}
        if not ids:
            return
        self.ids |= ids
        for a in record.actors:
            if a.entity in ids:
                self.names.setdefault(a.entity, a.name_en or a.name_ar or a.text)
        sentences = sentences_of(record)
        date = record.article.published or "no date"
        for e in record.events:
            self._event(record, e, ids, sentences.get(e.sentence, ""), date)
        for r in record.relations:
            if ids & {r.from_, r.to}:
                self.lines["relations"].append((date, f"{r.from_} {r.kind} {r.to}{_by(r.sources)} ({record.id}): «{r.text}»"))
        for f in record.finance:
            if any(p.entity in ids for p in (*f.payer, *f.payee)):
                self.lines["money"].append((date, _money(f, record.id)))

    def _is(self, entity: str, names: tuple[str | None, ...]) -> bool:
        return entity == self.wanted or any(n and name_key(n) == self.key for n in names)

    def _event(self, record: Record, e: Event, ids: set[str], sentence: str, date: str) -> None:
        day = e.date.start if e.date is not None else date
        status = "" if e.status == "asserted" else f" [{e.status}]"
        what = f"{e.event_type} {e.mode or ''}".strip() + status
        where = f" at {e.location[0].text}" if e.location else ""
        line = f"{what}{where}{_by(e.sources)} ({record.id} {e.id}): «{sentence}»"
        doers = {a.entity for a in e.actor}
        targets = {a.entity for a in e.recipient}
        speakers = {s.entity for s in e.sources}
        if ids & doers:
            self.lines["by"].append((day, line))
        if ids & targets:
            self.lines["against"].append((day, line))
        if ids & speakers:
            self.lines["said"].append((date, line))
        elif speakers and ids & (doers | targets):
            self.lines["about"].append((date, line))

    def show(self, most: int) -> None:
        """Print the profile."""
        from rich.text import Text

        out = console()
        isolate = out.is_terminal
        title = ", ".join(f"{self.names.get(i, i)} ({i})" for i in sorted(self.ids))
        out.print(Text(shown(title, isolate), style="bold"), soft_wrap=True)
        for key, heading in _TITLES.items():
            lines = sorted(dict.fromkeys(self.lines[key]))
            if not lines:
                continue
            out.print(Text(f"{heading}: {len(lines)}", style="bold"))
            for day, words in lines[:most]:
                out.print(Text(f"  {day}  " + shown(words, isolate)), soft_wrap=True)
            if len(lines) > most:
                out.print(Text(f"  ... and {len(lines) - most} more (--most)", style="dim"))


def _by(sources: tuple[object, ...]) -> str:
    return ", says " + " < ".join(str(getattr(s, "text", "")) for s in reversed(sources)) if sources else ""


def _money(f: Finance, record: str) -> str:
    amount = "" if f.amount is None else f"{f.amount.low:,.0f} {f.amount.currency or ''} ".replace("  ", " ")
    shared = "(total of several) " if f.shared else ""
    sides = f"{', '.join(p.text for p in f.payer) or '?'} → {', '.join(p.text for p in f.payee) or '?'}"
    return f"{amount}{shared}{f.means or 'money'}: {sides}{_by(f.sources)} ({record} {f.event or '-'})"
