"""Decisions of people: what they do to the record, and that they outlive a newer coding."""

from __future__ import annotations

import sqlite3

import pytest
from libya_texts import ARTICLES, fill
from msgspec.structs import replace

from marsad.errors import StoreError
from marsad.incidents import members
from marsad.record import ActorRef, Event, PlaceRef, Record, Trigger
from marsad.store import RecordFile


def event(record: RecordFile, article: str, words: str) -> Event:
    """The event of an article on some words."""
    (found,) = (r for r in record.articles() if r.id == article)
    return next(e for e in found.events if e.trigger.text == words)


def recoded(record: RecordFile, articles: list[Record]) -> None:
    """As a newer marsad would code them."""
    record.recode(articles, version="2", data="d")
    record.link()


def with_event(coded: Record, old: Event, *new: Event) -> Record:
    """A coded article with an event replaced."""
    return replace(coded, events=tuple(e for o in coded.events for e in (new if o.id == old.id else (o,))))


def test_a_rejected_event_makes_no_incident(libya: RecordFile):
    raid = event(libya, "a4", "قصفت")
    for e in next(r for r in libya.articles() if r.id == "a4").events:
        libya.decide("reject", who="Salma", article="a4", event=e.id, reason="an exercise")
    assert not any("a4" in i.articles for i in libya.incidents())
    (row,) = libya.db.execute("SELECT review FROM events e JOIN articles a USING (article) WHERE a.id = 'a4' AND e.id = ?", (raid.id,))
    assert row == ("rejected",)
    assert libya.db.execute("SELECT count(*) FROM event_list WHERE article = 'a4'").fetchone() == (0,)


def test_a_changed_field_changes_event_and_incident(libya: RecordFile):
    raid = event(libya, "a4", "قصفت")
    text = ARTICLES[3].text
    town = PlaceRef((text.index("بنغازي"), text.index("بنغازي") + 6), "بنغازي", raid.location[0].place)
    libya.decide("change", who="Salma", article="a4", event=raid.id, field="mode", value="drone")
    libya.decide("change", who="Salma", article="a4", event=raid.id, field="actor", value=(ActorRef((4, 14), "طائرة حربية", "ly.lna"),))
    libya.decide("change", who="Salma", article="a4", event=raid.id, field="location", value=(town,))
    after = event(libya, "a4", "قصفت")
    assert (after.mode, after.actor[0].entity, after.location) == ("drone", "ly.lna", (replace(town, lat=after.location[0].lat, lon=after.location[0].lon),))
    (incident,) = (i for i in libya.incidents() if "a4" in i.articles)
    assert incident.actors == ("ly.lna",)
    assert next(r for r in libya.coded() if r.id == "a4").events[0].mode == raid.mode, "what marsad coded stays as it was"


def test_an_event_can_be_moved_to_a_place_that_no_article_names(libya: RecordFile):
    raid = event(libya, "a4", "قصفت")
    place = {"id": "my:barracks", "span": [0, 4], "text": "قصفت", "name_ar": "ثكنة", "lat": 32.1, "lon": 20.1, "precision": "building", "country": "LY"}
    libya.decide("change", who="Salma", article="a4", event=raid.id, field="location", value=[place])
    (incident,) = (i for i in libya.incidents() if i.place and i.place.id == "my:barracks")
    assert incident.articles == ("a4",)


def test_an_event_that_was_missed_can_be_added(libya: RecordFile):
    text = ARTICLES[0].text
    start = text.index("سيارة")
    added = Event(id="", sentence=0, trigger=Trigger(start, start + 5, "سيارة", "سيارة"), event_type="ASSAULT", mode="explosives")
    decision = libya.decide("add", who="Salma", article="a1", value=added)
    assert event(libya, "a1", "سيارة").id == f"h{decision.number}"
    with pytest.raises(StoreError, match="already"):
        libya.decide("add", who="Salma", article="a1", value=added)
    with pytest.raises(StoreError, match="not those of the article"):
        libya.decide("add", who="Salma", article="a1", value=replace(added, trigger=Trigger(0, 5, "سيارة", "سيارة")))


def test_undo_restores(libya: RecordFile):
    before = [*libya.incidents()], [*libya.articles()], [*libya.control()]
    for e in next(r for r in libya.articles() if r.id == "a6").events:
        number = libya.decide("reject", who="Salma", article="a6", event=e.id).number
        libya.undo(number, who="Omar", reason="it is right after all")
    assert ([*libya.incidents()], [*libya.articles()], [*libya.control()]) == before
    with pytest.raises(StoreError, match="undone already"):
        libya.undo(number, who="Omar")


def test_what_does_not_regroup_keeps_its_incidents_and_their_rows(libya: RecordFile):
    def rows() -> object:
        joined = "SELECT i.id, a.id, e.id FROM incident_events JOIN incidents i USING (incident) JOIN events e USING (event) JOIN articles a USING (article)"
        return sorted(libya.db.execute(joined)), libya.db.execute("SELECT * FROM account_list ORDER BY incident, position").fetchall()

    before = list(libya.incidents()), rows()
    for e in next(r for r in libya.articles() if r.id == "a1").events:
        libya.decide("accept", who="Salma", article="a1", event=e.id)
    assert (list(libya.incidents()), rows()) == before
    assert libya.waiting() == 0


