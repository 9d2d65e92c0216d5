"""What an export is made of: articles with their coded events, incidents and spells of control, chosen by a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from msgspec import structs

from marsad.errors import InputError
from marsad.incidents import Incident, link_incidents
from marsad.incidents.control import ControlSpell, derive_control
from marsad.incidents.filters import Filter
from marsad.incidents.matching import Matcher
from marsad.incidents.records import Key
from marsad.record import Article, Event, Record
from marsad.views.export.names import Names


@dataclass(frozen=True)
class Material:
    """Typed records; exporters know of nothing else.

    Parameters
    ----------
    records: coded articles, each with the events, relations and flows of money to export.
    incidents: incidents to export.
    spells: spells of control to export.
    articles: the articles that any of them rests on.
    grades: the incident of each event that belongs to one, those not exported included.
    told: the events of which the exported incidents consist.
    chosen: the filter that chose it.
    only: ids of the incidents that were asked for by id; empty where none was.
    names: names of actors and places.
    """

    records: Sequence[Record] = ()
    incidents: Sequence[Incident] = ()
    spells: Sequence[ControlSpell] = ()
    articles: Sequence[Article] = ()
    grades: Mapping[Key, tuple[str, str]] = field(default_factory=dict)
    told: Mapping[Key, Event] = field(default_factory=dict)
    chosen: Filter = field(default_factory=Filter)
    only: tuple[str, ...] = ()
    names: Names = field(default_factory=Names)

    @cached_property
    def article(self) -> dict[str, Article]:
        """Articles by id."""
        return {a.id: a for a in self.articles}

    def asserts(self, status: str) -> bool:
        """Whether what has this status is told as a fact: what is asserted, unless another status was asked for."""
        return status in (self.chosen.statuses or ("asserted",))

    @property
    def empty(self) -> bool:
        """Whether nothing is chosen."""
        return not (self.articles or self.incidents or self.spells)


def gather(
    records: Iterable[Record],
    matcher: Matcher,
    incidents: Iterable[Incident] | None = None,
    spells: Iterable[ControlSpell] | None = None,
) -> Material:
    """What a filter chooses of coded articles.

    Parameters
    ----------
    records: all coded articles; one that comes twice counts once.
    incidents: the incidents that they tell of; linked here where None.
    spells: the spells of control that they tell of; derived here where None.
    """
    all_records = list({r.id: r for r in records}.values())
    found = list(link_incidents(all_records) if incidents is None else incidents)
    grades: dict[Key, tuple[str, str]] = {key: (i.id, i.grade) for i in found for a in i.accounts for key in a.events}

    def grade_of(key: Key) -> str | None:
        return grades[key][1] if key in grades else None

    chosen = list(matcher.records(all_records, grade_of))
    told = [i for i in found if matcher.incident(i)]
    held = [s for s in (derive_control(all_records) if spells is None else spells) if matcher.spell(s, grade_of)]
    keys = {key for i in told for a in i.accounts for key in a.events}
    named = {r.id for r in chosen} | {a for i in told for a in i.articles} | {a for s in held for a in _articles(s)}
    return Material(
        records=chosen,
        incidents=told,
        spells=held,
        articles=[r.article for r in all_records if r.id in named],
        grades=grades,
        told={(r.id, e.id): e for r in all_records for e in r.events if (r.id, e.id) in keys},
        chosen=matcher.filter,
        names=Names(all_records),
    )


def only_incidents(material: Material, ids: Iterable[str]) -> Material:
    """Some incidents with the events that belong to them, and nothing else.

    Raises `InputError` for an id that no chosen incident has.
    """
    wanted = set(ids)
    told = [i for i in material.incidents if i.id in wanted]
    missing = sorted(wanted - {i.id for i in told})
    if missing:
        hint = "See marsad incidents for the ids; other filters may have left it out."
        raise InputError(f"There is no incident «{missing[0]}»", where="--incident", hint=hint)
    named = {a for i in told for a in i.articles}
    records = []
    for r in material.records:
        events = tuple(e for e in r.events if material.grades.get((r.id, e.id), ("",))[0] in wanted)
        if events:
            ids_of = {e.id for e in events}
            records.append(structs.replace(r, events=events, relations=(), finance=tuple(f for f in r.finance if f.event in ids_of)))
    return replace(material, only=tuple(wanted), records=records, incidents=told, spells=(), articles=[a for a in material.articles if a.id in named])


def _articles(spell: ControlSpell) -> Iterable[str]:
    ends = [a for a in (spell.since_account, spell.until_account) if a is not None]
    return [a.article for a in (*ends, *spell.accounts, *spell.claims, *(r.account for r in spell.rivals))]
