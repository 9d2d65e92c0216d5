from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TEXT = "قتل ثلاثة جنود وأصيب خمسة آخرون في غارة جوية شنها التحالف على مدينة درنة شرق ليبيا، بحسب مصدر عسكري."
PROGRAM = [sys.executable, "-c", "from marsad.views.cli import main; main()"]


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A file of 150 articles: enough for several batches."""
    path = tmp_path / "articles.jsonl"
    with path.open("w") as file:
        for i in range(150):
            row = {
                "id": f"a{i}",
                "title": f"خبر {i}",
                "publisher": "وكالة",
                "published": "2016-04-24",
                "text": f"{TEXT}\nأمس: {TEXT}",
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


@pytest.fixture
def marsad() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the program in a process of its own."""

    def run(*args: object, stdin: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
        command = [*PROGRAM, *map(str, args)]
        more.setdefault("env", {k: v for k, v in os.environ.items() if k != "COLUMNS"})
        return subprocess.run(command, input=stdin, capture_output=True, timeout=120, **more)  # type: ignore[call-overload, no-any-return]

    return run
