"""Where: the places of each event.

A place belongs to the event in whose clause it stands; the smallest first, then the larger ones the sentence names for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.record import PRECISION_RANK

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.cues import Scope
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.noun_phrase import NounPhrase

_PLACE_WORDS = frozenset({"place", "building"})
# Types of speech and stance: where they are set is said with them, not by the sentence around
OWN_PLACE = frozenset(
    {"AGREE", "ACCUSE", "REQUEST", "CONCEDE", "REJECT", "SUPPORT", "THREATEN", "SANCTION", "MOBILIZE", "AID", "COOPERATE", "FINANCE", "COERCE", "CONSULT"}
)
_CHAIN_GAP = 6
"""How many tokens may stand between a place and the larger one that it lies in."""
CARRIED = frozenset({"ASSAULT", "TERRITORY", "RETREAT", "PROTEST", "COERCE", "DISPLACE", "MOBILIZE", "AID"})


class SettingReader:
    """Places and dates of one sentence's drafts."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar, scopes: list[Scope]) -> None:
        """``scopes``: the cues of the sentence; a hospital in the words for a speaker (مصدر في مستشفى درنة) is where the wounded lie."""
        self.clauses, self.lexicon = clauses, lexicon
        self.classes = lexicon.classes
        self.tokens, self.phrases = clauses.tokens, clauses.phrases
        self.marks = clauses.phrases.marks
        speakers = [f.span for s in scopes for f in s.speakers]
        self.usable = [p for p in self.marks.places.items if self._usable(p) and not self._ward(p, speakers)]

    # -- places ---------------------------------------------------------------------------------------------------------------

    def _usable(self, place: Any) -> bool:
        """Places inside the name of an actor, and countries that act, are not where something happens."""
        actor = self.marks.actors.cover.get(place.first)
        if actor is None:
            return True
        if actor.kind == "state" and actor.first == place.first and actor.last == place.last:
            return self.governor(place) in self.classes["at"]
        return actor.kind != "media" and actor.how == "described body" and self.governor(place) in self.classes["at"]

    def _ward(self, place: Any, speakers: list[tuple[int, int]]) -> bool:
        clinic = self.lexicon.normal_lemma(self.tokens[place.first].reading) in self.classes["clinic"]
        return clinic and any(a <= place.span[0] and place.span[1] <= b for a, b in speakers)

    def governor(self, place: Any) -> str:
        """The preposition that a place stands behind (words of place between are skipped), "" where a noun or verb governs it."""
        tokens = self.tokens
        k = place.first
        if tokens[k].reading.prep and tokens[k].reading.pos != "verb":
            return str(tokens[k].reading.prep)
        for k in range(place.first - 1, max(-1, place.first - 6), -1):
            t = tokens[k]
            r = t.reading
            if r.pos == "prep" and not r.suffix:
                for back in (2, 1):
                    if k - back >= 0 and self.phrases.preposition(k - back)[1] == k + 1:
                        return self.phrases.preposition(k - back)[0]
                return self.phrases.preposition(k)[0] or t.norm
            if r.prep and r.kind in _PLACE_WORDS:
                return str(r.prep)
            if r.kind in _PLACE_WORDS or r.pos in ("adj", "num", "quant") or k in self.marks.places.cover:
                continue
            return ""
        return ""

    def places(self, drafts: list[Draft]) -> None:
        """Set locations and destinations."""
        for d in drafts:
            self._by_frame(d)
            if not d.location and not d.location_spans:
                self._general(d)

    def _by_frame(self, d: Draft) -> None:
        if d.light is not None and d.light.entry.subject in ("recipient", "location"):
            # تعرضت مدينة دوما لقصف, شهدت البلدة اشتباكات
            found = [p for np in d.light.clause.subjects for p in self._in_phrase(np)]
            d.location = _ordered(found)
        for role, slots in (("location", d.frame.location), ("destination", d.frame.destination)):
            for slot in slots or ():
                nps = self._slot_nps(d, slot.how, slot.preps)
                found = [p for np in nps for p in self._in_phrase(np)]
                if found and not (role == "location" and d.location):
                    target = d.location if role == "location" else d.destination
                    target.extend(p for p in self._with_larger(found, d) if p not in target)
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
            if t.reading.pos in ("verb", "sub", "rel") or t.raw in ".:؛" or t.norm in self.classes["toward"] or t.norm == "من":
                return True
            if t.reading.frames and t.reading.pos == "noun" and t.reading.kind in ("", "event"):
                return True
        return False

    def _general(self, d: Draft) -> None:
        """Nearest places to the right in the clause, then to the left where no other verb stands between, then the sentence's only one."""
        group = self._right(d) or self._antecedent(d)
        if not group and d.event_type not in OWN_PLACE:
            group = self._left(d) or self._only(d)
        group = [p for p in group if p not in d.destination]
        if not group:
            self._common(d)
            return
        d.location = _ordered(group)
        d.explain("location in the clause", *[p.span for p in group])

    def _antecedent(self, d: Draft) -> list[Any]:
        """The place that the clause or the pronoun of the trigger takes up: المدينة التي دمرت, شمال العراق حيث يتمركزون, عدن بعد تحريرها."""
        if d.event_type not in CARRIED and d.event_type != "MOBILIZE":
            return []
        places = self.marks.places
        v = d.light.verb if d.light is not None else d.token if d.verbal else -1
        clause = d.clause or (d.light.clause if d.light is not None else None)
        if clause is not None and clause.relative_to is not None:
            found = [p for p in self._in_phrase(clause.relative_to) if self._usable(p)]
            if found:
                return self._with_larger(found, d)
        while v > 0 and self.tokens[v - 1].reading.pos in ("fut", "neg"):
            v -= 1
        if v > 1 and self.tokens[v - 1].norm == "حيث":
            k = v - 2 - (self.tokens[v - 2].word.shape == "punct")
            last = places.cover.get(k)
            if last is not None:
                return self._chain_to(last)
        # تحريرها: of a masdar that takes no object the pronoun is the doer (سيطرته)
        if d.reading.suffix in ("ها", "ه") and any(slot.how == "object" for slot in d.frame.location or ()):
            before = [p for p in self.usable if p.last < d.token]
            return before[-1:]
        return []

    def _chain_to(self, last: Any) -> list[Any]:
        """The places of one chain that ends in ``last`` (في قرية المستريحة بناحية عين عيسى)."""
        out = [last]
        for p in reversed([p for p in self.usable if p.last < last.first]):
            if out[-1].first - p.last > _CHAIN_GAP or self._breaks(p.last + 1, out[-1].first):
                break
            out.append(p)
        return _ordered([p for p in out if self._usable(p)])

    def _common(self, d: Draft) -> None:
        """في المنطقة, على القرية: where the sentence names no place, a definite common noun tells where."""
        if self.marks.places.items or d.event_type not in CARRIED:
            return
        for prep, np in d.clause.pps if d.clause is not None else self._noun_pps(d):
            if np.kind == "place" and np.definite and np.place is None and (prep in self.classes["at"] or prep == "علي") and np.sentence == d.sentence:
                if any(f.span == np.span for f in d.recipient):
                    continue
                d.location_spans.append(np.span)
                d.explain("location by a common noun", np.span)
                return

    def _right(self, d: Draft) -> list[Any]:
        stop = d.right_end if d.event_type in OWN_PLACE else self._clause_end(d)
        inside = [p for p in self.usable if d.token < p.first <= stop and self._serves(p, d)]
        if not inside:
            return []
        out = [inside[0]]
        for p in inside[1:]:
            gap = p.first - out[-1].last
            joined = any(self.tokens[k].reading.conj == "و" for k in range(out[-1].last + 1, p.first + 1))
            if gap <= (11 if joined else 7) and not self._breaks(out[-1].last + 1, p.first) and not self._aside(out[-1], p):
                out.append(p)
            else:
                break
        return out

    def _serves(self, p: Any, d: Draft) -> bool:
        """The place stands where a place of the event stands: behind في, near words or على, or in the thing done to."""
        prep = self.governor(p)
        if prep in self.classes["toward"] and d.event_type in ("MOBILIZE", "DISPLACE", "RETREAT", "AID", "CONSULT"):
            return False
        if prep in self.classes["not-at"]:
            return False
        if prep in self.classes["at"] or prep in ("علي", "ضد", "نحو", "باتجاه", "صوب", "الي", "بين"):
            return True
        if prep == "من":
            return d.event_type in ("RETREAT", "TERRITORY", "DISPLACE")
        if prep == "ل":
            return d.event_type in ("ASSAULT", "TERRITORY", "AID")
        return any(f.span[0] <= p.span[0] and p.span[1] <= f.span[1] for f in d.recipient) or d.event_type in ("ASSAULT", "TERRITORY") or bool(p.relative)

    def _aside(self, a: Any, b: Any) -> bool:
        """Place ``b`` in brackets after ``a`` only says where ``a`` lies."""
        return any(self.tokens[k].raw == "(" for k in range(a.last + 1, b.first)) and (
            b.relative == "direction" or self.governor(b) in self.classes["direction"] or self.tokens[b.first - 1].norm in self.classes["direction"]
        )

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

    def _left(self, d: Draft) -> list[Any]:
        """Places before the trigger, up to the nearest other verb."""
        own = {d.token}
        if d.light is not None:
            own.add(d.light.verb)
        start = 0
        for k in range(d.token - 1, -1, -1):
            t = self.tokens[k]
            if t.raw in ".؛" or self.walls(k, k + 1, d):
                start = k + 1
                break
        inside = [p for p in self.usable if start <= p.first and p.last < d.token and self.governor(p) in self.classes["at"]]
        if not inside:
            return []
        out = [inside[-1]]
        for p in reversed(inside[:-1]):
            if out[0].first - p.last <= 7 and not self._breaks(p.last + 1, out[0].first):
                out.insert(0, p)
            else:
                break
        if len(out) > 1 and self._aside(out[0], out[1]):
            out = out[:1]
        return out

    def _only(self, d: Draft) -> list[Any]:
        """An act of force without a place of its own has the one place of its sentence."""
        if d.event_type not in ("ASSAULT", "TERRITORY", "PROTEST") or d.status in ("future", "demanded", "hypothetical"):
            return []
        inside = [p for p in self.usable if self.governor(p) in self.classes["at"]]
        if not inside:
            return []
        group = [inside[0]]
        for p in inside[1:]:
            if p.first - group[-1].last > 7:
                return []
            group.append(p)
        return group

    def walls(self, a: int, b: int, d: Draft) -> int:
        """Clause borders among tokens ``a`` to ``b`` (exclusive): other verbs, unless joined with the same subject, relatives, subordinators."""
        count = 0
        own = {d.token} | ({d.light.verb} if d.light is not None else set())
        for k in range(a, b):
            t = self.tokens[k]
            r = t.reading
            if r.pos == "rel" or t.raw == "؛" or (r.pos == "sub" and t.norm not in ("ان", "بان", "انه", "انها", "انهم")):
                count += 1
            elif r.pos == "verb" and r.form in ("past", "present") and k not in own and r.lemma not in self.lexicon.auxiliaries:
                if (r.conj and (self.clauses.clause(k).dropped or r.frames)) or r.cues:
                    continue
                if k > 0 and self.tokens[k - 1].reading.pos == "rel":
                    continue
                count += 1
        return count


def _ordered(places: list[Any]) -> list[Any]:
    """Smallest first, each once; the order of the text within one class."""
    return sorted(dict.fromkeys(places), key=lambda p: PRECISION_RANK.get(p.precision or "city", 3) if getattr(p, "precision", None) else 3)
