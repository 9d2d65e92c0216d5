"""CSV as a spreadsheet reads it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from marsad.record import (
    ActorRef,
    Article,
    Casualty,
    DateRange,
    Event,
    PlaceMention,
    PlaceRef,
    Record,
    SourceRef,
    Trigger,
    Why,
    from_json,
    to_json,
)
from marsad.views.export import csv as export

DOC = Path(__file__).parents[2] / "docs" / "reference" / "csv.md"


def event(**fields):
    return Event(**{"id": "e1", "sentence": 0, "trigger": Trigger(0, 3, "قصف", "قصف"), "event_type": "ASSAULT", **fields})


def record(*events, text="قصف التحالف درنة.", **fields):
    return Record(id="a1", article=Article(id="a1", text=text, **fields), events=events)


def read(*records):
    data = export.head() + b"".join(export.render(r) for r in records)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_one_row_for_each_event_with_all_columns():
    place = PlaceRef((12, 16), "درنة", "gn:1", -32.5, 22.6)
    mention = PlaceMention(id="gn:1", span=(12, 16), text="درنة", name_en="Derna", country="LY", precision="city", radius_km=5.0)
    one = event(
        mode="aerial",
        actor=(ActorRef((4, 11), "التحالف", "coalition"), ActorRef((4, 11), "مسلحون")),
        location=(PlaceRef((0, 1), "هناك"), place),
        date=DateRange("2016-04-20", "2016-04-21", (0, 1), "الأربعاء"),
        casualties=(Casualty("killed", 3, 7), Casualty("killed", 9, None), Casualty("materiel", 2, 2, "vehicle")),
        sources=(SourceRef((0, 1), "الصحيفة", None, "relays"), SourceRef((0, 1), "مصدر", "x", "says")),
        why=(Why("qasafa.1", "data/ar/frames/a.toml", 5), Why("date in the sentence")),
    )
    both = Record(id="a1", article=record().article, events=(one, event(id="e2")), places=(mention,))
    first, second = read(both)
    assert list(first) == list(export.COLUMNS)
    assert (first["event_id"], second["event_id"]) == ("e1", "e2")
    assert first["actor_text"] == "التحالف; مسلحون"
    assert first["actor_ids"] == "coalition; ?"
    assert first["location_ids"] == "?; gn:1"
    assert (first["latitude"], first["longitude"]) == ("-32.5", "22.6")  # numbers are left alone
    assert (first["location_name_en"], first["country"], first["radius_km"]) == ("Derna", "LY", "5.0")
    assert first["casualties"] == "killed 3 to 7; killed 9 or more; materiel 2 (vehicle)"
    assert (first["killed_low"], first["killed_high"], first["injured_low"]) == ("9", "", "")
    assert first["source_stances"] == "relays; says"
    assert first["rules"] == "qasafa.1 (data/ar/frames/a.toml:5); date in the sentence"
    assert first["sentence_text"] == "قصف التحالف درنة."
    assert second["mode"] == second["latitude"] == ""


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n=cmd|'/c calc'!A1", "\x00=1"])
def test_nothing_is_taken_for_a_formula(title):
    (row,) = read(record(event(), title=title))
    assert row["article_title"].startswith("'")
    assert re.sub(r"^'\s*", "", row["article_title"])[0] in "=+-@"


@pytest.mark.parametrize("title", ['say "x"', "a,b", "a;b", "line\nbreak", "قصف", "", "\u202eقصف", "'quoted"])
def test_other_cells_come_back(title):
    (row,) = read(record(event(), title=title))
    assert row["article_title"] == title.replace("\n", " ")


def test_a_record_without_events_has_no_rows():
    assert read(record()) == []


def test_columns_are_documented():
    documented = re.findall(r"^\| `(\w+)` \|", DOC.read_text(), re.MULTILINE)
    assert tuple(documented) == export.COLUMNS


def test_the_program_writes_it(marsad, articles, tmp_path):
    out = tmp_path / "events.csv"
    assert marsad("code", articles, "-o", out).returncode == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert {r["article_id"] for r in rows} == {f"a{i}" for i in range(150)}
    assert {r["event_type"] for r in rows} >= {"ASSAULT"}


def test_json_lines_are_the_contract():
    from marsad.views.export import jsonl

    one = record(event(), title="t")
    data = jsonl.head() + jsonl.render(one)
    assert data.endswith(b"}\n")
    assert from_json(data) == from_json(to_json(one)) == one
