"""What the compiled lexicon holds beside the trie of its forms, and what it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.lexicon.entries import Actor, Cue, Frame, LightVerb, Location, StatusWord, Title
from marsad.lexicon.forms import Feature

FEATURE_BITS = 12


class EntryData(NamedTuple):
    """An entry as stored; the record `Entry` is made when it is first needed."""

    lemma: str
    pos: str
    kind: str
    at: Location
    form: str  # of a verb: I to X, Q
    frames: tuple[str, ...]
    lights: tuple[str, ...]
    cues: tuple[str, ...]
    title: int  # index into titles, -1


class Store(msgspec.Struct, array_like=True):
    """Everything but the trie and its arrays."""

    entries: list[EntryData]
    features: list[Feature]
    frames: dict[str, Frame]
    lights: dict[str, LightVerb]
    cues: dict[str, Cue]
    titles: list[Title]
    actors: dict[str, Actor]
    modes: dict[str, dict[str, tuple[str, float]]]
    statuses: list[StatusWord]
    phrases: list[tuple[str, str]]
    events: dict[str, frozenset[str]]
    actor_values: list[tuple[str, str]]  # value of actor_names -> (actor id, role of the name)


def data_files(roots: Sequence[Path]) -> list[Path]:
    """The files that the compiled lexicon depends on."""
    patterns = (
        "ontology/plover.toml",
        "ar/*.tsv",
        "ar/times.toml",
        "ar/frames/*.toml",
        "ar/words/*.tsv",
        "region/*/*.toml",
    )
    return [p for root in roots for pattern in patterns for p in sorted(root.glob(pattern)) if p.is_file()]
