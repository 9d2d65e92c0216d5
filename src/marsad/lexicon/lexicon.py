"""The lexicon as one object: words, frames, cues, actors, and the tables that other rooms read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.errors import DataError
from marsad.lexicon.analyse import Analyser
from marsad.lexicon.cache import Sections, code_files, content_hash, load_or_build
from marsad.lexicon.entries import PEOPLE, Actor, Cue, Entry, Frame, LightVerb, Location, Slot, StatusWord, Title
from marsad.lexicon.names import NameIndex
from marsad.lexicon.sources import BUILTIN, Row, files_under, printed, read_toml, read_tsv
from marsad.lexicon.store import EntryData, Store, data_files

if TYPE_CHECKING:
    from marsad.lexicon.word import Word

_CONCRETE = PEOPLE | {"place"}


def _price(entry: EntryData) -> float:
    """What an entry adds to the cost of its readings: event words come first, then nouns of people and places."""
    price = -0.6 * bool(entry.frames) - 0.3 * bool(entry.lights) - 0.4 * bool(entry.cues) - 0.2 * (entry.title >= 0)
    if entry.pos == "noun" and entry.kind in _CONCRETE:
        price = min(price - 0.1, -0.45)
    elif entry.pos == "noun" and entry.kind in ("time", "unit"):
        price = min(price, -0.7)  # فجر and شهر are times far more often than verbs
    elif entry.pos == "name" and entry.kind != "person":
        price -= 0.5
    return price


def _takes_object(frame: Frame) -> bool:
    """Whether a verb has an object: the default recipient is one."""
    slots = [
        frame.actor or (),
        frame.recipient if frame.recipient is not None else (Slot("object"),),
        frame.location or (),
    ]
    return any(s.how == "object" for slot in [*slots, frame.destination or ()] for s in slot)


class Lexicon:
    """All words and names that marsad knows. Make it with `Lexicon.load`.

    Attributes
    ----------
    analyse: ``analyse(raw, shape)`` gives the `Word` with its readings, best first.
    words: raw -> `Word` for the words analysed of late.
    frames, lights, cues, actors: entries by id.
    titles: offices and ranks; ``title_names`` finds those of several words (value = index into ``titles``).
    actor_names: finds names of actors; ``actor_value(v)`` tells (actor id, role), role being name, alias, short,
        member, adjective, metonym or generic.
    phrases: function words of several words as (class, normalised words); ``phrase_names`` finds them (value = index).
    modes: event type -> normalised word or phrase -> (mode, weight).
    statuses: rows of ``status.tsv``.
    events: event type -> its modes.
    """

    def __init__(self, roots: Sequence[Path], sections: Sections) -> None:
        self.roots = tuple(roots)
        self._sections = sections
        store = msgspec.msgpack.decode(sections["store"], type=Store)
        self._store = store
        self.frames: Mapping[str, Frame] = store.frames
        self.lights: Mapping[str, LightVerb] = store.lights
        self.cues: Mapping[str, Cue] = store.cues
        self.titles: Sequence[Title] = store.titles
        self.actors: Mapping[str, Actor] = store.actors
        self.modes = store.modes
        self.statuses: Sequence[StatusWord] = store.statuses
        self.phrases: Sequence[tuple[str, str]] = store.phrases
        self.events: Mapping[str, frozenset[str]] = store.events
        self.actor_names = NameIndex(sections, "actor-")
        self.title_names = NameIndex(sections, "title-")
        self.phrase_names = NameIndex(sections, "phrase-")
        self._entries: list[Entry | None] = [None] * len(store.entries)
        prices = [_price(e) for e in store.entries]
        closed = [bool(e.frames) and not any(_takes_object(store.frames[i]) for i in e.frames) for e in store.entries]
        self._analyser = Analyser(sections, store.features, prices, [e.form for e in store.entries], closed, self._entry)
        self.analyse = self._analyser.analyse
        self.words: Mapping[str, Word] = self._analyser.words

    @classmethod
    def load(cls, *overlay_dirs: Path, strict: bool = True) -> Lexicon:
        """The lexicon of our own data and of further folders, which add entries and override those with the same id.

        Parameters
        ----------
        strict: raise `DataError` at the first fault of a data file; otherwise leave faulty entries out.
        """
        roots = [BUILTIN, *(Path(d) for d in overlay_dirs)]
        for root in roots:
            if not root.is_dir():
                raise DataError("The data folder does not exist", where=str(root), hint="Give an existing folder with --data.")
        key = content_hash([*code_files(), *data_files(roots)], salt=f"{strict}|" + "|".join(str(r) for r in roots[1:]))

        def build() -> Mapping[str, bytes]:
            from marsad.lexicon.compile import compile_sections
            from marsad.lexicon.load import load

            data = load(roots)
            errors = data.problems.errors
            if strict and errors:
                raise errors[0].as_error()
            return compile_sections(data)

        return cls(roots, load_or_build("lexicon", key, build))

    def _entry(self, number: int) -> Entry:
        entry = self._entries[number]
        if entry is None:
            e, s = self._store.entries[number], self._store
            entry = Entry(
                e.lemma, e.pos, e.kind, e.at,
                tuple(s.frames[i] for i in e.frames), tuple(s.lights[i] for i in e.lights),
                tuple(s.cues[i] for i in e.cues),
                s.titles[e.title] if e.title >= 0 else None,
            )  # fmt: skip
            self._entries[number] = entry
        return entry

    def actor_value(self, value: int) -> tuple[str, str]:
        """(actor id, role of the name) of a value of ``actor_names``."""
        return self._store.actor_values[value]

    @cached_property
    def phrase_cues(self) -> tuple[Cue, ...]:
        """Cues of several words, and phrases of one word, those with most words first."""
        found = [c for c in self.cues.values() if c.kind == "phrase" or len(c.words) > 1]
        return tuple(sorted(found, key=lambda c: -len(c.words)))

    def locate(self, entry_id: str) -> Location | None:
        """File and line of a frame, light verb, cue or actor."""
        for table in (self.frames, self.lights, self.cues, self.actors):
            entry = table.get(entry_id)
            if entry is not None:
                return entry.at
        return None

    def table(self, name: str) -> list[Row]:
        """Rows of a data file in all folders, ours first; a later row with the same ``id`` replaces an earlier one.

        Parameters
        ----------
        name: path below ``data/`` with suffix, or a glob (``places/*.tsv``). TOML gives one row for each table.
        """
        rows: dict[object, Row] = {}
        for row in self.rows(name):
            key = (row.table, row.cells["id"]) if row.cells.get("id") else (row.at.file, row.at.line)
            rows.pop(key, None)
            rows[key] = row
        return list(rows.values())

    def rows(self, name: str) -> Iterator[Row]:
        """All rows of a data file (or a glob), file after file, ours first, with those that a later row overrides."""
        for root, path in files_under(self.roots, name):
            read = read_toml if path.suffix == ".toml" else read_tsv
            yield from read(path, printed(root, path))

    def files(self, pattern: str) -> list[Path]:
        """Data files that match a glob, in all folders: for `content_hash` of an index of one's own."""
        return [path for _, path in files_under(self.roots, pattern)]
