"""Time expressions of a sentence, as intervals of days.

Rules and their sources: the annotation guide (`الأسبوع الماضي` is the previous Monday to Sunday, `قبل عام` the
calendar year before, `خلال أسبوعين` the 14 days up to publication, `منذ X` X to publication, `الليلة الماضية` two
days, `منذ N سنوات` from the exact day) and, where it is silent, the practice of its annotators. A weekday without
more is the last one on or before publication, a day and month without a year the latest not after it; the reading in
a future context is given beside it as ``forward``. A weekday or date beside اليوم and أمس decides, because agency
texts are often printed a day late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from marsad.mentions.calendar import Calendar, Days
from marsad.mentions.numerals import TokenLike
from marsad.mentions.time_prefixes import LENGTHS, Finder, Found
from marsad.mentions.time_rules import Rules
from marsad.record import Span

__all__ = ["Calendar", "TimeExpression", "find_times", "publication_day"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression.

    Parameters
    ----------
    first, stop: its tokens (``tokens[first:stop]``).
    span: code points into the article's text, without proclitics.
    start, end: inclusive ISO dates; None where the words give none (``قبل أيام``) or the publication date is
        not known.
    kind: ``day week month year range``; ``since`` (start to publication), ``until`` (حتى X, قبل X: ``end``
        only), ``after``
        (بعد X: ``start`` only; بعد يومين من: ``length`` days after something else), ``duration`` (a length),
        ``vague``; ``anaphor`` (اليوم التالي: ``shift`` days from the last day told of, dated where the sentence tells of one before).
    future: it lies after publication by its words (غدا, المقبل) or its date.
    forward: (start, end) if the context is future (ستعقد الجمعة), None where the words leave nothing open.
    part: part of the day: dawn morning noon afternoon evening night, "" where not given.
    length: in days, of a duration or of ``after``; None where it cannot be told.
    shift: of an anaphor, in days.
    """

    first: int
    stop: int
    span: Span
    start: str | None
    end: str | None
    kind: str
    future: bool = False
    forward: tuple[str, str] | None = None
    part: str = ""
    length: int | None = None
    shift: int | None = None


def publication_day(published: date | str | None) -> date | None:
    """The day of publication, None for a partial or missing date."""
    if isinstance(published, date) or published is None:
        return published
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def find_times(tokens: Sequence[TokenLike], calendar: Calendar, published: date | str | None) -> list[TimeExpression]:
    """All time expressions of one sentence, from left to right."""
    starts = calendar.starts
    anchors = [i for i, t in enumerate(tokens) if (w := t.word).norm in starts or w.shape == "number"]
    if not anchors:
        return []
    today = publication_day(published)
    if today is not None and not 1900 < today.year < 2090:
        today = None
    rules = Rules(tokens, calendar, today)
    finder = Finder(rules)
    out: list[TimeExpression] = []
    stop = 0
    for i in anchors:
        if i < stop:
            continue
        found = finder.at(i, stop)
        if found is not None:
            stop = found.value.stop
            if found.value.kind != "name":  # مدينة السادس من أكتوبر: read, so that أكتوبر is not read alone
                out.append(_anchored(_expression(found, rules), out))
    return out


def _expression(found: Found, rules: Rules) -> TimeExpression:
    tokens, value, first = rules.tokens, found.value, found.first
    start = tokens[first].start + tokens[first].word.raw_index(found.offset)
    days = value.days
    begin, end = (days[0].isoformat(), days[1].isoformat()) if days else (None, None)
    if value.kind == "until":
        begin = None
    if value.kind == "after":
        end = None
    length: int | None = None
    if value.kind in ("duration", "after"):
        length = _days_of(first, value.stop, rules)
    return TimeExpression(
        first,
        value.stop,
        (start, tokens[value.stop - 1].end),
        begin,
        end,
        value.kind,
        value.future,
        _iso(value.forward),
        value.part,
        length,
        value.shift,
    )


def _days_of(first: int, stop: int, rules: Rules) -> int | None:
    for i in range(first, min(first + 3, stop)):
        quantity = rules.quantity(i)
        if quantity is not None and quantity.n is not None and quantity.unit in LENGTHS:
            return quantity.n * LENGTHS[quantity.unit]
    return None


def _anchored(t: TimeExpression, before: list[TimeExpression]) -> TimeExpression:
    """اليوم التالي behind a day of the same sentence is dated by it."""
    if t.shift is None:
        return t
    days = [b.start for b in before if b.start is not None and b.start == b.end]
    if not days:
        return t
    day = (date.fromisoformat(days[-1]) + timedelta(days=t.shift)).isoformat()
    return replace(t, start=day, end=day)


def _iso(days: Days | None) -> tuple[str, str] | None:
    return (days[0].isoformat(), days[1].isoformat()) if days else None
