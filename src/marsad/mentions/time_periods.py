"""Named periods (الأسبوع الماضي, أواخر يوليو), feasts and lengths of time, as intervals of days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from marsad.mentions.calendar import Days, add_months, hijri_days, hijri_year, month_days, season_days, week_of, year_days
from marsad.mentions.number_words import read_number
from marsad.mentions.time_dates import DAY, Dates, Value, gregorian_day


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length of time; ``n`` None for an indefinite one (عدة أيام)."""

    n: int | None
    unit: str
    stop: int
    half: bool = False


class Periods(Dates):
    """Rules for periods that are named by a unit, a phase or a feast, and for lengths."""

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
        this = self.norm(i - 1) in self.cal.beside["this"]
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
        if name == "current":  # so far; the whole of it in a future context
            return Value(stop, (days[0], today), unit, forward=days)
        return Value(stop, days, unit, future=back < 0)

    def span_back(self, unit: str, n: int, stop: int, *, past: bool) -> Value:
        """The last ``n`` units up to publication; ``past`` (الماضيين) leaves publication day out for days
        (annotators' practice)."""
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
        inner = self.month(j) or self.year_word(j) or self.period(j) or self.season(j) or self.decade(j) or self.bare_period(j, found.lex.name)
        if inner is None:
            year = self.bare_year(j)
            if year is not None:
                inner = self.tensed(Value(year[1], year_days(year[0]), "year", years=True))
        if inner is None or inner.kind not in ("month", "year", "week", "range", "vague"):
            return None
        return self.phased(inner, found.lex.name)

    def phased(self, inner: Value, name: str) -> Value:
        days = cut(inner.days, name, inner.kind, self.today)
        return replace(
            inner,
            kind="range" if days else "vague",
            days=days,
            future=inner.future or bool(days and self.today and days[0] > self.today),
            forward=cut(inner.forward, name, inner.kind, self.today) if inner.forward else None,
        )

    def bare_period(self, i: int, name: str) -> Value | None:
        """العام, الشهر, الأسبوع after مطلع and its like: the current one."""
        found = self.plain(i, "the")
        if found is None or found.lex.value != 1 or found.lex.name not in ("week", "month", "year") or self.plain(found.stop, "the", "marker.vague"):
            return None
        same = self.plain(found.stop, "modifier.same")
        if same is not None:
            return Value(same.stop, None, "vague")
        if found.lex.name == "week" and name == "end":
            return Value(found.stop, None, "vague")  # the weekend before or the one to come
        return self.one_period(found.lex.name, "current", found.stop)

    def decade(self, i: int) -> Value | None:
        """التسعينات, سبعينات القرن الماضي."""
        found = self.match(i, "decade")
        if found is None:
            return None
        stop = found.stop + (self.plain(found.stop, "marker.vague") is not None) * 2
        return Value(stop, (date(found.lex.value, 1, 1), date(found.lex.value + 9, 12, 31)), "range")

    def season(self, i: int) -> Value | None:
        found = self.match(i, "season")
        if found is None:
            return None
        year, stop, name = self.year_after(found.stop, False)
        if not name and self.norm(i - 1) in self.cal.beside["this"]:
            name = "current"
        if year is not None:
            return self.tensed(Value(stop, season_days(found.lex.name, year), "range", years=True))
        if name not in ("past", "current", "next") or self.today is None:
            return None
        options = [season_days(found.lex.name, y) for y in range(self.today.year - 2, self.today.year + 3)]
        if name == "next":
            return Value(stop, next(o for o in options if o[0] > self.today), "range", future=True)
        past = [o for o in options if (o[0] if name == "current" else o[1]) <= self.today]
        return Value(stop, past[-1], "range")

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
        if found is None and (day is not None or self.norm(i - 1) in self.cal.beside["feast"] | self.cal.beside["feast_day"]):
            found = self.plain(at, "any-feast")
        if found is None or (day is not None and found.clitic) or self.today is None:
            return None
        if (found.lex.needs == "ordinal" and day is None) or found.clitic == "ب":  # تهنئة بعيد الفطر
            return None
        if found.lex.cls == "feast":
            options = feast_days(found.lex.name, found.lex.value, found.lex.other, day, self.today)
        else:
            which = day or (1 if self.norm(i - 1) in self.cal.beside["feast_day"] else None)
            options = [d for v, n in ((1001, 3), (1210, 4)) for d in feast_days("hijri", v, n, which, self.today)]
        past = [d for d in options if d[0] <= self.today]
        modifier = self.plain(found.stop, "modifier.past", "modifier.next")
        stop = modifier.stop if modifier is not None else found.stop
        if modifier is not None and modifier.lex.name == "next":
            return Value(stop, min((d for d in options if d[0] > self.today), default=None), "day", future=True)
        if not past:
            return None
        best = max(past)
        return Value(stop, best, "day" if best[0] == best[1] else "range")

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
        if unit.lex.value == 1 and n is None and several is None and self.names(stop, unit.lex.name):
            return None
        if n is None and several is None:
            n = unit.lex.value or None
        if self.norm(stop) in self.cal.beside["single"]:
            stop += 1
        gone = self.plain(stop, "modifier.gone")
        half = gone is not None and self.norm(stop) in ("ونصف",)
        return Quantity(n, unit.lex.name, gone.stop if gone is not None else stop, half)

    def names(self, i: int, unit: str) -> bool:
        """Whether what follows makes the unit part of a name: شهر رمضان, يوم الجمعة, عام 2011."""
        if unit == "month":
            return self.plain(i, "month") is not None
        if unit == "year":
            return self.bare_year(i, early=True) is not None or self.hijri_at(i)
        return self.match(i, "weekday", "relative", "feast", "any-feast") is not None or self.day_of_month(i) is not None


