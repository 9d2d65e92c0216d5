"""Readings of words that the lexicon does not hold, from their shape."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from marsad.lexicon.clitics import Head


class Guess(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A guessed reading; ``cost`` orders it among the others, ``cut`` is the length of the pronoun taken off."""

    cost: float
    head: Head
    pos: str
    form: str
    person: int
    gender: str
    number: str
    suffix: str = ""


_BASE = 4.0
_PRONOUNS = ("هما", "ها", "هم", "نا")


def guesses(norm: str, heads: list[Head], last: str, *, tanween: bool) -> Iterator[Guess]:
    """Guessed readings of a normalised word, for each division that leaves a stem of three letters or more.

    Parameters
    ----------
    last: the last letter as written (ة tells a noun).
    tanween: whether a nunation is written, which only nouns have.
    """
    for head in heads:
        stem = norm[head.bare :]
        if len(stem) < 3 and head.start:
            continue
        if not head.fut:
            yield from _nominal(stem, head, last)
        if not head.det and not tanween and last != "ة" and (not head.prep or head.prep == "ل"):
            yield from _verbal(stem, head)


def _price(head: Head) -> float:
    """Before an unknown stem و and ال are mostly what they look like, single ب ل ك ف mostly radicals."""
    if head.det:
        return -0.5 + 0.3 * bool(head.conj) + 0.2 * bool(head.prep)
    price = 0.0
    if head.conj:
        price += -0.2 if head.conj == "و" else 0.8
    if head.prep:
        price += 0.7
    return price


def _nominal(stem: str, head: Head, last: str) -> Iterator[Guess]:
    cost = _BASE + _price(head)
    n = len(stem)
    if last == "ة":
        yield Guess(cost, head, "noun", "noun", 3, "f", "s")
        if stem.endswith("يه") and n > 4:
            yield Guess(cost - 0.1, head, "adj", "adj", 3, "f", "s")
        return
    if stem.endswith("ات") and n > 4:
        yield Guess(cost, head, "noun", "noun", 3, "f", "p")
        return
    if stem.endswith(("ون", "ين")) and n > 4:
        yield Guess(cost, head, "noun", "noun", 3, "m", "p")
        yield Guess(cost + 0.2, head, "adj", "adj", 3, "m", "p")
        return
    if stem.endswith("ان") and n > 5:
        yield Guess(cost + 0.4, head, "noun", "noun", 3, "m", "d")
    if stem.endswith("ي") and n > 3:
        nisba = 0.0 if head.det else 0.3
        yield Guess(cost + nisba, head, "adj", "adj", 3, "m", "s")
    if not head.det:
        yield Guess(cost + 0.1, head, "name", "noun", 3, "", "s")
        for pronoun in _PRONOUNS:
            if stem.endswith(pronoun) and n - len(pronoun) > 2:
                yield Guess(cost + 0.3, head, "noun", "noun", 3, "", "s", pronoun)
                break
        yield Guess(cost + 0.4, head, "noun", "noun", 3, "m", "s")
    else:
        yield Guess(cost, head, "noun", "noun", 3, "m", "s")


def _verbal(stem: str, head: Head) -> Iterator[Guess]:
    cost = _BASE + _price(head) + (0.6 if head.prep else 0.0)
    n = len(stem)
    if head.fut:
        cost -= 0.7
    if stem[0] == "ي" and stem.endswith(("ون", "وا")) and n > 4:
        yield Guess(cost - 0.6, head, "verb", "present", 3, "m", "p")
    elif stem[0] in "يت" and 4 <= n <= 7:
        yield Guess(cost + 0.3, head, "verb", "present", 3, "m" if stem[0] == "ي" else "f", "s")
    elif head.prep or head.fut:
        return
    elif stem.endswith("وا") and n > 4:
        yield Guess(cost - 0.4, head, "verb", "past", 3, "m", "p")
    elif (stem.startswith("است") and n >= 6) or (stem.endswith("ت") and n in (4, 5, 6)):
        yield Guess(cost + 0.2, head, "verb", "past", 3, "f" if stem.endswith("ت") else "m", "s")
