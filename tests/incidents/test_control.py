"""Who holds which place from when to when: mini-articles of our own, with the events that a coder gives for them."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from marsad.incidents.control import derive_control
from marsad.incidents.control_records import ControlSpell, to_json
from marsad.record import (
    ActorMention,
    ActorRef,
    Article,
    DateRange,
    Event,
    PlaceMention,
    PlaceRef,
    Record,
    Relation,
    SourceRef,
    Trigger,
)

PLACES = {
    "درنة": ("gn:87205", "city", "city"),
    "مدينة": ("gn:87205", "city", "city"),
    "الفتائح": ("hand:ly-darnah-003", "quarter", "quarter"),
    "زنجبار": ("gn:69426", "town", "city"),
    "أبين": ("wof:85681043", "governorate", "governorate"),
    "لودر": ("wof:1091918569", "district", "district"),
    "سرت": ("gn:2210554", "city", "city"),
    "بنغازي": ("gn:88319", "city", "city"),
    "ليبيا": ("country:LY", "country", "country"),
    "مطار عدن": ("icao:OYAA", "airport", "building"),
    "عدن": ("wof:85681039", "governorate", "governorate"),
}
ACTORS = {
    "داعش": ("xx.islamic-state", "group"),
    "التنظيم": ("xx.islamic-state", "group"),
    "الجيش": ("ly.libyan-national-army", "military"),
    "المجلس": ("ly.derna-shura-council", "group"),
    "الحوثيون": ("ye.houthis", "group"),
    "الحوثيين": ("ye.houthis", "group"),
    "المقاومة": ("ye.popular-resistance", "group"),
    "هادي": ("ye.hadi", "person"),
    "قوات الوفاق": ("ly.government-of-national-accord", "military"),
}
C, H, F, W = ("TERRITORY", "capture"), ("TERRITORY", "hold"), ("TERRITORY", "contest"), ("RETREAT", "withdraw")


def event(what: tuple[str, str], trigger: str, lemma: str = "", **more: Any) -> dict[str, Any]:
    """One event of a mini-article: words of its text, found from left to right."""
    return {"what": what, "trigger": trigger, "lemma": lemma or trigger, **more}


def record(ident: str, text: str, *events: dict[str, Any], day: str | None = "2016-04-24", paper: str = "جريدة") -> Record:
    """A coded article."""

    def span(words: str, after: int = 0) -> tuple[int, int]:
        at = text.index(words, after)
        return at, at + len(words)

    def refs(names: list[str], kind: type) -> tuple[Any, ...]:
        out = []
        for n in names:
            entity = ACTORS.get(n, (None,))[0]
            out.append(SourceRef(span(n), n, entity) if kind is SourceRef else ActorRef(span(n), n, entity))
        return tuple(out)

    coded = []
    for number, e in enumerate(events, 1):
        a, b = span(e["trigger"], text.index(e.get("after", "")) if e.get("after") else 0)
        where = tuple(PlaceRef(span(p), p, PLACES[p][0]) for p in e.get("at", []))
        date = DateRange(*e["date"]) if e.get("date") else None
        coded.append(
            Event(
                id=f"e{number}",
                sentence=text.count(".", 0, a),
                trigger=Trigger(a, b, e["trigger"], e["lemma"]),
                event_type=e["what"][0],
                mode=e["what"][1],
                status=e.get("status", "asserted"),
                actor=refs(e.get("by", []), ActorRef),
                recipient=refs(e.get("to", []), ActorRef),
                location=where,
                date=date,
                sources=refs(e.get("says", []), SourceRef),
            )
        )
    places = [
        PlaceMention(id=i, span=span(n), text=n, name_ar=n, lat=1.0, lon=2.0, country="LY", kind=k, precision=p) for n, (i, k, p) in PLACES.items() if n in text
    ]
    actors = [
        ActorMention(span=span(n), text=n, entity=i, kind=k, name_ar=n)  # type: ignore[arg-type]
        for n, (i, k) in ACTORS.items()
        if n in text
    ]
    article = Article(id=ident, text=text, published=day, publisher=paper)
    return Record(id=ident, article=article, events=tuple(coded), places=tuple(places), actors=tuple(actors))


def told(*records: Record) -> list[tuple[str, str | None, str | None, str | None, bool]]:
    """(place, holder, from, to, contested) of each spell."""
    return [(s.place.name_ar or "", s.holder, s.from_, s.to, s.contested) for s in derive_control(records)]


def only(*records: Record) -> ControlSpell:
    spells = derive_control(records)
    assert len(spells) == 1, spells
    return spells[0]


IS, LNA, MSC, HOUTHI, PR = (ACTORS[n][0] for n in ("داعش", "الجيش", "المجلس", "الحوثيون", "المقاومة"))


def test_a_capture_begins_a_spell() -> None:
    s = only(record("a", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"], date=("2016-04-20", "2016-04-20"))))
    assert (s.holder, s.from_, s.to, s.contested) == (LNA, "2016-04-20", None, False)
    assert s.from_interval == ("2016-04-20", "2016-04-20")
    assert s.since_event is not None
    assert s.since_event.event == "e1"


def test_an_undated_capture_happened_by_the_day_of_the_article() -> None:
    s = only(record("a", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"])))
    assert s.from_interval == (None, "2016-04-24")


def test_a_capture_ends_the_spell_of_the_other() -> None:
    first = record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10")
    then = record("b", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]), day="2016-04-24")
    assert told(first, then) == [
        ("درنة", IS, "2015-01-10", "2016-04-24", False),
        ("درنة", LNA, "2016-04-24", None, False),
    ]


def test_the_change_lies_between_the_last_word_of_one_and_the_first_of_the_other() -> None:
    first = record("a", "يسيطر داعش على درنة.", event(H, "يسيطر", by=["داعش"], at=["درنة"]), day="2016-01-10")
    then = record("b", "يسيطر الجيش على درنة.", event(H, "يسيطر", by=["الجيش"], at=["درنة"]), day="2016-04-24")
    a, b = derive_control([then, first])
    assert (a.holder, a.to_interval) == (IS, ("2016-01-10", "2016-04-24"))
    assert (b.holder, b.from_interval) == (LNA, ("2016-01-10", "2016-04-24"))


def test_who_lost_the_place_held_it_before() -> None:
    text = "طرد الجيش داعش من درنة."
    e = event(C, "طرد", by=["الجيش"], to=["داعش"], at=["درنة"], date=("2016-04-20", "2016-04-20"))
    assert told(record("a", text, e)) == [("درنة", IS, None, "2016-04-20", False), ("درنة", LNA, "2016-04-20", None, False)]


def test_freed_from_the_grip_of_tells_who_lost_it() -> None:
    text = "تمكن الجيش من تحرير درنة من قبضة داعش."
    e = event(C, "تحرير", "حرّر", by=["الجيش"], at=["درنة"])
    grip = event(H, "قبضة", by=["داعش"], at=["درنة"])
    assert [(s.holder, s.to is None) for s in derive_control([record("a", text, e, grip)])] == [(IS, False), (LNA, True)]


def test_an_actor_behind_min_lost_the_place_even_if_coded_as_the_doer() -> None:
    text = "بعد تحرير درنة من داعش."
    s = only(record("a", text, event(C, "تحرير", "حرّر", by=["داعش"], at=["درنة"], date=("2016-04-20", "2016-04-20"))))
    assert (s.holder, s.to) == (IS, "2016-04-20")


def test_a_capture_without_a_doer_ends_only_the_spell_of_who_lost_it() -> None:
    text = "بعد تحرير درنة من داعش."
    freed = record("b", text, event(C, "تحرير", "حرّر", to=["داعش"], at=["درنة"], date=("2016-04-22", "2016-04-22")))
    held = record("a", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]), day="2016-04-20")
    assert (LNA, None) in [(s.holder, s.to) for s in derive_control([held, freed])]


def test_behind_min_qibal_stands_who_took_it() -> None:
    text = "تم تحرير درنة من قبل الجيش."
    s = only(record("a", text, event(C, "تحرير", "حرّر", by=["الجيش"], at=["درنة"])))
    assert (s.holder, s.to) == (LNA, None)


def test_a_withdrawal_ends_the_spell() -> None:
    held = record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10")
    left = record("b", "انسحب داعش من درنة.", event(W, "انسحب", by=["داعش"], at=["درنة"], date=("2016-04-20", "2016-04-20")))
    s = only(held, left)
    assert (s.holder, s.from_, s.to) == (IS, "2015-01-10", "2016-04-20")
    assert s.until_event is not None
    assert s.until_event.article == "b"


def test_a_withdrawal_alone_tells_who_held_it() -> None:
    s = only(record("a", "انسحب داعش من درنة.", event(W, "انسحب", by=["داعش"], at=["درنة"])))
    assert (s.holder, s.from_, s.to) == (IS, None, "2016-04-24")


def test_since_several_months() -> None:
    text = "انسحب داعش الأربعاء من الفتائح التي سيطر عليها منذ عدة أشهر."
    left = event(W, "انسحب", by=["داعش"], at=["الفتائح"], date=("2016-04-20", "2016-04-20"))
    since = event(C, "سيطر", "سيطر", by=["داعش"], at=["الفتائح"], date=("2016-04-20", "2016-04-20"))
    s = only(record("a", text, left, since))
    assert (s.place.name_ar, s.holder, s.to) == ("الفتائح", IS, "2016-04-20")
    assert s.from_interval == (None, "2016-01-25")


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("منذ شهرين", "2016-02-23"),
        ("منذ ثلاثة أسابيع", "2016-04-03"),
        ("منذ أكثر من عام", "2015-04-25"),
        ("منذ 5 أيام", "2016-04-19"),
        ("منذ أشهر", "2016-01-25"),
        ("منذ نحو سنتين", "2014-04-25"),
    ],
)
def test_since_when(words: str, latest: str) -> None:
    s = only(record("a", f"يسيطر داعش على درنة {words}.", event(H, "يسيطر", by=["داعش"], at=["درنة"])))
    assert s.from_interval[1] == latest


def test_last_stronghold() -> None:
    text = "تقدم الجيش نحو آخر معاقل داعش في الفتائح."
    s = only(record("a", text, event(H, "معاقل", "معقل", by=["داعش"], at=["الفتائح"])))
    assert (s.holder, s.last, s.extent) == (IS, True, "part")


def test_last_stronghold_that_they_left_is_over() -> None:
    text = "فر مقاتلو داعش وانسحبوا من آخر معاقلهم في الفتائح."
    fled = event(W, "فر", by=["داعش"])
    s = only(record("a", text, fled, event(H, "معاقل", "معقل", by=["داعش"], at=["الفتائح"])))
    assert s.last
    assert s.to == "2016-04-24"


@pytest.mark.parametrize(
    "text",
    [
        "سيطر الجيش على مواقع في درنة.",
        "سيطر الجيش على أجزاء من درنة.",
        "سيطر الجيش على معظم درنة.",
        "سيطر الجيش على ثلاث قرى شمال درنة.",
        "سيطر الجيش على تلال بريف درنة.",
    ],
)
def test_only_a_part(text: str) -> None:
    assert only(record("a", text, event(C, "سيطر", by=["الجيش"], at=["درنة"]))).extent == "part"


@pytest.mark.parametrize("text", ["سيطر الجيش على مدينة درنة.", "سيطر الجيش بالكامل على درنة.", "دخل الجيش مدينة درنة وسيطر عليها."])
def test_the_whole_place(text: str) -> None:
    trigger = "دخل" if "دخل" in text else "سيطر"
    assert only(record("a", text, event(C, trigger, by=["الجيش"], at=["درنة"]))).extent == "whole"


def test_taking_a_part_makes_the_whole_contested() -> None:
    held = record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10")
    part = record("b", "سيطر الجيش على أجزاء من درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]))
    spells = derive_control([held, part])
    assert [(s.holder, s.extent, s.contested, s.to) for s in spells] == [
        (IS, "whole", False, "2016-04-24"),
        (IS, "whole", True, None),
        (LNA, "part", False, None),
    ]


def test_fighting_makes_a_spell_contested_and_a_capture_ends_it() -> None:
    records = [
        record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10"),
        record("b", "اقتحم الجيش درنة.", event(F, "اقتحم", by=["الجيش"], at=["درنة"]), day="2016-04-01"),
        record("c", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]), day="2016-04-10"),
    ]
    assert told(*records) == [
        ("درنة", IS, "2015-01-10", "2016-04-01", False),
        ("درنة", IS, "2016-04-01", "2016-04-10", True),
        ("درنة", LNA, "2016-04-10", None, False),
    ]
    assert derive_control(records)[1].parties == (LNA,)


def test_fighting_for_a_place_that_nobody_is_said_to_hold() -> None:
    s = only(record("a", "دخل الجيش درنة.", event(F, "دخل", by=["الجيش"], at=["درنة"])))
    assert (s.holder, s.contested, s.parties) == (None, True, (LNA,))


def test_moving_toward_a_place_is_not_fighting_for_it() -> None:
    assert derive_control([record("a", "تقدم الجيش نحو درنة.", event(F, "تقدم", by=["الجيش"], at=["درنة"]))]) == []


def test_rival_claims_stand_side_by_side() -> None:
    text = "قال الجيش إنه سيطر على درنة. وقال المجلس إنه هو من سيطر على المدينة درنة."
    one = event(C, "سيطر", by=["الجيش"], at=["درنة"], says=["الجيش"])
    two = event(C, "سيطر", after="هو من", by=["المجلس"], at=["درنة"], says=["المجلس"])
    spells = derive_control([record("a", text, one, two)])
    assert {s.holder for s in spells} == {LNA, MSC}
    assert {s.holder: {r.holder for r in s.rivals} for s in spells} == {LNA: {MSC}, MSC: {LNA}}
    assert all(s.to is None for s in spells)
    assert {r.account.sources for s in spells for r in s.rivals} == {("الجيش",), ("المجلس",)}


def test_two_dated_captures_are_no_rivals() -> None:
    one = record("a", "قال الجيش إنه سيطر على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"], says=["الجيش"], date=("2016-04-18", "2016-04-18")))
    two = record("b", "قال المجلس إنه سيطر على درنة.", event(C, "سيطر", by=["المجلس"], at=["درنة"], says=["المجلس"], date=("2016-04-20", "2016-04-20")))
    assert told(one, two) == [("درنة", LNA, "2016-04-18", "2016-04-20", False), ("درنة", MSC, "2016-04-20", None, False)]


def test_one_voice_amid_many_is_a_rival_not_a_change() -> None:
    many = [
        record(f"a{n}", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]), day=d, paper=f"ج{n}")
        for n, d in enumerate(("2016-04-10", "2016-04-11", "2016-04-13", "2016-04-14"))
    ]
    stray = record("x", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2016-04-12")
    s = only(*many, stray)
    assert (s.holder, s.from_, s.to) == (LNA, "2016-04-10", None)
    assert [r.holder for r in s.rivals] == [IS]


@pytest.mark.parametrize("status", ["negated", "future", "demanded", "hypothetical"])
def test_other_statuses_change_nothing_but_are_kept(status: str) -> None:
    held = record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10")
    plan = record("b", "سيسيطر الجيش على درنة.", event(C, "سيسيطر", "سيطر", by=["الجيش"], at=["درنة"], status=status))
    s = only(held, plan)
    assert (s.holder, s.to) == (IS, None)
    assert [(a.holder, a.status) for a in s.claims] == [(LNA, status)]


def test_a_plan_alone_gives_a_place_without_a_holder() -> None:
    s = only(record("a", "سيسيطر الجيش على درنة.", event(C, "سيسيطر", by=["الجيش"], at=["درنة"], status="future")))
    assert (s.holder, s.from_, len(s.claims)) == (None, None, 1)


@pytest.mark.parametrize(
    ("text", "trigger", "lemma"),
    [
        ("بدأ الجيش عملية تحرير درنة.", "تحرير", "حرّر"),
        ("يحاول الجيش السيطرة على درنة.", "السيطرة", "سيطر"),
        ("واصل الجيش قصفه لإحكام سيطرته على درنة.", "سيطرت", "سيطر"),
        ("قال الجيش: بعد أن نستعيد درنة سنعمرها.", "نستعيد", "استعاد"),
        ("هاجم الجيش البلدة في محاولة منه للتقدم والسيطرة على درنة.", "السيطرة", "سيطر"),
    ],
)
def test_what_is_tried_is_not_done(text: str, trigger: str, lemma: str) -> None:
    s = only(record("a", text, event(C, trigger, lemma, by=["الجيش"], at=["درنة"])))
    assert (s.holder, len(s.claims)) == (None, 1)


def test_tried_with_success_is_done() -> None:
    text = "بعد عملية واسعة تمكن الجيش من السيطرة على درنة."
    assert only(record("a", text, event(C, "السيطرة", "سيطر", by=["الجيش"], at=["درنة"]))).holder == LNA


def test_losing_control_ends_it() -> None:
    text = "فقد داعش سيطرته على درنة."
    s = only(record("a", text, event(C, "سيطرت", "سيطر", by=["داعش"], at=["درنة"])))
    assert (s.holder, s.to) == (IS, "2016-04-24")


def test_was_under_control_is_over() -> None:
    text = "كانت تحت سيطرة داعش في درنة."
    s = only(record("a", text, event(H, "سيطرة", by=["داعش"], at=["درنة"])))
    assert (s.holder, s.to) == (IS, "2016-04-24")


def test_a_remembered_capture_does_not_undo_a_later_one() -> None:
    freed = record("a", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"], date=("2016-04-18", "2016-04-18")), day="2016-04-19")
    later = record("b", "نزح السكان بعد سيطرة داعش على درنة.", event(C, "سيطرة", "سيطر", by=["داعش"], at=["درنة"]))
    assert [(s.holder, s.to) for s in derive_control([freed, later])] == [(IS, "2016-04-18"), (LNA, None)]


def test_places_joined_are_all_taken_the_larger_is_not() -> None:
    text = "سيطر الجيش على درنة وبنغازي في ليبيا."
    assert [s.place.name_ar for s in derive_control([record("a", text, event(C, "سيطر", by=["الجيش"], at=["درنة", "بنغازي", "ليبيا"]))])] == ["بنغازي", "درنة"]


def test_the_larger_place_that_a_sentence_names_is_kept() -> None:
    text = "سيطر الجيش على الفتائح في درنة. وسيطر الجيش على درنة."
    one = event(C, "سيطر", by=["الجيش"], at=["الفتائح", "درنة"])
    spells = derive_control([record("a", text, one, event(C, "سيطر", after="وسيطر", by=["الجيش"], at=["درنة"]))])
    assert {s.place.name_ar: s.place.within for s in spells}["الفتائح"] == ("gn:87205",)


def test_taking_a_governorate_ends_the_spells_in_it() -> None:
    held = record("a", "سيطر الحوثيون على زنجبار.", event(C, "سيطر", by=["الحوثيون"], at=["زنجبار"]), day="2015-04-01")
    papers = [
        record(f"b{n}", "سيطرت المقاومة على محافظة أبين.", event(C, "سيطرت", "سيطر", by=["المقاومة"], at=["أبين"]), day="2015-08-10", paper=f"ج{n}")
        for n in (1, 2)
    ]
    town = next(s for s in derive_control([held, *papers]) if s.place.name_ar == "زنجبار")
    assert (town.holder, town.to, town.inferred) == (HOUTHI, "2015-08-10", "wof:85681043")
    assert "wof:85681043" in town.place.within


def test_one_voice_is_not_enough_to_infer_from_the_larger_place() -> None:
    held = record("a", "سيطر الحوثيون على زنجبار.", event(C, "سيطر", by=["الحوثيون"], at=["زنجبار"]), day="2015-04-01")
    paper = record("b", "سيطرت المقاومة على محافظة أبين.", event(C, "سيطرت", "سيطر", by=["المقاومة"], at=["أبين"]), day="2015-08-10")
    assert next(s for s in derive_control([held, paper]) if s.place.name_ar == "زنجبار").to is None


def test_two_names_of_one_side_are_one_spell() -> None:
    bond = Relation(kind="loyal-to", from_=LNA or "", to="ly.government-of-national-accord", span=(0, 1))
    one = record("a", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]), day="2016-04-20")
    two = record("b", "سيطرت قوات الوفاق على درنة.", event(C, "سيطرت", by=["قوات الوفاق"], at=["درنة"]), day="2016-04-22")
    joined = Record(id=one.id, article=one.article, events=one.events, places=one.places, actors=one.actors, relations=(bond,))
    s = only(joined, two)
    assert (s.holder, s.partners, len(s.accounts)) == (LNA, ("ly.government-of-national-accord",), 2)


def test_countries_and_people_hold_no_place_here() -> None:
    assert derive_control([record("a", "سيطر الجيش على ليبيا.", event(C, "سيطر", by=["الجيش"], at=["ليبيا"]))]) == []
    assert derive_control([record("a", "سيطر هادي على عدن.", event(C, "سيطر", by=["هادي"], at=["عدن"]))]) == []


def test_each_change_cites_its_sentence_event_and_speaker() -> None:
    text = "هدأ القصف. وقال المجلس إن داعش انسحب من درنة. وعاد السكان."
    s = only(record("a", text, event(W, "انسحب", by=["داعش"], at=["درنة"], says=["المجلس"])))
    assert s.until_account is not None
    assert s.until_account.quote == "وقال المجلس إن داعش انسحب من درنة."
    assert s.until_account.sources == ("المجلس",)
    assert s.until_account.event == "e1"


def test_the_order_of_articles_does_not_matter() -> None:
    records = [
        record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10"),
        record("b", "اقتحم الجيش درنة.", event(F, "اقتحم", by=["الجيش"], at=["درنة"]), day="2016-04-01"),
        record("c", "سيطر الجيش على درنة.", event(C, "سيطر", by=["الجيش"], at=["درنة"]), day="2016-04-10"),
        record("d", "سيطر المجلس على درنة.", event(C, "سيطر", by=["المجلس"], at=["درنة"]), day="2016-04-10"),
        record("e", "انسحب الجيش من درنة.", event(W, "انسحب", by=["الجيش"], at=["درنة"]), day="2016-04-12"),
    ]
    wanted = derive_control(records)
    assert all(derive_control(order) == wanted for order in itertools.permutations(records))


def test_the_same_article_twice_is_one() -> None:
    one = record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]))
    assert derive_control([one, one]) == derive_control([one])


def test_an_article_without_a_date() -> None:
    s = only(record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day=None))
    assert (s.holder, s.from_, s.to) == (IS, None, None)


def test_the_json_has_the_fields_of_the_contract() -> None:
    line = to_json(only(record("a", "انسحب داعش من درنة.", event(W, "انسحب", by=["داعش"], at=["درنة"]))))
    for key in (b'"place":', b'"holder":', b'"from":', b'"to":', b'"contested":', b'"since_event":', b'"until_event":', b'"rivals":'):
        assert key in line


# -- the commands -----------------------------------------------------------------------------------------------------


def run(*arguments: str, stdin: str = "") -> tuple[int, str]:
    from click.testing import CliRunner

    from marsad.errors import MarsadError
    from marsad.views.cli.app import cli

    result = CliRunner().invoke(cli, list(arguments), input=stdin, standalone_mode=False)
    if isinstance(result.exception, MarsadError):
        return result.exception.exit_code, str(result.exception)
    assert result.exception is None, result.exception
    return result.return_value or 0, result.output


@pytest.fixture
def coded(tmp_path: Any) -> str:
    from marsad.record import to_json as record_json

    records = [
        record("a", "سيطر داعش على درنة.", event(C, "سيطر", by=["داعش"], at=["درنة"]), day="2015-01-10"),
        record("b", "قال الجيش إن داعش انسحب من درنة.", event(W, "انسحب", by=["داعش"], at=["درنة"], says=["الجيش"])),
        record("c", "سيطر الجيش على بنغازي.", event(C, "سيطر", by=["الجيش"], at=["بنغازي"])),
    ]
    path = tmp_path / "coded.jsonl"
    path.write_bytes(b"".join(record_json(r) + b"\n" for r in records))
    return str(path)


def test_control_prints_a_timeline(coded: str) -> None:
    status, out = run("control", coded)
    assert status == 0
    assert "درنة" in out
    assert "بنغازي" in out
    assert "by 2015-01-10 .. 2015-01-10/2016-04-24" in out
    assert "says الجيش (b e1, 2016-04-24): «قال الجيش إن داعش انسحب من درنة.»" in out


def test_control_of_one_place_on_a_day(coded: str) -> None:
    assert "بنغازي" not in run("control", coded, "--place", "درنة")[1]
    assert "xx.islamic-state" in run("control", coded, "--place", "درنه", "--at", "2015-06")[1]
    assert "No control" in run("control", coded, "--place", "درنة", "--at", "2017-01-01")[1]


def test_control_writes_csv_json_and_geojson(coded: str, tmp_path: Any) -> None:
    import csv
    import json

    out = tmp_path / "out.csv"
    assert run("control", coded, "--to", "csv", "-o", str(out))[0] == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [(r["holder"], r["from"], r["to"]) for r in rows][1] == (IS, "2015-01-10", "2016-04-24")
    spells = [json.loads(line) for line in run("control", coded, "--to", "json")[1].splitlines()]
    assert {s["holder"] for s in spells} == {IS, LNA}
    shapes = json.loads(run("control", coded, "--to", "geojson")[1])
    assert shapes["type"] == "FeatureCollection"
    assert shapes["features"][0]["geometry"] == {"type": "Point", "coordinates": [2.0, 1.0]}


def test_a_file_that_is_no_coded_article_is_named_with_its_line(coded: str) -> None:
    from pathlib import Path

    with Path(coded).open("a") as file:
        file.write('{"id": 7}\n')
    status, out = run("control", coded)
    assert status == 2
    assert f"{coded}:4: Not a coded article" in out
    assert run("control", "/nowhere.jsonl")[0] == 2


def test_actor_profile(coded: str) -> None:
    status, out = run("actor", "داعش", coded)
    assert status == 0
    assert "acts by it: 2" in out
    assert "what others say of it: 1" in out
    assert "what it says: 1" in run("actor", "ly.libyan-national-army", coded)[1]
    assert run("actor", "زيتون", coded)[0] == 2
