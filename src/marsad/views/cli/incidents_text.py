"""Incidents as text for people: a head line, why it has its grade, then each account with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from marsad.views.cli.screen import shown

if TYPE_CHECKING:
    from rich.console import Console

    from marsad.incidents import Account, Incident, Range

_STYLES = {"confirmed": "bold green", "fair": "green", "weak": "yellow", "contested": "bold magenta", "denied": "red"}


class IncidentView:
    """Prints incidents to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, incident: Incident) -> None:
        """Print one incident with its accounts."""
        self._console.print()
        self._console.print(self._head(incident))
        self._line(incident.grade_why, "dim", 2)
        for number, account in enumerate(incident.accounts):
            self._account(number, account)
        for c in incident.contradictions:
            said = " / ".join(f"[{i}] {self._cell(v)}" for i, v in zip(c.accounts, c.values, strict=True))
            self._console.print(Padding(Text(f"differ about {c.about}: {said}", "magenta"), (0, 0, 0, 4)))

    def _head(self, incident: Incident) -> Text:
        head = Text(f"{incident.grade:9} ", style=_STYLES[incident.grade])
        place = incident.place
        where = (place.name_ar or place.name_en or place.id or "") if place is not None else "?"
        kind = incident.event_type + (f" {incident.mode}" if incident.mode else "")
        parts = [_days(incident), self._cell(where), kind]
        parts += [f"{name} {range_words(r)}" for name, r in incident.casualties.items()]
        head.append("  ".join(parts), style="bold")
        head.append(f"  {incident.id}", style="dim")
        return head

    def _account(self, number: int, account: Account) -> None:
        chain = " > ".join(self._cell(c) for c in account.chain) or self._cell(account.article)
        status = "" if account.status == "asserted" else f", {account.status}"
        prints = f", {len(account.reprints)} reprints" if account.reprints else ""
        self._line(f"[{number}] {account.published or '?'} {chain} ({account.stance}{status}{prints})", "", 4, clean=False)
        self._line(account.quote, "italic", 8)

    def _line(self, text: str, style: str, left: int, clean: bool = True) -> None:
        self._console.print(Padding(Text(self._cell(text) if clean else text, style), (0, 0, 0, left)))

    def _cell(self, value: str) -> str:
        return shown(value, self._console.is_terminal)


def range_words(found: Range) -> str:
    """A range in figures: ``3``, ``3-7``, ``20+``."""
    if found.high is None:
        return f"{found.low}+"
    return str(found.low) if found.low == found.high else f"{found.low}-{found.high}"


def _days(incident: Incident) -> str:
    date = incident.date
    if date is None:
        return "no date"
    days = date.start if date.start == date.end else f"{date.start}..{date.end}"
    return f"{days} (reported)" if incident.date_from == "report" else days
