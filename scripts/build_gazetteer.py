#!/usr/bin/env python3
"""Make ``src/marsad/data/places/*.tsv`` from a folder of place sources.

usage: build_gazetteer.py SOURCES [--out src/marsad/data/places]

``SOURCES`` holds ``places_<part>.tsv`` files with a header and the columns ``id cc kind name_en lat lon admin1 admin2
population source names_ar`` (names separated by ``|``). Each becomes ``<part>.tsv`` with the columns of the package::

    id cc kind lat lon admin1 admin2 population name_en names_ar

Files whose part ends in ``_osm``, and ``world_countries`` carry data under the Open Database License. They stay
files of their own, so that they can be left out. ``supplement.tsv`` is written by hand and is never touched.

What is changed on the way
  * points are rounded to four decimals (11 m);
  * ``kind`` ``other`` is told apart: country, airport, university, region;
  * of the names of a row, those that are not Arabic letters are dropped, plain spellings come before those with a stray
    space in them, and bare names before names with their kind word (``دمشق`` before ``محافظة دمشق``);
  * rows are sorted by id, so that two runs give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ("id", "cc", "kind", "lat", "lon", "admin1", "admin2", "population", "name_en", "names_ar")
SOURCE_COLUMNS = frozenset(COLUMNS) | {"source"}
SKIP = frozenset({"libya_osm_places.tsv", "geonames_cities_mena.tsv"})
KIND_WORDS = frozenset(["محافظة", "محافظه", "مدينة", "منطقة", "ناحية", "مديرية", "مركز", "قضاء", "ولاية", "قرية", "حي", "بلدة", "جمهورية"])
_NAME = re.compile(r"[\u0621-\u064a0-9 ()/'’.\-]+")
_FOREIGN = re.compile("[\u06cc\u06a9\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def kind_of(row: dict[str, str]) -> str:
    """The kind that marsad uses; tells the source's ``other`` apart."""
    if row["kind"] != "other":
        return row["kind"]
    if row["id"].startswith("country:"):
        return "country"
    if row["id"].startswith("icao:") or "مطار" in row["names_ar"]:
        return "airport"
    if "جامعة" in row["names_ar"]:
        return "university"
    return "region"


def names_of(names: str) -> str:
    """The names in the order in which they are shown; the first is the row's ``name_ar``."""
    found = [n.strip() for n in names.split("|")]
    found = [n for n in dict.fromkeys(found) if n and _NAME.fullmatch(n) and not _FOREIGN.search(n)]
    joined = {n.replace(" ", ""): n for n in found if " " not in n}

    def rank(name: str) -> tuple[bool, bool]:
        stray = " " in name and name.replace(" ", "") in joined
        return stray, name.split(" ", 1)[0] in KIND_WORDS and " " in name

    return "|".join(sorted(found, key=rank))


def point(value: str) -> str:
    return f"{float(value):.4f}".rstrip("0").rstrip(".") if value else ""


def rows_of(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = SOURCE_COLUMNS - set(reader.fieldnames or ())
        if missing:
            lacking = ", ".join(sorted(missing))
            raise SystemExit(f"{path}: the header lacks {lacking}. Give a folder of places_<part>.tsv files.")
        for row in reader:
            row["kind"], row["names_ar"] = kind_of(row), names_of(row["names_ar"])
            row["lat"], row["lon"] = point(row["lat"]), point(row["lon"])
            row["name_en"] = " ".join(row["name_en"].split())
            if row["names_ar"]:
                yield tuple(row[c] or "" for c in COLUMNS)


def build(sources: Path, out: Path) -> int:
    """Write one file per source file; returns the number of rows."""
    total = 0
    files = sorted(p for p in sources.glob("places_*.tsv") if p.name not in SKIP)
    if not files:
        raise SystemExit(f"{sources}: no places_*.tsv in this folder.")
    out.mkdir(parents=True, exist_ok=True)
    for path in files:
        rows = sorted(rows_of(path))
        target = out / path.name.removeprefix("places_")
        text = "\n".join("\t".join(r) for r in [COLUMNS, *rows]) + "\n"
        target.write_text(text, encoding="utf-8", newline="\n")
        total += len(rows)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "src/marsad/data/places")
    args = parser.parse_args()
    print(f"{build(args.sources, args.out)} rows in {args.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
