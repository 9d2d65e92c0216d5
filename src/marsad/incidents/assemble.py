"""A group of occurrences becomes an incident: its accounts, what they agree and differ on, its grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marsad.incidents.accounts import Library, build_accounts, days_long
from marsad.incidents.contradictions import asserted, find_contradictions
from marsad.incidents.families import FACTS
from marsad.incidents.geometry import Spot, iso
from marsad.incidents.grading import grade, independent
from marsad.incidents.knowledge import Knowledge
from marsad.incidents.linking import Group
from marsad.incidents.occurrence import Occurrence
from marsad.incidents.records import Account, Incident, IncidentPlace, Range
from marsad.record import DateRange, Event

_KINDS = ("killed", "injured", "captured", "missing", "displaced")
_REASONS = 8


def assemble(group: Group, library: Library, knowledge: Knowledge) -> Incident:
    """The incident of a group."""
    keys = [k for o in group.occurrences for k in o.keys]
    accounts = build_accounts(keys, library, knowledge)
    contradictions = find_contradictions(accounts, knowledge)
    graded, grade_why = grade(accounts, contradictions, knowledge)
    events = [library.told(k)[1] for k in keys]
    event_type, mode = _type(events)
    date, date_from = _date(group.occurrences, accounts)
    speaking = [accounts[i] for i in asserted(accounts)] or list(accounts)
    return Incident(
        id=group.id,
        event_type=event_type,
        mode=mode,
        date=date,
        date_from=date_from,
        place=_place(group.occurrences),
        actors=_most_named([a.actors for a in speaking]),
        recipients=_most_named([a.recipients for a in speaking]),
        casualties=_casualties(speaking),
        grade=graded,
        grade_why=grade_why,
        voices=independent(accounts, asserted(accounts)),
        articles=tuple(sorted({o.article for o in group.occurrences})),
        accounts=accounts,
        contradictions=contradictions,
        why=shown_reasons(group),
    )


def shown_reasons(group: Group) -> tuple[str, ...]:
    """What joined the parts of a group, the first few reasons."""
    return group.why[:_REASONS] + ((f"and {len(group.why) - _REASONS} more",) if len(group.why) > _REASONS else ())


def _type(events: Sequence[Event]) -> tuple[str, str | None]:
    """Force before all else, else the most frequent type; of its events the most frequent mode."""
    facts = [e for e in events if e.status in FACTS] or list(events)
    types = Counter(e.event_type for e in facts)
    event_type = "ASSAULT" if types["ASSAULT"] else min(types, key=lambda t: (-types[t], t))
    modes = Counter(e.mode for e in facts if e.event_type == event_type and e.mode)
    return event_type, min(modes, key=lambda m: (-modes[m], m)) if modes else None


def _most_named(sets: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All ids, those of most accounts first."""
    counts = Counter(e for s in sets for e in dict.fromkeys(s))
    return tuple(sorted(counts, key=lambda e: (-counts[e], e)))


def _date(occurrences: Sequence[Occurrence], accounts: Sequence[Account]) -> tuple[DateRange | None, str]:
    """The days that most articles date it to; else those that the reports leave; else a longer time that is told."""
    firm = Counter((o.days.start, o.days.end) for o in occurrences if o.days is not None and o.days.firm)
    if firm:
        start, end = min(firm, key=lambda d: (-firm[d], d[1] - d[0], d))
        return DateRange(iso(start), iso(end)), "text"
    long = sorted((a.date for a in accounts if a.date is not None), key=lambda d: (days_long(d), d.start))
    news = [o.days for o in occurrences if o.days is not None]
    if news:
        start, end = max(d.start for d in news), min(d.end for d in news)
        if start > end:
            start, end = min(d.start for d in news), max(d.end for d in news)
        return DateRange(iso(start), iso(end)), "report"
    return (DateRange(long[0].start, long[0].end), "text") if long else (None, "none")


def _place(occurrences: Sequence[Occurrence]) -> IncidentPlace | None:
    """The place that most articles give; a finer one and an own one come before a coarse or borrowed one."""
    spots: dict[str, Spot] = {}
    weights: Counter[str] = Counter()
    for occurrence in occurrences:
        for spot in occurrence.spots:
            kept = spots.get(spot.id)
            if kept is None or (spot.borrowed, spot.radius) < (kept.borrowed, kept.radius):
                spots[spot.id] = spot
            weights[spot.id] += (1 if spot.borrowed else 4) * (2 if spot.fine else 1)
    if not spots:
        return None
    best = spots[min(spots, key=lambda i: (-weights[i], spots[i].radius, i))]
    return IncidentPlace(
        id=best.id, name_ar=best.name_ar, name_en=best.name_en, lat=best.lat, lon=best.lon, country=best.country,
        precision=best.precision, radius_km=best.radius,
    )  # fmt: skip


def _casualties(accounts: Sequence[Account]) -> dict[str, Range]:
    """Of each kind from the lowest to the highest figure; open at the top where the highest is an "at least"."""
    out: dict[str, Range] = {}
    for kind in _KINDS:
        counts = [c for a in accounts for c in a.casualties if c.kind == kind]
        if counts:
            known = [c.high for c in counts if c.high is not None]
            top = max(known, default=None)
            is_open = any(c.high is None and (top is None or c.low > top) for c in counts)
            out[kind] = Range(min(c.low for c in counts), None if is_open else top)
    return out
