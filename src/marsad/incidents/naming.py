"""What a person means by the name of a place or an actor: the ids that it stands for, forgivingly.

Names may be Arabic or Latin, with or without the article, in the spellings that Arabic names have in Latin letters
(Derna, Darnah), with the kind of place (مدينة درنة, Derna city) or with a larger place after a comma (طرابلس، لبنان).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from marsad.incidents.knowledge import Knowledge
from marsad.mentions.gazetteer import EXACT, Gazetteer, km, name_key

if TYPE_CHECKING:
    from marsad.lexicon import Lexicon
    from marsad.mentions.gazetteer import Place

_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufefc]")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"\b(?:the|al|el|ar|as|ash|at|az|ad|an|ath|ul) (?=\w)")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans({"e": "a", "o": "u", "y": "i", "q": "k"})
LATIN_NAMES = "ontology/latin_names.tsv"
_BRACKETS = re.compile(r"\s*[()]\s*")
_COMMA = re.compile(r"\s*[,،]\s*")

_KINDS = {
    "city": frozenset({"city", "town"}),
    "town": frozenset({"town", "city", "village"}),
    "village": frozenset({"village", "town", "city"}),
    "quarter": frozenset({"quarter"}),
    "governorate": frozenset({"governorate", "region"}),
    "district": frozenset({"district", "subdistrict"}),
    "country": frozenset({"country"}),
}
"""Kind of place as people say it -> kinds of rows of the gazetteer that may be meant."""
_ENGLISH_KINDS = {
    "city": "city", "town": "town", "village": "village", "quarter": "quarter", "neighbourhood": "quarter",
    "neighborhood": "quarter", "governorate": "governorate", "province": "governorate", "region": "governorate",
    "district": "district", "country": "country",
}  # fmt: skip

_WITHIN_CITY = frozenset(
    {
        "quarter", "building", "hospital", "square", "street", "hotel", "mosque", "prison", "bridge", "palace",
        "junction", "camp", "port", "airport",
    }
)  # fmt: skip
_CITY_KM = {"city": 12.0, "town": 6.0, "village": 3.0}
"""How far from the point of a place its quarters and buildings lie; the gazetteer does not tell which city a quarter is of."""


def is_arabic(name: str) -> bool:
    """Whether a name has Arabic letters."""
    return _ARABIC.search(name) is not None


def latin_key(name: str) -> str:
    """A name in Latin letters without what differs between ways to write Arabic in them: Derna, Darnah -> ``darna``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c) and c not in "'’‘`ʼʿʾ‛")
    words = _ARTICLE.sub("", _NOT_LETTERS.sub(" ", plain).strip())
    joined = words.replace(" ", "").replace("ou", "u").translate(_VOWELS)
    short = _DOUBLED.sub(r"\1", joined)
    return short.removesuffix("h") if len(short) > 3 else short


def bare_key(name: str) -> str:
    """A key by which two spellings of an Arabic name meet, without the article of its first word; `latin_key` for others."""
    return name_key(name).removeprefix("ال") if is_arabic(name) else latin_key(name)


class Area(msgspec.Struct, frozen=True):
    """What the name of a place stands for: the places themselves, and what lies in them.

    Parameters
    ----------
    key: how the name compares with the words of an article, for places that are not resolved.
    ids: the places of that name.
    countries, admin1, admin2: ISO codes and units that the name stands for, with all that lies in them.
    circles: latitude, longitude and kilometres around cities, for their quarters.
    """

    key: str
    ids: frozenset[str]
    countries: frozenset[str] = frozenset()
    admin1: frozenset[str] = frozenset()
    admin2: frozenset[str] = frozenset()
    circles: tuple[tuple[float, float, float], ...] = ()

    def holds(self, place: Place) -> bool:
        """Whether a place of the gazetteer is this one or lies in it."""
        if place.id in self.ids or place.cc in self.countries or place.admin1 in self.admin1 or place.admin2 in self.admin2:
            return True
        if place.kind not in _WITHIN_CITY or place.point is None:
            return False
        return any(km(place.point, (lat, lon)) <= far for lat, lon, far in self.circles)


