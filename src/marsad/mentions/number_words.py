"""One number in the text: adding up its words and figures from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.mentions.numerals import CountGrammar, Hit, TokenLike, digits_value


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: tokens ``first:stop``; ``first_offset`` is the length of the clitics before it.

    ``kind``: exact, vague (open above), few, or ordinal. ``scale`` is the last scale word applied (1 where none);
    ``single`` is the class of the numeral where it is a lone word, "digits" or "compound".
    """

    first: int
    stop: int
    value: float
    kind: str
    scale: float = 1.0
    single: str = "compound"
    definite: bool = False
    offset: int = 0
    clitic: str = ""


def _is_and(token: TokenLike) -> bool:
    return token.norm == "و" and token.word.shape == "arabic"


class _Reader:
    """Adds up one number from left to right. ``total`` holds closed groups, ``group`` the one being read,
    ``last`` the last part's size."""

    def __init__(self, tokens: Sequence[TokenLike], grammar: CountGrammar, first: int) -> None:
        self.tokens, self.grammar, self.at = tokens, grammar, first
        self.total = self.group = 0.0
        self.room = float("inf")  # what is added with و must be smaller than the part before it
        self.scale = 1.0
        self.last = ""
        self.parts = 0

    def peek(self) -> tuple[Hit | None, float | None, bool, int]:
        """The next part: its word or its digits, whether و joins it, and the index after it."""
        i, tokens = self.at, self.tokens
        joined = False
        if i < len(tokens) and _is_and(tokens[i]) and self.parts:
            joined, i = True, i + 1
        if i >= len(tokens):
            return None, None, joined, i
        token = tokens[i]
        if token.word.shape == "number":
            return None, digits_value(token.raw, scaled=self._scaled(i)), joined, i + 1
        hit = self.grammar.words.get(token.norm)
        if hit is not None and hit.clitic and self.parts:
            if hit.clitic != "و":
                return None, None, joined, i
            joined = True
        return hit, None, joined, i + 1

    def _scaled(self, i: int) -> bool:
        following = self.grammar.words.get(self.tokens[i + 1].norm) if i + 1 < len(self.tokens) else None
        return following is not None and following.cls == "scale" and following.value >= 1e6 and not following.clitic

    def read(self) -> None:
        while True:
            before = self.at
            hit, digits, joined, after = self.peek()
            if digits is not None:
                taken = self.take_digits(digits, joined)
            elif hit is not None:
                taken = self.take(hit, joined)
            else:
                taken = False
            if not taken:
                return
            self.parts += 1
            self.at += after - before

    def take_digits(self, value: float, joined: bool) -> bool:
        if self.last == "digits" and not joined and self.parts == 1 and value == 0 and self.tokens[self.at].raw in ("000", "٠٠٠"):
            self.group *= 1000  # 120 000
            return True
        if self.parts and not (joined and self.last in ("scale", "dual") and value < self.room):
            return False
        self._close()
        self.group = value
        self.last = "digits"
        return True

    def take(self, hit: Hit, joined: bool) -> bool:
        kind, value = hit.cls, hit.value
        if kind in ("vague", "few", "ordinal"):
            return False
        if not self.parts:
            return self._open(kind, value)
        if kind == "scale" and not joined:
            return self._multiply(value)
        if kind == "one" and not joined and _ten_follows(self.tokens, self.at, self.grammar):
            return self._add("teen", value)  # وأحد عشر, normalised like واحد
        if joined:
            return self._add(kind, value)
        if kind == "ten" and self.last in ("unit", "teen"):
            self.group += 10
            self.last, self.room = "tens", 0
            return True
        if kind == "hundred" and self.last == "unit":
            self.group *= 100
            self.last, self.room = "hundreds", 100
            return True
        return False

    def _open(self, kind: str, value: float) -> bool:
        if kind == "fraction":
            following = self.tokens[self.at + 1].norm if self.at + 1 < len(self.tokens) else ""
            hit = self.grammar.words.get(following)
            if hit is None or hit.cls not in ("scale", "hundred") or hit.clitic:
                return False
        if kind in ("scale", "dual"):
            self.total, self.scale, self.room = value, value if kind == "scale" else value / 2, value
        else:
            self.group = value
            self.room = {"unit": 10.0, "one": 10.0, "two": 10.0, "hundred": 100.0, "hundreds": 100.0}.get(kind, 0.0)
        self.last = kind
        return True

    def _multiply(self, value: float) -> bool:
        if self.last == "scale" and self.group == 0:
            if value <= self.scale:
                return False
            self.total *= value
        elif self.group:
            self.total += self.group * value
            self.group = 0.0
        else:
            return False
        self.scale, self.room, self.last = value, value, "scale"
        return True

    def _add(self, kind: str, value: float) -> bool:
        if kind == "fraction" and self.last in ("scale", "dual"):
            self.total += value * self.scale
            self.last, self.room = "fraction", 0
            following = self.grammar.words.get(self.tokens[self.at + 1].norm) if self.at + 1 < len(self.tokens) else None
            self.at += following is not None and following.value == self.scale and not following.clitic  # مليون ونصف مليون
            return True
        if kind == "tens" and self.last in ("unit", "one", "two", "teen") and self.group % 100 < 10:
            self.group += value
            self.last, self.room = "tens", 0
            return True
        if kind == "teen":  # ألفين وأحد عشر, not ألف وأحد القادة
            after = ("hundred", "hundreds", "scale", "dual")
            return self.last in after and _ten_follows(self.tokens, self.at, self.grammar) and self._plus(kind, value)
        if kind in ("scale", "dual") and not (self.last == "scale" and value < self.room):
            return False
        if kind == "scale":
            self.total += value
            self.scale, self.room, self.last = value, value, "scale"
            return True
        if value < self.room and self.last in ("hundred", "hundreds", "scale", "dual"):
            return self._plus(kind, value)
        return False

    def _plus(self, kind: str, value: float) -> bool:
        self.group += value
        self.last = kind
        self.room = {"hundred": 100.0, "hundreds": 100.0, "unit": 10.0}.get(kind, 0.0)
        return True

    def _close(self) -> None:
        self.total += self.group
        self.group = 0.0


