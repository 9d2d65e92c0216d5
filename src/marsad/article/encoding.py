"""Bytes to text.

UTF-8, UTF-16, UTF-32, windows-1256 and ISO-8859-6 are told apart by validity and by how often Arabic letters occur.
"""

from __future__ import annotations

import codecs
import math
import re

from marsad.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"PAR1": "a Parquet file",
}
_WHAT_CAN_BE_READ = "Give text, HTML, JSON, CSV, XLSX, a feed, PDF, DOCX, or a ZIP of these."

# How often each letter occurs in Arabic news, in ten-thousandths of all letters.
_FREQUENCY = (
    "ا1526 ل1157 ي772 م647 و542 ن522 ت460 ر460 ع341 ب331 ة321 د314 ف255 ه242 س237 ق228 أ195 ح189 ك175 ج140 ش103 ط97 "
    "إ92 ص92 ى85 خ80 ض64 ز60 ذ59 ث55 ئ41 ء34 غ34 ظ28 ؤ13 آ10"
)
_RARE = math.log(0.0003)
_LOG = {pair[0]: math.log(int(pair[1:]) / 10_000) for pair in _FREQUENCY.split()}
_LEAST = -4.1
"""Least mean log frequency of a text taken for Arabic: real text lies near -3.0, another encoding far below."""
_SAMPLE = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


def bom_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark names, or UTF-16 told by its regular high bytes; None otherwise."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    sample = head[:4096]
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) >= 8 and (0 in sample or 6 in sample):
        for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            high = sample[offset::2]
            low = sample[1 - offset :: 2]
            regular = sum(b in (0x00, 0x06, 0x20, 0xFE, 0xFB) for b in high) >= 0.97 * len(high)
            if regular and high.count(6) + high.count(0) >= 0.6 * len(high) and low.count(0) < 0.3 * len(low):
                return name
    return None


def refuse_binary(head: bytes, where: str) -> None:
    """Raise `InputError` where the first bytes are those of a known binary format or hold many control bytes."""
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(f"The file is {name}", where=where, hint=_WHAT_CAN_BE_READ)
    if bom_encoding(head) is None:
        sample = head[:8192]
        control = sum(b < 9 or 13 < b < 27 or 27 < b < 32 for b in sample)
        if control > max(4, 0.05 * len(sample)):
            raise InputError("The file is binary, not text", where=where, hint=_WHAT_CAN_BE_READ)


def decode(data: bytes, where: str = "", line: int | None = None) -> tuple[str, str | None]:
    """Decode bytes.

    Parameters
    ----------
    data: a whole text, or a line of one.
    where, line: for errors.

    Returns
    -------
    The text, and a note where something had to be replaced.

    Raises
    ------
    InputError: the encoding is none of those that are known.
    """
    name = bom_encoding(data)
    if name is not None:
        return _decode_as(data, name, where, line), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        bad = error
    text = _single_byte(data)
    if text is not None:
        return text, None
    lenient = data.decode("utf-8", errors="replace")
    replaced = lenient.count("\ufffd")
    if replaced <= max(1, len(lenient) // 200) and any("\u0620" <= c <= "\u064a" for c in lenient):
        return lenient, f"{replaced} {'place' if replaced == 1 else 'places'} with broken UTF-8 replaced by U+FFFD"
    at = line or data.count(b"\n", 0, bad.start) + 1
    hint = "Save it as UTF-8; UTF-16, windows-1256 and ISO-8859-6 are recognised too."
    raise InputError(f"The text is in no known encoding: byte 0x{data[bad.start]:02x}", where=where, line=at, hint=hint)


def _decode_as(data: bytes, name: str, where: str, line: int | None) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        kind = name.removesuffix("-sig").upper()
        problem = f"The text begins as {kind} but breaks off at byte {error.start}"
        raise InputError(problem, where=where, line=line, hint="Save it as UTF-8.") from None


def _single_byte(data: bytes) -> str | None:
    """The text read as windows-1256 or ISO-8859-6, whichever looks more like Arabic; None where neither does."""
    best: tuple[float, str] | None = None
    for name in ("cp1256", "iso8859_6"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:  # ISO-8859-6 leaves many bytes undefined
            continue
        score = arabic_score(text[:_SAMPLE])
        if score is not None and score >= _LEAST and (best is None or score > best[0]):
            best = (score, text)
    return best[1] if best is not None else None


def arabic_score(text: str) -> float | None:
    """Mean log frequency of the letters outside ASCII, as Arabic text would have them; None where there are none.

    Characters that Arabic text does not use (accented Latin letters, controls, undefined bytes) count as rare letters.
    """
    total, n = 0.0, 0.0
    for c in text:
        if c < "\x80" and not _CONTROL.match(c):
            continue
        if c in "،؛؟«»–—“”‘’…•ـ\xa0\u200c\u200d\u200e\u200f" or "\u064b" <= c <= "\u0652":
            total -= 1.0  # punctuation and marks count a quarter
            n += 0.25
            continue
        total += _LOG.get(c, _RARE)
        n += 1
    return total / n if n else None