def test_control_follows_decisions(libya: RecordFile):
    assert any(s.place.name_ar == "أعزاز" for s in libya.control())
    for e in next(r for r in libya.articles() if r.id == "a6").events:
        libya.decide("reject", who="Salma", article="a6", event=e.id)
    assert not any(s.place.name_ar == "أعزاز" for s in libya.control())


def test_a_split_holds_when_more_articles_come(path, coded: list[Record]):
    from marsad.store import open_record

    with open_record(path, create=True) as record:
        fill(record, [coded[0], coded[2]])
        (bomb,) = (i for i in record.incidents() if {"a1", "a3"} <= set(i.articles))
        record.decide("split", who="Salma", incidents=[bomb.id], events=[k for k in members(bomb) if k[0] == "a3"], reason="another day")
        assert not any({"a1", "a3"} <= set(i.articles) for i in record.incidents())
        fill(record, coded)
        assert not any({"a1", "a3"} <= set(i.articles) for i in record.incidents())
        record.undo(1, who="Salma")
        assert any({"a1", "a3"} <= set(i.articles) for i in record.incidents())


def test_a_merge_joins_what_the_linker_keeps_apart(libya: RecordFile):
    before = list(libya.incidents())
    bomb = next(i for i in before if "a1" in i.articles)
    raid = next(i for i in before if "a4" in i.articles)
    libya.decide("merge", who="Salma", incidents=[bomb.id, raid.id])
    (one,) = (i for i in libya.incidents() if {"a1", "a4"} <= set(i.articles))
    assert "joined by hand" in one.why
    assert set(members(one)) == {*members(bomb), *members(raid)}
    libya.undo(1, who="Salma")
    assert list(libya.incidents()) == before


def test_decisions_outlive_a_newer_coding(libya: RecordFile, coded: list[Record]):
    """The newer marsad numbers events anew: decisions are tied to words."""
    raid = event(libya, "a4", "قصفت")
    libya.decide("change", who="Salma", article="a4", event=raid.id, field="mode", value="drone")
    a4 = coded[3]
    shifted = replace(a4, events=tuple(replace(e, id=f"e{int(e.id[1:]) + 7}") for e in a4.events))
    recoded(libya, [shifted])
    assert event(libya, "a4", "قصفت").mode == "drone"
    assert libya.misfits() == []


def test_what_no_longer_fits_is_told_and_stands(libya: RecordFile, coded: list[Record]):
    raid, killed = event(libya, "a4", "قصفت"), event(libya, "a4", "قتل")
    libya.decide("change", who="Salma", article="a4", event=raid.id, field="mode", value="drone")
    libya.decide("accept", who="Salma", article="a4", event=killed.id)
    a4 = coded[3]
    recoded(libya, [replace(a4, events=(replace(next(e for e in a4.events if e.id == raid.id), mode="heavy-weapons"),))])
    assert event(libya, "a4", "قصفت").mode == "drone"
    assert event(libya, "a4", "قتل").event_type == killed.event_type, "what was accepted stays"
    change, accept = libya.misfits()
    assert str(change) == (
        f"decision 1 (change by Salma) on «قصفت» in a4: you changed mode from {raid.mode} to drone, marsad now reads heavy-weapons; yours stands"
    )
    assert "no longer finds an event there" in str(accept)


def test_a_rejection_is_of_what_was_read(libya: RecordFile, coded: list[Record]):
    raid = event(libya, "a4", "قصفت")
    libya.decide("reject", who="Salma", article="a4", event=raid.id)
    old = next(e for e in coded[3].events if e.id == raid.id)
    recoded(libya, [with_event(coded[3], old, replace(old, event_type="THREATEN", mode=None))])
    assert event(libya, "a4", "قصفت").event_type == "THREATEN"
    (misfit,) = libya.misfits()
    assert "look at it again" in misfit.why


def test_a_split_with_vanished_events_is_told(libya: RecordFile, coded: list[Record]):
    bomb = next(i for i in libya.incidents() if {"a1", "a3"} <= set(i.articles))
    libya.decide("split", who="Salma", incidents=[bomb.id], events=[k for k in members(bomb) if k[0] == "a3"])
    recoded(libya, [replace(coded[2], events=())])
    (misfit,) = libya.misfits()
    assert "no longer finds" in misfit.why


def test_the_log_is_never_changed(libya: RecordFile):
    libya.decide("comment", who="Salma", article="a1", reason="ask the hospital")
    for sql in (
        "UPDATE decisions SET who = 'x'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions (decision, at, who, kind) VALUES (1, '', '', 'undo')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            libya.db.execute(sql)
    assert [(d.who, d.reason) for d in libya.decisions("a1")] == [("Salma", "ask the hospital")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "accept", "article": "a4", "event": "e99"}, "has no event e99"),
        ({"kind": "accept", "article": "zz", "event": "e1"}, "no article zz"),
        ({"kind": "change", "article": "a4", "event": "e1", "field": "colour", "value": "red"}, "no field «colour»"),
        ({"kind": "change", "article": "a4", "event": "e1", "field": "status", "value": "perhaps"}, "This is no status"),
        ({"kind": "merge", "incidents": ["i-1"]}, "nothing to merge"),
        ({"kind": "merge", "incidents": ["i-1", "i-2"]}, "no incident i-1"),
        ({"kind": "comment", "article": "a4"}, "needs words"),
        ({"kind": "praise"}, "no decision «praise»"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(libya: RecordFile, asked: dict[str, object], said: str):
    with pytest.raises(StoreError, match=said):
        libya.decide(who="Salma", **asked)  # type: ignore[arg-type]
    assert libya.decisions() == []
