"""What cannot be coded: one clear sentence with file and line each, and reading goes on."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys

import pytest

from marsad.article.lines import read_lines
from marsad.errors import InputError


def row(**fields):
    return json.dumps(fields, ensure_ascii=False)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\n" * 200_000])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.html", "a"])
def test_empty(tmp_path, read, name, content):
    (tmp_path / name).write_bytes(content)
    assert read(tmp_path / name).bad == [f"{tmp_path / name}: The file is empty. Give a file with an article in it."]


@pytest.mark.parametrize("start", [b"Rar!\x1a\x07", b"\x89PNG\r\n", b"\x7fELF", bytes(range(32)) * 9])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html", "a.pdf"])
def test_binary(tmp_path, read, name, start):
    (tmp_path / name).write_bytes(start + os.urandom(3000))
    (bad,) = read(tmp_path / name).bad
    assert bad.startswith(f"{tmp_path / name}: The file is ")
    assert "Give text, HTML, JSON, " in bad


def test_nul_bytes_do_no_harm(tmp_path, read, text):
    (tmp_path / "a.txt").write_text(text + "\x00\x00 " + text)
    (tmp_path / "b.jsonl").write_text(row(id="nul", text=f"\x00{text}\x00"))
    got = read(tmp_path)
    assert not got.bad
    assert [a.text.count("\x00") for a in got.articles] == [2, 2]


def test_broken_json_in_line_7_of_9(tmp_path, read, text):
    lines = [row(id=str(i), text=text) for i in range(1, 10)]
    lines[6] = '{"id": "7", "text": "قصف'
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    got = read(tmp_path / "a.jsonl")
    assert [a.id for a in got.articles] == list("12345689")
    (bad,) = got.bad
    assert bad.startswith(f"{tmp_path / 'a.jsonl'}:7: Broken JSON: Unterminated string")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "x"}', "The article has no text"),
        ('{"text": 5}', "`text` must be text, not a number"),
        ('{"text": null}', "`text` must be text, not null"),
        ('{"text": "نص", "title": ["x"]}', "`title` must be text, not a list"),
        ('{"text": "نص", "id": {}}', "`id` must be text, not an object"),
        ('{"text": "نص", "id": true}', "`id` must be text, not true or false"),
        ('{"text": "نص", "published": [2016]}', "`published` must be text, not a list"),
        ('{"text": ""}', "The text is empty"),
        ('{"text": "  \\u0000 "}', "The text is empty"),
        ("[]", "Expected an object, got a list"),
        ("5", "Expected an object, got a number"),
        ("null", "Expected an object, got null"),
        ("{", "Broken JSON"),
        ("[" * 100_000, "The JSON is nested too deeply"),
        ('{"text": "نص"} {"text": "نص"}', "Broken JSON: Extra data"),
        ('{"text": "Only English here"}', "The text has no Arabic letters"),
        ('{"text": "An English report that quotes one word: قصف"}', "The text is not Arabic: 9% of its letters are"),
        ('{"text": "12 34 ..."}', "The text has no Arabic letters"),
    ],
)
def test_a_bad_line_among_good_ones(tmp_path, read, text, line, problem):
    (tmp_path / "a.jsonl").write_text(f"{row(id='first', text=text)}\n{line}\n{row(id='last', text=text)}\n")
    got = read(tmp_path / "a.jsonl")
    assert [a.id for a in got.articles] == ["first", "last"]
    assert len(got.bad) == 1
    assert got.bad[0].startswith(f"{tmp_path / 'a.jsonl'}:2: {problem}")


def test_broken_json_file_names_the_line(tmp_path, read):
    (tmp_path / "a.json").write_text('[\n{"id": "1"},\n{"id" "2"}]')
    (bad,) = read(tmp_path / "a.json").bad
    assert bad.startswith(f"{tmp_path / 'a.json'}:3: Broken JSON")


def test_an_empty_list(tmp_path, read):
    (tmp_path / "a.json").write_text("[]")
    assert read(tmp_path / "a.json").bad == [f"{tmp_path / 'a.json'}: The list is empty. Give a list with an article in it."]


def test_a_folder_without_articles(tmp_path, read):
    (tmp_path / "readme.md").write_text("x")
    (bad,) = read(tmp_path).bad
    assert bad.startswith(f"{tmp_path}: The folder holds no articles. Looked for .txt, .jsonl")


def test_files_that_are_not_there(tmp_path, read, text):
    (tmp_path / "a.txt").write_text(text)
    got = read(tmp_path / "nothing.txt", tmp_path / "a.txt", "nul\x00name")
    assert len(got.articles) == 1
    assert got.bad[0] == f"{tmp_path / 'nothing.txt'}: There is no such file or folder. Check the name; - stands for standard input."
    assert len(got.bad) == 2


def test_the_second_article_with_an_id_is_told(tmp_path, read, text):
    (tmp_path / "a.jsonl").write_text("\n".join(row(id="same", text=text + str(i)) for i in range(3)))
    got = read(tmp_path / "a.jsonl")
    assert len(got.articles) == 1
    assert [b.split(": ")[0][-2:] for b in got.bad] == [":2", ":3"]
    assert "An earlier article has the same id, same" in got.bad[0]


def test_a_damaged_gzip_file(tmp_path, read, text):
    whole = gzip.compress("\n".join(row(id=str(i), text=text + os.urandom(64).hex()) for i in range(999)).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    got = read(tmp_path / "a.jsonl.gz")
    assert got.articles
    assert "The gzip file is damaged" in got.bad[-1]


def test_hostile_letters_do_no_harm(tmp_path, read, text):
    hostile = "\u202e" + text + "\u2066\ufeff\u200f ﻗﺼﻒ ﷲ \u0640\u0640 قـ.ـصف \U0010ffff \x1b[31m"
    (tmp_path / "a.jsonl").write_text(row(id="a", text=hostile) + '\n{"id": "b", "text": "قصف على \\ud800 المدينة"}')
    got = read(tmp_path / "a.jsonl")
    assert not got.bad
    assert got.articles[0].text == hostile
    assert got.articles[1].text == "قصف على \ufffd المدينة"


def test_a_date_that_cannot_be_read_is_left_out_with_a_note(tmp_path, read, text):
    (tmp_path / "a.jsonl").write_text(row(id="a", text=text, published="last week"))
    got = read(tmp_path / "a.jsonl")
    assert got.articles[0].published is None
    assert str(got.notes[0]).startswith(f"{tmp_path / 'a.jsonl'}:1: `published` cannot be read as a date")


def test_long_lines_are_skipped_not_held():
    chunks = [b"one\n", *[b"x" * 1000] * 50, b"\nthree\nfour"]
    got = list(read_lines(chunks, "f", limit=10_000))
    assert [(n, line) for n, line in got if not isinstance(line, InputError)] == [
        (1, b"one"),
        (3, b"three"),
        (4, b"four"),
    ]
    assert str(got[1][1]).startswith("f:2: The line is longer than")


# kB, of the program itself: ru_maxrss of a new process begins at the peak of the one that started it
_PEAK = "next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM'))"


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt"])
def test_a_line_of_50_mb_is_refused_within_bounds(tmp_path, name, text):
    """In a process of its own, whose memory is measured."""
    path = tmp_path / name
    with path.open("w") as file:
        file.write((row(id="first", text=text) if name == "a.jsonl" else text) + "\n")
        for _ in range(50):
            file.write("قصف " * 143_000)
        file.write("\n" + row(id="last", text=text) + "\n")
    program = (
        "import sys; from marsad.article import read_articles, BadItem\n"
        "for i in read_articles([sys.argv[1]]): print(i.error if isinstance(i, BadItem) else i.id)\n"
        f"print({_PEAK})"
    )
    out = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout.splitlines()
    said = out[:-1]
    if name == "a.jsonl":
        assert said[0] == "first"
        assert said[1].startswith(f"{path}:2: The line is longer than 20 MB.")
        assert said[2] == "last"
        assert int(out[-1]) < 200_000  # kB
    else:
        assert said == [f"{path}:2: The line is longer than 20 MB. Split it into articles."]


def test_memory_is_flat_in_the_number_of_articles(tmp_path, text):
    program = f"import sys; from marsad.article import read_articles\nn = sum(1 for _ in read_articles([sys.argv[1]]))\nprint(n, {_PEAK})"
    peaks = []
    for count in (1_000, 20_000):
        path = tmp_path / f"{count}.jsonl"
        with path.open("w") as file:
            file.writelines(row(id=str(i), text=text * 5) + "\n" for i in range(count))
        out = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout.split()
        assert int(out[0]) == count
        peaks.append(int(out[1]))
    assert peaks[1] < peaks[0] + 8_000  # kB
