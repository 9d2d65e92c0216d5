"""Which row of the gazetteer a name means, and whether it is meant as a place at all.

Every candidate gets a score from what it is (a capital rather than a hamlet), the countries that the article speaks of,
the kind word before the name, the district named beside it, and how far it lies from the other places of the article.
A name that is a common word or a person's name needs more support than a well-known city.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.mentions.gazetteer import EXACT, LAX, Gazetteer
from marsad.mentions.place_candidates import COARSE, FAR, THRESHOLD, Candidate, hopeless, known_candidates, near, nearest
from marsad.mentions.place_spot import OPEN_KINDS, Spot

_SHORT = frozenset({"country", "governorate", "city"})
"""Kinds of places whose names may be as short as three letters without more."""
_AGREE = {
    "city": ("city", "town"), "town": ("town", "city", "subdistrict", "village"), "village": ("village",),
    "quarter": ("quarter",),
    "governorate": ("governorate",), "district": ("district", "subdistrict"), "rural": ("city", "governorate", "town"),
}  # fmt: skip
_CLASH = {
    "village": ("country", "governorate", "city"), "quarter": ("country", "governorate", "city"),
    "governorate": ("village", "quarter", "town", "city"),
    "town": ("country", "governorate"), "city": ("village", "quarter", "country"), "district": ("country",),
}  # fmt: skip


@dataclass(slots=True)
class Choice:
    """The outcome for one spot: the row chosen (None: no row has the name), its score, why, the others considered."""

    spot: Spot
    candidate: Candidate | None
    score: float
    support: float
    reasons: list[str] = field(default_factory=list)
    others: list[tuple[int, float]] = field(default_factory=list)
    parent: Choice | None = None


class Resolver:
    """Resolves the spots of one article."""

    def __init__(self, gazetteer: Gazetteer, spots: Sequence[Spot], votes: Counter[str], hint: str | None) -> None:
        self.gazetteer, self.votes = gazetteer, votes
        self._known = known_candidates(gazetteer)
        if hint:
            votes[hint] += 6
        self.spots = self._hopeful(spots)
        self.by_sentence: dict[int, list[Spot]] = defaultdict(list)
        self._place_of: dict[int, int] = {}
        for spot in self.spots:
            row = self.by_sentence[spot.sentence]
            self._place_of[id(spot)] = len(row)
            row.append(spot)
        self._vote()
        top = max(self.votes.values(), default=0)
        self.share = {cc: v / top for cc, v in self.votes.items()} if top else {}
        self.anchors: dict[str, Candidate] = {}
        self.around: list[tuple[str, float, float]] = []
        self.here: dict[int, list[tuple[str, Candidate]]] = {}

    def _hopeful(self, spots: Sequence[Spot]) -> list[Spot]:
        """Without the spots that nothing in the article could turn into places: words that are villages somewhere."""
        backed = {s.key for s in spots if (s.intro or s.prep or s.facility) and not s.ambiguous}
        out = []
        for spot in spots:
            bare = not (spot.intro or spot.facility or spot.listed)
            if bare and spot.rows and spot.shorter is None:
                introduced = spot.prep or bool(spot.relative)
                if hopeless(self.cands(spot), spot.words, spot.ambiguous, introduced, spot.key in backed):
                    continue
            out.append(spot)
        return out

    def cands(self, spot: Spot) -> list[Candidate]:
        """What the rows of a spot may mean."""
        if spot.candidates is None:
            spot.candidates = self._known[spot.rows]
        return spot.candidates

    def _vote(self) -> None:
        for spot in self.spots:
            if spot.ambiguous or spot.blocked or not spot.rows:
                continue
            strong = [c for c in self.cands(spot) if c.strength >= 2.2 and c.how == EXACT]
            if not strong:
                exact = {c.cc for c in self.cands(spot) if c.how == EXACT}
                if len(exact) == 1 and (spot.intro or spot.prep):  # a village that only one country has
                    self.votes[next(iter(exact))] += 1
                continue
            countries = {c.cc for c in strong}
            if len(countries) == 1:
                self.votes[strong[0].cc] += 3 if strong[0].kind == "country" else 2

    def resolve(self) -> list[Choice]:
        """All spots with their best candidate, those that are meant as places only."""
        self._anchor()
        self._neighbours()
        groups: dict[str, list[tuple[Spot, dict[int, float], dict[int, list[str]]]]] = defaultdict(list)
        for spot in self.spots:
            scores: dict[int, float] = {}
            reasons: dict[int, list[str]] = {}
            for c in self.cands(spot):
                why: list[str] = []
                scores[c.row] = self._score(spot, c, why)
                reasons[c.row] = why
            groups[spot.key].append((spot, scores, reasons))
        chosen: dict[int, Choice] = {}
        for members in groups.values():
            self._choose(members, chosen)
        sure = {c.spot.key for c in chosen.values() if c.support >= 2.6 and not c.spot.ambiguous}
        out = []
        for sentence in self.by_sentence.values():
            fired: Choice | None = None
            for spot in sentence:
                choice = chosen[id(spot)]
                self._unlist(choice)
                if spot.listed and fired is not None and fired.spot is spot.before:
                    choice.support += 1.2
                if spot.key in sure and not spot.blocked:
                    choice.support += 1.3
                if choice.support < THRESHOLD and spot.shorter is not None:
                    choice = self._alone(spot.shorter, spot)
                if choice.support >= THRESHOLD:
                    out.append(choice)
                    fired = choice
        for choice in out:
            self._spelled(choice)
        fired_in: dict[int, list[Choice]] = defaultdict(list)
        for choice in out:
            fired_in[choice.spot.sentence].append(choice)
        for choice in out:
            self._parent(choice, fired_in[choice.spot.sentence])
        return out

    def _alone(self, spot: Spot, like: Spot) -> Choice:
        """The shorter reading of a name, in the surroundings of the longer."""
        self._place_of[id(spot)] = self._place_of[id(like)]
        for name in ("intro", "rural", "prep", "relative", "listed", "blocked"):
            setattr(spot, name, getattr(like, name))
        best: Choice | None = None
        for c in self.cands(spot):
            why: list[str] = []
            score = self._score(spot, c, why)
            if best is None or score > best.score:
                best = Choice(spot, c, score, self._support(spot, c, why), why)
        return best or Choice(spot, None, 0.0, 0.0)

    def _choose(self, members: list[tuple[Spot, dict[int, float], dict[int, list[str]]]], chosen: dict[int, Choice]) -> None:
        """One resolution for a name in the whole article, unless a sentence clearly says otherwise."""
        total: Counter[int] = Counter()
        for _, scores, _ in members:
            total.update(scores)
        common = max(total, key=lambda r: total[r]) if total else None
        for spot, scores, reasons in members:
            if common is None or not scores:  # a name without rows here that has some elsewhere (والخالدية)
                chosen[id(spot)] = Choice(spot, None, 0.0, self._support(spot, None, []))
                continue
            row = max(scores, key=lambda r: scores[r])
            if row != common and scores.get(common, -9.0) > scores[row] - 1.2:
                row = common
            c = next(c for c in self.cands(spot) if c.row == row)
            others = sorted(((r, round(s, 2)) for r, s in scores.items() if r != row), key=lambda x: -x[1])[:5]
            support = self._support(spot, c, reasons[row])
            chosen[id(spot)] = Choice(spot, c, scores[row], support, reasons[row], others)

    def _base(self, spot: Spot, c: Candidate) -> float:
        score = c.prior - (0.0 if c.how == EXACT else 0.3 if c.how < LAX else 0.9)
        share = self.share.get(c.cc)
        if c.kind != "country" or share:
            score += 2.2 * share if share is not None else (-1.2 if self.share else 0.0)
        intro = spot.intro or spot.facility
        if intro in _AGREE:
            score += 1.4 if c.kind in _AGREE[intro] else -1.2 if c.kind in _CLASH.get(intro, ()) else 0.0
        elif spot.facility and c.kind == spot.facility:
            score += 1.0
        return score

    def _anchor(self) -> None:
        """Names whose meaning is plain without their neighbours."""
        for spot in self.spots:
            if spot.blocked or (spot.ambiguous and not spot.intro) or spot.key in self.anchors:
                continue
            ranked = sorted(((self._base(spot, c), c) for c in self.cands(spot)), key=lambda x: -x[0])
            if not ranked or ranked[0][1].point is None:
                continue
            score, best = ranked[0]
            rivals = [s for s, c in ranked[1:] if c.point is None or near(c.point, best.point or c.point) > 25]
            floor = 1.6 if (spot.intro or spot.prep) else 2.6
            if score >= floor and (not rivals or score - rivals[0] >= 0.9):
                self.anchors[spot.key] = best

    def _neighbours(self) -> None:
        """The anchors of each sentence, and the points of the fine ones of the article."""
        self.around = [(k, a.point[0], a.point[1]) for k, a in self.anchors.items() if a.point and a.kind not in COARSE]
        for number, sentence in self.by_sentence.items():
            found = {s.key: a for s in sentence if (a := self.anchors.get(s.key)) is not None and a.kind != "country"}
            self.here[number] = list(found.items())

    def _score(self, spot: Spot, c: Candidate, why: list[str]) -> float:
        score = self._base(spot, c)
        if c.kind == "country" or c.point is None:
            return score
        here = self.here[spot.sentence]
        close = nearest(c.point, ((k, *a.point) for k, a in here if a.point and a.kind not in COARSE), spot.key)
        if close < FAR:
            score += 1.5 * math.exp(-close / 40)
            if close < 50:
                why.append(f"{close:.0f} km from a place in the sentence")
        if c.admin1 and any(a.admin1 == c.admin1 and k != spot.key for k, a in here):
            score += 0.9
            why.append("same governorate as a place in the sentence")
        around = nearest(c.point, self.around, spot.key)
        if around < FAR:
            score += 0.9 * math.exp(-around / 60)
            if around < 60:
                why.append(f"{around:.0f} km from a place in the article")
        parent = self._next(spot)
        if parent is not None and (a := self.anchors.get(parent.key)) is not None and a.kind != "country":
            if c.admin1 == a.admin1 or (a.point and near(c.point, a.point) < 40):
                score += 1.2
                why.append("lies in the district named after it")
            else:
                score -= 1.0
        return score

    def _next(self, spot: Spot) -> Spot | None:
        """The place named directly after this one as the larger it lies in (بريف إدلب, في محافظة ...)."""
        sentence = self.by_sentence[spot.sentence]
        i = self._place_of[id(spot)] + 1
        if i < len(sentence):
            after = sentence[i]
            if after.first - spot.last <= 4 and (after.prep or after.relative) and not after.listed:
                return after
        return None

    def _support(self, spot: Spot, c: Candidate | None, why: list[str]) -> float:
        """How sure it is that a place is meant."""
        settlement = spot.intro in OPEN_KINDS or spot.intro in ("governorate", "district", "rural")
        support = self._weight(spot, c) + (0.7 if why and c is not None else 0.0) + (0.7 if spot.words > 1 else 0.0)
        if spot.facility or settlement:
            support += 2.6
        elif spot.intro:
            support += 1.7
        elif spot.relative:
            support += 1.3
        elif spot.prep:
            support += 0.9
        support -= self._doubt(spot, c, settlement)
        if (spot.intro in OPEN_KINDS and not spot.listed) or spot.facility or not spot.rows:
            return max(support, THRESHOLD + 0.1)
        return support

    def _weight(self, spot: Spot, c: Candidate | None) -> float:
        """How well known the place is, in the countries that the article speaks of."""
        if c is None:
            return 0.0
        share = self.share.get(c.cc, 0.0)
        weight = c.strength + 0.6 * share
        if c.how == LAX:
            weight -= 1.6 if spot.words == 1 else 0.5
        if share or c.kind == "country" or c.strength >= 3.4:
            return weight
        if not self.share or not c.cc:  # the article names no country, or the place lies in none
            return weight - 0.3
        if spot.prep and c.kind == "city":
            return weight - 0.4
        return weight - (1.6 if c.kind in ("region", "governorate") else 1.0)

    def _doubt(self, spot: Spot, c: Candidate | None, settlement: bool) -> float:
        """What speaks for a common word or a person."""
        doubt = 0.0
        kind = c.kind if c is not None else ""
        share = self.share.get(c.cc, 0.0) if c is not None else 0.0
        if spot.ambiguous and kind == "country":
            doubt = 5.0 if spot.adjective else 2.6 if share >= 0.5 else 3.9
        elif spot.ambiguous and not spot.facility:
            doubt = 0.7 if settlement and spot.intro != "city" else 1.0 if spot.intro else 2.4
            if doubt == 2.4 and spot.prep and share >= 0.5 and kind in ("city", "governorate"):
                doubt = 1.4
        elif spot.words == 1 and len(spot.key) <= 3 and not spot.intro and kind not in _SHORT:
            doubt = 0.8
        if spot.blocked and kind != "country":
            firm = c is not None and c.strength >= 2.2 and not spot.ambiguous and spot.blocked != "like"
            if spot.blocked in ("quoted", "block"):  # صحيفة الشرق الأوسط, but جامعة حلب
                firm = firm and kind in ("city", "governorate", "town")
            doubt += 0.8 if firm else 2.6
        return doubt

    def _unlist(self, choice: Choice) -> None:
        """After a kind word, better a name without a row than a namesake far away."""
        spot, c = choice.spot, choice.candidate
        if c is None or not (spot.intro in OPEN_KINDS or (spot.facility and spot.name_first > spot.first)):
            return
        weak = c.strength < 1.5 and not any("km" in r or "governorate" in r or "district" in r for r in choice.reasons)
        if weak and self.share and (self.share.get(c.cc, 0.0) < 0.3 or c.how == LAX):
            choice.candidate = None
            choice.support = max(choice.support, THRESHOLD + 0.1)

    def _spelled(self, choice: Choice) -> None:
        """A name after قرية that no row has: a row of the country that differs in one letter."""
        spot = choice.spot
        if spot.rows or spot.intro not in OPEN_KINDS or not self.share:
            return
        main = max(self.share, key=lambda cc: self.share[cc])
        key = self.gazetteer.near_spelling(spot.key, main)
        if key is None:
            return
        spot.candidates = None
        spot.rows = tuple((row, LAX) for row, _ in self.gazetteer.lookup(key) if self.gazetteer.place(row).cc == main)
        for c in self.cands(spot):
            why = [f"spelled {key} in the gazetteer"]
            score = self._score(spot, c, why)
            if choice.candidate is None or score > choice.score:
                choice.candidate, choice.score, choice.reasons = c, score, why

    @staticmethod
    def _parent(choice: Choice, fired: Sequence[Choice]) -> None:
        """For a name without a row: the nearest resolved place of its sentence."""
        if choice.candidate is not None:
            return
        spot = choice.spot
        near_by = [c for c in fired if c.candidate and c.candidate.point and c.candidate.kind != "country"]
        if near_by:
            choice.parent = min(near_by, key=lambda c: abs(c.spot.first - spot.last) - (2 if c.spot.first > spot.last else 0))
