from __future__ import annotations

import pytest

from marsad.errors import InputError
from marsad.store import RecordFile
from marsad.store.search import Query


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("اعزاز", "سيطر الجيش على بلدة أعزاز"),
        ("أعزاز", "القادمون من اعزاز"),
        ("اعزاز", "القتال بأعزاز مستمر"),
        ("الزبداني", "انسحبوا للزبداني أمس"),
        ("زبداني", "في مدينة الزبداني"),
        ("درنه", "مدينة دَرْنَة، شرق ليبيا"),
        ("قصف", "قصـ.ـف على الحي"),
        ("قصف*", "قصفوا الحي"),
        ('"قاعدة العند"', "من قاعدة العند الجوية"),
        ('"قاعدة العند"', "وقاعدة العند الجوية"),
        ("العند قاعدة", "من قاعدة العند الجوية"),
        ("١٥", "قتل 15 شخصا"),
        ("F16", "طائرة f16"),
        ("بنغازي", "طرابلس-بنغازي:سرت"),
    ],
)
def test_found(words: str, text: str):
    assert Query(words).found_in(text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("اعزاز", "بلدة عزاز"),
        ("قصف", "قصفوا الحي"),
        ('"قاعدة العند"', "القاعدة قرب العند"),
        ("اعزاز درنة", "بلدة أعزاز"),
    ],
)
def test_not_found(words: str, text: str):
    assert not Query(words).found_in(text)


@pytest.mark.parametrize("words", ["", "!؟", '""'])
def test_no_word(words: str):
    with pytest.raises(InputError, match="no word to look for"):
        Query(words)


def articles(found: object) -> list[str]:
    return sorted(r.id for r in found)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("words", "ids"), [("اعزاز", ["a6"]), ("انفجار", ["a1", "a5"]), ("سياره درنة", ["a1", "a2", "a3", "a5"]), ("حلب", [])])
def test_articles_by_words(libya: RecordFile, words: str, ids: list[str]):
    assert articles(libya.articles(words=words)) == ids


def test_events_by_words_and_criteria(libya: RecordFile):
    assert articles(libya.events(words="جنود", place="درنة")) == ["a1", "a2", "a5"]
    assert articles(libya.events(words="جنود", place="بنغازي")) == []
    (found,) = libya.events(words="أعزاز", type="TERRITORY")
    assert {e.event_type for e in found.events} == {"TERRITORY"}


def test_incidents_by_words_and_criteria(libya: RecordFile):
    (bomb,) = libya.incidents(words="مفخخة")
    assert libya.db.execute("SELECT count(*) FROM incident_list WHERE accounts > 2 AND id = ?", (bomb.id,)).fetchone() == (1,)
    assert list(libya.incidents(place="درنة", since="2016-04", until="2016-04", type="ASSAULT", words="جنديا")) == [bomb]
    assert list(libya.incidents(place="درنة", since="2016-05", words="جنديا")) == []
    assert [i.articles for i in libya.incidents(actor="داعش", place="أعزاز")] == [("a6",)]
    assert list(libya.incidents(speaker="الجيش الوطني الليبي")) == [bomb]


def test_control_by_criteria(libya: RecordFile):
    assert {s.place.name_ar for s in libya.control(place="أعزاز")} == {"أعزاز"}
    assert list(libya.control(place="بنغازي")) == []


def test_a_criterion_that_there_is_not(libya: RecordFile):
    with pytest.raises(InputError, match="no criterion «colour»"):
        next(libya.incidents(colour="red"))
