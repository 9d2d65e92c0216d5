"""A stretch of words that may be a place name, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from marsad.mentions.place_candidates import Candidate
    from marsad.text.tokens import Token

OPEN_KINDS = frozenset({"city", "town", "village", "quarter"})
"""Kind words after which a name that the gazetteer lacks is still taken for a name."""


class SentenceLike(Protocol):
    @property
    def tokens(self) -> Sequence[Token]: ...


class Spot(msgspec.Struct, eq=False, gc=False):
    """One possible mention.

    Parameters
    ----------
    first, last: tokens of the span. start: characters of the first token's norm before it.
    name_first, key: where the bare name begins, and its normalised form.
    rows: gazetteer rows with how the name met them; empty for a name that the gazetteer lacks.
    words: of the name. ambiguous: it is a common word or a personal name as well.
    intro: kind of the kind word before ("" where none); plural: that word introduces a list. facility: kind of the
        facility word in the span. rural: the countryside of the place is meant.
    prep: a preposition or a word of fighting stands before. relative: "direction", "relative" or "".
    away: how many kilometres off.
    listed, before: a member of a list, and the member before it.
    blocked: what speaks against a place ("person", "title", "block", ...). adjective: the word before takes one.
    shorter: a shorter reading of the same words.
    candidates: of the rows, once they have been asked for.
    """

    sentence: int
    first: int
    last: int
    start: int
    name_first: int
    key: str
    rows: tuple[tuple[int, int], ...]
    intro: str = ""
    facility: str = ""
    rural: bool = False
    prep: bool = False
    relative: str = ""
    listed: bool = False
    blocked: str = ""
    ambiguous: bool = False
    words: int = 1
    shorter: Spot | None = None
    before: Spot | None = None
    adjective: bool = False
    away: float = 0.0
    plural: bool = False
    candidates: list[Candidate] | None = None
