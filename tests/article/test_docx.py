"""DOCX: paragraphs of text, tables and boxes; title and date of the document; hostile files."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime

import docx
import pytest

OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين، وفق بيان للجيش."
SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def document(path, *paragraphs, title="", created=None):
    made = docx.Document()
    for p in paragraphs:
        made.add_paragraph(p)
    made.core_properties.title = title
    if created:
        made.core_properties.created = created
    made.save(path)
    return path


def raw(path, body, prologue=""):
    """A document with a body of our own."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f'<?xml version="1.0"?>{prologue}<w:document {SPACES}><w:body>{body}</w:body></w:document>')
    return path


def p(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text, about=""):
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>{text}</w:t></w:r>"


def test_paragraphs_title_and_date(tmp_path, read, text):
    path = document(tmp_path / "news.docx", text, "", OTHER, title="تقرير عن درنة", created=datetime(2016, 4, 24, 8, 30, tzinfo=UTC))
    got = read(path)
    (article,) = got.articles
    assert article.text == f"{text}\n\n{OTHER}"
    assert (article.id, article.title, article.published, article.provenance.format) == ("news", "تقرير عن درنة", "2016-04-24", "docx")
    assert "2016-04-24, when the document was made, is taken for its date of publication" in str(got.notes[0])


def test_the_date_of_a_template_is_none(tmp_path, read, text):
    assert read(document(tmp_path / "a.docx", text)).articles[0].published is None  # of 2013, in every document of that library


def test_a_paragraph_in_the_style_of_a_title_is_the_title(tmp_path, read, text):
    made = docx.Document()
    made.add_heading("عنوان الخبر", 0)
    made.add_paragraph(text)
    made.save(tmp_path / "a.docx")
    (article,) = read(tmp_path / "a.docx").articles
    assert (article.title, article.text) == ("عنوان الخبر", text)


def test_tables_are_read_and_headers_and_footers_are_not(tmp_path, read, text):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "ترويسة المؤسسة"
    made.sections[0].footer.paragraphs[0].text = "صفحة 1"
    made.add_table(1, 2).rows[0].cells[1].text = OTHER
    made.add_paragraph(text)
    made.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").articles[0].text == f"{OTHER}\n\n{text}"


def test_deleted_hidden_and_repeated_text_is_left_out(tmp_path, read, text):
    deleted = "<w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del>"
    box = f"<mc:AlternateContent><mc:Choice>{p(r(OTHER))}</mc:Choice><mc:Fallback>{p(r(OTHER))}</mc:Fallback></mc:AlternateContent>"
    path = raw(tmp_path / "a.docx", p(r(text), deleted, r(" مخفي", "<w:vanish/>"), r("<w:tab/>"), f"<w:r>{box}</w:r>"))
    assert read(path).articles[0].text == f"{OTHER}\n\n{text}"


def test_a_document_without_text(tmp_path, read):
    path = document(tmp_path / "a.docx")
    assert read(path).bad == [f"{path}: The document holds no text. If it is a picture, it must be typed or recognised first."]


def test_entities_are_refused(tmp_path, read):
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    path = raw(tmp_path / "a.docx", p(r("&l9;")), f'<!DOCTYPE x [<!ENTITY l0 "قصف">{laughs}]>')
    assert read(path).bad == [f"{path}: The document declares entities, which office programs never do. Do not trust it."]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<w:p>" * 2000, "The document is damaged: "),
        (p(r("x")) + "<w:p", "The document is damaged: "),
        ("<w:p><w:r><w:t>" + " " * 300_000_000 + "</w:t></w:r></w:p>", "A part of the document would unpack to 300 MB from 0.3: word/document.xml"),
        ("<w:p><w:r><w:t>" + "قصف " * 3_000_000 + "</w:t></w:r></w:p>", "A part of the document would unpack to 21 MB from 0.0: word/document.xml"),
        ("<w:p><w:r><w:t>" + "قصف " * 600_000 + "</w:t></w:r></w:p>", "The text is longer than 2,000,000 characters"),
    ],
    ids=["deep", "cut", "bomb", "huge piece", "long"],
)
def test_hostile_documents_end_in_a_sentence(tmp_path, read, body, problem):
    path = raw(tmp_path / "a.docx", body)
    (bad,) = read(path).bad
    assert bad.startswith(f"{path}: ")
    assert problem in bad


@pytest.mark.parametrize("cut", [40, 2000, -10])
def test_a_document_that_is_cut_off(tmp_path, read, text, cut):
    path = document(tmp_path / "a.docx", text)
    path.write_bytes(path.read_bytes()[:cut])
    (bad,) = read(path).bad
    assert "is damaged or cut off" in bad


def test_an_old_document(tmp_path, read):
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000))
    assert read(path).bad == [f"{path}: The file is an office document of the kind before 2007. Save it as DOCX or XLSX."]
