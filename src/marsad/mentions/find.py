"""All mentions of a document, layer by layer: times, counts, money, places, actors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marsad.mentions.actors import ActorFinder, ActorHit
from marsad.mentions.calendar import Calendar
from marsad.mentions.counts import find_counts
from marsad.mentions.gazetteer import Gazetteer
from marsad.mentions.marks import Marks
from marsad.mentions.money import MoneyGrammar, find_money
from marsad.mentions.numerals import CountGrammar
from marsad.mentions.place_words import PlaceWords
from marsad.mentions.places import FoundPlace, find_places
from marsad.mentions.times import find_times
from marsad.record import ActorMention, PlaceMention

if TYPE_CHECKING:
    from marsad.lexicon import Row
    from marsad.lexicon.grammar import Grammar
    from marsad.text.document import Document


@dataclass(slots=True)
class Mentions:
    """The mentions of one document; ``marks`` has one entry for each sentence."""

    marks: list[Marks]
    places: list[FoundPlace]
    actors: list[ActorHit]
    country: str | None
    text: str

    def place_mentions(self) -> list[PlaceMention]:
        """The places layer of the record."""
        return [p.record(self.text) for p in self.places]

    def actor_mentions(self) -> list[ActorMention]:
        """The actors layer of the record."""
        return [
            ActorMention(
                span=h.span,
                text=self.text[h.span[0] : h.span[1]],
                entity=h.entity,
                kind=h.kind,  # type: ignore[arg-type]
                name_ar=h.name_ar,
                name_en=h.name_en,
            )
            for h in self.actors
        ]


@dataclass(slots=True)
class _Ranged:
    """A count or a time with its last token, as the marks want it."""

    item: Any
    first: int
    last: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.item, name)


def _cells(rows: list[Row]) -> list[dict[str, str]]:
    """Cells with - where they are empty, as they are written."""
    return [{key: value or "-" for key, value in row.cells.items()} for row in rows]


class MentionFinder:
    """Finds the mentions of documents; holds the gazetteer, the calendar and the numerals."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        lexicon = grammar.lexicon
        self.counts = CountGrammar.from_rows(_cells(lexicon.table("ar/numerals.tsv")))
        self.money = MoneyGrammar.from_rows(_cells(lexicon.table("ar/money.tsv")))
        self.calendar = Calendar.from_toml(grammar.document("ar/times.toml"), self.counts)
        self.gazetteer = Gazetteer.load(lexicon)
        self.place_words = PlaceWords.load(lexicon)

    def find(self, document: Document) -> Mentions:
        """All mentions of ``document``; the readings of its words must have been chosen."""
        marks = [Marks() for _ in document.sentences]
        for sentence, layer in zip(document.sentences, marks, strict=True):
            times = find_times(sentence.tokens, self.calendar, document.day)
            for t in times:
                if t.kind != "duration":
                    layer.times.add(_Ranged(t, t.first, t.stop - 1))
            numbers = find_counts(sentence.tokens, self.counts, [(t.first, t.stop) for t in times])
            for m in find_money(sentence.tokens, numbers, self.money):
                layer.money.add(_Ranged(m, m.first, m.stop - 1))
            for c in numbers:
                if c.kind in ("count", "indefinite") and c.number not in layer.money.cover:
                    layer.counts.add(_Ranged(c, c.first, c.stop - 1))
        places = find_places([s for s in document.sentences], self.gazetteer, self.place_words)
        places = [p for p in places if document.sentences[p.sentence].role != "furniture"]
        for p in places:
            marks[p.sentence].places.add(p)
        country = _country(places)
        actors = ActorFinder(document, marks, self.grammar, country).find()
        return Mentions(marks, places, actors, country, document.text)


def _country(places: list[FoundPlace]) -> str | None:
    """The country that most of the article's places lie in."""
    votes = Counter(p.country for p in places if p.country)
    return votes.most_common(1)[0][0] if votes else None
