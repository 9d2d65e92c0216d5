"""What the lexicon says of one written word: its analyses. Built once per written form and shared by all sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from marsad.lexicon.entries import Cue, Entry, Frame, LightVerb, Title


class Analysis(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One reading of a written word: [conjunction] [preposition] [س] [ال] stem [pronoun].

    Parameters
    ----------
    entry: the lexicon entry the stem belongs to (``None`` for a guessed reading).
    lemma: citation form as the data file writes it, or the normalised stem where guessed.
    pos: verb noun adj prep conj sub rel neg fut part pron dem quant interrog adv num name.
    form: past present imperative masdar active-participle passive-participle noun adj, or "" for function words.
    voice: active, passive, or either (unvocalised past and present of a transitive verb: قتل).
    person: 1, 2, 3, or 0 where it does not apply.
    gender: m, f or "" where not known.
    number: s, d, p or "".
    conj, prep, det, fut: the clitics before the stem ("" / False where absent); ``للـ`` is prep ل with det.
    suffix: normalised pronoun suffix, "" where absent.
    frames, lights, cues, title: those of the entry; frames in the order in which they are tried.
    start, end: the stem in ``Word.norm``; ``start`` stands at ال where there is one, except after the merged لل,
    where it stands at the bare word.
    """

    lemma: str
    pos: str
    form: str = ""
    kind: str = ""
    voice: str = ""
    person: int = 0
    gender: str = ""
    number: str = ""
    conj: str = ""
    prep: str = ""
    det: bool = False
    fut: bool = False
    suffix: str = ""
    start: int = 0
    end: int = 0
    entry: Entry | None = None
    guessed: bool = False
    frames: tuple[Frame, ...] = ()
    lights: tuple[LightVerb, ...] = ()
    cues: tuple[Cue, ...] = ()
    title: Title | None = None


class Word(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A written form with all its analyses, best first by written shape alone (context decides later).

    Parameters
    ----------
    raw: as written.
    norm: normalised (`orthography.normalise_word`).
    offsets: index into ``raw`` for each character of ``norm`` and its end; None where aligned.
    shape: "arabic", "number", "latin" or "punct".
    analyses: readings; a word unknown to the lexicon has one or more guessed ones.
    keys: (normalised form, start) pairs under which the word can begin a name: whole, and without proclitics (و, ف,
    ب, ل, ك, لل -> ال). forms: the forms alone.
    """

    raw: str
    norm: str
    offsets: tuple[int, ...] | None
    shape: str
    analyses: tuple[Analysis, ...] = ()
    keys: tuple[tuple[str, int], ...] = ()
    forms: tuple[str, ...] = ()

    def raw_index(self, i: int) -> int:
        """Index into ``raw`` of the ``i``-th character of ``norm``; of its end for ``len(norm)``."""
        if self.offsets is not None:
            return self.offsets[i]
        return i

    def raw_end(self, i: int) -> int:
        """End in ``raw`` of the stem that ends before ``norm[i]``: marks that follow its last letter belong to it."""
        if self.offsets is None:
            return i
        return self.offsets[i] if i < len(self.norm) else len(self.raw)
