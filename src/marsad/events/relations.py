"""What a text says two actors are to each other: part of, leads, backs, loyal to ...

The words stand in ``data/ar/relations.tsv``; where the two actors stand follows from the shape of the words: an
adjective participle with its preposition, a noun in apposition, an office with a name, a preposition between two
names, a verb with its clause. Both must be known actors.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.events.attribution import Attributor
from marsad.events.cues import Speech
from marsad.events.relation_sides import Side, Sides
from marsad.lexicon.memo import Memo
from marsad.orthography import normalise
from marsad.record import Relation, SourceRef, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.events.clauses import ClauseReader
    from marsad.events.code import Coding
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.sources import Row
    from marsad.lexicon.word import Analysis, Word
    from marsad.text.document import Document
    from marsad.text.tokens import Token

KINDS = ("part-of", "leads", "commands", "backs", "allied-with", "loyal-to", "opposes", "splits-from", "recognises")
_ENDINGS = ("", "ه", "ون", "ين", "ان", "تان", "تين", "ات", "ي", "و", "ا", "تا")
_BODIES = frozenset({"group", "military", "government", "organisation", "state", "person"})
_LEADABLE = frozenset({"group", "military", "government", "organisation"})


@dataclass(frozen=True, slots=True)
class RelationRule:
    """One row of ``relations.tsv``, words normalised."""

    id: str
    kind: str
    backward: bool
    shape: str
    preps: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    file: str
    line: int


class RelationTable:
    """The rules by the first word that they can begin with."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_word: dict[str, list[tuple[RelationRule, tuple[str, ...]]]] = defaultdict(list)
        self.by_lemma: dict[str, list[RelationRule]] = defaultdict(list)
        for row in rows:
            c = row.cells
            words = tuple(tuple(normalise(w).split()) for w in c["words"].split("|"))
            rule = RelationRule(
                c["id"], c["kind"], c["direction"] == "backward", c["shape"],
                tuple(normalise(p) for p in c["prep"].split("|") if p), words, row.at.file, row.at.line,
            )  # fmt: skip
            for sequence in words:
                if rule.shape == "verb":
                    self.by_lemma[sequence[0]].append(rule)
                    continue
                for first in _forms(sequence[0]) if rule.shape == "participle" else (sequence[0],):
                    self.by_word[first].append((rule, sequence))

        self._first = frozenset(self.by_word)
        self._opens: Memo[Word, bool] = Memo(self._can_open)

    def places(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens at which words of some rule may stand, by their written forms."""
        opens = self._opens
        return [i for i, t in enumerate(tokens) if opens[t.word]]

    def _can_open(self, word: Word) -> bool:
        if word.shape != "arabic":
            return False
        for a in word.analyses:
            if _tells(a) and normalise(a.lemma) in self.by_lemma:
                return True
            if not self._first.isdisjoint(_keys(word.norm, a)):
                return True
        return False

    def at(self, reader: ClauseReader, i: int, lexicon: Grammar) -> Iterator[tuple[RelationRule, int]]:
        """(rule, token after its words) of the rules whose words stand at token ``i``."""
        tokens = reader.tokens
        t = tokens[i]
        r = t.reading
        if _tells(r):
            for rule in self.by_lemma.get(lexicon.normal_lemma(r), ()):
                yield rule, i + 1
        seen = set()
        for key in _keys(t.norm, r):
            for rule, sequence in self.by_word.get(key, ()):
                n = len(sequence)
                if rule.id in seen or ((rule.shape == "pledge") != bool(r.suffix and key == t.norm[r.start : r.end]) and rule.shape == "pledge"):
                    continue
                if all(i + k < len(tokens) and tokens[i + k].norm.removeprefix("ال") == sequence[k] for k in range(1, n)):
                    seen.add(rule.id)
                    yield rule, i + n


def _tells(a: Analysis) -> bool:
    return a.pos == "verb" and a.form in ("past", "present")


def _keys(norm: str, a: Analysis) -> tuple[str, ...]:
    """The forms under which a word in its reading ``a`` may begin the words of a rule."""
    stem = norm[a.start :]
    return norm, stem, stem.removeprefix("ال"), norm[a.start : a.end].removeprefix("ال"), norm.removeprefix("و")


def _forms(word: str) -> tuple[str, ...]:
    """All agreeing forms of a masculine singular participle, without ال: موالي, مواليه, موالون, موالين, موال ..."""
    base = word[:-1] if word.endswith("ي") else word
    return tuple(dict.fromkeys([w + e for w in {word, base} for e in _ENDINGS]))


def read_relations(document: Document, coding: Coding, lexicon: Grammar, table: RelationTable) -> list[Relation]:
    """The relations that the document states, in the order of the text; each pair of actors once a sentence."""
    out: list[Relation] = []
    for reader in coding.readers:
        if len(reader.phrases.marks.actors.items) == 0:
            continue
        found = _SentenceRelations(reader, lexicon, table).find()
        if not found:
            continue
        cues = _Cues(reader, lexicon)
        seen: set[tuple[str, str, str]] = set()
        for rule, token, a, b in found:
            key = (rule.kind, a.entity, b.entity)
            if key in seen or a.entity == b.entity:
                continue
            seen.add(key)
            span = _span(reader, token, a, b)
            where = reader.tokens[token].stem_span()
            out.append(
                Relation(
                    kind=rule.kind, from_=a.entity, to=b.entity, span=span, sources=cues.at(token, document),
                    text=document.text[span[0] : span[1]], sentence=reader.sentence.index,
                    why=(Why(f"relation {rule.id}", rule.file, rule.line, (where,)),),
                )
            )  # fmt: skip
    return out


def _span(reader: ClauseReader, token: int, a: Side, b: Side) -> tuple[int, int]:
    """From the first of the two actors and the words to the last; only the words and what follows where the actor
    was left out."""
    here = [s.span for s in (a, b) if s.sentence == reader.sentence.index]
    here.append(reader.tokens[token].stem_span())
    return min(s[0] for s in here), max(s[1] for s in here)


class _Cues:
    """The speakers of one sentence, by token."""

    def __init__(self, reader: ClauseReader, lexicon: Grammar) -> None:
        attributor = Attributor(reader, lexicon, Speech())
        self.scopes = attributor.scopes()
        self.index = reader.sentence.index

    def at(self, token: int, document: Document) -> tuple[SourceRef, ...]:
        """Speakers whose stretch covers the token, outermost first; a speaker's own description is not his word."""
        out: list[SourceRef] = []
        for s in sorted(self.scopes, key=lambda s: not s.outer):
            if not s.start <= token <= s.end or token == s.token:
                continue
            own = [f.np for f in s.speakers if f.np is not None and f.np.sentence == self.index]
            if s.outer and any(np.first <= token <= np.last + 4 for np in own):
                continue
            for f, stance in [*((f, "relays") for f in s.relays), *((f, s.stance) for f in s.speakers)]:
                if all(f.span != o.span for o in out):
                    out.append(SourceRef(f.span, document.text[f.span[0] : f.span[1]], f.entity, stance))
        return tuple(out)


class _SentenceRelations:
    """The relations of one sentence."""

    def __init__(self, reader: ClauseReader, lexicon: Grammar, table: RelationTable) -> None:
        self.reader, self.lexicon, self.table = reader, lexicon, table
        self.unreal = lexicon.classes["unreal"]
        self.tokens, self.phrases = reader.tokens, reader.phrases
        self.sides = Sides(reader, lexicon)

    def find(self) -> list[tuple[RelationRule, int, Side, Side]]:
        """(rule, token, from, to) in order."""
        out: list[tuple[RelationRule, int, Side, Side]] = []
        for i in self.table.places(self.tokens):
            for rule, after in self.table.at(self.reader, i, self.lexicon):
                if self._unreal(i):
                    continue
                pairs = self._pairs(rule, i, after)
                if pairs:
                    out += [(rule, i, b, a) if rule.backward else (rule, i, a, b) for a, b in pairs]
                    break
        return out

    def _unreal(self, i: int) -> bool:
        """Denied, asked or only possible: لا يتبع, غير التابعة, قد يدعم, سيدعم."""
        r = self.tokens[i].reading
        return r.fut or any(self.tokens[k].norm.lstrip("وف") in self.unreal for k in range(max(0, i - 1), i))

    def _pairs(self, rule: RelationRule, i: int, after: int) -> list[tuple[Side, Side]]:
        if rule.shape == "verb":
            return self._verb(rule, i)
        if rule.shape == "title":
            return self._title(rule, i, after)
        if rule.shape == "pledge":
            return self._pledge(rule, i)
        if rule.shape == "participle":
            first, k = self._participle(rule, i)
        elif rule.shape == "prep":
            first, k = self.sides.before(i, "", "") or self._subject_of(i), after
        else:
            return self._noun(rule, i, after)
        if not first or k is None:
            return []
        second = self.sides.behind(k)
        if rule.kind == "part-of":
            second = second[:1]  # what follows with و is as a rule another party of the sentence
        return [(a, b) for a in first for b in second if self._sense(rule, a, b)]

    # -- adjectives ----------------------------------------

    def _participle(self, rule: RelationRule, i: int) -> tuple[list[Side], int | None]:
        r = self.tokens[i].reading
        if r.prep or r.pos == "verb":
            return [], None
        norm = self.tokens[i].norm
        k = self._behind_prep(rule, i + 1)
        if k is None:
            return [], None
        plural = norm.endswith(("ون", "ين")) and "p"
        invariable = i + 1 < len(self.tokens) and self.tokens[i + 1].norm in ("بها", "به", "بهم")
        gender = "" if invariable else "f" if norm.endswith(("ه", "تين", "تان", "ات")) else "m"
        return self.sides.before(i, gender, plural or ""), k

    def _behind_prep(self, rule: RelationRule, j: int) -> int | None:
        """The token behind the rule's preposition at token ``j`` (``بها`` of المعترف بها and adverbs are passed
        over)."""
        for _ in range(3):
            if j >= len(self.tokens):
                return None
            t = self.tokens[j]
            prep, k = self.phrases.preposition(j)
            if t.norm in ("من", "عن", "مع", "تحت", "ضمن", "في") and not prep:
                prep, k = t.norm, j + 1
            if prep in rule.preps:
                return k
            if not (t.norm in ("بها", "به", "بهم") or (t.reading.pos in ("adv", "adj") and not t.reading.det)):
                return None
            j += 1
        return None

    # -- apposition ----------------------------------------

    def _noun(self, rule: RelationRule, i: int, after: int) -> list[tuple[Side, Side]]:
        """، ذراع تنظيم القاعدة ...: behind a comma, bracket or dash, or right after the name; or before it (الجناح
        العسكري لحماس، كتائب القسام)."""
        r = self.tokens[i].reading
        if r.prep or r.conj or r.suffix:
            return []
        j = after
        while j < len(self.tokens) and self.tokens[j].reading.pos == "adj" and j - after < 2 and j not in self.phrases.marks.actors.starts:
            j += 1
        prep, k = self.phrases.preposition(j) if j < len(self.tokens) else ("", j)
        if prep and prep not in rule.preps:
            return []
        second = self.sides.behind(k if prep else j)
        if not second or (not prep and (r.det or j > after)):
            return []
        first = self.sides.apposed_before(i) or self.sides.apposed_after(second[-1].last)
        return [(a, b) for a in first for b in second if self._sense(rule, a, b)]

    def _title(self, rule: RelationRule, i: int, after: int) -> list[tuple[Side, Side]]:
        if self.sides.deputy(i):
            return []
        j = after
        while j < len(self.tokens) and self.tokens[j].reading.pos == "adj" and j - after < 2 and j not in self.phrases.marks.actors.starts:
            if self.tokens[j].norm.removeprefix("ال") in ("سابق", "اسبق", "راحل", "مخلوع", "مساعد"):
                return []
            j += 1
        prep, k = self.phrases.preposition(j) if j < len(self.tokens) else ("", j)
        if (prep and prep not in rule.preps) or (not prep and j > after):
            return []
        if not prep and rule.kind == "part-of":
            return []
        body = self.sides.one(k if prep else j)
        if body is None or body.kind not in _LEADABLE or body.kind == "person":
            return []
        if self.sides.foreign(body):
            return []
        name = self.sides.person_after(body.last) or self.sides.person_before(i)
        return [(name, body)] if name is not None else []

    # -- verbs ----------------------------------------

    def _verb(self, rule: RelationRule, v: int) -> list[tuple[Side, Side]]:
        clause = self.reader.clause(v)
        if clause.passive or self.tokens[v].reading.person in (1, 2):
            return []
        objects = [n for p, np in clause.pps if p in rule.preps for n in self.phrases.coordinated(np)] if rule.preps else clause.objects
        subjects = [] if clause.dropped else clause.subjects
        firsts = [s for n in subjects if (s := self.sides.of(n)) is not None]
        seconds = [s for n in objects if (s := self.sides.of(n)) is not None]
        return [(a, b) for a in firsts for b in seconds if self._sense(rule, a, b)]

    def _subject_of(self, i: int) -> list[Side]:
        """The subject of the verb in whose clause the words stand: سيطرت القوات على المدينة بدعم من تركيا."""
        for v in range(i - 1, max(-1, i - 16), -1):
            r = self.tokens[v].reading
            if self.tokens[v].raw in ".؛:" or r.pos in ("sub", "rel"):
                return []
            if r.pos == "verb" and r.form in ("past", "present"):
                if r.lemma in self.lexicon.auxiliaries or r.cues:
                    return []
                clause = self.reader.clause(v)
                if clause.passive or clause.dropped:
                    return []
                return [s for n in clause.subjects if n.sentence == self.reader.sentence.index and (s := self.sides.of(n)) is not None]
        return []

    def _pledge(self, rule: RelationRule, i: int) -> list[tuple[Side, Side]]:
        """أعلنت الجماعة ولاءها لتنظيم ...: who declares, to whom."""
        prep, k = self.phrases.preposition(i + 1)
        if prep not in rule.preps:
            return []
        for v in range(i - 1, max(-1, i - 10), -1):
            r = self.tokens[v].reading
            if r.pos == "verb" and r.form in ("past", "present"):
                if any(self.tokens[u].norm in self.unreal for u in range(max(0, v - 1), v)):
                    return []
                firsts = [s for n in self.reader.clause(v).subjects if (s := self.sides.of(n)) is not None]
                return [(a, b) for a in firsts for b in self.sides.behind(k) if self._sense(rule, a, b)]
        return []

    def _sense(self, rule: RelationRule, a: Side, b: Side) -> bool:
        """Kinds that can stand in the relation: states are no part of a brigade, and nobody leads a newspaper into
        battle."""
        if a.kind not in _BODIES or b.kind not in _BODIES:
            return False
        x, y = (b, a) if rule.backward else (a, b)
        if rule.kind == "part-of":
            return x.kind != "state" and y.kind != "person" and (rule.shape != "noun" or x.kind != "person")
        if rule.kind in ("leads", "commands"):
            return y.kind in _LEADABLE and not (x.kind == "government" and y.kind == "government")
        if rule.kind == "backs" and rule.shape == "verb":
            return x.kind in ("state", "group", "organisation", "military") and y.kind != "person"
        if rule.kind == "recognises":
            return x.kind in ("state", "organisation", "government") and y.kind in (
                "government",
                "organisation",
                "state",
                "group",
            )
        return True
