"""The formats of ``marsad export``: what each is called, whether it is a folder, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from marsad.views.export.csv_folder import MARK
from marsad.views.export.material import Material


@dataclass(frozen=True, slots=True)
class Options:
    """What some formats can be told: the layer of a map, the language of a report."""

    layer: str = "incidents"
    language: str = "ar"


Notes = list[str]
"""What the writer has to say to whoever asked for the export: what could not be put into the format."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format. ``mark``: for a folder, the file by which it is known as ours; None for a single file."""

    name: str
    write: Callable[[Material, Path, Options], Notes]
    mark: str | None = None


def _csv(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import csv_folder

    csv_folder.write(material, path)
    return []


def _xlsx(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import xlsx

    xlsx.write(material, path)
    return []


def _parquet(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import parquet

    parquet.write(material, path)
    return []


def _geojson(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import geojson

    geojson.write(material, path, options.layer)
    return []


def _plover(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import plover

    return plover.write(material, path).notes("events")


def _acled(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import acled

    return acled.write(material, path).notes("incidents")


def _ged(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import ged

    return ged.write(material, path).notes("incidents")


def _ftm(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import ftm

    ftm.write(material, path)
    return []


def _html(material: Material, path: Path, options: Options) -> Notes:
    from marsad.views.export import html

    html.write(material, path, options.language)
    return []


FORMATS = {
    f.name: f
    for f in (
        Format("csv", _csv, MARK),
        Format("xlsx", _xlsx),
        Format("parquet", _parquet, MARK),
        Format("geojson", _geojson),
        Format("plover", _plover),
        Format("acled", _acled),
        Format("ged", _ged),
        Format("ftm", _ftm),
        Format("html", _html),
    )
}
