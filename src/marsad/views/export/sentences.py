"""The sentence that an event stands in, cut out of the article for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.incidents.words import sentence_bounds

if TYPE_CHECKING:
    from marsad.record import Record


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around ``text[start:end]``: from the stop or line end before to the one after, spaces joined."""
    first, last = sentence_bounds(text, start, end)
    return " ".join(text[first:last].split())


def sentences_of(record: Record) -> dict[int, str]:
    """Number of a sentence -> its words, for the sentences that have events."""
    out: dict[int, str] = {}
    for event in record.events:
        if event.sentence not in out:
            out[event.sentence] = sentence_at(record.article.text, event.trigger.start, event.trigger.end)
    return out
