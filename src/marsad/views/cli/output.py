"""Where results go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
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
                shutil.rmtree(part) if part.is_dir() else part.unlink()


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


@contextlib.contextmanager
def whole_path(output: str, mark: str | None = None) -> Iterator[Path]:
    """A path to write a file to, or a folder to fill, which appears under its name only when it is complete.

    Parameters
    ----------
    output: name of the file or folder; ``-`` is standard output (files only).
    mark: for a folder: a file in it by which a folder is known as one written by us, which may be replaced.

    Raises
    ------
    OutputError: nothing can be written there, or a folder of that name is not ours.
    """
    if output == "-" and mark is None:
        with tempfile.TemporaryDirectory(prefix="marsad-") as scratch:
            path = Path(scratch) / "output"
            yield path
            with path.open("rb") as file:
                sys.stdout.flush()
                shutil.copyfileobj(file, sys.stdout.buffer)
                sys.stdout.buffer.flush()
        return
    target = Path(output)
    _check_target(target, mark)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    _remove_leftovers(target)
    try:
        if mark is not None:
            part.mkdir()
        yield part
        _into_place(part, target)
    except BrokenPipeError:
        raise
    except OSError as error:
        problem = f"The output cannot be written: {error.strerror or error}"
        raise OutputError(problem, where=str(target), hint="Check the folder's rights and the free space.") from None
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _check_target(target: Path, mark: str | None) -> None:
    if not target.name:
        raise OutputError("The output has no name", where=str(target), hint="Give a name with -o.")
    if not target.parent.is_dir():
        hint = f"Make it first: mkdir -p {target.parent}"
        raise OutputError("The folder for the output does not exist", where=str(target), hint=hint)
    if mark is None:
        if target.is_dir():
            raise OutputError("The output is a folder", where=str(target), hint="Give the name of a file with -o.")
    elif target.is_dir():
        if any(target.iterdir()) and not (target / mark).is_file():
            raise OutputError("The folder holds files that no export wrote", where=str(target), hint="Give the name of a new folder with -o.")
    elif target.exists():
        raise OutputError("The output is a file", where=str(target), hint="This format writes a folder: give the name of one with -o.")


def _into_place(part: Path, target: Path) -> None:
    if not target.is_dir():
        os.replace(part, target)
        return
    old = target.with_name(f".{target.name}.{os.getpid()}.old.{os.getpid()}.part")
    target.rename(old)
    try:
        part.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
