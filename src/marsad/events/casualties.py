"""Counts of killed, wounded, captured and missing, of people displaced and of materiel lost, on the trigger that carries the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.phrases import NounPhrase

_THINGS = frozenset({"vehicle", "aircraft", "weapon", "materiel", "building", "goods"})
Number = tuple[int, int | None, tuple[int, int]]


class CasualtyReader:
    """Reads the numbers of one sentence's drafts."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.totals = lexicon.classes["total"]
        self.clauses = clauses
        self.phrases, self.tokens = clauses.phrases, clauses.tokens
        self.marks = clauses.phrases.marks

    def read(self, drafts: list[Draft]) -> None:
        """Set ``casualties`` of each draft whose frame counts its victims."""
        for i, d in enumerate(drafts):
            kind = d.frame.counted
            if kind is None:
                continue
            numbers = self._of(d)
            if self._combined(d, drafts, i):
                continue
            for low, high, span in numbers:
                what = "person"
                if kind == "materiel" or (kind in ("killed", "injured") and self._materiel(d)):
                    what, kind_here = "thing", "materiel"
                else:
                    kind_here = kind
                if kind == "materiel" and not self._materiel(d):
                    continue
                d.casualties.append((kind_here, low, high, what, span))

    def _materiel(self, d: Draft) -> bool:
        return bool(d.recipient) and all(f.np is not None and f.np.kind in _THINGS for f in d.recipient)

    def _combined(self, d: Draft, drafts: list[Draft], i: int) -> bool:
        """مقتل وإصابة 3440: a total of two kinds is no number of either."""
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if following is not None and following.token == d.token + 1 and following.reading.conj and following.frame.counted and _same_victims(d, following):
            return True
        previous = drafts[i - 1] if i else None
        return previous is not None and previous.token == d.token - 1 and bool(d.reading.conj) and bool(previous.frame.counted) and not previous.verbal

    def _of(self, d: Draft) -> list[Number]:
        out: list[Number] = []
        for f in d.recipient:
            if f.np is None or f.np.sentence != d.sentence or not (f.np.first > d.token or d.verbal or f.how == "light verb"):
                continue
            n = self.number(f.np)
            if n is not None:
                out.append(n)
        if not out or self._counts_itself(d):
            own = self._own(d) if self._victim(d) else []
            if own:
                return own
        if not out and not d.recipient:
            total = self._total(d)
            if total is not None:
                out.append(total)
        return out

    def _counts_itself(self, d: Draft) -> bool:
        """خمسة قتلى: the number belongs to the trigger."""
        return any(c.noun == d.token for c in self.marks.counts.items)

    def _victim(self, d: Draft) -> bool:
        """قتيل, جريح, شهيد, ضحية: the trigger is the counted noun itself."""
        return not d.verbal and d.reading.form in ("noun", "passive-participle", "adj", "active-participle") and d.frame.counted is not None

    def _own(self, d: Draft) -> list[Number]:
        count = next((c for c in self.marks.counts.items if c.noun == d.token), None)
        if count is not None:
            return [(count.low, self._open(count.high, d.token), count.span)]
        total = self._total(d)
        if total is not None:
            return [total]
        r = d.reading
        if r.number == "d":
            return [(2, 2, d.span)]
        if r.number == "s" and r.kind == "person" and not r.det and not r.suffix and d.token and not self._after_total(d.token):
            previous = self.tokens[d.token - 1].reading
            if previous.pos in ("verb", "noun", "prep") and d.light is not None:
                return [(1, 1, d.span)]
        return []

    def _after_total(self, i: int) -> bool:
        return i > 0 and self.tokens[i - 1].norm.lstrip("وفبل") in self.totals

    def _open(self, high: int | None, i: int) -> int | None:
        """على الأقل may follow the counted noun."""
        for k in range(i + 1, min(i + 4, len(self.tokens) - 1)):
            if self.tokens[k].norm == "علي" and self.tokens[k + 1].norm in ("الاقل", "اقل"):
                return None
            if self.tokens[k].reading.pos == "verb":
                break
        return high

    def _total(self, d: Draft) -> Number | None:
        """ارتفع عدد القتلى إلى 18: the number stands after إلى or بلغ."""
        if not self._after_total(d.token) and not (d.token > 1 and self._after_total(d.token - 1)):
            return None
        for count in self.marks.counts.items:
            if count.first > d.token and count.first - d.token < 25:
                before = self.tokens[count.first - 1] if count.first else None
                r = self.tokens[count.first].reading
                if (before is not None and (before.norm == "الي" or before.reading.pos == "verb")) or r.prep in ("ل", "ب"):
                    end = count.noun if count.noun is not None else count.last
                    return count.low, self._open(count.high, end), count.span
        return None

    def number(self, np: NounPhrase) -> Number | None:
        """The number of a phrase: its count, 2 for a dual, 1 for a single person or thing, None for a bare plural."""
        count = np.count
        if count is not None:
            if getattr(count, "kind", "count") != "count":
                return None
            return count.low, self._open(count.high, np.last), count.span  # type: ignore[attr-defined]
        behind = next((c for c in self.marks.counts.items if c.noun == np.head), None) if np.sentence == self.clauses.sentence.index else None
        if behind is not None:
            return behind.low, self._open(behind.high, np.last), behind.span
        if self._two_follows(np):
            return 2, 2, np.span
        first = self.tokens[np.first].norm if np.sentence == self.clauses.sentence.index else ""
        if first[self.tokens[np.first].reading.start :] in ("احد", "احدي"):
            return 1, 1, np.span
        if np.number == "d":
            return 2, 2, np.span
        if np.number == "s" and np.kind in ("person", "vehicle", "aircraft"):
            return 1, 1, np.span
        if np.actor is not None and getattr(np.actor, "kind", "") == "person" and np.number != "p":
            return 1, 1, np.span
        return None

    def _two_follows(self, np: NounPhrase) -> bool:
        """مدنيين اثنين: the ending may be dual or plural, the numeral says."""
        k = np.last + 1
        return np.sentence == self.clauses.sentence.index and k < len(self.tokens) and self.tokens[k].norm in ("اثنين", "اثنان", "اثنتين", "اثنتان")


def _same_victims(a: Draft, b: Draft) -> bool:
    """امرأة قتلت وأصيب أربعة: each verb has its own; otherwise the two are said of the same people."""
    return not (a.recipient and b.recipient) or {f.span for f in a.recipient} == {f.span for f in b.recipient}
