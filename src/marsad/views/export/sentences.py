"""The sentence that an event stands in, cut out of the article for people to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.record import Record

_LINE_ENDS = "\n\r\u2028\u2029"
_STOP = re.compile(r"(?<!\.)\.(?!\.)(?![0-9\u0660-\u0669])|\.{3,}|[!?؟…]")


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around ``text[start:end]``: from the stop or line end before to the one after, spaces joined."""
    first = max(text.rfind(c, 0, start) for c in _LINE_ENDS) + 1
    ends = [i for c in _LINE_ENDS if (i := text.find(c, end)) >= 0]
    last = min(ends, default=len(text))
    for stop in _STOP.finditer(text, first, last):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.end()
            break
    return " ".join(text[first:last].split())


def sentences_of(record: Record) -> dict[int, str]:
    """Number of a sentence -> its words, for the sentences that have events."""
    out: dict[int, str] = {}
    for event in record.events:
        if event.sentence not in out:
            out[event.sentence] = sentence_at(record.article.text, event.trigger.start, event.trigger.end)
    return out
