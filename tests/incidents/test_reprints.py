"""Reprints: what counts as a print of the same text, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.incidents import find_reprints
from marsad.incidents.reprints import agency_of
from marsad.incidents.words import content_words, sentence_bounds, shingles
from marsad.record import Article, Record

TEXT = (
    "أعلنت غرفة العمليات أن قواتها تقدمت فجر اليوم نحو الأطراف الجنوبية للمدينة بعد قصف متبادل استمر ساعات، وأن المستشفى "
    "الميداني استقبل عددا من الجرحى نقلوا لاحقا إلى العاصمة."
)
OTHER = "افتتح وزير الزراعة معرض التمور السنوي بحضور منتجين من محافظات عدة، وقال إن الموسم أفضل من سابقه بفضل الأمطار."


def article(id: str, text: str, published: str = "2016-04-24") -> Article:
    return Article(id=id, text=text, published=published)


def test_a_print_with_a_new_head_and_other_spelling_is_a_reprint():
    vowelled = "خاص بالصحيفة: " + TEXT.replace("أن", "ان").replace("قصف", "قَصْف")
    found = find_reprints([article("b", vowelled, "2016-04-25"), article("a", TEXT), article("c", OTHER)])
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_the_same_news_in_other_words_is_none():
    other = "قالت غرفة العمليات إن مقاتليها وصلوا صباحا إلى جنوب المدينة، ونقل جرحى إلى مستشفيات العاصمة."
    assert find_reprints([article("a", TEXT), article("b", other)]) == {"a": "a", "b": "b"}


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(["a", "b", "c", "d"]))
def test_order_does_not_matter(order: list[str]):
    texts = {"a": TEXT, "b": TEXT + " وتابع المصدر.", "c": OTHER, "d": OTHER}
    expected = {"a": "a", "b": "a", "c": "c", "d": "c"}
    assert find_reprints([article(i, texts[i]) for i in order]) == expected


def test_empty_texts_are_not_prints_of_each_other():
    assert find_reprints([article("a", ""), article("b", "")]) == {"a": "a", "b": "b"}


def test_the_agency_of_a_dateline(tell: Callable[..., Record]):
    record = tell("d", "2016-04-24", "طرابلس - رويترز: قتل جنديان أمس في انفجار بمدينة درنة.")
    agency = agency_of(record)
    assert agency is not None
    assert agency.entity == "gb.reuters"
    assert agency_of(tell("e", "2016-04-24", "قتل جنديان في درنة. وزار الوفد مقر رويترز أمس.")) is None


@given(st.text(alphabet="ابتثم .\n!؟1", max_size=80), st.data())
def test_a_sentence_lies_in_its_text_and_holds_its_word(text: str, data: st.DataObject):
    words = [i for i, c in enumerate(text) if c.isalpha()]
    if not words:
        return
    at = data.draw(st.sampled_from(words))
    start, end = sentence_bounds(text, at, at + 1)
    assert 0 <= start <= at < end <= len(text)
    assert "\n" not in text[start:end]
    assert text[start:end] == text[start:end].strip()


def test_content_words_meet_over_spelling_and_clitics():
    assert content_words("والقصفُ على المدينة") == content_words("قصف المدينه")


def test_shingles_are_runs_of_words():
    assert shingles("واحد اثنان ثلاثة", 2) == ["واحد اثنان", "اثنان ثلاثه"]
    assert shingles("واحد", 4) == ["واحد"]
