"""Actors in a text: named ones from the data files, institutions and forces that are described, named persons; and which mentions are one.

Order: names from the lexicon, persons, described bodies (`السلطات`, `قوات الأمن`), then short names and definite descriptions, which need
an antecedent. A country is an actor where it acts, not where something happens in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from marsad.mentions.persons import PersonFinder
from marsad.mentions.phrases import agree
from marsad.orthography import normalise

if TYPE_CHECKING:
    from marsad.lexicon.entries import Actor
    from marsad.lexicon.grammar import Grammar, NameAt
    from marsad.mentions.marks import Marks
    from marsad.text.document import Document, Sentence
    from marsad.text.tokens import Token

_BODIES = frozenset({"group", "military", "government", "organisation", "media"})


@dataclass(slots=True, eq=False)
class ActorHit:
    """A mention of an actor in a sentence; ``first`` and ``last`` are token indices, ``how`` is the kind of evidence it rests on."""

    sentence: int
    first: int
    last: int
    span: tuple[int, int]
    entity: str | None
    kind: str
    how: str
    name_ar: str | None = None
    name_en: str | None = None
    gender: str = ""
    number: str = "s"
    listed: bool = True  # stands in the record's `actors` layer


_GENDER = {"state": "f", "media": "f", "person": "m", "group": "", "military": "", "government": "f", "organisation": "f"}


class ActorFinder:
    """Finds the actors of one document."""

    def __init__(self, document: Document, marks: list[Marks], lexicon: Grammar, country: str | None) -> None:
        self.document, self.marks, self.lexicon, self.country = document, marks, lexicon, country
        self.named: dict[str, int] = {}  # actor id -> sentence of its last mention by name
        self.short_of: dict[str, list[str]] = {}  # normalised short form -> actor ids named so far, latest last
        self._at_home = False  # the name being looked at is a generic one (الجيش) of a body of the article's country too
        self.persons = PersonFinder(document, marks, lexicon)
        self.latest_by_kind: dict[str, ActorHit] = {}
        self.latest_by_head: dict[str, ActorHit] = {}

    @cached_property
    def article_words(self) -> set[str]:
        """The normalised words of text and title, with their clitics and without."""
        words = {t.word for s in self.document.sentences for t in s.tokens}
        return set(normalise(self.document.article.title or "").split()).union(*[word.forms for word in words])

    def find(self) -> list[ActorHit]:
        """All mentions in order; they are also entered into the marks."""
        out: list[ActorHit] = []
        for sentence, marks in zip(self.document.sentences, self.marks, strict=True):
            if sentence.role != "furniture":
                self._find_in(sentence, marks, out)
        return out

    def _find_in(self, sentence: Sentence, marks: Marks, out: list[ActorHit]) -> None:
        tokens = sentence.tokens
        words = [t.word for t in tokens]
        heads, names_at, begins = self.lexicon.name_heads, self.lexicon.names_at, self.persons.begins
        titled = self.persons.after_titles(tokens)
        free = 0
        for i, t in enumerate(tokens):
            if i < free:
                continue
            names = names_at(words, i) if heads[t.word] else None
            # most words begin no name, no person and no body, and are told by this alone
            if not (names or t.reading.kind in _BODIES or begins(tokens, i, i in titled)):
                continue
            hit = self._at(sentence, marks, i, names)
            if hit is None:
                continue
            marks.actors.add(hit)
            if hit.listed:
                out.append(hit)
            self._remember(hit, sentence)
            free = max(hit.last, i) + 1

    # -- one position ---------------------------------------------------------------------------------------------------------

    def _at(self, sentence: Sentence, marks: Marks, i: int, names: list[NameAt] | None) -> ActorHit | None:
        t = sentence.tokens[i]
        if t.word.shape == "punct" or t.word.shape == "number" or (i in marks.times.cover and i not in marks.times.starts):
            return None
        hit = self._by_name(sentence, marks, i, names) if names else None
        if hit is not None:
            return hit
        if i in marks.times.cover or i in marks.counts.cover:
            return None
        person = self.persons.at(sentence, marks, i)
        if person is not None:
            entity, first, last, name = person
            span = (self._start(sentence.tokens[first]), sentence.tokens[last].end)
            return ActorHit(sentence.index, first, last, span, entity, "person", "person name", name, None, "", "s")
        return self._described(sentence, marks, i)

    def _start(self, t: Token, key_start: int | None = None) -> int:
        return t.span(t.reading.start if key_start is None else key_start)[0]

    def _by_name(self, sentence: Sentence, marks: Marks, i: int, names: list[NameAt]) -> ActorHit | None:
        tokens = sentence.tokens
        place = marks.places.starts.get(i)
        for n, key_start, values in names:
            self._at_home = any(role == "generic" and self.lexicon.actors[v].country == self.country for v, role in values)
            if place is not None and place.last > i + n - 1:
                continue
            for actor_id, role in values:
                actor = self.lexicon.actors[actor_id]
                if not self._role_holds(sentence, marks, i, n, actor, role, key_start):
                    continue
                span = (self._start(tokens[i], key_start), tokens[i + n - 1].end)
                listed = role != "adjective"
                if role == "generic" and actor.country != self.country:
                    return self._nameless(sentence, i, n, actor.kind, key_start)
                hit = ActorHit(
                    sentence.index, i, i + n - 1, span, actor.id, actor.kind, f"{role} of {actor.id}", actor.name_ar, actor.name_en,
                    self._gender(actor, tokens[i]), "p" if role == "member" else "s", listed,
                )  # fmt: skip
                if role == "adjective":
                    return None
                return hit
        return None

    def _nameless(self, sentence: Sentence, i: int, n: int, kind: str, key_start: int) -> ActorHit:
        """سلاح الجو where the country is not known: a body of its kind, known by its words."""
        tokens = sentence.tokens
        span = (self._start(tokens[i], key_start), tokens[i + n - 1].end)
        words = " ".join(t.norm for t in tokens[i : i + n])[key_start:]
        entity = "actor:" + words.removeprefix("ال").replace(" ", "-")
        surface = self.document.text[span[0] : span[1]]
        return ActorHit(sentence.index, i, i + n - 1, span, entity, kind, "described body", surface, None, tokens[i].reading.gender, "s")

    def _gender(self, actor: Actor, head: Token) -> str:
        if actor.kind == "state":
            return ""  # most are feminine, العراق and لبنان are not, and writers vary
        return head.reading.gender or _GENDER.get(actor.kind, "")

    def _role_holds(self, sentence: Sentence, marks: Marks, i: int, n: int, actor: Actor, role: str, key_start: int) -> bool:
        t = sentence.tokens[i]
        if actor.needs and self.lexicon.needs[actor.id].isdisjoint(self.article_words):
            return False
        if n == 1 and key_start and t.reading.start != key_start and t.reading.pos != "name" and not t.reading.guessed:
            # a clitic split that the reading does not share: ولاية is not و + لاية
            return False
        if n == 1 and t.reading.pos == "verb" and not t.reading.guessed:
            return False
        if role in ("name", "alias"):
            return self._acts(sentence, i, n) if actor.kind == "state" else True
        if role == "member":
            return True
        if role == "metonym":
            return self._acts(sentence, i, n, strict=True)
        if role == "short":
            return actor.id in self.named and (t.reading.det or n > 1) and self._latest_short(sentence, i, n, actor)
        if role == "generic":
            return (t.reading.det or n > 1) and (not self._at_home or actor.country == self.country)
        return False

    def _latest_short(self, sentence: Sentence, i: int, n: int, actor: Actor) -> bool:
        """Of several actors with this short form, the one named last."""
        key = " ".join(t.norm for t in sentence.tokens[i + (0) : i + n])
        key = key if key in self.short_of else key[sentence.tokens[i].reading.start :]
        known = self.short_of.get(key)
        return not known or known[-1] == actor.id

    def _acts(self, sentence: Sentence, i: int, n: int, strict: bool = False) -> bool:
        """A country or capital acts unless a word of place stands before it."""
        tokens = sentence.tokens
        t = tokens[i]
        if t.reading.prep == "ب" or t.reading.prep == "ك":
            return False
        before = tokens[i - 1] if i else None
        if any(tokens[k].norm.lstrip("وفبل").startswith(("حدود", "الحدود")) for k in range(max(0, i - 3), i)):
            return False
        if before is not None:
            word = before.norm
            b = before.reading
            if b.pos == "prep" and word in self.lexicon.classes["locative"] and not t.reading.prep:
                return False
            if (
                word in self.lexicon.classes["locative"]
                or word.removeprefix("و") in self.lexicon.classes["locative"]
                or (word[1:] in self.lexicon.classes["locative"] and b.prep == "ب")
            ):
                return False
            if b.kind in ("place", "building") and not t.reading.conj and not t.reading.prep and not b.det:
                return False
            if b.pos == "noun" and not b.det and not b.suffix and not t.reading.conj and not t.reading.prep:
                # in an idafa a country acts behind an act or people of its own, it is a place behind all else (سلام ليبيا)
                return b.form == "masdar" or b.kind in ("event", "group", "military", "government", "person", "media", "organisation", "")
            if strict and (b.pos == "prep" or (b.kind == "place")):
                return False
            if t.reading.conj and i >= 1:
                # partners share their role: في سوريا والعراق
                marks = self.marks[sentence.index]
                partner = marks.places.cover.get(i - 1)
                if partner is not None and i - 1 not in marks.actors.cover:
                    return False
        if strict:
            after = tokens[i + n] if i + n < len(tokens) else None
            title = before is not None and (before.reading.pos == "verb" or getattr(self.marks[sentence.index].actors.cover.get(i - 1), "kind", "") == "state")
            return (
                title or (after is not None and after.reading.pos == "verb") or bool(t.reading.conj) or (before is not None and before.reading.form == "masdar")
            )
        return True

    # -- described bodies -----------------------------------------------------------------------------------------------------

    def _described(self, sentence: Sentence, marks: Marks, i: int) -> ActorHit | None:
        t = sentence.tokens[i]
        r = t.reading
        if r.pos != "noun" or r.kind not in _BODIES or r.guessed or self.lexicon.normal_lemma(r) in self.lexicon.not_bodies:
            return None
        last = self._extent(sentence, marks, i)
        tokens = sentence.tokens
        definite = r.det or last > i
        if not definite or r.suffix:
            return None
        span = (self._start(t), tokens[last].end)
        name = " ".join(x.norm for x in tokens[i : last + 1])
        name = name[r.start :]
        stem = name.removeprefix("ال")
        antecedent = self._antecedent(sentence, t, last > i)
        if antecedent is not None and last == i:
            return ActorHit(
                sentence.index, i, last, span, antecedent.entity, antecedent.kind, "description of an earlier mention", antecedent.name_ar,
                antecedent.name_en, r.gender, r.number,
            )  # fmt: skip
        generic = self._generic(stem, tokens[i : last + 1])
        if generic is not None:
            return ActorHit(
                sentence.index, i, last, span, generic.id, generic.kind, f"generic of {generic.id}", generic.name_ar, generic.name_en,
                r.gender, r.number,
            )  # fmt: skip
        if last == i and (not r.det or (r.kind in ("group", "organisation") and r.number != "p")):
            return None
        entity = "actor:" + stem.replace(" ", "-")
        surface = self.document.text[span[0] : span[1]]
        return ActorHit(sentence.index, i, last, span, entity, r.kind, "described body", surface, None, r.gender, r.number)

    def _extent(self, sentence: Sentence, marks: Marks, i: int) -> int:
        """Genitives and adjectives that belong to the name of a body: قوات الأمن, الحكومة الليبية المؤقتة, مجلس شورى ثوار درنة."""
        tokens = sentence.tokens
        last = i
        definite = tokens[i].reading.det
        for j in range(i + 1, min(i + 7, len(tokens))):
            t = tokens[j]
            r = t.reading
            if t.word.shape == "number" and j == i + 1 and definite and tokens[i].reading.number != "p" and len(t.raw) <= 3:
                return j  # الفرقة 30, اللواء 17
            if t.word.shape != "arabic" or r.conj or r.prep or j in marks.times.starts or j in marks.counts.starts:
                break
            place = marks.places.starts.get(j)
            if place is not None and not definite:
                return int(place.last)
            if r.pos == "adj" and r.det and (definite or j > i + 1) and any(agree(tokens[k], t) for k in (i, last)):
                last, definite = j, True
                continue
            if not definite and r.pos in ("noun", "name") and not r.suffix:
                last, definite = j, r.det or r.pos == "name"
                continue
            if not definite and r.pos == "noun" and r.suffix:
                return i
            break
        return last if definite else i

    def _generic(self, stem: str, tokens: list[Token]) -> Actor | None:
        """الجيش alone means the army of the article's country."""
        if self.country is None:
            return None
        return self.lexicon.generic_actor(self.country, stem)

    def _antecedent(self, sentence: Sentence, t: Token, long: bool) -> ActorHit | None:
        if not t.reading.det or long:
            return None
        head = t.norm[t.reading.start :].removeprefix("ال")
        known = self.latest_by_head.get(head)
        if known is not None:
            return known
        if t.reading.kind == "media":
            return self.latest_by_kind.get("media")
        return None

    def _remember(self, hit: ActorHit, sentence: Sentence) -> None:
        if hit.entity is None or not hit.listed:
            return
        actor = self.lexicon.actors.get(hit.entity)
        if actor is not None and not hit.how.startswith("short"):
            self.named[actor.id] = sentence.index
            for key in self.lexicon.shorts(actor):
                chain = self.short_of.setdefault(key, [])
                if actor.id in chain:
                    chain.remove(actor.id)
                chain.append(actor.id)
        self.latest_by_kind[hit.kind] = hit
        if hit.how != "description of an earlier mention":
            t = sentence.tokens[hit.first]
            head = t.norm[t.reading.start :].removeprefix("ال")
            if t.reading.kind in _BODIES:
                self.latest_by_head[head] = hit
