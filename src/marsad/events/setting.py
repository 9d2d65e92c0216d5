"""Where and when: the places and the date of each event.

A place belongs to the event in whose clause it stands; the smallest first, then the larger ones the sentence names for it. A time in the clause
of a cue dates the statement, not the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.record import DateRange

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.phrases import NounPhrase

_TO = frozenset({"الي", "نحو", "باتجاه", "صوب", "في اتجاه", "تجاه"})
_FROM = frozenset({"من"})
_ORDER = {"exact": 0, "building": 0, "quarter": 1, "village": 2, "town": 3, "city": 3, "district": 4, "governorate": 5, "region": 6, "country": 7}


class SettingReader:
    """Places and dates of one sentence's drafts."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, cue_tokens: set[int]) -> None:
        self.clauses, self.lexicon, self.cue_tokens = clauses, lexicon, cue_tokens
        self.tokens, self.phrases = clauses.tokens, clauses.phrases
        self.marks = clauses.phrases.marks
        self.usable = [p for p in self.marks.places.items if self._usable(p)]

    # -- places ---------------------------------------------------------------------------------------------------------------

    def _usable(self, place: Any) -> bool:
        """Places inside the name of an actor, nationality and origin are not where something happens."""
        actor = self.marks.actors.cover.get(place.first)
        if actor is None:
            return True
        if actor.kind == "state" and actor.first == place.first and actor.last == place.last:
            return self._locative(place)
        return False

    def _locative(self, place: Any) -> bool:
        t = self.tokens[place.first]
        if t.reading.prep == "ب":
            return True
        for k in range(place.first - 1, max(-1, place.first - 4), -1):
            w = self.tokens[k]
            if w.reading.pos == "prep" or w.reading.prep in ("ب", "ل"):
                return w.norm not in ("مع", "ضد", "عن", "علي") and w.reading.prep != "ل"
            if w.word.shape == "punct" or w.reading.pos in ("verb",):
                return False
            if w.reading.kind in ("place", "building"):
                continue
        return False

    def places(self, drafts: list[Draft]) -> None:
        """Set locations and destinations."""
        for d in drafts:
            self._by_frame(d)
        for d in drafts:
            if not d.location and not d.location_spans and d.frame.location is None or (not d.location and d.frame.location is None):
                self._general(d, drafts)
        for d in drafts:
            if not d.location and not d.location_spans and d.frame.location is not None:
                self._general(d, drafts, fallback=True)

    def _by_frame(self, d: Draft) -> None:
        for role, slots in (("location", d.frame.location), ("destination", d.frame.destination)):
            for slot in slots or ():
                nps = self._slot_nps(d, slot.how, slot.preps)
                found = [p for np in nps for p in self._in_phrase(np)]
                if found:
                    target = d.location if role == "location" else d.destination
                    target.extend(self._with_larger(found, d))
                    d.explain(f"{role}: {slot.how} {' '.join(slot.preps)}".strip(), *[p.span for p in found])
                    break
                if role == "location" and nps:
                    np = nps[0]
                    if np.kind in ("place",) and not self.usable:
                        d.location_spans.append(np.span)
                    elif np.kind in ("building", "vehicle", "materiel") and not d.recipient:
                        from marsad.events.draft import Filler

                        d.recipient = [Filler(np.span, None, np, "held thing")]

    def _slot_nps(self, d: Draft, how: str, preps: tuple[str, ...]) -> list[NounPhrase]:
        coordinated = self.phrases.coordinated
        if how == "prep":
            pps = d.clause.pps if d.clause is not None else self._noun_pps(d)
            return [n for p, np in pps if p in preps for n in coordinated(np)]
        if how == "object":
            if d.verbal and d.clause is not None:
                return d.clause.objects or (d.clause.subjects if d.clause.passive or d.reading.voice == "either" else [])
            np = self.phrases.noun_phrase(d.token + 1)
            out = coordinated(np) if np is not None and np.first == d.token + 1 else []
            out += [n for p, np2 in self._noun_pps(d) if p == "ل" for n in coordinated(np2)]
            return out
        if how == "subject" and d.clause is not None:
            return d.clause.subjects
        if how == "idafa":
            np = self.phrases.noun_phrase(d.token + 1)
            return coordinated(np) if np is not None and np.first == d.token + 1 else []
        return []

    def _noun_pps(self, d: Draft) -> list[tuple[str, NounPhrase]]:
        out = []
        for chunk in self.phrases.scan(d.token + 1, d.right_end + 1):
            if chunk.type == "pp" and chunk.np is not None:
                out.append((chunk.prep, chunk.np))
        if d.light is not None:
            known = {np for _, np in out}
            out += [(p, np) for p, np in d.light.clause.pps if np not in known]
        return out

    def _in_phrase(self, np: NounPhrase) -> list[Any]:
        if np.sentence != self.clauses.sentence.index:
            return []
        return [p for p in self.marks.places.items if np.first <= p.first <= np.last and (self._usable(p) or p.first == np.first or np.kind == "place")]

    def _with_larger(self, found: list[Any], d: Draft) -> list[Any]:
        """Add the larger places that follow as part of the same chain (في X بمحافظة Y, X شمال Y)."""
        out = list(found)
        last = found[-1]
        for p in self.usable:
            if p in out or p.first <= last.last:
                continue
            if p.first - last.last <= 6 and not self._breaks(last.last + 1, p.first):
                out.append(p)
                last = p
            else:
                break
        return _ordered(out)

    def _breaks(self, a: int, b: int) -> bool:
        for k in range(a, b):
            t = self.tokens[k]
            if t.reading.pos in ("verb", "sub", "rel") or t.raw in ".:؛" or t.norm in _TO or t.norm == "من":
                return True
            if t.reading.frames and t.reading.pos == "noun" and not t.reading.kind:
                return True
        return False

    def _general(self, d: Draft, drafts: list[Draft], fallback: bool = False) -> None:
        """Nearest places to the right in the clause, then to the left, then the only places of the sentence."""
        group = self._right(d) or self._left(d)
        if not group:
            return
        group = [p for p in group if p not in d.destination]
        if not group:
            return
        d.location = _ordered(group)
        d.explain("location in the clause", *[p.span for p in group])

    def _right(self, d: Draft) -> list[Any]:
        stop = self._clause_end(d)
        inside = [p for p in self.usable if d.token < p.first <= stop and not self._is_goal(p, d)]
        if not inside:
            return []
        out = [inside[0]]
        for p in inside[1:]:
            if p.first - out[-1].last <= 7 and not self._breaks(out[-1].last + 1, p.first):
                out.append(p)
            else:
                break
        return out

    def _clause_end(self, d: Draft) -> int:
        """Places up to the next main verb, subordinator or sentence end belong to the trigger."""
        end = d.right_end
        k = max(d.token + 1, d.right_end + 1)
        while k < len(self.tokens):
            t = self.tokens[k]
            if t.raw in ".؛:" or t.reading.pos in ("sub",) or (t.reading.pos == "verb" and (t.reading.conj or not t.reading.suffix)):
                break
            end = k
            k += 1
        return end

    def _is_goal(self, p: Any, d: Draft) -> bool:
        if d.event_type not in ("MOBILIZE", "DISPLACE", "RETREAT", "AID", "CONSULT"):
            return False
        for k in range(p.first, max(-1, p.first - 4), -1):
            if self.tokens[k].norm in _TO:
                return True
        return False

    def _left(self, d: Draft) -> list[Any]:
        inside = [p for p in self.usable if p.last < d.token and self._locative(p)]
        if not inside:
            return []
        nearest = inside[-1]
        out = [nearest]
        for p in reversed(inside[:-1]):
            if out[0].first - p.last <= 7 and not self._breaks(p.last + 1, out[0].first):
                out.insert(0, p)
            else:
                break
        return out

    # -- dates ----------------------------------------------------------------------------------------------------------------

    def dates(self, drafts: list[Draft], carried: DateRange | None) -> DateRange | None:
        """Set dates; returns what the next sentence may take over."""
        times = [t for t in self.marks.times.items if t.start is not None]
        event_times = [t for t in times if not self._of_statement(t)]
        for d in drafts:
            best = self._nearest(d, event_times)
            if best is None:
                continue
            start, end = best.start, best.end
            if d.status == "future" and getattr(best, "forward", None):
                start, end = best.forward
            d.date = DateRange(start, end, best.span, self.clauses.document.text[best.span[0] : best.span[1]])
            d.explain("date in the sentence", best.span)
        dated = [d.date for d in drafts if d.date is not None]
        return dated[-1] if dated else None

    def _of_statement(self, t: Any) -> bool:
        """The time stands in the clause of a cue, before what is said."""
        for c in self.cue_tokens:
            if c < t.first and t.first - c <= 12:
                if not any(self.tokens[k].norm in ("ان", "بان", "انه", "انها", "انهم") or self.tokens[k].raw == ":" for k in range(c + 1, t.first)) and not any(
                    self.tokens[k].reading.frames for k in range(c + 1, t.first)
                ):
                    after = any(self.tokens[k].norm in ("ان", "بان", "انه", "انها", "انهم") or self.tokens[k].raw == ":" for k in range(t.last + 1, min(len(self.tokens), t.last + 10)))
                    if after:
                        return True
        return False

    def _nearest(self, d: Draft, times: list[Any]) -> Any | None:
        best, cost = None, 10**6
        for t in times:
            distance = t.first - d.token if t.first > d.token else d.token - t.last
            between = range(min(t.last, d.token), max(t.first, d.token))
            walls = sum(1 for k in between if self.tokens[k].reading.pos in ("sub",) or self.tokens[k].raw in "؛")
            value = distance + 8 * walls + (0 if t.first > d.token else 2)
            if value < cost:
                best, cost = t, value
        return best if cost < 60 else None


def _ordered(places: list[Any]) -> list[Any]:
    """Smallest first; the order of the text within one class."""
    return sorted(places, key=lambda p: _ORDER.get(p.precision or "city", 3) if getattr(p, "precision", None) else 3)
