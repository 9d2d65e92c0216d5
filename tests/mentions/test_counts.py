"""Numbers: expression -> bounds, counted noun, kind."""

from __future__ import annotations

from itertools import pairwise

import pytest
from expressions import numerals, rows, tokens, words
from hypothesis import given
from hypothesis import strategies as st

from marsad.mentions.counts import CountGrammar, find_counts

# expression, low, high (None: open), counted noun ("" where not expressed)
COUNTS = [
    ("ثلاثة جنود", 3, 3, "جنود"),
    ("أربع قذائف", 4, 4, "قذائف"),
    ("خمسة من الحراس", 5, 5, "الحراس"),
    ("23 حوثيا", 23, 23, "حوثيا"),
    ("١٢ مدنياً", 12, 12, "مدنياً"),
    ("11 مصاباً", 11, 11, "مصاباً"),
    ("عشرة مسلحين", 10, 10, "مسلحين"),
    ("عشر سيارات", 10, 10, "سيارات"),
    ("أحد عشر جنديا", 11, 11, "جنديا"),
    ("إحدى عشرة امرأة", 11, 11, "امرأة"),
    ("اثنا عشر قتيلا", 12, 12, "قتيلا"),
    ("اثني عشر مسلحا", 12, 12, "مسلحا"),
    ("ثلاثة عشر رجلا", 13, 13, "رجلا"),
    ("خمس عشرة ناقلة", 15, 15, "ناقلة"),
    ("عشرون جريحا", 20, 20, "جريحا"),
    ("عشرين جريحا", 20, 20, "جريحا"),
    ("تسعة وعشرين متهما", 29, 29, "متهما"),
    ("واحد وثلاثون قتيلا", 31, 31, "قتيلا"),
    ("اثنين وأربعين شخصا", 42, 42, "شخصا"),
    ("مئة جريح", 100, 100, "جريح"),
    ("مائة جريح", 100, 100, "جريح"),
    ("مئة وخمسة مقاتلين", 105, 105, "مقاتلين"),
    ("مائة وخمسين رهينة", 150, 150, "رهينة"),
    ("مئتي عائلة", 200, 200, "عائلة"),
    ("مائتان وثلاثة قتلى", 203, 203, "قتلى"),
    ("ثلاثمئة أسير", 300, 300, "أسير"),
    ("ثلاثمائة أسير", 300, 300, "أسير"),
    ("أربع مئة جندي", 400, 400, "جندي"),
    ("ثمانمئة نازح", 800, 800, "نازح"),
    ("ألف شرطي", 1000, 1000, "شرطي"),
    ("ألفي جندي", 2000, 2000, "جندي"),
    ("ألفان ومئة مقاتل", 2100, 2100, "مقاتل"),
    ("ثلاثة آلاف لاجئ", 3000, 3000, "لاجئ"),
    ("5 آلاف مواطن", 5000, 5000, "مواطن"),
    ("خمسة عشر ألف شخص", 15000, 15000, "شخص"),
    ("28 ألف قتيل", 28000, 28000, "قتيل"),
    ("ألف و200 شخص", 1200, 1200, "شخص"),
    ("3 آلاف و500 مقاتل", 3500, 3500, "مقاتل"),
    ("ثلاثمئة وخمسة وأربعون ألفا وستمئة قتيل", 345600, 345600, "قتيل"),
    ("مليون نازح", 1000000, 1000000, "نازح"),
    ("مليوني نازح", 2000000, 2000000, "نازح"),
    ("نصف مليون لاجئ", 500000, 500000, "لاجئ"),
    ("مليون ونصف مليون نازح", 1500000, 1500000, "نازح"),
    ("1,8 مليون لاجئ", 1800000, 1800000, "لاجئ"),
    ("2.5 مليون طفل", 2500000, 2500000, "طفل"),
    ("1,200 عسكري", 1200, 1200, "عسكري"),
    ("1.200 عسكري", 1200, 1200, "عسكري"),
    ("١٬٢٠٠ عسكري", 1200, 1200, "عسكري"),
    ("5.798.752 شخصا", 5798752, 5798752, "شخصا"),
    ("120 000 شخص", 120000, 120000, "شخص"),
    ("2000 مقاتل", 2000, 2000, "مقاتل"),
    ("2015 مقاتلا", 2015, 2015, "مقاتلا"),
    ("أكثر من 60 جريحا", 60, None, "جريحا"),
    ("وأكثر من مئة قتيل", 100, None, "قتيل"),
    ("ما لا يقل عن 340 مقاتلا", 340, None, "مقاتلا"),
    ("ما يزيد على ألف أسرة", 1000, None, "أسرة"),
    ("فوق الـ100 قتيل", 100, None, "قتيل"),
    ("ستة أشخاص على الأقل", 6, None, "أشخاص"),
    ("32 قتيلا على الأقل", 32, None, "قتيلا"),
    ("7 من عناصر الشرطة على الأقل", 7, None, "عناصر"),
    ("على الأقل 9 مدنيين", 9, None, "مدنيين"),
    ("أقل من 100 مقاتل", 0, 100, "مقاتل"),
    ("ما لا يزيد عن 50 عنصرا", 0, 50, "عنصرا"),
    ("نحو 3500 عسكري", 3500, 3500, "عسكري"),
    ("حوالي ثلاثين شخصا", 30, 30, "شخصا"),
    ("قرابة مائة جريح", 100, 100, "جريح"),
    ("ما يقارب 278 قتيلا", 278, 278, "قتيلا"),
    ("زهاء الـ100 شخص", 100, 100, "شخص"),
    ("بنحو 40 ألف شخص", 40000, 40000, "شخص"),
    ("بين 20 و30 مسلحا", 20, 30, "مسلحا"),
    ("ما بين 30 و40 ألف عنصر", 30000, 40000, "عنصر"),
    ("بين 22 إلى 28 مليونا", 22000000, 28000000, ""),
    ("من 5 إلى 7 مسلحين", 5, 7, "مسلحين"),
    ("3-5 سيارات", 3, 5, "سيارات"),
    ("ثلاثة أو أربعة صواريخ", 3, 4, "صواريخ"),
    ("ارتفع عدد القتلى من 10 إلى 15 قتيلا", 15, 15, "قتيلا"),
    ("عشرات القتلى", 20, None, "القتلى"),
    ("العشرات من الجنود", 20, None, "الجنود"),
    ("مئات المتظاهرين", 200, None, "المتظاهرين"),
    ("آلاف الأشخاص", 2000, None, "الأشخاص"),
    ("عشرات الآلاف من السكان", 20000, None, "السكان"),
    ("مئات الآلاف من النازحين", 200000, None, "النازحين"),
    ("ملايين السوريين", 2000000, None, "السوريين"),
    ("أصيب 173 في القصف", 173, 173, ""),
    ("أصيب ثمانية آخرون", 8, 8, ""),
    ("إصابة 12 آخرين", 12, 12, ""),
    ("جندي واحد", 1, 1, "جندي"),
    ("جنديين اثنين", 2, 2, "جنديين"),
    ("قتل اثنان من القوات", 2, 2, "القوات"),
    ("الضحايا الـ32 الذين سقطوا", 32, 32, "الضحايا"),
    ("بثلاثة صواريخ", 3, 3, "صواريخ"),
]

