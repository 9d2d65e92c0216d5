"""Counts of killed, wounded, captured and missing, of people displaced and of materiel lost, on the trigger that carries the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.events.clauses import Clause, ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.noun_phrase import NounPhrase

_THINGS = frozenset({"vehicle", "aircraft", "weapon", "materiel", "building", "goods"})
Number = tuple[int, int | None, tuple[int, int]]


class CasualtyReader:
    """Reads the numbers of one sentence's drafts."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.lexicon = lexicon
        self.totals = lexicon.classes["total"]
        self.counted: set[int] = set()  # triggers of the sentence that are victims
        self.clauses = clauses
        self.phrases, self.tokens = clauses.phrases, clauses.tokens
        self.marks = clauses.phrases.marks

    def read(self, drafts: list[Draft]) -> None:
        """Set ``casualties`` of each draft whose frame counts its victims; what has not happened has none."""
        self.counted = {d.token for d in drafts if d.frame.counted}
        for i, d in enumerate(drafts):
            kind = d.frame.counted
            if kind is None or d.status != "asserted" or self._combined(d, drafts, i):
                continue
            things = self._materiel(d)
            if kind == "materiel" and not things:
                continue
            if things and kind in ("killed", "injured"):
                kind = "materiel"
            for low, high, span in _summed(self._of(d)):
                d.casualties.append((kind, low, high, "thing" if kind == "materiel" else "person", span))

    def _materiel(self, d: Draft) -> bool:
        return bool(d.recipient) and all(f.np is not None and f.np.kind in _THINGS for f in d.recipient)

    def _combined(self, d: Draft, drafts: list[Draft], i: int) -> bool:
        """مقتل وإصابة 3440: a total of two kinds is no number of either."""
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if following is not None and _twins(d, following) and following.verbal == d.verbal and _same_victims(d, following):
            return True
        previous = drafts[i - 1] if i else None
        return previous is not None and _twins(previous, d) and not d.verbal and not previous.verbal

    def _of(self, d: Draft) -> list[Number]:
        if self._before(d.token, "attempt"):
            return []
        nps = [f.np for f in d.recipient if f.np is not None and f.np.sentence == d.sentence]
        nps = [np for np in nps if np.first > d.token or d.verbal or d.light is not None]
        found = [self.number(np) for np in nps]
        out: list[Number] = []
        for n in found:
            if n is not None and n not in out:
                out.append(n)
        if None in found and out and all((low, high) == (1, 1) for low, high, _ in out):
            return self._named(nps)  # خطف زعيمها وعدد من أفرادها: how many is not said
        if len(out) == 1 and d.clause is not None:
            out += self._along(d.clause)
        if not out:
            out = self._named(nps)
        if not out and not d.verbal and d.frame.counted == "captured":
            out = self._against(d)
        if not out and self._one_person(d):
            return [(1, 1, d.span)]
        if not out or self._counts_itself(d):
            own = self._own(d) if self._victim(d) else []
            if own:
                return own
        if not out and not d.recipient:
            total = self._total(d)
            if total is not None:
                out.append(total)
        return out

    def _before(self, i: int, name: str) -> bool:
        """The word before belongs to a class."""
        return i > 0 and self.lexicon.normal_lemma(self.tokens[i - 1].reading) in self.lexicon.classes[name]

    def _along(self, clause: Clause) -> list[Number]:
        """قتل القائد مع مسلحين اثنين: who died with the one that is named first."""
        nps = [n for prep, np in clause.pps if prep == "مع" and np.people for n in self.phrases.coordinated(np)]
        found = [self.number(np) for np in nps]
        return [n for n in found if n is not None] if None not in found else []

    def _against(self, d: Draft) -> list[Number]:
        """عمليات اعتقال ضد 175 عنصرا: the number stands behind ضد or بحق."""
        prep, k = self.phrases.preposition(d.token + 1)
        np = self.phrases.noun_phrase(k) if prep in ("ضد", "بحق") and k < len(self.tokens) else None
        n = self.number(np) if np is not None else None
        return [n] if n is not None else []

    def _named(self, nps: list[NounPhrase]) -> list[Number]:
        """المواطنين آزاد محمد وشيرو مشيد: named people joined by و are counted."""
        if len(nps) > 1 and all(getattr(np.actor, "kind", "") == "person" for np in nps):
            return [(len(nps), len(nps), (nps[0].span[0], nps[-1].span[1]))]
        return []

    def _one_person(self, d: Draft) -> bool:
        """مقتله, إصابتها: the pronoun stands for one person."""
        if d.verbal or d.reading.suffix not in ("ه", "ها") or d.frame.counted not in ("killed", "injured"):
            return False
        nps = [f.np for f in d.recipient if f.np is not None]
        if not nps:
            referent = self.clauses.referents.of(d.token, d.reading.suffix)
            nps = [referent] if referent is not None else []
        alone = all(np.kind == "person" and np.number != "p" and np.count is None for np in nps)
        return alone and (bool(nps) or d.reading.suffix == "ه")

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
                if count.noun in self.counted:
                    break  # ارتفع عدد القتلى إلى 11 قتيلا: the counted noun carries it
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
        if np.number == "d" or self._dual_construct(np):
            return 2, 2, np.span
        head = self.tokens[np.head].reading if np.sentence == self.clauses.sentence.index else None
        if head is not None and self.lexicon.normal_lemma(head) in self.lexicon.classes["one"]:
            return 1, 1, np.span  # أصيب آخر, أصيبت ساقها
        if head is not None and self.lexicon.normal_lemma(head) in self.lexicon.classes["many"]:
            return None  # شعب, جمهور
        if np.number == "s" and np.kind in ("person", "vehicle", "aircraft"):
            return 1, 1, np.span
        if head is not None and not np.kind and head.guessed and np.number != "p" and np.first == np.last and (head.det or head.pos == "name"):
            return 1, 1, np.span  # إصابة الشدادي: a name that no list knows
        if np.actor is not None and getattr(np.actor, "kind", "") == "person" and np.number != "p":
            return 1, 1, np.span
        return None

    def _two_follows(self, np: NounPhrase) -> bool:
        """مدنيين اثنين, مدنيين وهما: the ending may be dual or plural, the numeral or the pronoun says."""
        if np.sentence != self.clauses.sentence.index:
            return False
        behind = [t.norm for t in self.tokens[np.last + 1 : np.last + 3] if t.word.shape != "punct"]
        return bool(behind) and behind[0] in self.lexicon.classes["both"]

    def _dual_construct(self, np: NounPhrase) -> bool:
        """رجلي أمن, ضابطي شرطة: a dual before its genitive looks like a word with my."""
        if np.sentence != self.clauses.sentence.index or np.head + 1 >= len(self.tokens):
            return False
        t, behind = self.tokens[np.head], self.tokens[np.head + 1].reading
        if t.reading.suffix != "ي" or behind.pos not in ("noun", "verb", "name") or behind.prep or behind.conj:
            return False
        return t.reading.number == "s" and t.reading.kind == "person"


def _summed(numbers: list[Number]) -> list[Number]:
    """إصابة طفل ورجل: single people joined by و are counted together; two numbers (25 وثمانية) stand side by side."""
    if len(numbers) > 1 and all((low, high) == (1, 1) for low, high, _ in numbers):
        return [(len(numbers), len(numbers), (numbers[0][2][0], numbers[-1][2][1]))]
    return numbers


def _twins(a: Draft, b: Draft) -> bool:
    """Two triggers side by side, joined, each of which counts victims."""
    return b.token == a.token + 1 and bool(b.reading.conj) and bool(a.frame.counted) and bool(b.frame.counted)


def _same_victims(a: Draft, b: Draft) -> bool:
    """امرأة قتلت وأصيب أربعة: each verb has its own; otherwise the two are said of the same people."""
    return not (a.recipient and b.recipient) or {f.span for f in a.recipient} == {f.span for f in b.recipient}
