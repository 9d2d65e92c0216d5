"""Web pages, with the traps that extractors fall into."""

from __future__ import annotations

import pytest

PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>مقتل ثلاثة جنود - الرصد</title><meta property="og:title" content="مقتل ثلاثة جنود قرب درنة">
<meta property="og:site_name" content="وكالة الرصد">{meta}</head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">رياضة</a></li></ul></nav>
<article><h1>مقتل ثلاثة جنود قرب درنة</h1>
<p>بنغازي - قتل ثلاثة جنود وأصيب خمسة آخرون في غارة جوية استهدفت معسكرا للجيش قرب مدينة درنة، بحسب مصدر عسكري.</p>
<p>وقال المصدر إن الطائرات شنت غارتين على المعسكر، وأضاف أن فرق الإسعاف نقلت الجرحى إلى مستشفى المدينة.</p></article>
<footer>© 2018 جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_page_gives_text_title_and_publisher(tmp_path, read, charset, declared):
    page = PAGE.format(charset=charset if declared else "utf-8", meta="")
    (tmp_path / "page.html").write_bytes(page.replace("©", "(c)").encode(charset))
    (article,) = read(tmp_path / "page.html").articles
    assert article.id == "page"
    assert "شنت غارتين على المعسكر" in article.text
    assert "رياضة" not in article.text
    assert "محفوظة" not in article.text
    assert (article.title, article.publisher) == ("مقتل ثلاثة جنود قرب درنة", "وكالة الرصد")


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("", None),  # the copyright year is no date
        ('<meta property="article:published_time" content="2016-04-24T10:00:00+02:00">', "2016-04-24"),
        ('<meta property="article:published_time" content="2018-01-01T10:00:00+02:00">', "2018-01-01"),
    ],
)
def test_the_date_is_one_that_the_page_states(tmp_path, read, meta, expected):
    (tmp_path / "page.html").write_text(PAGE.format(charset="utf-8", meta=meta))
    assert read(tmp_path / "page.html").articles[0].published == expected


def test_a_page_under_another_name_is_recognised(tmp_path, read):
    (tmp_path / "page").write_text(PAGE.format(charset="utf-8", meta=""))
    assert read(tmp_path / "page").articles[0].publisher == "وكالة الرصد"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>", "<html><body><nav><a href=/>x</a></nav></body></html>"])
def test_a_page_without_an_article(tmp_path, read, page):
    (tmp_path / "page.html").write_text(page)
    got = read(tmp_path / "page.html")
    assert not got.articles
    assert len(got.bad) == 1
