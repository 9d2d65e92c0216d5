"""ZIP archives: mixed kinds, folders, archives in archives; made to do harm, damaged, encrypted."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile

import pytest

OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين، وفق بيان للجيش."


def packed(files, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_mixed_kinds_in_folders(tmp_path, read, text):
    path = tmp_path / "news.zip"
    files = {
        "2016/april/derna.txt": text,
        "2016/rows.csv": f"id,text\nr1,{text} صف\n",
        "lines.jsonl": json.dumps({"id": "j1", "text": OTHER}) + "\n",
        "packed.txt.gz": gzip.compress(f"{text} مضغوط".encode()),
        "ChatExport/result.json": json.dumps(
            {"name": "ق", "type": "public_channel", "id": 5, "messages": [{"id": 1, "type": "message", "text": f"{text} رسالة"}]}
        ),
        "ChatExport/photos/1.jpg": b"\xff\xd8",
        "__MACOSX/2016/._derna.txt": b"\x00\x05",
        ".DS_Store": b"x",
    }
    path.write_bytes(packed(files))
    got = read(path)
    assert not got.bad
    assert [(a.id, a.provenance.member, a.provenance.place) for a in got.articles] == [
        ("2016/april/derna", "2016/april/derna.txt", None),
        ("r1", "2016/rows.csv", "row 2"),
        ("telegram-5-1", "ChatExport/result.json", "message 1"),
        ("j1", "lines.jsonl", None),
        ("packed", "packed.txt.gz", None),
    ]
    assert "1 file of other kinds in the archive passed over." in str(got.notes[-1])


def test_an_archive_in_an_archive(tmp_path, read, text):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"in/b.zip": packed({"c.txt": text})}))
    (article,) = read(path).articles
    assert (article.id, article.provenance.member) == ("c", "in/b.zip/c.txt")


def test_an_archive_from_a_pipe(monkeypatch, read, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed({"a.txt": text}))))
    assert read("-").articles[0].text == text


def test_a_bad_file_is_told_and_the_rest_is_read(tmp_path, read, text):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"1.txt": text, "2.json": "{", "3.csv": "id,text\n1,\n", "4.txt": "English", "5.pdf.txt": b"\x7fELF", "6.txt": OTHER}))
    got = read(path)
    assert [a.id for a in got.articles] == ["1", "6"]
    assert [b.split(": ")[0] for b in got.bad] == [f"{path}/2.json:1", f"{path}/3.csv, row 2, column text", f"{path}, 4.txt", f"{path}/5.pdf.txt"]


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "x/../../a.txt", "..\\a.txt", "C:\\a.txt", "C:/a.txt"])
def test_names_that_lead_out_of_the_archive(tmp_path, read, text, name):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({name: text, "b.txt": OTHER}))
    got = read(path)
    assert [a.id for a in got.articles] == ["b"]
    assert got.bad == [f"{path}/{name}: The name of the file leads out of the archive. Do not trust the archive."]


def test_an_encrypted_file(tmp_path, read, text):
    data = bytearray(packed({"a.txt": text}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert read(tmp_path / "a.zip").bad == [f"{tmp_path / 'a.zip'}/a.txt: The file is encrypted. Unpack it with its password and give the folder."]


def test_a_file_that_unpacks_to_far_more_than_text_does(tmp_path, read, text):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": b" " * 60_000_000, "b.txt": text}))
    got = read(path)
    assert [a.id for a in got.articles] == ["b"]
    assert got.bad == [f"{path}/a.txt: The file would unpack to 60 MB from 0.1. If you trust it, unpack it and give it by itself."]


def test_an_archive_that_unpacks_to_far_more_than_it_can_hold(tmp_path, read):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{i}.txt": b" " * 9_000_000 for i in range(30)}))
    assert read(path).bad == [f"{path}: The archive would unpack to 270 MB from 0.3. If you trust it, unpack it and give the folder."]


def test_a_size_that_is_stated_falsely_gives_no_more_than_stated(tmp_path, read, text):
    """What is stated is what is read: then the checksum does not fit."""
    data = bytearray(packed({"a.txt": text.encode() + b" " * 5_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature) + at
        data[start : start + 4] = (400).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    (bad,) = read(tmp_path / "a.zip").bad
    assert "is damaged" in bad


def test_archives_nested_without_end(tmp_path, read, text):
    inner = packed({"a.txt": text})
    for _ in range(6):
        inner = packed({"a.zip": inner})
    (tmp_path / "a.zip").write_bytes(inner)
    (bad,) = read(tmp_path / "a.zip").bad
    assert bad == f"{tmp_path / 'a.zip'}/a.zip/a.zip/a.zip: Archives lie in archives more than 3 deep. Unpack it and give the folder."


@pytest.mark.parametrize("cut", [10, 100, -30])
def test_an_archive_that_is_cut_off(tmp_path, read, text, cut):
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": text * 20})[:cut])
    (bad,) = read(tmp_path / "a.zip").bad
    assert bad.startswith(f"{tmp_path / 'a.zip'}: The ZIP file is damaged or cut off")


def test_a_file_that_is_damaged(tmp_path, read, text):
    data = bytearray(packed({"a.txt": text * 20, "b.txt": OTHER}))
    at = data.index(b"a.txt") + 40
    data[at : at + 8] = b"\xff" * 8
    (tmp_path / "a.zip").write_bytes(data)
    got = read(tmp_path / "a.zip")
    assert [a.id for a in got.articles] == ["b"]
    (bad,) = got.bad
    assert bad.startswith(f"{tmp_path / 'a.zip'}/a.txt: The file in the archive is damaged")


def test_an_archive_without_articles(tmp_path, read):
    (tmp_path / "a.zip").write_bytes(packed({"a.jpg": b"x"}))
    (empty,) = read(tmp_path / "a.zip").bad
    assert empty.startswith(f"{tmp_path / 'a.zip'}: The archive holds no articles. Looked for .txt")
    (tmp_path / "a.zip").write_bytes(packed({}))
    assert "The archive holds no articles" in read(tmp_path / "a.zip").bad[0]


@pytest.mark.parametrize(("inside", "kind"), [("ppt/presentation.xml", "a presentation (.pptx)"), ("xl/workbook.bin", "a binary workbook (.xlsb)")])
def test_office_documents_that_cannot_be_read(tmp_path, read, inside, kind):
    (tmp_path / "a.zip").write_bytes(packed({inside: b"x"}))
    assert read(tmp_path / "a.zip").bad == [f"{tmp_path / 'a.zip'}: The file is {kind}. Save it in a format that marsad reads."]


def test_memory_is_flat_in_the_size_of_an_archive(tmp_path, text):
    peak = "next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM'))"
    program = f"import sys; from marsad.article import read_articles\nn = sum(1 for _ in read_articles([sys.argv[1]]))\nprint(n, {peak})"
    peaks = []
    for count in (1_000, 20_000):
        path = tmp_path / f"{count}.zip"
        lines = "".join(json.dumps({"id": str(i), "text": f"{text} {i * i}" * 5}, ensure_ascii=False) + "\n" for i in range(count))
        path.write_bytes(packed({"a.jsonl": lines}))
        out = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout.split()
        assert int(out[0]) == count
        peaks.append(int(out[1]))
    assert peaks[1] < peaks[0] + 8_000  # kB
