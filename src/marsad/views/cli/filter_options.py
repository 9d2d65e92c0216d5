"""The options that choose what is shown: the same in every command."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from marsad.incidents.filters import Filter
    from marsad.incidents.matching import Matcher

GRADES = ("confirmed", "fair", "weak", "contested", "denied")
STATUSES = ("asserted", "negated", "future", "demanded", "hypothetical")

_OPTIONS = (
    ("--place", "places", {"metavar": "NAME", "help": "Only this place (Arabic or English, or id) and what lies in it: درنة, 'Tripoli, Libya', LY."}),
    ("--since", "since", {"metavar": "DATE", "help": "Only from this day, month or year on: 2016-04-24, 2016-04, 2016."}),
    ("--until", "until", {"metavar": "DATE", "help": "Only up to this day, month or year."}),
    ("--actor", "actors", {"metavar": "NAME", "help": "Only what this actor did or suffered (Arabic or English, or id), with all that belongs to it."}),
    ("--type", "types", {"metavar": "TYPE", "help": "Only this event type or mode: ASSAULT, ASSAULT/aerial, aerial."}),
    ("--grade", "grades", {"type": click.Choice(GRADES), "help": "Only incidents of this grade, and their events."}),
    ("--speaker", "speakers", {"metavar": "NAME", "help": "Only what this speaker or publisher says, with all that belongs to it."}),
    ("--status", "statuses", {"type": click.Choice(STATUSES), "help": "Only events of this status."}),
)
_SINGLE = ("since", "until")

Command = Callable[..., Any]


def filter_options(command: Command) -> Command:
    """Give a command the options; it gets what was chosen as ``chosen``, a `Filter`."""

    @functools.wraps(command)
    def with_filter(*args: Any, **given: Any) -> Any:
        return command(*args, chosen=_filter({name: given.pop(name) for _, name, _ in _OPTIONS}), **given)

    for flag, name, settings in reversed(_OPTIONS):
        extra = settings if name in _SINGLE else {**settings, "multiple": True}
        with_filter = click.option(flag, name, **extra)(with_filter)
    return with_filter


def _filter(given: dict[str, Any]) -> Filter:
    from marsad.incidents.filters import Filter

    return Filter(**given)


def matcher_of(chosen: Filter) -> Matcher:
    """A filter that has looked up its names; names that no data file knows are told on standard error."""
    from marsad.incidents.matching import Matcher

    matcher = Matcher(chosen)
    for sentence in matcher.unknown:
        click.echo(f"marsad: {sentence}", err=True)
    return matcher
