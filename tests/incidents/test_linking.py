"""Events of many articles become incidents: what is joined, what is kept apart, and that order does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.incidents import (
    Block,
    Decisions,
    Incident,
    Occurrence,
    blocks,
    from_json,
    link,
    link_incidents,
    members,
    occurrences,
    relink,
    to_json,
)
from marsad.record import Record

Tell = Callable[..., Record]


def articles(records: Iterable[Record]) -> set[frozenset[str]]:
    return {frozenset(i.articles) for i in link_incidents(records)}


def by_trigger(record: Record, word: str) -> tuple[str, str]:
    return record.id, next(e.id for e in record.events if e.trigger.text == word)


def test_accounts_of_one_bomb_are_one_incident(derna: list[Record]):
    assert articles(derna) == {frozenset({"a1", "a2", "a3", "a5"}), frozenset({"a4"})}


def test_attack_killed_and_injured_of_one_sentence_are_one_incident(derna: list[Record]):
    (incident,) = link_incidents(derna[:1])
    assert incident.event_type == "ASSAULT"
    assert incident.mode == "explosives"
    assert len(members(incident)) == 3
    assert {k: (r.low, r.high) for k, r in incident.casualties.items()} == {"killed": (3, 3), "injured": (5, 5)}


def test_detail_joins_the_lead_and_another_place_does_not(tell: Tell):
    text = "قصف الطيران الحربي اليوم مدينة إدلب، ما أدى إلى مقتل أربعة مدنيين.\nوأصيب تسعة آخرون في القصف على المدينة.\nوفي حلب قتل مدنيان برصاص قناصة اليوم."
    found = list(link_incidents([tell("b1", "2016-05-02", text)]))
    assert [i.place and i.place.name_en for i in found] == ["Idlib", "Aleppo"]
    assert found[0].casualties["killed"].low == 4
    assert found[0].casualties["injured"].low == 9
    assert found[1].casualties["killed"].low == 2


@pytest.mark.parametrize(
    ("published", "text", "why"),
    [
        ("2016-04-24", "قتل ثلاثة جنود وأصيب خمسة أمس السبت في انفجار سيارة مفخخة في مدينة بنغازي.", "another town"),
        ("2016-05-08", "قتل ثلاثة جنود وأصيب خمسة أمس السبت في انفجار سيارة مفخخة في مدينة درنة.", "two weeks later"),
        ("2016-04-24", "سيطر الجيش الوطني الليبي أمس السبت على مدينة درنة.", "ground, not force"),
        ("2016-04-24", "قد ينفجر الوضع في مدينة درنة.", "only a possibility"),
    ],
)
def test_what_is_not_the_same(derna: list[Record], tell: Tell, published: str, text: str, why: str):
    other = tell("other", published, text)
    assert not any({"a1", "other"} <= a for a in articles([derna[0], other])), why


def test_one_article_that_tells_two_attacks_apart_keeps_them_apart(derna: list[Record], tell: Tell):
    text = "قتل ثلاثة جنود أمس السبت في انفجار سيارة مفخخة في درنة.\nوقتل ثلاثة جنود أمس السبت في انفجار سيارة مفخخة في طبرق."
    found = list(link_incidents([*derna, tell("round-up", "2016-04-24", text)]))
    assert sum("round-up" in i.articles for i in found) == 2


def test_plans_and_negations_make_no_incident(tell: Tell):
    plan = tell("plan", "2016-04-24", "ستقصف الطائرات مدينة درنة غدا.")
    calm = tell("calm", "2016-04-24", "لم يقصف الطيران مدينة درنة أمس.")
    assert list(link_incidents([plan, calm])) == []


def test_an_article_that_comes_twice_counts_once(derna: list[Record]):
    assert list(link_incidents([*derna, *derna])) == list(link_incidents(derna))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_does_not_matter(data: st.DataObject, derna: list[Record], hospital: list[Record]):
    records = [*derna, *hospital]
    shuffled = data.draw(st.permutations(records))
    assert [to_json(i) for i in link_incidents(shuffled)] == [to_json(i) for i in link_incidents(records)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_article_by_article_gives_the_same_groups(data: st.DataObject, derna: list[Record], hospital: list[Record]):
    stored: dict[str, Occurrence] = {}
    groups: dict[str, frozenset[str]] = {}

    def lookup(wanted: set[Block]) -> list[Occurrence]:
        return [o for o in stored.values() if wanted.intersection(blocks(o))]

    for record in data.draw(st.permutations([*derna, *hospital])):
        new = occurrences([record])
        changed = relink(new, lookup)
        stored.update({o.anchor: o for o in new})
        touched = {o.anchor for g in changed for o in g.occurrences}
        groups = {i: a for i, a in groups.items() if not touched & a}
        groups |= {g.id: frozenset(o.anchor for o in g.occurrences) for g in changed}
    whole = link(occurrences([*derna, *hospital]))
    assert groups == {g.id: frozenset(o.anchor for o in g.occurrences) for g in whole}


def test_the_id_stays_when_a_later_article_follows(derna: list[Record]):
    before = next(i for i in link_incidents(derna[:2]))
    after = next(i for i in link_incidents(derna) if "a1" in i.articles)
    assert before.id == after.id


def test_people_split_an_incident(derna: list[Record]):
    apart = Decisions(different=((by_trigger(derna[0], "انفجار"), by_trigger(derna[2], "تفجير")),))
    found = list(link_incidents(derna, decisions=apart))
    assert not any({"a1", "a3"} <= set(i.articles) for i in found)


def test_people_split_an_occurrence_of_one_article(derna: list[Record]):
    one = derna[0]
    apart = Decisions(different=((by_trigger(one, "قتل"), by_trigger(one, "أصيب")),))
    assert len(list(link_incidents([one], decisions=apart))) == 2


def test_people_join_incidents(derna: list[Record]):
    same = Decisions(same=((by_trigger(derna[0], "انفجار"), by_trigger(derna[3], "قصفت")),))
    (incident,) = link_incidents(derna, decisions=same)
    assert set(incident.articles) == {r.id for r in derna}
    assert "joined by hand" in incident.why


def test_each_link_has_its_reasons(derna: list[Record]):
    incident = next(i for i in link_incidents(derna) if "a1" in i.articles)
    assert any("same place" in w and "same day" in w and "3 killed in both" in w for w in incident.why)


def test_json_there_and_back(derna: list[Record], hospital: list[Record]):
    for incident in link_incidents([*derna, *hospital]):
        assert from_json(to_json(incident)) == incident
        assert isinstance(incident, Incident)


def test_an_undated_event_takes_the_days_of_its_report(tell: Tell):
    (incident,) = link_incidents([tell("u", "2016-04-24", "انفجرت سيارة مفخخة في مدينة درنة وقتل جندي.")])
    assert incident.date is not None
    assert (incident.date.start, incident.date.end, incident.date_from) == ("2016-04-23", "2016-04-24", "report")
