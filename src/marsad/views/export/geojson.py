"""GeoJSON (RFC 7946) for maps: incidents, events or spells of control as points, with the radius that each point stands for.

Features without a resolved place have no geometry: GIS programs keep them in the table and off the map.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from marsad.views.export.cells import Cell
from marsad.views.export.material import Material
from marsad.views.export.tables import TABLES

LAYERS = ("incidents", "events", "control")
_IDS = {"incidents": ("incident_id",), "events": ("article_id", "event_id"), "control": ("place_id", "from", "holder")}
_POINT = {"incidents": ("longitude", "latitude"), "events": ("longitude", "latitude"), "control": ("lon", "lat")}


def write(material: Material, path: Path, layer: str = "incidents") -> None:
    """Write one layer, a feature on each line."""
    table = next(t for t in TABLES if t.name == layer)
    kinds = {c.name: c.kind for c in table.columns}
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.write('{"type": "FeatureCollection", "name": ' + json.dumps(layer) + ', "features": [')
        for number, row in enumerate(table.rows(material)):
            typed: dict[str, Cell] = {k: bool(v) if kinds[k] == "boolean" else v for k, v in row.items()}
            file.write((",\n" if number else "\n") + json.dumps(_feature(typed, layer), ensure_ascii=False))
        file.write("\n]}\n")


def _feature(row: dict[str, Cell], layer: str) -> dict[str, object]:
    lon, lat = (row[name] for name in _POINT[layer])
    point = None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": "/".join(_parts(row, layer)), "geometry": point, "properties": row}


def _parts(row: dict[str, Cell], layer: str) -> Iterator[str]:
    for name in _IDS[layer]:
        yield str(row[name]) if row[name] is not None else "-"
