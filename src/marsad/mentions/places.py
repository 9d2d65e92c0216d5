"""Place mentions: the named places of an article, resolved to rows of the gazetteer with an honest radius."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.mentions.gazetteer import Gazetteer
from marsad.mentions.place_candidates import Candidate
from marsad.mentions.place_resolve import Choice, Resolver
from marsad.mentions.place_scan import Scanner
from marsad.mentions.place_spot import SentenceLike
from marsad.record import PlaceMention

if TYPE_CHECKING:
    from marsad.mentions.place_words import PlaceWords

_CLASSES = {
    "country": "country",
    "region": "region desert gulf sea strait plain river",
    "governorate": "governorate",
    "district": "district subdistrict mountain valley lake island canal front area",
    "city": "city town",
    "village": "village hill",
    "quarter": "quarter street camp",
}
PRECISION = {kind: precision for precision, kinds in _CLASSES.items() for kind in kinds.split()}
"""Precision class of each kind; a kind that is not listed is a building or a site: ``building``."""

RADIUS = {
    "country": 400.0,
    "region": 100.0,
    "governorate": 60.0,
    "district": 20.0,
    "city": 5.0,
    "village": 2.0,
    "quarter": 2.0,
    "building": 2.0,
}


@dataclass(slots=True, eq=False)
class FoundPlace:
    """One place mention.

    Parameters
    ----------
    sentence: index of the sentence. first, last: its tokens (inclusive). span: code points in the article.
    id: the row's id; ``unlisted:<country>:<name>`` for a name after a kind word that the gazetteer lacks.
    radius_km: how far the meant place may lie from the point; None without a point.
    relative: "direction" (شمال X), "relative" (قرب X) or "".
    score: of the chosen candidate. candidates: the others considered, with their scores. reason: why this one.
    """

    sentence: int
    first: int
    last: int
    span: tuple[int, int]
    id: str | None
    name_ar: str | None
    name_en: str | None
    lat: float | None
    lon: float | None
    country: str | None
    kind: str | None
    precision: str | None
    radius_km: float | None
    relative: str
    score: float
    candidates: tuple[tuple[str, float], ...]
    reason: str

    def record(self, text: str) -> PlaceMention:
        """The mention as it is written out."""
        return PlaceMention(
            id=self.id,
            span=self.span,
            text=text[self.span[0] : self.span[1]],
            name_ar=self.name_ar,
            name_en=self.name_en,
            lat=self.lat,
            lon=self.lon,
            country=self.country,
            kind=self.kind,
            precision=self.precision,
            radius_km=self.radius_km,
        )


def find_places(sentences: Sequence[SentenceLike], gazetteer: Gazetteer, place_words: PlaceWords, country_hint: str | None = None) -> list[FoundPlace]:
    """The place mentions of an article, in the order of the text.

    Parameters
    ----------
    sentences: of one article; resolution looks at all of them together.
    country_hint: ISO code of the country that the publisher mostly writes about, if known.
    """
    scanner = gazetteer.scratch.get("scanner")
    if scanner is None or scanner.words is not place_words:
        scanner = gazetteer.scratch["scanner"] = Scanner(gazetteer, place_words)
    spots = [spot for number, s in enumerate(sentences) for spot in scanner.scan(number, s.tokens, getattr(s, "quotes", ()))]
    votes = _nationalities(sentences, scanner)
    choices = Resolver(gazetteer, spots, votes, country_hint).resolve()
    found = [_found(choice, sentences, gazetteer) for choice in choices]
    found.sort(key=lambda p: p.span)
    return found


def _nationalities(sentences: Sequence[SentenceLike], scanner: Scanner) -> Counter[str]:
    """Countries by the adjectives in the text (الليبي), counted by written word."""
    facts = scanner.facts
    return Counter(cc for sentence in sentences for token in sentence.tokens if (cc := facts[token.word].nationality))


def _found(choice: Choice, sentences: Sequence[SentenceLike], gazetteer: Gazetteer) -> FoundPlace:
    spot = choice.spot
    tokens = sentences[spot.sentence].tokens
    span = (tokens[spot.first].span(spot.start)[0], tokens[spot.last].span()[1])
    common = (spot.sentence, spot.first, spot.last, span)
    if choice.candidate is None:
        return _unlisted(choice, common, gazetteer)
    place = gazetteer.place(choice.candidate.row)
    inner = bool(spot.facility) and spot.name_first > spot.first  # مطار X where only X is a row
    kind = spot.facility if inner else place.kind
    precision = PRECISION.get(kind, "building")
    radius = _radius(choice.candidate, place.population)
    if inner:
        radius = max(radius, 8.0)
    if spot.rural:
        radius = max(radius, 40.0)
        precision = "governorate" if place.kind in ("governorate", "city") else "district"
    elif spot.relative and place.kind not in ("country", "region", "governorate"):
        radius += max(15.0, spot.away + 5.0)
    if place.id.startswith("hand:") and place.point is not None and not inner:
        radius = max(radius, 8.0)
    return FoundPlace(
        *common,
        id=None if inner else place.id,
        name_ar=place.names[0],
        name_en=place.name_en or None,
        lat=place.lat,
        lon=place.lon,
        country=place.cc or None,
        kind=kind,
        precision=precision,
        radius_km=radius if place.point else None,
        relative=spot.relative,
        score=round(choice.score, 2),
        candidates=tuple((gazetteer.place(r).id, s) for r, s in choice.others),
        reason="; ".join(choice.reasons) or "the likeliest by kind, size and country",
    )


def _radius(candidate: Candidate, population: int) -> float:
    if candidate.kind == "city" and population > 1_000_000:
        return 12.0
    return RADIUS[PRECISION.get(candidate.kind, "building")]


def _unlisted(choice: Choice, common: tuple[int, int, int, tuple[int, int]], gazetteer: Gazetteer) -> FoundPlace:
    spot = choice.spot
    kind = spot.facility or spot.intro or "village"
    parent = choice.parent.candidate if choice.parent is not None else None
    place = gazetteer.place(parent.row) if parent is not None else None
    radius = None
    if place is not None and place.point is not None:
        radius = {"governorate": 60.0, "region": 80.0, "city": 25.0, "district": 25.0}.get(PRECISION.get(place.kind, ""), 15.0)
    country = place.cc if place is not None else None
    return FoundPlace(
        *common,
        id=f"unlisted:{(country or 'xx').lower()}:{spot.key.replace(' ', '_')}",
        name_ar=None,
        name_en=None,
        lat=place.lat if place is not None else None,
        lon=place.lon if place is not None else None,
        country=country,
        kind=kind,
        precision=PRECISION.get(kind, "building"),
        radius_km=radius,
        relative=spot.relative,
        score=0.0,
        candidates=(),
        reason=f"not in the gazetteer; the point is that of {place.names[0]}" if place is not None else "not in the gazetteer",
    )
