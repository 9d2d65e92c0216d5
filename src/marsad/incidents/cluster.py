"""Constrained agglomeration: strongest pairs first, and no merge that breaks a constraint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Edge(NamedTuple):
    """A pair that could be one. ``a`` and ``b`` index the items; ``why`` are the reasons, in words."""

    score: float
    a: int
    b: int
    why: tuple[str, ...]


Check = Callable[[Sequence[int], Sequence[int]], bool]
"""Whether two groups (indices of their items) may become one."""


class Groups:
    """Groups of items, each item in one; items are identified by their index, which must not depend on input order."""

    def __init__(self, size: int) -> None:
        self._root = list(range(size))
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}

    def find(self, item: int) -> int:
        """The representative of the item's group: its lowest index."""
        root = item
        while self._root[root] != root:
            root = self._root[root]
        while self._root[item] != root:
            self._root[item], item = root, self._root[item]
        return root

    def members(self, item: int) -> list[int]:
        """The items of a group, in order."""
        return self._members[self.find(item)]

    def join(self, a: int, b: int) -> None:
        """Make two groups one."""
        a, b = sorted((self.find(a), self.find(b)))
        if a != b:
            self._root[b] = a
            self._members[a] = sorted(self._members[a] + self._members.pop(b))

    def all(self) -> list[list[int]]:
        """All groups, by their first item."""
        return [self._members[r] for r in sorted(self._members)]


def agglomerate(size: int, edges: Iterable[Edge], check: Check, forced: Iterable[Edge] = ()) -> tuple[Groups, list[Edge]]:
    """Join items along edges.

    Parameters
    ----------
    edges: pairs that are good enough, in any order; of equal ones those with lower items come first.
    check: is asked before each merge.
    forced: merges that are done last, whole groups and without asking (human decisions).

    Returns
    -------
    The groups, and the edges that made them.
    """
    groups = Groups(size)
    used: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (-e.score, min(e.a, e.b), max(e.a, e.b))):
        a, b = groups.members(edge.a), groups.members(edge.b)
        if a is not b and check(a, b):
            groups.join(edge.a, edge.b)
            used.append(edge)
    for edge in forced:
        if groups.find(edge.a) != groups.find(edge.b):
            groups.join(edge.a, edge.b)
            used.append(edge)
    return groups, used
