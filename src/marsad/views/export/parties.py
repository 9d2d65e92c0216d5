"""Who stood against whom in an incident, as the data sets of events ask it: the sides, and whether the victims bore arms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from marsad.incidents import Incident, Knowledge, builtin
from marsad.orthography import normalise
from marsad.record import ActorRef, Event
from marsad.text.tokens import spans_of_tokens
from marsad.views.export.crosswalk import victim_words
from marsad.views.export.material import Material
from marsad.views.export.names import Named

STATE = frozenset({"government", "military", "state"})
ORGANISED = STATE | {"group"}
_CIVIL = frozenset({"organisation", "media"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides of an incident.

    Parameters
    ----------
    first: those who did it, or one side of a fight; the best named first.
    second: those who suffered it, or the other side; only named ones.
    victims: armed, civilian or unknown.
    """

    first: tuple[Named, ...]
    second: tuple[Named, ...]
    victims: str

    @property
    def actor(self) -> str:
        """What the first side is: state, group, or unknown."""
        return side_class(self.first)

    @property
    def other(self) -> str:
        """What the second side is: state, group, civilian, or unknown."""
        named = side_class(self.second)
        return named if named != "unknown" or self.victims != "civilian" else "civilian"

    @property
    def sides(self) -> int:
        """How many organised sides are named."""
        return (self.actor != "unknown") + (side_class(self.second) != "unknown" or self.victims == "armed")


def side_class(side: tuple[Named, ...]) -> str:
    """state, group, or unknown where nobody of a side is organised."""
    for named in side:
        if named.kind in ORGANISED:
            return "state" if named.kind in STATE else "group"
    return "unknown"


class PartyFinder:
    """Finds the sides of incidents.

    Parameters
    ----------
    material: the material that the incidents are of; the words for victims come from its data files.
    knowledge: who belongs to whom; marsad's own where None.
    """

    def __init__(self, material: Material, knowledge: Knowledge | None = None) -> None:
        self._material, self._names = material, material.names
        self._given = knowledge

    @cached_property
    def _knowledge(self) -> Knowledge:
        return self._given or builtin()

    @cached_property
    def _words(self) -> dict[str, str]:
        return victim_words(self._names.lexicon)

    def of(self, incident: Incident) -> Parties:
        """The sides of an incident."""
        actors = tuple(self._names.actor(a) for a in incident.actors)
        recipients = tuple(self._names.actor(r) for r in incident.recipients if r not in incident.actors)
        victims = self._victims(incident)
        if not recipients and len(actors) > 1:
            head = next((a for a in actors if a.kind in ORGANISED), actors[0])
            others = tuple(a for a in actors if a is not head and not self._knowledge.related(head.id, a.id) and a.kind in ORGANISED)
            actors = (head, *(a for a in actors if a is not head and a not in others))
            recipients = others
        return Parties(_organised_first(actors), _organised_first(recipients), victims)

    def _victims(self, incident: Incident) -> str:
        found: set[str] = set()
        harmed = False
        for key in {k for a in incident.accounts for k in a.events}:
            event = self._material.told.get(key)
            if event is not None and event.status != "negated":
                found.update(c for r in event.recipient if (c := self._class(r)))
                harmed = harmed or _people(event)
        if "armed" in found:
            return "armed"
        return "civilian" if "civilian" in found or harmed else "unknown"

    def _class(self, ref: ActorRef) -> str | None:
        if ref.entity is not None:
            kind = self._names.actor(ref.entity).kind
            if kind in ORGANISED:
                return "armed"
            if kind in _CIVIL:
                return "civilian"
        for start, end, shape in spans_of_tokens(ref.text):
            if shape == "punct":
                continue
            for reading in self._names.lexicon.analyse(ref.text[start:end], shape).analyses:
                known = self._words.get(normalise(reading.lemma)) if reading.pos != "verb" else None
                if known:
                    return known
        return None


def _people(event: Event) -> bool:
    return any(c.kind in ("killed", "injured") and c.what == "person" for c in event.casualties)


def _organised_first(side: tuple[Named, ...]) -> tuple[Named, ...]:
    return tuple(sorted(side, key=lambda a: a.kind not in ORGANISED))
