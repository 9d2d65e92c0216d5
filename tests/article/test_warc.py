"""WARC files of a crawl: pages in Arabic only, each text once."""

from __future__ import annotations

import gzip
import io
import sys

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين، وفق بيان للجيش."


def page(text, more=""):
    return f"<html><head><title>عنوان</title>{more}</head><body><nav>الرئيسية</nav><article><p>{text}</p><p>{OTHER}</p></article></body></html>"


def crawl(*answers, packed=True):
    """A WARC of (address, body, further headers, status)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    for n, (url, body, headers, status) in enumerate(answers):
        http = StatusAndHeaders(
            status, [("Content-Type", "text/html"), *headers.items()] if "Content-Type" not in headers else list(headers.items()), protocol="HTTP/1.1"
        )
        data = body if isinstance(body, bytes) else body.encode()
        date = {"WARC-Date": f"2020-01-0{n + 1}T10:00:00Z"}
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=http, warc_headers_dict=date))
    return out.getvalue()


def answer(url, text, more="", status="200 OK", **headers):
    return url, page(text, more), headers, status


def test_pages_in_arabic_are_read(tmp_path, read, text):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(
        crawl(
            answer("http://x.test/1?utm=2", text, '<link rel="canonical" href="http://x.test/1"><meta property="article:published_time" content="2016-04-24">'),
            ("http://x.test/en", "<html><body><article><p>" + "Only English words here. " * 40 + "</p></article></body></html>", {}, "200 OK"),
            ("http://x.test/fr", "<html><body><article><p>" + "Été à la forêt, où déjà naît la fée. " * 40 + "</p></article></body></html>", {}, "200 OK"),
            ("http://x.test/pic", b"\xff\xd8", {"Content-Type": "image/jpeg"}, "200 OK"),
            answer("http://x.test/gone", text, status="404 Not Found"),
        )
    )
    got = read(path)
    (article,) = got.articles
    assert text in article.text
    assert "الرئيسية" not in article.text
    assert (article.id, article.url, article.title, article.published) == ("http://x.test/1", "http://x.test/1", "عنوان", "2016-04-24")
    assert (article.provenance.format, article.provenance.fetched) == ("warc", "2020-01-01T10:00:00Z")
    assert article.provenance.place.startswith("record at byte ")
    assert not got.bad
    assert str(got.notes[-1]) == f"{path}: Passed over: pages not in Arabic 2, other answers than pages 2."


def test_the_same_text_is_given_once_and_a_changed_page_again(tmp_path, read, text):
    path = tmp_path / "a.warc"
    path.write_bytes(crawl(answer("http://x.test/1", text), answer("http://x.test/2", text), answer("http://x.test/1", text + " تحديث"), packed=False))
    got = read(path)
    assert [a.id for a in got.articles] == ["http://x.test/1", "http://x.test/1 2020-01-03T10:00:00Z"]
    assert "duplicates 1" in str(got.notes[-1])


def test_encodings_and_packing_of_answers(tmp_path, read, text):
    path = tmp_path / "a.warc.gz"
    body = page(text).encode("cp1256")
    path.write_bytes(
        crawl(
            ("http://x.test/1", body, {"Content-Type": "text/html; charset=windows-1256"}, "200 OK"),
            ("http://x.test/2", gzip.compress(page(text + " ثان").encode()), {"Content-Encoding": "gzip"}, "200 OK"),
        )
    )
    assert [text in a.text for a in read(path).articles] == [True, True]


@pytest.mark.parametrize(
    ("stated", "day"),
    [("Sun, 24 Apr 2016 08:00:00 GMT", "2016-04-24"), ("Wed, 01 Jan 2020 10:00:00 GMT", None)],
)
def test_the_last_change_is_the_date_unless_it_is_the_moment_of_the_crawl(tmp_path, read, text, stated, day):
    path = tmp_path / "a.warc"
    path.write_bytes(crawl(answer("http://x.test/1", text, **{"Last-Modified": stated}), packed=False))
    assert read(path).articles[0].published == day


def test_a_whole_file_packed_at_once(tmp_path, read, text):
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(crawl(answer("http://x.test/1", text), packed=False)))
    assert len(read(tmp_path / "a.warc.gz").articles) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_is_cut_off_keeps_what_is_whole(tmp_path, read, text, packed):
    whole = crawl(answer("http://x.test/1", text), answer("http://x.test/2", text + " ثان"), packed=packed)
    path = tmp_path / "a.warc"
    path.write_bytes(whole[:-300])
    got = read(path)
    assert [a.id for a in got.articles] == ["http://x.test/1"]
    (bad,) = got.bad
    assert "damaged" in bad


def test_lines_that_are_no_record(tmp_path, read, text):
    path = tmp_path / "a.warc"
    path.write_bytes(crawl(answer("http://x.test/1", text), packed=False) + b"no record\r\n" * 50)
    got = read(path)
    assert [a.id for a in got.articles] == ["http://x.test/1"]
    assert "The WARC file is damaged in or after the record at byte" in got.bad[0]


def test_an_answer_that_unpacks_without_end(tmp_path, read, text):
    path = tmp_path / "a.warc.gz"
    bomb = gzip.compress("<p>قصف</p>".encode() * 5_000_000)
    path.write_bytes(crawl(("http://x.test/1", bomb, {"Content-Encoding": "gzip"}, "200 OK"), answer("http://x.test/2", text)))
    got = read(path)
    assert [a.id for a in got.articles] == ["http://x.test/2"]
    assert "pages too large 1" in str(got.notes[-1])


def test_tags_that_never_close(tmp_path, read, text):
    path = tmp_path / "a.warc.gz"
    hostile = [f"<p>{text}</p>" + tag * 100_000 for tag in ("<script>", "<!--", "<", "<!-- x -->", "<div>")]
    path.write_bytes(crawl(*((f"http://x.test/{n}", f"<html><body>{body}", {}, "200 OK") for n, body in enumerate(hostile)), answer("http://x.test/9", text)))
    got = read(path)
    assert not got.bad
    assert got.articles[-1].id == "http://x.test/9"


def test_a_crawl_without_the_library_names_the_command_that_installs_it(tmp_path, read, text, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio", None)
    (tmp_path / "a.warc").write_bytes(crawl(answer("http://x.test/1", text), packed=False))
    assert read(tmp_path / "a.warc").bad == [
        f"{tmp_path / 'a.warc'}: Reading WARC needs a library that is not installed, warcio. Install it: pip install 'marsad[warc]'."
    ]
