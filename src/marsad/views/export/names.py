"""Names of the actors and places that ids stand for: as the articles have them, else as the data files do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from marsad.incidents.naming import name_of_id
from marsad.lexicon import Lexicon
from marsad.mentions.gazetteer import Gazetteer, Place
from marsad.record import ActorMention, Record


@dataclass(frozen=True, slots=True)
class Named:
    """An actor: its names (None where not known), kind, and ISO code of the country that it is of."""

    id: str
    ar: str | None = None
    en: str | None = None
    kind: str | None = None
    country: str | None = None

    @property
    def best(self) -> str:
        """The English name, else the Arabic one, else the id."""
        return self.en or self.ar or self.id


class Names:
    """Actors and places by id.

    Parameters
    ----------
    records: articles whose mentions name actors that no data file knows.
    lexicon, gazetteer: the data files; marsad's own where None.
    """

    def __init__(self, records: Iterable[Record] = (), lexicon: Lexicon | None = None, gazetteer: Gazetteer | None = None) -> None:
        self._mentions: dict[str, ActorMention] = {}
        for record in records:
            for m in record.actors:
                if m.entity is not None and m.entity not in self._mentions:
                    self._mentions[m.entity] = m
        self._given, self._given_places = lexicon, gazetteer
        self._known: dict[str, Named] = {}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The data files."""
        return self._given or Lexicon.load(strict=False)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer."""
        return self._given_places or Gazetteer.load(self._given)

    def actor(self, entity: str) -> Named:
        """What is known of an actor."""
        found = self._known.get(entity)
        if found is None:
            found = self._known[entity] = self._actor(entity)
        return found

    def _actor(self, entity: str) -> Named:
        entry = self.lexicon.actors.get(entity)
        if entry is not None:
            prefix = entity.partition(".")[0]
            country = entry.country or (prefix.upper() if len(prefix) == 2 and prefix != "xx" else None)
            return Named(entity, entry.name_ar, entry.name_en, entry.kind, country)
        mention = self._mentions.get(entity)
        if mention is not None:
            return Named(entity, mention.name_ar or mention.text, mention.name_en, mention.kind)
        return Named(entity, name_of_id(entity) or None, None, "person" if entity.startswith("person:") else None)

    def place(self, ident: str | None) -> Place | None:
        """The row of the gazetteer of a place; None where there is none."""
        return self.gazetteer.by_id(ident) if ident else None

    def country(self, code: str | None) -> str | None:
        """The English name of a country by its ISO code; the code where the gazetteer has no name."""
        row = self.place(f"country:{code}") if code else None
        return row.name_en if row is not None else code

    def country_ar(self, code: str | None) -> str | None:
        """The Arabic name of a country by its ISO code; the code where the gazetteer has no name."""
        row = self.place(f"country:{code}") if code else None
        return row.names[0] if row is not None else code
