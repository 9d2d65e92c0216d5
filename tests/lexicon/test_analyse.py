"""Written words and their readings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.lexicon import Analysis, Lexicon
from marsad.lexicon.conjugate import Verb, conjugate
from marsad.lexicon.forms import BARE, DET


def best(lexicon: Lexicon, raw: str) -> Analysis:
    return lexicon.analyse(raw, "arabic").analyses[0]


def parts(lexicon: Lexicon, raw: str) -> str:
    """The best reading as conj+prep+det+fut+stem+suffix, written out."""
    word = lexicon.analyse(raw, "arabic")
    a = word.analyses[0]
    stem = word.norm[a.start : a.end]
    return "+".join(p for p in (a.conj, a.prep, "DET" if a.det else "", "س" if a.fut else "", stem, a.suffix) if p)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("وانسحابه", "و+انسحاب+ه"),
        ("للغارة", "ل+DET+غاره"),
        ("والغارات", "و+DET+الغارات"),
        ("بالغارة", "ب+DET+الغاره"),
        ("سيهاجمون", "س+يهاجمون"),
        ("قتلوه", "قتلو+ه"),
        ("غارته", "غارت+ه"),
        ("عمليتها", "عمليت+ها"),
        ("هجومهم", "هجوم+هم"),
        ("رماه", "رما+ه"),
        ("أبناؤه", "ابناو+ه"),
        ("أبنائهم", "ابناي+هم"),
        ("لليل", "ل+DET+ليل"),
        ("عليه", "علي+ه"),
        ("له", "ل+ه"),
        ("لأنه", "لان+ه"),
        ("وقد", "و+قد"),
        ("وهم", "و+هم"),
        ("مقاتلو", "مقاتلو"),
    ],
)
def test_clitics(small: Lexicon, raw: str, expected: str) -> None:
    assert parts(small, raw) == expected


@pytest.mark.parametrize(
    "raw",
    ["وقف", "ولاية", "بلدة", "لجنة", "فصيل", "كتيبة", "وزارة", "بيان", "وليد", "كما", "كل", "بيت", "كبير", "فقدان"],
)
def test_a_known_word_is_not_taken_apart(small: Lexicon, raw: str) -> None:
    a = best(small, raw)
    assert (a.conj, a.prep, a.suffix) == ("", "", "")
    assert not a.guessed


def test_stem_span_after_merged_article(small: Lexicon) -> None:
    word = small.analyse("للغارة", "arabic")
    a = word.analyses[0]
    assert (a.prep, a.det, word.norm[a.start : a.end]) == ("ل", True, "غاره")
    assert small.analyse("الغارة", "arabic").analyses[0].start == 0


@pytest.mark.parametrize(
    ("raw", "pos", "form", "voice"),
    [
        ("قُتل", "verb", "past", "passive"),
        ("قَتل", "verb", "past", "active"),
        ("قتل", "verb", "past", "either"),
        ("فجّر", "verb", "past", "either"),
        ("قتلاً", "noun", "masdar", ""),
        ("أصيب", "verb", "past", "passive"),
        ("مؤكدا", "adj", "active-participle", "active"),
        ("إصابة", "noun", "masdar", ""),
    ],
)
def test_spelling_is_evidence(small: Lexicon, raw: str, pos: str, form: str, voice: str) -> None:
    a = best(small, raw)
    assert (a.pos, a.form, a.voice) == (pos, form, voice)


def test_ta_marbuta_is_no_pronoun_and_ha_may_be_ta_marbuta(small: Lexicon) -> None:
    assert all(a.suffix == "" for a in small.analyse("إصابة", "arabic").analyses)
    readings = small.analyse("أصابه", "arabic").analyses
    assert readings[0].suffix == "ه"
    assert best(small, "بلده").lemma == "بلدة"


def test_ala_and_ali(small: Lexicon) -> None:
    assert best(small, "على").pos == "prep"
    assert best(small, "علي").pos == "name"


def test_purpose_lam(small: Lexicon) -> None:
    a = best(small, "ليقتل")
    assert (a.prep, a.pos, a.form) == ("ل", "verb", "present")


def test_tatweel_and_dots_do_not_hide_a_word(small: Lexicon) -> None:
    word = small.analyse("غـــارة", "arabic")
    a = word.analyses[0]
    assert [f.id for f in a.frames] == ["ghara.1"]
    assert word.raw_end(a.end) == len("غـــارة")


def test_unknown_words_are_guessed_by_shape(small: Lexicon) -> None:
    assert (best(small, "والمتظاهرين").pos, best(small, "والمتظاهرين").guessed) == ("noun", True)
    assert best(small, "الشعبية").pos == "adj"
    assert (best(small, "يتمركزون").pos, best(small, "يتمركزون").form) == ("verb", "present")
    assert best(small, "زليتن").pos == "name"


def test_keys_give_the_start_of_a_name(small: Lexicon) -> None:
    assert ("داعش", 1) in small.analyse("لداعش", "arabic").keys
    assert ("التنظيم", 2) in small.analyse("للتنظيم", "arabic").keys
    assert ("التنظيم", 3) in small.analyse("وللتنظيم", "arabic").keys
    assert ("التنظيم", 1) in small.analyse("بالتنظيم", "arabic").keys


@pytest.mark.parametrize(("raw", "shape", "pos"), [("12", "number", "num"), ("BBC", "latin", "name"), ("،", "punct", "punct")])
def test_other_shapes_have_one_reading(small: Lexicon, raw: str, shape: str, pos: str) -> None:
    assert [a.pos for a in small.analyse(raw, shape).analyses] == [pos]


def test_words_are_shared(small: Lexicon) -> None:
    assert small.analyse("قتل", "arabic") is small.analyse("قتل", "arabic")


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(min_size=1), st.text("ابتلمنويةىءأإكسفه\u064b\u064f\u0651\u0640", min_size=1, max_size=12)))
def test_any_string_has_a_reading_within_its_bounds(small: Lexicon, raw: str) -> None:
    word = small.analyse(raw, "arabic")
    assert word.analyses
    for a in word.analyses:
        assert 0 <= a.start <= a.end <= max(len(word.norm), 0)
        assert 0 <= word.raw_index(a.start) <= word.raw_end(a.end) <= len(raw)
    for key, start in word.keys:
        assert key
        assert 0 <= start < len(word.norm)


VERBS = [
    Verb("قتل", None, None, ["قتل"]), Verb("انسحب"), Verb("فجّر"), Verb("أصاب"), Verb("هاجم", masdars=[]),
    Verb("رمى", "I", "يرمي", ["رمي"]), Verb("أكّد"),
]  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.lemma)
def test_every_generated_form_is_found_again(small: Lexicon, verb: Verb) -> None:
    lost = []
    for form in conjugate(verb):
        raw = form.spelled + ("" if form.context & BARE else "ه" if not form.context & DET else "")
        found = small.analyse(raw, "arabic").analyses
        if not any(a.lemma == verb.lemma and a.form == form.form for a in found):
            lost.append((raw, form.form))
    assert lost == []
