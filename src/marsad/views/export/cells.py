"""Cells of tables: what a cell may hold, lists in one cell, and text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable

Cell = str | int | float | bool | None

JOIN = "; "
UNKNOWN = "?"
"""Stands for an id that is not known, so that ids keep step with the texts."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# the last four are the wide forms, which some spreadsheets take for the narrow ones


def plain(text: str) -> str:
    """``text`` with spaces for line breaks and for code points that no file of a spreadsheet can hold."""
    return _CONTROL.sub(" ", text)


def guarded(value: Cell) -> Cell:
    """Text that cannot be taken for a formula: an apostrophe comes before what would be one. Numbers as they are.

    After https://owasp.org/www-community/attacks/CSV_Injection.
    """
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    text = plain(value)
    return "'" + text if text.lstrip().startswith(_FORMULA) else text


def joined(values: Iterable[str | None]) -> str | None:
    """A list in one cell; None where it is empty."""
    return JOIN.join(UNKNOWN if v is None else v for v in values) or None
