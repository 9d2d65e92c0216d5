"""Dates, months, years and seasons in the text, as intervals of days. The lowest layer of `marsad.mentions.times`.

Every rule returns a `Value` or None and never looks before its own first token, except where the class of a word
hangs on the word before it (في آذار). ``today`` is the day of publication; without it only absolute dates have days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from marsad.mentions.calendar import (
    Calendar,
    Days,
    Match,
    add_months,
    hijri_days,
    hijri_year,
    make_date,
    month_days,
    year_days,
)
from marsad.mentions.number_words import read_number
from marsad.mentions.numerals import TokenLike, western

DAY = timedelta(days=1)
DASHES = frozenset("-–—/")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HIJRI_YEAR = re.compile(r"1[34]\d\d")
_EARLY = re.compile(r"[1-9]\d\d|1\d\d\d|20\d\d")
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Value:
    """An interval read up to token ``stop``. ``forward`` is the reading in a future context, where the words
    leave it open."""

    stop: int
    days: Days | None
    kind: str
    future: bool = False
    forward: Days | None = None
    part: str = ""
    years: bool = False  # the year was written
    shift: int | None = None  # days from the last day told of


class Dates:
    """Rules for dates in figures and words, months, years and seasons."""

    def __init__(self, tokens: Sequence[TokenLike], calendar: Calendar, today: date | None) -> None:
        self.tokens, self.cal, self.today = tokens, calendar, today
        self._norms = [t.norm or t.raw for t in tokens]
        self.year: int | None = None  # the last year written in this sentence, for العام نفسه

    def norm(self, i: int) -> str:
        return self._norms[i] if 0 <= i < len(self._norms) else ""

    def match(self, i: int, *classes: str) -> Match | None:
        return self.cal.match(self.tokens, i, *classes)

    def plain(self, i: int, *classes: str) -> Match | None:
        """A match that no proclitic opens."""
        found = self.match(i, *classes)
        return found if found is not None and not found.clitic else None

    def shift(self, first: int, last: int, stop: int, kind: str = "day") -> Value:
        days = (self.today + first * DAY, self.today + last * DAY) if self.today else None
        return Value(stop, days, kind, future=first > 0)

    def numeric(self, i: int) -> Value | None:
        """24/4/2016, 2015-08-04, 4 - 6 - 2015; day before month unless that cannot be."""
        if not 0 <= i < len(self.tokens) or self.tokens[i].word.shape != "number":
            return None
        text, stop = western(self.tokens[i].raw), i + 1
        while stop + 1 < len(self.tokens) and stop < i + 5 and self.norm(stop) in DASHES and self.tokens[stop + 1].word.shape == "number":
            text, stop = f"{text}{'/' if self.norm(stop) == '/' else '-'}{western(self.tokens[stop + 1].raw)}", stop + 2
        m = _NUMERIC.fullmatch(text)
        if m is None:
            return None
        a, b, c = int(m[1]), int(m[3]), int(m[4])
        if len(m[1]) == 4:
            year, month, day = a, b, c
        else:
            day, month, year = (a, b, c) if b <= 12 else (b, a, c)
            year += 2000 if len(m[4]) == 2 and m[2] == "/" else 0
        if 1300 <= year <= 1500:
            days = hijri_days(year, month, day)
            return Value(stop, days, "day", years=True) if days else None
        found = make_date(year, month, day) if 1800 < year < 2100 else None
        return self.tensed(Value(stop, (found, found), "day", years=True)) if found else None

    def day_of_month(self, i: int) -> Value | None:
        """20 يوليو, الرابع من يوليو, 20 و21 يوليو, 20-25 يوليو."""
        while self.norm(i) in ("ال", "ب") and i + 1 < len(self.tokens):
            i += 1
        first = self.day_number(i)
        if first is None:
            return None
        n, stop = first
        to: int | None = None
        if self.norm(stop) in ("و", "الي", "او", "-", "–") or (self.norm(stop)[:1] == "و" and self.norm(stop) in self.cal.numerals.words):
            j = stop if self.norm(stop) in self.cal.numerals.words else stop + 1
            second = self.day_number(j + (self.norm(j) == "ال"))
            if second is not None and second[0] > n:
                to, stop = second
        j = stop + (self.norm(stop) == "من" or (self.norm(stop) in DASHES and to is None))
        j += self.norm(j) in ("شهر", "لشهر")
        month = self.month_at(j)
        if month is None:
            return self.day_of_this(n, to, j) if j > stop else None
        if month.clitic and month.clitic != "ل":
            return None
        return self.dated(n, to, month, self.norm(i - 1))

    def day_of_this(self, n: int, to: int | None, i: int) -> Value | None:
        """12 من الشهر الجاري, الخامس من الشهر الماضي."""
        found = self.plain(i, "the.month")
        modifier = self.plain(i + 1, "modifier.past", "modifier.current", "modifier.next") if found is not None else None
        if modifier is None or found is None or found.lex.value != 1:
            return None
        if self.today is None:
            return Value(modifier.stop, None, "day")
        months = {"past": -1, "current": 0, "next": 1}[modifier.lex.name]
        month = add_months(self.today.replace(day=1), months)
        first, last = make_date(month.year, month.month, n), make_date(month.year, month.month, to or n)
        if first is None or last is None:
            return None
        return self.tensed(Value(modifier.stop, (first, last), "day" if to is None else "range"))

    def day_number(self, i: int) -> tuple[int, int] | None:
        if not 0 <= i < len(self.tokens):
            return None
        token = self.tokens[i]
        if self.norm(i) in self.cal.beside["first_day"]:
            return (1, i + 1) if self.month_at(i + 1) or self.norm(i + 1) == "شهر" else None
        if token.word.shape == "number":
            raw = western(token.raw)
            return (int(raw), i + 1) if raw.isdigit() and 1 <= int(raw[:4]) <= 31 and len(raw) <= 2 else None
        number = read_number(self.tokens, i, self.cal.numerals)
        if number is None or not 1 <= number.value <= 31 or number.kind not in ("ordinal", "exact"):
            return None
        if number.kind == "exact" and not number.definite and self.norm(number.stop) != "من" and number.single != "compound":
            return (int(number.value), number.stop) if self.month_at(number.stop) else None
        return int(number.value), number.stop

    def month_at(self, i: int) -> Match | None:
        return self.match(i, "month")

    def alias(self, stop: int, n: int) -> int:
        """The end of a second name of the same month: يوليو/تموز, يوليو (تموز), مارس اذار."""
        j = stop + (self.norm(stop) in DASHES or self.norm(stop) == "(")
        other = self.plain(j, "month")
        if other is None or other.lex.value != n or other.lex.name != "gregorian":
            return stop
        opened = self.norm(stop) == "("
        if opened and self.norm(other.stop) in DASHES:
            third = self.plain(other.stop + 1, "month")
            if third is not None:
                other = third
        return other.stop + (opened and self.norm(other.stop) == ")")

    def dated(self, day: int, to: int | None, month: Match, before: str) -> Value | None:
        """The date of a day (or days) before a month; ``before`` is the word before it: ثورة 17 فبراير is no date."""
        n, hijri = month.lex.value, month.lex.name == "hijri"
        stop = month.stop if hijri else self.alias(month.stop, n)
        year, stop, name = self.year_after(stop, hijri)
        build = hijri_days if hijri else gregorian_day
        kind = "day" if to is None else "range"

        def at(y: int) -> Days | None:
            first = build(y, n, day)
            last = first if to is None else build(y, n, to)
            return (first[0], last[1]) if first and last else None

        if year is not None:
            days = at(year)
            return self.tensed(Value(stop, days, kind, years=True)) if days else None
        bare = _without_clitics(before)
        if not name and (bare in self.cal.blocks["date_previous"] or before in self.cal.blocks["date_previous"]):
            return Value(stop, None, "name")
        known = None if hijri else self.cal.known.get((bare, n, day)) or self.cal.known.get((before, n, day))
        if known is not None and not name:
            return Value(stop, at(known), kind)
        return self.nearest(at, stop, kind, name, hijri)

    def nearest(self, at: Callable[[int], Days | None], stop: int, kind: str, name: str, hijri: bool) -> Value | None:
        """A date without a year: the latest not after publication, the next one after it where a word says so."""
        if self.today is None:
            return Value(stop, None, kind, future=name == "next")
        this = hijri_year(self.today) if hijri else self.today.year
        if this is None:
            return None
        options = [d for y in range(this - (5 if kind == "day" else 2), this + 6) if (d := at(y))]
        past = [d for d in options if d[0] <= self.today and not (name == "past" and d[1] >= self.today and kind == "month")]
        ahead = [d for d in options if d[1] > self.today and not (name == "next" and d[0] <= self.today)]
        if not past and not ahead:
            return None
        if name == "next" and ahead:
            return Value(stop, ahead[0], kind, future=True)
        if name == "current":
            same = [d for d in options if d[0].year == self.today.year] or past
            days = same[-1]
            return Value(stop, days, kind, future=days[0] > self.today)
        if not past:
            return None
        return Value(stop, past[-1], kind, forward=ahead[0] if ahead and not name else None)

    def tensed(self, value: Value) -> Value:
        future = bool(self.today and value.days and value.days[0] > self.today)
        if value.years and value.days:
            self.year = value.days[0].year
        return replace(value, future=future)

    def year_after(self, stop: int, hijri: bool) -> tuple[int | None, int, str]:
        """The year or the modifier after a month: 2015, عام 2015, الماضي, من العام الماضي, من العام نفسه."""
        j = stop + (self.norm(stop) in ("من", "،", ",", "("))
        loose = self.norm(stop) in ("من", "،", ",", "(")
        word = self.match(j, "marker.year")
        if word is not None and word.clitic in ("", "ل"):
            year = self.bare_year(word.stop, hijri)
            if year is not None:
                return year[0], year[1], ""
            modifier = self.plain(word.stop, "modifier")
            if modifier is not None and self.today is not None:
                offset = {"past": -1, "current": 0, "next": 1, "before-last": -2}.get(modifier.lex.name)
                if offset is not None:
                    return self.today.year + offset, modifier.stop, ""
                if modifier.lex.name == "same" and self.year is not None:
                    return self.year, modifier.stop, ""
        elif self.norm(stop) != "من":
            year = self.bare_year(j, hijri)
            if year is not None:
                closed = self.norm(stop) == "(" and self.norm(year[1]) == ")"
                return year[0], year[1] + closed, ""
        if not loose:
            modifier = self.plain(stop, "modifier.past", "modifier.current", "modifier.next", "modifier.before-last")
            if modifier is not None:
                return None, modifier.stop, modifier.lex.name
        return None, stop, ""

    def bare_year(self, i: int, hijri: bool = False, early: bool = False) -> tuple[int, int] | None:
        """A year in figures or words and the index after it; ``early``: also one before 1800 (عام 1063)."""
        if not 0 <= i < len(self.tokens):
            return None
        if self.tokens[i].word.shape == "number":
            raw = western(self.tokens[i].raw)
            if (_HIJRI_YEAR if hijri else _EARLY if early else YEAR).fullmatch(raw):
                stop = i + 1
                if self.norm(stop) in self.cal.beside["era"] or self.plain(stop, "marker.hijri"):
                    stop += 1
                return int(raw), stop
            return None
        number = read_number(self.tokens, i, self.cal.numerals)
        if number is not None and number.kind == "exact" and not number.clitic and 1900 <= number.value <= 2100:
            return int(number.value), number.stop
        return None

    def month(self, i: int) -> Value | None:
        """يوليو 2015, شهر يوليو الماضي, تموز/يوليو. A common word (مارس, آب) needs support."""
        named = self.match(i, "marker.month")
        at = named.stop if named is not None else i
        found = self.match(at, "month")
        if found is None or (named is not None and found.clitic):
            return None
        n, hijri = found.lex.value, found.lex.name == "hijri"
        stop = found.stop if hijri else self.alias(found.stop, n)
        aliased = stop > found.stop
        year, stop, name = self.year_after(stop, hijri)
        support = named is not None or aliased or year is not None or bool(name)
        if found.lex.needs and not support and not self.supported(at, found):
            return None
        if self.norm(at).endswith("اب") and not aliased and not self.ab(at):
            return None

        def whole(y: int) -> Days | None:
            return hijri_days(y, n) if hijri else month_days(y, n)

        if year is not None:
            days = whole(year)
            return self.tensed(Value(stop, days, "month", years=True)) if days else None
        return self.nearest(whole, stop, "month", name, hijri)

    def supported(self, at: int, found: Match) -> bool:
        return found.lex.needs == "weak" and self.norm(at - 1) in self.cal.beside["month"] and not found.clitic

    def ab(self, at: int) -> bool:
        """آب, not the city إب nor the father أب."""
        return "آ" in self.tokens[at].raw

    def hijri_at(self, i: int) -> bool:
        """Whether the figure at ``i`` is a Hijri year: one that says so, or one of our time (1400 to 1450)."""
        raw = western(self.norm(i))
        if _HIJRI_YEAR.fullmatch(raw) is None:
            return False
        return "1400" <= raw <= "1450" or self.plain(i + 1, "marker.hijri") is not None

    def year_word(self, i: int) -> Value | None:
        """عام 2013, عامي 2011 و2013, سنة ألفين; القرن الماضي has no days."""
        vague = self.match(i, "marker.vague")
        if vague is not None:
            return Value(vague.stop, None, "vague")
        found = self.match(i, "marker.year", "marker.years")
        if found is None:
            return None
        hijri = self.hijri_at(found.stop)
        first = self.bare_year(found.stop, hijri, early=True)
        if first is None:
            return None
        year, stop = first
        if not hijri and self.plain(stop - 1, "marker.hijri") is not None:  # سنة 638 هـ: outside the calendar's tables
            return Value(stop, None, "vague")
        last = year
        joint = stop + (self.norm(stop) in ("و", "-", "–", "/") or self.norm(stop) in self.cal.beside["to"])
        second = self.bare_year(joint, hijri) if joint > stop and found.lex.name == "years" else None
        if second is not None and second[0] > year:
            last, stop = second
        if hijri:
            begin, end = hijri_days(year, 1), hijri_days(last, 12)
            return self.tensed(Value(stop, (begin[0], end[1]), "year", years=True)) if begin and end else None
        days = (year_days(year)[0], year_days(last)[1])
        return self.tensed(Value(stop, days, "year", years=True))

    def figures(self, i: int) -> Value | None:
        """بتاريخ 3/8: day and month in figures, where the word before says that it is a date."""
        if i >= len(self.tokens) or self.norm(i - 1) not in self.cal.beside["figures"]:
            return None
        stop = i + 1
        found = _DAY_MONTH.fullmatch(western(self.tokens[i].raw))
        if found is None and self.norm(stop) == "/":
            stop = i + 3
            found = _DAY_MONTH.fullmatch(western("".join(t.raw for t in self.tokens[i:stop])))
        if found is None or not 1 <= int(found[2]) <= 12:
            return None
        day, month = int(found[1]), int(found[2])
        return self.nearest(lambda y: gregorian_day(y, month, day), stop, "day", "", False)


def _without_clitics(norm: str) -> str:
    """A word without و, ف, ب, ل and the article: بمدينة, الثورة."""
    bare = norm.lstrip("وفبل") if len(norm) > 4 else norm
    return bare.removeprefix("ال")


def gregorian_day(year: int, month: int, day: int) -> Days | None:
    found = make_date(year, month, day)
    return (found, found) if found else None
