"""docs/reference/record-file.md says what the schema is, and its queries run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from libya_texts import fill

from marsad.record import Record
from marsad.store import RecordFile, open_record

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "record-file.md"
QUERIES = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_record_reference", ROOT / "scripts" / "make_record_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_that_of_the_schema(script: ModuleType):
    assert PAGE.read_text(encoding="utf-8") == script.reference(), "run scripts/make_record_reference.py"


def test_every_table_and_column_is_documented(libya: RecordFile, script: ModuleType):
    documented = {name: {c for c, _, _ in columns} for kind, name, about, columns in script.tables() if about}
    named = "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'article_words_%' AND name NOT LIKE 'sqlite_%'"
    for name, kind in libya.db.execute(named).fetchall():
        assert name in documented
        if kind == "table" and name != "article_words":
            assert documented[name] == {row[1] for row in libya.db.execute(f"PRAGMA table_info({name})")}


@pytest.mark.parametrize("sql", QUERIES, ids=range(len(QUERIES)))
def test_queries_of_the_page_answer(libya: RecordFile, sql: str):
    libya.decide("comment", who="Salma", article="a1", reason="ask the hospital")
    assert libya.db.execute(sql).fetchall()


def test_the_schema_is_made_in_steps():
    """Files of migrations are never changed once released: new ones follow, numbered without gaps."""
    from marsad.store.opening import VERSION, migrations

    assert [number for number, _ in migrations()] == list(range(1, VERSION + 1))


def test_python_of_the_how_to_runs(tmp_path: Path, coded: list[Record], monkeypatch: pytest.MonkeyPatch):
    """The blocks of docs/howto/record.md, one after the other, on a record of our own texts."""
    page = (ROOT / "docs" / "howto" / "record.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with open_record("record.db", create=True) as record:
        fill(record, coded)
    for body in re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        exec(compile(body, "record.md", "exec"), {})
    with open_record("record.db") as record:
        assert [d.kind for d in record.decisions()] == ["accept", "reject", "change", "undo"]
