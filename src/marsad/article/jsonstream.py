"""A large JSON document read piece by piece: its top-level structure walked, the values in it decoded one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from marsad.article.encoding import bom_encoding
from marsad.article.limits import MAX_LINE
from marsad.errors import InputError

_SPACE = re.compile(r"[ \t\r\n]*")
_LONGEST_PART = 16
"""Letters at the end of what has been read that may make no sense before the next come: ``\\u06``, ``tru``."""


class JsonStream:
    """Reads a JSON document as a stream.

    Parameters
    ----------
    chunks: its bytes, UTF-8 or with a byte order mark.
    where: its file, for errors.

    All methods raise `InputError` where the JSON is broken, breaks off, or holds a value that is too large to be held.
    """

    def __init__(self, chunks: Iterable[bytes], where: str) -> None:
        self._chunks, self._where = iter(chunks), where
        self._buffer, self._at, self._line = "", 0, 1
        self._decoder = json.JSONDecoder(strict=False)
        first = next(self._chunks, b"")
        self._bytes = codecs.getincrementaldecoder(bom_encoding(first) or "utf-8")("replace")
        self._buffer = self._bytes.decode(first).lstrip("\ufeff")
        self._ended = False

    @property
    def line(self) -> int:
        """The line that reading has come to, counted from 1."""
        return self._line + self._buffer.count("\n", 0, self._at)

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            assert match is not None
            self._at = match.end()
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> None:
        """Pass over a character, which must be the next."""
        if self.peek() != wanted:
            raise self._broken(f"Expected {wanted}")
        self._at += 1

    def items(self) -> Iterator[None]:
        """Walk a list: at each step the next value is to be read."""
        self.take("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield
            if self.peek() == ",":
                self._at += 1
                continue
            self.take("]")
            return

    def fields(self) -> Iterator[str]:
        """Walk an object: at each step the value of the key is to be read."""
        self.take("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self._broken("Expected the name of a field")
            self.take(":")
            yield key
            if self.peek() == ",":
                self._at += 1
                continue
            self.take("}")
            return

    def value(self) -> Any:
        """Read a value whole."""
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                raise InputError("The JSON is nested too deeply", where=self._where, line=self.line, hint="Is it an export?") from None
            except json.JSONDecodeError as error:
                if len(self._buffer) - self._at > MAX_LINE:
                    raise self._too_large() from None
                if error.pos < len(self._buffer) - _LONGEST_PART and not error.msg.startswith("Unterminated"):
                    raise self._broken(error.msg) from None
                if not self._more(grow=True):
                    raise InputError("The JSON breaks off", where=self._where, line=self.line, hint="Export it anew.") from None
                continue
            if end == len(self._buffer) and not isinstance(found, str | list | dict) and self._more():
                continue  # a number may go on
            if end - self._at > MAX_LINE:
                raise self._too_large()
            self._at = end
            return found

    def skip(self) -> None:
        """Pass over a value, however large, without holding it."""
        depth = 0
        while True:
            char = self.peek()
            if char in ("{", "["):
                depth += 1
                self._at += 1
            elif char in ("}", "]"):
                depth -= 1
                self._at += 1
            elif char in (",", ":") and depth:
                self._at += 1
                continue
            elif char == "":
                raise self._broken("Unexpected end")
            else:
                self.value()
            if depth <= 0:
                return

    def _more(self, grow: bool = False) -> bool:
        """Read on; with ``grow`` as much as is held already, so that a long value is not tried again for each chunk."""
        self._line += self._buffer.count("\n", 0, self._at)
        parts, size = [self._buffer[self._at :]], 0
        self._at = 0
        least = len(parts[0]) if grow else 1
        while size < least and not self._ended:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._ended = True
                text = self._bytes.decode(b"", final=True)
            else:
                text = self._bytes.decode(chunk)
            parts.append(text)
            size += len(text)
        self._buffer = "".join(parts)
        return size > 0

    def _too_large(self) -> InputError:
        return InputError(f"A value is larger than {MAX_LINE // 1_000_000} MB", where=self._where, line=self.line, hint="Is it an export?")

    def _broken(self, problem: str) -> InputError:
        said = "The JSON breaks off" if self._ended and self._at >= len(self._buffer) else f"Broken JSON: {problem}"
        return InputError(said, where=self._where, line=self.line, hint="Export it anew.")
