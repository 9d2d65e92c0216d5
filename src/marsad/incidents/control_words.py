"""The words of ``data/ar/control.tsv`` that tell how much of a place is held, since when, and what was before."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache

from marsad.lexicon.sources import BUILTIN, read_tsv
from marsad.orthography import normalise
from marsad.record import PRECISION_RANK

_WORD = re.compile(r"\w+")
_CLITICS = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل")


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, int]]:
    """The words of ``ar/control.tsv`` by class, normalised, with their values."""
    out: dict[str, dict[str, int]] = defaultdict(dict)
    for row in read_tsv(BUILTIN / "ar" / "control.tsv", "data/ar/control.tsv"):
        out[row.cells["class"]][normalise(row.cells["word"])] = int(row.cells["value"] or 0)
    return dict(out)


def is_(kind: str, word: str) -> bool:
    """Whether a normalised word is of a class, with or without its clitics."""
    known = table()[kind]
    return word in known or any(word.startswith(c) and word[len(c) :] in known for c in _CLITICS)


def value(kind: str, word: str) -> int:
    """The value of a word of a class, with or without its clitics; 0 where it is not of the class."""
    known = table()[kind]
    found = next((word[len(c) :] for c in ("", *_CLITICS) if word.startswith(c) and word[len(c) :] in known), None)
    return known[found] if found is not None else 0


def rank(precision: str | None) -> int:
    """How large a place is, by its precision class."""
    return PRECISION_RANK.get(precision or "", 9)


def split(text: str) -> list[str]:
    return [normalise(w) for w in _WORD.findall(text)]


MASDARS = frozenset(
    normalise(w)
    for w in [
        "سيطرة",
        "سيطرت",
        "تحرير",
        "استعادة",
        "استعادت",
        "تطهير",
        "استيلاء",
        "احتلال",
        "طرد",
        "دحر",
        "سقوط",
        "خسارة",
        "فقدان",
        "إحكام",
        "بسط",
        "انتزاع",
        "استرداد",
        "دخول",
        "اقتحام",
        "اجتياح",
    ]
)
GRIPS = frozenset(normalise(w) for w in ("سيطرة", "سيطرت", "قبضة", "احتلال"))
PLURAL_UNITS = frozenset(normalise(w) for w in ["أيام", "أسابيع", "أشهر", "شهور", "أعوام", "سنوات"])


def last_day(published: str | None) -> str | None:
    """The last day of a date or of a prefix of one."""
    if not published:
        return None
    parts = published[:10].split("-")
    try:
        if len(parts) == 3:
            return date(int(parts[0]), int(parts[1]), int(parts[2])).isoformat()
        if len(parts) == 2:
            first = date(int(parts[0]), int(parts[1]), 28) + timedelta(days=4)
            return (first - timedelta(days=first.day)).isoformat()
        return f"{int(parts[0]):04d}-12-31"
    except ValueError:
        return None


def back(day: str, days: int) -> str:
    """The day so many days before."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
