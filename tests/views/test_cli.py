"""Help, versions, explain, check, completion."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from marsad import __version__
from marsad.views.cli.app import cli

COMMANDS = sorted(cli.commands)


def run(*args):
    return CliRunner().invoke(cli, [str(a) for a in args], prog_name="marsad")


def test_help_names_all_commands():
    said = run("--help").output
    assert {"actor", "check", "code", "completion", "control", "explain"} <= set(COMMANDS)
    for name in COMMANDS:
        assert f"\n  {name} " in said
    assert "marsad code examples/" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_examples_and_help_for_each_option(name):
    said = run(name, "--help").output
    assert "Examples:" in said
    assert f"marsad {name} " in said or f"marsad {name}\n" in said
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert max(parameter.opts, key=len) in said


def test_version():
    assert run("--version").output == f"marsad {__version__}\n"


def test_help_imports_nothing_heavy():
    """Nothing heavy is imported for it."""
    program = "import sys; from marsad.views.cli.app import cli\nprint(sorted({'rich', 'trafilatura', 'multiprocessing'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell):
    done = run("completion", shell)
    assert done.exit_code == 0
    assert "_MARSAD_COMPLETE" in done.output


SENTENCE = "قتل ثلاثة جنود أمس في غارة جوية شنها التحالف على مدينة درنة، بحسب مصدر عسكري"


def test_explain_as_json():
    done = run("explain", SENTENCE, "--json", "--published", "2016-04-24")
    found = json.loads(done.output)
    (sentence,) = found["sentences"]
    words = [t["word"] for t in sentence["tokens"]]
    assert words[:3] == ["قتل", "ثلاثة", "جنود"]
    first = sentence["tokens"][0]["analyses"][0]
    assert (first["lemma"], first["pos"]) == ("قتل", "verb")
    assert first["at"].startswith("data/ar/")
    event = sentence["events"][0]
    assert event["event_type"] == "ASSAULT"
    assert event["at"].startswith("data/ar/frames/")
    assert event["why"][0]["at"] == event["at"]
    assert {r["role"] for e in sentence["events"] for r in e["roles"]} == {"actor", "recipient"}
    assert all(r["how"] for e in sentence["events"] for r in e["roles"])
    assert sentence["phrases"]
    assert sentence["places"][0]["id"]
    assert sentence["times"][0]["start"] == "2016-04-23"


def test_explain_shows_what_was_refused():
    found = json.loads(run("explain", SENTENCE, "--json").output)
    refused = [r for s in found["sentences"] for r in s["refused"]]
    assert refused
    assert all(r["reason"] and ":" in r["at"] for r in refused)


def test_explain_for_people_is_plain_in_a_pipe():
    said = run("explain", SENTENCE).output
    for expected in ("words", "phrases", "mentions", "event e1 ASSAULT", "tried and refused", "data/ar/frames/"):
        assert expected in said
    assert not set("\x1b\u2068\u2069") & set(said)


def test_explain_a_file(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE)
    assert "event e1 ASSAULT" in run("explain", tmp_path / "a.txt").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "no-such-file.txt"], "There is no such file"),
        (["explain", SENTENCE, "--published", "soon"], "is not a date"),
    ],
)
def test_explain_faults(marsad, arguments, said):
    done = marsad(*arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_check_counts_entries_and_versions():
    said = run("check").output
    for expected in ("Python 3.", "msgspec", "cache:", "frames", "actors", "places", "saying cues"):
        assert expected in said


GOOD = """[[actor]]
id = "ly.test-brigade"
kind = "group"
name = { ar = "كتيبة الاختبار", en = "Test Brigade" }
"""


def overlay(tmp_path, **files):
    for name, content in files.items():
        path = tmp_path / name.replace("__", "/").replace("_toml", ".toml").replace("_tsv", ".tsv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def test_an_overlay_adds_an_actor(tmp_path):
    folder = overlay(tmp_path, region__ly__mine_toml=GOOD)
    assert f"fail  {folder}" not in run("check", "--data", folder).output
    found = json.loads(run("explain", "هاجمت كتيبة الاختبار مدينة درنة", "--json", "--data", folder).output)
    assert "ly.test-brigade" in [a["entity"] for s in found["sentences"] for a in s["actors"]]


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        ("region__ly__mine_toml", GOOD + 'nmae = "x"\n', 5, "nmae"),
        ("region__ly__mine_toml", GOOD.replace('"group"', '"grop"'), 3, "grop"),
        ("region__ly__mine_toml", GOOD + GOOD, 6, "used twice"),
        ("region__ly__mine_toml", "[[actor]\n", 1, "Not valid TOML"),
        ("ar__cues_tsv", "id\tkind\tstance\nx\ty\tz\tw\tv\n", 2, "cells where the header has"),
        ("ar__furniture_tsv", "phrase\nمشاركة\tx\ty\n", 2, "cells where the header has"),
    ],
)
def test_faults_of_an_overlay_are_told_with_file_and_line(tmp_path, name, content, line, said):
    folder = overlay(tmp_path, **{name: content})
    done = run("check", "--data", folder)
    assert done.exit_code == 0 or done.return_value == 3
    path = next(p for p in folder.rglob("*") if p.is_file())
    fails = [row for row in done.output.splitlines() if row.startswith(f"fail  {path}:{line}: ")]
    assert any(said in row for row in fails), done.output


def test_check_ends_with_3_on_faults(marsad, tmp_path):
    folder = overlay(tmp_path, region__ly__mine_toml="[[actor]\n")
    assert marsad("check", "--data", folder, "--quiet").returncode == 3


def test_a_file_that_nothing_reads_is_told(tmp_path):
    folder = overlay(tmp_path, ar__frame__mine_toml="")
    assert "Nothing reads this file" in run("check", "--data", folder).output
