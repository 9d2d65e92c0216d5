"""Noun phrases and prepositional phrases, found once and used by every later step.

An Arabic noun phrase is read from its head to the left of the page: idafa chain, adjectives, name after a title, a counted noun after
its number, a partitive with من. Where the phrase ends is what matters here: at a verb, a relative, a preposition that opens a phrase
of its own, or an indefinite noun after a definite one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.mentions.noun_phrase import Chunk, NounPhrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marsad.lexicon.word import Word
    from marsad.mentions.marks import Marks
    from marsad.text.document import Sentence
    from marsad.text.tokens import Token

_NOMINAL = frozenset({"noun", "adj", "name", "quant", "dem", "num"})
# kinds whose indefinite head takes a genitive with ل (مواقع للحوثيين) instead of an idafa
_OWNED = frozenset({"building", "place", "vehicle", "aircraft", "group", "military", "person", "idea", "document", "quantity"})
# participles that carry a complement which belongs to the phrase (تابعة للشرطة, موالية لصالح, مدعومين من الغرب)
_ATTACHING = frozenset({"ل", "من", "علي", "ب", "الي", "في"})
TANWEEN = frozenset("ًٌٍ")
MAX_WORDS = 18


class Phrases:
    """Phrases of one sentence, built on demand and remembered by their first token."""

    def __init__(self, sentence: Sentence, marks: Marks, prepositions: Mapping[Word, tuple[tuple[str, tuple[str, ...]], ...]]) -> None:
        """``prepositions``: word -> the compound prepositions that begin with it, with their further words, longest first."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.marks = marks
        self.prepositions = prepositions
        self._nps: dict[int, NounPhrase | None] = {}
        self._preps: dict[int, tuple[str, int]] = {}
        self._starts: dict[int, Chunk] = {}
        self._chunks: list[Chunk] = []

    # -- noun phrases ---------------------------------------------------------------------------------------------------------

    def noun_phrase(self, i: int) -> NounPhrase | None:
        """The noun phrase that begins at token ``i``, or None."""
        if i not in self._nps:
            self._nps[i] = None  # a phrase never contains itself
            np = self._build(i)
            if np is not None:
                np.sentence = self.sentence.index
            self._nps[i] = np
        return self._nps[i]

    def _build(self, i: int) -> NounPhrase | None:
        tokens = self.tokens
        if i >= len(tokens):
            return None
        t = tokens[i]
        r = t.reading
        if i in self.marks.times.starts and i not in self.marks.actors.starts:
            return None
        count = self.marks.counts.starts.get(i)
        if count is not None and count.last >= i:
            return self._counted(i, count)
        money = self.marks.money.starts.get(i)
        if money is not None:
            # a sum is a phrase of its own: what follows (مليون دولار للحكومة) is not part of it
            return NounPhrase(i, money.last, money.last, money.span, r.prep, r.conj, "money", "", "p", core_last=money.last)
        if t.word.shape == "punct":
            return None
        actor = self.marks.actors.starts.get(i)
        place = self.marks.places.starts.get(i)
        if r.pos not in _NOMINAL and actor is None and place is None:
            return None
        if r.pos == "adj" and actor is None and place is None and not (r.det or r.guessed or r.number == "p" or r.kind):
            # a bare indefinite adjective is a predicate, not a phrase
            return None
        # أحد المدنيين: "one of", where the reading may have taken it for Sunday
        one = not r.det and t.norm[r.start :] in ("احد", "احدي", "احدهم")
        if r.pos in ("quant", "dem") or one or (r.kind == "quantity" and r.pos == "noun" and actor is None):
            part = self._partitive(i)
            if part is not None:
                return part
        gender = "" if r.guessed or r.gender == "x" else r.gender  # an unknown name may end in ة and be a man's
        np = NounPhrase(i, i, i, t.stem_span(), r.prep, r.conj, r.kind, gender, r.number, r.det or bool(r.suffix))
        mention = actor or place
        if mention is not None and (actor is not None or not (r.kind == "building" and mention.last == i)):
            np.last = mention.last
            np.span = (mention.span[0], mention.span[1])
            np.definite = True
            np.actor, np.place = actor, place if actor is None else None
            np.kind = actor.kind if actor is not None else "place"
            if actor is not None and (actor.gender or actor.kind == "state"):
                np.gender, np.number = actor.gender, actor.number
            elif r.pos == "name" and actor is not None and actor.kind == "person":
                np.number = "s"
        self._extend(np)
        self._attach(np)
        self._close_span(np)
        return np

    def _counted(self, i: int, count: object) -> NounPhrase | None:
        """ثلاثة جنود, 23 حوثيا, خمسة من أفراد الشرطة, or the bare number (إصابة سبعة)."""
        tokens = self.tokens
        last: int = count.last  # type: ignore[attr-defined]
        t = tokens[i]
        np = NounPhrase(i, last, last, t.span(t.reading.start if t.word.shape == "arabic" else 0), t.reading.prep, t.reading.conj)
        np.count = count
        np.number = "p"
        j = last + 1
        if j < len(tokens):
            u = tokens[j]
            inner = None
            if u.norm == "من" and j + 1 < len(tokens):
                inner = self.noun_phrase(j + 1)
            elif u.reading.pos in ("noun", "adj", "name") and not u.reading.prep and not u.reading.conj and u.word.shape == "arabic":
                inner = self.noun_phrase(j)
            if inner is None and u.reading.kind == "time" and not u.reading.det:
                np.kind = "time"  # البالغ من العمر 52 عاما
            if inner is not None:
                np.last, np.head, np.kind, np.gender = inner.last, inner.head, inner.kind, inner.gender
                np.actor, np.place, np.core_last = inner.actor, inner.place, inner.core_last
        if np.last + 2 < len(tokens) and tokens[np.last + 1].norm == "علي" and tokens[np.last + 2].norm in ("الاقل", "اقل"):
            np.core_last = np.last if np.core_last < 0 else np.core_last
        self._close_span(np)
        return np

    def _partitive(self, i: int) -> NounPhrase | None:
        """عدد من المدنيين, بعض السكان, أحد المراكب, عشرات الجرحى, هؤلاء الرجال."""
        tokens = self.tokens
        j = i + 1
        if j >= len(tokens):
            return None
        while j + 1 < len(tokens) and tokens[j].reading.pos == "adj" and not tokens[j].reading.det and tokens[j + 1].norm in ("من", "منهم"):
            j += 1
        if tokens[j].norm == "منهم" and tokens[j].reading.suffix:
            # عدد كبير منهم: people, though the words do not say which
            t = tokens[i]
            return NounPhrase(i, j, i, (t.stem_span()[0], tokens[j].end), t.reading.prep, t.reading.conj, "person", "m", "p", core_last=j)
        if tokens[j].norm == "من":
            j += 1
        elif tokens[j].reading.prep or tokens[j].reading.conj:
            return None
        inner = self.noun_phrase(j) if j < len(tokens) else None
        if inner is None or inner.first != j:
            return None
        t = tokens[i]
        return NounPhrase(
            i, inner.last, inner.head, (t.stem_span()[0], inner.span[1]), t.reading.prep, t.reading.conj, inner.kind, inner.gender,
            "p" if t.reading.number != "s" or t.reading.pos == "quant" else inner.number, inner.definite, inner.actor, inner.place,
            inner.count, inner.core_last,
        )  # fmt: skip

    def _extend(self, np: NounPhrase) -> None:
        """Genitives, adjectives, names."""
        tokens = self.tokens
        construct = self._takes_genitive(np, tokens[np.head])
        titled = self._titled(np)
        while np.last + 1 < len(tokens) and np.last - np.first < MAX_WORDS:
            j = np.last + 1
            t = tokens[j]
            r = t.reading
            if t.word.shape == "punct":
                inside = self._bracketed(j)
                if inside is None:
                    return
                np.last = inside
                continue
            count = self.marks.counts.starts.get(j)
            if count is not None and count.noun == np.head:
                np.last, np.count = count.last, count  # مسلحين اثنين: the numeral follows
                continue
            if t.word.shape == "number" or j in self.marks.times.starts or j in self.marks.money.starts:
                return
            if r.conj or r.prep or r.fut:
                if not self._joined_genitive(np, j, construct):
                    return
                continue
            mention = self.marks.actors.starts.get(j) or self.marks.places.starts.get(j)
            if r.pos == "adj" or (r.pos == "noun" and r.guessed and r.det and not construct):
                if mention is None and not self._adjective_fits(np, t):
                    return
                if mention is None or not construct:
                    np.last = j if mention is None else mention.last
                    np.definite = np.definite or r.det
                    construct = False
                    continue
            if mention is not None:
                if not construct and not titled and np.actor is not None:
                    return
                if not (construct or titled or (np.kind == "place" and mention.kind != "place" and np.place is None)):
                    return
                self._take(np, mention, titled)
                titled = titled and mention.kind != "person"  # الرئيس هادي الميليشيات: after its name a title takes no more
                construct = False
                continue
            if r.pos == "dem" or (r.suffix and r.cues):
                return  # مصدر قوله: a word of speaking with a pronoun opens what is said
            if r.pos not in ("noun", "name", "quant"):
                return
            if r.pos == "name" and (titled or construct or np.kind == "person"):
                np.last = j
                np.definite = True
                construct = False
                titled = True
                continue
            if not construct or self.marks.counts.starts.get(j) or self._accusative(t):
                return
            np.last = j
            np.definite = r.det or bool(r.suffix)
            construct = self._takes_genitive(np, t)
            titled = titled or (r.entry is not None and r.entry.title is not None)

    def _take(self, np: NounPhrase, mention: object, titled: bool) -> None:
        np.last = mention.last  # type: ignore[attr-defined]
        np.definite = True
        if mention is self.marks.actors.starts.get(mention.first):  # type: ignore[attr-defined]
            if np.actor is None or titled:
                np.actor = mention
        elif np.place is None:
            np.place = mention

    def _titled(self, np: NounPhrase) -> bool:
        entry = self.tokens[np.head].reading.entry
        return entry is not None and entry.title is not None and np.actor is None

    def _takes_genitive(self, np: NounPhrase, t: Token) -> bool:
        """A noun without ال, tanween and pronoun; a sound plural or dual has lost its ن before a genitive (مسلحو, not مسلحون)."""
        r = t.reading
        if np.definite or self._tanween(t):
            return False
        return not (r.number in ("p", "d") and t.norm.endswith(("ون", "ين", "ان")) and not r.guessed and r.lemma[-2:] not in ("ين", "ان", "ون"))

    def _accusative(self, t: Token) -> bool:
        """حاجزا: an accusative is never the second part of an idafa."""
        return self._tanween(t) and t.norm.endswith("ا") and not t.reading.det

    def _tanween(self, t: Token) -> bool:
        raw = t.raw
        return (
            raw.endswith(("ًا", "اً", "ا")) and t.reading.pos in ("noun", "adj") and not t.reading.lemma.endswith(("ا", "ى", "اء"))
        ) or not TANWEEN.isdisjoint(raw)

    def _adjective_fits(self, np: NounPhrase, t: Token) -> bool:
        """Definite with definite; and the adjective agrees with some noun of the phrase (الجيش المسلحين does not)."""
        if t.reading.det != (np.definite or (t.reading.det and np.last > np.head)):
            return False
        return any(agree(self.tokens[k], t) for k in range(np.head, np.last + 1) if self.tokens[k].reading.pos != "adj")

    def _bracketed(self, j: int) -> int | None:
        """A short parenthesis inside a name: تنظيم (داعش), الفرقة (30): index of the closing bracket where the phrase goes on."""
        tokens = self.tokens
        if tokens[j].raw != "(":
            return None
        for k in range(j + 1, min(j + 4, len(tokens))):
            if tokens[k].raw == ")":
                return k if k + 1 < len(tokens) and (self.marks.actors.starts.get(j + 1) or tokens[k + 1].reading.pos == "adj") else None
        return None

    def _joined_genitive(self, np: NounPhrase, j: int, construct: bool) -> bool:
        """عائلات القتلى والجرحى is one phrase only for دual heads with shared genitives: مدينتي الرمادي والفلوجة."""
        head = self.tokens[np.head].reading
        r = self.tokens[j].reading
        if head.number == "d" and head.kind == "place" and r.conj and not r.prep:
            mention = self.marks.places.starts.get(j)
            if mention is not None:
                np.last = mention.last
                return True
        return False

    def _attach(self, np: NounPhrase) -> None:
        """One prepositional complement that belongs to the phrase."""
        tokens = self.tokens
        j = np.last + 1
        np.core_last = np.last
        if j >= len(tokens):
            return
        t = tokens[j]
        r = t.reading
        last = tokens[np.last].reading
        attached: NounPhrase | None = None
        if last.pos == "adj" and np.last > np.head and last.form in ("active-participle", "passive-participle", "adj"):
            prep, k = self.preposition(j)
            if prep in _ATTACHING and last.form != "adj":
                attached = self.noun_phrase(k) if k < len(tokens) else None
        if attached is None and r.prep == "ل" and r.pos in ("noun", "name") and np.kind in _OWNED and not np.definite and np.last - np.first < 4:
            candidate = self.noun_phrase(j)
            if candidate is not None and (candidate.people or candidate.actor is not None) and candidate.kind != "media":
                attached = candidate
        if attached is None and t.norm == "من" and np.kind in ("group", "person", "military", "quantity") and not np.definite and np.last == np.head:
            candidate = self.noun_phrase(j + 1)
            if candidate is not None and candidate.people:
                attached = candidate
        if attached is not None and attached.last - np.first <= MAX_WORDS:
            np.last = attached.last
            if np.actor is None and attached.actor is not None:
                np.actor = attached.actor if np.kind in ("group", "person", "military", "quantity") else np.actor

    def _close_span(self, np: NounPhrase) -> None:
        tokens = self.tokens
        if np.core_last < 0:
            np.core_last = np.last
        end = tokens[np.last]
        mention = self.marks.actors.cover.get(np.last) or self.marks.places.cover.get(np.last)
        stop = mention.span[1] if mention is not None and mention.last == np.last else end.end
        np.span = (np.span[0], stop)

    def accusative(self, np: NounPhrase) -> bool:
        """Its head is written as an accusative (جنديا, حاجزا)."""
        return np.sentence == self.sentence.index and np.count is None and self._accusative(self.tokens[np.head])

    # -- prepositions and chunks ----------------------------------------------------------------------------------------------

    def preposition(self, i: int) -> tuple[str, int]:
        """The preposition that begins at token ``i`` (a word, several words, or a clitic) and the token its phrase begins at; ("", i) if none."""
        known = self._preps.get(i)
        if known is None:
            known = self._preps[i] = self._preposition(i)
        return known

    def _preposition(self, i: int) -> tuple[str, int]:
        tokens = self.tokens
        if i >= len(tokens):
            return "", i
        t = tokens[i]
        for words, rest in self.prepositions[t.word]:
            stop = i + 1 + len(rest)
            if stop <= len(tokens) and tokens[i + 1].norm == rest[0] and tuple(x.norm for x in tokens[i + 1 : stop]) == rest:
                return words, stop
        if t.reading.pos in ("noun", "adj") and i + 1 in self.marks.places.starts and any(a.pos == "prep" and a.end == len(t.norm) for a in t.word.analyses):
            return t.norm, i + 1  # غربي تعز, وسط بنغازي: before a named place it is no noun
        if t.reading.pos == "prep":
            if t.reading.suffix:
                return "", i
            if t.reading.prep == "ب" and i + 1 < len(tokens):
                return t.reading.lemma, i + 1
            return t.norm[t.reading.start :] if t.reading.start else t.norm, i + 1
        if t.reading.prep and t.reading.pos != "verb":
            return t.reading.prep, i
        return "", i

    def scan(self, i: int, stop: int | None = None) -> Iterator[Chunk]:
        """Chunks from token ``i`` on, in order."""
        tokens = self.tokens
        end = len(tokens) if stop is None else stop
        known = self._starts
        while i < end:
            chunk = known.get(i)
            if chunk is None:
                chunk = known[i] = self._chunk(i)
            yield chunk
            i = chunk.last + 1

    def _chunk(self, i: int) -> Chunk:
        t = self.tokens[i]
        r = t.reading
        time = self.marks.times.starts.get(i)
        if time is not None:
            return Chunk("time", i, time.last)
        if t.word.shape == "punct":
            return Chunk("punct", i, i)
        prep, k = self.preposition(i)
        if prep and (i in self.marks.counts.starts or i in self.marks.money.starts) and not r.prep:
            prep = ""  # نحو مئتي شخص: the word belongs to the number
        if prep:
            np = self.noun_phrase(k) if k < len(self.tokens) else None
            if np is not None:
                return Chunk("pp", i, np.last, prep, np)
            if k < len(self.tokens) and k in self.marks.times.starts:
                return Chunk("time", i, self.marks.times.starts[k].last, prep)
            return Chunk("pp", i, max(i, k - 1), prep, None)
        np = self.noun_phrase(i)
        if np is not None:
            return Chunk("np", i, np.last, "", np)
        kind = {"verb": "verb", "sub": "sub", "rel": "rel", "neg": "neg", "fut": "part"}.get(r.pos, "part")
        return Chunk(kind, i, i)

    @property
    def chunks(self) -> list[Chunk]:
        """All chunks of the sentence from its first word."""
        return self.chunks_to(len(self.tokens) - 1)

    def chunks_to(self, i: int) -> list[Chunk]:
        """The chunks of the sentence from its first word to the one that holds token ``i``; more, if more are known already."""
        known = self._chunks
        start = known[-1].last + 1 if known else 0
        if start <= i:
            known.extend(self.scan(start, i + 1))
        return known

    def coordinated(self, np: NounPhrase) -> list[NounPhrase]:
        """``np`` and the phrases joined to it (أ وب, أ وب وج, أ، ب وج)."""
        out = [np]
        if np.sentence != self.sentence.index:
            return out
        current = np
        while len(out) < 8:
            j = current.last + 1
            if j >= len(self.tokens):
                break
            t = self.tokens[j]
            if t.raw == "،" and j + 1 < len(self.tokens) and self._list_goes_on(j + 1):
                j += 1
                t = self.tokens[j]
            elif t.reading.pos == "conj" and t.norm in ("او", "و", "بل", "فضلا"):
                j += 1
            elif not (t.reading.conj == "و" and t.reading.pos != "verb"):
                break
            nxt = self.noun_phrase(j)
            if nxt is None or nxt.first != j or (nxt.prep and nxt.prep != np.prep):
                break
            if not _alike(np, nxt):
                break
            out.append(nxt)
            current = nxt
        return out

    def _list_goes_on(self, j: int) -> bool:
        """A comma list of names ends in و: أ، ب وج."""
        for _ in range(8):
            nxt = self.noun_phrase(j)
            if nxt is None or nxt.prep or (nxt.actor is None and nxt.place is None):
                return False
            k = nxt.last + 1
            if k >= len(self.tokens):
                return False
            if self.tokens[k].raw != "،":
                return self.tokens[k].reading.conj == "و" and self.tokens[k].reading.pos != "verb"
            j = k + 1
        return False


def agree(noun: Token, adjective: Token) -> bool:
    """Gender and number of an adjective against a noun; plurals of things take the feminine singular; names and numbers are let pass."""
    a, b = noun.reading, adjective.reading
    if noun.norm.endswith("ون") and adjective.norm.endswith("ين") and a.number == "p" and b.number == "p":
        return False  # the endings are of two cases: السجانون المعتقلين
    if a.pos == "name" and b.number == "p":
        return False
    if a.guessed or b.guessed or a.pos not in ("noun",) or not a.gender or not b.gender:
        return True
    if a.number == "p":
        return b.number in ("p", "") or b.gender == "f"
    if b.number == "p" and a.number == "s":
        return False
    return a.gender == b.gender


def _alike(a: NounPhrase, b: NounPhrase) -> bool:
    """Two phrases that can be joined: both act, or both are of one kind, or one is of unknown kind."""
    if a.people and b.people:
        return True
    if a.kind == b.kind or not a.kind or not b.kind:
        return not (a.people or b.people) or (not a.kind or not b.kind)
    things = {"building", "vehicle", "weapon", "materiel", "place", "aircraft", "goods"}
    return a.kind in things and b.kind in things
