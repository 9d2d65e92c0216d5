"""The written word as [و ف] [ب ل ك س] [ال] stem [pronoun]: all ways to take it apart by its letters alone."""

from __future__ import annotations

import msgspec


class Head(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Clitics before a stem.

    Parameters
    ----------
    start: where the stem with its ال begins; after the merged لل, where the bare word begins.
    bare: where the stem begins without ال.
    cost: how unlikely this division is beside the undivided word.
    """

    conj: str
    prep: str
    det: bool
    fut: bool
    start: int
    bare: int
    cost: float


PRONOUNS: dict[str, tuple[tuple[int, str, float], ...]] = {}
"""Last letter -> pronouns that end in it: (letters, pronoun, cost)."""
for _suffix, _cost in (
    ("ه", 1.2), ("ها", 1.2), ("هم", 1.2), ("هن", 2.0), ("هما", 1.4), ("نا", 1.4), ("كم", 2.6), ("كن", 4.0),
    ("كما", 3.0), ("ك", 3.0), ("ي", 3.4), ("ني", 2.4),
):  # fmt: skip
    PRONOUNS[_suffix[-1]] = (*PRONOUNS.get(_suffix[-1], ()), (len(_suffix), _suffix, _cost))
_CONJ = {"و": 1.6, "ف": 2.6}
_PREP = {"ب": 2.0, "ل": 2.0, "ك": 3.0}
_WHOLE = Head("", "", False, False, 0, 0, 0.0)


def heads(norm: str) -> list[Head]:
    """All divisions of the front of a normalised word, the undivided one first."""
    found = [_WHOLE]
    n = len(norm)
    _after(norm, 0, "", 0.0, n, found)
    conj = norm[:1]
    if n > 1 and conj in _CONJ:
        cost = _CONJ[conj]
        found.append(Head(conj, "", False, False, 1, 1, cost))
        _after(norm, 1, conj, cost, n, found)
    return found


def _after(norm: str, at: int, conj: str, cost: float, n: int, found: list[Head]) -> None:
    """Divisions after the conjunction."""
    first, second = norm[at : at + 1], norm[at + 1 : at + 2]
    if first == "ا" and second == "ل":
        if n - at > 3:
            found.append(Head(conj, "", True, False, at, at + 2, cost + 0.3))
        return
    if first == "ل" and second == "ل" and n - at > 3:
        found.append(Head(conj, "ل", True, False, at + 2, at + 2, cost + 1.0))
        found.append(Head(conj, "ل", True, False, at + 1, at + 1, cost + 1.6))  # لليل: one ل of three is not written
    if first in _PREP and n - at > 1:
        price = cost + _PREP[first]
        found.append(Head(conj, first, False, False, at + 1, at + 1, price))
        if norm.startswith("ال", at + 1) and n - at > 4:
            found.append(Head(conj, first, True, False, at + 1, at + 3, price - 0.7))
    elif first == "س" and second in ("ي", "ت", "ن", "ا") and n - at > 3:
        found.append(Head(conj, "", False, True, at + 1, at + 1, cost + 0.6))


def name_keys(norm: str, all_heads: list[Head]) -> tuple[tuple[str, int], ...]:
    """Forms under which a word can begin a name, with their start: whole and without proclitics."""
    keys: list[tuple[str, int]] = [(norm, 0)]
    for head in all_heads[1:]:
        if head.fut or (head.det and head.bare != head.start + 2 and not norm.startswith("لل", head.start - 2)):
            continue
        if head.det:
            merged = head.bare == head.start
            key = ("ال" + norm[head.bare :], head.start) if merged else (norm[head.start :], head.start)
        else:
            key = (norm[head.start :], head.start)
        if len(key[0]) > 1 and key not in keys:
            keys.append(key)
    return tuple(keys)
