"""Counts: numbers with their modifiers and bounds, what kind of number each is, and where the counted noun stands.

The bounds follow the annotation guide: exact and approximate numbers (نحو, قرابة) have low = high; على الأقل and
أكثر من leave high open; عشرات is 20 and open, مئات 200 and open. Dual nouns (قتيلان) are left to the morphology.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.mentions.number_words import Number, read_number
from marsad.mentions.numerals import CountGrammar, TokenLike, western, wordset
from marsad.record import Span

__all__ = ["Count", "CountGrammar", "find_counts"]


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the text.

    Parameters
    ----------
    first, stop: its tokens, modifiers included (``tokens[first:stop]``); ``number`` and ``number_stop`` are
        those of the figures alone.
    span: code points from the first token (without proclitics) to the last.
    low, high: bounds; ``high`` None where open. Fractions are cut off; ``value`` is the low bound unrounded.
    approximate: said to be about so many (نحو) or a vague number (عشرات).
    kind: ``count``; or ``indefinite`` (عدة, بضعة: no figure), ``ordinal``, ``year``, ``date``, ``clock``, ``percent``,
        ``age``, ``duration``, ``measure``, ``label`` (الفرقة 30), ``phone``, ``time`` (inside an expression passed in).
    noun: index of the counted noun, None where it is not expressed (``أصيب 173``, ``ثلاثة آخرون``). It may
        stand before: جندي واحد.
    """

    first: int
    stop: int
    number: int
    number_stop: int
    span: Span
    low: int
    high: int | None
    value: float
    approximate: bool = False
    kind: str = "count"
    noun: int | None = None
    definite: bool = False


_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = wordset("عام العام سنه السنه عامي لعام بعام وعام في منذ حتي صيف شتاء ربيع خريف مطلع نهايه بدايه منتصف اواخر اوايل الاعوام بين عقب قبل بعد")
_DASH = frozenset("-–—ـ−")


def find_counts(tokens: Sequence[TokenLike], grammar: CountGrammar, taken: Iterable[tuple[int, int]] = ()) -> list[Count]:
    """All numbers of one sentence, from left to right.

    Parameters
    ----------
    tokens: the sentence.
    grammar: the numeral table.
    taken: token ranges of time expressions found before; a number inside one has kind ``time``.
    """
    starts = grammar.starts
    anchors = [i for i, t in enumerate(tokens) if (w := t.word).norm in starts or w.shape == "number"]
    if not anchors:
        return []
    inside = {i for a, b in taken for i in range(a, b)}
    out: list[Count] = []
    stop = 0
    for i in anchors:
        if i < stop:
            continue
        number = read_number(tokens, i, grammar) or _few(tokens, i, grammar)
        if number is None:
            count = _not_a_number(tokens, i)
            if count is None:
                continue
        else:
            count = _Finder(tokens, grammar).count(number)
        if i in inside and count.kind not in ("ordinal", "age"):
            count = replace(count, kind="time", noun=None)
        out.append(count)
        stop = max(count.stop, count.number_stop)
    return out


def _few(tokens: Sequence[TokenLike], i: int, grammar: CountGrammar) -> Number | None:
    for rest, hit in grammar.few.get(tokens[i].norm, ()):
        if tuple(t.norm for t in tokens[i + 1 : i + 1 + len(rest)]) != rest:
            continue
        stop = i + 1 + len(rest)
        inner = read_number(tokens, stop, grammar) if stop < len(tokens) else None
        if inner is not None and inner.kind == "vague" and not inner.clitic:  # بضع عشرات, عدة مئات
            return replace(inner, first=i, offset=hit.offset, clitic=hit.clitic)
        if inner is not None and inner.single == "scale" and not inner.clitic:  # بضعة آلاف
            return Number(i, inner.stop, hit.value * inner.scale, "vague", inner.scale, "vague", False, hit.offset, hit.clitic)
        return Number(i, stop, hit.value, "few", 1.0, "few", False, hit.offset, hit.clitic)
    return None


