"""ZIP archives: the files in them that can be read, in the order of their names; nothing is written to disk under their names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from marsad.article.items import Note, Reading
from marsad.article.places import SUFFIXES, Place, stem_of
from marsad.article.source import Source
from marsad.article.zipped import too_dense
from marsad.errors import InputError
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from marsad.article.items import Item

MAX_DEPTH = 3
"""Archives in archives."""
MAX_UNPACKED = 8_000_000_000
"""Bytes of all files of an archive that are read, unpacked."""
_DENSE_TOTAL = 100
_DENSE_FROM = 200_000_000
"""An archive that would unpack to more bytes than this, and to more than `_DENSE_TOTAL` times its size, is made to do harm."""


def read_archive(opened: zipfile.ZipFile, size: int, source: Source, reading: Reading, read: Callable[[Source, Reading], Iterator[Item]]) -> Iterator[Item]:
    """(file and place in it, article or what is wrong) for each article in an archive.

    Parameters
    ----------
    opened: the archive; ``size``: its bytes.
    source: the file that it is.
    read: what reads a file in it.

    Raises
    ------
    InputError: it would unpack to far more than it can hold.
    """
    name = source.name
    if reading.depth >= MAX_DEPTH:
        raise InputError(f"Archives lie in archives more than {MAX_DEPTH} deep", where=name, hint="Unpack it and give the folder.")
    total = sum(m.file_size for m in opened.filelist)
    if total > MAX_UNPACKED or (total > _DENSE_FROM and total > _DENSE_TOTAL * size):
        said = f"{total / 1e6:,.0f} MB from {size / 1e6:,.1f}"
        raise InputError(f"The archive would unpack to {said}", where=name, hint="If you trust it, unpack it and give the folder.")
    inner = Reading(reading.options, reading.note, reading.depth + 1)
    wanted, others = [], 0
    for member in opened.filelist:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if member.is_dir() or any((p.startswith(".") and p != "..") or p == "__MACOSX" for p in parts):
            continue
        if not member.filename.lower().removesuffix(".gz").endswith(SUFFIXES):
            others += 1
            continue
        wanted.append(member)
    for member in sorted(wanted, key=lambda m: m.filename):
        yield from _read_member(opened, member, source, inner, read)
    if not wanted:
        raise InputError("The archive holds no articles", where=name, hint=f"Looked for {', '.join(SUFFIXES)}, also with .gz.")
    if others:
        reading.note(Note(name, None, f"{others:,} {'file' if others == 1 else 'files'} of other kinds in the archive passed over"))


def _read_member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, reading: Reading, read: Callable[[Source, Reading], Iterator[Item]]
) -> Iterator[Item]:
    path = PurePosixPath(member.filename)
    where = f"{source.name}/{member.filename}"
    try:
        _check(member, where)
        with opened.open(member) as file:
            stem = (path.parent / stem_of(path.name)).as_posix()
            outer = f"{source.place.member}/" if source.place.member else ""
            place = Place(where, None, stem, outer + member.filename)
            inner = Source(place, file, False, None)
            for spot, item in read(inner, reading):
                at = f"line {spot}" if isinstance(spot, int) else spot
                yield ", ".join(filter(None, (member.filename, at))), _with_member(item, place.member)
    except InputError as error:
        yield member.filename, error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        said = str(error).split("\n")[0].rstrip(".")[:120]
        yield member.filename, InputError(f"The file in the archive is damaged: {said}", where=where, hint="Pack it again, or unpack it yourself.")


def _check(member: zipfile.ZipInfo, where: str) -> None:
    """Raise `InputError` where a file must not be read."""
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or name[1:2] == ":":
        raise InputError("The name of the file leads out of the archive", where=where, hint="Do not trust the archive.")
    if member.flag_bits & 1:
        raise InputError("The file is encrypted", where=where, hint="Unpack it with its password and give the folder.")
    if too_dense(member):
        said = f"{member.file_size / 1e6:,.0f} MB from {member.compress_size / 1e6:,.1f}"
        raise InputError(f"The file would unpack to {said}", where=where, hint="If you trust it, unpack it and give it by itself.")


def _with_member(item: Article | InputError, member: str | None) -> Article | InputError:
    if isinstance(item, InputError):
        return item
    provenance = item.provenance or Provenance()
    if provenance.member is not None:  # the innermost archive has said so
        return item
    return msgspec.structs.replace(item, provenance=msgspec.structs.replace(provenance, member=member))
