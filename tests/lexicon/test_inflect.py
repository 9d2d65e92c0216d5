"""Nouns and adjectives in all the shapes that unvocalised writing has for them."""

from __future__ import annotations

import pytest

from marsad.lexicon.forms import BARE, DET, SUF
from marsad.lexicon.inflect import adjective_forms, noun_forms


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        (("مسلح", "m", "sound-m", ()), "مسلح مسلحا مسلحون مسلحين مسلحو مسلحي مسلحان"),
        (("قتيل", "m", "broken", ("قتلى",)), "قتيل قتيلا قتيلان قتيلين قتيلي قتلى قتلا"),
        (("غارة", "f", "sound-f", ()), "غارة غارت غارتان غارتين غارات"),
        (("هجوم", "m", "broken", ("هجمات",)), "هجوم هجوما هجومان هجمات"),
        (("ابن", "m", "broken", ("أبناء",)), "أبناء أبنائ أبناؤ"),
        (("مستشفى", "m", "sound-f", ()), "مستشفى مستشفا مستشفيان مستشفيات"),
        (("قاض", "m", "broken", ("قضاة",)), "قاض قضاة قضات"),
        (("محامي", "m", "sound-m", ()), "محامي محامون محامين"),
        (("لواء", "m", "broken", ("ألوية",)), "لواء لواؤ لوائ لواءان ألوية ألويت"),
        (("مبدأ", "m", "broken", ("مبادئ",)), "مبدأ مبدؤ مبدآن مبادئ"),
    ],
)
def test_noun(noun: tuple[str, str, str, tuple[str, ...]], expected: str) -> None:
    missing = set(expected.split()) - {f.spelled for f in noun_forms(*noun)}
    assert not missing, f"{noun[0]} lacks {' '.join(missing)}"


def test_construct_has_no_article_and_full_plural_no_pronoun() -> None:
    context = {f.spelled: f.context for f in noun_forms("مقاتل", "m", "sound-m")}
    assert context["مقاتلون"] == BARE | DET
    assert context["مقاتلو"] == BARE | SUF


def test_ta_marbuta_opens_before_a_pronoun_only() -> None:
    context = {f.spelled: f.context for f in noun_forms("غارة", "f", "sound-f")}
    assert context["غارة"] == BARE | DET
    assert context["غارت"] == SUF


def test_nisba_agrees() -> None:
    made = {f.spelled: (f.gender, f.number) for f in adjective_forms("سوري")}
    assert made["سوري"] == ("m", "s")
    assert made["سورية"] == ("f", "s")
    assert made["سوريون"] == made["سوريين"] == ("m", "p")
    assert made["سوريات"] == ("f", "p")


def test_agent_noun_has_a_feminine() -> None:
    made = {f.spelled: f.gender for f in noun_forms("مقاتل", "m", "sound-m", feminine=True)}
    assert made["مقاتلة"] == made["مقاتلات"] == "f"
