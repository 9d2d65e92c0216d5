"""How the program ends: one clear sentence on stderr and an exit status, never a traceback.

Statuses: 0 all good; 1 an unexpected fault; 2 some input could not be coded, or the command line is wrong; 3 a data
file is wrong; 4 the output cannot be written; 5 the record file cannot be used; 130 interrupted; 141 the reader of the
output went away; 143 terminated.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

import click

from marsad.errors import MarsadError

if TYPE_CHECKING:
    from types import FrameType

REPORT = "Please report it with the article; MARSAD_DEBUG=1 shows the traceback."


class ReaderGone(Exception):
    """Whoever reads our standard output has closed it (``marsad code ... | head``)."""


class Group(click.Group):
    """A group of commands that lets `run` deal with closed pipes; click's own way would hide them."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was called for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None


def debugging() -> bool:
    """Whether tracebacks are wanted."""
    return os.environ.get("MARSAD_DEBUG", "") not in ("", "0")


def run(command: click.Command) -> NoReturn:
    """Run a command with the arguments of the process and end with its status."""
    signal.signal(signal.SIGTERM, _terminate)
    status = 1
    try:
        status = _status(command)
        sys.stdout.flush()
    except (BrokenPipeError, ReaderGone):
        _silence_stdout()
        status = 141
    except KeyboardInterrupt:
        status = 130
    raise SystemExit(status)


def _status(command: click.Command) -> int:
    try:
        result = command.main(prog_name="marsad", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        click.echo("marsad: interrupted.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MarsadError as error:
        click.echo(f"marsad: {error}", err=True)
        if debugging():
            traceback.print_exc()
        return error.exit_code
    except (BrokenPipeError, ReaderGone):
        raise
    except Exception as error:
        click.echo(f"marsad: unexpected {type(error).__name__}: {error}. {REPORT}", err=True)
        if debugging():
            traceback.print_exc()
        return 1


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind on SIGTERM, so that unfinished output is removed and workers end."""
    raise SystemExit(128 + number)


def _silence_stdout() -> None:
    """Point stdout to nothing, so that Python does not complain at exit about the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
