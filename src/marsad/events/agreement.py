"""Agreement of a phrase with a verb, a relative pronoun, a pronoun suffix: whether the two can belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.lexicon.word import Analysis
    from marsad.mentions.noun_phrase import NounPhrase


def agrees_after(verb: Analysis, np: NounPhrase) -> bool:
    """A subject after its verb: the verb is singular and agrees in gender; broken plurals and things may take the feminine."""
    if verb.number in ("p", "d") and verb.form in ("past", "present"):
        return False
    if not np.gender or not verb.gender:
        return True
    if verb.gender == np.gender:
        return True
    if verb.gender == "f":
        return np.number == "p" and (np.kind not in ("person",) or np.count is None)
    # a masculine verb before a feminine noun: only loosely, when other words stand between
    return np.number == "p" or np.count is not None


def agrees_before(verb: Analysis, np: NounPhrase) -> bool:
    """A subject before its verb: full agreement; plurals of things count as feminine singular."""
    if verb.number == "p":
        return np.number in ("p", "") or np.kind in ("group", "military", "person", "quantity") or np.count is not None
    if verb.number == "d":
        return np.number in ("d", "") or np.count is not None
    if not np.gender or not verb.gender:
        return True
    if verb.gender == "f":
        return np.gender == "f" or np.number == "p" or np.kind == "state"
    return np.gender == "m" and not (np.number == "p" and np.kind == "person" and np.actor is None)


def relative_fits(word: str, np: NounPhrase) -> bool:
    """الذين for people, التي for a feminine or a plural of things, الذي for a masculine."""
    if word.startswith(("لذين", "الذين")):
        return np.kind in ("person", "group", "military", "") and (np.number in ("p", "") or np.count is not None)
    if word.endswith("لتي"):
        return np.gender == "f" or (np.number == "p" and np.kind != "person") or np.kind == "state"
    if word.endswith("لذي"):
        return np.gender != "f" and np.number != "p"
    return True


def pronoun_form(suffix: str) -> tuple[str, bool]:
    """Gender and plurality of a pronoun suffix."""
    gender = "f" if suffix in ("ها", "هن") else "m" if suffix in ("ه", "هم") else ""
    return gender, suffix in ("هم", "هن", "هما")


def pronoun_fits(np: NounPhrase, gender: str, plural: bool) -> bool:
    """A phrase that a pronoun of this gender and number may stand for."""
    if plural:
        return (np.number in ("p", "d") or np.count is not None) and np.kind in ("person", "group", "military", "") and gender != "f"
    if np.number == "p" and np.kind == "person":
        return False
    if gender == "f":
        return np.gender == "f" or np.number == "p" or np.kind == "state"
    return np.gender == "m" and np.number != "p"
