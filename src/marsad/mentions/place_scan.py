"""Where in a sentence a place name may stand: names of the gazetteer and names after a kind word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.lexicon.memo import Memo
from marsad.mentions.gazetteer import EXACT, LAX, Gazetteer
from marsad.mentions.place_candidates import hopeless, known_candidates
from marsad.mentions.place_spot import OPEN_KINDS, Spot

if TYPE_CHECKING:
    from marsad.lexicon.word import Word
    from marsad.mentions.place_words import PlaceWords
    from marsad.text.tokens import Token

_LOOSE = frozenset({"junction", "square", "street", "prison"})
_DETERMINED = frozenset(
    [
        "prison",
        "street",
        "square",
        "junction",
        "mosque",
        "hotel",
        "bridge",
        "base",
        "palace",
        "camp",
        "hospital",
        "airport",
        "port",
    ]
)


_ORDINARY = frozenset({"verb", "noun", "adj", "prep", "adv", "num"})
_FUNCTION = frozenset(["verb", "prep", "conj", "sub", "rel", "neg", "fut", "part", "pron", "dem"])
_AWAY = frozenset(["كم", "كلم", "كيلومترا", "كيلومتر", "بالقرب", "مقربه", "القريبه"])
_SMALL = frozenset({"village", "quarter", "subdistrict", "district", "town", "camp"})
_PLURAL = re.compile("(?!ال).*(ه|ات)|م.ا.{2,}|..ا[يو]..?|ا..ا.")
"""Nouns that take a feminine adjective: القوات, طائرات, مصادر, فصائل (قوات سورية against مستقبل سورية)."""
_LINKS = frozenset("،,و-–/") | {"او"}
"""What stands between the names of a list."""


class _Start(NamedTuple):
    """A form under which a word begins names: with how many letters before it, whether longer names begin with it
    too, and the
    rows of the form alone (none where it is no name by itself)."""

    form: str
    start: int
    longer: bool
    rows: tuple[tuple[int, int], ...]
    ambiguous: bool


class _Facts(NamedTuple):
    """What can be said of a written word without its sentence; ``dull``: no name begins with it, and no facility;
    ``faint``: a common word that is a small place somewhere too: no name of a place unless a kind word or a list says so.

    ``kind``: the kind that a kind word gives to the name after it. ``facilities``: (form, start, kind, whether only the
    gazetteer may go on with it). ``nationality``: the country of an adjective.
    """

    arabic: bool
    dull: bool
    faint: bool
    kind: str
    starts: tuple[_Start, ...]
    facilities: tuple[tuple[str, int, str, bool], ...]
    nationality: str


_NOTHING, _FOREIGN = (_Facts(arabic, True, False, "", (), (), "") for arabic in (True, False))


class Scanner:
    """Finds spots sentence by sentence."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.gazetteer, self.words = gazetteer, words
        self.facts: Memo[Word, _Facts] = Memo(self._facts_of)
        self._candidates = known_candidates(gazetteer)
        self._roles: Memo[Word, tuple[str, ...]] = Memo(self._roles_of)

    def scan(self, number: int, tokens: Sequence[Token], quotes: Sequence[tuple[int, int]] = ()) -> list[Spot]:
        spots: list[Spot] = []
        norms = [t.norm for t in tokens]
        known = self.facts
        facts = [known[t.word] for t in tokens]
        free = 0  # the first token after the last spot
        faint = -1  # the last faint word that was passed over
        kind = ""  # that a kind word gives to the word after it
        for i, f in enumerate(facts):
            intro, kind = kind, f.kind
            if i < free:
                continue
            numbered = bool(f.kind) and norms[i + 1 : i + 2] == ["ال"] and i + 2 < len(tokens) and tokens[i + 2].word.shape == "number"
            if not numbered and (not f.arabic or (f.dull and not intro)):
                continue
            if not numbered and not intro and f.faint and self._passed(f.starts[0], norms, max(faint, free - 1), i):
                faint = i
                continue
            spot = self._numbered(number, tokens[i], norms, i) if numbered else self._at(number, tokens, norms, i)
            if spot is None:
                continue
            if faint >= free and _listed(norms, faint, i, spot.start):
                first = self._at(number, tokens, norms, faint)
                if first is not None:
                    self._survey(first, tokens, norms, quotes, spots, alone=True)
            self._survey(spot, tokens, norms, quotes, spots)
            free = spot.last + 1
        return spots

    def _numbered(self, number: int, token: Token, norms: list[str], i: int) -> Spot:
        """A name that is a number, with its kind word: حي الـ400, الكيلو الـ17."""
        start = next(start for form, start in token.word.keys if form in self.words.kind)
        key = f"{token.norm[start:]} ال{norms[i + 2]}"
        return Spot(number, i, i + 2, start, i, key, self.gazetteer.lookup(key), facility=self.facts[token.word].kind, words=3)

    def _passed(self, start: _Start, norms: list[str], last: int, i: int) -> bool:
        """Whether a faint word begins no longer name and is in no list with the name that ends at token ``last``."""
        longer = start.longer and i + 1 < len(norms) and self.gazetteer.head(f"{start.form} {norms[i + 1]}") > 0
        return not longer and not _listed(norms, last, i, start.start)

    def _survey(
        self, spot: Spot, tokens: Sequence[Token], norms: list[str], quotes: Sequence[tuple[int, int]], spots: list[Spot], *, alone: bool = False
    ) -> None:
        """Look around a spot and add it to the others; ``alone``: it is known to continue no list."""
        self._surroundings(spot, tokens, norms)
        if not alone:
            self._list(spot, norms, spots)
        if not spot.blocked and not spot.intro and (spot.first, spot.last + 1) in quotes:
            spot.blocked = "quoted"
        spots.append(spot)

    def _at(self, number: int, tokens: Sequence[Token], norms: list[str], i: int) -> Spot | None:
        token = tokens[i]
        facts = self.facts[token.word]
        facility = self._facility(number, tokens, norms, i) if facts.facilities else None
        if facility is not None:
            return facility
        found: Spot | None = None
        for form, start, longer, alone, common in facts.starts:
            names = self.gazetteer.lengths(form, norms[i + 1 : i + 8]) if longer else [(1, form)]
            for length, key in names:
                rows, ambiguous = alone, common
                if length > 1:
                    if self._no_name(form, length, key, norms, i):
                        continue
                    rows, ambiguous = self.gazetteer.lookup(key), self.words.has("ambiguous", key)
                elif not rows:
                    continue
                spot = Spot(number, i, i + length - 1, start, i, key, rows, words=length)
                spot.ambiguous = ambiguous
                if found is None or (found.ambiguous and found.words == 1 and not spot.ambiguous):
                    spot.shorter = found
                    found = spot
                elif found.shorter is None:
                    found.shorter = spot
            if found is not None and not found.ambiguous:
                break
        intro = self._intro(i, tokens)
        if intro and found is not None and norms[i].endswith(("يه", "ي")) and all(how == LAX for _, how in found.rows):
            return None  # مدينة جنوبية
        if intro in OPEN_KINDS or (intro == "area" and self._strange(token)):
            unknown = self._unknown(number, tokens, norms, i, intro, found)
            if unknown is not None:
                return unknown
        return found

    @staticmethod
    def _strange(token: Token) -> bool:
        """A definite word that the lexicon does not know."""
        return len(token.norm) > 4 and token.norm.startswith("ال") and bool(token.word.analyses) and token.word.analyses[0].guessed

    def _no_name(self, form: str, length: int, key: str, norms: list[str], i: int) -> bool:
        """A kind word is no name by itself, and not part of one where the rest is a name: محافظة عدن."""
        w = self.words
        bare = form[2:] if form.startswith("ال") else form
        if length == 1:
            return any(x in w.kind or x in w.facility or x in w.no_names for x in (form, bare)) and not self._country(key)
        return w.kind.get(form, "rural") != "rural" and bool(self.gazetteer.lengths(norms[i + 1], norms[i + 2 : i + 9]))

    def _country(self, key: str) -> bool:
        g = self.gazetteer
        return any(how == EXACT and g.kinds[g.numbers(row)[3]] == "country" for row, how in g.lookup(key))

    def _facts_of(self, word: Word) -> _Facts:
        """What can be said of a word by itself."""
        w, head = self.words, self.gazetteer.head
        kind = nationality = ""
        starts: list[_Start] = []
        facilities: list[tuple[str, int, str, bool]] = []
        for form, at in word.keys:
            bits = head(form)
            if bits:
                start = self._start(word, form, at, bits)
                if start.rows or start.longer:
                    starts.append(start)
            if form not in w.special:
                continue
            kind = kind or w.kind.get(form, "")
            nationality = nationality or w.nationality_of(form)
            facility = w.facility.get(form)
            inside = w.building.get(form) if facility is None else facility
            if inside is not None:
                facilities.append((form, at, inside, facility is None))
        if not (starts or facilities or kind or nationality):
            return _NOTHING if word.shape == "arabic" else _FOREIGN
        arabic = word.shape == "arabic"
        faint = len(starts) == 1 and not facilities and self._faint(starts[0])
        return _Facts(arabic, not (starts or facilities), faint, kind, tuple(starts), tuple(facilities), nationality if arabic else "")

    def _faint(self, start: _Start) -> bool:
        """Whether nothing before it makes a place of the word."""
        return start.ambiguous and hopeless(self._candidates[start.rows], 1, True, introduced=True)

    def _start(self, word: Word, form: str, start: int, bits: int) -> _Start:
        rows: tuple[tuple[int, int], ...] = ()
        father = form == "اب" and start and "إ" not in word.raw  # the father, not the city إب
        if bits & 1 and not father and not self._no_name(form, 1, form, [], 0):
            rows = self.gazetteer.lookup(form)
        ambiguous = bool(rows) and (self.words.has("ambiguous", form) or self._word(word, start, rows))
        return _Start(form, start, bits > 1, rows, ambiguous)

    def _intro(self, i: int, tokens: Sequence[Token]) -> str:
        """The kind that a kind word before token ``i`` gives to it."""
        return self.facts[tokens[i - 1].word].kind if i else ""

    def _unknown(self, number: int, tokens: Sequence[Token], norms: list[str], i: int, intro: str, found: Spot | None) -> Spot | None:
        """A name after a settlement word: longer than what the gazetteer knows of it, or not known to it at all."""
        heads = self.words.sets["head"]
        if found is not None and found.start == 0:
            longer = found.words == 1 and norms[i] in heads and self._plain(tokens, i + 1)
            if not longer or not (found.ambiguous or norms[i + 1].startswith("ال")):
                return None
        word = norms[i]
        if not self._name_like(tokens, i, intro):
            return None
        last = i
        if word in self.words.sets["head"] and self._plain(tokens, i + 1):
            last = i + 1
        if (
            self._plain(tokens, last + 1)
            and norms[last + 1] in self.words.sets["tail-name"]
            and norms[last + 1].startswith("ال")
            and (intro == "village" or norms[last].startswith("ال"))
        ):
            last += 1
        return Spot(number, i, last, 0, i, " ".join(norms[i : last + 1]), (), words=last - i + 1)

    def _word(self, word: Word, start: int, rows: tuple[tuple[int, int], ...]) -> bool:
        """The lexicon knows it as an ordinary word, and no place of weight has the name."""
        if not any(not a.guessed and a.pos in _ORDINARY and a.start == start for a in word.analyses):
            return False
        if any(a.pos == "name" and a.start == start for a in word.analyses):
            return False
        g = self.gazetteer
        return all(how != EXACT or g.kinds[g.numbers(row)[3]] in _SMALL for row, how in rows)

    def _plain(self, tokens: Sequence[Token], i: int) -> bool:
        return i < len(tokens) and tokens[i].word.shape == "arabic" and not self.words.has("generic", tokens[i].norm)

    def _name_like(self, tokens: Sequence[Token], i: int, intro: str) -> bool:
        if i >= len(tokens) or tokens[i].word.shape != "arabic":
            return False
        word = tokens[i].norm
        if len(word) < 3 and word not in self.words.sets["head"]:
            return False
        w = self.words
        if word == "علي" and tokens[i].word.raw.endswith("\u0649"):
            return False
        if w.has("generic", word) or (w.has("locative", word) and word != "علي") or w.has("direction", word) or word in w.kind or word in w.nationality:
            return False
        if not word.startswith("ال") and word.endswith(("يه", "ي")) and intro not in ("village", "mountain", "valley", "street"):
            return False
        if word.startswith("و") and word != "وادي":
            return False
        return not any(self._ordinary(a) for a in tokens[i].word.analyses[:1])

    @staticmethod
    def _ordinary(analysis: Any) -> bool:
        """A verb or function word that the lexicon knows; nouns and adjectives may be names."""
        return not analysis.guessed and analysis.pos in _FUNCTION

    def _facility(self, number: int, tokens: Sequence[Token], norms: list[str], i: int) -> Spot | None:
        if i + 1 >= len(tokens):
            return None
        for form, start, kind, closed in self.facts[tokens[i].word].facilities:
            if form == "وادي" and ("أ" in tokens[i].word.raw or tokens[i].word.raw.endswith("\u0649")):
                continue  # وأدى
            spot = self._facility_at(number, tokens, norms, i, form, start, kind, closed)
            if spot is not None:
                return spot
        return None

    def _facility_at(
        self,
        number: int,
        tokens: Sequence[Token],
        norms: list[str],
        i: int,
        form: str,
        start: int,
        kind: str,
        closed: bool,
    ) -> Spot | None:
        whole = [] if form in self.words.kind else self.gazetteer.lengths(form, norms[i + 1 : i + 8])
        if whole and whole[0][0] > 1:
            length, key = whole[0]
            rows = self.gazetteer.lookup(key)
            if any(how < LAX for _, how in rows):
                spot = Spot(number, i, i + length - 1, start, i, key, rows, facility=kind, words=length)
                self._stretch(spot, tokens, norms)
                return spot
        j = i + 1
        inner = self.gazetteer.lengths(norms[j], norms[j + 1 : j + 8])
        if inner:
            length, key = inner[0]
            rows = tuple(r for r in self.gazetteer.lookup(key) if r[1] < LAX)
            ambiguous = length == 1 and self.words.has("ambiguous", key)
            if rows and not self._no_name(norms[j], length, key, norms, j) and not (closed and ambiguous):
                spot = Spot(number, i, j + length - 1, start, j, key, rows, facility=kind, words=length)
                spot.ambiguous = ambiguous
                self._stretch(spot, tokens, norms)
                return spot
        if closed or not (self._name_like(tokens, j, kind) or (kind == "junction" and norms[j].startswith("ال") and norms[j][2:] not in self.words.kind)):
            return None
        word = norms[j]
        if kind in _DETERMINED and not word.startswith("ال") and (kind not in _LOOSE or word.endswith(("ي", "يه", "ين", "ات"))):
            return None
        if not word.startswith("ال") and any(a.pos in _ORDINARY and not a.guessed for a in tokens[j].word.analyses):
            return None
        if word.startswith(("ل", "ب", "و")) and not word.startswith("وا") and any(s for _, s in tokens[j].word.keys if s) and kind in _DETERMINED:
            return None
        last = j
        if word in self.words.sets["head"] and self._plain(tokens, j + 1):
            last = j + 1
        key = " ".join([form, *norms[j : last + 1]])
        spot = Spot(number, i, last, start, i, key, (), facility=kind, words=last - i + 1)
        self._stretch(spot, tokens, norms)
        return spot

    def _stretch(self, spot: Spot, tokens: Sequence[Token], norms: list[str]) -> None:
        while spot.last + 1 < len(tokens) and norms[spot.last + 1] in self.words.sets["tail"] and norms[spot.last + 1].startswith("ال"):
            spot.last += 1

    def _roles_of(self, word: Word) -> tuple[str, ...]:
        """The classes that a word before a name belongs to, with any clitic."""
        w = self.words
        out = []
        for form, start in word.keys:
            whole = form == word.norm
            for cls in ("locative", "direction", "relative", "title", "person", "block"):
                if cls == "person" and (not whole or word.raw.endswith("\u0649")):
                    continue  # على is written like the name علي by many, not the other way round
                if form in w.sets[cls]:
                    out.append(cls)
                    if cls in ("direction", "relative") and start:
                        out.append("prefixed")
        return tuple(dict.fromkeys(out))

    def _surroundings(self, spot: Spot, tokens: Sequence[Token], norms: list[str]) -> None:
        i = spot.first
        w = self.words
        prefix = norms[i][: spot.start] if spot.start else ""
        spot.prep = any(c in prefix for c in "بل") or prefix == "ل"
        spot.intro = "" if spot.facility else self._intro(i, tokens)
        spot.plural = bool(spot.intro) and any(form in w.sets["plural"] for form, _ in tokens[i - 1].word.keys)
        spot.rural = spot.intro == "rural"
        if spot.intro and spot.rows:
            for form, _ in tokens[i - 1].word.keys:
                whole = [r for r in self.gazetteer.lookup(f"{form} {spot.key}") if r[1] == EXACT] if form in w.kind else []
                if whole:
                    known = dict(spot.rows) | dict(whole)
                    spot.rows = tuple(sorted(known.items()))
        k = i - 1
        if spot.intro:
            spot.prep = True
            k -= 1
        if k >= 0:
            roles = self._roles[tokens[k].word]
            if "direction" in roles or "relative" in roles:
                spot.relative = "direction" if "direction" in roles else "relative"
                if not spot.intro:
                    spot.prep = True
            elif norms[k] == "(" and spot.last + 1 < len(tokens) and norms[spot.last + 1] == ")":
                spot.prep = True
            elif "locative" in roles and not spot.intro:
                spot.prep = True
                if norms[k] == "من" and k >= 1 and norms[k - 1] in _AWAY:
                    spot.relative = "relative"
                    spot.away = _kilometres(tokens[max(0, k - 3) : k])
            if not spot.intro and not prefix:
                spot.blocked = next((c for c in ("person", "title", "block") if c in roles), "")
        if "ك" in prefix and not spot.blocked:
            spot.blocked = "like"
        if not spot.blocked and not spot.intro and spot.words == 1 and spot.last + 1 < len(tokens):
            after = tokens[spot.last + 1]
            if "person" in self._roles[after.word] and norms[spot.last + 1] != "علي":
                spot.blocked = "person-after"
            elif spot.ambiguous and norms[spot.last + 1] in ("ان", "انه", "انها", "انهم"):
                spot.blocked = "idiom"  # بحجة أن
        if i and spot.ambiguous and not prefix and not spot.prep:
            spot.adjective = bool(_PLURAL.fullmatch(norms[i - 1]))

    @staticmethod
    def _list(spot: Spot, norms: list[str], spots: list[Spot]) -> None:
        """Members of a list share the kind word and preposition of its first: بلدات أ وب وج."""
        if not spots or spot.intro or spot.facility:
            return
        before = spots[-1]
        if _listed(norms, before.last, spot.first, spot.start):
            spot.listed, spot.before = True, before
            spot.prep = spot.prep or before.prep
            if before.intro and before.plural:
                spot.intro, spot.plural = before.intro, True


def _listed(norms: list[str], last: int, first: int, start: int) -> bool:
    """Whether a name at token ``first``, behind ``start`` letters of clitics, goes on a list whose name before ends at
    token ``last`` (-1: there is none)."""
    gap = first - last - 1
    if last < 0 or gap > 2:
        return False
    return all(word in _LINKS for word in norms[last + 1 : first]) if gap else "و" in norms[first][:start]


def _kilometres(tokens: Sequence[Token]) -> float:
    """The number in على بعد 20 كلم من."""
    for token in tokens:
        if token.word.shape == "number" and token.norm.isdigit():
            return min(float(token.norm), 300.0)
    return 0.0
