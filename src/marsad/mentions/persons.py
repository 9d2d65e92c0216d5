"""Names of persons that no data file lists: a given name with what follows it, or words after an office, a rank or an honour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Word
    from marsad.mentions.marks import Marks
    from marsad.text.document import Document, Sentence
    from marsad.text.tokens import Token

_MAX = 5
SERVANT = "عبد"
"""The first word of names like عبد الله."""
_REACH = 5
"""How many words before a name its office may stand."""
_FUNCTION = frozenset({"prep", "conj", "sub", "rel", "neg", "fut", "part", "pron", "dem", "quant", "adv"})


class PersonFinder:
    """Finds named persons of one document and ties later surnames to the full name."""

    def __init__(self, document: Document, marks: list[Marks], lexicon: Grammar) -> None:
        self.lexicon = lexicon
        self.by_part: dict[str, tuple[str, str]] = {}  # last (or only) part of a name seen -> (entity, full name)

    @staticmethod
    def after_titles(tokens: Sequence[Token]) -> set[int]:
        """Tokens that stand near enough behind an office, rank or honour to be a name that it introduces (`_titled`)."""
        return {k for i, t in enumerate(tokens) if t.reading.title is not None for k in range(i + 1, i + 1 + _REACH)}

    def begins(self, tokens: Sequence[Token], i: int, titled: bool) -> bool:
        """Whether a person may be named at token ``i``: a name, a part of a name met before, or a word behind an office
        (``titled``: one of `after_titles`)."""
        t = tokens[i]
        if t.reading.pos == "name" or t.reading.lemma == SERVANT or not self.by_part.keys().isdisjoint(t.word.forms):
            return True
        return titled and self._titled(tokens, i)

    def at(self, sentence: Sentence, marks: Marks, i: int) -> tuple[str, int, int, str] | None:
        """(entity, first token, last token, full name) of the person named at token ``i``."""
        tokens = sentence.tokens
        t = tokens[i]
        if t.word.shape != "arabic" or (t.reading.pos == "verb" and not t.reading.guessed):
            return None
        before = tokens[i - 1] if i else None
        if i in marks.places.cover or (before is not None and before.reading.kind == "place" and not before.reading.det):
            return None
        titled = self._titled(tokens, i)
        seen = self._seen(t.word)
        servant = self._servant(tokens, i)
        if not (titled or t.reading.pos == "name" or seen or servant):
            return None
        last = self._extent(sentence, marks, i, titled)
        n = last - i + 1
        if n <= 0:
            return None
        if n == 1 or (n == 2 and servant and not titled):
            if seen is not None and (not t.reading.entry or t.reading.pos == "name" or (before is not None and (before.reading.cues or before.reading.title))):
                return seen[0], i, i, seen[1]
            speaks = before is not None and before.reading.pos == "verb" and before.reading.cues and t.reading.pos == "name" and not t.reading.guessed
            if not ((titled or speaks) and self._may_be_name(t)):  # أعلن أوغلو
                return None
        parts = [self._bare(t)] + [tokens[k].norm for k in range(i + 1, last + 1)]
        full = " ".join(parts)
        key = parts[-1]
        known = self.by_part.get(key)
        if known is not None and (n == 1 or known[1].split()[0] == parts[0]):
            return known[0], i, last, known[1]
        entity = "person:" + full.replace(" ", "-")
        self.by_part[key] = (entity, full)
        if key.startswith("ال"):
            self.by_part.setdefault(key[2:], (entity, full))
        return entity, i, last, full

    def learn(self, entity: str, full: str) -> None:
        """A person known from the data files: its last part is known from now on."""
        self.by_part[full.split()[-1]] = (entity, full)

    def _bare(self, t: Token) -> str:
        return t.norm[t.reading.start :]

    def _seen(self, word: Word) -> tuple[str, str] | None:
        for form in word.forms:
            hit = self.by_part.get(form)
            if hit is not None:
                return hit
        return None

    def _titled(self, tokens: Sequence[Token], i: int) -> bool:
        """An office, rank or honour stands before, with its genitives and adjectives between (الرئيس الأمريكي باراك أوباما)."""
        for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
            r = tokens[k].reading
            if tokens[k].word.shape == "punct":
                return False
            if r.title is not None:
                return r.pos == "noun" or r.pos == "adj"
            if r.pos not in ("adj", "noun", "name") or r.suffix or (r.prep and k < i - 1):
                return False
        return False

    def _servant(self, tokens: Sequence[Token], i: int) -> bool:
        """عبد الرحمن: written apart, a given name of two words, as the lexicon knows it in one."""
        if tokens[i].reading.lemma != SERVANT or i + 1 >= len(tokens) or tokens[i + 1].word.shape != "arabic":
            return False
        return any(a.pos == "name" and not a.guessed for a in self.lexicon.analyse(SERVANT + tokens[i + 1].norm).analyses)

    def _may_be_name(self, t: Token) -> bool:
        r = t.reading
        return not r.conj and not r.prep and (r.pos == "name" or (r.guessed and r.pos in ("noun", "adj", "name")))

    def _extent(self, sentence: Sentence, marks: Marks, i: int, titled: bool) -> int:
        tokens = sentence.tokens
        last = i - 1
        k = i
        while k < len(tokens) and k - i < _MAX:
            t = tokens[k]
            r = t.reading
            if t.word.shape != "arabic" or (k > i and (r.conj or r.prep)):
                break
            if k in marks.times.starts or k in marks.counts.starts:
                break
            part = self._bare(t) if k == i else t.norm
            if self._goes_on(part, tokens, k) or (k + 1 < len(tokens) and tokens[k + 1].norm == "الدين" and (titled or r.pos in ("name", "noun"))):
                k += 1
                last = k if k < len(tokens) and tokens[k].word.shape == "arabic" else last
                k += 1
                continue
            if r.pos == "name" or (r.guessed and r.pos in ("noun", "adj", "name") and (k > i or titled)):
                if r.guessed and r.pos == "adj" and k == i:
                    break
                last = k
                k += 1
                continue
            if k > i and r.det and r.pos == "adj" and r.guessed:
                last = k
                k += 1
                continue
            if k == i + 1 and tokens[i].reading.pos == "name" and r.pos in ("noun", "adj") and self._family(t):
                last = k
                k += 1
                continue
            if k == i + 1 and tokens[i].reading.pos == "name" and self._closes_name(tokens, k):
                last = k
            break
        return min(last, len(tokens) - 1)

    def _goes_on(self, part: str, tokens: list[Token], k: int) -> bool:
        """The next word completes a part of a name: عبد الله, أبو بكر, سيف الإسلام."""
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if after is None or after.word.shape != "arabic" or after.reading.pos in _FUNCTION:
            return False
        classes = self.lexicon.classes
        return part in classes["name-part"] or (part in classes["name-part-al"] and after.norm.startswith("ال"))

    @staticmethod
    def _closes_name(tokens: list[Token], k: int) -> bool:
        """محمد رزق، : a family name that is also a verb or a noun, with the clause at its end."""
        r = tokens[k].reading
        bare = r.number == "s" and not (r.det or r.suffix or r.conj or r.prep) and not tokens[k].norm.endswith("ا")
        word = (r.form == "past" and r.gender == "m") or r.pos == "noun"
        if not (bare and word and k + 1 < len(tokens) and tokens[k + 1].word.shape == "punct"):
            return False
        return any(t.reading.pos == "verb" for t in tokens[max(0, k - 6) : k - 1])

    def _family(self, t: Token) -> bool:
        """A known word as a family name: only without a kind of its own and not definite in another sense."""
        return t.reading.kind in ("", "-") and t.reading.det and t.reading.pos == "adj" and t.norm.endswith("ي")
