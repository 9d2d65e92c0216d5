"""The command line. Everything heavy is imported inside the commands, so that ``marsad --help`` answers at once."""

from __future__ import annotations


def main() -> None:
    """Entry point of ``marsad``: runs the command and ends the process with its status."""
    from marsad.views.cli.app import cli
    from marsad.views.cli.guard import run

    run(cli)
