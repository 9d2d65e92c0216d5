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
            return self.numeric(i) or self.day_of_month(i)
        known = self.cal.classes.get(self.tokens[i].norm)
        if known is not None:
            for classes, rule in _RULES:
                value = None if known.isdisjoint(classes) else rule(self, i)
                if value is not None:
                    return value
        day = self.match(i, "marker.day")
        if day is not None:
            return self.core_after_day(day.stop)
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
        if lex.value == 1 and self.norm(i - 1) in self.cal.blocks.get("tomorrow_previous", ()):
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
        elif night and inner.days and self.plain(j, "feast") is not None:  # ليلة رأس السنة begins on the eve
            inner = replace(inner, days=(inner.days[0] - DAY, inner.days[0]), kind="range")
        return replace(inner, part=found.lex.name)

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
    (frozenset({"relative"}), Rules.relative),
    (frozenset({"part"}), Rules.part),
    (frozenset({"weekday"}), Rules.weekday),
    (frozenset({"phase"}), Rules.phase),
    (frozenset({"ordinal-day", "feast", "any-feast"}), Rules.feast),
    (frozenset({"marker.month", "month"}), Rules.month),
    (frozenset({"marker.vague", "marker.year", "marker.years"}), Rules.year_word),
    (frozenset({"the"}), Rules.period),
    (frozenset({"season"}), Rules.season),
)
"""The rules that `Rules.core` tries, in this order, each with the classes of words that it can begin with."""
