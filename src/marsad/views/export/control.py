"""Spells of control as CSV, JSON Lines and GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from marsad.incidents.control_records import to_json
from marsad.views.export.cells import Cell, guarded
from marsad.views.export.csv import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.incidents.control_records import Account, ControlSpell

COLUMNS = (
    "place_id", "place_ar", "place_en", "country", "lat", "lon", "precision", "within", "holder", "holder_name",
    "from", "to", "from_earliest", "from_latest", "to_earliest", "to_latest", "contested", "extent", "parties",
    "partners", "rivals", "last_stronghold", "since_article", "since_event", "since_sources", "since_sentence",
    "until_article", "until_event", "until_sources", "until_sentence", "accounts", "claims",
)  # fmt: skip


def write(spells: Sequence[ControlSpell], form: str) -> Iterator[bytes]:
    """The bytes of a file in ``csv``, ``json`` (one spell a line) or ``geojson``."""
    if form == "json":
        for s in spells:
            yield to_json(s) + b"\n"
    elif form == "csv":
        yield "\ufeff".encode() + lines([COLUMNS])
        for s in spells:
            yield lines([tuple(map(guarded, cells(s)))])
    else:
        yield _geojson(spells)


def cells(s: ControlSpell) -> list[Cell]:
    """The cells of a spell, in the order of `COLUMNS`."""
    p = s.place
    return [
        p.id, p.name_ar, p.name_en, p.country, p.lat, p.lon, p.precision, "|".join(p.within), s.holder, s.holder_name,
        s.from_, s.to, *s.from_interval, *s.to_interval, int(s.contested), s.extent, "|".join(s.parties),
        "|".join(s.partners), "|".join(r.holder for r in s.rivals), int(s.last), *_change(s.since_account),
        *_change(s.until_account), len(s.accounts), len(s.claims),
    ]  # fmt: skip


def _change(a: Account | None) -> tuple[Cell, Cell, Cell, Cell]:
    return (a.article, a.event, "|".join(a.sources), a.quote) if a is not None else (None, None, None, None)


def _geojson(spells: Sequence[ControlSpell]) -> bytes:
    """One point for each spell; spells of places without a point are left without geometry."""
    features = []
    for s in spells:
        properties = dict(zip(COLUMNS, cells(s), strict=True))
        properties["contested"], properties["last_stronghold"] = s.contested, s.last
        point = None if s.place.lat is None or s.place.lon is None else {"type": "Point", "coordinates": [s.place.lon, s.place.lat]}
        features.append({"type": "Feature", "geometry": point, "properties": msgspec.to_builtins(properties)})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode() + b"\n"
