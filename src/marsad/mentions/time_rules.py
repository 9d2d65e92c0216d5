"""The grammar of one time expression: what begins at a token. Days, parts of the day and weekdays stand here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from marsad.mentions.calendar import Match, latest_weekday, next_weekday
from marsad.mentions.time_dates import DASHES, DAY, Value
from marsad.mentions.time_periods import Periods, Quantity

__all__ = ["Quantity", "Rules"]


class Rules(Periods):
    """All rules; `core` tries them in turn."""

    def core(self, i: int) -> Value | None:
        """A day, month, year or named period that begins at token ``i``."""
        if i >= len(self.tokens):
            return None
        if self.tokens[i].word.shape == "number":
            return self.numeric(i) or self.day_of_month(i) or self.figures(i)
        known = self.cal.classes.get(self.tokens[i].norm)
        if known is not None:
            for classes, rule in _RULES:
                value = None if known.isdisjoint(classes) else rule(self, i)
                if value is not None:
                    return value
        day = self.match(i, "marker.day")
        if day is not None:
            return self.core_after_day(day.stop)
        if self.norm(i) in self.cal.numerals.words or self.norm(i) in self.cal.beside["first_day"]:
            return self.day_of_month(i)
        return None

    def core_after_day(self, i: int) -> Value | None:
        """What can follow يوم: a day."""
        for rule in (self.relative, self.weekday, self.numeric, self.day_of_month, self.figures, self.feast):
            value = rule(i)
            if value is not None and value.kind in ("day", "range"):
                return value
        return None

    def relative(self, i: int) -> Value | None:
        found = self.match(i, "relative")
        if found is None:
            return None
        lex = found.lex
        if found.stop == i + 1 and not self.is_alone(i, found):
            return None
        value = self.shift(lex.value, lex.other, found.stop, "day" if lex.value == lex.other else "range")
        return self.refined(value)

    def is_alone(self, i: int, found: Match) -> bool:
        """Whether a word that stands for a day means that day between its neighbours: not اليوم السابع, الليلة التالية, نجوم الأمس, من الآن."""
        word, before, after = self.norm(i), self.norm(i - 1), self.norm(found.stop)
        blocks = self.cal.blocks
        if word.endswith("ليوم"):
            return self.is_today(before, after, found)
        if word.endswith("لليله"):
            return before not in blocks["tonight_previous"] and after not in blocks["tonight_next"]
        if word.endswith("لان"):
            return before not in blocks["now_previous"] and "آ" in self.tokens[i].raw  # not the name Alan
        if word == "الامس":
            return before in self.cal.beside["yesterday"]
        return not (found.lex.value == 1 and before in blocks["tomorrow_previous"])

    def is_today(self, before: str, after: str, found: Match) -> bool:
        blocks = self.cal.blocks
        if after in blocks["today_next"] or before in blocks["today_previous"]:
            return False
        return not (before in ("في", "وفي") or found.clitic in ("ب", "ل", "ك")) or self.weekday_at(found.stop) is not None

    def anaphor(self, i: int) -> Value | None:
        """في اليوم نفسه, اليوم التالي: a day that counts from the last one told of."""
        found = self.match(i, "anaphor")
        return None if found is None else Value(found.stop, None, "anaphor", shift=found.lex.value)

    def vague(self, i: int) -> Value | None:
        """مؤخرا, في الفترة الأخيرة; with a day behind it (في وقت سابق اليوم) it is that day."""
        found = self.match(i, "marker.vague")
        if found is None:
            return None
        return self.core(found.stop + (self.norm(found.stop) == "من")) or Value(found.stop, None, "vague")

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
        nearest = next_weekday if value.future else latest_weekday
        day = nearest(self.today, found.lex.value)
        if value.kind == "range":  # ليلة أمس السبت: the night that began on Saturday
            return replace(value, stop=stop, days=(day, day + DAY))
        return replace(value, stop=stop, days=(day, day))

    def part(self, i: int) -> Value | None:
        """فجر الاثنين, مساء أمس, منتصف ليل الأحد الاثنين."""
        found = self.match(i, "part")
        if found is None:
            return None
        day_of = self.cal.beside["day_of"]
        j = found.stop + (self.norm(found.stop) in day_of)
        j += self.norm(j) in day_of
        inner: Value | None = None
        for rule in (self.relative, self.weekday, self.numeric, self.day_of_month, self.feast):
            inner = rule(j)
            if inner is not None:
                break
        if inner is None or inner.kind not in ("day", "range"):
            return None
        name = found.lex.name
        if name == "eve":
            name = "evening"
            if inner.days and self.plain(j, "feast", "any-feast") is not None:  # عشية عيد الفطر: the day before
                inner = replace(inner, days=(inner.days[0] - DAY, inner.days[0] - DAY), kind="day")
        night = name == "night"
        if night and inner.kind == "day" and inner.days and self.today and self.plain(j, "relative") is not None and inner.days[0] < self.today:
            inner = replace(inner, days=(inner.days[0], inner.days[0] + DAY), kind="range")
        elif night and inner.days and self.plain(j, "feast") is not None:  # ليلة رأس السنة begins on the eve
            inner = replace(inner, days=(inner.days[0] - DAY, inner.days[0]), kind="range")
        return replace(inner, part=name)

    def weekday(self, i: int) -> Value | None:
        found = self.match(i, "weekday")
        if found is None or self.norm(i - 1) in self.cal.blocks["weekday_previous"]:
            return None
        if self.norm(found.stop) in self.cal.blocks["weekday_next"] or (found.clitic in ("ك",)):
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
        """ليل الأربعاء الخميس, السبت والأحد, الجمعة/السبت, ليلة الجمعة - السبت: both days, the later one
        decides the week."""
        stop = found.stop + (self.norm(found.stop) in DASHES or self.norm(found.stop) in ("و", "الي"))
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


_RULES: tuple[tuple[frozenset[str], Callable[[Rules, int], Value | None]], ...] = (
    (frozenset({"anaphor"}), Rules.anaphor),
    (frozenset({"relative"}), Rules.relative),
    (frozenset({"part"}), Rules.part),
    (frozenset({"weekday"}), Rules.weekday),
    (frozenset({"phase"}), Rules.phase),
    (frozenset({"ordinal-day", "feast", "any-feast"}), Rules.feast),
    (frozenset({"marker.month", "month"}), Rules.month),
    (frozenset({"marker.vague"}), Rules.vague),
    (frozenset({"marker.year", "marker.years"}), Rules.year_word),
    (frozenset({"the"}), Rules.period),
    (frozenset({"decade"}), Rules.decade),
    (frozenset({"season"}), Rules.season),
)
"""The rules that `Rules.core` tries, in this order, each with the classes of words that it can begin with."""
