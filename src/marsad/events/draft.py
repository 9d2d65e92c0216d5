"""An event in the making: mutable, until all steps have had their say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import Clause
    from marsad.lexicon.entries import Frame, LightVerb
    from marsad.lexicon.word import Analysis
    from marsad.mentions.noun_phrase import NounPhrase
    from marsad.mentions.places import FoundPlace
    from marsad.record import DateRange, Strength


@dataclass(slots=True, eq=False)
class Filler:
    """What fills a role: its words, its entity if known, and the phrase it was read from."""

    span: tuple[int, int]
    entity: str | None = None
    np: NounPhrase | None = None
    how: str = ""


@dataclass(slots=True, eq=False)
class Light:
    """A light verb that carries a noun trigger: شن غارة, تعرضت لقصف."""

    entry: LightVerb
    verb: int
    clause: Clause
    past: bool = False


@dataclass(slots=True, eq=False)
class Draft:
    """One event.

    Parameters
    ----------
    sentence, token: where its trigger stands.
    span: code points of the trigger.
    right_end: last token that was read as the trigger's own complement.
    light: the light verb that carries it.
    clause: the clause of a verbal trigger.
    cause: the event that brought this one about (أدى القصف إلى مقتل), or inside which it happened (قتل في هجوم).
    marks against it lower its confidence.
    """

    sentence: int
    token: int
    reading: Analysis
    frame: Frame
    span: tuple[int, int]
    event_type: str
    mode: str | None
    status: str = "asserted"
    actor: list[Filler] = field(default_factory=list)
    recipient: list[Filler] = field(default_factory=list)
    location: list[FoundPlace] = field(default_factory=list)
    location_spans: list[tuple[int, int]] = field(default_factory=list)
    destination: list[FoundPlace] = field(default_factory=list)
    date: DateRange | None = None
    lasting: bool = False  # its date says since when or for how long (منذ أسبوع)
    casualties: list[tuple[str, int, int | None, str, tuple[int, int]]] = field(default_factory=list)
    strength: list[Strength] = field(default_factory=list)
    sources: list[tuple[Filler, str]] = field(default_factory=list)
    light: Light | None = None
    clause: Clause | None = None
    cause: Draft | None = None
    right_end: int = 0
    verbal: bool = False
    said: bool = False  # it is the very content of a cue (أعلن مقتل)
    why: list[tuple[str, str | None, int | None, tuple[tuple[int, int], ...]]] = field(default_factory=list)
    inherited: set[str] = field(default_factory=set)

    def explain(self, rule: str, *spans: tuple[int, int], file: str | None = None, line: int | None = None) -> None:
        """Add a reason."""
        self.why.append((rule, file, line, spans))
