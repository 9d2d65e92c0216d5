"""``marsad code`` on real files, in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from marsad.record import from_json


def program(*args):
    return [sys.executable, "-c", "from marsad.views.cli import main; main()", *map(str, args)]


def lines(data):
    return [json.loads(line) for line in data.splitlines()]


def test_json_lines_to_a_file(marsad, articles, tmp_path):
    out = tmp_path / "out.jsonl"
    done = marsad("code", articles, "-o", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"150 articles coded" in done.stderr
    records = [from_json(line) for line in out.read_bytes().splitlines()]
    assert [r.id for r in records] == [f"a{i}" for i in range(150)]
    assert {"ASSAULT"} <= {e.event_type for e in records[0].events}
    for record in records[:3]:
        for event in record.events:
            t = event.trigger
            assert record.article.text[t.start : t.end] == t.text


def test_json_lines_to_a_pipe_by_default(marsad, articles):
    assert len(lines(marsad("code", articles, "--quiet").stdout)) == 150


def test_standard_input(marsad, articles):
    done = marsad("code", "-", stdin=articles.read_bytes())
    assert done.returncode == 0
    assert len(lines(done.stdout)) == 150


def test_several_jobs_give_the_same_bytes(marsad, articles, tmp_path):
    for form in ("jsonl", "csv"):
        for jobs in (1, 2):
            assert marsad("code", articles, "-o", tmp_path / f"{jobs}.{form}", "--jobs", jobs).returncode == 0
        assert (tmp_path / f"1.{form}").read_bytes() == (tmp_path / f"2.{form}").read_bytes()


def test_a_table_is_readable_and_plain_in_a_pipe(marsad, text):
    done = marsad("code", "-", "--format", "table", stdin=text.encode())
    said = done.stdout.decode()
    assert "ASSAULT aerial" in said
    assert "killed 3" in said
    assert "درنة" in said
    assert not set("\x1b\u2066\u2067\u2068\u2069") & set(said)


def test_a_table_on_a_terminal_isolates_arabic(text, tmp_path):
    pty = pytest.importorskip("pty")
    path = tmp_path / "a.jsonl"
    hostile = text + " \x1b[2J\u202eقصف التحالف حلب."
    path.write_text(json.dumps({"id": "a", "text": hostile, "title": "[bold]خبر[/bold]"}))
    main, other = pty.openpty()
    child = subprocess.Popen(program("code", path), stdout=other, stderr=other, env={**os.environ, "TERM": "xterm", "COLUMNS": "160"})
    os.close(other)
    said = b""
    while True:
        try:
            more = os.read(main, 65536)
        except OSError:
            break
        if not more:
            break
        said += more
    assert child.wait(60) == 0
    shown = said.decode()
    assert "\u2068درنة\u2069" in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
    assert "[bold]خبر[/bold]" in shown


def test_bad_items_are_listed_at_the_end_and_the_rest_is_coded(marsad, tmp_path, text):
    rows = [json.dumps({"id": str(i), "text": text}, ensure_ascii=False) for i in range(9)]
    rows[6] = '{"id": "6", "text": "قصف'
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    (tmp_path / "b.txt").write_text("Nothing but English here.")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02\x03" * 99)
    (tmp_path / "d.txt").write_bytes(text.encode("windows-1256"))
    (tmp_path / "e").mkdir()
    out = tmp_path / "out.jsonl"
    done = marsad("code", *sorted(tmp_path.glob("[a-e]*")), "-o", out)
    assert done.returncode == 2
    assert [r["id"] for r in lines(out.read_bytes())] == [*"01234578", "d"]
    said = " ".join(done.stderr.decode().split())
    for expected in (
        "Not coded (4)", "a.jsonl:7", "Broken JSON", "The text has no Arabic letters", "The file is binary",
        "The folder holds no articles",
        "9 articles coded", "4 items not coded",
    ):  # fmt: skip
        assert expected in said
    assert "Traceback" not in said


def test_nothing_but_bad_items(marsad, tmp_path):
    done = marsad("code", tmp_path / "missing.txt")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"There is no such file or folder" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["code"], 2, "Missing argument"),
        (["code", "x", "--format", "xml"], 2, "Invalid value"),
        (["code", "ARTICLES", "--data", "no-such-folder"], 3, "The data folder does not exist"),
        (["code", "ARTICLES", "-o", "no-such-folder/out.jsonl"], 4, "The folder for the output does not exist"),
        (["code", "ARTICLES", "-o", "."], 4, "The output is a folder"),
        (["code", "ARTICLES", "-o", "/dev/full"], 4, "The output cannot be written: No space left on device"),
        (["code", "ARTICLES", "-o", "x.txt", "--format", "table"], 2, "A table is for reading"),
        (["nothing"], 2, "No such command"),
    ],
)
def test_faults_end_in_one_sentence(marsad, articles, tmp_path, arguments, status, said):
    done = marsad(*(str(articles) if a == "ARTICLES" else a for a in arguments), cwd=tmp_path)
    assert done.returncode == status
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_killed_leaves_no_output(tmp_path, text, jobs, number, status):
    source, out = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    with source.open("w") as file:
        file.writelines(json.dumps({"id": str(i), "text": text * 20}) + "\n" for i in range(20_000))
    child = subprocess.Popen(program("code", source, "-o", out, "--jobs", jobs), stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(p.stat().st_size for p in tmp_path.glob(".out.jsonl.*.part")):
        time.sleep(0.05)
    workers = _children(child.pid)
    os.kill(child.pid, number)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == status
    assert b"Traceback" not in said
    assert not out.exists()
    assert len(list(tmp_path.glob(".*.part"))) == (1 if number == signal.SIGKILL else 0)
    _gone(workers)
    # and the next run for the same file tidies up
    source.write_text(json.dumps({"id": "1", "text": text}))
    assert subprocess.run(program("code", source, "-o", out), capture_output=True, check=False).returncode == 0
    assert len(lines(out.read_bytes())) == 1
    assert not list(tmp_path.glob(".*.part"))


def _children(pid):
    done = subprocess.run(["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False)
    return [int(p) for p in done.stdout.split()]


def _gone(pids):
    """Workers end with their parent, however it ended."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(os.path.exists(f"/proc/{p}/exe") for p in pids):
            return
        time.sleep(0.1)
    raise AssertionError(f"still running: {[p for p in pids if os.path.exists(f'/proc/{p}/exe')]}")


def test_an_existing_output_stays_until_the_new_one_is_complete(marsad, articles, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    marsad("code", articles, "--data", tmp_path / "none", "-o", out)
    assert out.read_text() == "old"
    marsad("code", articles, "-o", out)
    assert len(lines(out.read_bytes())) == 150


def test_a_reader_that_goes_away_is_no_fault(articles):
    child = subprocess.Popen(program("code", articles, "--quiet"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.read(10)
    child.stdout.close()
    said = child.stderr.read()
    child.stderr.close()
    assert child.wait(60) == 141
    assert said == b""
