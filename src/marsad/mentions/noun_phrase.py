"""A noun phrase and a chunk of a sentence, as `Phrases` reads them."""

from __future__ import annotations

import msgspec

_PEOPLE = frozenset({"person", "group", "government", "military", "organisation", "media", "state"})


class NounPhrase(msgspec.Struct, eq=False, gc=False):
    """A noun phrase in its sentence.

    Parameters
    ----------
    first, last: its tokens (inclusive).
    head: the token of its head noun (the counted noun where it begins with a number, the part taken where it begins with a partitive).
    span: code points, without the clitics of the first word; ال stays.
    prep, conj: clitics of its first word.
    kind: semantic kind of the head ("" where unknown).
    gender, number: of the head, "" where unknown.
    definite: its head is definite.
    actor, place: the mention that the phrase is, or is built on.
    count: the number of the counted noun.
    core_last: last token before an attached prepositional complement.
    sentence: index of its sentence.
    """

    first: int
    last: int
    head: int
    span: tuple[int, int]
    prep: str
    conj: str
    kind: str = ""
    gender: str = ""
    number: str = ""
    definite: bool = False
    actor: object | None = None
    place: object | None = None
    count: object | None = None
    core_last: int = -1
    sentence: int = -1

    @property
    def people(self) -> bool:
        """Its head can act: a person, a group, an institution, a state."""
        return self.kind in _PEOPLE or self.actor is not None


class Chunk(msgspec.Struct, eq=False, gc=False):
    """A stretch of a sentence, shared by all who ask what begins at its first token: ``type`` is np, pp, verb, time, sub, rel, neg, part or punct."""

    type: str
    first: int
    last: int
    prep: str = ""
    np: NounPhrase | None = None
