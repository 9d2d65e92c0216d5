"""The day of publication that a post, a page or an address states."""

from __future__ import annotations

import pytest

from marsad import Article, Coder
from marsad.article.published import day_in_url, day_spoken_from, stated_day

STAMPS = [
    ("صفحة أخبار البلدةFebruary 25, 2025 · Shared with Public", "2025-02-25"),
    ("صفحة أخبار البلدة\n٢٥ فبراير ٢٠٢٥ ·\nقصف على القرية", "2025-02-25"),
    ("25 شباط 2025، 8:15 م · تمت المشاركة مع العامة", "2025-02-25"),
    ("March 3, 2025 at 9:40 PM · Shared with Public", "2025-03-03"),
    ("قصف على القرية\n10:26 AM · Aug 18, 2022 · Twitter for iPhone", "2022-08-18"),
    ("تاريخ النشر: 25/2/2025\nقصف على القرية", "2025-02-25"),
]
ADDRESSES = [
    ("https://example.org/2021/10/19/news/", "2021-10-19"),
    ("https://example.org/reports/daily-19-10-2021.html", "2021-10-19"),
    ("https://twitter.com/example/status/1508445500357464065", "2022-03-28"),
    ("https://x.com/example/status/1508445500357464065?s=20", "2022-03-28"),
    ("https://example.org/2021/13/40/news", None),
    ("https://example.org/news/2021/10", None),
    ("https://example.org/status/1508445500357464065", None),
    (None, None),
]


@pytest.mark.parametrize(("text", "day"), STAMPS)
def test_stamp(text: str, day: str) -> None:
    assert stated_day(text, None) == day


@pytest.mark.parametrize("text", ["قصف على القرية في 25 فبراير 2025 وسقوط جرحى", "النتيجة 3 · 4", "March · 2025", ""])
def test_no_stamp(text: str) -> None:
    assert stated_day(text, None) is None


@pytest.mark.parametrize(("url", "day"), ADDRESSES)
def test_address(url: str | None, day: str | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("published", "day"),
    [(None, "2025-02-25"), ("2025-02-26", "2025-02-25"), ("2025-06-01", "2025-06-01"), ("2025-02-20", "2025-02-20"), ("2025", "2025-02-25")],
)
def test_a_copy_counts_from_its_post(published: str | None, day: str) -> None:
    assert day_spoken_from("صفحة أخبارFebruary 25, 2025 · Shared with Public", published) == day


def test_the_record_has_the_day_that_the_text_states() -> None:
    coder = Coder()
    record = coder.code(Article(id="x", text="صفحة أخبار البلدةFebruary 25, 2025 · Shared with Publicقتل ثلاثة جنود أمس في هجوم قرب درنة."))
    assert record.article.published == "2025-02-25"
    assert {e.date.start for e in record.events if e.date} == {"2025-02-24"}
    given = Article(id="x", text="قتل ثلاثة جنود أمس في هجوم قرب درنة.", published="2025-03-02", url="https://example.org/2025/02/25/x")
    assert coder.code(given).article == given
