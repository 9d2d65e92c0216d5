"""The seed document: what it says of the Fataih heights, of who drove Daesh out, of the dead commander and of the money.

Runs only where the document is: ``MARSAD_SEED`` names its folder or file, else ``../shared/seed``.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from marsad import Coder
from marsad.incidents.control import derive_control
from marsad.record import Article, Record

_PLACE = Path(os.environ.get("MARSAD_SEED") or Path(__file__).parents[3] / "shared" / "seed")
_FILES = sorted(_PLACE.glob("*.txt")) if _PLACE.is_dir() else [_PLACE] if _PLACE.is_file() else []
pytestmark = pytest.mark.skipif(not _FILES, reason=f"no seed document in {_PLACE} (set MARSAD_SEED)")

DAESH, SHURA = "xx.islamic-state", "ly.derna-shura-council"


@lru_cache(maxsize=1)
def seed() -> Record:
    return Coder().code(Article(id="seed", text=_FILES[0].read_text(encoding="utf-8"), published="2016-04-24"))


def test_who_held_the_fataih_heights_before_that_wednesday_and_until_when() -> None:
    spell = next(s for s in derive_control([seed()]) if s.place.name_ar == "مرتفعات الفتائح")
    assert (spell.holder, spell.to, spell.contested) == (DAESH, "2016-04-20", False)
    assert spell.from_interval[0] is None  # since several months
    assert spell.from_interval[1] is not None
    assert "2015-12" <= spell.from_interval[1] < "2016-02"
    assert spell.until_account is not None
    assert "الأربعاء الماضي" in spell.until_account.quote
    assert spell.until_account.sources == ()  # the paper's own word


def test_the_last_stronghold_in_fataih_by_the_word_of_the_shura_council() -> None:
    spells = [s for s in derive_control([seed()]) if s.last]
    assert any(
        s.holder == DAESH and "الفتائح" in (s.place.name_ar or "") and any("مجلس شورى مجاهدي درنة" in " ".join(a.sources) for a in s.accounts) for s in spells
    )


def test_who_holds_the_heights_after_it_is_not_told() -> None:
    assert [s for s in derive_control([seed()]) if s.place.name_ar == "مرتفعات الفتائح" and s.to is None and s.holder] == []


@pytest.mark.xfail(reason="من مرتفعات الفتائح بالقرب من درنة وحي الـ400: the first of two joined places keeps the event", strict=False)
def test_district_400() -> None:
    assert any("400" in (s.place.name_ar or "") and s.holder == DAESH and s.to == "2016-04-20" for s in derive_control([seed()]))


@pytest.mark.xfail(reason="نسب كل طرف انسحاب ... إليه: no event says that each side claims the withdrawal", strict=False)
def test_rival_claims_about_who_drove_daesh_out() -> None:
    spells = [s for s in derive_control([seed()]) if "الفتائح" in (s.place.name_ar or "") or s.place.name_ar == "درنة"]
    assert any(len({r.holder for r in s.rivals}) > 0 for s in spells)


def test_fifteen_vehicles_destroyed() -> None:
    assert any(e.trigger.text == "تدمير" and any((c.kind, c.low) == ("materiel", 15) for c in e.casualties) for e in seed().events)


def test_forty_five_vehicles_moved() -> None:
    moved = [e for e in seed().events if e.trigger.text == "تحركت" and e.strength]
    assert [(s.side, s.low, s.what) for e in moved for s in e.strength] == [("actor", 45, "vehicle")]


def test_the_dead_commander_by_name() -> None:
    killed = [e for e in seed().events if e.trigger.text == "استشهد"]
    assert any("محمد" in r.text for e in killed for r in e.recipient)
    assert any((c.kind, c.low) == ("killed", 1) for e in killed for c in e.casualties)


def test_the_dead_commander_by_his_whole_name() -> None:
    killed = [e for e in seed().events if e.trigger.text == "استشهد"]
    assert [r.text for e in killed for r in e.recipient] == ["البطل محمد رزق"]


@pytest.mark.xfail(reason="an office behind a comma (محمد رزق، آمر سرايا الجبل الأخضر): the brigade is a described body", strict=False)
def test_the_commander_and_his_brigades() -> None:
    assert any(r.kind == "commands" and r.from_ == "person:محمد-رزق" for r in seed().relations)


def test_the_thousand_million_dollars_and_their_means() -> None:
    flows = [f for f in seed().finance if f.amount is not None]
    assert {f.amount.low for f in flows if f.amount} == {1e9}
    assert {f.amount.currency for f in flows if f.amount} == {"USD"}
    assert {"tax", "oil", "smuggling", "ransom"} <= {f.means for f in flows}
    assert all(f.shared for f in flows)
    assert all(p.entity == DAESH for f in flows for p in f.payee)


@pytest.mark.xfail(reason="the report is the speaker (ذكر تقرير أمني ألماني), the coder gives مراقبون of the clause before", strict=False)
def test_the_money_by_the_word_of_the_german_report() -> None:
    flows = [f for f in seed().finance if f.amount is not None]
    assert all(any("تقرير" in s.text for s in f.sources) for f in flows)


@pytest.mark.xfail(reason="ونقله التليفزيون الألماني: the coder gives the broadcaster, not the report that it relays", strict=False)
def test_ard_quotes_a_report_of_the_bka() -> None:
    chains = [[s.text for s in e.sources] for e in seed().events]
    assert any(any("التليفزيون" in t for t in c) and any("التقرير" in t for t in c) for c in chains)


def test_the_paper_quotes_obama() -> None:
    chains = [[(s.entity, s.stance) for s in e.sources] for e in seed().events if e.trigger.text == "بحث"]
    assert chains == [[("gb.financial-times", "relays"), ("us.obama", "says")]]


def test_the_council_is_loyal_to_al_qaeda() -> None:
    assert any((r.kind, r.from_, r.to) == ("loyal-to", SHURA, "xx.al-qaeda") for r in seed().relations)


@pytest.mark.xfail(reason="مجلس شورى المجاهدين is not resolved to the council of Derna", strict=False)
def test_the_council_is_part_of_al_qaeda() -> None:
    assert any((r.kind, r.from_, r.to) == ("part-of", SHURA, "xx.al-qaeda") for r in seed().relations)
