"""The grammar of one time expression: what begins at a token, as an interval of days. Used by `marsad.mentions.times`.

Every rule returns a `Value` or None and never looks before its own first token, except where the class of a word hangs on the
word before it (هذا الأسبوع, في آذار). ``today`` is the day of publication; without it only absolute dates have days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from marsad.mentions.calendar import (
    Calendar, Days, Match, add_months, hijri_days, hijri_year, latest_weekday, make_date, month_days, next_weekday, season_days,
    week_of, year_days,
)
from marsad.mentions.numerals import TokenLike, read_number, western

DAY = timedelta(days=1)
SUPPORT = frozenset("في منذ خلال حتي بين من نهايه مطلع بدايه اواخر اوايل منتصف قبل بعد شهر شهري الي".split())
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HIJRI_YEAR = re.compile(r"1[34]\d\d")
_NUMERIC = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})")
_DASHES = frozenset("-–—/")


@dataclass(frozen=True, slots=True)
class Value:
    """An interval read up to token ``stop``. ``forward`` is the reading in a future context, where the words leave it open."""

    stop: int
    days: Days | None
    kind: str
    future: bool = False
    forward: Days | None = None
    part: str = ""
    years: bool = False  # the year was written


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length of time; ``n`` None for an indefinite one (عدة أيام)."""

    n: int | None
    unit: str
    stop: int
    half: bool = False


