"""What a written word can open, whatever its reading in the sentence: asked before anything dearer is tried at a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from marsad.lexicon.entries import Cue


class Opener(NamedTuple):
    """What some reading of a word can be.

    Parameters
    ----------
    event: it carries frames.
    light: it is a light verb or its masdar.
    speech: it is a cue, or the first word of one.
    cues: cues of several words that can begin with it, longest first under each of its forms, with the word that must
        follow ("" where that is told by more than the word).
    fields: it belongs to a field like sport or trade.
    """

    event: bool
    light: bool
    speech: bool
    cues: tuple[tuple[str, Cue], ...]
    fields: bool


NOTHING = Opener(False, False, False, (), False)
