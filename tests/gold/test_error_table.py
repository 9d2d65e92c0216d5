"""The table of errors names the part at fault: shown on an article of our own, annotated against the coder on purpose."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from error_table import ArticleErrors, Table

from marsad import Coder

TEXT = "قصف الجيش السوري أمس بلدة خان شيخون. وزقلط المسلحون الحاجز. وقتل جنديان في البلدة."


@cache
def coder() -> Coder:
    return Coder()


def at(word: str) -> list[int]:
    start = TEXT.index(word)
    return [start, start + len(word)]


def event(word: str, **fields) -> dict:
    return {"trigger": at(word), "event_type": "ASSAULT", "mode": None, "status": "asserted", **fields}


def kinds(*events: dict) -> dict[str, list[str]]:
    table = Table()
    gold = {"id": "t", "published": "2019-08-20", "text": TEXT, "events": list(events)}
    ArticleErrors(gold, coder(), table).sort()
    return {measure: sorted(found) for measure, found in table.kinds.items()}


SHELLED = {
    "mode": "heavy-weapons",
    "actor": [at("الجيش السوري")],
    "location": [at("خان شيخون")],
    "date": {"start": "2019-08-19", "end": "2019-08-19"},
}
KILLED = {"casualties": [{"kind": "killed", "low": 2, "high": 2}]}


def test_a_trigger_that_no_entry_knows():
    assert kinds(event("زقلط"))["missed trigger"] == ["word unknown"]


def test_a_trigger_that_the_annotation_has_not():
    found = kinds(event("قصف", **SHELLED))
    assert found["false trigger"] == ["ASSAULT past"]
    assert "date" not in found


@pytest.mark.parametrize(
    ("change", "measure", "kind"),
    [
        ({"actor": [at("المسلحون")]}, "actor", "another phrase taken, it stands in a later sentence in the same paragraph"),
        ({"actor": [at("الجيش")], "location": []}, "location", "coded where there is none (after the trigger, near)"),
        ({"date": {"start": "2019-08-12", "end": "2019-08-12"}}, "date", "another interval"),
        ({"date": None}, "date", "coded where there is none"),
        ({"status": "negated"}, "status", "negated, coded asserted"),
        ({"event_type": "MOBILIZE"}, "event type", "MOBILIZE, coded ASSAULT"),
        (KILLED, "casualties", "none coded"),
    ],
)
def test_what_is_wrong_in_an_event(change, measure, kind):
    assert kind in kinds(event("قصف", **{**SHELLED, **change}))[measure]


def test_every_kind_comes_with_examples():
    table = Table()
    table.add("actor", "boundary", "first")
    table.add("actor", "boundary", "second")
    table.add("actor", "taken for the recipient", "third")
    lines = "\n".join(table.markdown(1))
    assert "## actor: 3" in lines
    assert lines.index("| 2 | boundary |") < lines.index("| 1 | taken for the recipient |")
    assert "- first" in lines
    assert "- second" not in lines
