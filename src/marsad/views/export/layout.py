"""What the layouts of other data sets share: the place, the time and the sources of an incident in their words."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from marsad.incidents import Incident, IncidentPlace
from marsad.views.export.cells import JOIN, Cell
from marsad.views.export.crosswalk import NO_COUNTRY, Country, countries
from marsad.views.export.csv_folder import write_csv
from marsad.views.export.material import Material
from marsad.views.export.table_columns import Columns


@dataclass(slots=True)
class LeftOut:
    """How many incidents could not be put into a layout, and why."""

    why: Counter[str] = field(default_factory=Counter)

    def notes(self, what: str) -> list[str]:
        """A sentence for people; none where nothing is left out."""
        if not self.why:
            return []
        reasons = "; ".join(f"{n:,} {reason}" for reason, n in sorted(self.why.items(), key=lambda p: (-p[1], p[0])))
        return [f"{sum(self.why.values()):,} {what} are left out: {reasons}."]


class Layout(Protocol):
    """One row for each incident, in the columns of another data set."""

    def row(self, incident: Incident, left: LeftOut, /) -> dict[str, Cell] | None:
        """The row of an incident; None, with the reason counted in ``left``, where the data set has no place for it."""


def incident_rows(layout: Layout, material: Material, left: LeftOut) -> Iterator[dict[str, Cell]]:
    """The rows of all incidents that somebody asserts; ``left`` counts those that get none."""
    for incident in material.incidents:
        if not any(material.asserts(a.status) for a in incident.accounts):
            left.why["that nobody asserts"] += 1
        elif (row := layout.row(incident, left)) is not None:
            yield row


def write_rows(path: Path, columns: Columns, rows: Iterable[dict[str, Cell]]) -> None:
    """Write rows as one CSV file; a column that a row has not is empty."""
    names = tuple(head.partition(":")[0] for head, _ in columns)
    write_csv(path, names, (tuple(row.get(n) for n in names) for row in rows))


class Atlas:
    """Codes and units of places."""

    def __init__(self, material: Material) -> None:
        self._names = material.names
        self._codes = countries(material.names.lexicon)

    def codes(self, cc: str | None) -> Country:
        """Codes of a country."""
        return self._codes.get(cc or "", NO_COUNTRY)

    def country(self, cc: str | None) -> str:
        """Its English name."""
        return self._names.country(cc) or ""

    def units(self, ident: str | None) -> tuple[str, str]:
        """First- and second-order unit that a place lies in; "" where the gazetteer does not tell."""
        row = self._names.place(ident)
        if row is None:
            return "", ""
        return row.admin1.partition(".")[2], row.admin2.partition(".")[2]

    def kind(self, ident: str | None) -> str | None:
        """Kind of a place in the gazetteer."""
        row = self._names.place(ident)
        return row.kind if row is not None else None


def place_name(place: IncidentPlace) -> str:
    """The English name of a place, else the Arabic one."""
    return place.name_en or place.name_ar or ""


def days(incident: Incident) -> int | None:
    """Number of days in which an incident lies; None where it has no date."""
    if incident.date is None:
        return None
    try:
        first, last = (datetime.date.fromisoformat(d) for d in (incident.date.start, incident.date.end))
    except ValueError:
        return None
    return (last - first).days + 1


def publishers(incident: Incident) -> str:
    """Who printed the accounts, each once."""
    found = [p for a in incident.accounts for p in (a.publisher, *(r.publisher for r in a.reprints)) if p]
    return JOIN.join(dict.fromkeys(found))


def notes(incident: Incident) -> str:
    """Each account with its speakers and words, and what they differ on."""
    out = []
    for n, a in enumerate(incident.accounts, 1):
        by = " > ".join(a.chain) or a.article
        status = "" if a.status == "asserted" else f", {a.status}"
        out.append(f"({n}) {by} [{a.stance}{status}]: «{' '.join(a.quote.split())}»")
    out += [f"Accounts {', '.join(str(i + 1) for i in c.accounts)} differ on {c.about}: {' / '.join(c.values)}." for c in incident.contradictions]
    return " ".join(out)


def most_told(figures: Iterable[int]) -> int | None:
    """The figure that most voices give, the lowest of several; None where there is none."""
    counts = Counter(figures)
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None
