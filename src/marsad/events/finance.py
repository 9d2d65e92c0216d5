"""Money and goods that pay for a conflict: how much, by what means, from whom, to whom.

Each FINANCE event gives an entry. So does a verb of paying or getting (``finance_means.tsv``) with a sum of money
in its clause.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marsad.events.relation_sides import Sides
from marsad.orthography import normalise
from marsad.record import ActorRef, Amount, Finance, SourceRef, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marsad.events.clauses import ClauseReader
    from marsad.events.code import Coding
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.sources import Row
    from marsad.mentions.noun_phrase import NounPhrase
    from marsad.record import Event
    from marsad.text.document import Document

MEANS = "tax oil donation ransom smuggling trade looting transfer aid wage extortion arms"
"""The means that ``finance_means.tsv`` can tell."""
_BY_MODE = {
    "tax": (("prep:من", "prep:علي"), ("actor",)),
    "trade": (("prep:ل", "prep:الي"), ("actor",)),
    "smuggling": ((), ("actor",)),
    "ransom": (("prep:من",), ("actor",)),
    "donation": (("actor", "prep:من"), ("recipient", "prep:ل", "prep:الي")),
    "transfer": (("actor", "prep:من"), ("recipient", "prep:ل", "prep:الي")),
}
_VAGUE = frozenset({"transfer", "trade", "donation", "aid"})
"""Means that a more telling word beside them (نفط, فدية) makes more exact."""
_REACH = 14


@dataclass(frozen=True, slots=True)
class MeansRow:
    """One row of ``finance_means.tsv``; ``payer`` and ``payee`` are where they are found, first match wins."""

    id: str
    kind: str
    means: str
    payer: tuple[str, ...]
    payee: tuple[str, ...]
    lemmas: tuple[str, ...]
    file: str
    line: int


class MeansTable:
    """The words of means and the verbs of paying, by normalised lemma."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.words: dict[str, MeansRow] = {}
        self.verbs: dict[str, MeansRow] = {}
        for row in rows:
            c = row.cells
            made = MeansRow(
                c["id"], c["class"], c["means"], _places(c["payer"]), _places(c["payee"]),
                tuple(normalise(w) for w in c["lemma"].split("|")), row.at.file, row.at.line,
            )  # fmt: skip
            table = self.verbs if made.kind == "verb" else self.words
            for lemma in made.lemmas:
                table.setdefault(lemma, made)


def _places(cell: str) -> tuple[str, ...]:
    return tuple("prep:" + normalise(p[5:]) if p.startswith("prep:") else p for p in cell.split("|") if p)


@dataclass(slots=True, eq=False)
class _Flow:
    """One entry in the making."""

    token: int
    event: Event | None
    money: Any | None
    means: str
    payer: list[NounPhrase]
    payee: list[NounPhrase]
    row: MeansRow | None = None
    shared: bool = False


def read_finance(document: Document, coding: Coding, lexicon: Grammar, table: MeansTable) -> list[Finance]:
    """The flows of money and goods that the document reports, in the order of the text."""
    by_sentence: dict[int, list[tuple[Draft, Event]]] = defaultdict(list)
    for draft, event in zip(coding.drafts, coding.events, strict=True):
        by_sentence[draft.sentence].append((draft, event))
    out: list[Finance] = []
    for reader in coding.readers:
        found = by_sentence.get(reader.sentence.index, [])
        if not reader.phrases.marks.money.items and not any(d.event_type == "FINANCE" for d, _ in found):
            continue
        sentence = _SentenceFinance(reader, found, lexicon, table)
        out += [sentence.entry(flow, document) for flow in sentence.flows()]
    return out


