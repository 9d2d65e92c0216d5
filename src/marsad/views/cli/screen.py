"""Text for a terminal: Arabic kept apart from what stands beside it, and nothing that could steer the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
FSI, PDI = "\u2068", "\u2069"


def clean(text: str) -> str:
    """``text`` without control characters, bidi controls and line breaks."""
    return " ".join(_STEERING.sub(" ", text).split(" ")).strip()


def shown(text: str, isolate: bool) -> str:
    """``text`` cleaned; right-to-left text between isolates where ``isolate`` (on terminals, never in files)."""
    text = clean(text)
    return f"{FSI}{text}{PDI}" if isolate and _RIGHT_TO_LEFT.search(text) else text


def console(stderr: bool = False) -> Console:
    """A console; one that is no terminal is wide, so that tables in files are not squeezed."""
    import os
    import sys

    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    made = Screen(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    stream = sys.stderr if stderr else sys.stdout
    if not stream.isatty() and not os.environ.get("COLUMNS"):
        made.width = 160
    return made
