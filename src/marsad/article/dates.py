"""Publication dates as pages and archives write them -> ISO dates or prefixes of one (``2016``, ``2016-04``)."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from marsad.article.months import month_number, month_pattern

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u0640]")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_SEP = r"[\s/.,،\-]+"

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\s*(ص|صباحا|صباحًا|م|مساء|مساءً|am|pm)?(?!\w)", re.IGNORECASE)


@cache
def _named_dates() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Day-month-year, month-day-year and month-year, with the month by name."""
    month = month_pattern()
    twice = rf"(?:\s*[/(]\s*(?:{month})\)?)?"  # نيسان/أبريل
    return (
        re.compile(rf"(?<!\d)(\d{{1,2}}){_SEP}({month}){twice}{_SEP}(\d{{4}})(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<!\w)({month}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}})(?!\d)", re.IGNORECASE),
        re.compile(rf"({month}){_SEP}(\d{{4}})", re.IGNORECASE),
    )


def read_date(written: str) -> str | None:
    """The ISO date, or prefix of one, that a string states; None where it states none.

    Day and month in digits are read day first (``24/04/2016``), as Arabic pages write them, unless only the other order
    is possible.
    """
    text = _INVISIBLE.sub("", written).translate(_DIGITS).strip()
    if not text or len(text) > 200:
        return None
    if m := _ISO.fullmatch(text):
        return _iso(m[1], m[2], m[3])
    if m := _COMPACT.fullmatch(text):
        return _iso(m[1], m[2], m[3])
    day_month, month_day, month_year = _named_dates()
    if m := day_month.search(text):
        return _iso(m[3], str(month_number(m[2])), m[1])
    if m := month_day.search(text):
        return _iso(m[3], str(month_number(m[1])), m[2])
    if m := _YEAR_FIRST.search(text):
        return _iso(m[1], m[2], m[3])
    if m := _YEAR_LAST.search(text):
        return _iso(m[3], m[2], m[1]) or _iso(m[3], m[1], m[2])
    if m := month_year.fullmatch(text):
        return _iso(m[2], str(month_number(m[1])), None)
    return _rfc2822(text)


def read_time(written: str) -> str | None:
    """Date and time as ISO 8601 where a string states both; with an offset only where it states one."""
    text = _INVISIBLE.sub("", written).translate(_DIGITS).strip()
    if not text or len(text) > 200 or not (clock := _CLOCK.search(text)):
        return None
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return _mail_date(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    day = read_date(text)
    hour = int(clock[1])
    if clock[4]:
        late = clock[4].lower().startswith(("م", "p"))
        hour = hour + 12 if late and hour < 12 else 0 if not late and hour == 12 else hour
    if day is None or len(day) != 10 or hour > 23 or int(clock[2]) > 59:
        return None
    return f"{day}T{hour:02}:{clock[2]}:{clock[3] or '00'}"


def states_new_year(page: str, year: int) -> bool:
    """Whether a page itself writes 1 January of ``year``; a bare year (a copyright line) does not count."""
    text = page.translate(_DIGITS)
    january = month_pattern(1)
    patterns = (
        rf"{year}[/.\-]0?1[/.\-]0?1(?!\d)",
        rf"(?<!\d)0?1[/.\-]0?1[/.\-]{year}",
        rf"(?<!\d)0?1{_SEP}(?:{january})[^\d<>]{{0,20}}{year}",
        rf"(?:{january}){_SEP}0?1{_SEP}{year}",
    )
    return any(re.search(p, text, re.IGNORECASE) for p in patterns)


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    try:
        date(y, m or 1, d or 1)
    except ValueError:
        return None
    if not 1800 <= y <= 2200:
        return None
    return f"{y:04}" + (f"-{m:02}" if m else "") + (f"-{d:02}" if d else "")


def _rfc2822(text: str) -> str | None:
    try:
        return _mail_date(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _mail_date(text: str) -> datetime:
    """A date as e-mails and feeds write it. Raises ValueError, TypeError, IndexError or OverflowError."""
    from email.utils import parsedate_to_datetime  # loads much, and few dates come to this

    return parsedate_to_datetime(text)
