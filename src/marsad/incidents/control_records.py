"""The records of control: who holds which place from when to when, and by whose word. JSON as the output contract has
it, with more fields.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Change = Literal["capture", "hold", "prior", "contest", "withdraw", "enclosed"]
Interval = tuple[str | None, str | None]
"""Earliest and latest day (ISO); null where that side is open."""


class ControlPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place. ``within`` are ids of larger places that hold it, the smallest first."""

    id: str
    name_ar: str | None = None
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    kind: str | None = None
    precision: str | None = None
    within: tuple[str, ...] = ()


class EventKey(msgspec.Struct, frozen=True):
    """An event of a coded article."""

    article: str
    event: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence about control: what it says, who says it, where it stands."""

    article: str
    event: str
    says: Change
    status: str
    holder: str | None
    published: str | None
    publisher: str | None
    sources: tuple[str, ...]
    stance: str
    when: Interval
    quote: str


class Rival(msgspec.Struct, frozen=True):
    """Another holder that another speaker names for the same time."""

    holder: str
    account: Account


class ControlSpell(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One holder of one place for one stretch of time.

    ``from`` and ``to`` are the latest day by which it began and the day by which it had ended; ``from_interval``
    and ``to_interval``
    give the days between which each change lies. ``holder`` null: fought over, or spoken of, without a known holder.
    ``extent``: ``whole``, or ``part`` where only something in the place is held. ``partners`` hold it with the
    holder.
    ``last``: called the holder's last stronghold. ``inferred``: the end follows from the larger place, no sentence
    says it of this one.
    ``claims`` did not change control: plans, demands, denials.
    """

    place: ControlPlace
    holder: str | None
    from_: str | None
    to: str | None
    contested: bool = False
    since_event: EventKey | None = None
    until_event: EventKey | None = None
    rivals: tuple[Rival, ...] = ()
    holder_name: str | None = None
    from_interval: Interval = (None, None)
    to_interval: Interval = (None, None)
    extent: Literal["whole", "part"] = "whole"
    partners: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    last: bool = False
    inferred: str | None = None
    since_account: Account | None = None
    until_account: Account | None = None
    accounts: tuple[Account, ...] = ()
    claims: tuple[Account, ...] = ()


_encoder = msgspec.json.Encoder()


def to_json(spell: ControlSpell) -> bytes:
    """One spell as one line of UTF-8 JSON, without the newline."""
    return _encoder.encode(spell)
