"""Data folders and files as rows with their place: the only module that opens files of ``data/``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.errors import DataError
from marsad.lexicon.entries import Location

BUILTIN = Path(__file__).resolve().parent.parent / "data"
_HEADER = re.compile(r"\s*\[\[\s*([\w.-]+)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z_][\w-]*)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a data file as written.

    Parameters
    ----------
    cells: column or key -> value; strings in TSV, any TOML value in TOML.
    at: file and line.
    table: name of the TOML table (``frame``, ``actor``); "" in TSV.
    lines: line of each key (TOML only).
    """

    cells: dict[str, Any]
    at: Location
    table: str = ""
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, key: str) -> int:
        """The line that a key of this row stands on, its own line where that is not known."""
        return self.lines.get(key, self.at.line)


def printed(root: Path, path: Path) -> str:
    """How a data file is named in messages: ``data/...`` for our own, its path otherwise."""
    if root == BUILTIN:
        return "data/" + path.relative_to(root).as_posix()
    return path.as_posix()


def files_under(roots: Iterable[Path], pattern: str) -> Iterator[tuple[Path, Path]]:
    """(root, file) for each file that matches ``pattern`` in each root, roots in order, files sorted.

    ``supplement.tsv`` comes last in its folder: its rows override those of the others.
    """
    for root in roots:
        for path in sorted(root.glob(pattern), key=lambda p: (p.name == "supplement.tsv", p)):
            if path.is_file() and not path.name.startswith("."):
                yield root, path


def read_text(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise DataError(f"The file cannot be read: {error.strerror}", where=name) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataError("The file is not UTF-8", where=name, line=line, hint="Save it as UTF-8.") from None


def read_tsv(path: Path, name: str) -> list[Row]:
    """Rows of a TSV file, comments left out. Raises `DataError` for a wrong number of cells."""
    rows, problems = scan_tsv(path, name)
    if problems:
        raise problems[0]
    return rows


def scan_tsv(path: Path, name: str) -> tuple[list[Row], list[DataError]]:
    """Rows of a TSV file, and what is wrong with the lines that are none."""
    rows: list[Row] = []
    problems: list[DataError] = []
    header: list[str] | None = None
    for number, line in enumerate(read_text(path, name).split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = [c.strip() for c in cells]
            continue
        if len(cells) > len(header) or len(cells) < len(header) - 1:
            hint = f"Columns: {', '.join(header)}; separate them with one tab and write - in an empty cell."
            problems.append(DataError(f"{len(cells)} cells where the header has {len(header)}", where=name, line=number, hint=hint))
            continue
        cells += [""] * (len(header) - len(cells))
        values = {k: ("" if v.strip() == "-" else v.strip()) for k, v in zip(header, cells, strict=True)}
        rows.append(Row(values, Location(name, number)))
    return rows, problems


def read_toml(path: Path, name: str) -> list[Row]:
    """Entries of a TOML file. An array of tables gives a row for each table; other top-level values one row each."""
    text = read_text(path, name)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        problem = str(error).split(" (at")[0]
        line = int(found[1]) if found else len(text.splitlines()) or 1
        hint = "Check quotes, brackets and commas on this line and the one before."
        raise DataError(f"Not valid TOML: {problem}", where=name, line=line, hint=hint) from None
    blocks = _blocks(text)
    rows: list[Row] = []
    for key, value in document.items():
        if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            places = blocks.get(key, [])
            for i, cells in enumerate(value):
                line, lines = places[i] if i < len(places) else (1, {})
                rows.append(Row(cells, Location(name, line), key, lines))
        else:
            line, lines = blocks.get(key, [(1, {})])[0]
            cells = value if isinstance(value, dict) else {"value": value}
            rows.append(Row(cells, Location(name, line), key, lines))
    return rows


def _blocks(text: str) -> dict[str, list[tuple[int, dict[str, int]]]]:
    """For each top-level table: the lines of its headers, with the lines of the keys below each."""
    found: dict[str, list[tuple[int, dict[str, int]]]] = {}
    keys: dict[str, int] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line) or _TABLE.match(line)
        if header and not _KEY.match(line):
            top, _, rest = header[1].partition(".")
            if rest:
                if found.get(top):
                    found[top][-1][1].setdefault(rest, number)
                keys = None
                continue
            keys = {}
            found.setdefault(top, []).append((number, keys))
            continue
        key = _KEY.match(line)
        if key is None:
            continue
        if keys is not None:
            keys.setdefault(key[1], number)
        elif not found:
            found.setdefault(key[1], []).append((number, {}))
    return found
