"""The measure itself, on cases that can be worked out by hand."""

from __future__ import annotations

import pytest
from scoring import alike, kilometres, score


def event(start, end, kind="ASSAULT", **fields):
    return {"trigger": [start, end], "event_type": kind, **fields}


def compare(wanted, given, **layers):
    gold = [{"id": "a", "events": wanted, **{k: v[0] for k, v in layers.items()}}]
    return score(gold, {"a": {"events": given, **{k: v[1] for k, v in layers.items()}}})


def test_perfect_coding_scores_one():
    one = event(0, 4, mode="aerial", actor=[[5, 9]], date={"start": "2016-04-20", "end": "2016-04-20"}, status="future")
    one["casualties"] = [{"kind": "killed", "low": 3, "high": 3}]
    got = compare([one], [one])
    assert {k: v for k, v in got.items() if k in ("trigger", "type", "mode", "actor", "date", "status", "casualties", "record")} == dict.fromkeys(
        ("trigger", "type", "mode", "actor", "date", "status", "casualties", "record"), 1.0
    )


def test_a_missed_event_loses_its_arguments_and_an_invented_one_adds_false_ones():
    wanted = [event(0, 4, actor=[[5, 9]]), event(20, 24, actor=[[25, 29]])]
    assert compare(wanted, wanted[:1])["actor"] == pytest.approx(2 / 3, abs=1e-4)
    assert compare(wanted[:1], wanted)["trigger"] == pytest.approx(2 / 3, abs=1e-4)


def test_same_type_is_paired_before_longer_overlap():
    wanted = [event(0, 10)]
    assert compare(wanted, [event(0, 10, "RETREAT"), event(8, 10)])["type"] == pytest.approx(2 / 3, abs=1e-4)


def test_record_needs_all_actors_and_no_more():
    wanted = [event(0, 4, actor=[[5, 9]])]
    assert compare(wanted, [event(0, 4, actor=[[5, 9], [10, 14]])])["record"] == 0.0
    assert compare(wanted, [event(0, 4, actor=[[5, 9]], location=[[20, 24]])])["record"] == 0.0
    assert compare(wanted, [event(0, 4, actor=[{"span": [5, 9], "text": "x"}])])["record"] == 1.0


def test_an_article_that_is_not_coded_counts_as_missed():
    assert score([{"id": "a", "events": [event(0, 4)]}], {})["trigger"] == 0.0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (0, 4), True),
        ((0, 10), (0, 3), False),
        ((0, 10), (10, 20), False),
        ((0, 4), (2, 6), True),
        ((0, 4), (3, 7), False),
    ],
)
def test_spans_that_mean_the_same(a, b, same):
    assert alike(a, b) is alike(b, a) is same


def test_distance():
    assert kilometres((32.767, 22.637), (32.117, 20.067)) == pytest.approx(251, abs=2)  # Derna, Benghazi


def test_places_and_coreference():
    places = [{"span": [0, 4], "lat": 32.0, "lon": 20.0}], [{"span": [0, 4], "lat": 32.1, "lon": 20.1}]
    actors = (
        [{"span": [i, i + 1], "name_en": n} for i, n in enumerate("AAB")],
        [{"span": [i, i + 1], "entity": n} for i, n in enumerate("xyy")],
    )
    got = compare([], [], places=places, actors=actors)
    assert (got["places"], got["km25"], got["actors"], got["actors_same"]) == (1.0, 1.0, 1.0, 0.0)
