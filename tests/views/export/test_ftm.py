"""FollowTheMoney entities, read by FollowTheMoney itself where it is installed (pip install 'marsad[dev-ftm]')."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from marsad.views.export import ftm
from marsad.views.export.material import Material


@pytest.fixture(scope="module")
def entities(material: Material, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("ftm") / "e.ftm.json"
    ftm.write(material, path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def named(entities: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(e for e in entities if name in [*e["properties"].get("name", []), *e["properties"].get("title", [])])


def test_what_becomes_what(entities: list[dict[str, Any]], material: Material) -> None:
    kinds = Counter(e["schema"] for e in entities)
    assert kinds["Article"] == len(material.articles)
    assert kinds["Event"] == len(material.incidents) + len(material.spells)
    assert kinds["Documentation"] == sum(len(i.accounts) for i in material.incidents)
    assert named(entities, "Khalifa Haftar")["schema"] == "Person"
    assert named(entities, "Libyan National Army")["schema"] == "PublicBody"
    assert named(entities, "Islamic State")["schema"] == "Organization"
    assert named(entities, "Islamic State")["properties"]["name"] == ["Islamic State", "تنظيم الدولة الإسلامية"]


def test_ids_are_there_once_and_before_they_are_named(entities: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for e in entities:
        assert e["id"] not in seen
        for name in ("involved", "proof", "document", "entity", "addressEntity", "subject", "object", "director", "organization", "member"):
            assert seen.issuperset(v for v in e["properties"].get(name, []) if v.startswith("marsad-")), (e["schema"], name)
        seen.add(e["id"])


def test_an_account_is_its_incident_documented_with_its_words(entities: list[dict[str, Any]], material: Material) -> None:
    wanted = next(i for i in material.incidents if set(i.articles) == {"a1", "a2"})
    event = next(e for e in entities if e["properties"].get("recordId") == [wanted.id])
    told = [e for e in entities if e["properties"].get("entity") == [event["id"]]]
    assert [t["properties"]["summary"][0] for t in told] == [a.quote for a in wanted.accounts]
    assert event["properties"]["startDate"] == ["2016-04-23"]
    assert "Accounts differ on killed: 3 / 7" in event["properties"]["notes"]


def test_a_tie_between_a_commander_and_an_army(entities: list[dict[str, Any]]) -> None:
    tie = next(e for e in entities if e["schema"] == "Directorship")
    assert tie["properties"]["director"] == [named(entities, "Khalifa Haftar")["id"]]
    assert tie["properties"]["organization"] == [named(entities, "Libyan National Army")["id"]]


def test_nobody_is_given_a_topic(entities: list[dict[str, Any]]) -> None:
    assert not any("topics" in e["properties"] for e in entities)


def test_followthemoney_accepts_every_entity_and_every_value(entities: list[dict[str, Any]]) -> None:
    reason = "followthemoney is not installed (pip install 'marsad[dev-ftm]', 190 MB)"
    followthemoney = pytest.importorskip("followthemoney", reason=reason)
    for e in entities:
        proxy = followthemoney.model.get_proxy(e)
        proxy.schema.validate(e)
        for prop in proxy.iterprops():
            for value in proxy.get(prop):
                assert prop.type.clean(value, proxy=proxy) is not None, (e["schema"], prop.name, value)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in e["properties"].items()}