# expression, kind: numbers that count nothing
OTHERS = [
    ("الساعة 11.59", "clock"),
    ("الساعة 04,00", "clock"),
    ("عند 19:45", "clock"),
    ("(2059 بتوقيت جرينتش)", "clock"),
    ("45%", "percent"),
    ("80 في المئة", "percent"),
    ("بنسبة 16 بالمائة", "percent"),
    ("24/4/2016", "date"),
    ("20 يوليو", "date"),
    ("عام 2013", "year"),
    ("في 2011.", "year"),
    ("(38 عاما)", "age"),
    ("البالغ من العمر 52 عاما", "age"),
    ("في الثلاثين من عمره", "age"),
    ("استمر 20 دقيقة", "duration"),
    ("خلال ثلاثة أيام", "duration"),
    ("على بعد 20 كيلومترا", "measure"),
    ("على بعد خمسة أمتار", "measure"),
    ("65 طنا", "measure"),
    ("الفرقة 30", "label"),
    ("القرار رقم 2231", "label"),
    ("اللواء خمسة وثلاثين", "label"),
    ("حي الـ400", "label"),
    ("الثالث عشر", "ordinal"),
    ("الرابع والعشرين", "ordinal"),
    ("المرة الأولى", "ordinal"),
    ("هاتف 0912345678", "phone"),
    ("عدة أطفال", "indefinite"),
    ("عدد من الجرحى", "indefinite"),
    ("بضعة مسلحين", "indefinite"),
]

