"""Sums of money: expression -> low, high (None: open), ISO currency (None: not told)."""

from __future__ import annotations

import pytest
from expressions import currencies, numerals, tokens, words
from hypothesis import given
from hypothesis import strategies as st

from marsad.mentions.counts import find_counts
from marsad.mentions.money import Money, MoneyGrammar, find_money

SUMS = [
    ("مليار دولار أمريكي", 1e9, 1e9, "USD"),
    ("مليون دولار", 1e6, 1e6, "USD"),
    ("50 مليون يورو", 5e7, 5e7, "EUR"),
    ("ألف ليرة", 1e3, 1e3, None),
    ("ألف ليرة سورية", 1e3, 1e3, "SYP"),
    ("230 مليون ليرة تركية", 2.3e8, 2.3e8, "TRY"),
    ("200 ألف ليرة لبنانية", 2e5, 2e5, "LBP"),
    ("$5 million", 5e6, 5e6, "USD"),
    ("300$", 300, 300, "USD"),
    ("€20", 20, 20, "EUR"),
    ("5 ملايين جنيه", 5e6, 5e6, None),
    ("10 مليارات جنيه مصري", 1e10, 1e10, "EGP"),
    ("100 جنيه إسترليني", 100, 100, "GBP"),
    ("بين 32 إلى 60 مليار دولار", 3.2e10, 6e10, "USD"),
    ("ما بين 30 و32 مليار دولار", 3e10, 3.2e10, "USD"),
    ("ملايين الدولارات", 2e6, None, "USD"),
    ("عدة مليارات من الريالات اليمنية", 2e9, None, "YER"),
    ("أكثر من 5 مليارات دولار", 5e9, None, "USD"),
    ("نحو 1.4 مليار دولار", 1.4e9, 1.4e9, "USD"),
    ("5,8 مليون يورو", 5.8e6, 5.8e6, "EUR"),
    ("٦٠مليون دولار", 6e7, 6e7, "USD"),
    ("مائة وخمسين مليار دولار", 1.5e11, 1.5e11, "USD"),
    ("خمسة عشر ألف دولار أميركي", 15e3, 15e3, "USD"),
    ("نصف مليون دولار", 5e5, 5e5, "USD"),
    ("بألفي دولار", 2e3, 2e3, "USD"),
    ("2.5 دولار", 2.5, 2.5, "USD"),
    ("دولارين", 2, 2, "USD"),
    ("500 ألف دينار ليبي", 5e5, 5e5, "LYD"),
    ("236 ريالا يمنيا", 236, 236, "YER"),
    ("485 مليون درهم", 4.85e8, 4.85e8, None),
    ("2015 دولارا", 2015, 2015, "USD"),
    ("ثلاثة ملايين ريال سعودي", 3e6, 3e6, "SAR"),
]

NOTHING = ["سعر صرف الدولار", "ثلاثة جنود", "مليون نازح", "دفع فدية", "الليرة السورية", "20 يوليو", ""]


def read(text: str) -> list[Money]:
    sentence = tokens(text)
    return find_money(sentence, find_counts(sentence, numerals()), currencies())


@pytest.mark.parametrize(("text", "low", "high", "currency"), SUMS)
def test_sums(text: str, low: float, high: float | None, currency: str | None) -> None:
    assert [(m.low, m.high, m.currency) for m in read(text)] == [(low, high, currency)]


@pytest.mark.parametrize("text", NOTHING)
def test_no_sum(text: str) -> None:
    assert read(text) == []


def test_two_sums_and_their_spans() -> None:
    text = "خصصت 10 مليارات جنيه مصري (نحو 1.4 مليار دولار) للتنمية"
    assert [text[slice(*m.span)] for m in read(text)] == ["10 مليارات جنيه مصري", "نحو 1.4 مليار دولار"]


def test_unknown_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="class"):
        MoneyGrammar.from_rows([{"code": "USD", "class": "coin", "word": "دولار"}])


@given(
    st.lists(
        st.sampled_from(words("3 1.200.000 5,5 ألف مليون ملايين دولار دولارين الدولارات ليرة سورية $ € million bn من بين و نحو")),
        max_size=9,
    )
)
def test_never_raises_and_spans_lie_inside(chosen: list[str]) -> None:
    text = " ".join(chosen)
    for m in read(text):
        assert 0 <= m.span[0] < m.span[1] <= len(text)
        assert m.high is None or m.low <= m.high
