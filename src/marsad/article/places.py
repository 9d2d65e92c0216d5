"""Where inputs lie: files and folders in order, opened as streams of bytes with a known beginning."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from marsad.article.limits import CHUNK, MAX_FILE
from marsad.errors import InputError

SUFFIXES = (".txt", ".jsonl", ".ndjson", ".json", ".html", ".htm", ".xhtml")
"""Files that are looked for in folders; each may also be gzipped. A file that is named outright may have any suffix."""


@dataclass(frozen=True, slots=True)
class Place:
    """One file to read. ``path`` is None for standard input; ``stem`` is the id of an article that has none."""

    name: str
    path: Path | None
    stem: str

    @property
    def suffix(self) -> str:
        """The suffix without ``.gz``, in small letters; "" where there is none."""
        return Path(self.name.lower().removesuffix(".gz")).suffix if self.path is not None else ""


class _Counting(io.RawIOBase):
    """A file that reports how many of its bytes have been read."""

    def __init__(self, file: IO[bytes], progress: Callable[[int], None]) -> None:
        self._file, self._progress = file, progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        n = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self._progress(n or 0)
        return n or 0


def _no_progress(more: int) -> None:
    pass


class Source:
    """An open file: its first bytes to tell the format by, then all of them in chunks."""

    def __init__(self, place: Place, file: IO[bytes], owned: bool, progress: Callable[[int], None] | None) -> None:
        self.place, self.name = place, place.name
        self._file, self._owned = file, owned
        stream = io.BufferedReader(_Counting(file, progress or _no_progress), CHUNK)
        self._outer: io.BufferedReader[_Counting] | gzip.GzipFile = stream
        if stream.peek(2)[:2] == b"\x1f\x8b":
            self._outer = gzip.GzipFile(fileobj=stream)
        self.head = self._first()

    def _first(self) -> bytes:
        """The first line or the first chunk, whichever is shorter."""
        head = b""
        while len(head) < CHUNK and b"\n" not in head[:-2]:
            more = self._read()
            if not more:
                break
            head += more
        return head

    def _read(self) -> bytes:
        try:
            return self._outer.read1(CHUNK)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            problem = f"The gzip file is damaged: {str(error).rstrip('.')}"
            raise InputError(problem, where=self.name, hint="Unpack it with gunzip to see how far it goes.") from None
        except OSError as error:
            raise _unreadable(error, self.name) from None

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the beginning; once."""
        yield self.head
        while more := self._read():
            yield more

    def read_all(self) -> bytes:
        """The whole file. Raises `InputError` where it is larger than can be read at once."""
        parts, size = [], 0
        for chunk in self.chunks():
            size += len(chunk)
            if size > MAX_FILE:
                hint = "Split it, or write it as JSON Lines, one article on each line."
                raise InputError(f"The file is larger than {MAX_FILE // 1_000_000} MB", where=self.name, hint=hint)
            parts.append(chunk)
        return b"".join(parts)

    def close(self) -> None:
        if self._owned:
            self._file.close()


def _unreadable(error: OSError, name: str) -> InputError:
    problem = f"The file cannot be read: {error.strerror or error}"
    return InputError(problem, where=name, hint="Check its name and your rights.")


def open_source(place: Place, progress: Callable[[int], None] | None = None) -> Source:
    """Open a file for reading. Raises `InputError` where that is not possible."""
    if place.path is None:
        return Source(place, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer), False, None)
    try:
        file = place.path.open("rb", buffering=0)
    except OSError as error:
        raise _unreadable(error, place.name) from None
    try:
        return Source(place, file, True, progress)
    except (OSError, InputError) as error:
        file.close()
        raise (error if isinstance(error, InputError) else _unreadable(error, place.name)) from None


def find_places(given: str) -> Iterator[Place | InputError]:
    """The files that one input stands for, in sorted order: itself, or all articles in a folder and below."""
    if given == "-":
        yield Place("standard input", None, "")
        return
    path = Path(given)
    try:
        folder, present = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        yield InputError(f"The name cannot be used: {error}", where=given[:80], hint="Give a file, a folder or -.")
        return
    if not present:
        hint = "Check the name; - stands for standard input."
        yield InputError("There is no such file or folder", where=given, hint=hint)
        return
    if not folder:
        yield Place(given, path, _stem(path.name))
        return
    found = False
    for file in _walk(path):
        found = True
        relative = file.relative_to(path)
        yield Place(str(file), file, (relative.parent / _stem(file.name)).as_posix())
    if not found:
        hint = f"Looked for {', '.join(SUFFIXES)}, also with .gz."
        yield InputError("The folder holds no articles", where=given, hint=hint)


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().removesuffix(".gz").endswith(SUFFIXES):
                yield Path(where, name)


def _stem(name: str) -> str:
    lower = name.lower()
    if lower.endswith(".gz"):
        name = name[:-3]
    return Path(name).stem if name.lower().endswith(SUFFIXES) else name


def input_size(inputs: list[str]) -> int | None:
    """Bytes of all inputs together, for a progress bar; None where one is standard input or not a plain file."""
    total = 0
    for given in inputs:
        for place in find_places(given):
            if isinstance(place, InputError):
                continue
            if place.path is None or not place.path.is_file():
                return None
            try:
                total += place.path.stat().st_size
            except OSError:
                continue
    return total
