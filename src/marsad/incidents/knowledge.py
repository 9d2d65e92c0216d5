"""What accounts need from the lexicon: who belongs to whose side, how actors are called, and the rules of grading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from marsad.errors import DataError
from marsad.incidents.records import About, Grade
from marsad.lexicon import Lexicon

GRADES = "ontology/grades.toml"
_BELONGS = frozenset({"part-of", "leads", "commands", "member-of", "member"})
_PARTIES = frozenset({"group", "military", "government", "state"})
_OFFICIAL = frozenset({"government", "military"})


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of ``grades.toml``; its header explains the fields."""

    id: str
    grade: Grade
    about: str
    voices: int = 0
    most_voices: int | None = None
    denials: int = 0
    contradictions: tuple[About, ...] = ()
    admitted: bool | None = None
    own_losses: bool | None = None


class Knowledge:
    """Sides, names and rules.

    Parameters
    ----------
    parents: actor id -> ids of the actors that it directly belongs to.
    names: actor id -> name for explanations.
    kinds: actor id -> kind.
    rules: rules of grading, in their order.
    """

    def __init__(
        self,
        parents: Mapping[str, Iterable[str]],
        names: Mapping[str, str],
        kinds: Mapping[str, str],
        rules: Iterable[Rule],
    ) -> None:
        self._parents = {a: tuple(p) for a, p in parents.items()}
        self._names, self._kinds = names, kinds
        self.rules = tuple(rules)
        self._sides: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, lexicon: Lexicon) -> Knowledge:
        """What a lexicon knows. Raises `DataError` where the rules of grading break their format."""
        parents: dict[str, list[str]] = {}
        for actor in lexicon.actors.values():
            own = [a.to for a in actor.affiliations if a.role in _BELONGS]
            state = actor.id.partition(".")[0]
            if actor.kind in _OFFICIAL and state in lexicon.actors and state != actor.id:
                own.append(state)
            parents[actor.id] = own
        names = {a.id: a.name_en or a.name_ar for a in lexicon.actors.values()}
        return cls(parents, names, {a.id: a.kind for a in lexicon.actors.values()}, _rules(lexicon))

    def side(self, actor: str) -> frozenset[str]:
        """An actor and all that it belongs to."""
        found = self._sides.get(actor)
        if found is None:
            seen, rest = {actor}, [actor]
            while rest:
                for parent in self._parents.get(rest.pop(), ()):
                    if parent not in seen:
                        seen.add(parent)
                        rest.append(parent)
            found = self._sides[actor] = frozenset(seen)
        return found

    def related(self, a: str, b: str) -> bool:
        """Whether two actors are on one side: one belongs to the other, or both to a third that is no state."""
        if a in self.side(b) or b in self.side(a):
            return True
        return any(self._kinds.get(c) != "state" for c in self.side(a) & self.side(b))

    def any_related(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether any of some actors is on the side of any of others."""
        theirs = tuple(b)
        return any(self.related(x, y) for x in a for y in theirs)

    def is_party(self, actor: str) -> bool:
        """Whether an actor is a known armed group, force, government or state: one that can be blamed."""
        return self._kinds.get(actor) in _PARTIES

    def is_media(self, actor: str) -> bool:
        """Whether an actor is a paper, an agency or a channel."""
        return self._kinds.get(actor) == "media"

    def name(self, actor: str) -> str:
        """How an actor is called in explanations."""
        return self._names.get(actor) or actor.partition(":")[2].replace("-", " ") or actor


def _rules(lexicon: Lexicon) -> list[Rule]:
    out = []
    for row in lexicon.table(GRADES):
        try:
            out.append(msgspec.convert(row.cells, Rule))
        except msgspec.ValidationError as error:
            hint = "The head of the file explains the fields of a rule."
            raise DataError(str(error), where=row.at.file, line=row.at.line, hint=hint) from None
    if not out:
        raise DataError("There is no rule of grading", where=GRADES, hint="Put back data/ontology/grades.toml.")
    return out


@cache
def builtin() -> Knowledge:
    """What marsad's own data know; loaded once."""
    return Knowledge.of(Lexicon.load(strict=False))
