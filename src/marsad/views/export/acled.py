"""Incidents in the columns of ACLED, by the crosswalk of ``data/ontology/acled.toml``.

ACLED-like, not ACLED: the columns and codes are theirs, the coding is ours. The first columns are those of ACLED in
their order; those that it does not have stand at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.incidents import Incident
from marsad.views.export.cells import JOIN, Cell
from marsad.views.export.crosswalk import ACLED, ActorRule, Precision, Rule, rules
from marsad.views.export.layout import Atlas, LeftOut, days, incident_rows, notes, place_name, publishers, write_rows
from marsad.views.export.material import Material
from marsad.views.export.names import Named
from marsad.views.export.parties import Parties, PartyFinder
from marsad.views.export.table_columns import Columns

COLUMNS: Columns = (
    ("event_id_cnty", "id of the incident"),
    ("event_date:d", "its first day"),
    ("year:i", "year of that day"),
    ("time_precision:i", "1 the day, 2 a week or less, 3 a month or less"),
    ("disorder_type", "`Political violence`, `Demonstrations` or `Strategic developments`"),
    ("event_type", "event type of ACLED"),
    ("sub_event_type", "sub-event type of ACLED"),
    ("actor1", "who did it, or one side; `Unidentified Armed Group`, `Protesters` with the country where nobody is named"),
    ("assoc_actor_1", "others of that side; joined by `; `"),
    ("inter1", "what actor1 is, where its kind tells"),
    ("actor2", "who suffered it, or the other side; `Civilians` with the country where the victims are such"),
    ("assoc_actor_2", "others of that side; joined by `; `"),
    ("inter2", "what actor2 is, where its kind tells"),
    ("interaction", "`inter1-inter2`; empty where one of them is"),
    ("civilian_targeting", "`Civilian targeting` where somebody organised used force against civilians"),
    ("iso:i", "ISO 3166 numeric code of the country"),
    ("region", "region of ACLED"),
    ("country", "its English name"),
    ("admin1", "first-order unit, where the gazetteer has it"),
    ("admin2", "second-order unit, where the gazetteer has it"),
    ("admin3", "always empty"),
    ("location", "English name of the place, else the Arabic one"),
    ("latitude:n", "decimal degrees, WGS 84"),
    ("longitude:n", "decimal degrees, WGS 84"),
    ("geo_precision:i", "1 the place itself, 2 near it, 3 a larger region"),
    ("source", "publishers; joined by `; `"),
    ("source_scale", "always empty"),
    ("notes", "each account with its chain of speakers and its words, and what the accounts differ on"),
    ("fatalities:i", "the lowest figure of an account, 0 where nobody is reported killed, as in ACLED"),
    ("tags", "always empty"),
    ("timestamp", "always empty"),
    ("fatalities_low:i", "the lowest figure of an account; empty where none gives one"),
    ("fatalities_high:i", "the highest; empty where none gives one, or where it is open"),
    ("event_date_end:d", "last day of the incident"),
    ("grade", "how well it is supported"),
    ("voices:i", "independent voices that assert it"),
    ("contradictions:i", "points on which accounts cannot all be right"),
    ("radius_km:n", "how far the meant place may lie from the point"),
    ("plover_type", "event type of the incident"),
    ("plover_mode", "its mode"),
    ("marsad_rule", "the rule of the crosswalk that gave the types"),
    ("article_ids", "articles that tell of it; joined by `; `"),
)
_DISORDER = {"Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments"}
_BOTH = "Excessive force against protesters"


def write(material: Material, path: Path) -> LeftOut:
    """Write the incidents that ACLED has a type for; returns what is left out."""
    left = LeftOut()
    write_rows(path, COLUMNS, rows(material, left))
    return left


def rows(material: Material, left: LeftOut) -> Iterator[dict[str, Cell]]:
    """A row for each incident; ``left`` counts those that get none."""
    return incident_rows(_Layout(material), material, left)


class _Layout:
    def __init__(self, material: Material) -> None:
        lexicon = material.names.lexicon
        self.rules = rules(lexicon, ACLED, "rule", Rule)
        self.inter = rules(lexicon, ACLED, "actor", ActorRule)
        self.precision = Precision.of(lexicon, ACLED)
        self.atlas = Atlas(material)
        self.parties = PartyFinder(material)

    def row(self, incident: Incident, left: LeftOut) -> dict[str, Cell] | None:
        parties = self.parties.of(incident)
        rule = next((r for r in self.rules if _holds(r, incident, parties)), None)
        long = days(incident)
        time = self.precision.date(long) if long is not None else None
        place = incident.place
        if rule is None:
            left.why["whose type or target ACLED has no event type for"] += 1
        elif place is None or place.lat is None:
            left.why["without a place on the map"] += 1
        elif long is None:
            left.why["without a date"] += 1
        elif time is None:
            left.why["dated to more than a month"] += 1
        else:
            return self._row(incident, parties, rule, time)
        return None

    def _row(self, i: Incident, parties: Parties, rule: Rule, time: int) -> dict[str, Cell]:
        p, date = i.place, i.date
        assert p is not None
        assert date is not None
        codes, country = self.atlas.codes(p.country), self.atlas.country(p.country)
        admin1, admin2 = self.atlas.units(p.id)
        killed = i.casualties.get("killed")
        name1, inter1 = self._first(parties, rule, country, p.country)
        name2, inter2 = self._second(parties, rule, country, p.country)
        return {
            "event_id_cnty": i.id, "event_date": date.start, "year": int(date.start[:4]), "time_precision": time,
            "disorder_type": disorder(rule), "event_type": rule.event_type, "sub_event_type": rule.sub_event_type,
            "actor1": name1, "assoc_actor_1": _rest(parties.first), "inter1": inter1,
            "actor2": name2, "assoc_actor_2": _rest(parties.second), "inter2": inter2,
            "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else None,
            "civilian_targeting": "Civilian targeting" if _targets_civilians(rule, parties) else None,
            "iso": int(codes.iso_numeric) if codes.iso_numeric else None, "region": codes.acled_region or None, "country": country or None,
            "admin1": admin1 or None, "admin2": admin2 or None, "admin3": None, "location": place_name(p) or None,
            "latitude": p.lat, "longitude": p.lon, "geo_precision": self.precision.place(p.precision, self.atlas.kind(p.id), p.radius_km),
            "source": publishers(i) or None, "source_scale": None, "notes": notes(i), "fatalities": killed.low if killed else 0,
            "tags": None, "timestamp": None, "fatalities_low": killed.low if killed else None,
            "fatalities_high": killed.high if killed else None, "event_date_end": date.end, "grade": i.grade, "voices": i.voices,
            "contradictions": len(i.contradictions), "radius_km": p.radius_km, "plover_type": i.event_type, "plover_mode": i.mode,
            "marsad_rule": rule.id, "article_ids": JOIN.join(i.articles),
        }  # fmt: skip

    def _first(self, parties: Parties, rule: Rule, country: str, cc: str | None) -> tuple[str | None, str | None]:
        if parties.first:
            return parties.first[0].best, self._inter(parties.first[0], cc)
        if rule.type == "PROTEST":
            return f"Protesters ({country})", self._kind("protester")
        if rule.event_type in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
            return f"Unidentified Armed Group ({country})", None
        return None, None

    def _second(self, parties: Parties, rule: Rule, country: str, cc: str | None) -> tuple[str | None, str | None]:
        if parties.second:
            return parties.second[0].best, self._inter(parties.second[0], cc)
        if rule.type == "ASSAULT" and "crowd-control" in rule.modes:
            return f"Protesters ({country})", self._kind("protester")
        if rule.type == "ASSAULT" and parties.victims == "civilian":
            return f"Civilians ({country})", self._kind("civilian")
        return None, None

    def _inter(self, actor: Named, cc: str | None) -> str | None:
        for rule in self.inter:
            if actor.kind in rule.kinds:
                return rule.foreign if rule.foreign and actor.country and cc and actor.country != cc else rule.inter
        return None

    def _kind(self, kind: str) -> str | None:
        return next((r.inter for r in self.inter if kind in r.kinds), None)


def _holds(rule: Rule, incident: Incident, parties: Parties) -> bool:
    harmed = any(incident.casualties.get(k) is not None for k in ("killed", "injured"))
    return (
        rule.type == incident.event_type
        and (not rule.modes or (incident.mode or "") in rule.modes)
        and (not rule.victims or parties.victims in rule.victims)
        and (not rule.actor or parties.actor in rule.actor)
        and parties.sides >= rule.sides
        and (rule.harmed is None or rule.harmed == harmed)
    )


def disorder(rule: Rule) -> str:
    """The disorder type of ACLED's codebook that goes with a sub-event type."""
    if rule.sub_event_type == _BOTH:
        return "Political violence; Demonstrations"
    if rule.sub_event_type == "Mob violence":
        return "Political violence"
    return _DISORDER.get(rule.event_type, "Political violence")


def _targets_civilians(rule: Rule, parties: Parties) -> bool:
    if rule.event_type == "Violence against civilians" or rule.sub_event_type == _BOTH:
        return True
    return rule.event_type == "Explosions/Remote violence" and parties.victims == "civilian" and not parties.second


def _rest(side: tuple[Named, ...]) -> str | None:
    return JOIN.join(a.best for a in side[1:]) or None
