"""The lexicon as the reading rooms ask it: prepositions, status words, furniture, generic actors, cues by their first word."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from marsad.lexicon.memo import Memo
from marsad.lexicon.openers import NOTHING, Opener
from marsad.lexicon.word_classes import word_classes
from marsad.orthography import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.lexicon.entries import Actor, Cue
    from marsad.lexicon.lexicon import Lexicon
    from marsad.lexicon.word import Analysis, Word

_MAX_FORMS = 20_000
"""Readings whose forms are kept; those that come back are far fewer."""

NameAt = tuple[int, int, list[tuple[str, str]]]
"""An actor's name in the text: number of words, where it begins in the first, (actor id, role of the name) of all that have it."""


class Grammar:
    """A `Lexicon` with the tables that are made from it once, for fast use word by word.

    Attributes
    ----------
    name_heads: word -> the forms of it that names of actors begin with; empty for most.
    prepositions: word -> the compound prepositions that begin with it, longest first: (preposition, words after the first).
    opens: word -> what it can open: an event, speech ...
    verb_phrases: normalised lemma -> cues of a verb with a certain noun in its clause (أعلن مسؤولية).
    modes: event type -> normalised word -> (mode, weight).
    fields: normalised lemma -> fields (sport, market ...) whose figures of speech use words of force.
    auxiliaries: lemmas of verbs that take another verb or a predicate.
    needs: actor id -> normalised words of which an article must have one, where its names mean it only then.
    background: normalised words behind which an occurrence is mentioned, not reported.
    not_bodies: normalised nouns that are no actor when described.
    carriers: normalised nouns that carry another event noun (سلسلة غارات).
    words: written word -> what the lexicon says of it, for the words looked up so far (``analyse``).
    furniture: first word -> normalised beginnings of lines that are no part of an article.
    post_heads, post_tails: words of a platform that end the head and begin the foot of a post.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.analyse = lexicon.analyse
        self.words: Mapping[str, Word] = lexicon.words
        self.actors = lexicon.actors
        self.name_heads = lexicon.actor_names.heads
        self.modes = lexicon.modes
        page = [(row.cells["scope"], row.cells["phrase"]) for row in lexicon.table("ar/furniture.tsv")]
        self.furniture: dict[str, list[str]] = defaultdict(list)
        for phrase in (normalise(words) for scope, words in page if scope == "line"):
            self.furniture[phrase.partition(" ")[0]].append(phrase)
        self.post_heads = tuple(phrase for scope, phrase in page if scope == "head")
        self.post_tails = tuple(phrase for scope, phrase in page if scope == "tail")
        self._compounds: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for cls, words in lexicon.phrases:
            first, *rest = words.split()
            if cls == "prep" and rest:
                self._compounds[first].append((" ".join([first, *rest]), tuple(rest)))
        for compounds in self._compounds.values():
            compounds.sort(key=lambda c: -len(c[1]))
        self.prepositions: Memo[Word, tuple[tuple[str, tuple[str, ...]], ...]] = Memo(self._prepositions_of)
        self.background = frozenset(normalise(row.cells["word"]) for row in lexicon.table("ar/background.tsv"))
        self.fields: dict[str, tuple[str, ...]] = {}
        for row in lexicon.table("ar/domains.tsv"):
            word = normalise(row.cells["word"])
            self.fields[word] = (*self.fields.get(word, ()), row.cells["field"])
        self.classes: dict[str, frozenset[str]] = word_classes(lexicon.table("ar/word_classes.tsv"))
        self.auxiliaries = frozenset(row.cells["lemma"] for row in lexicon.table("ar/auxiliaries.tsv"))
        self.not_bodies = frozenset(normalise(row.cells["noun"]) for row in lexicon.table("ar/not_bodies.tsv"))
        self.carriers = frozenset(normalise(row.cells["noun"]) for row in lexicon.table("ar/carriers.tsv"))
        cues: dict[str, list[tuple[str, Cue]]] = defaultdict(list)
        verbs: dict[str, list[Cue]] = defaultdict(list)
        for cue in lexicon.phrase_cues:
            first, *rest = cue.words
            if cue.kind == "verb":
                verbs[first].append(cue)
            else:  # the last word may be a clitic
                cues[first].append((rest[0] if rest and rest != ["ل"] and rest != ["ب"] else "", cue))
        self._phrase_cues, self.verb_phrases = dict(cues), dict(verbs)
        self.opens: Memo[Word, Opener] = Memo(self._opener)
        self._statuses: dict[str, dict[str, str]] = defaultdict(dict)
        for entry in lexicon.statuses:
            self._statuses[entry.scope].setdefault(" ".join(entry.words), entry.status)
        self._generic: dict[tuple[str, str], Actor] = {}
        for actor in lexicon.actors.values():
            for word in actor.generic:
                if actor.country:
                    self._generic.setdefault((actor.country, normalise(word).removeprefix("ال")), actor)
        self._shorts: dict[str, tuple[str, ...]] = {}
        self.needs = {actor.id: frozenset(normalise(w) for w in actor.needs) for actor in lexicon.actors.values() if actor.needs}
        self._meant: Memo[tuple[int, ...], list[tuple[str, str]]] = Memo(self._meant_by)
        self._lemmas: dict[str, str] = {}
        self._forms: dict[Analysis, tuple[str, str, str, str]] = {}

    def _prepositions_of(self, word: Word) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(c for key, _ in word.keys for c in self._compounds.get(key, ()))

    def normal_lemma(self, a: Analysis) -> str:
        """The lemma of a reading, normalised."""
        known = self._lemmas.get(a.lemma)
        if known is None:
            known = normalise(a.lemma)
            if len(self._lemmas) < 200_000:
                self._lemmas[a.lemma] = known
        return known

    def forms(self, word: Word, a: Analysis) -> tuple[str, str, str, str]:
        """A word as conditions may name it: as written, without clitics, without ال, and the lemma of its reading ``a``."""
        known = self._forms.get(a)
        if known is None:
            stem = word.norm[a.start : a.end]
            known = word.norm, stem, stem.removeprefix("ال"), self.normal_lemma(a)
            if len(self._forms) >= _MAX_FORMS:
                self._forms.clear()
            self._forms[a] = known
        return known

    def _opener(self, word: Word) -> Opener:
        if word.shape != "arabic":
            return NOTHING
        event = light = fields = False
        cues = tuple(cue for key, _ in word.keys or ((word.norm, 0),) for cue in self._phrase_cues.get(key, ()))
        speech = bool(cues)
        for a in word.analyses:
            entry = a.entry
            if entry is not None:
                event, light, speech = event or bool(entry.frames), light or bool(entry.lights), speech or bool(entry.cues)
            fields = fields or self.normal_lemma(a) in self.fields
        return Opener(event, light, speech, cues, fields) if event or light or speech or fields else NOTHING

    def shorts(self, actor: Actor) -> tuple[str, ...]:
        """The normalised short names of an actor."""
        known = self._shorts.get(actor.id)
        if known is None:
            known = self._shorts[actor.id] = tuple(normalise(s) for s in actor.short)
        return known

    def status_words(self, scope: str) -> dict[str, str]:
        """Normalised words (or word sequences) of ``status.tsv`` with this scope -> status."""
        return self._statuses[scope]

    def generic_actor(self, country: str, stem: str) -> Actor | None:
        """The body that a bare word (جيش, شرطة; normalised, without ال) means in a country (ISO alpha-2)."""
        return self._generic.get((country, stem))

    def names_at(self, words: Sequence[Word], i: int) -> list[NameAt]:
        """Actor names that begin at ``words[i]``: (number of words, start in the first, [(actor id, role)]), longest first."""
        return [(n, start, self._meant[values]) for n, start, values in self.lexicon.actor_names.match(words, i)]

    def _meant_by(self, values: tuple[int, ...]) -> list[tuple[str, str]]:
        return [self.lexicon.actor_value(v) for v in values]

    def document(self, name: str) -> dict[str, Any]:
        """A whole TOML file of ``data/`` (``ar/times.toml``) as one table; the last folder that has it wins."""
        return tomllib.loads(self.lexicon.files(name)[-1].read_text(encoding="utf-8"))
