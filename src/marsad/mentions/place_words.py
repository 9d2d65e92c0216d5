"""Words that introduce place names and names that are common words: ``data/ar/place_words.tsv``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from marsad.errors import DataError
from marsad.orthography import normalise

CLASSES = frozenset(
    [
        "kind",
        "plural",
        "rural",
        "facility",
        "building",
        "direction",
        "relative",
        "locative",
        "tail",
        "tail-name",
        "head",
        "generic",
        "title",
        "block",
        "person",
        "nationality",
        "ambiguous",
    ]
)


@dataclass(slots=True)
class PlaceWords:
    """The words by class, all normalised. ``no_names``: words that are never a name by themselves."""

    kind: dict[str, str] = field(default_factory=dict)
    facility: dict[str, str] = field(default_factory=dict)
    building: dict[str, str] = field(default_factory=dict)
    nationality: dict[str, str] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    no_names: frozenset[str] = frozenset()

    def has(self, cls: str, word: str) -> bool:
        return word in self.sets[cls]

    @classmethod
    def load(cls, *files: Path) -> PlaceWords:
        """Read the file of the package, or the ones given (all together)."""
        here = files or (Path(__file__).resolve().parent.parent / "data" / "ar" / "place_words.tsv",)
        words = cls()
        sets: dict[str, set[str]] = {c: set() for c in CLASSES}
        for file in here:
            for group, kind, raw in _rows(file):
                word = normalise(raw)
                sets[group].add(word)
                if group in ("kind", "rural"):
                    words.kind.setdefault(word, kind)
                elif group == "facility":
                    words.facility.setdefault(word, kind)
                elif group == "building":
                    words.building.setdefault(word, kind)
                elif group == "nationality":
                    words.nationality.setdefault(word, kind)
        words.sets = {c: frozenset(s) for c, s in sets.items()}
        words.no_names = words.sets["direction"] | words.sets["generic"] | words.sets["relative"]
        return words


def _rows(file: Path) -> list[tuple[str, str, str]]:
    out = []
    header = False
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            if cells != ["class", "kind", "word"]:
                raise DataError("the header is wrong", where=str(file), line=number, hint="Expected class kind word")
            header = True
            continue
        if len(cells) != 3 or not cells[2]:
            raise DataError(
                "a row needs three cells", where=str(file), line=number, hint="class, kind and word, separated by tabs"
            )
        if cells[0] not in CLASSES:
            raise DataError(
                f"unknown class {cells[0]!r}", where=str(file), line=number, hint="One of " + ", ".join(sorted(CLASSES))
            )
        out.append((cells[0], cells[1], cells[2]))
    return out
