"""FollowTheMoney entities, one JSON object on each line, for Aleph, OpenAleph and their kin (https://followthemoney.tech).

Articles become ``Article``; actors ``Person``, ``Organization`` or ``PublicBody``; places ``Address``; incidents and
spells of control ``Event``; each account a ``Documentation`` of its incident by its article, with the words. Ties
become ``Membership``, ``Directorship`` or ``UnknownLink``, flows of money with both ends known ``Payment``. No topic
(such as those for crime or sanctions) is given to anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from marsad.incidents import Incident
from marsad.incidents.control import ControlSpell
from marsad.record import Article, Finance, Record, Relation
from marsad.views.export.cells import plain
from marsad.views.export.layout import place_name
from marsad.views.export.material import Material
from marsad.views.export.names import Named

Entity = dict[str, object]
Properties = dict[str, list[str | None]]
Point = tuple[str, str | None, str | None, float | None, float | None, str | None, str | None]

_SCHEMATA = {"person": "Person", "military": "PublicBody", "government": "PublicBody", "state": "PublicBody"}
_HEADS = frozenset({"leads", "commands"})


def write(material: Material, path: Path) -> None:
    """Write the entities; each stands before those that name it."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for entity in Entities(material).all():
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")


class Entities:
    """Makes the entities of some material, each once."""

    def __init__(self, material: Material) -> None:
        self._material, self._names = material, material.names
        self._done: set[str] = set()
        self._ready: list[Entity] = []

    def all(self) -> Iterator[Entity]:
        """All entities."""
        for article in self._material.articles:
            self._article(article)
        yield from self._take()
        for incident in self._material.incidents:
            self._incident(incident)
            yield from self._take()
        for spell in self._material.spells:
            self._spell(spell)
            yield from self._take()
        for record in self._material.records:
            for number, relation in enumerate(record.relations):
                self._relation(record, number, relation)
            for number, flow in enumerate(record.finance):
                self._flow(record, number, flow)
            yield from self._take()

    def _take(self) -> list[Entity]:
        out, self._ready = self._ready, []
        return out

    def _add(self, schema: str, key: str, properties: Properties) -> str:
        ident = entity_id(schema, key)
        if ident not in self._done:
            self._done.add(ident)
            filled = {name: list(dict.fromkeys(plain(v) for v in values if v)) for name, values in properties.items()}
            self._ready.append({"id": ident, "schema": schema, "properties": {n: v for n, v in filled.items() if v}})
        return ident

    def _article(self, a: Article) -> str:
        url = a.url if a.url and a.url.startswith(("http://", "https://")) else None
        name = a.title or f"{a.publisher or a.id}, {a.published or 'no date'}"
        return self._add(
            "Article", a.id,
            {"title": [name], "publisher": [a.publisher], "publishedAt": [_date(a.published)], "sourceUrl": [url], "language": ["ara"]},
        )  # fmt: skip

    def _actor(self, entity: str) -> str:
        known = self._names.actor(entity)
        return self._add(
            schema_of(known), entity,
            {
                "name": [known.en, known.ar] if known.en or known.ar else [entity], "country": [known.country.lower() if known.country else None],
            },
        )  # fmt: skip

    def _address(self, point: Point) -> str:
        ident, ar, en, lat, lon, country, remarks = point
        full = ", ".join(dict.fromkeys(n for n in (en, ar, self._names.country(country)) if n))
        return self._add(
            "Address", ident,
            {
                "full": [full], "country": [country.lower() if country else None], "remarks": [remarks],
                "latitude": [str(lat) if lat is not None else None], "longitude": [str(lon) if lon is not None else None],
            },
        )  # fmt: skip

    def _incident(self, i: Incident) -> None:
        p = i.place
        where = place_name(p) if p is not None else ""
        what = i.event_type + (f" ({i.mode})" if i.mode else "")
        name = ", ".join(x for x in (what, where, i.date.start if i.date else "") if x)
        counts = [f"{k} {r.low}" + ("" if r.high == r.low else " or more" if r.high is None else f" to {r.high}") for k, r in i.casualties.items()]
        remarks = f"{p.precision}, within {p.radius_km:g} km" if p is not None and p.radius_km is not None else None
        address = self._address((p.id, p.name_ar, p.name_en, p.lat, p.lon, p.country, remarks)) if p is not None and p.id else None
        event = self._add(
            "Event", i.id,
            {
                "name": [name], "recordId": [i.id], "keywords": [i.event_type, i.mode, i.grade],
                "startDate": [i.date.start if i.date else None], "endDate": [i.date.end if i.date else None],
                "location": [where], "country": [p.country.lower() if p is not None and p.country else None], "addressEntity": [address],
                "involved": [self._actor(a) for a in (*i.actors, *i.recipients)], "proof": [self._known_article(a) for a in i.articles],
                "summary": [f"{i.grade}: {i.grade_why}"],
                "notes": [*counts, *(f"Accounts differ on {c.about}: {' / '.join(c.values)}" for c in i.contradictions)],
            },
        )  # fmt: skip
        for number, a in enumerate(i.accounts):
            document = self._known_article(a.article)
            if document is not None:
                self._add(
                    "Documentation", f"{i.id}/{number}",
                    {
                        "document": [document], "entity": [event], "role": [f"{a.stance}, {a.status}"], "summary": [a.quote],
                        "description": [" > ".join(a.chain)], "date": [_date(a.published)], "publisher": [a.publisher],
                    },
                )  # fmt: skip

    def _known_article(self, ident: str) -> str | None:
        article = self._material.article.get(ident)
        return self._article(article) if article is not None else None

    def _spell(self, s: ControlSpell) -> None:
        p = s.place
        holder = s.holder_name or (self._names.actor(s.holder).best if s.holder else "fought over" if s.contested else "no holder told")
        told = [a for a in (s.since_account, s.until_account) if a is not None]
        self._add(
            "Event", f"control/{p.id}/{s.from_}/{s.to}/{s.holder}",
            {
                "name": [f"Control of {p.name_en or p.name_ar or p.id}: {holder}"], "keywords": ["control", "contested" if s.contested else None],
                "startDate": [s.from_], "endDate": [s.to], "location": [p.name_en or p.name_ar], "country": [p.country.lower() if p.country else None],
                "addressEntity": [self._address((p.id, p.name_ar, p.name_en, p.lat, p.lon, p.country, p.precision))],
                "involved": [self._actor(a) for a in (s.holder, *s.partners, *s.parties) if a and (a in self._names.lexicon.actors or ":" in a)],
                "proof": [self._known_article(a.article) for a in told], "summary": [a.quote for a in told],
            },
        )  # fmt: skip

    def _relation(self, record: Record, number: int, r: Relation) -> None:
        schema, ends = _tie(r, schema_of(self._names.actor(r.from_)), schema_of(self._names.actor(r.to)))
        self._add(
            schema, f"{record.id}/relation/{number}",
            {
                ends[0]: [self._actor(r.from_)], ends[1]: [self._actor(r.to)], "role": [r.kind], "summary": [r.text],
                "date": [_date(record.article.published)], "publisher": [record.article.publisher], "proof": [self._known_article(record.id)],
            },
        )  # fmt: skip

    def _flow(self, record: Record, number: int, f: Finance) -> None:
        payers, payees = [p.entity for p in f.payer if p.entity], [p.entity for p in f.payee if p.entity]
        if not payers or not payees:
            return
        amount = f.amount
        self._add(
            "Payment", f"{record.id}/finance/{number}",
            {
                "payer": [self._actor(p) for p in payers], "beneficiary": [self._actor(p) for p in payees], "purpose": [f.means, f.status],
                "amount": [f"{amount.low:.2f}" if amount else None], "currency": [amount.currency if amount else None], "summary": [f.text],
                "date": [_date(record.article.published)], "publisher": [record.article.publisher], "proof": [self._known_article(record.id)],
            },
        )  # fmt: skip


def entity_id(schema: str, key: str) -> str:
    """A stable id: the same thing gets the same one in every export. Actors share one space, whatever their schema."""
    space = schema if schema in ("Article", "Address", "Event", "Documentation") else "Link" if "/" in key else "Actor"
    return "marsad-" + hashlib.sha1(f"{space}\n{key}".encode(), usedforsecurity=False).hexdigest()


def schema_of(actor: Named) -> str:
    """The schema of an actor, by its kind."""
    return _SCHEMATA.get(actor.kind or "", "Organization")


def _tie(r: Relation, one: str, other: str) -> tuple[str, tuple[str, str]]:
    """The schema of a tie and the names of its two ends."""
    if other != "Person":
        if r.kind == "part-of":
            return "Membership", ("member", "organization")
        if r.kind in _HEADS and one == "Person":
            return "Directorship", ("director", "organization")
    return "UnknownLink", ("subject", "object")


def _date(published: str | None) -> str | None:
    """A day, month or year; None for anything else that an article may give."""
    day = (published or "")[:10]
    return day if len(day) in (4, 7, 10) and day.replace("-", "").isdigit() else None
