"""An open input as a stream of bytes with a known beginning, or as a file that can be read in any order."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from marsad.article.limits import CHUNK, MAX_COPY, MAX_FILE
from marsad.article.places import Place
from marsad.errors import InputError


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
    """An open file: its first bytes to tell the format by, then all of them in chunks, or in any order.

    ``head`` is the first line or the first chunk, whichever is shorter: what a pipe that is still written to gives at once.
    """

    def __init__(self, place: Place, file: IO[bytes], owned: bool, progress: Callable[[int], None] | None) -> None:
        self.place, self.name = place, place.name
        self._file, self._owned, self._progress = file, owned, progress or _no_progress
        stream = io.BufferedReader(_Counting(file, self._progress), CHUNK)
        self._outer: io.BufferedReader[_Counting] | gzip.GzipFile = stream
        self.packed = stream.peek(2)[:2] == b"\x1f\x8b"
        if self.packed:
            self._outer = gzip.GzipFile(fileobj=stream)
        self.head = self._first()

    def _first(self) -> bytes:
        head = b""
        while len(head) < CHUNK and b"\n" not in head[:-2]:
            more = self._read()
            if not more:
                break
            head += more
        return head

    def sample(self, size: int) -> bytes:
        """The first ``size`` bytes, or somewhat more; all where there are fewer."""
        parts, have = [self.head], len(self.head)
        while have < size and (more := self._read()):
            parts.append(more)
            have += len(more)
        self.head = b"".join(parts)
        return self.head

    def _read(self) -> bytes:
        try:
            return self._outer.read1(CHUNK)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            kind = "gzip file" if self.packed else "file in the archive"
            problem = f"The {kind} is damaged: {str(error).rstrip('.')}"
            raise InputError(problem, where=self.name, hint="Unpack it with another program to see how far it goes.") from None
        except zipfile.BadZipFile:
            raise InputError("The file in the archive is damaged", where=self.name, hint="Pack it again.") from None
        except OSError as error:
            raise unreadable(error, self.name) from None

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the beginning; once."""
        yield self.head
        while more := self._read():
            yield more

    def read_all(self, limit: int = MAX_FILE) -> bytes:
        """The whole file. Raises `InputError` where it is larger than can be read at once."""
        return b"".join(self._bounded(limit, "Split it, or write it as JSON Lines, one article on each line."))

    def _bounded(self, limit: int, hint: str) -> Iterator[bytes]:
        """All bytes. Raises `InputError` at the chunk that goes over the limit."""
        size = 0
        for chunk in self.chunks():
            size += len(chunk)
            if size > limit:
                raise InputError(f"The file is larger than {limit // 1_000_000} MB", where=self.name, hint=hint)
            yield chunk

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The file for reading in any order: itself, or a copy on disk where it comes from a pipe or an archive."""
        if self.place.path is not None and not self.packed and self.place.path.is_file():
            try:
                with self.place.path.open("rb") as whole:
                    self._progress(max(0, os.fstat(whole.fileno()).st_size - self._file.tell()))
                    yield whole
            except OSError as error:
                raise unreadable(error, self.name) from None
            return
        with tempfile.TemporaryFile(prefix="marsad-") as copy:
            for chunk in self._bounded(MAX_COPY, "Unpack it and give the file."):
                copy.write(chunk)
            copy.seek(0)
            yield copy

    def close(self) -> None:
        if self._owned:
            self._file.close()


def unreadable(error: OSError, name: str) -> InputError:
    """What to say of a file that the system does not let us read."""
    problem = f"The file cannot be read: {error.strerror or error}"
    return InputError(problem, where=name, hint="Check its name and your rights.")


def open_source(place: Place, progress: Callable[[int], None] | None = None) -> Source:
    """Open a file for reading. Raises `InputError` where that is not possible."""
    if place.path is None:
        return Source(place, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer), False, None)
    try:
        file = place.path.open("rb", buffering=0)
    except OSError as error:
        raise unreadable(error, place.name) from None
    try:
        return Source(place, file, True, progress)
    except (OSError, InputError) as error:
        file.close()
        raise (error if isinstance(error, InputError) else unreadable(error, place.name)) from None