class _SentenceFinance:
    """The flows of one sentence."""

    def __init__(self, reader: ClauseReader, found: Sequence[tuple[Draft, Event]], lexicon: Grammar, table: MeansTable) -> None:
        self.reader, self.found, self.lexicon, self.table = reader, found, lexicon, table
        self.revenue = lexicon.classes["revenue"]
        self.tokens, self.phrases = reader.tokens, reader.phrases
        self.sums: list[Any] = list(reader.phrases.marks.money.items)

    def flows(self) -> list[_Flow]:
        """FINANCE events first, then verbs with a sum that no event has taken."""
        events = [(d, e) for d, e in self.found if d.event_type == "FINANCE"]
        flows = [self._of_event(d, e) for d, e in events]
        flows = [f for f in flows if f.event is not None]
        self._share(flows)
        taken = {id(f.money) for f in flows if f.money is not None and not f.shared}
        verbs = {f.token for f in flows}
        for money in self.sums:
            if id(money) in taken:
                continue
            v = self._verb_of(money)
            if v is None or v in verbs:
                continue
            flow = self._of_verb(v, money)
            if flow is not None:
                verbs.add(v)
                flows.append(flow)
        return sorted(flows, key=lambda f: f.token)

    # -- events ----------------------------------------

    def _of_event(self, d: Draft, e: Event) -> _Flow:
        v = d.token if d.verbal else d.light.verb if d.light is not None else self._governing(d.token)
        row = self._verb_row(v) if v is not None else None
        means = self._means(d.token, d.right_end, d.mode or "")
        payer: list[NounPhrase] = []
        payee: list[NounPhrase] = []
        if row is not None and v is not None:
            payer, payee = self._sides(row, v)
        word = self._word(d.token)
        mode = _BY_MODE.get(d.mode or "", ((), ("actor",)))
        payer = payer or self._from_draft(d, (*mode[0], *(word.payer if word else ())))
        payee = payee or self._from_draft(d, (*mode[1], *(word.payee if word else ())))
        payee = [n for n in payee if all(n is not p for p in payer)]
        means = means or (row.means if row is not None else "")
        flow = _Flow(d.token, e, None, means, payer, payee, row or word)
        flow.money = self._sum_for(d, v)
        return flow

    def _sum_for(self, d: Draft, v: int | None) -> Any | None:
        """The nearest sum behind the trigger in its clause, or behind its verb."""
        best, cost = None, _REACH + 1
        for m in self.sums:
            gap = m.first - d.token if m.first > d.token else d.token - m.last
            if v is not None and v < m.first and v <= d.token:
                gap = min(gap, m.first - v)
            between = range(min(m.last, d.token) + 1, max(m.first, d.token))
            walls = sum(self.tokens[k].reading.pos in ("verb", "sub", "rel") and k != v for k in between)
            if gap + 8 * walls < cost:
                best, cost = m, gap + 8 * walls
        return best

    def _share(self, flows: list[_Flow]) -> None:
        """ثروة تبلغ مليار دولار من الضرائب والنفط والفدية: one sum, several means: the sum is their total."""
        if len(self.sums) != 1 or len(flows) < 2:
            return
        money = self.sums[0]
        total = self._wealth(money)
        if money.last < min(f.token for f in flows) and total is not None:
            owner = self.phrases.noun_phrase(total + 1)
            for f in flows:
                f.money, f.shared = money, True
                if not f.payee and owner is not None and owner.actor is not None and not owner.prep:
                    f.payee = [owner]
            return
        owners = [f for f in flows if f.money is money]
        nearest = min(owners, key=lambda f: abs(f.token - money.first), default=None)
        for f in owners:
            f.money = money if f is nearest else None

    def _wealth(self, money: Any) -> int | None:
        """The token of a total before the sum: ثروة, عائدات, إيرادات, دخل, ميزانية."""
        for k in range(max(0, money.first - 8), money.first):
            r = self.tokens[k].reading
            if r.pos == "noun" and normalise(r.lemma) in self.revenue:
                return k
        return None

    # -- verbs ----------------------------------------

    def _verb_row(self, v: int) -> MeansRow | None:
        r = self.tokens[v].reading
        if r.pos != "verb" and r.form != "masdar":
            return None
        return self.table.verbs.get(self.lexicon.normal_lemma(r))

    def _governing(self, token: int) -> int | None:
        """The finite verb of paying or getting before a noun, with no other verb between."""
        for k in range(token - 1, max(-1, token - _REACH), -1):
            r = self.tokens[k].reading
            if r.pos == "verb" or (r.form == "masdar" and self._verb_row(k) is not None):
                return k if self._verb_row(k) is not None else None
            if self.tokens[k].raw in ".؛:":
                return None
        return None

    def _verb_of(self, money: Any) -> int | None:
        """The verb (or masdar) of paying or getting in whose clause a sum stands."""
        v = self._governing(money.first)
        if v is None:
            return None
        r = self.tokens[v].reading
        if r.pos == "verb" and self.reader.clause(v).end + 3 < money.first:
            return None
        return v

    def _of_verb(self, v: int, money: Any) -> _Flow | None:
        row = self._verb_row(v)
        if row is None:
            return None
        payer, payee = self._sides(row, v)
        means = self._means(v, max(self.reader.clause(v).end if self.tokens[v].reading.pos == "verb" else v, money.last), "") or row.means
        if not payer and not payee:
            return None
        event = next((e for d, e in self.found if d.token == v), None)
        return _Flow(v, event, money, means, payer, payee, row)

    def _sides(self, row: MeansRow, v: int) -> tuple[list[NounPhrase], list[NounPhrase]]:
        return self._first(row.payer, v), self._first(row.payee, v)

    def _first(self, places: tuple[str, ...], v: int) -> list[NounPhrase]:
        r = self.tokens[v].reading
        if r.pos != "verb":
            return self._first_of_masdar(places, v)
        clause = self.reader.clause(v)
        passive = clause.passive or (r.voice == "either" and any(n.kind in ("money", "quantity") for n in clause.subjects))
        for place in places:
            if place == "subject":
                nps = [] if passive else clause.subjects
            elif place == "object":
                nps = clause.objects if clause.subjects else []
            elif place.startswith("prep:"):
                nps = [n for p, np in clause.pps if p == place[5:] for n in self.phrases.coordinated(np)]
            else:
                nps = []
            found = [n for n in nps if self._party(n)]
            if found:
                return found
        return []

    def _party(self, np: NounPhrase) -> bool:
        """Who can pay or be paid: people, a country, a word for people without a kind of its own (أثرياء)."""
        if np.people:
            return np.kind not in ("money", "quantity")
        r = self.tokens[np.head].reading if np.sentence == self.reader.sentence.index else None
        if r is not None and r.pos == "adj" and np.number == "p" and not np.kind:
            return True
        return getattr(np.place, "kind", "") == "country"

    def _first_of_masdar(self, places: tuple[str, ...], v: int) -> list[NounPhrase]:
        """دفع الحكومة فدية ل..., بتلقيه أموالا من ...: the genitive or its pronoun is the subject."""
        right = self.reader.complements.right_of(v + 1)
        for place in places:
            nps: list[NounPhrase] = []
            if place == "subject":
                suffix = self.tokens[v].reading.suffix
                np = self.reader.referents.of(v, suffix, acting=True) if suffix else self.phrases.noun_phrase(v + 1)
                nps = [np] if np is not None and (suffix or np.first == v + 1) else []
            elif place.startswith("prep:"):
                nps = [n for p, np in right.pps if p == place[5:] for n in self.phrases.coordinated(np)]
            found = [n for n in nps if self._party(n)]
            if found:
                return found
        return []

    def _from_draft(self, d: Draft, places: tuple[str, ...]) -> list[NounPhrase]:
        for place in places:
            nps: list[NounPhrase] = []
            if place == "actor":
                nps = [f.np for f in d.actor if f.np is not None]
            elif place == "recipient":
                nps = [f.np for f in d.recipient if f.np is not None]
            elif place == "idafa":
                np = self.phrases.noun_phrase(d.token + 1)
                nps = [np] if np is not None and not np.prep else []
            elif place.startswith("prep:"):
                pps = d.clause.pps if d.clause is not None else self.reader.complements.right_of(d.token + 1).pps
                nps = [n for p, np in pps if p == place[5:] for n in self.phrases.coordinated(np)]
            found = [n for n in nps if self._party(n)]
            if found:
                return found
        return []

    # -- means ----------------------------------------

    def _word(self, k: int) -> MeansRow | None:
        """The row of a noun or adjective, by its lemma or as it stands (فدية is also ف + دية)."""
        t = self.tokens[k]
        if t.reading.pos not in ("noun", "adj"):
            return None
        return self.table.words.get(self.lexicon.normal_lemma(t.reading)) or self.table.words.get(t.norm.removeprefix("ال"))

    def _means(self, token: int, stop: int, mode: str) -> str:
        """What the event's own word says; a vague one (تحويل, بيع) gives way to a telling one in its phrase (نفط,
        فدية)."""
        own = self._word(token)
        said = (own.means if own is not None else "") or (mode if mode in _BY_MODE else "")
        if said and said not in _VAGUE:
            return said
        for k in range(token + 1, min(len(self.tokens), max(stop + 1, token + 3))):
            r = self.tokens[k].reading
            if k > token + 1 and (r.pos in ("verb", "sub", "rel") or self.tokens[k].raw in ".؛:،" or any(d.token == k for d, _ in self.found)):
                row = self._word(k) if not said else None
                return row.means if row is not None else said
            row = self._word(k)
            if row is not None and (row.means not in _VAGUE or not said):
                return row.means
        return said

    # -- the record ----------------------------------------

    def entry(self, flow: _Flow, document: Document) -> Finance:
        """The entry as the record has it."""
        money = flow.money
        span: tuple[int, int] | None = tuple(money.span) if money is not None else None
        row = flow.row
        where = self.tokens[flow.token].stem_span()
        sources: tuple[SourceRef, ...] = flow.event.sources if flow.event is not None else self._nearest_sources(flow.token)
        return Finance(
            event=flow.event.id if flow.event is not None else None,
            amount=Amount(money.low, money.high, money.currency) if money is not None else None,
            means=flow.means or None,
            payer=self._refs(flow.payer, document),
            payee=self._refs(flow.payee, document),
            span=span,
            text=document.text[span[0] : span[1]] if span is not None else "",
            shared=flow.shared,
            sentence=self.reader.sentence.index,
            status=flow.event.status if flow.event is not None else "asserted",
            sources=sources,
            why=(Why(f"means {row.id}", row.file, row.line, (where,)),) if row is not None else (),
        )

    def _nearest_sources(self, token: int) -> tuple[SourceRef, ...]:
        """The speakers of the nearest event of the sentence that stands in the same clause."""
        near = sorted(self.found, key=lambda p: abs(p[0].token - token))
        return near[0][1].sources if near and abs(near[0][0].token - token) < _REACH else ()

    def _refs(self, nps: list[NounPhrase], document: Document) -> tuple[ActorRef, ...]:
        text = document.text
        sides = Sides(self.reader, self.lexicon)
        out = []
        for np in nps:
            entity = getattr(np.actor, "entity", None)
            if entity is None and np.sentence == self.reader.sentence.index and np.place is not None:
                state = sides.one(np.first)
                entity = state.entity if state is not None else None
            out.append(ActorRef(np.span, text[np.span[0] : np.span[1]], entity))
        return tuple(out)
