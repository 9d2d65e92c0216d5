"""CSV and XLSX: which column holds what, as spreadsheets and databases write them, and what is said of bad cells."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from marsad.article import ReadOptions, read_columns
from marsad.errors import InputError

OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين، وفق بيان للجيش."


def table(rows, separator=",", **how):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, **how).writerows(rows)
    return out.getvalue()


def workbook(path, sheets):
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    book.close()


def fields(article):
    return (article.id, article.title, article.published, article.publisher, article.url)


def test_columns_are_told_by_their_english_names(tmp_path, read, text):
    path = tmp_path / "news.csv"
    path.write_text(table([["ID", "Date", "Headline", "Body", "Source", "Link", "x"], ["n1", "24/04/2016", "ت", text, "وكالة", "http://x.test/1", "-"]]))
    got = read(path)
    (article,) = got.articles
    assert fields(article) == ("n1", "ت", "2016-04-24", "وكالة", "http://x.test/1")
    assert article.text == text
    assert article.provenance.place == "row 2"
    assert (
        str(got.notes[0]) == f"{path}: Columns read as text=Body, title=Headline, published=Date, id=ID, publisher=Source, url=Link; --columns says otherwise."
    )


def test_columns_are_told_by_their_arabic_names(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(
        table([["م", "تاريخ النشر", "عنوان الخبر", "نصّ الخبر", "المصدر", "الرابط"], ["7", "5 آذار/مارس 2016", "ت", text, "وكالة", "http://x.test"]])
    )
    assert fields(read(path).articles[0]) == ("7", "ت", "2016-03-05", "وكالة", "http://x.test")


def test_the_user_says_which_column_is_which(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(table([["Kicker, long", "Lead", "Rest", "When"], ["ت", text, OTHER, "2016-04"]]))
    options = ReadOptions(read_columns(["text=Lead+Rest,title=Kicker, long", "published=4"]))
    (article,) = read(path, options=options).articles
    assert article.text == f"{text}\n\n{OTHER}"
    assert (article.title, article.published) == ("ت", "2016-04")


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(table([["a", "b"], [text, "x"]]))
    assert read(path, options=ReadOptions({"text": "Body"})).bad == [f"{path}: There is no column 'Body'. The columns are a, b."]


@pytest.mark.parametrize("given", ["Body", "body=text", "text=", "text"])
def test_columns_that_say_nothing(given):
    with pytest.raises(InputError, match="does not say which column"):
        read_columns([given])


def test_the_text_is_the_column_of_long_arabic_cells_where_no_name_says_so(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(table([["a", "b", "c"], ["x" * 300, text, "قصير"], ["y" * 300, OTHER, "قصير"]]))
    got = read(path)
    assert [a.text for a in got.articles] == [text, OTHER]
    assert "Columns read as text=b;" in str(got.notes[0])


def test_no_column_can_be_the_text(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_text(table([["a", "b"], ["1", "2"]]))
    assert read(path).bad == [f"{path}: No column can be told to hold the text of articles. Say which: --columns text=NAME. The columns are a, b."]


def test_numbers_of_columns_serve_a_table_without_names(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(table([["n1", text], ["n2", OTHER]]))
    assert [a.id for a in read(path, options=ReadOptions({"id": "1", "text": "2"})).articles] == ["n1", "n2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16", "iso8859_6"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_of_spreadsheets(tmp_path, read, text, encoding, separator):
    text = text.replace("،", ",")
    path = tmp_path / "a.csv"
    path.write_bytes(table([["id", "العنوان", "النص"], ["1", "ت", text], ["2", "ت", OTHER.replace("،", ",")]], separator).encode(encoding))
    assert [a.text for a in read(path).articles] == [text, OTHER.replace("،", ",")]


def test_the_line_that_tells_excel_the_separator(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\n" + table([["id", "text"], ["1", text]], ";"))
    assert [a.id for a in read(path).articles] == ["1"]


def test_line_ends_of_an_old_mac(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_bytes(table([["id", "text"], ["1", text], ["2", OTHER]], lineterminator="\r").encode())
    assert [a.id for a in read(path).articles] == ["1", "2"]


def test_quoted_line_breaks_and_quotes_stay_in_the_text(tmp_path, read, text):
    long = f'{text}\r\n\r\nوقال "الناطق": {OTHER}'
    path = tmp_path / "a.csv"
    path.write_bytes(table([["id", "text"], ["1", long], ["2", OTHER]], quoting=csv.QUOTE_ALL).encode())
    first, second = read(path).articles
    assert first.text == long.replace("\r\n", "\n")
    assert second.provenance.place == "row 3"  # as a spreadsheet counts, whatever the number of lines


def test_html_in_a_cell_becomes_text(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(table([["id", "text"], ["1", f"<p>{text}</p><script>x()</script><p>{OTHER}&nbsp;</p>"]]))
    assert read(path).articles[0].text == f"{text}\n\n{OTHER}"


def test_bad_cells_are_named_by_row_and_column_and_the_rest_is_read(tmp_path, read, text):
    path = tmp_path / "a.csv"
    rows = [["id", "Date", "Body"], ["1", "soon", text], ["2", "2016", " "], [], ["4", "", "English only"], ["5", "", "ا" * 2_000_001], ["6", "", OTHER]]
    path.write_text(table(rows))
    got = read(path)
    assert [a.id for a in got.articles] == ["1", "6"]
    assert got.bad == [
        f"{path}, row 3, column Body: The cell is empty. Leave the row out.",
        f"{path}, row 5: The text has no Arabic letters. marsad reads Arabic only.",
        f"{path}, row 6, column Body: The cell is longer than 2,000,000 characters. Split it into articles.",
    ]
    assert str(got.notes[1]) == f"{path}, row 2, column Date: The date cannot be read and is left out: 'soon'."


def test_a_quote_that_is_not_closed_costs_one_row(tmp_path, read, text):
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,{text}\n2,"{OTHER}\n3,{OTHER}\n4,"{text} أخرى"\n')
    got = read(path)
    assert [a.id for a in got.articles] == ["1", "3", "4"]
    assert got.bad == [f'{path}, row 3, column 2: A quote is opened and not closed. Close it, and write a quote inside a cell as "".']


@pytest.mark.parametrize("content", ["id,text\n", "id,text", '"', '"\n"\n"\n"\n"\n"\n"\n"\n"', "text\n" + '"x\n' * 50, "\x00\x01", ",,,\n" * 9])
def test_hostile_tables_end_in_a_sentence(tmp_path, read, content):
    (tmp_path / "a.csv").write_text(content)
    got = read(tmp_path / "a.csv")
    assert not got.articles
    assert got.bad
    assert all(b.startswith(f"{tmp_path / 'a.csv'}") for b in got.bad)


def test_a_table_is_known_without_its_suffix(monkeypatch, read, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table([["title", "text"], ["ت", text]]).encode())))
    assert read("-").articles[0].title == "ت"


def test_a_page_under_the_name_of_a_table(tmp_path, read, text):
    (tmp_path / "export.csv").write_text(f"<html><body><article><h1>ت</h1><p>{text}</p><p>{OTHER}</p></article></body></html>")
    got = read(tmp_path / "export.csv")
    assert text in got.articles[0].text
    assert "Read as HTML" in str(got.notes[0])


def test_rows_are_streamed(tmp_path):
    """Memory does not grow with the number of rows."""
    peak = "next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM'))"
    program = f"import sys; from marsad.article import read_articles\nn = sum(1 for _ in read_articles([sys.argv[1]]))\nprint(n, {peak})"
    peaks = []
    for count in (5_000, 30_000):
        path = tmp_path / f"{count}.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([["id", "text"], *([i, OTHER * 8] for i in range(count))])
        out = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout.split()
        assert int(out[0]) == count
        peaks.append(int(out[1]))
    assert peaks[1] < peaks[0] + 8_000  # kB


def test_a_workbook_with_dates_as_dates(tmp_path, read, text):
    path = tmp_path / "a.xlsx"
    workbook(path, {"أخبار": [["الرقم", "التاريخ", "العنوان", "النص"], [7, date(2016, 4, 24), "ت", text], [8, datetime(2016, 4, 25, 10, 30), "ث", OTHER]]})
    first, second = read(path).articles
    assert fields(first)[:3] == ("7", "ت", "2016-04-24")
    assert (second.published, second.provenance.time, second.provenance.place) == ("2016-04-25", "2016-04-25T10:30:00", "row 3")


def test_the_first_sheet_with_articles_or_the_one_named(tmp_path, read, text):
    path = tmp_path / "a.xlsx"
    workbook(path, {"Notes": [["made by"], ["me"]], "2016": [["id", "text"], ["a", text]], "2017": [["id", "text"], ["b", OTHER]]})
    got = read(path)
    assert [a.id for a in got.articles] == ["a"]
    assert "Of its sheets 2016 is read; --sheet NAME takes another: Notes, 2017" in str(got.notes[1])
    assert [a.id for a in read(path, options=ReadOptions(sheet="2017")).articles] == ["b"]
    assert [a.id for a in read(path, options=ReadOptions(sheet="3")).articles] == ["b"]
    assert read(path, options=ReadOptions(sheet="2018")).bad == [f"{path}: There is no sheet '2018'. Its sheets are Notes, 2016, 2017."]


def test_errors_of_formulas(tmp_path, read, text):
    path = tmp_path / "a.xlsx"
    workbook(path, {"S": [["id", "Date", "Body"], ["a", "#N/A", text], ["b", "", "#REF!"]]})
    got = read(path)
    assert [a.id for a in got.articles] == ["a"]
    assert got.bad == [f"{path}, sheet S, row 3, column Body: The cell holds an error, #REF!. Mend its formula, or leave the row out."]
    assert f"{path}, sheet S, row 2, column Date: The cell holds an error, #N/A, and is left out." in map(str, got.notes)


def rewritten(path, name, change):
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {i.filename: old.read(i) for i in old.infolist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            new.writestr(part, data)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "%s">%s]>' % (
    b"a" * 100,
    b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((i, *[i - 1] * 10)) for i in range(ord("b"), ord("k"))),
)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_in_a_workbook_are_refused(tmp_path, read, text, part):
    path = tmp_path / "a.xlsx"
    workbook(path, {"S": [["id", "text"], ["a", text]]})
    rewritten(path, part, lambda data: BOMB + data.split(b"?>", 1)[1].replace(b"id", b"&j;"))
    (bad,) = read(path).bad
    assert bad.startswith(f"{path}: The workbook ")


def test_a_part_that_would_unpack_to_gigabytes(tmp_path, read, text):
    path = tmp_path / "a.xlsx"
    workbook(path, {"S": [["id", "text"], ["a", text]]})
    rewritten(path, "xl/sharedStrings.xml", lambda data: data + b" " * 300_000_000)
    (bad,) = read(path).bad
    assert bad.startswith(f"{path}: A part of the document would unpack to 300 MB from 0.3: xl/sharedStrings.xml")


def test_rows_with_numbers_beyond_any_sheet(tmp_path, read, text):
    path = tmp_path / "a.xlsx"
    workbook(path, {"S": [["id", "text"], ["a", text]]})
    rewritten(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'<row r="2"', b'<row r="99999999"'))
    (bad,) = read(path).bad
    assert "The sheet has more than 1,048,576 rows" in bad


@pytest.mark.parametrize("length", [30, 1000, 5000])
def test_a_workbook_that_is_cut_off(tmp_path, read, text, length):
    path = tmp_path / "a.xlsx"
    workbook(path, {"S": [["id", "text"], ["a", text]]})
    path.write_bytes(path.read_bytes()[:length])
    (bad,) = read(path).bad
    assert bad.startswith(f"{path}: The ZIP file is damaged or cut off")


def test_a_workbook_with_a_password(tmp_path, read):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(3000))
    assert read(path).bad == [f"{path}: The document is encrypted. Save it without a password."]


def test_a_workbook_without_the_library_names_the_command_that_installs_it(tmp_path, read, text, monkeypatch):
    path = tmp_path / "a.xlsx"
    workbook(path, {"S": [["id", "text"], ["a", text]]})
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert read(path).bad == [f"{path}: Reading XLSX needs a library that is not installed, openpyxl. Install it: pip install 'marsad[office]'."]
