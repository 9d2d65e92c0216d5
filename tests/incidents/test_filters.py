"""Choosing events, incidents and spells of control: by place, time, actor, type, grade, speaker and status."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.errors import InputError
from marsad.incidents import link_incidents
from marsad.incidents.control import derive_control
from marsad.incidents.filters import Filter, days
from marsad.incidents.matching import Matcher
from marsad.incidents.naming import latin_key
from marsad.record import Record


def events(records: list[Record], **criteria: object) -> list[str]:
    """The chosen events as ``article trigger``."""
    matcher = Matcher(Filter(**criteria))  # type: ignore[arg-type]
    return [f"{r.id} {e.trigger.text}" for r in matcher.records(records) for e in r.events]


@pytest.mark.parametrize("name", ["درنة", "درنه", "مدينة درنة", "Derna", "Darnah", "Derna city", "gn:87205", "درنة، ليبيا", "Derna, Libya"])
def test_a_place_by_any_of_its_names(derna: list[Record], name: str) -> None:
    assert events(derna, places=(name,)) == events(derna[:3] + derna[4:])


@pytest.mark.parametrize("name", ["ليبيا", "Libya", "LY", "country:LY"])
def test_what_lies_in_a_country_comes_along(derna: list[Record], hospital: list[Record], name: str) -> None:
    assert {e.split()[0] for e in events(derna + hospital, places=(name,))} == {"a1", "a2", "a3", "a4", "a5"}


def test_what_lies_in_a_governorate_comes_along(hospital: list[Record], derna: list[Record]) -> None:
    assert events(hospital + derna, places=("محافظة إدلب",)) == events(hospital)
    assert events(hospital + derna, places=("Idlib governorate",)) == events(hospital)


def test_a_place_after_a_comma_tells_namesakes_apart(tell: Callable[..., Record]) -> None:
    libya = tell("t1", "2019-05-02", "قصفت طائرة حربية أمس مدينة طرابلس في ليبيا.")
    assert events([libya], places=("طرابلس، ليبيا",)) == ["t1 قصفت"]
    assert events([libya], places=("طرابلس، لبنان",)) == []


def test_a_place_that_no_gazetteer_has_is_looked_for_in_the_words() -> None:
    matcher = Matcher(Filter(places=("وادي القمر الأزرق",)))
    assert matcher.unknown == ("No place «وادي القمر الأزرق» in the gazetteer: it is looked for in the words of the articles only.",)
    assert matcher.place(None, "وادي القمر الأزرق")
    assert not matcher.place(None, "وادي القمر")


def test_times_are_days_months_or_years(derna: list[Record], hospital: list[Record]) -> None:
    both = derna + hospital
    assert events(both, since="2016-05") == events(hospital)
    assert events(both, until="2016-04-23") == events(derna)
    assert events(both, since="2016", until="2016-04") == events(derna)
    assert events(both, since="2016-04-24", until="2016-05") == []
    assert days("2016-02") == ("2016-02-01", "2016-02-29")


def test_an_event_without_a_date_counts_on_the_day_of_publication(tell: Callable[..., Record]) -> None:
    told = tell("u1", "2016-04-24", "قصفت طائرة حربية مدينة درنة.")
    assert told.events[0].date is None
    assert events([told], since="2016-04-24", until="2016-04-24") == ["u1 قصفت"]
    assert events([told], since="2016-04-25") == []


def test_an_actor_with_all_that_belongs_to_it(hospital: list[Record]) -> None:
    by_name = events(hospital, actors=("روسيا",))
    assert by_name == events(hospital, actors=("ru",)) == events(hospital, actors=("Russia",))
    assert by_name
    assert all(e.startswith(("c1", "c2")) for e in by_name)


def test_an_unresolved_actor_by_its_words() -> None:
    matcher = Matcher(Filter(actors=("أسود الوادي",)))
    assert matcher.actor(None, "كتيبة أسود الوادي")
    assert matcher.actor("actor:أسود-الوادي")
    assert not matcher.actor(None, "كتيبة أسود الجبل")


def test_types_and_modes(derna: list[Record]) -> None:
    assert events(derna, types=("assault/aerial",)) == events(derna, types=("AERIAL",))
    assert events(derna, types=("aerial",))[0] == "a4 قصفت"
    assert events(derna, types=("ASSAULT",)) == events(derna)
    assert events(derna, types=("PROTEST", "ASSAULT")) == events(derna)
    assert events(derna, types=("PROTEST",)) == []


def test_speakers_the_publisher_is_one(derna: list[Record]) -> None:
    assert {e.split()[0] for e in events(derna, speakers=("صحيفة الميدان",))} == {"a2"}
    assert {e.split()[0] for e in events(derna, speakers=("مصدر عسكري",))} == {"a1", "a5"}


def test_status(hospital: list[Record]) -> None:
    assert {e.split()[0] for e in events(hospital, statuses=("negated",))} == {"c2"}


def test_criteria_are_joined_by_and_their_values_by_or(derna: list[Record], hospital: list[Record]) -> None:
    both = derna + hospital
    assert events(both, places=("درنة", "معرة النعمان"), since="2016-06") == events(hospital)
    assert events(both, places=("درنة",), since="2016-06") == []


def test_incidents(derna: list[Record], hospital: list[Record]) -> None:
    found = list(link_incidents(derna + hospital))
    contested = [i for i in found if Matcher(Filter(grades=("contested",))).incident(i)]
    assert contested
    assert {i.grade for i in contested} == {"contested"}
    at_home = [i for i in found if Matcher(Filter(places=("ليبيا",))).incident(i)]
    assert {a for i in at_home for a in i.articles} <= {"a1", "a2", "a3", "a4", "a5"}
    assert len(at_home) == 2
    denied = [i for i in found if Matcher(Filter(speakers=("وزارة الدفاع الروسية",))).incident(i)]
    assert [("c2" in i.articles) for i in denied] == [True]


def test_a_grade_is_asked_of_events_through_their_incidents(derna: list[Record], hospital: list[Record]) -> None:
    grades = {key: i.grade for i in link_incidents(derna + hospital) for a in i.accounts for key in a.events}
    chosen = list(Matcher(Filter(grades=("contested",))).records(derna + hospital, grades.get))
    assert chosen
    assert {grades[r.id, e.id] for r in chosen for e in r.events} == {"contested"}


def test_control(tell: Callable[..., Record]) -> None:
    records = [
        tell("k1", "2016-04-21", "سيطر الجيش الوطني الليبي أمس على مدينة درنة.", "وكالة أنباء الساحل"),
        tell("k2", "2016-05-02", "سيطر تنظيم داعش أمس على مدينة سرت.", "موقع الجبل"),
    ]
    spells = derive_control(records)
    assert len(spells) == 2

    def chosen(**criteria: object) -> list[str | None]:
        matcher = Matcher(Filter(**criteria))  # type: ignore[arg-type]
        return [s.place.name_ar for s in spells if matcher.spell(s)]

    assert chosen(places=("درنة",)) == ["درنة"]
    assert chosen(actors=("داعش",)) == ["سرت"]
    assert chosen(until="2016-04-30") == ["درنة"]
    assert chosen(since="2016-06") == ["درنة", "سرت"]  # nothing ends them
    assert chosen(speakers=("موقع الجبل",)) == ["سرت"]
    assert chosen(types=("TERRITORY/capture",)) == ["درنة", "سرت"]
    assert chosen(types=("ASSAULT",)) == []


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        ({"since": "2016-13"}, "--since: «2016-13» is no day. Write a day (2016-04-24), a month (2016-04) or a year (2016)."),
        ({"until": "2015-02-29"}, "--until: «2015-02-29» is no day"),
        ({"since": "2017", "until": "2016"}, "The time ends (2016) before it begins (2017)"),
        ({"grades": ("god",)}, "There is no grade «god»"),
        ({"types": ("ASAULT",)}, "Did you mean assault?"),
        ({"types": ("airial",)}, "Did you mean aerial?"),
        ({"types": ("ASSAULT/airial",)}, "ASSAULT has no mode «airial». Did you mean aerial?"),
    ],
)
def test_what_there_is_not_is_told(criteria: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as told:
        Matcher(Filter(**criteria))  # type: ignore[arg-type]
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Derna", "Darnah"), ("Deir ez-Zor", "Deir Ezzor"), ("Benghazi", "Banghāzī"), ("Misrata", "Mişrātah"), ("Al Hudaydah", "Hudaydah")],
)
def test_spellings_in_latin_letters_meet(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other)


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("ISIS", "xx.islamic-state"),
        ("Daesh", "xx.islamic-state"),
        ("داعش", "xx.islamic-state"),
        ("SDF", "sy.sdf"),
        ("Rapid Support Forces", "sd.rsf"),
        ("Houthis", "ye.houthis"),
        ("Ansar Allah", "ye.houthis"),
        ("LNA", "ly.libyan-national-army"),
        ("Haftar", "ly.haftar"),
        ("حفتر", "ly.haftar"),
        ("The United Nations", "xx.un"),
    ],
)
def test_names_by_which_an_actor_is_known(name: str, actor: str) -> None:
    matcher = Matcher(Filter(actors=(name,)))
    assert matcher.unknown == ()
    assert matcher.actor(actor)
    assert not matcher.actor("eg.police")
