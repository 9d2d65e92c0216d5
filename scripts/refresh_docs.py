"""Run the commands shown in README.md and docs/ again, and write what they print below them.

    python scripts/refresh_docs.py

A ``console`` block holds commands (lines that begin with ``$ ``), each followed by its output. The blocks of one page
run in order in one folder of their own that has ``examples/`` in it. A line that ends in a file name in backquotes and
a colon stands for writing the next block to that file. A ``python`` block is run too, and its output written to the
``text`` block right after it, if there is one. Between ``<!-- example: FILE -->`` and ``<!-- end -->`` stands a table
of what is coded in that example.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import marsad
from marsad.article.read import read_articles
from marsad.record import Event, Record
from marsad.views.export.csv import count_words

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"(<!-- example: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_FILE = re.compile(r"`([\w./-]+)`:\s*\Z")
_COLUMNS = ("words", "event", "who", "to whom", "where", "when", "how many", "said by")


def refreshed(page: str) -> str:
    """A page with the output of its commands as it is now."""
    with tempfile.TemporaryDirectory(prefix="marsad-docs-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        page = _run_blocks(page, folder)
    return TABLE.sub(lambda m: m[1] + example_table(ROOT / "examples" / m[2]) + m[3], page)


def _run_blocks(page: str, folder: Path) -> str:
    out: list[str] = []
    at, printed = 0, None
    for block in BLOCK.finditer(page):
        before = page[at : block.start()]
        language, body = block[1], block[2]
        target = _FILE.search(before)
        if target:
            write_file(folder, target[1], body)
        elif language == "console":
            body = _run_console(body, folder)
        elif language == "text" and printed is not None and not before.strip():
            body = printed
        printed = _run([sys.executable, "-c", body], folder) if language == "python" and not target else None
        out += [before, f"```{language}\n{body}```"]
        at = block.end()
    return "".join([*out, page[at:]])


def write_file(folder: Path, name: str, body: str) -> None:
    """Write a block to the file that the line before it names."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")


def commands(body: str) -> list[str]:
    """The command lines of a console block."""
    return [line[2:] for line in body.splitlines() if line.startswith("$ ")]


def _run_console(body: str, folder: Path) -> str:
    return "".join(f"$ {command}\n{_run(['bash', '-c', command], folder)}" for command in commands(body))


def _run(command: list[str], folder: Path) -> str:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": "132", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode()
    if "marsad: unexpected" in text or "Traceback (most recent" in text:
        raise SystemExit(f"{' '.join(command)} failed, nothing is written for this page:\n{text}")
    lines = [line.rstrip() for line in text.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def example_table(path: Path) -> str:
    """What is coded in an example, as a Markdown table for each article."""
    coder = marsad.Coder()
    articles = [a for a in read_articles([path]) if isinstance(a, marsad.Article)]
    return "\n" + "\n".join(_article_table(coder.code(article)) for article in articles) + "\n"


def _article_table(record: Record) -> str:
    article = record.article
    about = ", ".join(v for v in (article.title, article.publisher, article.published) if v)
    lines = [f"{about}:", "", _row(_COLUMNS), _row(["---"] * len(_COLUMNS)), *(_row(_cells(e)) for e in record.events)]
    return "\n".join(lines) + "\n"


def _cells(event: Event) -> list[str]:
    kind = event.event_type + (f" {event.mode}" if event.mode else "")
    status = "" if event.status == "asserted" else f" ({event.status})"
    return [
        event.trigger.text,
        kind + status,
        "، ".join(a.text for a in event.actor),
        "، ".join(a.text for a in event.recipient),
        "، ".join(p.text for p in event.location),
        event.date.start if event.date else "",
        "; ".join(count_words(c) for c in event.casualties),
        " ← ".join(f"{s.text} ({s.stance})" for s in event.sources),
    ]


def _row(cells: object) -> str:
    return "| " + " | ".join(str(c).replace("|", "\\|") for c in cells) + " |"  # type: ignore[attr-defined]


if __name__ == "__main__":
    for path in PAGES:
        old = path.read_text(encoding="utf-8")
        new = refreshed(old)
        if new != old:
            path.write_text(new, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
