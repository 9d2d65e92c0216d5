"""JSON Lines: the output contract itself, one record on each line, UTF-8."""

from __future__ import annotations

from marsad.record import Record, to_json


def head() -> bytes:
    """What a file begins with: nothing."""
    return b""


def render(record: Record) -> bytes:
    """One record with its line end."""
    return to_json(record) + b"\n"