def feast_days(calendar: str, value: int, length: int, nth: int | None, today: date) -> list[Days]:
    """The feast in the years around ``today``; ``nth`` picks one of its days."""
    month, first = divmod(value, 100)
    years = range(today.year - 2, today.year + 3)
    if calendar == "hijri":
        this = hijri_year(today)
        years = range(this - 2, this + 3) if this else range(0)
    out = []
    for year in years:
        start = hijri_days(year, month, first) if calendar == "hijri" else gregorian_day(year, month, first)
        if start is not None:
            begin = start[0] + ((nth or 1) - 1) * DAY
            out.append((begin, begin if nth else start[0] + (length - 1) * DAY))
    return sorted(out)


def cut(days: Days | None, phase: str, kind: str, today: date | None) -> Days | None:
    """The start, middle or end of a period. A month: days 1-10, the 15th, 21 to its end; a week: Monday,
    Wednesday, the weekend;
    a decade: three years (two in the middle); a year: January (أوائل: the first quarter), June and July, December (أواخر: the last quarter)."""
    if days is None:
        return None
    first, last = days
    if kind == "week":
        monday = first
        at = {"start": (0, 0), "early": (0, 1), "middle": (2, 2), "late": (4, 6), "end": (5, 6)}[phase]
        return monday + at[0] * DAY, monday + at[1] * DAY
    if kind == "month":
        last = month_days(first.year, first.month)[1] if first.day == 1 else last
        if phase in ("start", "early"):
            return first, first + 9 * DAY
        if phase == "middle":
            return first + 14 * DAY, first + 14 * DAY
        return first + 20 * DAY, last
    if last.year == first.year + 9:  # a decade: its first, middle or last three years
        years = {"start": (0, 2), "early": (0, 2), "middle": (4, 5), "late": (7, 9), "end": (7, 9)}[phase]
        return date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31)
    if kind == "year" and first.year == last.year:
        y = first.year
        months = {"start": (1, 1), "early": (1, 3), "middle": (6, 7), "late": (10, 12), "end": (12, 12)}[phase]
        return date(y, months[0], 1), month_days(y, months[1])[1]
    return days
