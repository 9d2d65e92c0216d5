"""Which types of event can be one occurrence, and which ways of doing it exclude each other."""

from __future__ import annotations

FACTS = frozenset({"asserted", "negated"})
"""Statuses that can make an incident; plans, demands and possibilities only join one."""

INCIDENT_TYPES = frozenset({"ASSAULT", "TERRITORY", "RETREAT", "COERCE", "PROTEST", "DISPLACE", "AID", "MOBILIZE"})
"""Types that make incidents unless the caller asks for others."""

_FAMILY = {"ASSAULT": "force", "COERCE": "coerce", "TERRITORY": "ground"}
_RETREAT = {"withdraw": "ground", None: "ground"}


def family(event_type: str, mode: str | None) -> str:
    """The family of a type: an incident holds events of one family.

    Taking, holding and leaving ground are one family; leaving office, setting free and ceasing fire are each their own.
    """
    if event_type == "RETREAT":
        return _RETREAT.get(mode, f"retreat-{mode}")
    return _FAMILY.get(event_type, event_type.lower())


def akin(a: str, b: str) -> bool:
    """Whether two families can be one occurrence inside one sentence: a raid takes captives and kills."""
    return a == b or {a, b} == {"force", "coerce"}


_MEANS = {
    "aerial": "air",
    "drone": "air",
    "heavy-weapons": "shelling",
    "firearms": "guns",
    "targeted": "guns",
    "explosives": "bomb",
    "suicide-attack": "bomb",
    "abduct": "captive",
    "arrest": "captive",
    "beat": "hands",
    "torture": "hands",
    "sexual": "hands",
    "primitive": "hands",
    "crowd-control": "crowd",
    "unconventional": "gas",
}
_MILD = {
    frozenset({"air", "shelling"}): 0.4,
    frozenset({"bomb", "shelling"}): 0.6,
    frozenset({"bomb", "guns"}): 0.6,
    frozenset({"guns", "shelling"}): 0.8,
    frozenset({"guns", "hands"}): 0.6,
    frozenset({"air", "gas"}): 0.2,
    frozenset({"shelling", "gas"}): 0.2,
    frozenset({"guns", "crowd"}): 0.4,
    frozenset({"guns", "captive"}): 0.5,
}


def means(modes: frozenset[str]) -> frozenset[str]:
    """The kinds of weapon or deed of some modes; modes that go with any of them are left out."""
    return frozenset(_MEANS[m] for m in modes if m in _MEANS)


def clash(a: frozenset[str], b: frozenset[str]) -> float:
    """How much two sets of `means` speak against one occurrence: 0 where they meet, 1.5 where they cannot."""
    if not a or not b or a & b:
        return 0.0
    return min(_MILD.get(frozenset({x, y}), 1.5) for x in a for y in b)
