"""The lexicon: the only reader of ``data/``. ``Lexicon.load()`` compiles it or takes it from a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.lazy import names_from
from marsad.lexicon.cache import content_hash, fingerprint, load_or_build
from marsad.lexicon.entries import Actor, Cue, Entry, Frame, LightVerb, Location, Slot, Title
from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.names import CachedIndex, NameIndex
from marsad.lexicon.sources import Row
from marsad.lexicon.validate import Problem
from marsad.lexicon.word import Analysis, Word

if TYPE_CHECKING:
    from marsad.lexicon.load import check
else:
    __getattr__ = names_from("marsad.lexicon.load", "check")  # checking data takes much that coding does not

__all__ = [
    "Actor",
    "Analysis",
    "CachedIndex",
    "Cue",
    "Entry",
    "Frame",
    "Lexicon",
    "LightVerb",
    "Location",
    "NameIndex",
    "Problem",
    "Row",
    "Slot",
    "Title",
    "Word",
    "check",
    "content_hash",
    "fingerprint",
    "load_or_build",
]
