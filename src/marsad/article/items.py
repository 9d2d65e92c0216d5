"""What reading gives besides articles: items that cannot be coded, and notes on those that can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.errors import InputError, MarsadError

if TYPE_CHECKING:
    from marsad.article.options import ReadOptions
    from marsad.record import Article


@dataclass(frozen=True, slots=True)
class BadItem:
    """An article, or a whole file, that is left out.

    Parameters
    ----------
    error: where, what is wrong, what to do.
    id: the article's id where it got that far.
    trace: the traceback of an unexpected fault, for debugging; "" otherwise.
    """

    error: MarsadError
    id: str | None = None
    trace: str = ""

    @property
    def where(self) -> str:
        """``file:line``, ``file``, or "" where no file is involved."""
        e = self.error
        return f"{e.where}:{e.line}" if e.where and e.line else e.where


@dataclass(frozen=True, slots=True)
class Note:
    """Something about an article that is coded all the same: an unreadable date, bytes that were replaced."""

    where: str
    line: int | None
    text: str

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}: " if self.line else f"{self.where}: " if self.where else ""
        return f"{place}{self.text}."


Noter = Callable[[Note], None]

Item = tuple[int | str | None, "Article | InputError"]
"""What a reader gives: the line or the place in its file (``row 12``), and the article that stands there or what is wrong."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is given besides the file: what the user wants, whom to tell of things put right.

    ``depth`` is in how many archives the file lies, one in the other.
    """

    options: ReadOptions
    note: Noter
    depth: int = 0
