"""Where accounts of one incident cannot all be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marsad.incidents.accounts import days_long
from marsad.incidents.geometry import Spot, days_of, km
from marsad.incidents.knowledge import Knowledge
from marsad.incidents.mentions import SHORT_DAYS
from marsad.incidents.records import About, Account, Contradiction, IncidentPlace
from marsad.record import Casualty

_PLACE_KM = 3.0


def find_contradictions(accounts: Sequence[Account], knowledge: Knowledge) -> tuple[Contradiction, ...]:
    """All contradictions, each named with the accounts that take part in it and what each says."""
    found = [
        _actor(accounts, knowledge),
        _count("killed", accounts),
        _count("injured", accounts),
        _place(accounts),
        _date(accounts),
        _denial(accounts, knowledge),
        _rival_claims(accounts, knowledge),
    ]
    return tuple(c for c in found if c is not None)


def doers(account: Account, knowledge: Knowledge) -> tuple[str, ...]:
    """The parties that an account says did it."""
    return tuple(a for a in account.actors if knowledge.is_party(a))


def asserted(accounts: Sequence[Account]) -> list[int]:
    """Indices of the accounts that say that it happened."""
    return [i for i, a in enumerate(accounts) if a.status == "asserted"]


def denied(accounts: Sequence[Account]) -> list[int]:
    """Indices of the accounts that deny it, by voices that do not assert it as well."""
    speaking = {accounts[i].voice for i in asserted(accounts)}
    return [i for i, a in enumerate(accounts) if a.status == "negated" and a.voice not in speaking]


def _made(about: About, values: dict[int, str]) -> Contradiction:
    return Contradiction(about=about, accounts=tuple(values), values=tuple(values.values()))


def _actor(accounts: Sequence[Account], knowledge: Knowledge) -> Contradiction | None:
    """Accounts that name doers of different sides; who suffers it in more accounts than does it is no doer."""
    yes = asserted(accounts)
    does = Counter(a for i in yes for a in accounts[i].actors)
    suffers = Counter(a for i in yes for a in accounts[i].recipients)
    named = {i: tuple(a for a in doers(accounts[i], knowledge) if does[a] >= suffers[a]) for i in yes}
    named = {i: d for i, d in named.items() if d}
    for i, mine in named.items():
        for j, theirs in named.items():
            if i < j and not knowledge.any_related(mine, theirs):
                return _made("actor", {k: ", ".join(knowledge.name(a) for a in d) for k, d in named.items()})
    return None


def figure(count: Casualty) -> str:
    """A count in figures: ``3``, ``3-5``, ``20+``."""
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def _count(kind: About, accounts: Sequence[Account]) -> Contradiction | None:
    counts = {i: c for i in asserted(accounts) for c in accounts[i].casualties if c.kind == kind}
    for i, a in counts.items():
        for j, b in counts.items():
            if i < j and not _meet(a, b):
                return _made(kind, {k: figure(c) for k, c in counts.items()})
    return None


def _meet(a: Casualty, b: Casualty) -> bool:
    return (b.high is None or a.low <= b.high) and (a.high is None or b.low <= a.high)


def _spot(place: IncidentPlace) -> Spot | None:
    if place.lat is None or place.lon is None or place.id is None:
        return None
    name = place.name_ar or ""
    precision, radius = place.precision or "", place.radius_km or 0.0
    return Spot(place.id, place.lat, place.lon, radius, precision, place.country, name, name, place.name_en)


def _place(accounts: Sequence[Account]) -> Contradiction | None:
    spots = {i: s for i in asserted(accounts) if (p := accounts[i].place) is not None and (s := _spot(p)) is not None}
    for i, a in spots.items():
        for j, b in spots.items():
            if i < j and a.id != b.id and a.fine and b.fine and km(a, b) > a.radius + b.radius + _PLACE_KM:
                return _made("place", {k: s.name_en or s.name or s.id for k, s in spots.items()})
    return None


def _date(accounts: Sequence[Account]) -> Contradiction | None:
    dates = {i: d for i in asserted(accounts) if (d := accounts[i].date) is not None and days_long(d) <= SHORT_DAYS}
    days = {i: r for i, d in dates.items() if (r := days_of(d)) is not None}
    for i, a in days.items():
        for j, b in days.items():
            if i < j and (a[1] < b[0] or b[1] < a[0]):
                said = {k: d.start if d.start == d.end else f"{d.start}..{d.end}" for k, d in dates.items()}
                return _made("date", said)
    return None


def _denial(accounts: Sequence[Account], knowledge: Knowledge) -> Contradiction | None:
    """Somebody asserts it and somebody denies it.

    The denial is about responsibility where it names a doer (the army did not shell it) or comes from the accused side;
    else about the occurrence (there was no shelling).
    """
    yes = asserted(accounts)
    no = denied(accounts)
    if not yes or not no:
        return None
    accused = {a for i in yes for a in doers(accounts[i], knowledge)}
    own = any(accounts[i].actors for i in no) or any(knowledge.any_related(accounts[i].side, accused) for i in no)
    values = {i: accounts[i].status for i in sorted((*yes, *no))}
    return _made("responsibility" if own else "occurrence", values)


def admits(account: Account, knowledge: Knowledge) -> bool:
    """Whether the speaker is on the side that did it, and says that it happened."""
    if account.status != "asserted":
        return False
    parties = doers(account, knowledge)
    if knowledge.any_related(account.side, [a for a in account.recipients if knowledge.is_party(a)]):
        return False  # on the side of both: the doer is not read well enough to call it an admission
    return account.stance == "claims-responsibility" or knowledge.any_related(account.side, parties)


def _rival_claims(accounts: Sequence[Account], knowledge: Knowledge) -> Contradiction | None:
    """Two sides say each that they did it."""
    claims = {i: doers(accounts[i], knowledge) for i in asserted(accounts) if admits(accounts[i], knowledge)}
    claims = {i: d for i, d in claims.items() if d}
    for i, mine in claims.items():
        for j, theirs in claims.items():
            if i < j and not knowledge.any_related(mine, theirs):
                said = {k: ", ".join(knowledge.name(a) for a in d) for k, d in claims.items()}
                return _made("responsibility", said)
    return None
