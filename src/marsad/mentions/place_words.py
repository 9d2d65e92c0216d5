"""Words that introduce place names and names that are common words: ``data/ar/place_words.tsv``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.errors import DataError
from marsad.lexicon.validate import PLACE_WORD_CLASSES, place_word_fault
from marsad.orthography import normalise

if TYPE_CHECKING:
    from marsad.lexicon import Lexicon, Row


@dataclass(slots=True)
class PlaceWords:
    """The words by class, all normalised. ``no_names``: words that are never a name by themselves; ``special``: forms of
    which `kind`, `facility`, `building` or `nationality_of` say something."""

    kind: dict[str, str] = field(default_factory=dict)
    facility: dict[str, str] = field(default_factory=dict)
    building: dict[str, str] = field(default_factory=dict)
    nationality: dict[str, str] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    no_names: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()

    def nationality_of(self, form: str) -> str:
        """The country of an adjective, with ال or without; "" where it is none."""
        return self.nationality.get(form) or (self.nationality.get(form[2:], "") if form.startswith("ال") else "")

    def has(self, cls: str, word: str) -> bool:
        return word in self.sets[cls]

    @classmethod
    def load(cls, lexicon: Lexicon) -> PlaceWords:
        """Read the words; where two rows give a word different kinds, that of the later folder holds. Raises
        `DataError`."""
        words = cls()
        tables = {
            "kind": words.kind, "rural": words.kind, "facility": words.facility, "building": words.building,
            "nationality": words.nationality,
        }  # fmt: skip
        sets: dict[str, set[str]] = {c: set() for c in PLACE_WORD_CLASSES}
        for row in _later_first(lexicon.rows("ar/place_words.tsv")):
            fault = place_word_fault(row)
            if fault is not None:
                raise DataError(fault[0], where=row.at.file, line=row.at.line, hint=fault[1])
            group, word = row.cells["class"], normalise(row.cells["word"])
            sets[group].add(word)
            if group in tables:
                tables[group].setdefault(word, row.cells["kind"])
        words.sets = {c: frozenset(s) for c, s in sets.items()}
        words.no_names = words.sets["direction"] | words.sets["generic"] | words.sets["relative"]
        adjectives = (form for word in words.nationality for form in (word, "ال" + word))
        words.special = frozenset([*words.kind, *words.facility, *words.building, *adjectives])
        return words


def _later_first(rows: Iterable[Row]) -> list[Row]:
    """Rows by file, the last file first, in their order within each."""
    files: dict[str, list[Row]] = {}
    for row in rows:
        files.setdefault(row.at.file, []).append(row)
    return [row for file in reversed(files.values()) for row in file]
