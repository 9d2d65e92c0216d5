from __future__ import annotations

import random
from pathlib import Path

import pytest
from libya_texts import fill

from marsad.incidents import link_incidents, to_json
from marsad.incidents.control import derive_control
from marsad.record import Record
from marsad.store import RecordFile, open_record


def test_articles_come_back_as_they_were_coded(libya: RecordFile, coded: list[Record]):
    assert sorted(libya.articles(), key=lambda r: r.id) == coded


def test_incidents_are_those_of_the_linker(libya: RecordFile, coded: list[Record]):
    assert list(libya.incidents()) == list(link_incidents(coded))


def test_control_is_that_of_the_articles(libya: RecordFile, coded: list[Record]):
    assert list(libya.control()) == derive_control(coded) != []


def test_the_same_article_twice_is_one_article(libya: RecordFile, coded: list[Record]):
    before = libya.info().counts
    fill(libya, coded)
    assert libya.info().counts == before


def test_a_reprint_is_kept_and_adds_no_voice(libya: RecordFile):
    (bomb,) = (i for i in libya.incidents() if "a1" in i.articles)
    assert {"a1", "a5"} <= set(bomb.articles)
    (account,) = (a for a in bomb.accounts if a.article == "a1")
    assert [(r.article, r.publisher) for r in account.reprints] == [("a5", "صحيفة النهار الليبية")]
    chain = libya.db.execute("SELECT p.id, o.id FROM articles p JOIN articles o ON o.article = p.origin WHERE p.origin <> p.article").fetchall()
    assert chain == [("a5", "a1")]


@pytest.mark.parametrize("seed", range(6))
def test_incidents_do_not_depend_on_order_or_lots(path: Path, coded: list[Record], seed: int):
    """Articles come in any order, one, two or three at a time: the incidents are those of all at once."""
    order = random.Random(seed).sample(coded, len(coded))
    with open_record(path, create=True) as record:
        size = 1 + seed % 3
        for start in range(0, len(order), size):
            fill(record, order[start : start + size])
        assert [to_json(i) for i in record.incidents()] == [to_json(i) for i in link_incidents(coded)]


def test_tables_answer_queries_by_hand(libya: RecordFile):
    rows = libya.db.execute(
        "SELECT DISTINCT a.id FROM events e JOIN articles a USING (article) JOIN arguments g USING (event) JOIN places p ON p.id = g.place "
        "WHERE p.name_ar = 'درنة' AND e.event_type = 'ASSAULT' ORDER BY 1"
    ).fetchall()
    assert [r[0] for r in rows] == ["a1", "a2", "a3", "a5"]
    killed = libya.db.execute("SELECT article, casualties FROM event_list WHERE casualties LIKE 'killed%' AND article = 'a4'").fetchall()
    assert killed == [("a4", "killed 2")]


def test_another_text_under_a_known_id_is_told(libya: RecordFile, coded: list[Record]):
    from msgspec.structs import replace

    other = replace(coded[0], article=replace(coded[0].article, text=coded[3].article.text))
    added = libya.add([(other, None)], version="1", data="d")
    assert (added.new, added.other_text) == (0, ("a1",))
    assert next(r for r in libya.articles() if r.id == "a1") == coded[0]
