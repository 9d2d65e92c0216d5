"""``marsad export``: what it writes, what it leaves out, and how it fails."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.views.cli.export import FORMATS, LAYERS
from marsad.views.export import formats, geojson
from marsad.views.export.material import Material, only_incidents

Marsad = Callable[..., subprocess.CompletedProcess[bytes]]


def ids(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def test_the_command_names_the_formats_that_there_are() -> None:
    assert tuple(formats.FORMATS) == FORMATS
    assert geojson.LAYERS == LAYERS


def test_filters_choose_what_is_written(marsad: Marsad, coded: Path, tmp_path: Path) -> None:
    run = marsad("export", coded, "--to", "csv", "-o", tmp_path / "t", "--place", "ليبيا", "--until", "2016-04-30", "--status", "asserted")
    assert run.returncode == 0, run.stderr.decode()
    assert set(ids(tmp_path / "t" / "events.csv", "article_id")) == {"a1", "a2", "x1"}
    assert set(ids(tmp_path / "t" / "articles.csv", "article_id")) == {"a1", "a2", "x1"}
    assert ids(tmp_path / "t" / "control.csv", "place_id") == []
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_folder_of_an_earlier_export_is_replaced_and_no_other(marsad: Marsad, coded: Path, tmp_path: Path) -> None:
    target = tmp_path / "t"
    assert marsad("export", coded, "--to", "csv", "-o", target).returncode == 0
    (target / "left.txt").write_text("")
    assert marsad("export", coded, "--to", "csv", "-o", target).returncode == 0
    assert not (target / "left.txt").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("my words")
    run = marsad("export", coded, "--to", "csv", "-o", mine)
    assert run.returncode == 4
    assert "holds files that no export wrote" in run.stderr.decode()
    assert (mine / "thesis.txt").read_text() == "my words"


def test_one_incident(material: Material, marsad: Marsad, coded: Path, tmp_path: Path) -> None:
    wanted = next(i for i in material.incidents if set(i.articles) == {"a1", "a2"})
    run = marsad("export", coded, "--to", "csv", "-o", tmp_path / "t", "--incident", wanted.id)
    assert run.returncode == 0, run.stderr.decode()
    assert ids(tmp_path / "t" / "incidents.csv", "incident_id") == [wanted.id]
    assert set(ids(tmp_path / "t" / "events.csv", "incident_id")) == {wanted.id}
    assert only_incidents(material, [wanted.id]).spells == ()
    run = marsad("export", coded, "--to", "csv", "-o", tmp_path / "u", "--incident", "i-none")
    assert run.returncode == 2
    assert "There is no incident «i-none»" in run.stderr.decode()
    assert not (tmp_path / "u").exists()


def test_incidents_from_a_file(marsad: Marsad, coded: Path, tmp_path: Path) -> None:
    assert marsad("incidents", coded, "-o", tmp_path / "i.jsonl").returncode == 0
    run = marsad("export", coded, "--incidents", tmp_path / "i.jsonl", "--to", "geojson", "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    told = [json.loads(line)["id"] for line in (tmp_path / "i.jsonl").read_bytes().splitlines()]
    assert [f["id"] for f in json.loads(run.stdout)["features"]] == told
    run = marsad("export", coded, "--incidents", coded, "--to", "geojson", "-o", "-")
    assert run.returncode == 2
    assert b"The file holds no incident. Give JSON Lines as written by: marsad incidents" in run.stderr


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--to", "csv", "-o", "-"], 2, "csv writes a folder"),
        (["--to", "xlsx", "-o", "nowhere/x.xlsx"], 4, "The folder for the output does not exist"),
        (["--to", "xlsx", "-o", "."], 4, "The output has no name"),
        (["--to", "geojson", "-o", "x", "--since", "yesterday"], 2, "«yesterday» is no day"),
        (["--to", "geojson", "-o", "x", "--type", "ASALT"], 2, "Did you mean assault?"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(marsad: Marsad, coded: Path, tmp_path: Path, options: list[str], status: int, said: str) -> None:
    run = marsad("export", coded, *options, cwd=tmp_path)
    assert run.returncode == status, run.stderr.decode()
    assert said in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["coded.jsonl"]


def test_a_line_that_is_no_article_is_told_and_the_rest_exported(marsad: Marsad, coded: Path, tmp_path: Path) -> None:
    coded.write_bytes(coded.read_bytes() + b'{"id": 3}\n')
    run = marsad("export", coded, "--to", "csv", "-o", tmp_path / "t")
    assert run.returncode == 2
    assert b"coded.jsonl:9: Not a coded article" in run.stderr
    assert len(ids(tmp_path / "t" / "articles.csv", "article_id")) == 8


def test_a_record_gives_what_its_articles_give(marsad: Marsad, coded: Path, tmp_path: Path) -> None:
    texts = tmp_path / "articles.jsonl"
    texts.write_text("".join(json.dumps(json.loads(line)["article"], ensure_ascii=False) + "\n" for line in coded.read_text().splitlines()))
    assert marsad("load", texts, "--record", tmp_path / "r.db").returncode == 0
    for source, target in (([coded], "a"), (["--record", tmp_path / "r.db"], "b")):
        run = marsad("export", *source, "--to", "csv", "-o", tmp_path / target)
        assert run.returncode == 0, run.stderr.decode()
    assert (tmp_path / "a" / "incidents.csv").read_bytes() == (tmp_path / "b" / "incidents.csv").read_bytes()
    for name in ("events", "accounts", "control", "relations", "finance"):
        assert sorted((tmp_path / "a" / f"{name}.csv").read_bytes().split(b"\r\n")) == sorted((tmp_path / "b" / f"{name}.csv").read_bytes().split(b"\r\n"))
    run = marsad("export", "--to", "csv", "-o", tmp_path / "c")
    assert run.returncode == 2
    assert b"one of the two" in run.stderr