def read_number(tokens: Sequence[TokenLike], i: int, grammar: CountGrammar) -> Number | None:
    """The number that begins at token ``i``, or None."""
    token = tokens[i]
    if token.word.shape == "number":
        hit = None
    else:
        hit = grammar.words.get(token.norm)
        if hit is None:
            return None
        if hit.cls == "ordinal":
            return _ordinal(tokens, i, hit, grammar)
        if hit.key in grammar.vague and (hit.cls == "vague" or not _singular_scale(hit.key)):
            return _vague(tokens, i, hit, grammar)
        if hit.cls == "teen" and not _ten_follows(tokens, i, grammar):
            return None
    reader = _Reader(tokens, grammar, i)
    reader.read()
    if not reader.parts:
        return None
    single = "digits" if hit is None else hit.cls
    return Number(
        i,
        reader.at,
        reader.total + reader.group,
        "exact",
        reader.scale,
        single if reader.at == i + 1 else "compound",
        hit is not None and hit.definite,
        hit.offset if hit else 0,
        hit.clitic if hit else "",
    )


def _singular_scale(key: str) -> bool:
    return key in ("الف", "الفا", "مليون", "مليونا", "مليار", "مليارا", "بليون", "بليونا")


def _ten_follows(tokens: Sequence[TokenLike], i: int, grammar: CountGrammar) -> bool:
    """أحد, إحدى, اثنا count only before عشر or وعشرين."""
    hit = grammar.words.get(tokens[i + 1].norm) if i + 1 < len(tokens) else None
    return hit is not None and ((hit.cls == "ten" and not hit.clitic) or (hit.cls == "tens" and hit.clitic == "و"))


def _vague(tokens: Sequence[TokenLike], i: int, hit: Hit, grammar: CountGrammar) -> Number:
    """عشرات, مئات, آلاف, and عشرات الآلاف, مئات الآلاف: the low bound times the scale."""
    value, stop, scale = grammar.vague[hit.key], i + 1, 1.0
    if stop < len(tokens):
        following = grammar.words.get(tokens[stop].norm)
        if following is not None and not following.clitic and following.cls == "scale" and following.key != hit.key:
            scale = following.value
            value, stop = value * scale, stop + 1
    return Number(i, stop, value, "vague", scale, "vague", hit.definite, hit.offset, hit.clitic)


def _ordinal(tokens: Sequence[TokenLike], i: int, hit: Hit, grammar: CountGrammar) -> Number:
    """الثالث, الثالث عشر, الرابع والعشرون; definite is whether it carries ال."""
    value, stop = hit.value, i + 1
    following = grammar.words.get(tokens[stop].norm) if stop < len(tokens) else None
    if following is not None and following.cls == "ten" and not following.clitic and not following.definite:
        value, stop = value + 10, stop + 1
    elif following is not None and following.cls == "tens" and following.clitic == "و" and following.definite:
        value, stop = value + following.value, stop + 1
    return Number(i, stop, value, "ordinal", 1.0, "ordinal", hit.key.startswith("ال"), hit.offset, hit.clitic)
