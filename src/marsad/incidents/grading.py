"""How well an incident is supported, by the rules of ``data/ontology/grades.toml``, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.incidents.contradictions import admits, asserted, denied
from marsad.incidents.knowledge import Knowledge, Rule
from marsad.incidents.records import Account, Contradiction, Grade

_NAMED = 4


def independent(accounts: Sequence[Account], which: Sequence[int]) -> int:
    """Number of independent voices among some accounts: unnamed speakers of one house count once, with the house."""
    return len({accounts[i].voice.rpartition("@")[2] for i in which})


class Support(msgspec.Struct, frozen=True):
    """What a grade rests on: indices of accounts, and kinds of contradiction."""

    voices: tuple[int, ...]
    independent: int
    denials: tuple[int, ...]
    admitting: tuple[int, ...]
    losing: tuple[int, ...]
    contradictions: frozenset[str]


def support(accounts: Sequence[Account], contradictions: Sequence[Contradiction], knowledge: Knowledge) -> Support:
    """What speaks for an incident."""
    yes = asserted(accounts)
    losses = [a for i in yes for a in accounts[i].recipients if knowledge.is_party(a)]
    return Support(
        voices=tuple(yes),
        independent=independent(accounts, yes),
        denials=tuple(denied(accounts)),
        admitting=tuple(i for i in yes if admits(accounts[i], knowledge)),
        losing=tuple(i for i in yes if losses and knowledge.any_related(accounts[i].side, losses)),
        contradictions=frozenset(c.about for c in contradictions),
    )


def grade(accounts: Sequence[Account], contradictions: Sequence[Contradiction], knowledge: Knowledge) -> tuple[Grade, str]:
    """The grade of an incident and its explanation."""
    found = support(accounts, contradictions, knowledge)
    rule = next((r for r in knowledge.rules if _holds(r, found)), None)
    said = _said(found, accounts, contradictions, knowledge)
    if rule is None:
        return "weak", f"No rule holds. {said}"
    return rule.grade, f"{rule.about} {said} (rule {rule.id})"


def _holds(rule: Rule, found: Support) -> bool:
    if found.independent < rule.voices or len(found.denials) < rule.denials:
        return False
    if rule.most_voices is not None and found.independent > rule.most_voices:
        return False
    if rule.contradictions and not found.contradictions.intersection(rule.contradictions):
        return False
    if rule.admitted is not None and bool(found.admitting) != rule.admitted:
        return False
    return rule.own_losses is None or bool(found.losing) == rule.own_losses


def _said(found: Support, accounts: Sequence[Account], contradictions: Sequence[Contradiction], knowledge: Knowledge) -> str:
    parts = [_voices(found.independent, "asserts", "assert") + _names(found.voices, accounts, knowledge)]
    if found.denials:
        parts.append(_voices(len(found.denials), "denies", "deny") + _names(found.denials, accounts, knowledge))
    if found.admitting:
        parts.append("said by the side that did it" + _names(found.admitting, accounts, knowledge))
    if found.losing:
        parts.append("said by the side that suffered it" + _names(found.losing, accounts, knowledge))
    parts += [f"accounts differ about {c.about} ({' / '.join(dict.fromkeys(c.values))})" for c in contradictions]
    return "; ".join(parts)


def _voices(number: int, one: str, many: str) -> str:
    return f"{number} independent voice {one} it" if number == 1 else f"{number} independent voices {many} it"


def _names(which: Sequence[int], accounts: Sequence[Account], knowledge: Knowledge) -> str:
    names = list(dict.fromkeys(_name(accounts[i], knowledge) for i in which))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f": {', '.join(names[:_NAMED])}{more}" if names else ""


def _name(account: Account, knowledge: Knowledge) -> str:
    """A voice in words: the end of its chain."""
    return account.chain[-1] if account.chain else knowledge.name(account.voice)
