"""Lines of a stream of bytes, with a bound: a line that is too long is skipped, never held."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from marsad.article.encoding import bom_encoding
from marsad.article.limits import MAX_LINE
from marsad.errors import InputError


def read_lines(chunks: Iterable[bytes], where: str, limit: int = MAX_LINE) -> Iterator[tuple[int, bytes | InputError]]:
    """(number, line) of each line, without its end; UTF-16 becomes UTF-8.

    In place of a line of more than ``limit`` bytes stands what is wrong with it.
    """
    number, size = 1, 0
    parts: list[bytes] = []
    for chunk in _as_utf8(chunks, where):
        if isinstance(chunk, InputError):
            yield number, chunk
            return
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            if size + len(piece) > limit:
                yield number, _too_long(where, number, limit)
            else:
                yield number, b"".join([*parts, piece]).rstrip(b"\r")
            parts, size, number = [], 0, number + 1
        size += len(rest)
        if size > limit:
            parts = []
        else:
            parts.append(rest)
    if size > limit:
        yield number, _too_long(where, number, limit)
    elif size:
        yield number, b"".join(parts)


def _too_long(where: str, number: int, limit: int) -> InputError:
    hint = "Split it into articles, one on each line."
    return InputError(f"The line is longer than {limit // 1_000_000} MB", where=where, line=number, hint=hint)


def _as_utf8(chunks: Iterable[bytes], where: str) -> Iterator[bytes | InputError]:
    decoder: codecs.IncrementalDecoder | None = None
    first = True
    for chunk in chunks:
        if first:
            first = False
            name = bom_encoding(chunk)
            if name == "utf-8-sig":
                chunk = chunk[3:]
            elif name is not None:
                decoder = codecs.getincrementaldecoder(name)()
        if decoder is None:
            yield chunk
            continue
        try:
            yield decoder.decode(chunk).encode("utf-8", "replace")
        except UnicodeDecodeError:
            yield InputError("The text begins as UTF-16 but does not go on so", where=where, hint="Save it as UTF-8.")
            return
    if decoder is not None:
        try:
            yield decoder.decode(b"", final=True).encode("utf-8", "replace")
        except UnicodeDecodeError:
            yield InputError("The text breaks off in the middle of a character", where=where, hint="Save it as UTF-8.")
