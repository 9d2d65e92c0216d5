"""Where inputs lie: files and folders in order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from marsad.errors import InputError

SUFFIXES = (".txt", ".jsonl", ".ndjson", ".json", ".html", ".htm", ".xhtml", ".csv", ".tsv", ".xlsx", ".rss", ".atom", ".xml", ".zip", ".pdf", ".docx", ".warc")
"""Files that are looked for in folders; each may also be gzipped. A file that is named outright may have any suffix."""


@dataclass(frozen=True, slots=True)
class Place:
    """One file to read.

    Parameters
    ----------
    name: as errors name it.
    path: None for standard input and for files in archives.
    stem: id of an article that has none.
    member: path in the archive that holds it.
    """

    name: str
    path: Path | None
    stem: str
    member: str | None = None

    @property
    def suffix(self) -> str:
        """The suffix without ``.gz``, in small letters; "" where there is none."""
        return PurePosixPath((self.path.name if self.path else self.member or "").lower().removesuffix(".gz")).suffix


def find_places(given: str) -> Iterator[Place | InputError]:
    """The files that one input stands for, in sorted order: itself, or all articles in a folder and below."""
    if given == "-":
        yield Place("standard input", None, "")
        return
    path = Path(given)
    try:
        folder, present = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        yield InputError(f"The name cannot be used: {error}", where=given[:80], hint="Give a file, a folder or -.")
        return
    if not present:
        hint = "Check the name; - stands for standard input."
        yield InputError("There is no such file or folder", where=given, hint=hint)
        return
    if not folder:
        yield Place(given, path, stem_of(path.name))
        return
    found = False
    for file in _walk(path):
        found = True
        relative = file.relative_to(path)
        yield Place(str(file), file, (relative.parent / stem_of(file.name)).as_posix())
    if not found:
        hint = f"Looked for {', '.join(SUFFIXES)}, also with .gz."
        yield InputError("The folder holds no articles", where=given, hint=hint)


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().removesuffix(".gz").endswith(SUFFIXES):
                yield Path(where, name)


def stem_of(name: str) -> str:
    """A file's name without the suffixes that we know."""
    lower = name.lower()
    if lower.endswith(".gz"):
        name = name[:-3]
    return Path(name).stem if name.lower().endswith(SUFFIXES) else name


def input_size(inputs: list[str]) -> int | None:
    """Bytes of all inputs together, for a progress bar; None where one is standard input or not a plain file."""
    total = 0
    for given in inputs:
        for place in find_places(given):
            if isinstance(place, InputError):
                continue
            if place.path is None or not place.path.is_file():
                return None
            try:
                total += place.path.stat().st_size
            except OSError:
                continue
    return total