NOTHING = [
    "أحد القادة",
    "إحدى القرى",
    "لست أدري",
    "قتيلان",
    "جنديين",
    "صاروخين",
    "الأحد",
    "السبت",
    "الاثنين",
    "نصف المدينة",
    "",
]


@pytest.mark.parametrize(("text", "low", "high", "noun"), COUNTS)
def test_counts(text: str, low: int, high: int | None, noun: str) -> None:
    sentence = tokens(text)
    counts = [c for c in find_counts(sentence, numerals()) if c.kind == "count"]
    assert [(c.low, c.high) for c in counts] == [(low, high)]
    assert (sentence[counts[0].noun].raw if counts[0].noun is not None else "") == noun


@pytest.mark.parametrize(("text", "kind"), OTHERS)
def test_numbers_that_count_nothing(text: str, kind: str) -> None:
    assert [c.kind for c in find_counts(tokens(text), numerals())] == [kind]


@pytest.mark.parametrize("text", NOTHING)
def test_no_number(text: str) -> None:
    assert find_counts(tokens(text), numerals()) == []


def test_two_counts_are_not_added() -> None:
    counts = find_counts(tokens("قتل خمسة وثلاثة جرحى"), numerals())
    assert [(c.low, c.noun) for c in counts] == [(5, None), (3, 3)]


def test_approximate() -> None:
    texts = ["نحو 20 قتيلا", "عشرات القتلى", "20 قتيلا", "أكثر من 20 قتيلا"]
    assert [find_counts(tokens(w), numerals())[0].approximate for w in texts] == [True, True, False, False]


def test_a_number_inside_a_time_expression_is_marked() -> None:
    (count,) = find_counts(tokens("قبل ثلاثة أيام"), numerals(), [(0, 3)])
    assert count.kind == "time"


def test_span_leaves_out_the_proclitic() -> None:
    text = "وبثلاثة صواريخ"
    (count,) = find_counts(tokens(text), numerals())
    assert text[slice(*count.span)] == "ثلاثة"


def test_unknown_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="class"):
        CountGrammar.from_rows([{"value": "1", "class": "nonsense", "word": "واحد"}])


VOCABULARY = [r["word"] for r in rows("numerals.tsv")] + words("و من إلى بين 3 1,5 2015 000 % ( ) - ال جنود قتيلا وخمسين فثلاثة")


@given(st.lists(st.sampled_from(VOCABULARY), max_size=12))
def test_never_raises_and_spans_lie_inside(chosen: list[str]) -> None:
    text = " ".join(chosen)
    found = find_counts(tokens(text), numerals())
    for c in found:
        assert 0 <= c.span[0] < c.span[1] <= len(text)
        assert c.high is None or c.low <= c.high
        assert c.first <= c.number < c.stop
    assert all(a.stop <= b.number for a, b in pairwise(found))
