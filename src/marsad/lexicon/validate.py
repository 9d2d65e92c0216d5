"""Checks of data files against their format. Each problem names file, line, fault and remedy; all are collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marsad.errors import DataError
from marsad.lexicon.entries import KINDS
from marsad.lexicon.sources import Row

FOREIGN = re.compile("[\u06cc\u06a9\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
_FOREIGN_NAMES = {"\u06cc": "Persian ی", "\u06a9": "Persian ک", "\ufeff": "a byte order mark"}
ALL_KINDS = frozenset(KINDS) | {"people", "any"}
FORMS = frozenset(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "Q"])
ROLES = frozenset(["subject", "object", "idafa", "adjective", "none"])
CASUALTIES = frozenset(["killed", "injured", "captured", "missing", "displaced", "materiel"])
STATUSES = frozenset(["asserted", "negated", "future", "demanded", "hypothetical"])
ACTOR_KINDS = frozenset(["group", "government", "military", "organisation", "media", "person", "state"])
AFFILIATIONS = frozenset(["part-of", "backs", "leads", "allied-with", "loyal-to", "opposes", "splits-from"])
STANCES = frozenset(["says", "claims", "denies", "reports", "relays", "admits", "confirms", "claims-responsibility"])
TRIGGER_FORMS = frozenset(["past", "present", "imperative", "masdar", "noun", "passive", "active"])
_DATE = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a data file. ``severity`` is ``error`` (the entry cannot be used as it is) or ``warning``."""

    severity: str
    file: str
    line: int
    problem: str
    hint: str = ""

    def as_error(self) -> DataError:
        return DataError(self.problem, where=self.file, line=self.line, hint=self.hint)

    def __str__(self) -> str:
        return str(self.as_error())


@dataclass(slots=True)
class Problems:
    """A collector of problems."""

    found: list[Problem] = field(default_factory=list)

    def error(self, row: Row, problem: str, hint: str = "", key: str = "") -> None:
        self.found.append(Problem("error", row.at.file, row.line(key), problem, hint))

    def warning(self, row: Row, problem: str, hint: str = "", key: str = "") -> None:
        self.found.append(Problem("warning", row.at.file, row.line(key), problem, hint))

    def add(self, error: DataError) -> None:
        self.found.append(Problem("error", error.where, error.line or 1, error.problem, error.hint))

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.found if p.severity == "error"]


def nearest(word: str, valid: Iterable[str]) -> str:
    """A hint that names the valid word most like ``word``, or all of them where none is."""
    options = sorted(valid)
    from rapidfuzz import process

    best = process.extractOne(word, options, score_cutoff=60)
    if best is not None:
        return f"Did you mean {best[0]}?"
    return f"Valid: {', '.join(options)}." if len(options) <= 60 else ""


Check = Callable[[Any], str | None]


def text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "must be a string that is not empty"


def texts(value: Any) -> str | None:
    """A list of strings, none empty."""
    if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
        return None
    return "must be a list of strings"


def text_or_texts(value: Any) -> str | None:
    return None if text(value) is None or texts(value) is None else "must be a string or a list of strings"


def sequences(value: Any) -> str | None:
    """``then``: words, or a list of alternatives."""
    return text_or_texts(value)


def one_of(valid: Iterable[str]) -> Check:
    options = frozenset(valid)

    def check(value: Any) -> str | None:
        if isinstance(value, str) and value in options:
            return None
        return f"{value!r} is not valid. {nearest(str(value), options)}"

    return check


def some_of(valid: Iterable[str]) -> Check:
    options = frozenset(valid)

    def check(value: Any) -> str | None:
        if not isinstance(value, list):
            return "must be a list of strings"
        for item in value:
            if item not in options:
                return f"{item!r} is not valid. {nearest(str(item), options)}"
        return None

    return check


