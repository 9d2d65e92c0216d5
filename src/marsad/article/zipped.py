"""ZIP files opened with care: archives, and office documents, which are ZIP files too.

What a file would unpack to is known before it is read, and `zipfile` gives no byte more than a file states, so that the bounds hold.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from marsad.errors import InputError

MAX_FILES = 100_000
MAX_PART = 256_000_000
"""Bytes of one part of an office document, unpacked."""
MAX_OFFICE = 1_000_000_000
"""Bytes of an office document, unpacked."""
_MOST_DENSE = 200
"""Text packs to a tenth, tables to a fiftieth; a file that unpacks to more than this many times its size is made to do harm ..."""
_DENSE_FROM = 10_000_000
"""... where it is larger than this, in bytes."""


def open_zip(file: BinaryIO, where: str, what: str = "ZIP file") -> zipfile.ZipFile:
    """Open a ZIP file. Raises `InputError` where it is none, is cut off, or lists more files than can be."""
    try:
        opened = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError) as error:
        problem = f"The {what} is damaged or cut off: {str(error).rstrip('.')}"
        raise InputError(problem, where=where, hint="Get it anew, or unpack it with another program.") from None
    if len(opened.filelist) > MAX_FILES:
        opened.close()
        raise InputError(f"The {what} holds more than {MAX_FILES:,} files", where=where, hint="Unpack it and give the folder.")
    return opened


def too_dense(member: zipfile.ZipInfo) -> bool:
    """Whether a file unpacks to far more than any text does."""
    return member.file_size > _DENSE_FROM and member.file_size > _MOST_DENSE * max(1, member.compress_size)


def check_office(opened: zipfile.ZipFile, where: str) -> None:
    """Raise `InputError` where the parts of an office document are encrypted or larger than can be read."""
    for part in opened.filelist:
        if part.flag_bits & 1:
            raise InputError("The document is encrypted", where=where, hint="Save it without a password.")
        if part.filename.startswith(("xl/", "word/", "docProps/", "[Content", "_rels/")) and (part.file_size > MAX_PART or too_dense(part)):
            size = f"{part.file_size / 1e6:,.0f} MB from {part.compress_size / 1e6:,.1f}"
            hint = "If you trust it, save it in another format, such as CSV or plain text."
            raise InputError(f"A part of the document would unpack to {size}: {part.filename[:80]}", where=where, hint=hint)
    if sum(p.file_size for p in opened.filelist) > MAX_OFFICE:
        raise InputError(f"The document would unpack to more than {MAX_OFFICE // 1_000_000} MB", where=where, hint="Split it.")


def office_kind(opened: zipfile.ZipFile) -> str:
    """docx, xlsx, ``zip``, or the name of a kind that cannot be read, by the files in it."""
    names = set(opened.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    if "ppt/presentation.xml" in names:
        return "a presentation (.pptx)"
    if "mimetype" in names:
        try:
            with opened.open("mimetype") as file:
                kind = file.read(200).decode("ascii", "replace").strip()
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError):
            return "zip"
        if "opendocument" in kind:
            return "an OpenDocument file"
        if "epub" in kind:
            return "a book (EPUB)"
    return "zip"
