"""What can go wrong with the file, done for real: each is told in one clear sentence, and nothing that was committed is lost."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from libya_texts import fill
from msgspec.structs import replace

from marsad.errors import StoreError
from marsad.incidents import Knowledge, link_incidents, to_json
from marsad.record import Article, Record
from marsad.record import to_json as record_json
from marsad.store import RecordFile, open_record, opening

ADD = """
import sys
from marsad.incidents import Knowledge
from marsad.record import from_json
from marsad.store import open_record
with open_record(sys.argv[1], create=True, knowledge=Knowledge({}, {}, {}, ())) as record:
    for line in open(sys.argv[2], "rb"):
        found = from_json(line)
        record.add([(found, None)], version="1", data="d")
        print(found.id, flush=True)
        record.link()
"""
"""Adds coded articles one by one, and says which it has committed."""

NOTHING = Knowledge({}, {}, {}, ())
PROGRAM = [sys.executable, "-c", "from marsad.views.cli import main; main()"]


@pytest.fixture
def lines(tmp_path: Path, coded: list[Record]) -> Path:
    """A file of coded articles."""
    path = tmp_path / "coded.jsonl"
    path.write_bytes(b"".join(record_json(r) + b"\n" for r in coded))
    return path


def run(command: Sequence[str], **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command], capture_output=True, text=True, timeout=300, **more)  # type: ignore[call-overload, no-any-return]


def told(result: subprocess.CompletedProcess[str], *words: str) -> bool:
    """Whether a run ended with one clear sentence and the exit status of record files."""
    assert result.returncode == 5, result.stderr
    assert "Traceback" not in result.stderr
    return all(w in result.stderr for w in words)


def whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    db = sqlite3.connect(path)
    try:
        return db.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and db.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        db.close()


@pytest.mark.parametrize("seed", range(4))
def test_kill_9_at_any_moment_loses_nothing_committed(path: Path, lines: Path, coded: list[Record], seed: int):
    """A loader is killed again and again, at random moments, until one gets to the end."""
    chance = random.Random(seed)
    committed: set[str] = set()
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", ADD, str(path), str(lines)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        first = process.stdout.readline()  # it is at work now
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        committed.update((first + process.stdout.read()).split())
        process.wait()
        assert whole(path)
        with open_record(path) as record:
            assert committed <= {r.id for r in record.articles()}
        if process.returncode == 0:
            break
    assert run([sys.executable, "-c", ADD, str(path), str(lines)]).returncode == 0
    with open_record(path) as record:
        assert [to_json(i) for i in record.incidents()] == [to_json(i) for i in link_incidents(coded, knowledge=NOTHING)]
        assert sorted(record.articles(), key=lambda r: r.id) == coded


def test_a_killed_marsad_load_is_completed_by_the_next(tmp_path: Path):
    articles = tmp_path / "articles.jsonl"
    text = "قتل {} جنود وأصيب خمسة آخرون في غارة جوية على مدينة درنة شرق ليبيا، بحسب مصدر عسكري."
    days = [f"20{10 + i // 12}-{1 + i % 12:02}-15" for i in range(150)]
    rows = [{"id": f"n{i}", "published": d, "publisher": "صحيفة", "text": "\n".join([text.format(i + 3)] * 8)} for i, d in enumerate(days)]
    articles.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows))
    record = tmp_path / "libya.db"
    command = [*PROGRAM, "load", str(articles), "--record", str(record)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None and _count(record) == 0:
        time.sleep(0.02)
    process.kill()
    assert process.wait() == -9, "it ended before it could be killed"
    kept = _count(record)
    assert 0 < kept < 150
    assert whole(record)
    result = run(command)
    assert result.returncode == 0
    assert f"{kept:,} there already" in result.stderr
    assert _count(record) == 150
    result = run(command)
    assert (result.returncode, "150 there already" in result.stderr) == (0, True)


def _count(path: Path) -> int:
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
        finally:
            db.close()
    except sqlite3.Error:
        return 0


def test_a_file_that_may_not_grow(path: Path, lines: Path, coded: list[Record]):
    with open_record(path, create=True) as record:
        fill(record, coded[:3])
    size = path.stat().st_size
    command = [*PROGRAM, "load", "--recode", "--record", str(path)]
    result = run(command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size // 8, size // 8)))
    assert told(result, str(path), "disk", "what was committed is kept")
    assert whole(path)
    with open_record(path) as record:
        assert sorted(record.articles(), key=lambda r: r.id) == coded[:3]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]).returncode != 0:
        pytest.skip("file systems cannot be mounted here")
    yield folder
    run(["umount", str(folder)])


def test_a_full_disk(small_disk: Path, coded: list[Record]):
    path = small_disk / "libya.db"
    done: list[str] = []

    def until_full(record: RecordFile) -> None:
        for number in range(100):
            for one in coded:
                again = Record(id=f"{one.id}-{number}", article=_renamed(one, number), events=one.events, places=one.places, actors=one.actors)
                record.add([(again, None)], version="1", data="d")
                done.append(again.id)

    with open_record(path, create=True) as record, pytest.raises(StoreError, match="The disk is full") as error:
        until_full(record)
    assert "Make room" in str(error.value)
    assert whole(path)
    with open_record(path) as record:
        assert {r.id for r in record.articles()} == set(done) != set()


def _renamed(record: Record, number: int) -> Article:
    return replace(record.article, id=f"{record.id}-{number}", publisher=f"صحيفة {number}")


def without_power(command: Sequence[str]) -> list[str]:
    """A command for which the rights of files count, whoever runs it."""
    if os.geteuid() != 0:
        return list(command)
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv to take that away")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]


def test_a_folder_that_cannot_be_written(tmp_path: Path, coded: list[Record]):
    folder = tmp_path / "archive"
    folder.mkdir()
    path = folder / "libya.db"
    with open_record(path, create=True) as record:
        fill(record, coded)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert told(run(without_power([*PROGRAM, "load", "--recode", "--record", str(path)])), str(path), "cannot be written")
        assert told(run(without_power([*PROGRAM, "load", str(tmp_path), "--record", str(folder / "new.db")])), "cannot be opened")
        reading = run(without_power([*PROGRAM, "find", "درنة", "--record", str(path)]))
        assert (reading.returncode, len(reading.stdout.splitlines())) == (0, 1)
    finally:
        folder.chmod(0o755)


def test_a_record_of_a_newer_version(path: Path, coded: list[Record]):
    with open_record(path, create=True) as record:
        fill(record, coded)
        record.db.execute("PRAGMA user_version = 99")
    for command in (["info"], ["load", str(path.parent)], ["find", "درنة"]):
        assert told(run([*PROGRAM, *command, "--record", str(path)]), "newer marsad", "version 99", "Update marsad")


def test_locked_by_another_process(path: Path, coded: list[Record], monkeypatch: pytest.MonkeyPatch):
    """Who writes waits, and says so when it takes too long; who reads is not held up."""
    monkeypatch.setattr(opening, "_WAIT", 0.2)
    with open_record(path, create=True) as record:
        fill(record, coded[:3])
    hold = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute('BEGIN IMMEDIATE'); print('held', flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        with open_record(path, write=True) as record:
            with pytest.raises(StoreError, match="Another process is writing"):
                fill(record, coded)
            with pytest.raises(StoreError, match="Another process is writing"):
                record.decide("comment", who="Salma", article="a1", reason="?")
        with open_record(path) as record:
            assert len(list(record.articles())) == 3
    finally:
        holder.communicate("\n")
    with open_record(path, write=True) as record:
        fill(record, coded)
        assert len(list(record.articles())) == len(coded)


def test_two_loaders_at_once(path: Path, lines: Path, coded: list[Record]):
    both = [subprocess.Popen([sys.executable, "-c", ADD, str(path), str(lines)], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [p.wait() for p in both] == [0, 0]
    with open_record(path) as record:
        assert sorted(record.articles(), key=lambda r: r.id) == coded
        assert [to_json(i) for i in record.incidents()] == [to_json(i) for i in link_incidents(coded, knowledge=NOTHING)]


def _noise(path: Path) -> None:
    data = bytearray(path.read_bytes())
    start = 4096 * 2
    data[start:] = random.Random(1).randbytes(len(data) - start)
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _text(path: Path) -> None:
    path.write_text("these are my notes, and no database at all\n" * 50)


def _other(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE birds (name)")
    db.close()


@pytest.mark.parametrize(
    ("harm", "said"), [(_noise, "The record is damaged"), (_cut, "The record is damaged"), (_text, "no record of marsad"), (_other, "no record of marsad")]
)
def test_a_damaged_or_foreign_file(path: Path, coded: list[Record], harm: Callable[[Path], None], said: str):
    with open_record(path, create=True) as record:
        fill(record, coded)
    harm(path)
    before = path.read_bytes()
    for command in (["info"], ["load", "--recode"]):
        assert told(run([*PROGRAM, *command, "--record", str(path)]), str(path), said)
    assert path.read_bytes() == before


def test_no_such_file_or_folder(tmp_path: Path):
    assert told(run([*PROGRAM, "info", "--record", str(tmp_path / "none.db")]), "There is no such record", "marsad load")
    assert told(run([*PROGRAM, "load", "--recode", "--record", str(tmp_path / "none.db")]), "There is no such record")
    assert told(run([*PROGRAM, "load", str(tmp_path), "--record", str(tmp_path / "no" / "x.db")]), "folder", "does not exist", "mkdir -p")
    assert told(run([*PROGRAM, "info", "--record", str(tmp_path)]), "is a folder")
    assert list(tmp_path.iterdir()) == []
