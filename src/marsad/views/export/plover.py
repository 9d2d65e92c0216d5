"""Coded events in the columns of POLECAT, the data set in the PLOVER ontology: one tab-separated line for each event.

Columns and their order are POLECAT's (https://doi.org/10.7910/DVN/AJGVIT); those that it does not have stand at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.record import ActorRef, Event, PlaceMention, Record
from marsad.views.export.cells import JOIN, Cell, guarded, joined
from marsad.views.export.crosswalk import POLECAT, Quad, Sector, rules
from marsad.views.export.csv import count_words
from marsad.views.export.layout import Atlas, LeftOut
from marsad.views.export.material import Material
from marsad.views.export.names import Named
from marsad.views.export.sentences import sentence_at
from marsad.views.export.table_columns import Columns

_EMPTY = "always empty"


def _side(role: str, who: str) -> Columns:
    return (
        (f"{role} Name", f"{who}: English name, else the Arabic one, else the words; joined by `; `"),
        (f"{role} Country", "ISO 3166 alpha-3 code of the country that each is of"),
        (f"{role} COW", "Correlates of War code of the same"),
        (f"Primary {role} Sector", "sector of the first, where its kind tells: `GOV`, `MIL`, `UAF`, `MED`"),
        (f"{role} Sectors", "sectors of all"),
        (f"{role} Title", _EMPTY),
        (f"{role} Name Raw", "as written"),
        (f"Wikipedia {role} ID", _EMPTY),
    )


COLUMNS: Columns = (
    ("Event ID", "`article:event`"),
    ("Event Date:d", "first day of the event, else the day of publication"),
    ("Event Type", "PLOVER type; ours: `TERRITORY`, `DISPLACE`, `FINANCE`"),
    ("Event Mode", "its mode, where one fits"),
    ("Event Intensity", "always empty: not measured"),
    ("Quad Code", "`VERBAL COOPERATION`, `MATERIAL COOPERATION`, `VERBAL CONFLICT` or `MATERIAL CONFLICT`"),
    ("Contexts", "always empty: not coded"),
    *_side("Actor", "who did it"),
    *_side("Recipient", "to whom it was done"),
    ("Placename", "English name of the place, else the Arabic one"),
    ("City", "the same, if it is a city, town or village"),
    ("District", "second-order unit, where the gazetteer has it"),
    ("Province", "first-order unit, where the gazetteer has it"),
    ("Country", "ISO 3166 alpha-3"),
    ("Latitude:n", "decimal degrees, WGS 84"),
    ("Longitude:n", "decimal degrees, WGS 84"),
    ("GeoNames ID", "id at GeoNames, where the place comes from there"),
    ("Raw Placename", "as written"),
    ("Feature Type", "kind of the place in our gazetteer"),
    ("Source", "publisher"),
    ("Publication Date", "ISO date, or a prefix of one"),
    ("Story People", "persons that the article names"),
    ("Story Organizations", "organised actors that it names"),
    ("Story Locations", "places that it names"),
    ("Language", "`Arabic`"),
    ("Version", "version of marsad"),
    ("Event Date End:d", "last day of the event"),
    ("Date From", "`text`, or `publication` where the text does not date the event"),
    ("Status", "`asserted`, unless another was asked for"),
    ("Speakers", "who says so, outermost first"),
    ("Stances", "what each cue signals"),
    ("Casualties", "every count in words"),
    ("Precision", "what the point stands for"),
    ("Radius km:n", "how far the meant place may lie from the point"),
    ("Confidence:n", "how sure the coder is, 0 to 1"),
    ("Incident ID", "the incident that the event belongs to"),
    ("Sentence", "the sentence, word for word, spaces joined"),
)
_SETTLED = frozenset({"city", "town", "village"})


def write(material: Material, path: Path) -> LeftOut:
    """Write the events that are told as facts; returns what is left out."""
    left = LeftOut()
    names = [head.partition(":")[0] for head, _ in COLUMNS]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write("\t".join(names) + "\n")
        for row in rows(material, left):
            file.write("\t".join(_text(row.get(n)) for n in names) + "\n")
    return left


def _text(cell: Cell) -> str:
    value = guarded(cell)
    return "" if value is None else str(value).replace('"', "”")  # quotation marks have no meaning in POLECAT's files


def rows(material: Material, left: LeftOut) -> Iterator[dict[str, Cell]]:
    """A row for each event; ``left`` counts those that get none."""
    layout = _Layout(material)
    for record in material.records:
        story = layout.story(record)
        for event in record.events:
            if not material.asserts(event.status):
                left.why[f"that are {event.status}"] += 1
            elif event.date is None and not record.article.published:
                left.why["without a date"] += 1
            else:
                yield {**story, **layout.event(record, event)}


class _Layout:
    def __init__(self, material: Material) -> None:
        from marsad import __version__

        lexicon = material.names.lexicon
        self.material = material
        self.version = f"marsad {__version__}"
        self.quad = {t: q.code for q in rules(lexicon, POLECAT, "quad", Quad) for t in q.types}
        self.sector = {k: s.code for s in rules(lexicon, POLECAT, "sector", Sector) for k in s.kinds}
        self.atlas = Atlas(material)

    def story(self, record: Record) -> dict[str, Cell]:
        """What all rows of an article share."""
        article = record.article
        people = dict.fromkeys(a.name_en or a.name_ar or a.text for a in record.actors if a.kind == "person")
        bodies = dict.fromkeys(a.name_en or a.name_ar or a.text for a in record.actors if a.kind != "person")
        places = dict.fromkeys(p.name_en or p.name_ar or p.text for p in record.places)
        return {
            "Source": article.publisher, "Publication Date": article.published, "Story People": joined(people),
            "Story Organizations": joined(bodies), "Story Locations": joined(places), "Language": "Arabic", "Version": self.version,
        }  # fmt: skip

    def event(self, record: Record, e: Event) -> dict[str, Cell]:
        """What a row tells of its event."""
        published = record.article.published
        start, end = (e.date.start, e.date.end) if e.date is not None else (published, published)
        return {
            "Event ID": f"{record.id}:{e.id}", "Event Date": start, "Event Date End": end, "Date From": "text" if e.date else "publication",
            "Event Type": e.event_type, "Event Mode": e.mode, "Quad Code": self.quad.get(e.event_type),
            **self._side("Actor", e.actor), **self._side("Recipient", e.recipient), **self._where(record, e), "Status": e.status,
            "Speakers": joined(s.text for s in e.sources), "Stances": joined(s.stance for s in e.sources),
            "Casualties": JOIN.join(map(count_words, e.casualties)) or None, "Confidence": e.confidence,
            "Incident ID": self.material.grades.get((record.id, e.id), (None, None))[0],
            "Sentence": sentence_at(record.article.text, e.trigger.start, e.trigger.end),
        }  # fmt: skip

    def _side(self, role: str, refs: tuple[ActorRef, ...]) -> dict[str, Cell]:
        known = [self.material.names.actor(r.entity) if r.entity is not None else Named("", ar=r.text) for r in refs]
        codes = [self.atlas.codes(n.country) for n in known]
        sectors = [self.sector.get(n.kind or "") for n in known]
        return {
            f"{role} Name": joined(n.best for n in known), f"{role} Country": joined(dict.fromkeys(c.iso3 for c in codes if c.iso3)),
            f"{role} COW": joined(dict.fromkeys(c.cow for c in codes if c.cow)),
            f"Primary {role} Sector": sectors[0] if sectors else None, f"{role} Sectors": joined(dict.fromkeys(s for s in sectors if s)),
            f"{role} Name Raw": joined(r.text for r in refs),
        }  # fmt: skip

    def _where(self, record: Record, e: Event) -> dict[str, Cell]:
        ref = next((p for p in e.location if p.lat is not None), None)
        raw = joined(p.text for p in e.location)
        place: PlaceMention | None = next((p for p in record.places if ref is not None and p.span == ref.span), None)
        if place is None:
            return {"Raw Placename": raw}
        province, district = self.atlas.units(place.id)
        name = place.name_en or place.name_ar or place.text
        return {
            "Raw Placename": raw, "Placename": name, "City": name if place.kind in _SETTLED else None, "District": district or None,
            "Province": province or None, "Country": self.atlas.codes(place.country).iso3 or None, "Latitude": place.lat, "Longitude": place.lon,
            "GeoNames ID": place.id.removeprefix("gn:") if place.id and place.id.startswith("gn:") else None, "Feature Type": place.kind,
            "Precision": place.precision, "Radius km": place.radius_km,
        }  # fmt: skip