class PlaceNames:
    """Finds places by what people call them.

    Parameters
    ----------
    gazetteer: the gazetteer to look in.
    lexicon: gives the Arabic words for kinds of place.
    """

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self._lexicon = gazetteer, lexicon

    def find(self, name: str) -> Area:
        """The area that a name or id stands for; without ids where the gazetteer knows no such place."""
        own, *larger = [part for part in _COMMA.split(name.strip()) if part] or [name]
        rows = self._rows(own)
        for part in larger:
            around = self._area(part, self._rows(part))
            rows = [r for r in rows if around.holds(r)]
        return self._area(own, rows)

    def _area(self, name: str, rows: list[Place]) -> Area:
        return Area(
            key=bare_key(name),
            ids=frozenset(r.id for r in rows),
            countries=frozenset(r.cc for r in rows if r.kind == "country" and r.cc),
            admin1=frozenset(r.admin1 for r in rows if r.kind == "governorate" and r.admin1),
            admin2=frozenset(r.admin2 for r in rows if r.kind == "district" and r.admin2),
            circles=tuple((*r.point, _CITY_KM[r.kind]) for r in rows if r.kind in _CITY_KM and r.point is not None),
        )

    def _rows(self, name: str) -> list[Place]:
        for ident in (name, f"country:{name}" if len(name) == 2 and name.isupper() else ""):
            row = self.gazetteer.by_id(ident) if ident else None
            if row is not None:
                return [row]
        rows = self._named(name)
        if rows:
            return rows
        for kind, rest in self._without_kind(name):
            named = self._named(rest)
            rows = [r for r in named if r.kind in _KINDS.get(kind, ())] or named
            if rows:
                return rows
        return []

    def _named(self, name: str) -> list[Place]:
        if not is_arabic(name):
            return [self.gazetteer.place(row) for row in self._latin.get(latin_key(name), ())]
        found = self.gazetteer.lookup(name_key(name))
        closest = min((how for _, how in found), default=EXACT)
        return [self.gazetteer.place(row) for row, how in found if how == closest]

    @cached_property
    def _latin(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for row in range(len(self.gazetteer)):
            key = latin_key(self.gazetteer.place(row).name_en)
            if key:
                out.setdefault(key, []).append(row)
        return out

    def _without_kind(self, name: str) -> Iterator[tuple[str, str]]:
        """(kind, name) of names that say what kind of place they are of."""
        words = name.split()
        if is_arabic(name):
            kind = self._arabic_kinds.get(name_key(words[0]))
            if kind and len(words) > 1:
                yield kind, " ".join(words[1:])
            return
        if len(words) > 1 and words[-1].casefold() in _ENGLISH_KINDS:
            yield _ENGLISH_KINDS[words[-1].casefold()], " ".join(words[:-1])
        if len(words) > 2 and words[1].casefold() == "of" and words[0].casefold() in _ENGLISH_KINDS:
            yield _ENGLISH_KINDS[words[0].casefold()], " ".join(words[2:])

    @cached_property
    def _arabic_kinds(self) -> dict[str, str]:
        rows = self._lexicon.table("ar/place_words.tsv")
        return {name_key(r.cells["word"]): r.cells["kind"] for r in rows if r.cells.get("class") == "kind" and r.cells.get("word")}


class Party(msgspec.Struct, frozen=True):
    """What the name of an actor stands for: ``key`` for words that are not resolved, ``ids`` of the actors so called."""

    key: str
    ids: frozenset[str]


class ActorNames:
    """Finds actors by what people call them: name, alias or short form; a person by a part of the name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        self._people: list[tuple[str, str, str]] = []
        for a in lexicon.actors.values():
            for name in (a.name_ar, a.name_en, *a.aliases):
                self._names.setdefault(bare_key(name), set()).add(a.id)
            for name in filter(None, (*a.short, *a.metonyms, a.id.rpartition(".")[2], *_BRACKETS.split(a.name_en))):
                self._short.setdefault(bare_key(name), set()).add(a.id)
            if a.kind == "person":
                self._people.append((a.id, f" {name_key(a.name_ar)} ", a.name_en))
        for row in lexicon.table(LATIN_NAMES):
            for name in row.cells.get("names", "").split("|"):
                self._names.setdefault(bare_key(name), set()).add(row.cells.get("id", ""))
        self._ids = frozenset(lexicon.actors)

    def find(self, name: str) -> Party:
        """The actors that a name or id stands for; those of short forms and parts of a person's name where no full name fits."""
        name = name.strip()
        if name in self._ids or ":" in name:
            return Party(bare_key(name), frozenset({name}))
        key = bare_key(name)
        return Party(key, frozenset(self._names.get(key) or self._short.get(key) or self._person(name)))

    def _person(self, name: str) -> Iterable[str]:
        if is_arabic(name):
            key = f" {name_key(name)} "
            return [i for i, ar, _ in self._people if key in ar]
        key = latin_key(name)
        if len(key) < 3:
            return []
        return [i for i, _, en in self._people if key in {latin_key(w) for w in en.split()}]


def with_members(ids: frozenset[str], knowledge: Knowledge, known: Iterable[str]) -> frozenset[str]:
    """Some actors and all that belong to them: the brigades of an army, the ministries of a state."""
    return ids | {a for a in known if knowledge.side(a) & ids}


def name_of_id(entity: str) -> str:
    """The name in the id of an actor that no data file knows (``person:خليفة-الغويل``); "" for other ids."""
    kind, colon, name = entity.partition(":")
    return name.replace("-", " ") if colon and kind else ""
