"""Incidents: the same occurrence across articles, with rival accounts side by side.

>>> from marsad.incidents import link_incidents
>>> list(link_incidents([]))
[]

`link_incidents` does it all in memory. A store keeps `Occurrence` structs and their `blocks`, and asks `relink` which
groups new articles make or change; `assemble` turns a group into an `Incident`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.incidents.accounts import Library, Shelf
from marsad.incidents.assemble import assemble
from marsad.incidents.blocking import Block, blocks
from marsad.incidents.families import INCIDENT_TYPES
from marsad.incidents.knowledge import Knowledge, builtin
from marsad.incidents.linking import NONE, Decisions, Group, link, occurrences, relink
from marsad.incidents.occurrence import Occurrence
from marsad.incidents.records import (
    Account,
    Contradiction,
    Incident,
    IncidentPlace,
    Range,
    Reprint,
    from_json,
    members,
    to_json,
)
from marsad.incidents.reprints import Prints, find_reprints
from marsad.record import Record

__all__ = [
    "INCIDENT_TYPES",
    "Account",
    "Block",
    "Contradiction",
    "Decisions",
    "Group",
    "Incident",
    "IncidentPlace",
    "Knowledge",
    "Library",
    "Occurrence",
    "Range",
    "Reprint",
    "assemble",
    "blocks",
    "builtin",
    "find_reprints",
    "from_json",
    "link",
    "link_incidents",
    "members",
    "occurrences",
    "relink",
    "to_json",
]


def link_incidents(
    records: Iterable[Record],
    *,
    types: frozenset[str] = INCIDENT_TYPES,
    decisions: Decisions = NONE,
    knowledge: Knowledge | None = None,
) -> Iterator[Incident]:
    """The incidents that coded articles tell of, by date and place; the same whatever the order of the articles.

    Parameters
    ----------
    types: event types that make incidents.
    decisions: events that people joined or kept apart.
    knowledge: sides, names and rules of grading; those of marsad's own data where None.
    """
    shelf = Shelf()
    prints = Prints(lambda id: shelf[id].article.text)
    found: list[Occurrence] = []
    for record in records:
        if record.id not in shelf:
            shelf.add(record)
            prints.add(record.article)
            found += occurrences((record,), types, decisions)
    library = Library(shelf.__getitem__, prints.origins().__getitem__)
    knows = knowledge or builtin()
    groups = link(found, decisions)
    made = (assemble(g, library, knows) for g in groups)
    yield from sorted(made, key=_in_order)


def _in_order(incident: Incident) -> tuple[str, str, str]:
    date = incident.date.start if incident.date else "9999"
    return date, (incident.place.id if incident.place else None) or "~", incident.id
