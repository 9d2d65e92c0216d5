"""``marsad check``: the data files and the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from marsad.lexicon import Problem

_STYLES = {"good": "green", "warn": "yellow", "fail": "bold red"}


@click.command()
@click.option("--data", multiple=True, metavar="DIR", help="Folder with data files of your own, to be checked too.")
@click.option("-q", "--quiet", is_flag=True, help="Problems only.")
def check(data: tuple[str, ...], quiet: bool) -> int:
    """Check all data files, yours too, and the installation.

    Every problem is listed with file, line and what to do. The exit status is 3 where an entry cannot be used,
    0 where there are at most warnings.

    \b
    Examples:
      marsad check
      marsad check --data my-data/
    """
    from marsad.views.cli.health import installation, load_all, problems_of, unread_files
    from marsad.views.cli.screen import console

    out = console()
    problems = problems_of(data)
    problems += unread_files(data)
    _print_problems(problems, out)
    faults = sum(p.severity == "error" for p in problems)
    loaded = load_all(data)
    if not quiet:
        for said in installation():
            _line(out, "good", said)
        for what, count in loaded.counts:
            _line(out, "good" if count else "warn", f"{count:,} {what}")
    if loaded.fault:
        _line(out, "fail", loaded.fault)
    warnings = len(problems) - faults
    if warnings:
        _line(out, "warn", f"{_number(warnings, 'warning')} in data files")
    if faults:
        _line(out, "fail", f"{_number(faults, 'fault')} in data files: these entries are not used")
    elif not loaded.fault and not quiet:
        _line(out, "good", "all data files can be used")
    return 3 if faults or loaded.fault else 0


def _print_problems(problems: list[Problem], out: Console) -> None:
    for p in problems:
        _line(out, "fail" if p.severity == "error" else "warn", str(p))


def _line(out: Console, mark: str, said: str) -> None:
    from rich.text import Text

    from marsad.views.cli.screen import shown

    text = Text(f"{mark}  ", style=_STYLES[mark])
    text.append(shown(said, out.is_terminal), style="")
    out.print(text, soft_wrap=True)


def _number(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
