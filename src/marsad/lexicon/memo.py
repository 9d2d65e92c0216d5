"""What a function gives for a key, kept for the next time: words come back all the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST = 60_000


class Memo(dict[K, V]):
    """``memo[key]`` is ``work(key)``, worked out when first asked. A plain dict to who reads it, so that known keys cost
    no call.

    Parameters
    ----------
    most: how many keys are kept; at that size it starts afresh.
    """

    def __init__(self, work: Callable[[K], V], most: int = _MOST) -> None:
        super().__init__()
        self._work, self._most = work, most

    def __missing__(self, key: K) -> V:
        value = self._work(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
