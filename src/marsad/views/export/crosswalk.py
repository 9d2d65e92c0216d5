"""Crosswalks to the codes of other data sets, read from ``data/ontology``: acled.toml, ged.toml, polecat.toml, countries.tsv,
victims.tsv. The heads of the files explain their fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from marsad.errors import DataError
from marsad.lexicon import Lexicon
from marsad.lexicon.validate import nearest
from marsad.orthography import normalise

ACLED, GED, POLECAT = "ontology/acled.toml", "ontology/ged.toml", "ontology/polecat.toml"
COUNTRIES, VICTIMS = "ontology/countries.tsv", "ontology/victims.tsv"
ACLED_TYPES = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
"""Event types of ACLED with their sub-event types (ACLED Codebook, table of event types)."""

VICTIM_CLASSES = ("armed", "civilian", "unknown")
ACTOR_CLASSES = ("state", "group", "unknown")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of acled.toml."""

    id: str
    type: str
    event_type: str
    sub_event_type: str
    about: str
    modes: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    sides: int = 0
    harmed: bool | None = None


class ActorRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ACLED calls actors of some kinds."""

    kinds: tuple[str, ...]
    inter: str
    foreign: str = ""


class PlaceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A precision code for a kind of place or point."""

    code: int
    precision: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    most_km: float = 1e9


class DateRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A precision code for a number of days."""

    most_days: int
    code: int


class Violence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of ged.toml."""

    id: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    code: int
    about: str


class Scope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which incidents GED has."""

    types: tuple[str, ...]
    least_killed: int


class Quad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quad code of PLOVER and its event types."""

    code: str
    types: tuple[str, ...]


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sector of POLECAT and the kinds of actors that are in it."""

    code: str
    kinds: tuple[str, ...]


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes of a country."""

    cc: str
    iso3: str
    iso_numeric: str
    cow: str
    gw: str
    acled_region: str
    ged_region: str


NO_COUNTRY = Country("", "", "", "", "", "", "")
S = TypeVar("S", bound=msgspec.Struct)


def rules(lexicon: Lexicon, name: str, table: str, kind: type[S]) -> list[S]:
    """The entries of one table of a data file. Raises `DataError` for the first that breaks the format."""
    out = []
    for row in lexicon.table(name):
        if row.table == table:
            try:
                out.append(msgspec.convert(row.cells, kind))
            except msgspec.ValidationError as error:
                hint = "The head of the file explains the fields."
                raise DataError(f"[[{table}]] {error}", where=row.at.file, line=row.at.line, hint=hint) from None
    return out


@dataclass(frozen=True, slots=True)
class Precision:
    """Codes for how precisely a place and a time are known."""

    places: Sequence[PlaceRule]
    dates: Sequence[DateRule]

    @classmethod
    def of(cls, lexicon: Lexicon, name: str) -> Precision:
        """Those of a data file."""
        return cls(rules(lexicon, name, "place", PlaceRule), rules(lexicon, name, "date", DateRule))

    def place(self, precision: str | None, kind: str | None, km: float | None) -> int | None:
        """The code of a place; None where no rule fits."""
        for rule in self.places:
            if (kind in rule.kinds or precision in rule.precision) and (km or 0.0) <= rule.most_km:
                return rule.code
        return None

    def date(self, days: int) -> int | None:
        """The code of a number of days; None where it is longer than any rule allows."""
        return next((r.code for r in self.dates if days <= r.most_days), None)


def countries(lexicon: Lexicon) -> dict[str, Country]:
    """Codes by ISO alpha-2 code."""
    return {c.cc: c for c in rules(lexicon, COUNTRIES, "", Country)}


def victim_words(lexicon: Lexicon) -> dict[str, str]:
    """Normalised lemma -> ``armed`` or ``civilian``."""
    return {normalise(r.cells.get("lemma", "")): r.cells.get("class", "") for r in lexicon.table(VICTIMS)}


def faults(lexicon: Lexicon) -> list[DataError]:
    """All that is wrong with the crosswalks, for ``marsad check``."""
    out: list[DataError] = []
    wanted: tuple[tuple[str, str, type[msgspec.Struct]], ...] = (
        (ACLED, "rule", Rule), (ACLED, "actor", ActorRule), (ACLED, "place", PlaceRule), (ACLED, "date", DateRule),
        (GED, "scope", Scope), (GED, "violence", Violence), (GED, "place", PlaceRule), (GED, "date", DateRule),
        (POLECAT, "quad", Quad), (POLECAT, "sector", Sector), (COUNTRIES, "", Country),
    )  # fmt: skip
    tables = {(name, table): kind for name, table, kind in wanted}
    for name in (ACLED, GED, POLECAT, COUNTRIES):
        for row in lexicon.table(name):
            kind = tables.get((name, row.table))
            problem, hint = "", "The head of the file explains the fields."
            if kind is None:
                problem, hint = f"[[{row.table}]] does not belong in this file", nearest(row.table, {t for n, t in tables if n == name})
            else:
                try:
                    problem, hint = _wrong(msgspec.convert(row.cells, kind), lexicon) or ("", "")
                except msgspec.ValidationError as error:
                    problem = f"[[{row.table}]] {error}"
            if problem:
                out.append(DataError(problem, where=row.at.file, line=row.at.line, hint=hint))
    for row in lexicon.table(VICTIMS):
        if row.cells.get("class") not in VICTIM_CLASSES[:2] or not row.cells.get("lemma"):
            out.append(DataError("A row needs a class and a lemma", where=row.at.file, line=row.at.line, hint="The class is armed or civilian."))
    return out


def _wrong(entry: msgspec.Struct, lexicon: Lexicon) -> tuple[str, str] | None:
    """Names in an entry that there are not."""
    if isinstance(entry, (Scope, Quad)):
        return _unknown("event type", entry.types, lexicon.events)
    if isinstance(entry, Violence):
        return _unknown("class of a side", (*entry.a, *entry.b), (*ACTOR_CLASSES, "civilian"))
    if not isinstance(entry, Rule):
        return None
    return (
        _unknown("event type", (entry.type,), lexicon.events)
        or _unknown(f"mode of {entry.type}", entry.modes, {"", *lexicon.events[entry.type]})
        or _unknown("class of victims", entry.victims, VICTIM_CLASSES)
        or _unknown("class of actor", entry.actor, ACTOR_CLASSES)
        or _unknown("event type of ACLED", (entry.event_type,), ACLED_TYPES)
        or _unknown(f"sub-event type of {entry.event_type}", (entry.sub_event_type,), ACLED_TYPES[entry.event_type])
    )


def _unknown(what: str, given: Iterable[str], valid: Iterable[str]) -> tuple[str, str] | None:
    known = set(valid)
    bad = next((g for g in given if g not in known), None)
    return (f"There is no {what} «{bad}»", nearest(bad, known)) if bad is not None else None
