"""GeoJSON by RFC 7946, opened by GDAL."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from marsad.views.export import geojson
from marsad.views.export.geojson import LAYERS
from marsad.views.export.material import Material


def features(material: Material, path: Path, layer: str) -> list[dict[str, object]]:
    geojson.write(material, path, layer)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    return list(found["features"])


@pytest.mark.parametrize("layer", LAYERS)
def test_points_are_longitude_then_latitude(material: Material, tmp_path: Path, layer: str) -> None:
    found = features(material, tmp_path / "m.geojson", layer)
    assert found
    assert len({f["id"] for f in found}) == len(found)
    for f in found:
        assert f["type"] == "Feature"
        if f["geometry"] is not None:
            lon, lat = f["geometry"]["coordinates"]  # type: ignore[index]
            assert (10 < lon < 40, 30 < lat < 37) == (True, True)


def test_a_point_says_how_far_off_it_may_be(material: Material, tmp_path: Path) -> None:
    found = features(material, tmp_path / "m.geojson", "incidents")
    derna = next(f for f in found if f["properties"]["place_id"] == "gn:87205")  # type: ignore[index]
    assert derna["geometry"] == {"type": "Point", "coordinates": [22.6367, 32.767]}
    assert derna["properties"]["radius_km"] == 5.0  # type: ignore[index]
    assert derna["properties"]["precision"] == "city"  # type: ignore[index]


def test_a_place_that_is_not_resolved_has_no_geometry(material: Material, tmp_path: Path) -> None:
    found = features(material, tmp_path / "m.geojson", "events")
    nowhere = [f for f in found if f["properties"]["latitude"] is None]  # type: ignore[index]
    assert nowhere
    assert all(f["geometry"] is None for f in nowhere)


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="GDAL's ogrinfo is not installed (apt install gdal-bin)")
@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_opens_it(material: Material, tmp_path: Path, layer: str) -> None:
    path = tmp_path / "m.geojson"
    found = features(material, path, layer)
    said = subprocess.run(["ogrinfo", "-ro", "-al", "-so", str(path)], capture_output=True, text=True, check=True)
    assert f"Layer name: {layer}" in said.stdout
    assert "Geometry: Point" in said.stdout
    assert f"Feature Count: {len(found)}" in said.stdout
    assert "WGS 84" in said.stdout
    assert said.stderr == ""
