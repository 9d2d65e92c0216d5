"""A report for people: one HTML file that stands alone, prints well, and gives each fact with its words and its speakers.

Arabic (right to left) or English. Text of articles is escaped everywhere, and the page forbids scripts and anything
from outside, so that no article can become markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from marsad.incidents import Account, Contradiction, Incident, IncidentPlace, Range
from marsad.incidents.control import ControlSpell
from marsad.incidents.control_records import Account as ControlAccount
from marsad.incidents.filters import GRADES, Filter
from marsad.record import ActorRef, Article, Finance, PlaceRef, SourceRef
from marsad.views.export.labels import Labels
from marsad.views.export.material import Material
from marsad.views.export.sentences import sentence_at

Shown = dict[str, object]

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
"""Control characters, and marks that would turn the direction of what stands around a quotation."""
_MOST_BARS = 36
_RULE = re.compile(r"\(rule ([\w-]+)\)$")


def write(material: Material, path: Path, language: str = "ar") -> None:
    """Write the report."""
    environment = Environment(loader=PackageLoader("marsad.views.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = clean
    report = Report(material, language)
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for part in environment.get_template("report.html").generate(r=report, w=report.word, language=language):
            file.write(part)


def clean(text: object) -> str:
    """Text without what could steer the page; not yet escaped."""
    return _STEERING.sub(" ", str(text))


class Report:
    """What the template shows.

    Parameters
    ----------
    material: what to report.
    language: ``ar`` or ``en``.
    """

    def __init__(self, material: Material, language: str) -> None:
        from marsad import __version__

        self.version = __version__
        self.material, self._names = material, material.names
        self.label = Labels(material.names.lexicon, language)
        self.arabic = language == "ar"
        self._numbers = {a.id: n for n, a in enumerate(material.articles, 1)}

    def word(self, ident: str) -> str:
        """A word of the report itself."""
        return self.label("report", ident)

    # -- head --------------------------------------------

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The criteria of the filter: what is asked, and for what."""
        f: Filter = self.material.chosen
        out = [("place", " · ".join(f.places)), ("actor", " · ".join(f.actors)), ("speaker", " · ".join(f.speakers))]
        out += [("type", " · ".join(f.types)), ("grade", " · ".join(self.label("grade", g) for g in f.grades))]
        out += [("status", " · ".join(self.label("status", s) for s in f.statuses))]
        out += [("since", self.label.date(f.since) if f.since else ""), ("until", self.label.date(f.until) if f.until else "")]
        return [(self.word(k), v) for k, v in out if v]

    @property
    def title(self) -> str:
        """What the report is about: an incident, places, actors, or everything."""
        f: Filter = self.material.chosen
        told = self.material.incidents
        if self.material.only and len(told) == 1:
            return self._headline(told[0])
        return " · ".join((*f.places, *f.actors)) or self.word("everything" if f.empty else "selection")

    @property
    def counts(self) -> list[tuple[int, str]]:
        """The numbers at the head."""
        m = self.material
        return [
            (len(m.articles), self.word("articles")),
            (sum(len(r.events) for r in m.records), self.word("events-count")),
            (len(m.incidents), self.word("incidents-count")),
            (sum(len(i.contradictions) for i in m.incidents), self.word("contradictions-count")),
            (len(m.spells), self.word("spells-count")),
        ]

    @property
    def grades(self) -> list[Shown]:
        """How many incidents have each grade."""
        found: Counter[str] = Counter(i.grade for i in self.material.incidents)
        total = max(1, len(self.material.incidents))
        return [{"code": g, "label": self.label("grade", g), "n": found[g], "share": 100 * found[g] / total} for g in GRADES if found[g]]

    @property
    def bars(self) -> list[Shown]:
        """Incidents by month, or by year where that would be too many bars."""
        dated = sorted(i.date.start for i in self.material.incidents if i.date is not None)
        if not dated:
            return []
        size = 7 if len(_months(dated[0], dated[-1])) <= _MOST_BARS else 4
        found = Counter(d[:size] for d in dated)
        steps = _months(dated[0], dated[-1]) if size == 7 else [str(y) for y in range(int(dated[0][:4]), int(dated[-1][:4]) + 1)]
        top = max(found.values())
        return [{"n": found[s], "height": round(100 * found[s] / top), "label": self.label.date(s), "year": s[:4], "month": s[5:]} for s in steps]

    # -- incidents ---------------------------------------

    def incidents(self) -> Iterator[Shown]:
        """The incidents, by date."""
        for i in self.material.incidents:
            rule = _RULE.search(i.grade_why)
            yield {
                "id": i.id, "headline": self.label.kind(i.event_type, i.mode), "grade": i.grade, "grade_label": self.label("grade", i.grade),
                "grade_why": self.label("rule", rule[1]) if rule else i.grade_why, "voices": i.voices, "place": self._place(i.place),
                "date": self.label.date(i.date.start, i.date.end) if i.date else self.word("no-date"),
                "by_publication": i.date_from == "report", "who": self._actors(i.actors), "whom": self._actors(i.recipients),
                "counts": [(self.label("count", k), self._range(c)) for k, c in i.casualties.items()],
                "accounts": [self._account(n, a, i) for n, a in enumerate(i.accounts, 1)],
                "contradictions": [self._contradiction(c, i) for c in i.contradictions],
            }  # fmt: skip

    def _headline(self, i: Incident) -> str:
        where = self._place(i.place)
        day = self.label.date(i.date.start, i.date.end) if i.date else ""
        return " · ".join(x for x in (self.label.kind(i.event_type, i.mode), str(where["name"]) if where else "", day) if x)

    def _account(self, n: int, a: Account, i: Incident) -> Shown:
        differs = any(n - 1 in c.accounts for c in i.contradictions)
        return {
            "n": n, "chain": a.chain or (self.word("article"),), "stance": self.label("stance", a.stance), "quote": a.quote, "differs": differs,
            "status": None if a.status == "asserted" else self.label("status", a.status), "source": self._source(a.article),
            "counts": [(self.label("count", c.kind), self._range(Range(c.low, c.high))) for c in a.casualties],
            "reprints": [r.publisher or r.article for r in a.reprints],
        }  # fmt: skip

    def _contradiction(self, c: Contradiction, i: Incident) -> Shown:
        pairs = [(n + 1, self._value(c, value, i.accounts[n])) for n, value in zip(c.accounts, c.values, strict=True)]
        return {"about": self.label("about", c.about), "pairs": pairs}

    def _value(self, c: Contradiction, value: str, account: Account) -> str:
        """A value of a contradiction in the language of the report."""
        if c.about in ("actor", "responsibility") and account.actors and value not in ("asserted", "negated"):
            return "، ".join(self._actors(account.actors)) if self.arabic else ", ".join(self._actors(account.actors))
        if c.about == "place" and account.place is not None:
            return str((self._place(account.place) or {"name": value})["name"])
        if c.about == "date" and account.date is not None:
            return self.label.date(account.date.start, account.date.end)
        return self.label("status", value)

    # -- control -----------------------------------------

    def control(self) -> Iterator[Shown]:
        """Places with their spells."""
        places: dict[str, list[ControlSpell]] = {}
        for s in self.material.spells:
            places.setdefault(s.place.id, []).append(s)
        for spells in places.values():
            p = spells[0].place
            names = (p.name_ar, p.name_en) if self.arabic else (p.name_en, p.name_ar)
            shown = [n for n in names if n]
            yield {"name": (shown or [p.id])[0], "other": shown[1] if len(shown) > 1 else "", "spells": [self._spell(s) for s in spells]}

    def _spell(self, s: ControlSpell) -> Shown:
        holder = self._actor(s.holder) if s.holder else self.word("fought-over" if s.contested else "no-holder")
        notes = [self.word("contested")] * s.contested + [self.word("part")] * (s.extent == "part") + [self.word("last-stronghold")] * s.last
        told = [("since-change", s.since_account), ("until-change", s.until_account)]
        lines = [self._said(self.word(k), a) for k, a in told if a is not None]
        lines += [self._said(self.word("rival"), r.account) for r in s.rivals] + [self._said(self.word("claim"), a) for a in s.claims]
        return {
            "holder": holder, "known": s.holder is not None, "notes": notes, "from": self._edge(s.from_interval), "lines": lines,
            "to": self._edge(s.to_interval) if s.to is not None else self.word("still"), "rivals": bool(s.rivals),
        }  # fmt: skip

    def _said(self, head: str, a: ControlAccount) -> Shown:
        chain = [p for p in (a.publisher, *a.sources) if p] or [self.word("article")]
        status = None if a.status == "asserted" else self.label("status", a.status)
        return {"head": f"{head}: {self.label('change', a.says)}", "chain": chain, "quote": a.quote, "status": status, "source": self._source(a.article)}

    def _edge(self, when: tuple[str | None, str | None]) -> str:
        low, high = when
        if low and high and low != high:
            return self.label.date(low, high)
        if low is None and high:
            return f"{self.word('by')} {self.label.date(high)}"
        return self.label.date(low) if low else self.word("no-date")

    # -- the rest ----------------------------------------

    def others(self) -> Iterator[Shown]:
        """Events that belong to no incident of the report, by article."""
        for record in self.material.records:
            rows = [
                {
                    "kind": self.label.kind(e.event_type, e.mode), "who": self._refs(e.actor), "whom": self._refs(e.recipient),
                    "date": self.label.date(e.date.start, e.date.end) if e.date else "", "places": self._refs(e.location),
                    "status": None if e.status == "asserted" else self.label("status", e.status), "speakers": self._refs(e.sources),
                    "quote": sentence_at(record.article.text, e.trigger.start, e.trigger.end),
                }
                for e in record.events
                if (record.id, e.id) not in self.material.told
            ]  # fmt: skip
            if rows:
                yield {"source": self._source(record.id), "events": rows}

    def relations(self) -> Iterator[Shown]:
        """Ties between actors."""
        for record in self.material.records:
            for r in record.relations:
                yield {
                    "one": self._actor(r.from_), "kind": self.label("relation", r.kind), "other": self._actor(r.to), "speakers": self._refs(r.sources),
                    "quote": sentence_at(record.article.text, *r.span), "source": self._source(record.id),
                }  # fmt: skip

    def finance(self) -> Iterator[Shown]:
        """Flows of money and goods."""
        for record in self.material.records:
            for f in record.finance:
                yield {
                    "amount": self._amount(f), "means": self.label("mode", f"FINANCE/{f.means}").removeprefix("FINANCE/") if f.means else "",
                    "payer": self._refs(f.payer), "payee": self._refs(f.payee), "shared": f.shared, "speakers": self._refs(f.sources),
                    "status": None if f.status == "asserted" else self.label("status", f.status), "source": self._source(record.id),
                    "quote": sentence_at(record.article.text, *f.span) if f.span else f.text,
                }  # fmt: skip

    def _amount(self, f: Finance) -> str:
        if f.amount is None:
            return ""
        low, high, currency = f.amount.low, f.amount.high, f.amount.currency or ""
        number = f"{low:,.0f}" + (f"+ {self.word('or-more')}" if high is None else "" if high == low else f"–{high:,.0f}")
        return f"{number.replace('+ ', ' ')} {currency}".strip()

    def sources(self) -> Iterator[Shown]:
        """The articles, numbered."""
        for a in self.material.articles:
            yield self._source(a.id)

    # -- names -------------------------------------------

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return self.material.article

    def _source(self, ident: str) -> Shown:
        a = self._articles.get(ident)
        if a is None:
            return {"n": None, "id": ident, "title": ident, "publisher": "", "date": "", "url": None}
        url = a.url if a.url and re.match(r"https?://", a.url) else None
        date = self.label.date(a.published) if a.published else ""
        return {"n": self._numbers.get(ident), "id": ident, "title": a.title or "", "publisher": a.publisher or "", "date": date, "url": url}

    def _actor(self, entity: str) -> str:
        known = self._names.actor(entity)
        return (known.ar or known.en or known.id) if self.arabic else known.best

    def _actors(self, ids: Iterable[str]) -> list[str]:
        return [self._actor(i) for i in ids]

    def _refs(self, refs: Sequence[ActorRef | SourceRef | PlaceRef]) -> list[str]:
        return [r.text for r in refs]

    def _place(self, p: IncidentPlace | None) -> Shown | None:
        if p is None:
            return None
        names = [n for n in ((p.name_ar, p.name_en) if self.arabic else (p.name_en, p.name_ar)) if n]
        country = (self._names.country_ar(p.country) if self.arabic else self._names.country(p.country)) or ""
        within = f"{self.word('within')} {p.radius_km:g} {self.word('km')}" if p.radius_km is not None else ""
        about = [x for x in (names[1] if len(names) > 1 else "", country if country not in names else "", self.label("precision", p.precision or "")) if x]
        return {"name": (names or [p.id or ""])[0], "about": about, "within": within, "country": country}

    def _range(self, count: Range) -> str:
        if count.high is None:
            return f"{count.low:,} {self.word('or-more')}"
        return f"{count.low:,}" if count.low == count.high else f"{count.low:,}–{count.high:,}"


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    out = []
    while f"{year:04}-{month:02}" <= last[:7]:
        out.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return out