def boolean(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def slot(value: Any) -> str | None:
    """A role: a word, ``{ prep = ... }``, or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            if item not in ROLES:
                return f"{item!r} is no way to fill a role. {nearest(item, ROLES)}"
        elif not (isinstance(item, dict) and set(item) == {"prep"} and text_or_texts(item["prep"]) is None):
            return 'must be subject, object, idafa, adjective, none, { prep = ["..."] }, or a list of these'
    return None


def date_prefix(value: Any) -> str | None:
    return None if isinstance(value, str) and _DATE.fullmatch(value) else "must be a date or a prefix of one: 2014, 2014-12, 2014-12-31"


_kinds = some_of(ALL_KINDS)
CONDITION: Mapping[str, Check] = {
    "subject": _kinds, "object": _kinds, "idafa": _kinds, "recipient": _kinds, "actor": _kinds, "location": _kinds,
    "prep": texts, "next": texts, "previous": texts, "near": texts, "definite": boolean, "form": some_of(TRIGGER_FORMS),
}  # fmt: skip


def condition(value: Any) -> str | None:
    """A ``when`` or ``unless`` table."""
    if not isinstance(value, dict):
        return "must be a table"
    for key, item in value.items():
        if key not in CONDITION:
            return f"has no key {key!r}. {nearest(key, CONDITION)}"
        problem = CONDITION[key](item)
        if problem:
            return f"{key}: {problem}"
    return None


FRAME: Mapping[str, Check] = {
    "id": text, "lemma": text, "noun": text, "plural": texts, "form": one_of(FORMS), "present": text,
    "masdar": text_or_texts, "participles": some_of({"active", "passive"}), "event": text, "mode": text,
    "then": sequences, "with": text_or_texts,
    "actor": slot, "recipient": slot, "location": slot, "destination": slot, "when": condition, "unless": condition,
    "casualty": one_of(CASUALTIES), "status": one_of(STATUSES), "content": one_of(STATUSES),
    "yes": text_or_texts, "no": text_or_texts,
}  # fmt: skip
_LIGHT_ROLE = one_of({"actor", "recipient", "location", "cause", "none"})
LIGHT: Mapping[str, Check] = {
    "id": text, "lemma": text, "form": one_of(FORMS), "present": text, "masdar": text_or_texts, "noun": slot,
    "subject": _LIGHT_ROLE, "object": _LIGHT_ROLE, "actor": slot, "status": one_of(STATUSES),
    "yes": text_or_texts, "no": text_or_texts,
}  # fmt: skip
_NAME_LISTS = ("aliases", "short", "members", "adjective", "metonyms", "generic", "needs")


def _actor_name(value: Any) -> str | None:
    if isinstance(value, dict) and set(value) == {"ar", "en"} and all(text(v) is None for v in value.values()):
        return None
    return 'must be { ar = "...", en = "..." }'


def _affiliations(value: Any) -> str | None:
    return None if isinstance(value, list) and all(isinstance(v, dict) for v in value) else "must be [[actor.affiliation]] tables"


ACTOR: Mapping[str, Check] = {
    "id": text, "kind": one_of(ACTOR_KINDS), "name": _actor_name, "country": text, "affiliation": _affiliations,
    **dict.fromkeys(_NAME_LISTS, texts),
}  # fmt: skip
AFFILIATION: Mapping[str, Check] = {
    "to": text, "role": one_of(AFFILIATIONS), "since": date_prefix, "until": date_prefix, "source": text,
}  # fmt: skip


def check_keys(row: Row, schema: Mapping[str, Check], required: Iterable[str], problems: Problems) -> bool:
    """Whether a row has known keys of the right types and all required ones; what is wrong goes to ``problems``."""
    good = True
    name = row.table or "row"
    for key, value in row.cells.items():
        check = schema.get(key)
        if check is None:
            problems.error(row, f"Unknown key {key!r} in [[{name}]] {_id(row)}", nearest(key, schema), key)
            good = False
            continue
        problem = check(value)
        if problem:
            problems.error(row, f"{_id(row)}: {key} {problem}".rstrip("."), "", key)
            good = False
    for key in required:
        if key not in row.cells:
            problems.error(row, f"[[{name}]] {_id(row)} has no {key}", f"Add {key} = ...")
            good = False
    return good


def _id(row: Row) -> str:
    return str(row.cells.get("id", "without id"))


def check_letters(row: Row, problems: Problems) -> None:
    """Persian letters and bidi controls look like Arabic and match nothing."""
    for key, value in row.cells.items():
        found = FOREIGN.search(_flat(value))
        if found:
            what = _FOREIGN_NAMES.get(found[0], f"the invisible character U+{ord(found[0]):04X}")
            problems.error(row, f"{key} contains {what}", "Replace it by the Arabic letter, or delete it.", key)


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(_flat(v) for v in value.values())
    if isinstance(value, list):
        return " ".join(_flat(v) for v in value)
    return ""


PLACE_COLUMNS = ("id", "cc", "kind", "lat", "lon", "admin1", "admin2", "population", "name_en", "names_ar")
PLACE_WORD_CLASSES = frozenset(
    [
        "kind", "plural", "rural", "facility", "building", "direction", "relative", "locative", "tail", "tail-name",
        "head", "generic", "title", "block", "person", "nationality", "ambiguous",
    ]
)  # fmt: skip


def place_fault(row: Row) -> tuple[str, str] | None:
    """What is wrong with a row of ``places/*.tsv``, and the remedy."""
    c = row.cells
    if set(c) != set(PLACE_COLUMNS):
        return "The columns are wrong", "Expected " + " ".join(PLACE_COLUMNS)
    if not c["id"] or not c["names_ar"]:
        return "A row without id or Arabic name", "Fill both cells."
    try:
        lat, lon, population = (float(c[key] or 0) for key in ("lat", "lon", "population"))
    except ValueError:
        return "lat, lon or population is no number", "Leave cells empty where it is not known."
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return "The point is not on earth", "Degrees: lat from -90 to 90, lon from -180 to 180."
    if not 0 <= population < 2**32:
        return "The population is not possible", "Leave the cell empty where it is not known."
    return None


def place_word_fault(row: Row) -> tuple[str, str] | None:
    """What is wrong with a row of ``ar/place_words.tsv``, and the remedy."""
    c = row.cells
    if set(c) != {"class", "kind", "word"}:
        return "The columns are wrong", "Expected class kind word"
    if c["class"] not in PLACE_WORD_CLASSES:
        return f"The class {c['class']!r} is not valid", nearest(c["class"], PLACE_WORD_CLASSES)
    if not c["word"]:
        return "The column word is empty", "Write the word, or delete the row."
    return None
