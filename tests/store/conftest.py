from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from libya_texts import ARTICLES, fill

from marsad.pipeline import Coder
from marsad.record import Record
from marsad.store import RecordFile, open_record


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def coded(coder: Coder) -> list[Record]:
    return [coder.code(a) for a in ARTICLES]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "libya.db"


@pytest.fixture
def libya(path: Path, coded: list[Record]) -> Iterable[RecordFile]:
    """An open record of `ARTICLES`."""
    with open_record(path, create=True) as record:
        fill(record, coded)
        yield record
