"""The tables as CSV, workbook and Parquet, each opened by a reader of its own."""

from __future__ import annotations

import csv
import datetime
import sys
from pathlib import Path

import pytest

from marsad.errors import OutputError
from marsad.views.export import csv_folder, parquet, xlsx
from marsad.views.export.cells import guarded
from marsad.views.export.csv import COLUMNS
from marsad.views.export.material import Material
from marsad.views.export.tables import TABLES, codebook

FORMULA = ("=", "+", "-", "@")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables")
    csv_folder.write(material, path)
    return path


def test_every_table_has_rows_and_every_row_its_columns(material: Material) -> None:
    for table in TABLES:
        rows = list(table.rows(material))
        assert rows, table.name
        assert {tuple(sorted(r)) for r in rows} == {tuple(sorted(c.name for c in table.columns))}, table.name


def test_columns_of_events_begin_with_those_of_marsad_code() -> None:
    events = next(t for t in TABLES if t.name == "events")
    assert tuple(c.name for c in events.columns)[: len(COLUMNS)] == COLUMNS


def test_an_event_its_arguments_its_incident_and_its_accounts(folder: Path) -> None:
    event = next(e for e in read(folder / "events.csv") if e["article_id"] == "a1" and e["trigger"] == "قتل")
    assert (event["event_type"], event["killed_low"], event["location_name_en"], event["date_start"]) == ("ASSAULT", "3", "Darnah", "2016-04-23")
    roles = {a["role"]: a for a in read(folder / "arguments.csv") if (a["article_id"], a["event_id"]) == ("a1", event["event_id"])}
    assert roles["location"]["text"] == "درنة"
    assert roles["location"]["id"] == "gn:87205"
    assert roles["source"]["text"] == "مصدر عسكري"
    assert (roles["casualty"]["kind"], roles["casualty"]["low"], roles["casualty"]["high"]) == ("killed", "3", "3")
    incident = next(i for i in read(folder / "incidents.csv") if i["incident_id"] == event["incident_id"])
    assert (incident["killed_low"], incident["killed_high"]) == ("3", "7")
    assert set(incident["article_ids"].split("; ")) == {"a1", "a2"}
    told = [a for a in read(folder / "accounts.csv") if a["incident_id"] == event["incident_id"]]
    assert len(told) == int(incident["accounts"]) == 2
    rival = [c for c in read(folder / "contradictions.csv") if c["incident_id"] == event["incident_id"]]
    assert [c["about"] for c in rival] == ["killed"]
    assert rival[0]["values"] == "3; 7"


def test_control_relations_and_finance(folder: Path) -> None:
    assert [(s["place_ar"], s["holder"], s["from"]) for s in read(folder / "control.csv")] == [("سرت", "xx.islamic-state", "2016-05-01")]
    assert ("leads", "ly.haftar", "ly.libyan-national-army") in [(r["kind"], r["from_id"], r["to_id"]) for r in read(folder / "relations.csv")]
    assert [(f["amount_low"], f["currency"]) for f in read(folder / "finance.csv")] == [("1000000.0", "USD")]


def test_the_codebook_tells_of_every_column(folder: Path) -> None:
    rows = read(folder / "codebook.csv")
    assert [(r["table"], r["column"]) for r in rows] == [(t.name, c.name) for t in TABLES for c in t.columns]
    assert all(r["holds"] for r in rows)
    text = (folder / "codebook.md").read_text(encoding="utf-8")
    assert all(f"`{r['column']}`" in text for r in rows)


def test_no_text_of_csv_is_a_formula(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        for row in read(path):
            for name, cell in row.items():
                assert not cell.startswith(FORMULA) or cell.lstrip("-").replace(".", "").isdigit(), (path.name, name, cell)
    title = next(a for a in read(folder / "articles.csv") if a["article_id"] == "x1")["title"]
    assert title.startswith("'=HYPERLINK")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@x", "\t=1", " =1", "\r=1", "＝1+1"])
def test_text_that_would_be_a_formula_is_guarded(text: str) -> None:
    assert str(guarded(text)).startswith("'")


def test_numbers_are_not_guarded() -> None:
    assert guarded(-3.5) == -3.5


def test_workbook(material: Material, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    xlsx.write(material, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == [*(t.name for t in TABLES), "codebook"]
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.sheet_view.rightToLeft
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0] == tuple(c.name for c in table.columns)
        assert len(rows) - 1 == len(list(table.rows(material)))
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    articles = {row[0]: row for row in book["articles"].iter_rows(min_row=2, values_only=True)}
    assert articles["x1"][1] == '=HYPERLINK("http://evil.example","اضغط")'  # the words themselves, as text
    incidents = list(book["incidents"].iter_rows(values_only=True))
    assert datetime.datetime(2016, 4, 23) in [row[incidents[0].index("date_start")] for row in incidents[1:]]
    assert len(list(book["codebook"].iter_rows())) - 1 == len(list(codebook()))


def test_the_same_material_gives_the_same_workbook(material: Material, tmp_path: Path) -> None:
    xlsx.write(material, tmp_path / "a.xlsx")
    xlsx.write(material, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_parquet(material: Material, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    parquet.write(material, tmp_path)
    for table in TABLES:
        path = tmp_path / f"{table.name}.parquet"
        found = duckdb.sql(f"SELECT * FROM '{path}'")
        assert found.columns == [c.name for c in table.columns]
        assert len(found.fetchall()) == len(list(table.rows(material)))
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".csv", *[".parquet"] * len(TABLES)]
    day, killed = duckdb.sql(f"SELECT date_start, killed_high FROM '{tmp_path}/incidents.parquet' WHERE killed_low = 3").fetchall()[0]
    assert (day, killed) == (datetime.date(2016, 4, 23), 7)
    title = duckdb.sql(f"SELECT title FROM '{tmp_path}/articles.parquet' WHERE article_id = 'x1'").fetchall()[0][0]
    assert title == '=HYPERLINK("http://evil.example","اضغط")'


def test_parquet_without_duckdb_says_what_to_install(material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(OutputError, match=r"pip install 'marsad\[parquet\]'"):
        parquet.write(material, tmp_path)
    assert list(tmp_path.iterdir()) == []
