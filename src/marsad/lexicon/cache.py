"""Compiled tables on disk: built once from data, mapped into memory afterwards.

A cache file is a header and named sections of bytes. Its name carries the hash of what it was built from, so a file is
never stale; a file that is damaged, or a folder that cannot be written, costs time but is never an error. Each writer
makes a file of its own beside the target and renames it, so several processes may build at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
import platformdirs

_MAGIC = b"marsad\x00\x01"
_ALIGN = 8
_DECIDING = (
    "cache", "compile", "conjugate", "derive", "entries", "forms", "inflect", "load", "names", "sources", "store",
    "validate", "verbshape", "words",
)  # fmt: skip
_KEEP = 4
"""How many older files of the same name are left for other versions and overlays."""

Sections = Mapping[str, "bytes | memoryview"]


def cache_dir() -> Path:
    """``MARSAD_CACHE``, or the user's cache folder."""
    given = os.environ.get("MARSAD_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("marsad"))


def content_hash(paths: Iterable[Path], salt: str = "") -> str:
    """A hash of the bytes and names of files (of our own code too, where given), in the order given."""
    digest = hashlib.blake2b(salt.encode(), digest_size=12)
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()


def code_files() -> list[Path]:
    """The sources that decide what a compiled table holds: a change in them makes caches void."""
    here = Path(__file__).resolve().parent
    return [*(here / f"{name}.py" for name in _DECIDING), here.parent / "orthography.py"]


def fingerprint(*folders: str | Path) -> str:
    """A hash of all that decides how articles are coded: marsad's own code and data files, and those of ``folders``."""
    package = Path(__file__).resolve().parent.parent
    roots = [package, *(Path(f) for f in folders)]
    kinds = (".py", ".toml", ".tsv")
    skipped = {"views", "store", "incidents"}
    files = (p for root in roots for p in sorted(root.rglob("*")) if p.suffix in kinds and p.is_file())
    return content_hash(p for p in files if not (p.is_relative_to(package) and p.relative_to(package).parts[0] in skipped))


def load_or_build(name: str, key: str, build: Callable[[], Sections]) -> Sections:
    """The sections stored under ``name`` and ``key``; built, and stored where that is possible, if they are not there.

    Parameters
    ----------
    name: what is stored (``lexicon``, ``places``): letters and hyphens.
    key: hash of everything that the sections depend on (`content_hash`).
    build: makes the sections.
    """
    path = cache_dir() / f"{name}-{key}.bin"
    sections = _read(path)
    if sections is not None:
        return sections
    built = build()
    _write(path, built, name)
    return built


def _read(path: Path) -> dict[str, memoryview] | None:
    """Sections of a cache file, or None where it is absent or damaged."""
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if bytes(view[:8]) != _MAGIC:
            return None
        size = int.from_bytes(view[8:16], "little")
        checksum = int.from_bytes(view[16:24], "little")
        if zlib.crc32(view[24:]) != checksum:
            return None
        table = msgspec.msgpack.decode(view[24 : 24 + size], type=dict[str, tuple[int, int]])
        return {key: view[start : start + length] for key, (start, length) in table.items()}
    except (OSError, ValueError, msgspec.DecodeError):
        return None


def _pack(sections: Sections) -> bytes:
    """Header, table of sections, sections aligned so that they can be read as arrays."""
    start = 24 + 40 * len(sections) + sum(len(k) for k in sections) + _ALIGN
    start += -start % _ALIGN
    table: dict[str, tuple[int, int]] = {}
    body: list[bytes | memoryview] = []
    at = start
    for key, data in sections.items():
        table[key] = (at, len(data))
        gap = -len(data) % _ALIGN
        body += [data, bytes(gap)]
        at += len(data) + gap
    head = msgspec.msgpack.encode(table)
    rest = head + bytes(start - 24 - len(head)) + b"".join(body)
    return _MAGIC + len(head).to_bytes(8, "little") + zlib.crc32(rest).to_bytes(8, "little") + rest


def _write(path: Path, sections: Sections, name: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_pack(sections))
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            return
        _forget_old(path, name)
    except OSError:
        return


def _forget_old(path: Path, name: str) -> None:
    """Delete all but the newest files of a name; a file that another process has mapped stays readable to it."""
    with contextlib.suppress(OSError):
        others = [p for p in path.parent.glob(f"{name}-*.bin") if p != path]
        others.sort(key=lambda p: p.stat().st_mtime, reverse=True)
        for old in others[_KEEP:]:
            with contextlib.suppress(OSError):
                old.unlink()
