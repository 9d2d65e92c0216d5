"""Deadly incidents in the columns of the UCDP Georeferenced Event Dataset, by the crosswalk of ``data/ontology/ged.toml``.

GED-like, not GED: the columns and codes are theirs, the coding is ours. Ids of conflicts, dyads and actors are UCDP's
own and stay empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from marsad.incidents import Incident
from marsad.views.export.cells import JOIN, Cell
from marsad.views.export.crosswalk import GED, Precision, Scope, Violence, rules
from marsad.views.export.layout import Atlas, LeftOut, days, incident_rows, most_told, notes, place_name, write_rows
from marsad.views.export.material import Material
from marsad.views.export.names import Named
from marsad.views.export.parties import STATE, Parties, PartyFinder
from marsad.views.export.table_columns import Columns

_UCDP = "always empty: an id of UCDP"

COLUMNS: Columns = (
    ("id", "id of the incident"),
    ("relid", "the same"),
    ("year:i", "year of its first day"),
    ("active_year", _UCDP.replace("an id", "a finding")),
    ("code_status", "`Clear`, or `Check` where the type of violence is not told"),
    ("type_of_violence:i", "1 state-based, 2 non-state, 3 one-sided; empty where the sides are not told"),
    ("conflict_dset_id", _UCDP),
    ("conflict_new_id", _UCDP),
    ("conflict_name", _UCDP.replace("an id", "a name")),
    ("dyad_dset_id", _UCDP),
    ("dyad_new_id", _UCDP),
    ("dyad_name", "`side_a - side_b`"),
    ("side_a_dset_id", _UCDP),
    ("side_a_new_id", _UCDP),
    ("side_a", "the government of a state-based event, else who did it; `XXX unknown` where nobody is named"),
    ("side_b_dset_id", _UCDP),
    ("side_b_new_id", _UCDP),
    ("side_b", "the other side; `Civilians` in one-sided violence; `XXX unknown` where nobody is named"),
    ("number_of_sources:i", "articles that tell of it"),
    ("source_article", "publisher, day and headline of each; joined by `; `"),
    ("source_office", "publishers; joined by `; `"),
    ("source_date", "days of publication; joined by `; `"),
    ("source_headline", "headlines; joined by `; `"),
    ("source_original", "who is quoted, each account from the printer down to the speaker"),
    ("where_prec:i", "1 exact, 2 within 25 km, 3 second-order unit, 4 first-order unit, 5 line or loose area, 6 country, 7 international"),
    ("where_coordinates", "English name of the place, else the Arabic one"),
    ("where_description", "its Arabic name"),
    ("adm_1", "first-order unit, where the gazetteer has it"),
    ("adm_2", "second-order unit, where the gazetteer has it"),
    ("latitude:n", "decimal degrees, WGS 84"),
    ("longitude:n", "decimal degrees, WGS 84"),
    ("geom_wkt", "the point as WKT"),
    ("priogrid_gid:i", "cell of PRIO-GRID"),
    ("country", "its English name"),
    ("country_id", "Gleditsch and Ward number"),
    ("region", "region of GED"),
    ("event_clarity:i", "1 a single event; 2 dated to more than a week"),
    ("date_prec:i", "1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year"),
    ("date_start:d", "first day"),
    ("date_end:d", "last day"),
    ("deaths_a", "always empty: reports seldom say whose dead they count"),
    ("deaths_b", "always empty, likewise"),
    ("deaths_civilians:i", "best, in one-sided violence"),
    ("deaths_unknown:i", "best, in the other types"),
    ("best:i", "the figure that most voices give, the lowest of several"),
    ("high:i", "the highest figure of an account; the lower bound of an open one"),
    ("low:i", "the lowest figure of an account"),
    ("gwnoa", "Gleditsch and Ward number of side_a, if it is a government"),
    ("gwnob", "Gleditsch and Ward number of side_b, if it is a government"),
    ("high_open:b", "the highest figure is an `at least`"),
    ("notes", "each account with its chain of speakers and its words, and what the accounts differ on"),
    ("grade", "how well it is supported"),
    ("voices:i", "independent voices that assert it"),
    ("contradictions:i", "points on which accounts cannot all be right"),
    ("radius_km:n", "how far the meant place may lie from the point"),
    ("plover_type", "event type of the incident"),
    ("plover_mode", "its mode"),
    ("marsad_rule", "the rule of the crosswalk that gave the type of violence"),
    ("article_ids", "articles that tell of it; joined by `; `"),
)
UNKNOWN = "XXX unknown"
_WEEK = 7


def write(material: Material, path: Path) -> LeftOut:
    """Write the incidents that killed somebody; returns what is left out."""
    left = LeftOut()
    write_rows(path, COLUMNS, rows(material, left))
    return left


def rows(material: Material, left: LeftOut) -> Iterator[dict[str, Cell]]:
    """A row for each incident; ``left`` counts those that get none."""
    return incident_rows(_Layout(material), material, left)


class _Layout:
    def __init__(self, material: Material) -> None:
        lexicon = material.names.lexicon
        self.material = material
        self.scopes = rules(lexicon, GED, "scope", Scope)
        self.violence = rules(lexicon, GED, "violence", Violence)
        self.precision = Precision.of(lexicon, GED)
        self.atlas = Atlas(material)
        self.parties = PartyFinder(material)

    def row(self, i: Incident, left: LeftOut) -> dict[str, Cell] | None:
        killed = i.casualties.get("killed")
        most = max(killed.low, killed.high or 0) if killed else 0
        long = days(i)
        prec = self.precision.date(long) if long is not None else None
        if not any(i.event_type in s.types for s in self.scopes):
            left.why["of a type that GED does not have"] += 1
        elif not any(i.event_type in s.types and most >= s.least_killed for s in self.scopes):
            left.why["in which nobody is reported killed"] += 1
        elif i.place is None or i.place.lat is None:
            left.why["without a place on the map"] += 1
        elif long is None or prec is None:
            left.why["without a date, or dated to more than a year"] += 1
        else:
            return {**self._where(i), **self._who(i), **self._when(i, long, prec), **self._dead(i), **self._told(i)}
        return None

    def _where(self, i: Incident) -> dict[str, Cell]:
        p = i.place
        assert p is not None
        assert p.lat is not None
        assert p.lon is not None
        codes = self.atlas.codes(p.country)
        adm_1, adm_2 = self.atlas.units(p.id)
        return {
            "where_prec": self.precision.place(p.precision, self.atlas.kind(p.id), p.radius_km), "where_coordinates": place_name(p),
            "where_description": p.name_ar, "adm_1": adm_1 or None, "adm_2": adm_2 or None, "latitude": p.lat, "longitude": p.lon,
            "geom_wkt": f"POINT ({p.lon} {p.lat})", "priogrid_gid": priogrid(p.lat, p.lon), "country": self.atlas.country(p.country) or None,
            "country_id": codes.gw or None, "region": codes.ged_region or None, "radius_km": p.radius_km,
        }  # fmt: skip

    def _who(self, i: Incident) -> dict[str, Cell]:
        parties = self.parties.of(i)
        rule = next((v for v in self.violence if parties.actor in v.a and parties.other in v.b), None)
        if rule is not None and rule.code == 1 and parties.actor != "state":
            parties = Parties(parties.second, parties.first, parties.victims)
        a = parties.first[0] if parties.first else None
        b = parties.second[0] if parties.second else None
        side_a = a.best if a else UNKNOWN
        side_b = "Civilians" if rule is not None and rule.code == 3 else b.best if b else UNKNOWN
        return {
            "type_of_violence": rule.code if rule else None, "marsad_rule": rule.id if rule else None,
            "code_status": "Clear" if rule else "Check", "side_a": side_a, "side_b": side_b, "dyad_name": f"{side_a} - {side_b}",
            "gwnoa": self._gw(a), "gwnob": self._gw(b) if side_b != "Civilians" else None,
        }  # fmt: skip

    def _gw(self, actor: Named | None) -> str | None:
        return (self.atlas.codes(actor.country).gw or None) if actor is not None and actor.kind in STATE else None

    def _when(self, i: Incident, long: int, prec: int) -> dict[str, Cell]:
        assert i.date is not None
        return {
            "date_start": i.date.start, "date_end": i.date.end, "year": int(i.date.start[:4]), "date_prec": prec,
            "event_clarity": 2 if long > _WEEK else 1,
        }  # fmt: skip

    def _dead(self, i: Incident) -> dict[str, Cell]:
        killed = i.casualties["killed"]
        figures = [c.low for a in i.accounts if self.material.asserts(a.status) for c in a.casualties if c.kind == "killed"]
        best = most_told(figures)
        best = killed.low if best is None else best
        high = max(figures, default=killed.low) if killed.high is None else killed.high
        parties = self.parties.of(i)
        one_sided = any(v.code == 3 and parties.actor in v.a and parties.other in v.b for v in self.violence)
        return {
            "best": best, "high": high, "low": killed.low, "high_open": killed.high is None,
            "deaths_civilians": best if one_sided else 0, "deaths_unknown": 0 if one_sided else best,
        }  # fmt: skip

    def _told(self, i: Incident) -> dict[str, Cell]:
        printed = [a for n in i.articles if (a := self.material.article.get(n)) is not None]
        return {
            "id": i.id, "relid": i.id, "number_of_sources": len(i.articles),
            "source_article": JOIN.join(f"{a.publisher or a.id}, {a.published or 'no date'}, {a.title or 'no headline'}" for a in printed),
            "source_office": JOIN.join(dict.fromkeys(a.publisher for a in printed if a.publisher)),
            "source_date": JOIN.join(dict.fromkeys(a.published for a in printed if a.published)),
            "source_headline": JOIN.join(a.title for a in printed if a.title),
            "source_original": JOIN.join(" > ".join(a.chain) for a in i.accounts if a.chain), "notes": notes(i), "grade": i.grade,
            "voices": i.voices, "contradictions": len(i.contradictions), "plover_type": i.event_type, "plover_mode": i.mode,
            "article_ids": JOIN.join(i.articles),
        }  # fmt: skip


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID that a point lies in: half a degree wide and high, numbered from the south-west along each row
    (Tollefsen, Strand, Buhaug 2012, https://doi.org/10.1177/0022343311431287)."""
    row = min(359, math.floor((lat + 90) * 2))
    column = min(719, math.floor((lon + 180) * 2))
    return row * 720 + column + 1
