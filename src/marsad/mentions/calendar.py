"""The words of time as tables, and arithmetic on dates (`datetime.date`; Hijri ones converted by Umm al-Qura)."""

from __future__ import annotations

import calendar as _calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hijridate import Gregorian, Hijri

from marsad.mentions.numerals import CountGrammar, TokenLike, clitic_forms, wordset
from marsad.orthography import normalise

Days = tuple[date, date]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
_KEYS = wordset("month weekday part relative anaphor decade unit modifier phase marker season feast feast_day known block beside")


@dataclass(frozen=True, slots=True)
class Lex:
    """One word or phrase of time: its class, what it says within the class, a number, and how much support it
    needs."""

    cls: str
    name: str = ""
    value: int = 0
    other: int = 0
    needs: str = ""
    tag: str = field(init=False, compare=False, default="")  # class and name in one: ``marker.since``

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", f"{self.cls}.{self.name}")


@dataclass(frozen=True, slots=True)
class Match:
    """A lexicon phrase in the text: tokens ``i:stop``; ``offset`` is the length of the clitic before it."""

    lex: Lex
    stop: int
    clitic: str
    offset: int


@dataclass(slots=True)
class Calendar:
    """Tables by first word: ``heads[form]`` lists (following words, entry, clitic, offset), the longest first."""

    numerals: CountGrammar
    heads: dict[str, list[tuple[tuple[str, ...], Lex, str, int]]] = field(default_factory=dict)
    blocks: defaultdict[str, frozenset[str]] = field(default_factory=lambda: defaultdict(frozenset))
    beside: defaultdict[str, frozenset[str]] = field(default_factory=lambda: defaultdict(frozenset))
    """Words beside which there is no time, and beside which there is one, by the name of the list."""
    known: dict[tuple[str, int, int], int] = field(default_factory=dict)
    starts: frozenset[str] = frozenset()
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    """First word -> classes of the entries that begin with it, as ``cls`` and ``cls.name``: a test before any
    reading."""

    @classmethod
    def from_toml(cls, data: Mapping[str, Any], numerals: CountGrammar) -> Calendar:
        """Build from the parsed ``ar/times.toml``. Raises ValueError on an unknown table."""
        unknown = set(data) - _KEYS
        if unknown:
            raise ValueError(f"times: unknown table {sorted(unknown)[0]!r}")
        self = cls(numerals)
        self.blocks = defaultdict(frozenset, {k: frozenset(normalise(w) for w in v) for k, v in data.get("block", {}).items()})
        self.beside = defaultdict(frozenset, {k: frozenset(normalise(w) for w in v) for k, v in data.get("beside", {}).items()})
        for entry in data.get("known", ()):
            self.known.update({(normalise(w), entry["month"], entry["day"]): entry["year"] for w in entry["after"]})
        for words, lex in _entries(data):
            self._add(words, lex)
        for form, entries in self.heads.items():
            entries.sort(key=lambda e: -len(e[0]))
            self.classes[form] = frozenset(c for _, lex, _, _ in entries for c in (lex.cls, lex.tag))
        self.starts = frozenset(form for form, entries in self.heads.items() if any(_opens(lex) for _, lex, _, _ in entries))
        self.starts |= frozenset(numerals.words) | self.beside["first_day"]
        return self

    def _add(self, phrase: str, lex: Lex) -> None:
        words = tuple(w for part in re.split(r"\s(?=\()", phrase) for w in _tokens_of(part))
        for form, clitic, offset in clitic_forms(words[0], phrase.startswith("ال")):
            if (lex.cls in ("month", "part") and lex.needs and clitic not in ("", "و", "ل")) or (lex.cls == "modifier" and clitic):
                continue
            known = self.heads.setdefault(form, [])
            if not any(rest == words[1:] and old == lex for rest, old, _, _ in known):
                known.append((words[1:], lex, clitic, offset))

    def match(self, tokens: Sequence[TokenLike], i: int, *classes: str) -> Match | None:
        """The longest entry of one of the classes (``cls`` or ``cls.name``) that begins at token ``i``."""
        if not 0 <= i < len(tokens):
            return None
        first = tokens[i].norm
        known = self.classes.get(first)
        if known is None or known.isdisjoint(classes):
            return None
        for rest, lex, clitic, offset in self.heads[first]:
            if lex.cls in classes or lex.tag in classes:
                stop = i + 1 + len(rest)
                if all(_is(t, w) for t, w in zip(tokens[i + 1 : stop], rest, strict=False)) and stop <= len(tokens):
                    return Match(lex, stop, clitic, offset)
        return None


