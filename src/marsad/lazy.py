"""Names of a package that are imported when they are first asked for, so that what needs few of them starts at once."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def names_from(module: str, *names: str, **homes: str) -> Callable[[str], Any]:
    """A ``__getattr__`` for a package. Where it is set, the names are also imported under ``TYPE_CHECKING``.

    Parameters
    ----------
    module: where ``names`` come from. homes: further names, each with its module.
    """
    known = dict.fromkeys(names, module) | homes

    def __getattr__(name: str) -> Any:
        if name not in known:
            raise AttributeError(f"marsad has no {name!r} there", name=name)
        return getattr(import_module(known[name]), name)

    return __getattr__
