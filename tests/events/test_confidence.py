"""How sure an event is: marks of its reading, weighted by a data file, told in ``why``."""

from __future__ import annotations

from functools import cache

import pytest

from marsad import Article, Coder
from marsad.errors import DataError
from marsad.record import Event


@cache
def coder() -> Coder:
    return Coder()


def events(text: str, by: Coder | None = None) -> list[Event]:
    return list((by or coder()).code(Article(id="t", published="2016-04-24", text=text)).events)


def doubts(event: Event) -> set[str]:
    return {w.rule.removeprefix("less-sure.") for w in event.why if w.rule.startswith("less-sure.")}


def test_a_sentence_of_one_event_with_its_doer_is_surer_than_a_noun_among_many():
    [clear] = events("شنت طائرات التحالف العربي أمس غارة على صنعاء.")
    crowded = events("وبعد القصف والاشتباكات والهجمات وعمليات الخطف التي أعقبت الانسحاب، توقف الهجوم على البلدة.")
    assert len(crowded) > 3
    assert all(clear.confidence > e.confidence for e in crowded)


def test_why_names_what_lowers_it_with_file_and_line():
    [event] = events("وقع هجوم في سرت.")
    assert "no-doer" in doubts(event)
    [why] = [w for w in event.why if w.rule == "less-sure.no-doer"]
    assert why.file is not None
    assert why.file.endswith("ar/confidence.tsv")
    assert why.line


def test_a_folder_of_your_own_changes_the_weights(tmp_path):
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar" / "confidence.tsv").write_text("id\tweight\tabout\nno-doer\t-6\tour readers want a doer\n", encoding="utf-8")
    text = "وقع هجوم في سرت."
    [ours], [theirs] = events(text), events(text, Coder(tmp_path))
    assert theirs.confidence < 0.05 < ours.confidence


def test_a_weight_that_is_no_number_is_refused_with_its_line(tmp_path):
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar" / "confidence.tsv").write_text("id\tweight\tabout\nno-doer\tlow\tx\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"confidence\.tsv:2: The weight 'low' is no number"):
        Coder(tmp_path)
