"""What stands before a time expression and changes it: منذ, حتى, قبل, خلال, بين ... و; lengths of time and years in figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from marsad.mentions.calendar import Match, add_months, year_days
from marsad.mentions.numerals import western
from marsad.mentions.time_dates import DAY, YEAR, Value
from marsad.mentions.time_rules import Quantity, Rules


@dataclass(frozen=True, slots=True)
class Found:
    """A value that begins at token ``first``; ``offset``: the length of the proclitics before it."""

    first: int
    value: Value
    offset: int


LENGTHS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}


class Finder:
    """Prefixes (منذ, حتى, قبل, خلال, بين) and ranges around the expressions that `Rules` reads."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.tokens, self.today = rules, rules.tokens, rules.today

    def at(self, i: int, floor: int) -> Found | None:
        """The expression that begins at anchor ``i``; words before ``floor`` belong to the one before."""
        rules = self.rules
        marker = rules.match(i, "marker.since", "marker.until", "marker.ago", "marker.after", "marker.during", "marker.within", "marker.long")
        if marker is not None:
            value = self.marked(i, marker)
            if value is not None:
                return Found(i, value, marker.offset)
            if marker.lex.name != "after" and marker.lex.name != "ago":
                return None if rules.match(i, "part", "relative") is None else self.unmarked(i, floor)
        return self.unmarked(i, floor)

    def unmarked(self, i: int, floor: int) -> Found | None:
        rules = self.rules
        pair = rules.match(i, "marker.days")
        value = rules.core_after_day(pair.stop) if pair is not None else rules.core(i)
        if value is None:
            value = self.length(i) or self.lone_year(i)
            return None if value is None else Found(i, value, 0)
        if value.kind == "name":
            return Found(i, value, 0)
        first = i
        ranged = self.ranged(i, value, floor)
        if ranged is not None:
            first, value = ranged
        elif rules.norm(i - 1) in rules.cal.beside["this"] and i > floor:
            first = i - 1
        while first - 1 >= floor and rules.norm(first - 1) == "ال":
            first -= 1
        return Found(first, value, self.offset(first))

    def offset(self, i: int) -> int:
        rules = self.rules
        heads = rules.cal.heads.get(self.tokens[i].norm)
        if heads:
            return heads[0][3]
        hit = rules.cal.numerals.words.get(self.tokens[i].norm)
        if hit is not None:
            return hit.offset
        known = rules.cal.beside["this"] | rules.cal.beside["between"]
        return int(self.tokens[i].norm in known and self.tokens[i].norm[1:] in known)

    # -- prefixes --------------------------------------------------------------------------------------------

    def marked(self, i: int, marker: Match) -> Value | None:
        name, j = marker.lex.name, marker.stop
        if name == "since":
            return self.since(j)
        if name == "until":
            inner = self.rules.core(j) or self.lone_year(j)
            return replace(inner, kind="until") if inner is not None and inner.kind != "vague" else None
        quantity = self.rules.quantity(j)
        if name == "during":
            return self.during(j, quantity)
        if name == "within":  # في غضون أسبوع: mostly ahead, and of nothing that is dated
            return Value(quantity.stop, None, "vague") if quantity is not None else None
        if quantity is None:
            return self.bound(i, j, name)
        if name == "ago":
            return self.ago(quantity)
        if name == "long":
            return self.since_quantity(quantity)
        if self.rules.match(i, "relative") is not None:  # بعد غد
            return None
        return Value(quantity.stop, None, "after")

    def bound(self, i: int, j: int, name: str) -> Value | None:
        """قبل الاثنين, بعد 20 يوليو: a bound; قبل ظهر الاثنين, بعد منتصف ليل أمس and phrases like بعد غد are
        times of their own."""
        if self.rules.match(i, "relative", "part") is not None:
            return None
        inner = self.rules.core(j) or self.lone_year(j)
        if inner is None or inner.part or inner.kind in ("vague", "name"):
            return inner if inner is not None and inner.part else None
        if name == "after":
            return replace(inner, kind="after", forward=None)
        days = inner.days
        if days is not None and self.rules.match(j, "phase") is None:  # قبل نهاية العام: by the end of it
            days = (days[0] - DAY, days[0] - DAY)
        return replace(inner, kind="until", days=days, forward=None)

    def since(self, j: int) -> Value | None:
        hours = self.rules.plain(j, "marker.hours")
        inner = self.rules.part(hours.stop) if hours is not None else self.rules.core(j) or self.lone_year(j)
        if inner is not None:
            if inner.days is None or self.today is None or inner.days[0] > self.today:
                return replace(inner, kind="since", days=None, forward=None)
            return replace(inner, kind="since", days=(inner.days[0], self.today), forward=None)
        quantity = self.rules.quantity(j)
        if quantity is None:
            opened = self.rules.plain(j, "marker.open")
            return Value(opened.stop, None, "since") if opened is not None else None
        if self.rules.norm(quantity.stop) == "من" and quantity.n is None:
            return None
        return self.since_quantity(quantity)

    def since_quantity(self, quantity: Quantity) -> Value:
        start = self.back(quantity)
        days = (start, self.today) if start is not None and self.today is not None else None
        return Value(quantity.stop, days, "since")

    def back(self, q: Quantity) -> date | None:
        """The exact day ``n`` units before publication (annotation guide for منذ)."""
        if self.today is None or q.n is None:
            return None
        if q.unit == "hour":
            return self.today - (q.n // 24) * DAY
        if q.unit in ("day", "night", "week"):
            return self.today - timedelta(days=q.n * LENGTHS[q.unit])
        months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[q.unit] * q.n
        if q.half:
            months += {"year": 6, "decade": 60}.get(q.unit, 0)
        return add_months(self.today, -months) if months < self.today.year * 12 - 12 else None

    def ago(self, q: Quantity) -> Value | None:
        """قبل: hours, days and weeks give the day, months the month, years the calendar year (annotation
        guide: قبل عام)."""
        if self.rules.norm(q.stop) == "من" and self.rules.norm(q.stop + 1) not in ("الان", "اليوم"):
            return Value(q.stop, None, "after")  # قبل يومين من الهجوم: relative to the attack
        day = self.today if q.unit == "hour" and q.n is None else self.back(q)
        if day is None:
            return Value(q.stop, None, "vague")
        if q.unit in ("year", "decade", "century") and not q.half:
            return Value(q.stop, year_days(day.year), "year")
        if q.unit == "month":
            return Value(q.stop, (day, day), "day")
        return Value(q.stop, (day, day), "day")

    def during(self, j: int, quantity: Quantity | None) -> Value | None:
        rules = self.rules
        inner = rules.core(j) or self.lone_year(j)
        if inner is not None:
            return inner
        if quantity is None:
            return None
        modifier = rules.plain(quantity.stop, "modifier.past", "modifier.next")
        if modifier is not None and modifier.lex.name == "next":
            return Value(modifier.stop, None, "vague", future=True)
        if quantity.n is None:
            return Value(modifier.stop if modifier else quantity.stop, None, "vague")
        stop = modifier.stop if modifier is not None else quantity.stop
        if modifier is None and rules.norm(stop) == "من":  # خلال يومين من الهجوم: of something else
            return Value(stop, None, "vague")
        value = rules.span_back(quantity.unit, quantity.n, stop, past=modifier is not None)
        return value if modifier is not None or self.today is None else replace(value, forward=(self.today, self.ahead(quantity, self.today)))

    def ahead(self, q: Quantity, day: date) -> date:
        """``q`` from ``day`` on."""
        n = q.n or 1
        if q.unit in ("hour", "day", "night", "week"):
            return day + (timedelta(days=n * LENGTHS[q.unit]) if q.unit != "hour" else n // 24 * DAY)
        return add_months(day, n * {"month": 1, "year": 12, "decade": 120, "century": 1200}[q.unit])

    def length(self, i: int) -> Value | None:
        """24 ساعة الماضية, في 30 عاما, المستمر من ثلاثة عقود; any other length is a duration without dates."""
        rules = self.rules
        quantity = rules.quantity(i)
        if quantity is None or quantity.n is None:
            return None
        modifier = rules.plain(quantity.stop, "modifier.past")
        before = rules.norm(i - 1) if rules.norm(i - 1) != "ال" else rules.norm(i - 2)
        if modifier is not None:
            return rules.span_back(quantity.unit, quantity.n, modifier.stop, past=True)
        article = rules.norm(i - 1) == "ال"
        if before == "في" and quantity.unit in ("year", "decade") and quantity.n > 1 and not article:
            return rules.span_back(quantity.unit, quantity.n, quantity.stop, past=False)
        if before == "من" and quantity.unit in ("year", "decade") and quantity.n > 1 and rules.norm(i - 2) not in rules.cal.beside["more_than"]:
            return self.since_quantity(quantity)
        numbered = self.tokens[i].word.shape == "number" or rules.norm(i) in rules.cal.numerals.words
        if not numbered and before not in rules.cal.beside["length"]:  # يوم, عامين without more are no lengths
            return None
        return Value(quantity.stop, None, "duration")

    # -- ranges and lone years -------------------------------------------------------------------------------

    def ranged(self, i: int, value: Value, floor: int) -> tuple[int, Value] | None:
        """بين X وY, من X إلى Y, X حتى Y of two expressions."""
        rules = self.rules
        before = rules.norm(i - 1) if i > floor else ""
        link = rules.norm(value.stop)
        beside = rules.cal.beside
        if before in beside["between"] and link[:1] == "و":
            j = value.stop + (link == "و")
        elif before in beside["from"] and link in beside["to"]:
            j = value.stop + 1
        else:
            return None
        second = rules.core(j) or self.lone_year(j)
        if second is None or value.days is None or second.days is None or second.days[1] < value.days[0]:
            return None
        first = i - 1
        return first, replace(second, days=(value.days[0], second.days[1]), kind="range", forward=None)

    def lone_year(self, i: int) -> Value | None:
        """في 2011, منذ 2013, (2014), 2014-2015: four digits that nothing counts."""
        rules = self.rules
        if i >= len(self.tokens) or self.tokens[i].word.shape != "number":
            return None
        raw = western(self.tokens[i].raw)
        if not YEAR.fullmatch(raw) or not "1900" < raw < "2100":
            return None
        stop = i + 1
        year = last = int(raw)
        if rules.norm(stop) in ("-", "–", "و", "/", "الي") and stop + 1 < len(self.tokens):
            second = western(self.tokens[stop + 1].raw)
            if YEAR.fullmatch(second) and year < int(second) < year + 60:
                last, stop = int(second), stop + 2
        before = rules.norm(i - 1)
        enclosed = before == "(" and rules.norm(stop) == ")"
        if last == year and not enclosed and (before not in rules.cal.beside["year"] or self.counted(stop)):
            return None
        if last > year and before not in rules.cal.beside["year"] and not enclosed and rules.norm(i + 1) not in ("-", "–"):
            return None
        return rules.tensed(Value(stop, (year_days(year)[0], year_days(last)[1]), "year", years=True))

    def counted(self, i: int) -> bool:
        """Whether the word at ``i`` is a noun that the number before it counts."""
        if i >= len(self.tokens) or self.tokens[i].word.shape != "arabic":
            return False
        norm = self.tokens[i].norm
        stop = self.rules.cal.numerals.sets.get("stop", frozenset())
        return not (norm in stop or norm[:2] in ("ال", "لل", "وا", "با") or norm[0] in "ولف" or norm.startswith("ب"))
