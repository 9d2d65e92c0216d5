"""Write ``docs/reference/commands.md`` from the help texts of the commands.

    python scripts/make_command_reference.py

``tests/test_docs.py`` fails where the file is not what this script writes.
"""

from __future__ import annotations

from pathlib import Path

from marsad.views.cli.app import cli

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
WIDTH = 100
HEAD = """# Commands

Written by `scripts/make_command_reference.py` from the help of each command: change the help, then run the script.

Exit status: 0 all well; 1 an error that no other status names; 130 stopped by the user; 2 an input that
cannot be coded (the rest is coded) or a wrong option; 3 a fault in a data file; 4 an output that cannot be written;
5 a record file that cannot be used.
"""


def reference() -> str:
    """The whole page."""
    wide = {"terminal_width": WIDTH, "max_content_width": WIDTH, "resilient_parsing": True}
    top = cli.make_context("marsad", [], **wide)
    parts = [HEAD, _section("marsad", cli.get_help(top))]
    for name in cli.list_commands(top):
        command = cli.get_command(top, name)
        if command is None or command.hidden:
            continue
        inner = command.make_context(name, [], parent=top, resilient_parsing=True)
        parts.append(_section(f"marsad {name}", command.get_help(inner)))
    return "\n".join(parts)


def _section(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"wrote {TARGET}")
