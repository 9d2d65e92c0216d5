"""From a JSON value to an article: which fields it must have and of which type."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.article.dates import read_date
from marsad.article.items import Note
from marsad.errors import InputError
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from marsad.article.items import Noter

_NAMES = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
_FIELDS = "id, title, publisher, published, url, text"


def parse_json(line: str, where: str, number: int | None) -> Any:
    """The value of a JSON text. ``number`` is the line it stands on; None: a file, and the error names its line."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        pass
    try:  # the standard library says better what is wrong, and reads lone surrogates
        return json.loads(line)
    except json.JSONDecodeError as error:
        hint = f"See column {error.colno}; each article is an object with {_FIELDS}."
        raise InputError(f"Broken JSON: {error.msg}", where=where, line=number or error.lineno, hint=hint) from None
    except RecursionError:
        raise InputError("The JSON is nested too deeply", where=where, line=number, hint=f"Write {_FIELDS}.") from None
    except ValueError as error:
        raise InputError(f"Broken JSON: {error}", where=where, line=number, hint=f"Write {_FIELDS}.") from None


def article_of(value: Any, where: str, line: int | None, note: Noter) -> Article:
    """The article that a JSON value describes. Raises `InputError` where it has no text or a field of a wrong type."""
    if not isinstance(value, dict):
        hint = f"Each article is an object with {_FIELDS}."
        raise InputError(f"Expected an object, got {_NAMES[type(value)]}", where=where, line=line, hint=hint)
    if "text" not in value:
        raise InputError("The article has no text", where=where, line=line, hint="Give it a field `text`.")
    text = _string(value, "text", where, line) or ""
    return Article(
        id=_identity(value, text, where, line),
        text=text,
        title=_string(value, "title", where, line),
        publisher=_string(value, "publisher", where, line),
        published=_published(value, where, line, note),
        url=_string(value, "url", where, line),
        provenance=_provenance(value, where, line, note),
    )


def content_id(text: str) -> str:
    """An id for an article that has none: the same text, the same id."""
    return "text-" + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def whole(text: str) -> str:
    """``text`` with lone surrogates replaced, one for one, so that it can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _string(value: dict[str, Any], key: str, where: str, line: int | None) -> str | None:
    found = value.get(key)
    if isinstance(found, str):
        return whole(found)
    if found is None and key != "text":
        return None
    hint = f"Write `{key}` as a string between double quotes."
    raise InputError(f"`{key}` must be text, not {_NAMES[type(found)]}", where=where, line=line, hint=hint)


def _provenance(value: dict[str, Any], where: str, line: int | None, note: Noter) -> Provenance | None:
    """What a file written by us says of how the article came; anything else under the name is passed over with a note."""
    found = value.get("provenance")
    if found is None:
        return None
    try:
        return msgspec.convert(found, Provenance)
    except msgspec.ValidationError as error:
        note(Note(where, line, f"`provenance` is left out: {error}"))
        return None


def _identity(value: dict[str, Any], text: str, where: str, line: int | None) -> str:
    found = value.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return _string(value, "id", where, line) or content_id(text)


def _published(value: dict[str, Any], where: str, line: int | None, note: Noter) -> str | None:
    found = value.get("published")
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if found is None or found == "":
        return None
    if not isinstance(found, str):
        _string(value, "published", where, line)
    day = read_date(str(found))
    if day is None:
        note(Note(where, line, f"`published` cannot be read as a date and is left out: {str(found)[:60]!r}"))
    return day
