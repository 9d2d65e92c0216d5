"""Where results go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from marsad.errors import OutputError


class Sink(Protocol):
    """Takes bytes."""

    def write(self, data: bytes, /) -> object: ...


class WholeFile:
    """A file that is written beside its place and moved there at the end.

    A process that is killed leaves at most a hidden ``.NAME.PID.part``, which the next run for the same file removes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._direct = path.exists() and not path.is_file()
        if path.is_dir():
            raise OutputError("The output is a folder", where=str(path), hint="Give the name of a file with -o.")
        if not path.parent.is_dir():
            hint = f"Make it first: mkdir -p {path.parent}"
            raise OutputError("The folder for the output does not exist", where=str(path), hint=hint)
        self._part = path if self._direct else path.with_name(f".{path.name}.{os.getpid()}.part")
        if not self._direct:
            _remove_leftovers(path)
        try:
            self._file: IO[bytes] = self._part.open("wb")
        except OSError as error:
            raise self._error(error) from None

    def write(self, data: bytes) -> None:
        """Write bytes. Raises `OutputError` where that is not possible (disk full)."""
        try:
            self._file.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._error(error) from None

    def finish(self) -> None:
        """Make everything that was written appear under the file's name."""
        try:
            self._file.flush()
            if not self._direct:
                os.fsync(self._file.fileno())
            self._file.close()
            if not self._direct:
                os.replace(self._part, self.path)
        except OSError as error:
            raise self._error(error) from None

    def discard(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(OSError):
            self._file.close()
        if not self._direct:
            with contextlib.suppress(OSError):
                self._part.unlink()

    def _error(self, error: OSError) -> OutputError:
        problem = f"The output cannot be written: {error.strerror or error}"
        return OutputError(problem, where=str(self.path), hint="Check the folder's rights and the free space.")


def _remove_leftovers(path: Path) -> None:
    """Remove parts that killed runs left behind."""
    for part in path.parent.glob(f".{_plain(path.name)}.*.part"):
        number = part.name.removesuffix(".part").rsplit(".", 1)[-1]
        if number.isdigit() and not _alive(int(number)):
            with contextlib.suppress(OSError):
                part.unlink()


def _plain(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


@contextlib.contextmanager
def open_output(path: str | None) -> Iterator[Sink]:
    """Bytes to a file (all or nothing) or, for None and ``-``, to standard output."""
    if path is None or path == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    file = WholeFile(Path(path))
    try:
        yield file
        file.finish()
    except BaseException:
        file.discard()
        raise
