"""ACLED-like, GED-like and POLECAT-like tables: what each rule of the crosswalks makes of an incident."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.incidents import Account, Incident, IncidentPlace, Range
from marsad.incidents.filters import Filter
from marsad.incidents.matching import Matcher
from marsad.lexicon import Lexicon
from marsad.pipeline import Coder
from marsad.record import Article, Casualty, DateRange, Record
from marsad.views.export import acled, ged, plover
from marsad.views.export.cells import Cell
from marsad.views.export.crosswalk import ACLED, ACLED_TYPES, GED, Precision, Rule, faults, rules
from marsad.views.export.layout import LeftOut
from marsad.views.export.material import Material, gather
from marsad.views.export.names import Names

Choose = Callable[..., Material]
LEXICON = Lexicon.load(strict=False)
NAMES = Names(lexicon=LEXICON)


def incident(event_type: str, mode: str | None, actors: tuple[str, ...] = (), recipients: tuple[str, ...] = (), **more: object) -> Incident:
    """An incident in Derna on one day, told by one account."""
    account = Account(article="z", event="e0", status=str(more.pop("status", "asserted")), events=(("z", "e0"),), quote="كذا")
    place = IncidentPlace(id="gn:87205", name_ar="درنة", name_en="Darnah", lat=32.767, lon=22.6367, country="LY", precision="city", radius_km=5.0)
    filled: dict[str, object] = {"date": DateRange("2016-04-23", "2016-04-23"), "place": place, "accounts": (account,), **more}
    return Incident(id="i-1", event_type=event_type, mode=mode, actors=actors, recipients=recipients, articles=("z",), **filled)  # type: ignore[arg-type]


def acled_row(i: Incident) -> tuple[dict[str, Cell] | None, LeftOut]:
    left = LeftOut()
    return next(acled.rows(Material(incidents=[i], names=NAMES), left), None), left


def ged_row(i: Incident) -> tuple[dict[str, Cell] | None, LeftOut]:
    left = LeftOut()
    return next(ged.rows(Material(incidents=[i], names=NAMES), left), None), left


KILLED = {"killed": Range(3, 7)}
LNA, GNA, RUSSIA, DAESH, SHURA = "ly.libyan-national-army", "ly.gna-forces", "ru", "xx.islamic-state", "ly.derna-shura-council"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (incident("ASSAULT", "aerial", (RUSSIA,)), ("Explosions/Remote violence", "Air/drone strike")),
        (incident("ASSAULT", "drone", (LNA,), (DAESH,)), ("Explosions/Remote violence", "Air/drone strike")),
        (incident("ASSAULT", "heavy-weapons"), ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        (incident("ASSAULT", "explosives"), ("Explosions/Remote violence", "Remote explosive/landmine/IED")),
        (incident("ASSAULT", "suicide-attack", (DAESH,)), ("Explosions/Remote violence", "Suicide bomb")),
        (incident("ASSAULT", "unconventional"), ("Explosions/Remote violence", "Chemical weapon")),
        (incident("ASSAULT", "sexual"), ("Violence against civilians", "Sexual violence")),
        (incident("ASSAULT", "abduct", (DAESH,)), ("Violence against civilians", "Abduction/forced disappearance")),
        (incident("ASSAULT", "crowd-control", (LNA,), casualties=KILLED), ("Protests", "Excessive force against protesters")),
        (incident("ASSAULT", "crowd-control", (LNA,)), ("Protests", "Protest with intervention")),
        (incident("ASSAULT", "firearms", (DAESH, LNA)), ("Battles", "Armed clash")),
        (incident("ASSAULT", None, (DAESH, SHURA)), ("Battles", "Armed clash")),
        (incident("TERRITORY", "capture", (LNA,)), ("Battles", "Government regains territory")),
        (incident("TERRITORY", "capture", (DAESH,)), ("Battles", "Non-state actor overtakes territory")),
        (incident("TERRITORY", "contest", (DAESH,)), ("Battles", "Armed clash")),
        (incident("RETREAT", "withdraw", (DAESH,)), ("Strategic developments", "Non-violent transfer of territory")),
        (incident("RETREAT", "ceasefire"), ("Strategic developments", "Agreement")),
        (incident("PROTEST", "demo"), ("Protests", "Peaceful protest")),
        (incident("PROTEST", "demo", casualties=KILLED), ("Protests", "Excessive force against protesters")),
        (incident("PROTEST", "riot"), ("Riots", "Violent demonstration")),
        (incident("COERCE", "arrest", (LNA,)), ("Strategic developments", "Arrests")),
        (incident("MOBILIZE", "troops", (LNA,)), ("Strategic developments", "Change to group/activity")),
    ],
)
def test_types_of_acled(told: Incident, expected: tuple[str, str]) -> None:
    row, _ = acled_row(told)
    assert row is not None
    assert (row["event_type"], row["sub_event_type"]) == expected
    assert expected[1] in ACLED_TYPES[expected[0]]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (incident("TERRITORY", "hold", (DAESH,)), "whose type or target ACLED has no event type for"),
        (incident("AID", None), "whose type or target ACLED has no event type for"),
        (incident("ASSAULT", None, (DAESH,)), "whose type or target ACLED has no event type for"),
        (incident("ASSAULT", "aerial", place=None), "without a place on the map"),
        (incident("ASSAULT", "aerial", date=None), "without a date"),
        (incident("ASSAULT", "aerial", date=DateRange("2016-01-01", "2016-12-31")), "dated to more than a month"),
        (incident("ASSAULT", "aerial", status="negated"), "that nobody asserts"),
    ],
)
def test_what_acled_does_not_have_is_left_out_and_told(told: Incident, why: str) -> None:
    row, left = acled_row(told)
    assert row is None
    assert dict(left.why) == {why: 1}
    assert left.notes("incidents") == [f"1 incidents are left out: 1 {why}."]


def test_fatalities_are_the_lowest_figure_with_low_and_high_beside() -> None:
    row, _ = acled_row(incident("ASSAULT", "aerial", (RUSSIA,), casualties=KILLED))
    assert row is not None
    assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == (3, 3, 7)
    row, _ = acled_row(incident("ASSAULT", "aerial", (RUSSIA,)))
    assert row is not None
    assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == (0, None, None)


def test_actors_and_what_they_are() -> None:
    row, _ = acled_row(incident("ASSAULT", "aerial", (RUSSIA,), (DAESH,)))
    assert row is not None
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == ("Russia", "External/Other forces", "Islamic State", None)
    row, _ = acled_row(incident("PROTEST", "demo"))
    assert row is not None
    assert (row["actor1"], row["inter1"], row["iso"], row["region"]) == ("Protesters (Libya)", "Protesters", 434, "Northern Africa")


@pytest.mark.parametrize(("end", "acled_code", "ged_code"), [("2016-04-23", 1, 1), ("2016-04-25", 2, 2), ("2016-04-29", 2, 3), ("2016-05-10", 3, 4)])
def test_precision_of_time(end: str, acled_code: int, ged_code: int) -> None:
    told = incident("ASSAULT", "aerial", casualties=KILLED, date=DateRange("2016-04-23", end))
    row, _ = acled_row(told)
    other, _ = ged_row(told)
    assert row is not None
    assert other is not None
    assert (row["time_precision"], other["date_prec"]) == (acled_code, ged_code)


@pytest.mark.parametrize(
    ("precision", "kind", "km", "acled_code", "ged_code"),
    [
        ("city", "city", 5.0, 1, 1), ("building", "hospital", 1.0, 1, 1), ("village", "village", 20.0, 2, 2), ("city", "city", 40.0, 2, 5),
        ("district", "district", 20.0, 2, 3), ("governorate", "governorate", 60.0, 3, 4), ("region", "region", 100.0, 3, 5),
        ("country", "country", 400.0, 3, 6), ("region", "sea", 200.0, 3, 7), ("region", "river", 100.0, 3, 5),
    ],
)  # fmt: skip
def test_precision_of_place(precision: str, kind: str, km: float, acled_code: int, ged_code: int) -> None:
    assert Precision.of(LEXICON, ACLED).place(precision, kind, km) == acled_code
    assert Precision.of(LEXICON, GED).place(precision, kind, km) == ged_code


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        ((LNA,), (DAESH,), (1, "Libyan National Army", "Islamic State")),
        ((DAESH,), (LNA,), (1, "Libyan National Army", "Islamic State")),  # the government is side_a whoever attacks
        ((DAESH,), (SHURA,), (2, "Islamic State", "Derna Mujahideen Shura Council")),
        ((DAESH, LNA), (), (1, "Libyan National Army", "Islamic State")),
        ((DAESH,), (), (None, "Islamic State", "XXX unknown")),
        ((), (), (None, "XXX unknown", "XXX unknown")),
    ],
)
def test_types_of_violence(actors: tuple[str, ...], recipients: tuple[str, ...], expected: tuple[object, ...]) -> None:
    row, _ = ged_row(incident("ASSAULT", None, actors, recipients, casualties=KILLED))
    assert row is not None
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == expected


def test_ged_has_deadly_incidents_only() -> None:
    row, left = ged_row(incident("ASSAULT", "aerial"))
    assert row is None
    assert list(left.why) == ["in which nobody is reported killed"]


def test_best_is_what_most_voices_say() -> None:
    def voice(n: int, low: int) -> Account:
        return Account(article=f"a{n}", event="e0", voice=str(n), casualties=(Casualty("killed", low, low),), events=((f"a{n}", "e0"),))

    told = incident("ASSAULT", "aerial", accounts=(voice(1, 3), voice(2, 5), voice(3, 5), voice(4, 9)), casualties={"killed": Range(3, 9)})
    row, _ = ged_row(told)
    assert row is not None
    assert (row["low"], row["best"], row["high"], row["high_open"]) == (3, 5, 9, False)


def test_an_open_highest_figure_is_marked() -> None:
    row, _ = ged_row(incident("ASSAULT", "aerial", casualties={"killed": Range(20, None)}))
    assert row is not None
    assert (row["low"], row["high"], row["high_open"]) == (20, 20, True)


def test_cells_of_priogrid() -> None:
    assert ged.priogrid(-90.0, -180.0) == 1
    assert ged.priogrid(89.9, 179.9) == 259_200
    assert ged.priogrid(32.767, 22.6367) == 245 * 720 + 405 + 1


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL))


def test_from_articles_to_acled_and_ged(material: Material, tmp_path: Path) -> None:
    acled.write(material, tmp_path / "acled.csv")
    found = {r["article_ids"]: r for r in read(tmp_path / "acled.csv")}
    derna = found["a1; a2"]
    assert (derna["event_type"], derna["location"], derna["geo_precision"], derna["fatalities"]) == ("Explosions/Remote violence", "Darnah", "1", "3")
    assert derna["actor1"] == "Islamic State"
    assert "«قال المتحدث باسم الجيش الوطني الليبي" in derna["notes"]
    assert "differ on killed: 3 / 7" in derna["notes"]
    ged.write(material, tmp_path / "ged.csv")
    hospital = next(r for r in read(tmp_path / "ged.csv") if "c1" in r["article_ids"])
    assert (hospital["type_of_violence"], hospital["side_b"], hospital["best"]) == ("3", "Civilians", "6")


def test_soldiers_who_are_killed_are_no_civilians() -> None:
    record = Coder().code(Article(id="s", published="2016-06-03", text="قتل تنظيم داعش أمس خمسة جنود بالرصاص في مدينة درنة."))
    material = gather([record], Matcher(Filter()))
    rows = list(acled.rows(material, LeftOut()))
    assert [(r["event_type"], r["sub_event_type"]) for r in rows] == [("Battles", "Armed clash")]


def test_polecat(material: Material, records: list[Record], tmp_path: Path) -> None:
    left = plover.write(material, tmp_path / "p.txt")
    lines = (tmp_path / "p.txt").read_text(encoding="utf-8").split("\n")
    head = lines[0].split("\t")
    assert head[:7] == ["Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts"]
    assert head[22:40] == [
        "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
        "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    ]  # fmt: skip
    assert all(line.count("\t") == len(head) - 1 for line in lines[:-1])
    rows = read(tmp_path / "p.txt", "\t")
    events = [e for r in records for e in r.events]
    assert len(rows) == sum(e.status == "asserted" for e in events)
    assert sum(left.why.values()) == len(events) - len(rows)
    struck = next(r for r in rows if r["Event ID"].startswith("c1:") and r["Actor Country"])
    assert (struck["Quad Code"], struck["Actor Country"], struck["Actor COW"], struck["Country"]) == ("MATERIAL CONFLICT", "RUS", "365", "SYR")


def test_another_status_may_be_asked_for(choose: Choose) -> None:
    denied = list(plover.rows(choose(statuses=("negated",)), LeftOut()))
    assert {str(r["Event ID"]).split(":")[0] for r in denied} == {"c2"}


def test_every_rule_is_sound() -> None:
    assert faults(LEXICON) == []
    assert len({r.id for r in rules(LEXICON, ACLED, "rule", Rule)}) == len(rules(LEXICON, ACLED, "rule", Rule))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[rule]]\nid = "a"\ntype = "ASALT"\nevent_type = "Battles"\nsub_event_type = "Armed clash"\nabout = "x"\n', "There is no event type «ASALT»"),
        ('[[rule]]\nid = "a"\ntype = "ASSAULT"\nevent_type = "Battle"\nsub_event_type = "Armed clash"\nabout = "x"\n', "Did you mean Battles?"),
        ('[[rule]]\nid = "a"\ntype = "ASSAULT"\nevent_type = "Battles"\nsub_event_type = "Grenade"\nabout = "x"\n', "There is no sub-event type of Battles"),
        ('[[rule]]\nid = "a"\ntype = "ASSAULT"\n', "missing required field"),
        ('[[rul]]\nid = "a"\n', "[[rul]] does not belong in this file"),
    ],
)
def test_faults_of_a_crosswalk_are_told_with_their_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ontology" / "acled.toml"
    path.parent.mkdir()
    path.write_text("# mine\n" + text, encoding="utf-8")
    found = [f for f in faults(Lexicon.load(tmp_path, strict=False)) if f.where == path.as_posix()]
    assert [f.line for f in found] == [2]
    assert said in str(found[0])
