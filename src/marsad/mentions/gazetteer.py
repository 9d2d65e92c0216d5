"""The gazetteer: rows of named places, and an index of their names.

``data/places/*.tsv`` is compiled once into a cache file: a trie of normalised names, and the rows packed as numbers
beside their text, which is decoded only when asked for.
"""

from __future__ import annotations

import itertools
import json
import math
import struct
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marisa_trie

from marsad import orthography
from marsad.errors import DataError
from marsad.lexicon import sources
from marsad.lexicon.cache import Sections, content_hash, load_or_build
from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.validate import PLACE_COLUMNS, place_fault
from marsad.orthography import normalise_word
from marsad.text import tokens
from marsad.text.tokens import spans_of_tokens

if TYPE_CHECKING:
    from marsad.lexicon.sources import Row

EXACT, SPELLED, LAX = 0, 1, 2
"""How a name met its row: as listed; in another common spelling (space, معارة, بو); with ال added or left out."""

_SOURCES = tuple(Path(str(m.__file__)) for m in (sys.modules[__name__], orthography, sources, tokens))
"""Code that decides what the compiled tables hold."""

_PACK = struct.Struct("<ffIHHHH")  # lat, lon, population, kind, cc, admin1, admin2
_RECORD = "<IB"
_LONGEST = 7
_LONGEST_KEY = 60
_HEADS = ("كفر", "تل", "ام", "ابو", "عين", "دير", "بيت", "خان", "جب", "باب", "راس", "معره", "شيخ", "بني", "وادي")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer. ``lat`` and ``lon`` are None where no point is known."""

    row: int
    id: str
    cc: str
    kind: str
    lat: float | None
    lon: float | None
    admin1: str
    admin2: str
    population: int
    name_en: str
    names: tuple[str, ...]

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


def name_key(name: str) -> str:
    """The form under which a name is looked up: its normalised tokens with single spaces."""
    words = (normalise_word(name[a:b])[0] for a, b, shape in spans_of_tokens(name) if shape != "punct")
    return " ".join(w for w in words if w)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great circle distance in kilometres."""
    la, lo, lb, lp = math.radians(a[0]), math.radians(a[1]), math.radians(b[0]), math.radians(b[1])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def variants(key: str) -> Iterator[tuple[str, int]]:
    """Other keys under which a name is met, with how far they stand from it."""
    words = key.split(" ")
    if len(words) == 1:
        if key.startswith("ال"):
            if len(key) > 4:
                yield key[2:], LAX
        elif len(key) > 3:
            yield "ال" + key, LAX
        for head in _HEADS:  # كفرنوران for كفر نوران is in the text as often as the other way round
            if key.startswith(head) and len(key) - len(head) >= 3:
                yield f"{head} {key[len(head) :]}", SPELLED
        return
    if len(words) == 2 and words[0] in _HEADS:
        yield "".join(words), SPELLED
    swaps = {"معره": "معارة", "معاره": "معره", "ابو": "بو", "بو": "ابو", "ابي": "ابو", "تله": "تل", "بير": "بئر"}
    if words[0] in swaps:
        yield name_key(" ".join([swaps[words[0]], *words[1:]])), SPELLED
    last = words[-1]
    if last.startswith("ال") and len(last) > 4:
        yield " ".join([*words[:-1], last[2:]]), LAX
    elif len(last) > 2:
        yield " ".join([*words[:-1], "ال" + last]), LAX


def _one_off(key: str, letters: str) -> Iterator[str]:
    """All strings that one insertion, deletion or other letter away from ``key``."""
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        for letter in letters:
            yield head + letter + tail
        if tail:
            yield head + tail[1:]
            for letter in letters:
                yield head + letter + tail[1:]


