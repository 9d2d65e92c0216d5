"""All mentions of a sentence by token, so that phrases and events can ask what begins or stands at a word."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

import msgspec


class Ranged(Protocol):
    """A mention that covers tokens ``first`` to ``last`` (inclusive) of its sentence."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


T = TypeVar("T", bound=Any)


class Layer(msgspec.Struct, Generic[T], eq=False):
    """Mentions of one kind in one sentence."""

    items: list[T] = msgspec.field(default_factory=list)
    starts: dict[int, T] = msgspec.field(default_factory=dict)
    cover: dict[int, T] = msgspec.field(default_factory=dict)

    def add(self, item: T) -> None:
        self.items.append(item)
        self.starts.setdefault(item.first, item)
        for i in range(item.first, item.last + 1):
            self.cover.setdefault(i, item)


class Marks(msgspec.Struct, eq=False):
    """The layers of one sentence."""

    actors: Layer[Any] = msgspec.field(default_factory=Layer)
    places: Layer[Any] = msgspec.field(default_factory=Layer)
    counts: Layer[Any] = msgspec.field(default_factory=Layer)
    times: Layer[Any] = msgspec.field(default_factory=Layer)
    money: Layer[Any] = msgspec.field(default_factory=Layer)