_OPENING = wordset("month weekday part relative anaphor decade phase season feast ordinal-day the")
_OPENING_MARKERS = wordset("since until ago after during within long year years day days month vague")


def _opens(lex: Lex) -> bool:
    """Whether an expression can begin with the entry; هذا, بين and من are found by looking back."""
    return lex.cls in _OPENING or (lex.cls == "marker" and lex.name in _OPENING_MARKERS) or (lex.cls == "unit" and lex.value == 2)


def _is(token: TokenLike, word: str) -> bool:
    return token.norm == word or (not token.norm and token.raw == word)


def _tokens_of(part: str) -> list[str]:
    if part.startswith("(") and part.endswith(")"):
        return ["(", *normalise(part).split(), ")"]
    return normalise(part).split()


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, Lex]]:
    for month in data.get("month", ()):
        for key in ("names", "weak", "strong"):
            for name in month.get(key, ()):
                yield name, Lex("month", month["calendar"], month["n"], needs="" if key == "names" else key)
    for i, day in enumerate(WEEKDAYS):
        for name in data.get("weekday", {}).get(day, ()):
            yield name, Lex("weekday", day, i)
    for entry in data.get("relative", ()):
        for name in entry["words"]:
            yield name, Lex("relative", "", entry["days"][0], entry["days"][1])
    for entry in data.get("anaphor", ()):
        for name in entry["words"]:
            yield name, Lex("anaphor", "", entry["days"])
    for year, names in data.get("decade", {}).items():
        for name in names:
            yield name, Lex("decade", year, int(year))
    for unit, forms in data.get("unit", {}).items():
        for n, key in ((1, "one"), (2, "two"), (0, "many")):
            for name in forms.get(key, ()):
                yield name, Lex("unit", unit, n)
                if not name.endswith("ا"):
                    yield "ال" + name, Lex("the", unit, n)
    for table in ("part", "modifier", "phase", "marker", "season"):
        for key, names in data.get(table, {}).items():
            for name in names:
                yield name, Lex(table, key)
    for feast in data.get("feast", ()):
        for name in feast["names"]:
            yield name, Lex("feast", feast["calendar"], feast["month"] * 100 + feast["day"], feast["length"], feast.get("only", ""))
    feast_day = data.get("feast_day", {})
    for i, name in enumerate(feast_day.get("words", ()), 1):
        yield name, Lex("ordinal-day", "", i)
    for name in feast_day.get("after", ()):
        yield name, Lex("feast-days")
    for name in feast_day.get("any", ()):
        yield name, Lex("any-feast")


def month_days(year: int, month: int) -> Days:
    """First and last day of a Gregorian month."""
    return date(year, month, 1), date(year, month, _calendar.monthrange(year, month)[1])


def year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def add_months(day: date, n: int) -> date:
    """``day`` moved by ``n`` months; the last day of a shorter month where it has no such day."""
    months = day.year * 12 + day.month - 1 + n
    year, month = max(1, months // 12), months % 12 + 1
    return date(year, month, min(day.day, _calendar.monthrange(year, month)[1]))


def week_of(day: date) -> Days:
    """Monday to Sunday (annotation guide)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def latest_weekday(today: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday on or before ``today`` (before it, if ``strictly``)."""
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=back or (7 if strictly else 0))


def next_weekday(today: date, weekday: int, *, strictly: bool = False) -> date:
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or (7 if strictly else 0))


def make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def hijri_days(year: int, month: int, day: int | None = None) -> Days | None:
    """A Hijri day, or month without ``day``, as Gregorian dates; None outside 1343 to 1500 AH."""
    try:
        if day is not None:
            d = Hijri(year, month, day).to_gregorian()
            return date(d.year, d.month, d.day), date(d.year, d.month, d.day)
        first = Hijri(year, month, 1)
        start = first.to_gregorian()
        begin = date(start.year, start.month, start.day)
        return begin, begin + timedelta(days=first.month_length() - 1)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def hijri_year(day: date) -> int | None:
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def season_days(name: str, year: int) -> Days:
    """Meteorological season; the winter of a year begins in its December... of the year before: شتاء 2015 is
    Dec 2014 to Feb 2015."""
    first = SEASONS[name]
    start = date(year - 1 if first == 12 else year, first, 1)
    return start, add_months(start, 3) - timedelta(days=1)
