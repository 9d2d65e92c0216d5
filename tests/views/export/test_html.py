"""The report: every fact with its words and speakers, and no article that can become markup."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from marsad.lexicon import Lexicon
from marsad.views.export import html
from marsad.views.export.labels import Labels, label_faults
from marsad.views.export.material import Material, only_incidents

ALLOWED = frozenset(
    {
        "html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "p", "h1", "h2", "h3", "small", "dl", "dt",
        "dd", "div", "ul", "ol", "li", "span", "b", "i", "a", "bdi", "blockquote", "strong", "br", "footer",
    }
)  # fmt: skip


class Page(HTMLParser):
    """Elements, attributes, and the text of each quotation and of the whole page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[str] = []
        self.text: list[str] = []
        self._in_quote = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "blockquote":
            self.quotes.append("")
            self._in_quote = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._in_quote = False

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._in_quote:
            self.quotes[-1] += data

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


def written(material: Material, path: Path, language: str = "ar") -> str:
    html.write(material, path, language)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["ar", "en"])
def report(request: pytest.FixtureRequest, material: Material, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    path = tmp_path_factory.mktemp("report") / "r.html"
    return request.param, written(material, path, request.param)


def test_language_and_direction(report: tuple[str, str]) -> None:
    language, text = report
    assert dict(Page(text).tags)["html"] == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
    assert ("الأحداث" in text) == (language == "ar")


def test_each_account_stands_with_its_words_and_its_speakers(report: tuple[str, str], material: Material) -> None:
    page = Page(report[1])
    quotes = [q.strip() for q in page.quotes]
    for incident in material.incidents:
        for account in incident.accounts:
            assert html.clean(account.quote).strip() in quotes
            assert all(" ".join(html.clean(part).split()) in page.words for part in account.chain)


def test_each_event_is_told_with_its_sentence(report: tuple[str, str], material: Material) -> None:
    quotes = [" ".join(q.split()) for q in Page(report[1]).quotes]
    for record in material.records:
        for event in record.events:
            assert any(event.trigger.text in q for q in quotes), event.trigger
    assert any("يقود خليفة حفتر الجيش الوطني الليبي" in q for q in quotes)  # the tie
    assert any("مول رجل أعمال" in q for q in quotes)  # the money
    assert any("سيطر تنظيم داعش أمس على مدينة سرت" in q for q in quotes)  # control


def test_contradictions_are_marked(report: tuple[str, str]) -> None:
    language, text = report
    assert 'class="rivals"' in text
    assert ("تتعارض الروايات في عدد القتلى:" if language == "ar" else "Accounts differ on the number of killed:") in Page(text).words


def test_words_of_an_article_never_become_markup(report: tuple[str, str]) -> None:
    page = Page(report[1])
    for tag, attributes in page.tags:
        assert tag in ALLOWED
        assert not any(name.startswith("on") or name in ("src", "srcset", "srcdoc", "action", "background") for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "https://example.org/"))
    assert "<script" not in report[1]
    assert any("<script>alert(1)</script>" in q for q in page.quotes)  # the words are there, as words
    assert not any(mark in report[1] for mark in "\u202e\u202a\u2066\u0007")


def test_an_address_that_is_no_web_page_is_no_link(material: Material, tmp_path: Path) -> None:
    from dataclasses import replace

    import msgspec

    bad = [msgspec.structs.replace(a, url="javascript:alert(1)") for a in material.articles]
    text = written(replace(material, articles=bad), tmp_path / "r.html")
    assert "javascript:" not in text


def test_the_page_asks_for_nothing_from_outside(report: tuple[str, str]) -> None:
    assert "default-src 'none'" in report[1]
    assert "url(" not in report[1]
    assert "@import" not in report[1]


def test_what_was_chosen_stands_at_the_head(choose: Callable[..., Material], tmp_path: Path) -> None:
    page = Page(written(choose(places=("درنة",), since="2016-04", grades=("contested", "fair")), tmp_path / "r.html"))
    assert "المكان : درنة" in page.words.replace("المكان درنة", "المكان : درنة")
    assert "نيسان/أبريل 2016" in page.words
    assert "درنة" in page.words.split("—")[0]  # the title


def test_a_report_of_one_incident(material: Material, tmp_path: Path) -> None:
    wanted = next(i for i in material.incidents if set(i.articles) == {"a1", "a2"})
    page = Page(written(only_incidents(material, [wanted.id]), tmp_path / "r.html", "en"))
    assert [t for t, a in page.tags if a.get("id", "") == wanted.id] == ["article"]
    assert page.words.startswith("Use of force (explosives) · Darnah · 23 April 2016 —")
    assert len(page.quotes) == 2


def test_a_report_of_nothing(choose: Callable[..., Material], tmp_path: Path) -> None:
    assert "لا شيء في هذا التقرير." in Page(written(choose(since="2030"), tmp_path / "r.html")).words


def test_dates_in_words() -> None:
    lexicon = Lexicon.load(strict=False)
    arabic, english = Labels(lexicon, "ar"), Labels(lexicon, "en")
    assert arabic.date("2016-04-23") == "23 نيسان/أبريل 2016"
    assert english.date("2016-04-23") == "23 April 2016"
    assert english.date("2015-05-01", "2015-05-31") == "1–31 May 2015"
    assert english.date("2015-05-01", "2016-01-02") == "1 May 2015 – 2 January 2016"
    assert (english.date("2016-04"), english.date("2016"), english.date("unclear")) == ("April 2016", "2016", "unclear")
    assert english("grade", "contested") == "contested"
    assert arabic("grade", "contested") == "متنازع فيه"


def test_every_code_has_a_name() -> None:
    assert label_faults(Lexicon.load(strict=False)) == []


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_prints_it(report: tuple[str, str], tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    page.write_text(report[1], encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={tmp_path / 'r.pdf'}"]
    subprocess.run(["chromium", *flags, page.as_uri()], capture_output=True, check=True, timeout=120)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
