"""What codes are called in Arabic and English: ``data/ontology/labels.tsv``."""

from __future__ import annotations

from marsad.errors import DataError
from marsad.incidents.filters import GRADES
from marsad.incidents.naming import LATIN_NAMES
from marsad.lexicon import Lexicon
from marsad.lexicon.validate import STATUSES, nearest

LABELS = "ontology/labels.tsv"
LANGUAGES = ("ar", "en")


class Labels:
    """Names of codes in one language.

    Parameters
    ----------
    lexicon: the data files.
    language: ``ar`` or ``en``.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.language = language
        # all rows, in their order: one id stands in several groups, and a later folder overrides
        self._words = {(r.cells["group"], r.cells["id"]): r.cells[language] for r in lexicon.rows(LABELS)}

    def __call__(self, group: str, code: object) -> str:
        """What a code is called; the code itself where no name is given for it."""
        return self._words.get((group, str(code))) or str(code)

    def kind(self, event_type: str, mode: str | None) -> str:
        """A type with its mode."""
        return self("type", event_type) + (f" ({self('mode', f'{event_type}/{mode}')})" if mode else "")

    def date(self, start: str, end: str | None = None) -> str:
        """Days in words: ``23 April 2016``, ``1–31 May 2015``."""
        if end is None or end == start:
            return self._day(start)
        if start[:7] == end[:7] and len(start) == len(end) == 10:
            return f"{int(start[8:])}–{self._day(end)}"
        return f"{self._day(start)} – {self._day(end)}"

    def _day(self, iso: str) -> str:
        year, *rest = iso[:10].split("-")
        if not year.isdigit() or not all(r.isdigit() for r in rest):
            return iso
        words = [str(int(rest[1]))] if len(rest) > 1 else []
        words += [self("month", int(rest[0]))] if rest else []
        return " ".join([*words, year])


def label_faults(lexicon: Lexicon) -> list[DataError]:
    """Rows that lack something, and codes without a name, for ``marsad check``."""
    out, found = [], set()
    for row in lexicon.rows(LABELS):
        if not all(row.cells.get(c) for c in ("group", "id", *LANGUAGES)):
            out.append(DataError("A row needs group, id, ar and en", where=row.at.file, line=row.at.line, hint="Fill the empty cell."))
        found.add((row.cells.get("group"), row.cells.get("id")))
    wanted = [("type", t) for t in lexicon.events] + [("mode", f"{t}/{m}") for t, modes in lexicon.events.items() for m in modes]
    wanted += [("grade", g) for g in GRADES] + [("status", s) for s in STATUSES]
    for group, code in sorted(set(wanted) - found):
        out.append(DataError(f"The {group} {code} has no name", where=f"data/{LABELS}", line=1, hint="Add a row for it."))
    for row in lexicon.table(LATIN_NAMES):
        if row.cells.get("id") not in lexicon.actors or not row.cells.get("names"):
            hint = nearest(row.cells.get("id", ""), lexicon.actors)
            out.append(DataError("A row needs the id of an actor and its names", where=row.at.file, line=row.at.line, hint=hint))
    return out
