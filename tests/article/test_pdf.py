"""PDF: paragraphs in logical order, headers and footers left out, scans, encrypted and damaged files refused."""

from __future__ import annotations

import io
import sys

import pytest
from pdfs import pdf

from marsad.article import docinfo, pdf_worker

FIRST = "قتل ثلاثة جنود وأصيب خمسة آخرون في غارة جوية استهدفت معسكرا"
SECOND = "للجيش قرب مدينة درنة شرق ليبيا، بحسب مصدر عسكري."
OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين،"
REST = "وفق بيان للجيش."
PAGE = [(700, 12, FIRST), (685, 12, SECOND), (640, 12, OTHER), (625, 12, REST)]


def written(path, *pages, **about):
    path.write_bytes(pdf(pages, **about))
    return path


def test_lines_are_joined_to_paragraphs(tmp_path, read):
    (article,) = read(written(tmp_path / "report.pdf", PAGE)).articles
    assert article.text == f"{FIRST} {SECOND}\n\n{OTHER} {REST}"
    assert (article.id, article.title, article.published, article.provenance.format) == ("report", None, None, "pdf")


def test_title_and_date_of_the_document(tmp_path, read):
    got = read(written(tmp_path / "a.pdf", PAGE, title="تقرير عن درنة", created="D:20160424103000+02'00'"))
    (article,) = got.articles
    assert (article.title, article.published, article.provenance.time) == ("تقرير عن درنة", "2016-04-24", "2016-04-24T10:30:00+02:00")
    assert str(got.notes[0]) == f"{tmp_path / 'a.pdf'}: 2016-04-24, when the PDF was made, is taken for its date of publication."


def test_title_and_date_of_an_xmp_packet(tmp_path, read):
    packet = (
        "<x:xmpmeta><rdf:Description xmp:CreateDate='2016-04-24T10:30:00'><dc:title><rdf:Alt>"
        "<rdf:li xml:lang='x-default'>تقرير &quot;درنة&quot;</rdf:li></rdf:Alt></dc:title></rdf:Description></x:xmpmeta>"
    )
    (article,) = read(written(tmp_path / "a.pdf", PAGE, xmp=packet)).articles
    assert (article.title, article.published) == ('تقرير "درنة"', "2016-04-24")


def test_the_day_on_which_a_browser_printed_a_page_is_not_that_of_publication(tmp_path, read):
    got = read(written(tmp_path / "a.pdf", PAGE, created="D:20240101103000Z", maker="Mozilla/5.0 Chrome/120"))
    assert got.articles[0].published is None


@pytest.mark.parametrize("title", ["Microsoft Word - news.docx", "untitled", "news_final.indd", "مستند1", "   ", "https://x.test/1", "12-3"])
def test_titles_that_are_none(title):
    assert docinfo.sane_title(title) is None


@pytest.mark.parametrize("stated", ["D:19700101000000Z", "D:99990101", "D:20161399", "2013-12-23T23:15:00Z", "soon", "D:2016", ""])
def test_dates_that_cannot_be(stated):
    assert docinfo.sane_time(stated) is None


def test_what_stands_on_each_page_is_left_out(tmp_path, read):
    pages = [[(810, 9, "نشرة الأسبوع العدد 12"), *PAGE, (40, 9, f"صفحة {n} من 3")] for n in (1, 2, 3)]
    pages[1] = [(810, 9, "نشرة الأسبوع العدد 12"), (700, 12, "نزح مئات من سكان المدينة إلى الجنوب."), (40, 9, "٢")]
    (article,) = read(written(tmp_path / "a.pdf", *pages)).articles
    assert "نشرة" not in article.text
    assert "صفحة" not in article.text
    assert "٢" not in article.text
    assert article.text.count(FIRST) == 2


def test_a_paragraph_that_a_page_break_cuts_is_joined(tmp_path, read):
    (article,) = read(written(tmp_path / "a.pdf", [(700, 12, OTHER)], [(700, 12, REST), (640, 12, SECOND)])).articles
    assert article.text == f"{OTHER} {REST}\n\n{SECOND}"


def test_a_scan_is_refused(tmp_path, read):
    path = written(tmp_path / "a.pdf", [], [])
    assert read(path).bad == [f"{path}: The PDF holds pictures of pages and no text. Recognise the text first, for example with OCRmyPDF."]


def test_pages_without_text_among_others_are_told(tmp_path, read):
    got = read(written(tmp_path / "a.pdf", PAGE, []))
    assert len(got.articles) == 1
    assert "Pages without text, or with one that cannot be read, are left out: 2." in str(got.notes[0])


def test_an_encrypted_pdf_is_refused(tmp_path, read):
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'x' * 32}) /U ({'y' * 32}) /P -44 >> /ID [<00> <00>]"
    path = written(tmp_path / "a.pdf", PAGE, trailer=locked)
    assert read(path).bad == [f"{path}: The PDF is encrypted. Print or save it anew without a password."]


@pytest.mark.parametrize("cut", [9, 200, 1500, -40])
def test_a_pdf_that_is_cut_off(tmp_path, read, cut):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([PAGE])[:cut])
    got = read(path)
    assert not got.articles
    (bad,) = got.bad
    assert bad.startswith(f"{path}: The PDF cannot be read: ")
    assert bad.endswith(". Open it and save it anew.")


def test_a_reader_that_breaks_is_told(tmp_path, read, monkeypatch):
    broken = tmp_path / "broken.py"
    broken.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr(pdf_worker, "__file__", str(broken))
    path = written(tmp_path / "a.pdf", PAGE)
    assert read(path).bad == [f"{path}: The PDF takes more memory or time than it may, or breaks its reader. Split it, or save it anew."]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.docx"])
def test_a_pdf_is_known_by_its_content(tmp_path, read, name):
    assert read(written(tmp_path / name, PAGE)).articles[0].text.startswith(FIRST)


def test_a_pdf_from_a_pipe(monkeypatch, read):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pdf([PAGE]))))
    assert read("-").articles[0].text.startswith(FIRST)


def test_a_pdf_without_the_library_names_the_command_that_installs_it(tmp_path, read, monkeypatch):
    monkeypatch.setitem(sys.modules, "qalam", None)
    path = written(tmp_path / "a.pdf", PAGE)
    assert read(path).bad == [f"{path}: Reading PDF needs a library that is not installed, qalam. Install it: pip install 'marsad[pdf]'."]
