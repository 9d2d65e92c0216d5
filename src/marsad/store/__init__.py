"""The record file: articles, events, incidents, control and the decisions of people, in one SQLite file.

>>> import tempfile, pathlib
>>> with open_record(pathlib.Path(tempfile.mkdtemp()) / "empty.db", create=True) as record:
...     list(record.incidents())
[]

The only room that uses SQLite. It takes coded records and gives typed ones; it neither reads articles nor codes them.
"""

from __future__ import annotations

from pathlib import Path

from marsad.incidents import Knowledge
from marsad.store.file import RecordFile

__all__ = ["RecordFile", "open_record"]


def open_record(path: str | Path, *, write: bool = False, create: bool = False, knowledge: Knowledge | None = None) -> RecordFile:
    """Open a record file, as ``marsad load`` makes it; see `RecordFile`.

    Raises
    ------
    StoreError: there is no such file, it is no record, of a newer version, damaged, locked, or may not be opened.
    """
    return RecordFile(path, write=write, create=create, knowledge=knowledge)
