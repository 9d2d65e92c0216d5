"""Sums of money: a count with its currency (``مليار دولار أمريكي``, ``$5 million``), or an open sum.

Amounts are in units of the currency, as floats. A currency word that several countries use has no ISO code until an
adjective says whose it is; the caller may settle it by the place of the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.mentions.counts import Count
from marsad.mentions.numerals import TokenLike, clitic_forms, digits_value, wordset
from marsad.orthography import normalise
from marsad.record import Span

__all__ = ["Money", "MoneyGrammar", "find_money"]

_CLASSES = wordset("currency adjective pair symbol scale dual")


@dataclass(frozen=True, slots=True)
class Money:
    """One sum. ``low`` and ``high`` in units of ``currency`` (ISO 4217, None where the words do not tell);
    ``high`` None where open."""

    first: int
    stop: int
    span: Span
    low: float
    high: float | None
    currency: str | None
    approximate: bool = False


@dataclass(slots=True)
class MoneyGrammar:
    """Currency words by normalised form; ``units`` maps a form to its ISO code (or None) and whether it
    carries ال."""

    units: dict[str, str | None] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], str] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    duals: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> MoneyGrammar:
        """Build from the rows of ``ar/money.tsv`` (keys ``code``, ``class``, ``word``). Raises ValueError on a
        bad row."""
        self = cls()
        duals: set[str] = set()
        for row in rows:
            code, kind, word = row["code"], row["class"], row["word"]
            norm = normalise(word) or word
            if kind not in _CLASSES:
                raise ValueError(f"money: class {kind!r} of {word!r}")
            if kind == "currency":
                self._add_unit(norm, None if code in ("", "-") else code)
            elif kind == "adjective":
                self.adjectives[norm] = self.adjectives["ال" + norm] = code
            elif kind == "pair":
                country, iso = code.split(":")
                self.pairs[(norm, country)] = self.pairs[("ال" + norm, country)] = iso
            elif kind == "symbol":
                self.symbols[word] = code
            elif kind == "scale":
                self.scales[word] = float(code)
            else:
                duals.update(form for form, _, _ in clitic_forms(norm, False))
        self.duals = frozenset(duals)
        self.starts = self.duals | frozenset(self.symbols)
        return self

    def _add_unit(self, norm: str, code: str | None) -> None:
        words = tuple(norm.split())
        if len(words) > 1:
            self.phrases[words] = code or ""
            return
        for form in (norm, "ال" + norm):
            self.units[form] = code


def find_money(tokens: Sequence[TokenLike], counts: Sequence[Count], grammar: MoneyGrammar) -> list[Money]:
    """All sums of one sentence, from left to right.

    Parameters
    ----------
    tokens: the sentence.
    counts: its numbers, from `find_counts`.
    grammar: the currency table.
    """
    finder = _Finder(tokens, grammar)
    out = [m for count in counts if (m := finder.sum_of(count)) is not None]
    if any(t.norm in grammar.duals for t in tokens):
        out += [m for i in range(len(tokens)) if (m := finder.dual(i)) is not None]
    return sorted(out, key=lambda m: m.first)


class _Finder:
    def __init__(self, tokens: Sequence[TokenLike], grammar: MoneyGrammar) -> None:
        self.tokens, self.grammar = tokens, grammar

    def raw(self, i: int) -> str:
        return self.tokens[i].raw if 0 <= i < len(self.tokens) else ""

    def norm(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def currency(self, i: int) -> tuple[str | None, int] | None:
        """The currency words that begin at token ``i``: ISO code or None, and the index after them."""
        if not 0 <= i < len(self.tokens):
            return None
        if self.norm(i) == "من" and self.norm(i + 1)[:2] == "ال":
            i += 1  # ملايين من الدولارات
        for phrase, code in self.grammar.phrases.items():
            if tuple(self.norm(k) for k in range(i, i + len(phrase))) == phrase:
                return code or None, i + len(phrase)
        norm = self.norm(i)
        if norm not in self.grammar.units or not norm:
            symbol = self.grammar.symbols.get(self.raw(i))
            return (symbol, i + 1) if symbol else None
        country = self.grammar.adjectives.get(self.norm(i + 1))
        if country is None:
            return self.grammar.units[norm], i + 1
        return self.grammar.pairs.get((norm, country), self.grammar.units[norm]), i + 2

    def sum_of(self, count: Count) -> Money | None:
        if count.kind not in ("count", "indefinite", "label", "year"):
            return None
        first, stop, factor = count.first, count.stop, 1.0
        before = self.grammar.symbols.get(self.raw(count.number - 1))
        latin = self.grammar.scales.get(self.raw(stop).lower())
        if before is not None or latin is not None:
            factor = latin or 1.0
            stop += latin is not None
            after = None if before is not None else self.currency(stop)
            if before is None and after is None:
                return None
            code: str | None = before if before is not None else after[0] if after else None
            stop = after[1] if after else stop
            first = min(first, count.number - (before is not None))
        else:
            after = self.currency(stop)
            if after is None:
                return None
            code, stop = after
        scaled = digits_value(self.raw(count.number), scaled=factor >= 1e6) if factor > 1 else None
        low = (scaled if scaled is not None else count.value) * factor if count.low else 0.0
        high = None if count.high is None else low if count.high == count.low else float(count.high) * factor
        start = count.span[0] if first == count.first else self.tokens[first].start
        return Money(first, stop, (start, self.tokens[stop - 1].end), low, high, code, count.approximate)

    def dual(self, i: int) -> Money | None:
        """دولارين: two of them."""
        norm = self.norm(i)
        if norm not in self.grammar.duals:
            return None
        offset = next((k for k in range(3) if norm[k:] in self.grammar.units), 0)
        unit = norm[offset:]
        country = self.grammar.adjectives.get(self.norm(i + 1))
        code = self.grammar.pairs.get((unit, country or ""), self.grammar.units.get(unit))
        stop = i + 1 + (country is not None)
        token = self.tokens[i]
        return Money(i, stop, (token.start + token.word.raw_index(offset), self.tokens[stop - 1].end), 2.0, 2.0, code)
