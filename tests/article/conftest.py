from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.article import BadItem, Note, ReadOptions, read_articles
from marsad.record import Article

TEXT = "قتل ثلاثة جنود وأصيب خمسة آخرون في غارة جوية استهدفت معسكرا للجيش قرب مدينة درنة شرق ليبيا، بحسب مصدر عسكري."


class Reading:
    """What came of reading: articles, bad items and notes, in order."""

    def __init__(self, items: list[Article | BadItem], notes: list[Note]) -> None:
        self.items, self.notes = items, notes

    @property
    def articles(self) -> list[Article]:
        return [i for i in self.items if isinstance(i, Article)]

    @property
    def bad(self) -> list[str]:
        return [str(i.error) for i in self.items if isinstance(i, BadItem)]


@pytest.fixture
def read() -> Callable[..., Reading]:
    def reader(*inputs: str | Path, options: ReadOptions | None = None) -> Reading:
        notes: list[Note] = []
        return Reading(list(read_articles(inputs, note=notes.append, options=options)), notes)

    return reader


@pytest.fixture
def text() -> str:
    return TEXT
