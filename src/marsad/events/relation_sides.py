"""The two actors of a relation: which known actor stands before or behind its words, and whether it is one that can be
named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.lexicon.grammar import Grammar
    from marsad.mentions.noun_phrase import NounPhrase

_QUOTES = frozenset("\"'«»“”")
_COMMAS = frozenset("،,–—-(")
_ROLES = frozenset({"name", "alias", "member", "metonym", "generic"})
_SEPARATE = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One actor of a relation."""

    entity: str
    kind: str
    span: tuple[int, int]
    first: int
    last: int
    sentence: int


class Sides:
    """Finds the actors around the words of a relation in one sentence."""

    def __init__(self, reader: ClauseReader, lexicon: Grammar) -> None:
        self.reader, self.lexicon = reader, lexicon
        self.tokens, self.phrases = reader.tokens, reader.phrases
        self.marks = reader.phrases.marks.actors

    # -- what is an actor ----------------------------------------

    def side(self, hit: Any, sentence: int | None = None) -> Side | None:
        """A mention as a side, if it can be told from others: listed in the data, a person, or a body with a name
        of its own."""
        if hit is None or hit.entity is None or not self._named(hit):
            return None
        where = self.reader.sentence.index if sentence is None else sentence
        return Side(hit.entity, hit.kind, tuple(hit.span), hit.first, hit.last, where)

    def _named(self, hit: Any) -> bool:
        if hit.entity in self.lexicon.actors or hit.kind == "person":
            return True
        words = str(hit.entity).removeprefix("actor:").split("-")
        if hit.number == "p" or len(words) < 2 or hit.sentence != self.reader.sentence.index:
            return False
        # كتيبة الفاروق has a name; الحكومة الموالية, القوات الخاصة are descriptions
        tail = self.tokens[hit.last].reading
        return tail.pos != "adj" and hit.kind in ("group", "military", "organisation", "government")

    def of(self, np: NounPhrase) -> Side | None:
        """The actor that a phrase is (not one that it only mentions: بيان الحكومة, قائد الجيش)."""
        hit: Any = np.actor
        if hit is None:
            return None
        if np.sentence == self.reader.sentence.index and np.head != hit.first and not hit.first <= np.head <= hit.last:
            head = self.tokens[np.head].reading
            if (hit.kind != "person" and head.kind not in ("group", "military", "person", "quantity")) or (head.title is not None and hit.kind != "person"):
                return None
        return self.side(hit, np.sentence)

    def one(self, k: int) -> Side | None:
        """The actor that begins at token ``k``: a mention, or a name inside a longer one (القوات الموالية
        ل*هادي*)."""
        if k >= len(self.tokens):
            return None
        while k < len(self.tokens) and self.tokens[k].raw in _QUOTES:
            k += 1
        hit = self.marks.starts.get(k)
        if hit is not None:
            return self.side(hit) or self._inside(k, hit.last)
        cover = self.marks.cover.get(k)
        if cover is not None:
            return self._inside(k, cover.last)
        np = self.phrases.noun_phrase(k)
        if np is None or np.actor is None:
            return self._state(k)
        inner: Any = np.actor
        head = self.tokens[np.head].reading
        if inner.kind == "person" and head.title is not None:
            return self.side(inner)  # للرئيس عبد ربه منصور هادي
        if head.kind in ("group", "military", "person") and inner.first == np.first + 1 and head.title is None:
            return self.side(inner)  # مقاتلي جبهة النصرة
        return None

    def _inside(self, k: int, last: int) -> Side | None:
        """A name that stands inside a longer name; a title before it is passed over."""
        for j in (k, k + 1):
            if j > last or (j > k and self.tokens[k].reading.title is None):
                break
            found = self._listed(j, last)
            if found is not None:
                return found
        return None

    def _listed(self, j: int, last: int, kind: str = "") -> Side | None:
        """The longest name of the data files that begins at token ``j``."""
        words = [t.word for t in self.tokens[j : last + 1]]
        for n, start, values in self.lexicon.names_at(words, 0):
            for actor_id, role in values:
                actor = self.lexicon.actors[actor_id]
                if role in ("name", "alias", "metonym") and not actor.needs and (not kind or actor.kind == kind):
                    a, b = self.tokens[j], self.tokens[j + n - 1]
                    return Side(actor_id, actor.kind, (a.span(start)[0], b.end), j, j + n - 1, self.reader.sentence.index)
        return None

    def _state(self, k: int) -> Side | None:
        """A country behind a preposition (المدعومة من تركيا) is a place by its word, and the state by what is said
        of it."""
        place = self.phrases.marks.places.starts.get(k)
        if place is None or getattr(place, "kind", "") != "country":
            return None
        return self._listed(k, place.last, "state")

    # -- where they stand ----------------------------------------

    def behind(self, k: int) -> list[Side]:
        """The actor that begins at token ``k`` and those joined to it."""
        first = self.one(k)
        if first is None:
            return []
        out = [first]
        np = self.phrases.noun_phrase(first.first)
        if np is not None and np.last == first.last:
            out += [s for n in self.phrases.coordinated(np)[1:] if (s := self.of(n)) is not None and not s.first - first.last > 8]
        return out

    def before(self, i: int, gender: str, number: str) -> list[Side]:
        """The actor that the words at token ``i`` describe: right before them, with adjectives and a place between
        at most."""
        cover = self.marks.cover.get(i)
        if cover is not None and cover.first < i:
            side = self.side(cover) if cover.entity in self.lexicon.actors else self._without_last(cover, i, gender)
            return [side] if side is not None else []
        k = i - 1
        steps = 0
        while k >= 0 and k not in self.marks.cover:
            t = self.tokens[k]
            r = t.reading
            comma = t.raw == "،" and k == i - 1 and self.tokens[i].reading.det and not self.tokens[i].reading.conj
            closing = t.raw in _QUOTES or t.raw == ")" or comma
            if not (closing or (r.pos == "adj" and r.det and not r.conj) or (r.pos == "adv")):
                k = self._skip_place(k)
                if k < 0:
                    return []
                continue
            k -= 1
            steps += not closing
            if steps > _SEPARATE:
                return []
        hit = self.marks.cover.get(k)
        if hit is None or not self._agrees(hit, gender, number):
            return []
        if self.tokens[i].reading.conj and hit.last == i - 1 and gender:
            return []
        found = [hit]
        if number == "p":
            found = [*self._joined_before(hit), hit]
        return [s for h in found if (s := self.side(h)) is not None]

    def _without_last(self, hit: Any, i: int, gender: str) -> Side | None:
        """لواء النصر المنتمي إلى: the mention has taken the participle for a part of the name."""
        words = str(hit.entity).split("-")
        if hit.last != i or len(words) < 3 or hit.number == "p" or self.tokens[i - 1].reading.pos == "adj":
            return None
        if not self._agrees(hit, gender, ""):
            return None
        span = (hit.span[0], self.tokens[i - 1].end)
        return Side("-".join(words[:-1]), hit.kind, span, hit.first, i - 1, self.reader.sentence.index)

    def _skip_place(self, k: int) -> int:
        """جيش الفتح في إدلب المدعوم من: a place with في between; the token before it, -1 where something else
        stands there."""
        place = self.phrases.marks.places.cover.get(k)
        if place is None:
            return -1
        j = place.first
        if self.tokens[j].reading.prep in ("ب", "في"):
            return int(j) - 1
        return int(j) - 2 if j > 0 and self.tokens[j - 1].norm == "في" else -1

    def _agrees(self, hit: Any, gender: str, number: str) -> bool:
        head = self.tokens[hit.first].reading
        if number == "p":
            return hit.number == "p" or head.number == "p" or bool(self._joined_before(hit)) or head.kind in ("group", "military")
        if not gender or hit.kind == "person" or head.guessed or not head.gender:
            return not (hit.kind == "person" and gender == "f")
        if head.number == "p":
            return gender == "f"
        return bool(head.gender == gender)

    def _joined_before(self, hit: Any) -> list[Any]:
        """المقاومة والجيش المواليان: the actor that و joins to this one."""
        k = hit.first - 1
        if k < 0 or not self.tokens[hit.first].reading.conj:
            return []
        other = self.marks.cover.get(k)
        return [other] if other is not None else []

    def apposed_before(self, i: int) -> list[Side]:
        """The name before an apposition: ends right before token ``i``, or before its comma or bracket."""
        k = i - 1
        commas = 0
        while k >= 0 and (self.tokens[k].raw in _COMMAS or self.tokens[k].raw in _QUOTES or self.tokens[k].raw == ")"):
            commas += self.tokens[k].raw in _COMMAS
            k -= 1
        hit = self.marks.cover.get(k)
        if hit is None or hit.last != k or commas > 1:
            return []
        if not commas and self.tokens[i].reading.pos == "noun" and not self.tokens[i].reading.det and hit.number == "p":
            return []
        side = self.side(hit)
        return [side] if side is not None else []

    def apposed_after(self, last: int) -> list[Side]:
        """The name right after the phrase (الجناح العسكري لحركة حماس كتائب القسام)."""
        k = last + 1
        while k < len(self.tokens) and (self.tokens[k].raw in _QUOTES or self.tokens[k].raw == "،") and k - last < 3:
            k += 1
        hit = self.marks.starts.get(k)
        if hit is None or self.tokens[k].reading.prep or self.tokens[k].reading.conj or self.tokens[k - 1].raw == "،":
            return []
        side = self.side(hit)
        return [side] if side is not None and side.kind in ("group", "military") else []

    # -- names of office holders ----------------------------------------

    def deputy(self, i: int) -> bool:
        """نائب رئيس, مستشار قائد, مكتب رئيس, ابن زعيم: the office belongs to someone else than the name."""
        if i == 0:
            return False
        r = self.tokens[i - 1].reading
        if self.tokens[i].reading.prep and self.tokens[i].reading.prep not in ("ل", "ب", "ك"):
            return True
        if r.pos != "noun" or r.det or r.suffix or self.tokens[i].reading.conj:
            return False
        return r.title is not None or r.kind in (
            "person",
            "government",
            "organisation",
            "building",
            "document",
            "group",
            "",
        )

    def foreign(self, body: Side) -> bool:
        """هيئة الأركان العامة الإماراتي: a nationality behind a body that was resolved without it; it is another
        country's."""
        actor = self.lexicon.actors.get(body.entity)
        if actor is None or body.last + 1 >= len(self.tokens) or body.entity.startswith("xx."):
            return False
        r = self.tokens[body.last + 1].reading
        return r.pos == "adj" and r.kind == "nationality" and r.det

    def person_after(self, last: int) -> Side | None:
        """The name right after the body of an office: adjectives, ranks, quotation marks and one comma may stand
        between."""
        k = last + 1
        while k < len(self.tokens) and k - last < 5:
            hit = self.marks.starts.get(k)
            if hit is not None:
                return self.side(hit) if hit.kind == "person" and not self.tokens[k].reading.conj and not self.tokens[k].reading.prep else None
            t = self.tokens[k]
            fine = t.raw in _QUOTES or t.raw == "،" or t.reading.title is not None or (t.reading.pos == "adj" and t.reading.det)
            if not fine or t.reading.conj or t.reading.prep:
                return None
            k += 1
        return None

    def person_before(self, i: int) -> Side | None:
        """فلان، قائد الجيش: the name ends right before the office, or before its comma."""
        k = i - 1
        if self.tokens[i].reading.conj or self.tokens[i].reading.prep:
            return None
        if k >= 0 and self.tokens[k].raw in _COMMAS:
            k -= 1
        while k >= 0 and self.tokens[k].raw in _QUOTES:
            k -= 1
        hit = self.marks.cover.get(k)
        if hit is None or hit.kind != "person" or hit.last != k:
            return None
        return self.side(hit)
