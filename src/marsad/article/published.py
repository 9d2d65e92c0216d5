"""The day of publication where it is not given: as the text of a post or the address of a page states it.

A platform prints the time above a post (``February 25, 2025 · Shared with Public``, ``٢٥ فبراير ٢٠٢٥ ·``) and a page above its text
(``تاريخ النشر: 25/2/2025``). Many addresses hold the date (``/2021/10/19/``); the number of a post on X (Twitter) holds its time of
day in UTC, in the milliseconds since 4 November 2010 that its upper bits count (documented by the platform as "snowflake").
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

from marsad.article.dates import read_date
from marsad.article.months import month_pattern
from marsad.lexicon.sources import BUILTIN, read_tsv

_HEAD = 1200
"""Within how many characters from the start of a text a stamp stands."""
_LATEST_COPY = 31
"""How many days after a post its copy may be dated."""
_CLOCK = r"(?:\s*(?:at|عند|الساعة|في|،)?\s*(?:الساعة\s*)?[\d٠-٩]{1,2}:[\d٠-٩]{2}\s*(?:AM|PM|am|pm|ص|م)?)?"
_PATH = re.compile(r"[/\-](20\d\d)[/\-](\d{1,2})[/\-](\d{1,2})(?=[/\-.?]|$)")
_PATH_LAST = re.compile(r"[/\-](\d{1,2})-(\d{1,2})-(20\d\d)(?=[/\-.?]|$)")
_STATUS = re.compile(r"//(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/\s]+/status(?:es)?/(\d{15,20})(?!\d)")
_X_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, UTC)
_X_SHIFT = 22


def day_spoken_from(text: str, published: str | None) -> str | None:
    """The ISO date that أمس and اليوم in a text count from: the time that a platform printed above a post, else the day of publication.

    A copy may be dated later than the post (by up to a month); a stamp further off is another post's.
    """
    stamp = _stamp(text[:_HEAD])
    if stamp is None or published is None or len(published) < len(stamp):
        return stamp or published
    late = (date.fromisoformat(published[:10]) - date.fromisoformat(stamp)).days
    return stamp if 0 <= late <= _LATEST_COPY else published


def stated_day(text: str, url: str | None) -> str | None:
    """The ISO date of publication that a text states above itself, or its address holds; None where there is none."""
    head = text[:_HEAD]
    stamp = _stamp(head)
    if stamp is None and (line := _line().search(head)) is not None:
        stamp = _whole(read_date(line[1]))
    return stamp or day_in_url(url)


@cache
def _line() -> re.Pattern[str]:
    """A line that states the day of publication (تاريخ النشر: 25/2/2025), by the words of ``ar/furniture.tsv``."""
    rows = read_tsv(BUILTIN / "ar" / "furniture.tsv", "data/ar/furniture.tsv")
    words = "|".join(re.escape(r.cells["phrase"]) for r in rows if r.cells["scope"] == "published")
    return re.compile(rf"^\s*(?:{words})\s*:?\s*([^\n]{{6,60}})$", re.MULTILINE | re.IGNORECASE)


@cache
def _stamps() -> re.Pattern[str]:
    month = month_pattern()
    day = rf"(?:(?:{month})\s+[\d٠-٩]{{1,2}}\s*[,،]?\s+[\d٠-٩]{{4}}|[\d٠-٩]{{1,2}}\s+(?:{month})\s*[,،]?\s+[\d٠-٩]{{4}})"
    return re.compile(rf"({day}){_CLOCK}\s*·|[:\dMمص]\s*·\s*({day})", re.IGNORECASE)


def _stamp(head: str) -> str | None:
    found = _stamps().search(head) if "·" in head else None
    return _whole(read_date(found[1] or found[2])) if found is not None else None


def day_in_url(url: str | None) -> str | None:
    """The ISO date of publication that an address holds; None where it holds none."""
    if not url:
        return None
    if status := _STATUS.search(url):
        return (_X_EPOCH + timedelta(milliseconds=int(status[1]) >> _X_SHIFT)).date().isoformat()
    if found := _PATH.search(url):
        return _real(found[1], found[2], found[3])
    if found := _PATH_LAST.search(url):
        return _real(found[3], found[2], found[1])
    return None


def _whole(day: str | None) -> str | None:
    return day if day is not None and len(day) == len("2016-04-24") else None


def _real(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
