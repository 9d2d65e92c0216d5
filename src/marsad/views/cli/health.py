"""What ``marsad check`` finds out."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from marsad.errors import DataError, MarsadError
from marsad.lexicon import Lexicon, Problem
from marsad.lexicon.cache import cache_dir
from marsad.lexicon.load import check as check_lexicon
from marsad.lexicon.sources import BUILTIN, files_under, printed, read_toml, scan_tsv

_EXTRAS = {"office": ("openpyxl", "XLSX"), "pdf": ("qalam", "PDF"), "warc": ("warcio", "WARC")}
"""Extra -> the library that it brings, and the inputs that need it."""
_LIBRARIES = ("msgspec", "marisa-trie", "rapidfuzz", "trafilatura", "hijridate", "click", "rich")


@dataclass(slots=True)
class Loaded:
    """How many entries of each kind there are, and why marsad cannot work, if it cannot."""

    counts: list[tuple[str, int]] = field(default_factory=list)
    fault: str = ""


def problems_of(folders: tuple[str, ...]) -> list[Problem]:
    """All problems of our own data files and of those in ``folders``, of format and of syntax."""
    roots = [BUILTIN, *(Path(f) for f in folders)]
    found = list(check_lexicon([Path(f) for f in folders]))
    known = {(p.file, p.line) for p in found}
    for fault in (*_syntax(roots), *_crosswalks(folders)):
        if (fault.where, fault.line or 1) not in known:
            found.append(Problem("error", fault.where, fault.line or 1, fault.problem, fault.hint))
    return found


def _crosswalks(folders: tuple[str, ...]) -> list[DataError]:
    """Faults of the crosswalks to other data sets and of the names of codes; a file that cannot be read at all is told by `_syntax`."""
    from marsad.views.export.crosswalk import faults
    from marsad.views.export.labels import label_faults

    try:
        lexicon = Lexicon.load(*(Path(f) for f in folders), strict=False)
        return [*faults(lexicon), *label_faults(lexicon)]
    except DataError:
        return []


def _syntax(roots: list[Path]) -> list[DataError]:
    """Faults of TSV and TOML as such, in every file of every folder."""
    faults: list[DataError] = []
    for pattern in ("**/*.tsv", "**/*.toml"):
        for root, path in files_under(roots, pattern):
            name = printed(root, path)
            try:
                if path.suffix == ".tsv":
                    faults += scan_tsv(path, name)[1]
                else:
                    read_toml(path, name)
            except DataError as error:
                faults.append(error)
    return faults


def unread_files(folders: tuple[str, ...]) -> list[Problem]:
    """Files of the user's folders that nothing reads, most likely because of a misspelt name."""
    out: list[Problem] = []
    ours = {p.relative_to(BUILTIN).as_posix() for p in BUILTIN.rglob("*") if p.is_file()}
    places = sorted({_pattern(name) for name in ours})
    for folder in folders:
        root = Path(folder)
        for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")):
            name = path.relative_to(root).as_posix()
            if name not in ours and _pattern(name) not in places and path.suffix in (".tsv", ".toml"):
                hint = f"Files are read at {', '.join(places)}."
                out.append(Problem("warning", path.as_posix(), 1, "Nothing reads this file", hint))
    return out


def _pattern(name: str) -> str:
    """Where files of the kind of ``name`` lie: the same folder with any name, for folders that are read as a whole."""
    parts = name.split("/")
    if parts[0] == "region" and len(parts) == 3:
        return "region/*/*.toml" if name.endswith(".toml") else name
    if parts[0] == "places" and len(parts) == 2:
        return "places/*.tsv" if name.endswith(".tsv") else name
    if parts[:2] == ["ar", "frames"] and len(parts) == 3:
        return "ar/frames/*.toml" if name.endswith(".toml") else name
    return name


def load_all(folders: tuple[str, ...]) -> Loaded:
    """Load everything as coding would, and count it."""
    from marsad.mentions.gazetteer import Gazetteer
    from marsad.pipeline import Coder

    out = Loaded()
    try:
        lexicon: Lexicon = Coder(*folders).lexicon
        out.counts = [
            ("frames", len(lexicon.frames)),
            ("light verbs", len(lexicon.lights)),
            ("saying cues", len(lexicon.cues)),
            ("titles and offices", len(lexicon.titles)),
            ("actors", len(lexicon.actors)),
            ("places", len(Gazetteer.load(lexicon))),
        ]
    except MarsadError as error:
        out.fault = str(error)
    except Exception as error:
        out.fault = f"marsad cannot load its data: {type(error).__name__}: {error}"
    return out


def installation() -> list[str]:
    """Versions, and where the cache is."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    folder = cache_dir()
    size = sum(p.stat().st_size for p in folder.glob("*.bin")) if folder.is_dir() else 0
    existing = next(p for p in (folder, *folder.parents) if p.exists())
    rights = "" if os.access(existing, os.W_OK) else ", which cannot be written: every start takes longer"
    return [
        f"marsad {_version('marsad')}, Python {platform.python_version()} on {platform.system()}",
        libraries,
        "inputs that need an extra: " + ", ".join(_extra(extra, library, what) for extra, (library, what) in _EXTRAS.items()),
        f"cache: {folder} ({size / 1e6:.1f} MB){rights}",
    ]


def _extra(extra: str, library: str, what: str) -> str:
    version = _version(library)
    return f"{what} by {library} {version}" if version != "missing" else f"{what} not installed (pip install 'marsad[{extra}]')"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"