class Gazetteer:
    """Places by name and by id. Make one with `Gazetteer.load`; it is read only and can be shared."""

    def __init__(self, sections: Sections) -> None:
        self._trie = marisa_trie.RecordTrie(_RECORD)
        self._trie.frombytes(bytes(sections["names"]))
        heads = marisa_trie.Trie()
        heads.frombytes(bytes(sections["heads"]))
        self._get_head: Callable[[str, int], int] = heads.get
        self._bits = bytes(sections["bits"])
        head = json.loads(bytes(sections["head"]))
        self.kinds: tuple[str, ...] = tuple(head["kinds"])
        self.countries: tuple[str, ...] = tuple(head["countries"])
        self.admins: tuple[str, ...] = tuple(head["admins"])
        self.size: int = head["rows"]
        self._numbers = memoryview(sections["numbers"])
        self._ends = memoryview(sections["ends"]).cast("I")
        self._text = memoryview(sections["text"])
        self._ids: dict[str, int] | None = None
        self._letters: str = head["letters"]
        self.scratch: dict[Any, Any] = {}
        self.place = lru_cache(maxsize=20_000)(self._place)
        self.lookup = lru_cache(maxsize=50_000)(self._lookup)
        self.near_spelling = lru_cache(maxsize=2_000)(self._near_spelling)

    @classmethod
    def load(cls, lexicon: Lexicon | None = None) -> Gazetteer:
        """The gazetteer of ``places/*.tsv`` in the folders of the lexicon; a row of a later folder overrides one with
        the same id.

        Parameters
        ----------
        lexicon: the reader of the data files; that of our own folder where none is given.

        Raises
        ------
        DataError: a row breaks the format.
        """
        reader = lexicon if lexicon is not None else Lexicon.load(strict=False)
        key = content_hash([*reader.files("places/*.tsv"), *_SOURCES])
        return cls(load_or_build("places", key, lambda: _compile(reader.rows("places/*.tsv"))))

    def __len__(self) -> int:
        return self.size

    def numbers(self, row: int) -> tuple[float, float, int, int, int, int, int]:
        """lat, lon (NaN where unknown), population, and indexes into `kinds`, `countries`, `admins`, `admins`."""
        return _PACK.unpack_from(self._numbers, row * _PACK.size)

    def _place(self, row: int) -> Place:
        lat, lon, population, kind, cc, admin1, admin2 = self.numbers(row)
        start = self._ends[row - 1] if row else 0
        ident, name_en, names = bytes(self._text[start : self._ends[row]]).decode().split("\t")
        known = not math.isnan(lat)
        return Place(
            row,
            ident,
            self.countries[cc],
            self.kinds[kind],
            round(lat, 4) if known else None,
            round(lon, 4) if known else None,
            self.admins[admin1],
            self.admins[admin2],
            population,
            name_en,
            tuple(names.split("|")),
        )

    def by_id(self, ident: str) -> Place | None:
        if self._ids is None:
            self._ids = {self._place(row).id: row for row in range(self.size)}
        row = self._ids.get(ident)
        return None if row is None else self.place(row)

    def _lookup(self, key: str) -> tuple[tuple[int, int], ...]:
        """Rows of a normalised name, each with EXACT, SPELLED or LAX; the closest meeting of a row only."""
        best: dict[int, int] = {}
        for row, how in self._trie.get(key, ()):
            best[row] = min(how, best.get(row, how))
        return tuple(sorted(best.items()))

    def head(self, word: str) -> int:
        """1 if the word is a name, 2 if it begins a longer one, 3 for both, 0 for neither."""
        at = self._get_head(word, -1)
        return self._bits[at] if at >= 0 else 0

    def lengths(self, head: str, following: Iterable[str]) -> list[tuple[int, str]]:
        """Names that begin with ``head`` and go on with the following words: (number of words, key), longest first."""
        bits = self.head(head)
        if not bits:
            return []
        out = [(1, head)] if bits & 1 else []
        if bits & 2:
            key = head
            for n, word in enumerate(itertools.islice(following, _LONGEST - 1), 2):
                key = f"{key} {word}"
                bits = self.head(key)
                if bits & 1:
                    out.append((n, key))
                if not bits & 2:
                    break
        out.reverse()
        return out

    def _near_spelling(self, key: str, cc: str) -> str | None:
        """A name in the country that differs from ``key`` in one letter; only for names of six letters and more.

        All spellings at one letter's distance are looked up: some hundreds, against ten thousands of names in a
        country.
        """
        if not 6 <= len(key) <= _LONGEST_KEY:
            return None
        if self._is_name(key, cc):
            return key
        best = min((s for s in _one_off(key, self._letters) if s in self._trie and self._is_name(s, cc)), default="")
        return best if best and best[:3] == key[:3] else None

    def _is_name(self, key: str, cc: str) -> bool:
        """Whether it is, as it stands, a name of a place in the country."""
        rows = self._trie.get(key, ())
        return any(how == EXACT and self.countries[self.numbers(row)[4]] == cc for row, how in rows)


def _cells(row: Row) -> tuple[str, ...]:
    """The cells of a row that is as it should be."""
    fault = place_fault(row)
    if fault is not None:
        raise DataError(fault[0], where=row.at.file, line=row.at.line, hint=fault[1])
    return tuple(row.cells[c] for c in PLACE_COLUMNS)


class _Table:
    """Strings numbered in the order in which they come."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {"": 0}

    def __call__(self, value: str) -> int:
        return self.index.setdefault(value, len(self.index))


def _begun(names: Iterable[str]) -> dict[str, int]:
    """Names and their beginnings by whole words, with what `Gazetteer.head` says of each."""
    bits: dict[str, int] = defaultdict(int)
    for name in names:
        bits[name] |= 1
        while " " in name:
            name = name.rpartition(" ")[0]
            bits[name] |= 2
    return bits


def _compile(data: Iterable[Row]) -> Sections:
    rows = {cells[0]: cells for cells in map(_cells, data)}
    kinds, countries, admins = _Table(), _Table(), _Table()
    numbers, texts, ends = bytearray(), bytearray(), bytearray()
    names: dict[tuple[str, int], int] = {}
    for row, cells in enumerate(rows.values()):
        ident, cc, kind, lat, lon, admin1, admin2, population, name_en, names_ar = cells
        numbers += _PACK.pack(
            float(lat) if lat else math.nan,
            float(lon) if lon else math.nan,
            int(float(population or 0)),
            kinds(kind),
            countries(cc),
            admins(admin1 and f"{cc}.{admin1}"),
            admins(admin2 and f"{cc}.{admin2}"),
        )
        texts += f"{ident}\t{name_en}\t{names_ar}".encode()
        ends += struct.pack("<I", len(texts))
        for name in names_ar.split("|"):
            key = name_key(name)
            spellings = () if kind == "country" else variants(key)
            for form, how in itertools.chain([(key, EXACT)], spellings):
                names[form, row] = min(how, names.get((form, row), how))
    head = {
        "kinds": list(kinds.index),
        "countries": list(countries.index),
        "admins": list(admins.index),
        "rows": len(rows),
        "letters": "".join(sorted({letter for (form, _), how in names.items() if how == EXACT for letter in form})),
    }
    trie = marisa_trie.RecordTrie(_RECORD, ((form, (row, how)) for (form, row), how in names.items() if form))
    begun = _begun({form for form, _ in names if form})
    heads = marisa_trie.Trie(begun)
    return {
        "head": json.dumps(head, ensure_ascii=False).encode(),
        "names": trie.tobytes(),
        "heads": heads.tobytes(),
        "bits": bytes(begun[heads.restore_key(i)] for i in range(len(begun))),
        "numbers": bytes(numbers),
        "ends": bytes(ends),
        "text": bytes(texts),
    }
