"""Title and date that office programs and PDF printers write about a document: taken only where they are likely to be the author's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|office)|powerpoint)\b.{0,200}|untitled|document ?\d*|word document|مستند ?\d*|بدون عنوان|title|عنوان|about:blank"
    r"|.{0,120}\.(?:docx?|pdf|indd|html?|qxd|rtf|odt|pages)|https?://.*|[\W\d_]*",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_YEAR = 1990
_TEMPLATES = frozenset({"2013-12-23T23:15:00Z"})
"""Dates of creation of templates, which each document made from them carries: that of python-docx."""


def sane_title(written: str | None) -> str | None:
    """A title on one line; None where it is none, such as the name that a program gives of itself."""
    title = " ".join(written.replace("\x00", "").split()) if written else ""
    return None if not title or len(title) > 300 or _NO_TITLE.fullmatch(title) else title


def sane_time(written: str | None) -> datetime | None:
    """A date of creation (ISO 8601 or PDF's ``D:20160424103000+02'00'``); None where it cannot be, or is that of a template."""
    if not written or written.strip() in _TEMPLATES:
        return None
    text = written.strip()
    pdf = re.fullmatch(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(Z|[+-]\d\d)?'?(\d\d)?'?.*", text)
    if pdf and pdf[3]:
        zone = "+00:00" if pdf[7] == "Z" else f"{pdf[7]}:{pdf[8] or '00'}" if pdf[7] else ""
        text = f"{pdf[1]}-{pdf[2]}-{pdf[3]}T{pdf[4] or '00'}:{pdf[5] or '00'}:{pdf[6] or '00'}{zone}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return found if date(_FIRST_YEAR, 1, 1) <= found.date() <= tomorrow else None
