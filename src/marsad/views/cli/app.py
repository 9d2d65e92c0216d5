"""The command ``marsad`` and its commands."""

from __future__ import annotations

import click

from marsad.views.cli.check import check
from marsad.views.cli.code import code
from marsad.views.cli.completion import completion
from marsad.views.cli.control import actor, control
from marsad.views.cli.explain import explain
from marsad.views.cli.export import export
from marsad.views.cli.fetch import fetch
from marsad.views.cli.find import find
from marsad.views.cli.guard import Group
from marsad.views.cli.incidents import incidents
from marsad.views.cli.info import info
from marsad.views.cli.load import load


def _version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from marsad import __version__

        click.echo(f"marsad {__version__}")
        context.exit()


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command explains itself: marsad code --help",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version.")
def cli() -> None:
    """Turn Arabic conflict reporting into a sourced record of events. Works offline, on this machine;
    only fetch uses the network.

    \b
    Examples:
      marsad code examples/                          show what the articles report
      marsad code news.jsonl -o coded.jsonl          one coded record for each article
      marsad load news/ --record libya.db            code articles and keep them, linked into incidents
      marsad find اعزاز --record libya.db            look in the record
      marsad explain "قتل ثلاثة جنود في درنة"         why each event was coded
      marsad check --data my-data/                   test data files of your own
    """


for _command in (fetch, code, explain, load, info, find, incidents, control, actor, export, check, completion):
    cli.add_command(_command)
