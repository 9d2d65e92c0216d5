"""``marsad incidents``: formats, filters, and what it says of files that are none."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
PROGRAM = [sys.executable, "-c", "from marsad.views.cli import main; main()"]


@pytest.fixture
def marsad() -> Run:
    """Run the program in a process of its own."""

    def run(*args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        env = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
        return subprocess.run([*PROGRAM, *map(str, args)], input=stdin, capture_output=True, timeout=120, env=env)

    return run


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from marsad.pipeline import Coder
    from marsad.record import Article, to_json

    text = "قتل ثلاثة جنود أمس في انفجار سيارة مفخخة في مدينة درنة، بحسب مصدر عسكري."
    coder = Coder()
    path = tmp_path_factory.mktemp("coded") / "coded.jsonl"
    rows = [Article(id=i, text=text, published="2016-04-24", publisher=p) for i, p in (("a", "وكالة"), ("b", "صحيفة"))]
    path.write_bytes(b"".join(to_json(coder.code(a)) + b"\n" for a in rows))
    return path


def test_json_lines(marsad: Run, coded: Path):
    done = marsad("incidents", coded)
    assert done.returncode == 0
    (incident,) = map(json.loads, done.stdout.splitlines())
    assert incident["place"]["name_en"] == "Darnah"
    assert incident["date"]["start"] == "2016-04-23"
    assert incident["accounts"][0]["reprints"][0]["article"] == "b"
    assert b"1 of 1 incidents" in done.stderr


def test_table(marsad: Run, coded: Path):
    shown = marsad("incidents", coded, "--format", "table").stdout.decode()
    assert "weak" in shown
    assert "قتل ثلاثة جنود" in shown
    assert "1 reprints" in shown


def test_a_gzipped_file_and_standard_input(marsad: Run, coded: Path, tmp_path: Path):
    zipped = tmp_path / "coded.jsonl.gz"
    zipped.write_bytes(gzip.compress(coded.read_bytes()))
    plain = marsad("incidents", coded).stdout
    assert marsad("incidents", zipped).stdout == plain
    assert marsad("incidents", "-", stdin=coded.read_bytes()).stdout == plain


def test_filters(marsad: Run, coded: Path):
    assert marsad("incidents", coded, "--grade", "confirmed").stdout == b""
    assert marsad("incidents", coded, "--voices", "2").stdout == b""
    assert marsad("incidents", coded, "--grade", "weak").stdout != b""


def test_a_line_that_is_none_is_told_and_the_rest_is_linked(marsad: Run, coded: Path, tmp_path: Path):
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(b'{"id": 3}\n' + coded.read_bytes())
    out = tmp_path / "incidents.jsonl"
    done = marsad("incidents", path, "-o", out)
    assert done.returncode == 2
    assert b"mixed.jsonl:1: Not a coded article" in done.stderr
    assert len(out.read_bytes().splitlines()) == 1


@pytest.mark.parametrize("data", [b"no json\n", b"\x1f\x8bbroken"])
def test_a_file_without_coded_articles(marsad: Run, tmp_path: Path, data: bytes):
    path = tmp_path / "none.jsonl"
    path.write_bytes(data)
    done = marsad("incidents", path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert str(path).encode() in done.stderr


def test_a_file_that_is_missing(marsad: Run, tmp_path: Path):
    done = marsad("incidents", tmp_path / "missing.jsonl")
    assert done.returncode == 2
    assert b"cannot be read" in done.stderr


def test_a_table_does_not_go_to_a_file(marsad: Run, coded: Path, tmp_path: Path):
    done = marsad("incidents", coded, "--format", "table", "-o", tmp_path / "x")
    assert done.returncode == 2
    assert not (tmp_path / "x").exists()
