"""Accounts: independent voices, contradictions between them, and the grade that follows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from marsad.errors import DataError
from marsad.incidents import Incident, link_incidents
from marsad.incidents.knowledge import Knowledge, builtin
from marsad.lexicon import Lexicon
from marsad.record import Record

Tell = Callable[..., Record]


def bomb(derna: list[Record]) -> Incident:
    return next(i for i in link_incidents(derna) if "a1" in i.articles)


def test_one_account_for_each_voice_and_reprints_add_none(derna: list[Record]):
    accounts = bomb(derna).accounts
    assert [a.article for a in accounts] == ["a1", "a2", "a3"]
    assert [r.article for r in accounts[0].reprints] == ["a5"]
    assert ("a5", "e1") in accounts[0].events
    assert bomb(derna).voices == 3


def test_the_chain_leads_from_the_paper_to_the_speaker(derna: list[Record]):
    accounts = bomb(derna).accounts
    assert accounts[0].chain == ("وكالة أنباء الساحل", "مصدر عسكري")
    assert accounts[2].voice == "xx.islamic-state"


def test_the_quote_is_the_sentence_word_for_word(derna: list[Record]):
    texts = {r.id: r.article.text for r in derna}
    for account in bomb(derna).accounts:
        assert account.quote
        assert account.quote in texts[account.article]


def test_casualties_range_over_the_accounts_and_the_difference_is_named(derna: list[Record]):
    incident = bomb(derna)
    assert (incident.casualties["killed"].low, incident.casualties["killed"].high) == (3, 20)
    killed = next(c for c in incident.contradictions if c.about == "killed")
    assert dict(zip(killed.accounts, killed.values, strict=True)) == {0: "3", 1: "7", 2: "20"}


def test_who_did_it_says_so(derna: list[Record]):
    incident = bomb(derna)
    claim = incident.accounts[2]
    assert claim.stance == "claims-responsibility"
    assert "xx.islamic-state" in claim.actors
    assert incident.grade == "confirmed"
    assert "said by the side that did it: تنظيم داعش" in incident.grade_why


def test_rival_accounts_are_contested(hospital: list[Record]):
    (incident,) = link_incidents(hospital)
    assert incident.grade == "contested"
    about = {c.about: c for c in incident.contradictions}
    assert about["killed"].values == ("6", "5")
    assert about["responsibility"].values == ("asserted", "negated", "asserted")
    denial = incident.accounts[about["responsibility"].accounts[1]]
    assert (denial.status, denial.stance) == ("negated", "denies")
    assert "ru.ministry-of-defence" in denial.side


def test_a_denial_alone_is_denied(hospital: list[Record]):
    (incident,) = link_incidents(hospital[1:2])
    assert incident.grade == "denied"
    assert incident.voices == 0


def test_a_single_voice_is_weak_and_two_are_fair(derna: list[Record]):
    assert next(link_incidents(derna[:1])).grade == "weak"
    (two,) = link_incidents(derna[:2])
    assert two.grade == "fair"
    assert "2 independent voices" in two.grade_why


def test_unnamed_speakers_of_one_house_are_one_voice(tell: Tell):
    text = "قال مصدر عسكري إن سيارة مفخخة انفجرت أمس السبت في درنة.\nوقال مصدر طبي إن جنديين قتلا في انفجار السيارة المفخخة في درنة."
    (incident,) = link_incidents([tell("one-house", "2016-04-24", text)])
    assert len(incident.accounts) == 2
    assert incident.voices == 1


def test_nobody_hurt_denies_no_attack(tell: Tell):
    text = "قال المتحدث باسم الجيش إن قذائف سقطت أمس السبت على مطار معيتيقة، ولم تسجل إصابات بين المدنيين."
    (incident,) = link_incidents([tell("calm", "2016-04-24", text)])
    assert all(a.status == "asserted" for a in incident.accounts)
    assert incident.contradictions == ()


def test_every_rule_of_grading_explains_itself():
    for rule in builtin().rules:
        assert rule.about.endswith(".")
        assert re.fullmatch("[a-z-]+", rule.id)


def test_a_wrong_rule_is_named_with_its_line(tmp_path):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "grades.toml").write_text('\n[[rule]]\nid = "x"\ngrade = "sure"\nabout = "?"\n')
    with pytest.raises(DataError, match=r"grades\.toml:2: .*sure"):
        Knowledge.of(Lexicon.load(tmp_path, strict=False))


def test_sides():
    knows = builtin()
    assert knows.related("ru.ministry-of-defence", "ru.government")
    assert not knows.related("ly.libyan-national-army", "ly.gna-forces")
