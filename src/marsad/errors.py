"""The tree of errors. Each names the place that is wrong, what is wrong there and what to do about it.

    MarsadError
    ├── DataError          a file of frames, words, actors or places (ours or the user's overlay)
    ├── InputError         an article or a file of articles that cannot be read
    │   └── NotArabicError an article whose text is not Arabic
    ├── OutputError        a file that cannot be written
    └── StoreError         a record file that cannot be used

The command line prints ``str(error)`` and ends with the error's ``exit_code``; it never prints a traceback for these.
"""

from __future__ import annotations


class MarsadError(Exception):
    """Base of all errors that marsad raises on purpose.

    Parameters
    ----------
    problem: one sentence that says what is wrong, without a final stop.
    where: the file (and line or field) that it is wrong in, or "" where no file is involved.
    line: 1-based line in ``where``, or None.
    hint: what to do about it, one sentence.
    """

    exit_code = 1

    def __init__(self, problem: str, *, where: str = "", line: int | None = None, hint: str = "") -> None:
        self.problem, self.where, self.line, self.hint = problem, where, line, hint
        super().__init__(str(self))

    def __reduce__(self) -> tuple[object, ...]:
        # keyword-only arguments do not survive the default pickling between worker processes
        return (_rebuild, (type(self), self.problem, self.where, self.line, self.hint))

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}: " if self.where and self.line else f"{self.where}: " if self.where else ""
        return f"{place}{self.problem}." + (f" {self.hint}" if self.hint else "")


def _rebuild(cls: type[MarsadError], problem: str, where: str, line: int | None, hint: str) -> MarsadError:
    return cls(problem, where=where, line=line, hint=hint)


class DataError(MarsadError):
    """A data file breaks its format."""

    exit_code = 3


class InputError(MarsadError):
    """An input cannot be read as articles."""

    exit_code = 2


class NotArabicError(InputError):
    """The text of an article is not Arabic."""


class OutputError(MarsadError):
    """An output cannot be written."""

    exit_code = 4


class StoreError(MarsadError):
    """A record file (``--record``) cannot be opened, read or written, or a decision does not fit it."""

    exit_code = 5