class Rules:
    def __init__(self, tokens: Sequence[TokenLike], calendar: Calendar, today: date | None) -> None:
        self.tokens, self.cal, self.today = tokens, calendar, today
        self.year: int | None = None  # the last year written in this sentence, for العام نفسه

    # -- small helpers ---------------------------------------------------------------------------------------------

    def norm(self, i: int) -> str:
        return (self.tokens[i].norm or self.tokens[i].raw) if 0 <= i < len(self.tokens) else ""

    def match(self, i: int, *classes: str) -> Match | None:
        found = self.cal.match(self.tokens, i, *classes)
        return found

    def plain(self, i: int, *classes: str) -> Match | None:
        """A match that no proclitic opens."""
        found = self.match(i, *classes)
        return found if found is not None and not found.clitic else None

    def shift(self, first: int, last: int, stop: int, kind: str = "day") -> Value:
        days = (self.today + first * DAY, self.today + last * DAY) if self.today else None
        return Value(stop, days, kind, future=first > 0)

    # -- one expression ----------------------------------------------------------------------------------------------

    def core(self, i: int) -> Value | None:
        """A day, month, year or named period that begins at token ``i``."""
        if i >= len(self.tokens):
            return None
        if self.tokens[i].word.shape == "number":
            return self.numeric(i) or self.day_of_month(i)
        for rule in (self.relative, self.part, self.weekday, self.phase, self.feast, self.month, self.year_word, self.period, self.season):
            value = rule(i)
            if value is not None:
                return value
        day = self.match(i, "marker.day")
        if day is not None:
            inner = self.core_after_day(day.stop)
            return inner
        if self.norm(i) in self.cal.numerals.words:
            return self.day_of_month(i)
        return None

    def core_after_day(self, i: int) -> Value | None:
        """What can follow يوم: a day."""
        for rule in (self.relative, self.weekday, self.numeric, self.day_of_month, self.feast):
            value = rule(i)
            if value is not None and value.kind in ("day", "range"):
                return value
        return None

    def relative(self, i: int) -> Value | None:
        found = self.match(i, "relative")
        if found is None:
            return None
        lex = found.lex
        if lex.value == lex.other == 0 and self.norm(i).endswith("اليوم") and found.stop == i + 1 and not self.is_today(i, found):
            return None
        if self.norm(i) in ("الليله", "والليله") and found.stop == i + 1 and self.norm(i - 1) in ("تلك", "ذات", "نفس", "في"):
            return None
        value = self.shift(lex.value, lex.other, found.stop, "day" if lex.value == lex.other else "range")
        return self.refined(value)

    def is_today(self, i: int, found: Match) -> bool:
        blocks = self.cal.blocks
        if self.norm(found.stop) in blocks.get("today_next", ()) or self.norm(i - 1) in blocks.get("today_previous", ()):
            return False
        return not (self.norm(i - 1) in ("في", "وفي") or found.clitic in ("ب", "ل", "ك")) or self.weekday_at(found.stop) is not None

    def weekday_at(self, i: int) -> Match | None:
        return self.plain(i + 1 if self.norm(i) == "(" else i, "weekday")

    def refined(self, value: Value) -> Value:
        """أمس الاثنين, اليوم (الجمعة), اليوم الأحد 19 مارس 2017: the weekday and the date after it decide."""
        i = value.stop + (self.norm(value.stop) in ("(", "،"))
        paren = self.norm(value.stop) == "("
        found = self.plain(i, "weekday")
        date_at = i if found is None else found.stop
        if self.norm(date_at) == "،":
            date_at += 1
        exact = self.numeric(date_at) or self.day_of_month(date_at)
        if exact is not None and exact.days and exact.kind == "day" and (found is not None or not paren):
            return replace(exact, stop=exact.stop + (paren and self.norm(exact.stop) == ")"), part=value.part)
        if found is None or (self.norm(value.stop) == "،"):
            return value
        stop = found.stop
        modifier = self.plain(stop, "modifier.past")
        if modifier is not None:
            stop = modifier.stop
        if paren:
            if self.norm(stop) != ")":
                return value
            stop += 1
        if self.today is None or value.days is None:
            return replace(value, stop=stop)
        if value.future:
            day = next_weekday(self.today, found.lex.value)
        else:
            day = latest_weekday(self.today, found.lex.value)
        if value.kind == "range":  # ليلة أمس السبت: the night that began on Saturday
            return replace(value, stop=stop, days=(day, day + DAY))
        return replace(value, stop=stop, days=(day, day))

    def part(self, i: int) -> Value | None:
        """فجر الاثنين, مساء أمس, منتصف ليل الأحد الاثنين."""
        found = self.match(i, "part")
        if found is None:
            return None
        j = found.stop + (self.norm(found.stop) in ("من", "يوم", "نهار"))
        j += self.norm(j) in ("يوم", "نهار")
        inner: Value | None = None
        for rule in (self.relative, self.weekday, self.numeric, self.day_of_month, self.feast):
            inner = rule(j)
            if inner is not None:
                break
        if inner is None or inner.kind not in ("day", "range"):
            return None
        night = found.lex.name == "night"
        if night and inner.kind == "day" and inner.days and self.today and self.plain(j, "relative") is not None and inner.days[0] < self.today:
            inner = replace(inner, days=(inner.days[0], inner.days[0] + DAY), kind="range")
        return replace(inner, part=found.lex.name)

    # -- weekdays ------------------------------------------------------------------------------------------------------

    def weekday(self, i: int) -> Value | None:
        found = self.match(i, "weekday")
        if found is None or self.norm(i - 1) in self.cal.blocks.get("weekday_previous", ()):
            return None
        if self.norm(found.stop) in self.cal.blocks.get("weekday_next", ()) or (found.clitic in ("ك",)):
            return None
        j = found.stop + (self.norm(found.stop) in ("،", "("))
        accord = self.plain(j, "marker.accord")
        exact_at = accord.stop if accord is not None else j
        exact = self.numeric(exact_at) or self.day_of_month(exact_at)
        if exact is not None and exact.kind == "day":
            closed = self.norm(found.stop) == "(" and self.norm(exact.stop) == ")"
            return replace(exact, stop=exact.stop + closed)
        pair = self.weekday_pair(found)
        if pair is not None:
            return pair
        return self.modified_weekday(found)

    def modified_weekday(self, found: Match) -> Value:
        n, stop = found.lex.value, found.stop
        modifier = self.plain(stop, "modifier.past", "modifier.next", "modifier.current", "modifier.before-last")
        name = modifier.lex.name if modifier is not None else ""
        stop = modifier.stop if modifier is not None else stop
        if self.today is None:
            return Value(stop, None, "day", future=name == "next")
        if name == "next":
            day = next_weekday(self.today, n, strictly=True)
            return Value(stop, (day, day), "day", future=True)
        day = latest_weekday(self.today, n, strictly=name in ("past", "before-last"))
        if name == "before-last":
            day -= 7 * DAY
        ahead = next_weekday(self.today, n)
        return Value(stop, (day, day), "day", forward=None if name else (ahead, ahead))

    def weekday_pair(self, found: Match) -> Value | None:
        """ليل الأربعاء الخميس, السبت والأحد, الجمعة/السبت, ليلة الجمعة - السبت: both days, the later one decides the week."""
        stop = found.stop + (self.norm(found.stop) in _DASHES or self.norm(found.stop) in ("و", "الي"))
        second = self.match(stop, "weekday")
        joined = stop > found.stop
        if second is None or second.clitic not in ("", "و"):
            return None
        gap = (second.lex.value - found.lex.value) % 7
        if gap == 0 or (not joined and not second.clitic and gap != 1) or (gap > 4):
            return None
        if self.today is None:
            return Value(second.stop, None, "range")
        modifier = self.plain(second.stop, "modifier.past", "modifier.next")
        name = modifier.lex.name if modifier is not None else ""
        stop = modifier.stop if modifier is not None else second.stop
        if name == "next":
            first = next_weekday(self.today, found.lex.value, strictly=True)
            return Value(stop, (first, first + gap * DAY), "range", future=True)
        last = latest_weekday(self.today, second.lex.value)
        ahead = next_weekday(self.today, found.lex.value)
        return Value(stop, (last - gap * DAY, last), "range", forward=None if name else (ahead, ahead + gap * DAY))

    # -- dates in figures and months -----------------------------------------------------------------------------------

    def numeric(self, i: int) -> Value | None:
        """24/4/2016, 2015-08-04, 4 - 6 - 2015; day before month unless that cannot be."""
        if not 0 <= i < len(self.tokens) or self.tokens[i].word.shape != "number":
            return None
        text, stop = western(self.tokens[i].raw), i + 1
        while stop + 1 < len(self.tokens) and stop < i + 5 and self.norm(stop) in _DASHES and self.tokens[stop + 1].word.shape == "number":
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
        j = stop + (self.norm(stop) == "من")
        j += self.norm(j) in ("شهر", "لشهر")
        month = self.month_at(j)
        if month is None or (month.clitic and month.clitic != "ل"):
            return None
        return self.dated(n, to, month)

    def day_number(self, i: int) -> tuple[int, int] | None:
        if not 0 <= i < len(self.tokens):
            return None
        token = self.tokens[i]
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
        j = stop + (self.norm(stop) in _DASHES or self.norm(stop) == "(")
        other = self.plain(j, "month")
        if other is None or other.lex.value != n or other.lex.name != "gregorian":
            return stop
        opened = self.norm(stop) == "("
        if opened and self.norm(other.stop) in _DASHES:
            third = self.plain(other.stop + 1, "month")
            if third is not None:
                other = third
        return other.stop + (opened and self.norm(other.stop) == ")")

    def dated(self, day: int, to: int | None, month: Match) -> Value | None:
        n, hijri = month.lex.value, month.lex.name == "hijri"
        stop = month.stop if hijri else self.alias(month.stop, n)
        year, stop, name = self.year_after(stop, hijri)
        build = hijri_days if hijri else _gregorian_day
        kind = "day" if to is None else "range"

        def at(y: int) -> Days | None:
            first = build(y, n, day)
            last = first if to is None else build(y, n, to)
            return (first[0], last[1]) if first and last else None

        if year is not None:
            days = at(year)
            return self.tensed(Value(stop, days, kind, years=True)) if days else None
        return self.nearest(at, stop, kind, name, hijri)

    def nearest(self, at: object, stop: int, kind: str, name: str, hijri: bool) -> Value | None:
        """A date without a year: the latest not after publication, the next one after it where a word says so."""
        if self.today is None:
            return Value(stop, None, kind, future=name == "next")
        this = hijri_year(self.today) if hijri else self.today.year
        if this is None or not callable(at):
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

    def bare_year(self, i: int, hijri: bool = False) -> tuple[int, int] | None:
        if not 0 <= i < len(self.tokens):
            return None
        if self.tokens[i].word.shape == "number":
            raw = western(self.tokens[i].raw)
            if (_HIJRI_YEAR if hijri else _YEAR).fullmatch(raw):
                stop = i + 1
                if self.norm(stop) in ("م", "ميلادي", "ميلاديه") or self.plain(stop, "marker.hijri"):
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
        return found.lex.needs == "weak" and self.norm(at - 1) in SUPPORT and not found.clitic

    def ab(self, at: int) -> bool:
        """آب, not the city إب nor the father أب."""
        return "آ" in self.tokens[at].raw

    # -- years, seasons, periods ---------------------------------------------------------------------------------------

    def year_word(self, i: int) -> Value | None:
        """عام 2013, عامي 2011 و2013, سنة ألفين; القرن الماضي has no days."""
        vague = self.match(i, "marker.vague")
        if vague is not None:
            return Value(vague.stop, None, "vague")
        found = self.match(i, "marker.year", "marker.years")
        if found is None:
            return None
        hijri = self.tokens[found.stop].word.shape == "number" and bool(
            _HIJRI_YEAR.fullmatch(western(self.tokens[found.stop].raw))) if found.stop < len(self.tokens) else False
        first = self.bare_year(found.stop, hijri)
        if first is None:
            return None
        year, stop = first
        last = year
        joint = stop + (self.norm(stop) in ("و", "الي", "-", "–", "/"))
        second = self.bare_year(joint, hijri) if joint > stop and found.lex.name == "years" else None
        if second is not None and second[0] > year:
            last, stop = second
        if hijri:
            begin, end = hijri_days(year, 1), hijri_days(last, 12)
            return self.tensed(Value(stop, (begin[0], end[1]), "year", years=True)) if begin and end else None
        days = (year_days(year)[0], year_days(last)[1])
        return self.tensed(Value(stop, days, "year", years=True))

    def season(self, i: int) -> Value | None:
        found = self.match(i, "season")
        if found is None:
            return None
        year, stop, name = self.year_after(found.stop, False)
        if year is not None:
            return self.tensed(Value(stop, season_days(found.lex.name, year), "range", years=True))
        if name not in ("past", "current", "next") or self.today is None:
            return None
        options = [season_days(found.lex.name, y) for y in range(self.today.year - 2, self.today.year + 3)]
        if name == "next":
            return Value(stop, next(o for o in options if o[0] > self.today), "range", future=True)
        past = [o for o in options if (o[0] if name == "current" else o[1]) <= self.today]
        return Value(stop, past[-1], "range")

    def period(self, i: int) -> Value | None:
        """الأسبوع الماضي, هذا الشهر, العام قبل الماضي, اليومين الماضيين, الساعات الـ24 الماضية, الأيام الماضية."""
        found = self.match(i, "the")
        if found is None:
            return None
        unit, n, stop = found.lex.name, found.lex.value, found.stop
        number, stop = self.period_number(stop)
        few = self.plain(stop, "modifier.few")
        stop = few.stop if few is not None else stop
        modifier = self.plain(stop, "modifier.past", "modifier.current", "modifier.next", "modifier.before-last")
        this = self.norm(i - 1) in ("هذا", "هذه", "وهذا", "بهذا", "لهذا")
        name = modifier.lex.name if modifier is not None else "current" if this else ""
        if not name:
            return None
        stop = modifier.stop if modifier is not None else stop
        if n == 1 and number is None:
            return self.one_period(unit, name, stop)
        amount = number if number is not None else n or None
        if name == "next" or amount is None or few is not None:
            return Value(stop, None, "vague", future=name == "next")
        return self.span_back(unit, amount, stop, past=True)

    def period_number(self, i: int) -> tuple[int | None, int]:
        """الـ24, الثلاثة, الثماني والأربعين after the unit; with a unit after it: الـ24 ساعة."""
        j = i + (self.norm(i) == "ال")
        if j >= len(self.tokens):
            return None, i
        number = read_number(self.tokens, j, self.cal.numerals)
        if number is None or number.kind != "exact" or number.clitic or number.value > 500:
            return None, i
        second = self.cal.numerals.words.get(self.norm(number.stop))
        if second is not None and second.cls == "tens" and second.definite and second.clitic == "و" and number.value < 10:
            return int(number.value + second.value), number.stop + 1
        return int(number.value), number.stop

    def one_period(self, unit: str, name: str, stop: int) -> Value | None:
        today = self.today
        back = {"past": 1, "current": 0, "next": -1, "before-last": 2}[name]
        if today is None or unit in ("hour", "day", "night", "decade", "century"):
            return None if unit in ("hour", "day", "night") else Value(stop, None, "vague", future=back < 0)
        if unit == "week":
            days = week_of(today - back * 7 * DAY)
        elif unit == "month":
            moved = add_months(today.replace(day=1), -back)
            days = month_days(moved.year, moved.month)
        else:
            days = year_days(today.year - back)
        if name == "current":
            days = (days[0], today)
        return Value(stop, days, unit, future=back < 0)

    def span_back(self, unit: str, n: int, stop: int, *, past: bool) -> Value:
        """The last ``n`` units up to publication; ``past`` (الماضيين) leaves publication day out for days (annotators' practice)."""
        today = self.today
        if today is None or unit in ("decade", "century"):
            start = add_months(today, -120 * n) if today and unit == "decade" else None
            return Value(stop, (start, today) if start and today else None, "range")
        if unit in ("day", "night"):
            return Value(stop, (today - n * DAY, today - DAY) if past else (today - (n - 1) * DAY, today), "range")
        if unit == "hour":
            return Value(stop, (today - max(1, n // 24) * DAY, today), "range")
        if unit == "week":
            return Value(stop, (today - (7 * n - (not past)) * DAY, today), "range")
        return Value(stop, (add_months(today, -n * (12 if unit == "year" else 1)), today), "range")

    def phase(self, i: int) -> Value | None:
        """مطلع الشهر الجاري, منتصف يوليو, أواخر 2014, نهاية الأسبوع الماضي."""
        found = self.match(i, "phase")
        if found is None:
            return None
        j = found.stop + (self.norm(found.stop) == "من")
        inner = self.month(j) or self.year_word(j) or self.period(j) or self.season(j) or self.bare_period(j)
        if inner is None:
            year = self.bare_year(j)
            if year is not None:
                inner = self.tensed(Value(year[1], year_days(year[0]), "year", years=True))
        if inner is None or inner.kind not in ("month", "year", "week", "range", "vague"):
            return None
        return replace(
            inner, kind="range", days=cut(inner.days, found.lex.name, inner.kind, self.today),
            forward=cut(inner.forward, found.lex.name, inner.kind, self.today) if inner.forward else None,
        )

    def bare_period(self, i: int) -> Value | None:
        """العام, الشهر, الأسبوع after مطلع and its like: the current one."""
        found = self.plain(i, "the")
        if found is None or found.lex.value != 1 or found.lex.name not in ("week", "month", "year") or self.plain(found.stop, "the", "marker.vague"):
            return None
        same = self.plain(found.stop, "modifier.same")
        if same is not None:
            return Value(same.stop, None, "vague")
        return self.one_period(found.lex.name, "current", found.stop)

    def feast(self, i: int) -> Value | None:
        """عيد الفطر, ثاني أيام عيد الأضحى, يوم العيد: the latest not after publication."""
        nth = self.match(i, "ordinal-day")
        day = None
        at = i
        if nth is not None:
            days = self.plain(nth.stop, "feast-days")
            if days is None:
                return None
            day, at = nth.lex.value, days.stop
        found = self.match(at, "feast")
        if found is None and (day is not None or self.norm(i - 1) in ("يوم", "ايام", "ليله")):
            found = self.plain(at, "any-feast")
        if found is None or (day is not None and found.clitic) or self.today is None:
            return None
        if found.lex.cls == "feast":
            options = feast_days(found.lex.name, found.lex.value, found.lex.other, day, self.today)
        else:
            options = [d for v, n in ((1001, 3), (1210, 4)) for d in feast_days("hijri", v, n, day or 1, self.today)]
        past = [d for d in options if d[0] <= self.today]
        modifier = self.plain(found.stop, "modifier.past", "modifier.next")
        stop = modifier.stop if modifier is not None else found.stop
        if modifier is not None and modifier.lex.name == "next":
            return Value(stop, min((d for d in options if d[0] > self.today), default=None), "day", future=True)
        if not past:
            return None
        best = max(past)
        return Value(stop, best, "day" if best[0] == best[1] else "range")

    # -- lengths of time -----------------------------------------------------------------------------------------------

    def quantity(self, i: int) -> Quantity | None:
        """ثلاثة أيام, نحو شهرين, عام, أكثر من 20 عاما, عدة أشهر, سنوات."""
        about = self.plain(i, "marker.about")
        i = about.stop if about is not None else i
        several = self.plain(i, "marker.several")
        i = several.stop if several is not None else i
        if i >= len(self.tokens):
            return None
        n: int | None = None
        if several is None:
            at = i + (self.norm(i) == "ال")
            number = read_number(self.tokens, at, self.cal.numerals) if at < len(self.tokens) else None
            if number is not None and number.kind == "exact" and number.value <= 2000:
                n, i = int(number.value), number.stop
        unit = self.plain(i, "unit")
        if unit is None:
            return None
        stop = unit.stop
        if n is None and several is None:
            n = unit.lex.value or None
        if self.norm(stop) in ("واحد", "واحده"):
            stop += 1
        gone = self.plain(stop, "modifier.gone")
        half = gone is not None and self.norm(stop) in ("ونصف",)
        return Quantity(n, unit.lex.name, gone.stop if gone is not None else stop, half)


def feast_days(calendar: str, value: int, length: int, nth: int | None, today: date) -> list[Days]:
    """The feast in the years around ``today``; ``nth`` picks one of its days."""
    month, first = divmod(value, 100)
    years = range(today.year - 2, today.year + 3)
    if calendar == "hijri":
        this = hijri_year(today)
        years = range(this - 2, this + 3) if this else range(0)
    out = []
    for year in years:
        start = hijri_days(year, month, first) if calendar == "hijri" else _gregorian_day(year, month, first)
        if start is not None:
            begin = start[0] + ((nth or 1) - 1) * DAY
            out.append((begin, begin if nth else start[0] + (length - 1) * DAY))
    return sorted(out)


def _gregorian_day(year: int, month: int, day: int) -> Days | None:
    found = make_date(year, month, day)
    return (found, found) if found else None


def cut(days: Days | None, phase: str, kind: str, today: date | None) -> Days | None:
    """The start, middle or end of a period. A month: days 1-10, the 15th, 21 to its end; a week: Monday, Wednesday, the weekend;
    a year: January (أوائل: the first quarter), June and July, December (أواخر: the last quarter)."""
    if days is None:
        return None
    first, last = days
    if kind == "week":
        monday = first
        at = {"start": (0, 0), "early": (0, 1), "middle": (2, 2), "late": (4, 6), "end": (5, 6)}[phase]
        return monday + at[0] * DAY, monday + at[1] * DAY
    if kind == "month":
        last = month_days(first.year, first.month)[1] if first.day == 1 and kind == "month" else last
        if phase in ("start", "early"):
            return first, first + 9 * DAY
        if phase == "middle":
            return first + 14 * DAY, first + 14 * DAY
        return first + 20 * DAY, last
    if kind == "year" and first.year == last.year:
        y = first.year
        months = {"start": (1, 1), "early": (1, 3), "middle": (6, 7), "late": (10, 12), "end": (12, 12)}[phase]
        return date(y, months[0], 1), month_days(y, months[1])[1]
    return days
