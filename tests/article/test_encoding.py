"""Encodings are recognised from the bytes alone."""

from __future__ import annotations

import json

import pytest

from marsad.article.encoding import decode
from marsad.errors import InputError

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6"]
SHORT = "قصف على حلب"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_each_encoding(tmp_path, read, text, encoding):
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert [a.text for a in read(tmp_path / "a.txt").articles] == [text]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_lines_in_each_encoding(tmp_path, read, text, encoding):
    lines = "\n".join(json.dumps({"id": str(i), "text": text}, ensure_ascii=False) for i in range(3))
    (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
    got = read(tmp_path / "a.jsonl")
    assert not got.bad
    assert [a.text for a in got.articles] == [text] * 3


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_few_words_are_enough(encoding):
    assert decode(SHORT.encode(encoding))[0] == SHORT


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Сегодня в Москве прошли переговоры министров", "cp1251"),
        ("Les forces armées ont été déployées à l'intérieur de la région", "cp1252"),
        ("今日のニュースをお伝えします", "shift_jis"),
    ],
)
def test_other_encodings_are_refused_with_the_place(words, encoding):
    with pytest.raises(InputError, match=r"f:1: The text is in no known encoding: byte 0x..\. Save it as UTF-8"):
        decode(words.encode(encoding), "f")


def test_a_few_broken_bytes_are_replaced_and_told(tmp_path, read, text):
    (tmp_path / "a.txt").write_bytes(text[:30].encode() + b"\xff" + text[30:].encode())
    got = read(tmp_path / "a.txt")
    assert got.articles[0].text.count("\ufffd") == 1
    assert "broken UTF-8" in str(got.notes[0])
