"""Spells of control for people: chosen by place and day, and printed as a timeline for each place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from marsad.mentions.gazetteer import name_key
from marsad.views.cli.screen import console, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.incidents.control_records import Account, ControlSpell, Interval

_SAYS = {
    "capture": "takes it",
    "hold": "holds it",
    "prior": "held it before",
    "withdraw": "leaves it",
    "contest": "fights for it",
    "enclosed": "lost with the larger place",
}


def select(spells: Sequence[ControlSpell], place: str | None, at: str | None) -> list[ControlSpell]:
    """The spells of a place (by name or id, with those in it) that may run on a day or in a month.

    Where nothing is known of the place itself for that day, the larger places that it lies in answer.
    """
    chosen = [s for s in spells if at is None or may_run(s, at)]
    if place is None:
        return chosen
    known = {s.place.id for s in spells if _named(s, place)}
    own = [s for s in chosen if s.place.id in known or known.intersection(s.place.within)]
    if own:
        return own
    larger = {w for s in spells if s.place.id in known for w in s.place.within}
    return [s for s in chosen if s.place.id in larger]


def _named(s: ControlSpell, place: str) -> bool:
    wanted = name_key(place)
    names = {name_key(n) for n in (s.place.name_ar, s.place.name_en) if n}
    bare = {n.removeprefix("ال") for n in names}
    return s.place.id == place or wanted in names or wanted.removeprefix("ال") in bare


def may_run(s: ControlSpell, at: str) -> bool:
    """Whether a spell may have run on a day, or in a month or year."""
    first = at if len(at) == 10 else at + "-01" * ((10 - len(at)) // 3)
    last = at if len(at) == 10 else at + "-99"
    begun = (s.from_interval[0] is None and s.from_interval[1] is None) or (s.from_interval[0] or "") <= last
    ended = s.to is not None and (s.to_interval[1] or s.to_interval[0] or "9999") < first
    return bool(begun) and not ended


def print_spells(spells: Sequence[ControlSpell], verbose: bool = False) -> None:
    """A timeline for each place."""
    from rich.text import Text

    out = console()
    isolate = out.is_terminal

    def line(text: str, style: str = "") -> None:
        out.print(Text(shown(text, isolate), style=style), soft_wrap=True)

    if not spells:
        line("No control of places in these articles.", "dim")
        return
    for _, group in groupby(spells, key=lambda s: s.place.id):
        listed = list(group)
        p = listed[0].place
        about = " · ".join(filter(None, (p.name_en, p.kind, p.country, p.id)))
        out.print()
        out.print(Text.assemble((shown(p.name_ar or p.id, isolate), "bold"), ("  " + about, "dim")), soft_wrap=True)
        for s in listed:
            out.print(
                Text.assemble((f"  {span_words(s):<36}", ""), (shown(_who(s), isolate), _style(s)), ("  " + _notes(s), "dim")),
                soft_wrap=True,
            )
            for mark, account in _told(s, verbose):
                line(f"      {mark} {account_words(account)}", "dim")


def _style(s: ControlSpell) -> str:
    return "red" if s.contested else "yellow" if s.rivals else "bold" if s.holder else "dim"


def _who(s: ControlSpell) -> str:
    if s.holder is None:
        return ("fought over by " + ", ".join(s.parties)) if s.parties else "fought over" if s.contested else "no holder told"
    return s.holder_name or s.holder


def _notes(s: ControlSpell) -> str:
    notes = [s.holder or ""] if s.holder_name else []
    notes += ["part of it"] * (s.extent == "part") + ["last stronghold"] * s.last
    if s.contested and s.holder:
        notes.append("contested by " + (", ".join(s.parties) or "others"))
    if s.partners:
        notes.append("with " + ", ".join(s.partners))
    if s.rivals:
        notes.append("others say: " + ", ".join(sorted({r.holder for r in s.rivals})))
    if s.inferred:
        notes.append(f"end follows from {s.inferred}")
    return "; ".join(n for n in notes if n)


def _told(s: ControlSpell, verbose: bool) -> list[tuple[str, Account]]:
    told: list[tuple[str, Account]] = []
    if s.since_account is not None:
        told.append(("since:", s.since_account))
    if verbose:
        known = {(a.article, a.event) for _, a in told}
        told += [("also: ", a) for a in s.accounts if (a.article, a.event) not in known and a != s.until_account]
    if s.until_account is not None:
        told.append(("until:", s.until_account))
    told += [("rival:", r.account) for r in s.rivals]
    told += [("claim:", a) for a in s.claims]
    return told


def span_words(s: ControlSpell) -> str:
    """``2016-01-25 or before .. 2016-04-20``."""
    return f"{_day(s.from_interval)} .. {_day(s.to_interval) if s.to is not None else ''}".rstrip()


def _day(when: Interval) -> str:
    low, high = when
    if low == high:
        return low or "?"
    if low is None:
        return f"by {high}"
    return f"{low}/{high or '?'}"


def account_words(a: Account) -> str:
    """Who says it, how, and the sentence."""
    by = " < ".join(reversed(a.sources)) or "the article"
    status = "" if a.status == "asserted" else f" [{a.status}]"
    where = f"{a.article} {a.event}, {a.published or 'no date'}"
    return f"{a.holder or '?'} {_SAYS[a.says]}{status}, says {by} ({where}): «{a.quote}»"
