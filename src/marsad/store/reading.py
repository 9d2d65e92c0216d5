"""Tables back into typed records."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from marsad.record import Article, Provenance, Record

_COLUMNS = "article, id, hash, title, publisher, published, url, provenance, text, coded"
_FIELDS = [(f.name, f.type, f.default) for f in msgspec.structs.fields(Record) if f.name not in ("id", "article")]
_body: msgspec.json.Decoder[Any] = msgspec.json.Decoder(msgspec.defstruct("Body", _FIELDS))  # what articles.coded holds
_provenance = msgspec.json.Decoder(Provenance)


class Stored(msgspec.Struct, frozen=True):
    """An article as it is stored: its row number, the hash of its text, and its record as marsad coded it."""

    number: int
    hash: str
    record: Record


def read_stored(db: sqlite3.Connection, where: str = "1", values: Sequence[object] = ()) -> Iterator[Stored]:
    """Stored articles that meet a condition in SQL, by publication and id, one at a time.

    Rows are fetched by number first, so that the record may be written to while it is read.
    """
    numbers = [r[0] for r in db.execute(f"SELECT article FROM articles WHERE {where} ORDER BY coalesce(published, '9999'), id", values)]
    for number in numbers:
        yield read_one(db, number)


def read_one(db: sqlite3.Connection, number: int) -> Stored:
    """The stored article of a row."""
    row = db.execute(f"SELECT {_COLUMNS} FROM articles WHERE article = ?", (number,)).fetchone()
    _, id, digest, title, publisher, published, url, came, text, coded = row
    article = Article(id=id, text=text, title=title, publisher=publisher, published=published, url=url, provenance=_provenance.decode(came) if came else None)
    body = msgspec.structs.asdict(_body.decode(zlib.decompress(coded)))
    return Stored(number, digest, Record(id=id, article=article, **body))
