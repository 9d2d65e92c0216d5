"""Each format that can be read, from a real file."""

from __future__ import annotations

import gzip
import io
import json
import sys

import pytest


def row(**fields):
    return json.dumps(fields, ensure_ascii=False)


def test_plain_text_is_known_by_its_file(tmp_path, read, text):
    path = tmp_path / "derna.txt"
    path.write_text(text)
    (article,) = read(path).articles
    assert (article.id, article.text, article.title, article.published) == ("derna", text, None, None)


def test_line_ends_of_windows_become_plain(tmp_path, read, text):
    path = tmp_path / "a.txt"
    path.write_bytes(f"{text}\r\n{text}\r\n".encode())
    assert "\r" not in read(path).articles[0].text


def test_json_lines_keep_all_fields(tmp_path, read, text):
    path = tmp_path / "a.jsonl"
    fields = {
        "id": "7",
        "title": "عنوان",
        "publisher": "وكالة",
        "published": "2016-04-24",
        "url": "http://x.test/1",
        "text": text,
    }
    path.write_text(row(**fields) + "\n\n" + row(id=8, text=text + " 2") + "\n")
    first, second = read(path).articles
    assert {k: getattr(first, k) for k in fields} == fields
    assert (second.id, second.title) == ("8", None)


def test_unknown_fields_are_passed_over(tmp_path, read, text):
    path = tmp_path / "a.jsonl"
    path.write_text(row(id="a", text=text, events=[1], extra={"x": 1}))
    assert [a.id for a in read(path).articles] == ["a"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.gz", "a.json.gz", "noname"])
def test_gzip_is_unpacked(tmp_path, read, text, name):
    content = text if name.endswith(".txt.gz") else row(id="z", text=text)
    (tmp_path / name).write_bytes(gzip.compress(content.encode()))
    assert read(tmp_path / name).articles[0].text == text


def test_one_json_object(tmp_path, read, text):
    path = tmp_path / "derna.json"
    path.write_text(json.dumps({"text": text, "title": "ت"}, indent=1))
    (article,) = read(path).articles
    assert (article.id, article.title, article.text) == ("derna", "ت", text)


def test_a_list_of_json_objects(tmp_path, read, text):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": "1", "text": text}, {"id": "2", "text": text}, 5]))
    got = read(path)
    assert [a.id for a in got.articles] == ["1", "2"]
    assert got.bad == [f"{path}#3: Expected an object, got a number. Each article is an object with id, title, publisher, published, url, text."]


def test_json_lines_under_the_name_of_json(tmp_path, read, text):
    path = tmp_path / "a.json"
    path.write_text("\n".join(row(id=str(i), text=text) for i in range(3)))
    assert [a.id for a in read(path).articles] == ["0", "1", "2"]


def test_a_text_without_id_is_known_by_its_content(tmp_path, read, text):
    path = tmp_path / "a.jsonl"
    path.write_text(row(text=text) + "\n" + row(text=text + "."))
    first, second = read(path).articles
    assert first.id.startswith("text-")
    assert first.id != second.id
    assert read(path).articles[0].id == first.id


def test_a_folder_is_read_in_order_and_below(tmp_path, read, text):
    for name in ("b.txt", "a/x.txt", "a/b.txt", ".hidden.txt", "readme.md", "c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(row(id="row", text=text) if name.endswith("jsonl") else text)
    assert [a.id for a in read(tmp_path).articles] == ["b", "row", "a/b", "a/x"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ('{"id": "1", "text": "%s"}\n{"id": "2", "text": "%s"}\n', ["1", "2"]),
        ('[{"id": "1", "text": "%s"}, {"id": "2", "text": "%s"}]', ["1", "2"]),
        ('{\n"id": "1",\n"text": "%s %s"\n}', ["1"]),
    ],
)
def test_standard_input_is_sniffed(monkeypatch, read, text, content, ids):
    data = (content % (text, text)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [a.id for a in read("-").articles] == ids


def test_standard_input_may_be_plain_text(monkeypatch, read, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    (article,) = read("-").articles
    assert article.text == text
    assert article.id.startswith("text-")


def test_progress_tells_all_bytes(tmp_path, text):
    from marsad.article import input_size, read_articles

    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(row(id="b", text=text).encode()))
    told: list[int] = []
    assert len(list(read_articles([tmp_path], progress=told.append))) == 2
    assert sum(told) == input_size([str(tmp_path)])
    assert input_size(["-"]) is None