def _not_a_number(tokens: Sequence[TokenLike], i: int) -> Count | None:
    """A written number that has no value: a clock, a date or a reference in figures."""
    token = tokens[i]
    if token.word.shape != "number":
        return None
    raw = western(token.raw)
    kind = "clock" if ":" in raw else "date" if re.fullmatch(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}", raw) else "label"
    return Count(i, i + 1, i, i + 1, (token.start, token.end), 0, None, 0.0, kind=kind)


class _Finder:
    """Everything around one number of a sentence."""

    def __init__(self, tokens: Sequence[TokenLike], grammar: CountGrammar) -> None:
        self.tokens, self.grammar = tokens, grammar

    def norm(self, i: int) -> str:
        return self.tokens[i].norm or self.tokens[i].raw if 0 <= i < len(self.tokens) else ""

    def has(self, kind: str, i: int) -> bool:
        """Whether a word of the class stands at token ``i`` (phrases: begins there)."""
        if not 0 <= i < len(self.tokens):
            return False
        norm = self.tokens[i].norm
        if norm in self.grammar.sets.get(kind, ()):
            return True
        phrases = self.grammar.longer.get((kind, norm), ())
        return any(tuple(t.norm for t in self.tokens[i : i + len(p)]) == p for p in phrases)

    def count(self, number: Number) -> Count:
        first, low, high, stop, value = number.first, number.value, self._high(number), number.stop, number.value
        ranged = self._range(number)
        if ranged is not None:
            first, low, high, stop = ranged
            value = low
        first, modifier = self._before(first)
        offset = self._offset(first) if first != number.first else number.offset
        kind = self._kind(number, stop)
        if kind == "percent":
            stop = self._percent_end(stop)
        noun = self._noun(number, stop) if kind == "count" else None
        if modifier == "" or modifier == "about":
            end, after = self._after(stop, noun)
            if after:
                modifier = after
                stop = end if noun is None or noun < number.first else stop
        approximate = modifier == "about" or number.kind in ("vague", "few")
        if modifier == "atleast":
            high = None
        elif modifier == "atmost":
            low, high = 0.0, high
        start = self.tokens[first].start + self.tokens[first].word.raw_index(offset)
        return Count(
            first,
            stop,
            number.first,
            number.stop if ranged is None else ranged[3],
            (start, self.tokens[stop - 1].end),
            int(low),
            None if high is None else int(high),
            value,
            approximate,
            kind,
            noun,
            number.definite,
        )

    def _percent_end(self, stop: int) -> int:
        """The end of %, في المئة or بالمئة, so that its مئة is not read as a number."""
        if self.norm(stop) in ("%", "٪"):
            return stop + 1
        for phrase in self.grammar.multi.get("percent", ()):
            if tuple(t.norm for t in self.tokens[stop : stop + len(phrase)]) == phrase:
                return stop + len(phrase)
        return stop

    def _offset(self, i: int) -> int:
        """Length of the clitics of a modifier or بين."""
        norm = self.tokens[i].norm
        for clitic in ("وب", "ول", "و", "ب", "ل", "ف"):
            rest = norm[len(clitic) :]
            if norm.startswith(clitic) and rest in _MODIFIER_HEADS:
                return len(clitic)
        return 0

    def _high(self, number: Number) -> float | None:
        return None if number.kind in ("vague", "few") else number.value

    def _before(self, first: int) -> tuple[int, str]:
        """Modifiers that stand before the number: أكثر من, ما لا يقل عن, نحو أكثر من. The strongest wins."""
        found = ""
        for _ in range(2):
            if first and self.norm(first - 1) in ("ال", "ب", "ل", "لل") and self.tokens[first - 1].word.shape == "arabic":
                first -= 1  # زهاء الـ100
            for n in (4, 3, 2, 1):
                if n > first:
                    continue
                key = tuple(t.norm for t in self.tokens[first - n : first])
                kind = self.grammar.before.get(key)
                if kind is not None:
                    first -= n
                    found = kind if found in ("", "about") else found
                    break
            else:
                break
        return first, found

    def _after(self, stop: int, noun: int | None) -> tuple[int, str]:
        """على الأقل and its like right after the number, its noun or the noun's own genitive or adjective."""
        last = min(len(self.tokens), max(stop, (noun or 0) + 1) + 4)
        for i in range(stop, last):
            for n in (3, 2, 1):
                kind = self.grammar.after.get(tuple(t.norm for t in self.tokens[i : i + n]))
                if kind is not None and i + n <= len(self.tokens):
                    return i + n, kind
            token = self.tokens[i]
            if token.word.shape != "arabic" or (i > stop and token.norm in self.grammar.words) or token.norm[:1] == "و":
                break
        return stop, ""

    def _range(self, number: Number) -> tuple[int, float, float, int] | None:
        """A second number that bounds the first: بين 30 و40, من 3 إلى 5, 20-30, ثلاثة أو أربعة. The scale of
        the second holds for both."""
        j = number.stop
        if number.kind != "exact" or j + 1 >= len(self.tokens):
            return None
        opener = self._opener(number.first)
        link, norm = "", self.norm(j)
        if norm in ("و", "الي", "او", "حتي"):
            link, j = norm, j + 1
        elif self.tokens[j].raw in _DASH:
            link, j = "-", j + 1
        else:
            hit = self.grammar.words.get(norm)
            link = "و" if hit is not None and hit.clitic == "و" else ""
        if not link or j >= len(self.tokens) or (link == "و" and opener not in ("بين", "وبين")):
            return None
        second = read_number(self.tokens, j, self.grammar)
        if second is None or second.kind != "exact" or (second.clitic and link != "و"):
            return None
        if link == "-" and (number.single != "digits" or second.value > 1e6 or self.norm(second.stop) in _DASH):
            return None
        low = number.value
        if number.scale == 1 and second.scale > 1 and low < second.value / second.scale:
            low *= second.scale
        if not low < second.value:
            return None
        first = number.first - 1 if opener else number.first
        if opener == "بين" and self.norm(first - 1) in ("ما", "بما", "وما"):
            first -= 1
        if opener == "من" and self._rises(first):
            low = second.value
        return first, low, second.value, second.stop

    def _opener(self, first: int) -> str:
        norm = self.norm(first - 1)
        return {"بين": "بين", "وبين": "بين", "مابين": "بين", "من": "من"}.get(norm, "")

    def _rises(self, i: int) -> bool:
        return any(self.norm(k) in self.grammar.sets.get("change", ()) for k in range(max(0, i - 7), i))

    def _kind(self, number: Number, stop: int) -> str:
        if number.kind == "ordinal":
            return "ordinal"
        if self.norm(stop) in ("%", "٪") or (number.first and self.norm(number.first - 1) in ("%", "٪")) or self.has("percent", stop):
            return "percent"
        if self._clock(number, stop):
            return "clock"
        if number.single == "digits" and self._figure(number, stop) is not None:
            return self._figure(number, stop) or "count"
        if self.has("time", stop):
            return "age" if self._age(number, stop) else "duration"
        if self.has("measure", stop):
            return "measure"
        if number.single != "digits" and self.has("label", number.first - 1) and not self._plain_noun(stop):
            return "label"
        if self.norm(stop) == "من" and self.has("age", stop + 1):
            return "age"
        if number.kind == "few":
            return "indefinite"
        if number.single == "one" and (self.has("open", number.first - 1) or self.has("time", number.first - 1)):
            return "duration" if self.has("time", number.first - 1) else "indefinite"
        return "count"

    def _clock(self, number: Number, stop: int) -> bool:
        before = [self.norm(k) for k in range(max(0, number.first - 2), number.first)]
        return any(self.grammar.in_set("clock", w) for w in before) or self.has("clock", stop)

    def _figure(self, number: Number, stop: int) -> str | None:
        """Kinds that only figures have: years, phone numbers, days of a month, numbers in names; None where it
        is none of them."""
        tokens, i = self.tokens, number.first
        raw = western(tokens[i].raw)
        if raw.isdigit() and len(raw) >= 7 and (raw[0] == "0" or len(raw) >= 9 or any(self.has("phone", k) for k in (i - 1, i - 2))):
            return "phone"
        if self.has("month", stop):
            return "date"
        before = self.norm(i - 1)
        skip = 2 if before in ("ال", "(", ":") else 1
        counted = self._plain_noun(stop) and self.norm(stop).endswith("ا") and not self.norm(stop).endswith("وا")
        if self.has("label", i - skip) and not self.has("time", stop) and not counted:  # not مجموعة 30 شخصا
            return "label"
        if _YEAR.fullmatch(raw) and not self._before(i)[1]:
            if self.has("month", i - 1) or before in ("عام", "العام", "سنه", "لعام", "عامي", "السنه"):
                return "year"
            if not self._plain_noun(stop) and (before in _YEAR_BEFORE or stop >= len(tokens) or tokens[stop].word.shape == "punct"):
                return "year"
        return None

    def _age(self, number: Number, stop: int) -> bool:
        around = range(max(0, number.first - 4), number.first)
        if any(self.has("age", k) for k in around) or self.has("age", stop + 1) or (self.norm(stop + 1) == "من" and self.has("age", stop + 2)):
            return True
        return self.norm(number.first - 1) == "(" and self.norm(stop + 1) == ")"

    def _plain_noun(self, i: int) -> bool:
        """An Arabic word that can be the noun an exact number counts: without ال, no function word, no
        proclitic preposition."""
        if not 0 <= i < len(self.tokens) or self.tokens[i].word.shape != "arabic":
            return False
        norm = self.tokens[i].norm
        if norm[:2] == "ال" and self.tokens[i].raw[:1] in ("آ", "أ"):
            return norm not in self.grammar.words  # آلية, ألغام: no article, nor إليه
        if norm in self.grammar.sets.get("stop", ()) or norm[:2] in ("ال", "لل") or norm in _ONE_LETTER:
            return False
        if norm in self.grammar.words:
            return False
        return not (len(norm) > 3 and norm[0] in "ولف" and norm[1:] in self.grammar.sets.get("stop", ())) and norm[:3] not in ("وال", "بال", "فال")

    def _noun(self, number: Number, stop: int) -> int | None:
        if self.norm(stop) == "من" and stop + 1 < len(self.tokens) and self.tokens[stop + 1].word.shape == "arabic":
            return stop + 1
        post = number.single in ("one", "two") and number.stop - number.first == 1
        before = number.first - 1
        if post and before >= 0 and self.tokens[before].word.shape == "arabic" and self._post_noun(before, number.single):
            return before
        if self._plain_noun(stop):
            return stop
        if (
            stop < len(self.tokens)
            and self.tokens[stop].word.shape == "arabic"
            and self.norm(stop)[:2] == "ال"
            and not self.has("stop", stop)
            and number.kind == "vague"
        ):
            return stop
        if stop < len(self.tokens) and self.norm(stop) in ('"', "«", "“", "'") and self._plain_noun(stop + 1):
            return stop + 1
        if self.norm(before) == "ال" or number.definite:
            back = before - 1 if self.norm(before) == "ال" else before
            if back >= 0 and self.tokens[back].word.shape == "arabic" and self.norm(back)[:2] in ("ال", "لل"):
                return back
        return None

    def _post_noun(self, i: int, single: str) -> bool:
        """Whether token ``i`` can be what واحد or اثنين after it counts."""
        norm = self.tokens[i].norm
        if norm in self.grammar.sets.get("stop", ()) or norm in _ONE_LETTER:
            return False
        return single == "one" or norm.endswith(("ين", "ان"))


_ONE_LETTER = wordset("و ف ب ل ك ال")
_MODIFIER_HEADS = wordset("اكثر ازيد ما نحو حوالي قرابه زهاء اقل فوق بين لا يقارب تقريبا علي بحدود يزيد تزيد مايقارب مالا مالايقل دون من يناهز تجاوز تجاوزت")
