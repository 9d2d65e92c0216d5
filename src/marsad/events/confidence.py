"""How likely an event stands as it is coded, from marks of how it was read (``data/ar/confidence.tsv``).

The confidence is the chance that a careful coder gives the event the same type, doers, date and place. Each mark adds
its weight, in log-odds, to the base; the weights are fitted by ``scripts/fit_confidence.py``. The marks that lower it
are told in ``why``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from marsad.errors import DataError

if TYPE_CHECKING:
    from marsad.events.draft import Draft
    from marsad.lexicon.sources import Row

_WEIGHTY = -0.1
"""A mark that weighs less against an event is not told."""
_FAR = 60  # code points between trigger and doer: about ten words
_DISTANT = frozenset({"controller", "doer of the linked event", "coordinated", "antecedent"})
_BESIDE = frozenset({"object", "idafa", "passive subject", "agent", "light verb"})


class Weight(NamedTuple):
    """A mark's weight in log-odds, and where it is written."""

    value: float
    file: str
    line: int


class ConfidenceTable:
    """The weights of the marks. A mark without a row counts nothing.

    Parameters
    ----------
    rows: of ``ar/confidence.tsv``. Raises `DataError` for a weight that is no number.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.weights = {r.cells["id"]: _weight(r) for r in rows}

    def judge(self, draft: Draft, crowd: int) -> tuple[float, list[tuple[str, Weight]]]:
        """The confidence (0 to 1, two decimals) and the marks that lower it by more than a hair, the heaviest first.

        Parameters
        ----------
        crowd: events in the same sentence, this one included.
        """
        known = [(m, self.weights[m]) for m in marks(draft, crowd) if m in self.weights]
        base = self.weights.get("base")
        odds = (base.value if base else 0.0) + sum(w.value for _, w in known)
        against = sorted((k for k in known if k[1].value <= _WEIGHTY), key=lambda k: k[1].value)
        return round(1 / (1 + exp(-odds)), 2), against


def _weight(row: Row) -> Weight:
    try:
        return Weight(float(row.cells["weight"]), row.at.file, row.at.line)
    except ValueError:
        wrong = f"The weight {row.cells['weight']!r} is no number"
        raise DataError(wrong, where=row.at.file, line=row.at.line, hint="Write log-odds, like -0.4.") from None


def marks(draft: Draft, crowd: int) -> Iterator[str]:
    """What in the reading of an event speaks for or against it; the ids of ``ar/confidence.tsv``.

    The usual case has no mark: a noun, in one place, without a date, beside one or two other events.
    """
    yield f"type-{draft.event_type.lower()}"
    if draft.verbal:
        yield "verb"
    elif draft.light is not None:
        yield "carried-noun"
    if draft.reading.form == "present":
        yield "present"
    if draft.clause is not None and draft.clause.relative_to is not None:
        yield "relative-clause"
    if draft.status != "asserted":
        yield "not-asserted"
    yield from _doer(draft)
    places = len(draft.location or draft.location_spans)
    if places != 1:
        yield "several-places" if places else "no-place"
    if draft.date is not None:
        yield "date-carried" if draft.date.span is None or "date" in draft.inherited else "date-told"
    if draft.recipient:
        yield "recipient"
    if draft.casualties:
        yield "casualties"
    if draft.sources:
        yield "several-speakers" if len(draft.sources) > 1 else "speaker"
    if crowd == 1:
        yield "only-event"
    elif crowd > 3:
        yield "crowded"


def _doer(draft: Draft) -> Iterator[str]:
    if not draft.actor:
        yield "no-doer"
        return
    first = draft.actor[0]
    if "actor" in draft.inherited or first.how in _DISTANT:
        yield "doer-carried"
    elif first.how in _BESIDE:
        yield "doer-beside"
    if len(draft.actor) > 1:
        yield "several-doers"
    if first.entity is None:
        yield "doer-unknown"
    a, b = draft.span
    if min(abs(first.span[0] - b), abs(a - first.span[1])) > _FAR:
        yield "doer-far"
