"""The date of each event: which time of its sentence is its own, and when an account goes on from a dated sentence.

A time dates the act in whose clause it stands. It does not date what a purpose, a demand or a preceding act (بعد, منذ) brings in, nor what stands
behind another finite verb. A time in the clause of a cue (أعلنت أمس، انسحابها) or of a document (في بيان صدر أمس) dates the statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from marsad.events.setting import CARRIED, OWN_PLACE
from marsad.events.statement_times import StatementTimes
from marsad.record import DateRange, Span

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.cues import Scope
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar

_NEAR_DURATION = 6
"""How many tokens from a noun a stretch of time (منذ أربع سنوات) may stand and still be said of it."""
_FRONT = 5
"""A time within so many tokens of its sentence's start opens it."""
_HEADLINE = 1
"""The last token that a noun may be and still open its sentence (إنقاذ وإسعاف شاب)."""
_SOON = {"day": 31, "range": 31, "week": 31, "month": 300}
"""How many days after publication the future reading of a time without a year may lie, by its kind."""
_NIGHT = 1
"""A date of so many days more than one (الليلة الماضية) is handed on like a day."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A time that another sentence dates."""

    first: int
    last: int
    span: Span
    start: str
    end: str
    kind: str = "day"
    forward: None = None


class DateReader:
    """Dates of one sentence's drafts."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, scopes: list[Scope]) -> None:
        self.clauses, self.lexicon, self.scopes = clauses, lexicon, scopes
        self.classes = lexicon.classes
        self.tokens, self.phrases = clauses.tokens, clauses.phrases
        self.triggers: dict[int, Draft] = {}

    def dates(self, drafts: list[Draft], carried: DateRange | None, same: bool) -> DateRange | None:
        """Set dates; returns what the next sentence may take over.

        Parameters
        ----------
        carried: the date of the sentence before. same: it stands in the same paragraph.
        """
        items = [self._told_after(t, carried) for t in self.phrases.marks.times.items if not self._of_document(t)]
        times = [t for t in items if t.start is not None and t.end is not None]
        open_times = [t for t in items if t.kind in ("since", "vague") and t.start is None]
        self.triggers = {d.token: d for d in drafts}
        statements = StatementTimes(self.clauses, self.lexicon.auxiliaries, self.scopes, frozenset(self.triggers))
        event_times = [t for t in times if not statements.of_statement(t)]
        closed: set[int] = set()  # events with a time of their own that gives no date (منذ عدة أشهر)
        for d in drafts:
            region = self._preceding(d)
            own = [t for t in event_times if d.token < t.first <= region[1]] if region is not None else event_times
            # خلال زيارته أمس إلى لندن: beside the act, even in the clause of a cue
            beside = [t for t in times if not d.verbal and self._beside(d, t)]
            best = beside[0] if beside else self._nearest(d, [*own, *open_times])
            if best is None:
                continue
            if best.start is None:
                closed.add(d.token)
                continue
            start, end = best.start, best.end
            if best.forward and self._ahead(d) and self._soon(best):
                start, end = best.forward
            d.lasting = best.kind == "since"
            d.date = DateRange(start, end, best.span, self.clauses.document.text[best.span[0] : best.span[1]])
            d.explain("date in the sentence", best.span)
        self._share(drafts, closed)
        if not times and carried is not None and not self._background():
            for d in drafts:
                if d.event_type in CARRIED and d.status == "asserted" and d.token not in closed and self._goes_on(d, same):
                    d.date = carried
                    d.inherited.add("date")
        dated = [d.date for d in drafts if d.date is not None and _short(d.date) and (same or "date" not in d.inherited)]
        return dated[-1] if dated else None

    def _told_after(self, t: Any, carried: DateRange | None) -> Any:
        """في اليوم التالي: counted from the day of the sentence before, where its own sentence has none."""
        if t.shift is None or t.start is not None or carried is None:
            return t
        day = (date.fromisoformat(carried.start) + timedelta(days=t.shift)).isoformat()
        return _Counted(t.first, t.last, t.span, day, day)

    def _of_document(self, t: Any) -> bool:
        """موازنة لعام 2015, القانون رقم 40 لسنة 2015: the year of a thing, not of an act."""
        return bool(t.kind == "year" and self.tokens[t.first].reading.prep == "ل")

    def _share(self, drafts: list[Draft], closed: set[int]) -> None:
        """The one day of a sentence is that of its other acts that the account goes on with."""
        within = {d.date for d in drafts if d.date is not None}
        if len(within) != 1:
            return
        only = next(iter(within))
        first = min(d.token for d in drafts if d.date is not None)
        opens = only.span is not None and only.span[1] <= self.tokens[min(_FRONT, len(self.tokens) - 1)].end and not any(d.lasting for d in drafts)
        if not opens and not _short(only):
            return
        for d in drafts:
            if d.date is not None or d.status != "asserted" or d.token in closed or self._preceding(d) is not None or not self._goes_on(d, True):
                continue
            # وفي الشهر الماضي وقعت الفصائل اتفاقا لكن الوفد قاطع الاجتماع: a time that opens the sentence holds for all that is told in it
            if (opens and d.verbal) or (_short(only) and d.event_type in CARRIED and (d.token > first or d.light is None)):
                d.date = only
                d.inherited.add("date")

    def _goes_on(self, d: Draft, same: bool) -> bool:
        """The account goes on from the dated sentence: the next act in the past, or (in one paragraph) a definite repeat."""
        verb = d.token if d.verbal else d.light.verb if d.light is not None else self._brought_about(d.token)
        if verb is not None and self.tokens[verb].reading.form == "past":
            before = self.tokens[verb - 1] if verb else None
            if before is not None and before.norm == "ان" and verb > 1 and self.phrases.preposition(verb - 2)[0] in self.classes["following"]:
                return False  # بعد أن سيطرت: before the main act
            return before is None or before.reading.pos != "rel" or before.norm in self.classes["apart"]
        if d.verbal:
            return False
        return same and d.reading.det

    def _background(self) -> bool:
        """وكانت القوات سيطرت, يذكر أن, ... منذ بداية الأزمة: the sentence goes back to what was before."""
        tokens = self.tokens
        first = tokens[0].reading
        if tokens[0].norm in self.classes["looking-back"]:
            return True
        if first.pos == "verb" and first.lemma == "كان" and any(tokens[k].reading.form == "past" for k in self.triggers if k):
            return True
        return any(t.norm in ("منذ", "ومنذ") for t in tokens)

    def _brought_about(self, token: int) -> int | None:
        """تم تطويق, جرى نقل: the auxiliary right before a masdar."""
        if token and self.tokens[token - 1].reading.pos == "verb" and self.tokens[token - 1].reading.lemma in self.lexicon.auxiliaries:
            return token - 1
        return None

    def _beside(self, d: Draft, t: Any) -> bool:
        """The time follows the noun of the act at once, or behind a comma."""
        gap = t.first - d.token
        return gap == 1 or (gap == 2 and d.status != "demanded") or (gap == 2 and self.tokens[d.token + 1].raw == "،")

    def _nearest(self, d: Draft, times: list[Any]) -> Any | None:
        best, cost = None, 60
        aside = d.verbal and d.reading.form == "present" and d.token > 0 and self.tokens[d.token - 1].reading.pos == "rel"
        limit = 0 if d.event_type in OWN_PLACE else 1
        for t in times:
            after = t.first > d.token
            a, b = (d.token, t.first) if after else (t.last, d.token)
            long = t.kind in ("since", "duration")
            if aside and any(a < k < b for k in self.triggers):
                continue  # التحالف الذي يقاتل ... أعلن هدنة أمس
            walls = self._walls(a + 1, b, d, t, after)
            if walls > (0 if long or t.start is None else limit):
                continue
            if after and (opened := self._opened(t.first)) is not None and d.token < opened:
                continue  # قتل خمسة بعد غارات أمس: the time of what was before
            close = after and t.last <= d.right_end + 1
            # إنقاذ وإسعاف شاب بعد غارات، اليوم: a noun that opens the sentence is its main act
            main = d.verbal or d.light is not None or d.token <= _HEADLINE
            if d.event_type in OWN_PLACE - {"CONSULT", "COERCE"} and not main and not close:
                continue
            if d.status in ("hypothetical", "demanded") and not close:
                continue
            if d.reading.det and long and not after:
                continue
            if long and b - a > _NEAR_DURATION and not d.verbal:
                continue
            if not after and not d.verbal and self._purpose(d.token, t.last):
                continue
            value = (b - a) + 12 * walls + (0 if after else 2)
            if value < cost:
                best, cost = t, value
        return best

    def _purpose(self, token: int, after: int) -> bool:
        """لشن غارات، لطرد، للاطلاع على تقدم العمليات: what is meant to be done, by a masdar under the preposition of purpose behind token ``after``."""
        for k in range(token, after, -1):
            r = self.tokens[k].reading
            if (r.pos == "verb" and k not in self.phrases.marks.times.cover) or self.tokens[k].raw in "،؛":
                return False
            if r.prep == "ل" and (r.form == "masdar" or k == token) and not self._undergone(k):
                return True
        return False

    def _undergone(self, token: int) -> bool:
        """تعرض لقصف, هدفا لهجوم, محاولة للتقدم: not a purpose but what happened."""
        for k in range(token - 1, max(-1, token - 12), -1):
            r = self.tokens[k].reading
            if self.lexicon.normal_lemma(r) in self.classes["undergoing"]:
                return True
            if r.pos == "verb" and k not in self.phrases.marks.times.cover:
                return False
        return False

    def _ahead(self, d: Draft) -> bool:
        """The act lies ahead: so says its status, or the verb that it belongs to, under أن (يفترض أن يتجمعوا الأحد في مسيرة)."""
        if d.status == "future":
            return True
        for k in range(d.token, 0, -1):
            r = self.tokens[k].reading
            if r.pos == "verb":
                return r.form == "present" and self.tokens[k - 1].norm == "ان"
            if r.pos in ("sub", "rel") or self.tokens[k].raw in ":؛":
                return False
        return False

    def _soon(self, t: Any) -> bool:
        """Not so far after publication that only another year could bring it."""
        published = self.clauses.document.day
        if not published or len(published) < 10 or t.kind not in _SOON:
            return False
        return (date.fromisoformat(t.forward[0]) - date.fromisoformat(published[:10])).days <= _SOON[t.kind]

    def _opened(self, i: int) -> int | None:
        """The preposition (بعد, منذ ...) of the phrase that token ``i`` stands in, if an act before or after the main one is told there."""
        tokens = self.tokens
        for k in range(i - 1, max(-1, i - 14), -1):
            r = tokens[k].reading
            if r.pos in ("verb", "sub", "rel") or tokens[k].raw in ".؛،:":
                return None
            if r.pos == "prep" and k not in self.phrases.marks.times.cover and self.phrases.preposition(k)[0] in self.classes["following"]:
                return k
        return None

    def _preceding(self, d: Draft) -> tuple[int, int] | None:
        """تظاهر ... أمس بعد مقتل ثلاثة وإصابة سبعة: what the main act followed has its own date. First and last token of that phrase, or None."""
        if d.verbal:
            return None
        tokens = self.tokens
        opened = self._opened(d.token)
        if opened is None or not self._main_act(opened):
            return None
        end = d.token
        while end + 1 < len(tokens) and tokens[end + 1].reading.pos not in ("verb", "sub") and tokens[end + 1].raw not in ".؛،:":
            end += 1
        return opened, end

    def _main_act(self, before: int) -> bool:
        return any(
            self.tokens[k].reading.pos == "verb" and not any(f.counted for f in self.tokens[k].reading.frames) for k in range(max(0, before - 15), before)
        )

    def _walls(self, a: int, b: int, d: Draft, t: Any, after: bool) -> int:
        """Clause borders among tokens ``a`` to ``b`` (exclusive): other verbs, unless joined with the same subject, relatives, subordinators."""
        count = 0
        own = {d.token} | ({d.light.verb} if d.light is not None else set())
        for k in range(a, b):
            tok = self.tokens[k]
            r = tok.reading
            if tok.raw == "؛" or (r.pos == "sub") or (k > a and tok.norm in self.classes["apart"]):
                count += 1
            elif r.pos == "rel":
                continue  # its verb counts
            elif r.pos == "pron" and r.conj and not after and self.tokens[k + 1].raw != ":":
                count += 2  # وهي من آخر معاقلهم: an aside without a time
            elif r.pos == "verb" and r.form in ("past", "present") and k not in own:
                if r.lemma in self.lexicon.auxiliaries and not (k and self.tokens[k - 1].reading.pos == "rel"):
                    continue
                heads = self._antecedents(k)
                if heads is None:
                    if after and r.conj and t.first == k + 1:
                        count += 1  # تلقوا تدريبات، واجتازوا منتصف يوليو الحدود: the time of the second act
                    elif not ((r.conj and (self.clauses.clause(k).dropped or r.frames)) or r.cues):
                        count += 1
                elif d.token in heads or (heads and not after):
                    continue
                elif heads or not after or r.form == "present":
                    count += 1
                else:  # الأراضي التي خسرتها العام الماضي: the time is that of the relative clause, unless that tells of a state
                    count += 2
        return count

    def _antecedents(self, verb: int) -> set[int] | None:
        """The nouns of events that the clause of a verb says more of (عملية إنزال نفذتها); None where it is no relative clause."""
        np = self.clauses.clause(verb).relative_to
        if np is None:
            return set() if verb and self.tokens[verb - 1].reading.pos == "rel" else None
        if np.sentence != self.clauses.sentence.index:
            return set()
        return {k for k in range(np.first, min(np.last + 1, verb)) if k in self.triggers or self.tokens[k].reading.kind == "event"}


def _short(days: DateRange) -> bool:
    return (date.fromisoformat(days.end) - date.fromisoformat(days.start)).days <= _NIGHT
