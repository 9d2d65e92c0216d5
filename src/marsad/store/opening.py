"""Opening a record file: an SQLite database with our application id, brought up to this version's schema.

What goes wrong with the file, now or later, becomes a `StoreError` with one sentence that says what to do.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from marsad.errors import StoreError

APPLICATION = 0x4D525344
"""``PRAGMA application_id`` of record files: MRSD."""

_MIGRATION = re.compile(r"(\d{4})\.sql")
_WAIT = 30.0
"""Seconds to wait for another process that writes."""


def migrations() -> list[tuple[int, str]]:
    """(version, SQL) of each step of the schema, in order."""
    folder = resources.files("marsad.store") / "migrations"
    found = [(int(m[1]), item) for item in folder.iterdir() if (m := _MIGRATION.fullmatch(item.name))]
    return [(number, item.read_text(encoding="utf-8")) for number, item in sorted(found, key=lambda f: f[0])]


VERSION = max(number for number, _ in migrations())
"""The version of the schema that this marsad writes (``PRAGMA user_version``)."""


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def connect(path: Path, *, create: bool = False, write: bool = False) -> sqlite3.Connection:
    """A connection to a record file.

    Parameters
    ----------
    path: the file.
    create: make it where it does not exist.
    write: open it for writing, and bring an older schema up to date.

    Raises
    ------
    StoreError: there is no such file, it is no record file, of a newer version, damaged, locked, or cannot be opened.
    """
    where = str(path)
    if path.is_dir():
        raise StoreError("The record is a folder", where=where, hint="Give the name of a file.")
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh and not create:
        raise StoreError("There is no such record", where=where, hint=f"Make it with: marsad load INPUT... --record {path.name}")
    if fresh and not path.parent.is_dir():
        raise StoreError("The folder for the record does not exist", where=where, hint=f"Make it first: mkdir -p {path.parent}")
    with explained(where):
        db = _open(path, write)
        try:
            _check(db, where)
            if write:
                _migrate(db, where)
            elif _user_version(db) == 0:
                raise StoreError("The record is empty", where=where, hint=f"Fill it with: marsad load INPUT... --record {path.name}")
            elif _user_version(db) < VERSION:
                hint = "Bring it up to date with any command that writes to it, for example: marsad load --record " + path.name
                raise StoreError("The record was made by an older marsad", where=where, hint=hint)
        except BaseException:
            db.close()
            raise
    return db


def _open(path: Path, write: bool) -> sqlite3.Connection:
    if write:
        db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    else:
        wal = path.with_name(path.name + "-wal")
        writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
        # readers too keep notes beside the file while they are at it; where there is no room for them, nobody writes either
        mode = "rw" if writable else "ro" if wal.exists() else "ro&immutable=1"
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_WAIT, isolation_level=None)
        db.execute("PRAGMA query_only = ON")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")
    db.execute("PRAGMA cache_size = -65536")
    return db


def _user_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check(db: sqlite3.Connection, where: str) -> None:
    """Refuse what is no record file, and records of a newer version."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION and (application or db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]):
        raise StoreError("The file is a database, but no record of marsad", where=where, hint="Give another name with --record.")
    version = _user_version(db)
    if version > VERSION:
        problem = f"The record was made by a newer marsad (version {version} of the file format; this one knows up to {VERSION})"
        raise StoreError(problem, where=where, hint="Update marsad: pip install --upgrade marsad")


def _migrate(db: sqlite3.Connection, where: str) -> None:
    """Apply what is missing of the schema, all of it or nothing."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    if _user_version(db) >= VERSION:
        return
    with transaction(db):
        version = _user_version(db)
        _check(db, where)
        for number, sql in migrations():
            if number > version:
                for statement in statements(sql):
                    db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("INSERT OR IGNORE INTO about VALUES ('made_at', ?)", (now(),))


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script (``executescript`` would commit before the first)."""
    part = ""
    for line in sql.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing. Inside of another one it is part of that."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back where the disk is full
            db.execute("ROLLBACK")
        raise


_SAID: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("database or disk is full",), "The disk is full, or the file may not grow", "Make room and run the command again: what was committed is kept."),
    (("disk i/o error",), "The disk cannot be written or read", "Check its free space and its health; then run the command again: what was committed is kept."),
    (("database is locked", "database table is locked"), "Another process is writing to the record", "Wait until it has ended, and run the command again."),
    (("readonly", "read-only"), "The record or its folder cannot be written", "Check their rights, or copy the record elsewhere."),
    (("unable to open",), "The record cannot be opened", "Check the rights of the file and of its folder."),
    (("not a database",), "The file is no record of marsad", "Give another name with --record."),
    (("malformed", "corrupt"), "The record is damaged", "Take a copy from a backup; the tool sqlite3 may save the rest: sqlite3 FILE .recover"),
    (("no such table", "no such column"), "The record lacks a part of its tables", "Take a copy from a backup, or make it anew with marsad load."),
)


@contextlib.contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what SQLite says into a `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        for words, problem, hint in _SAID:
            if any(w in said.lower() for w in words):
                raise StoreError(problem, where=where, hint=hint) from error
        raise StoreError(f"The record cannot be used: {said}", where=where) from error
    except OSError as error:
        raise StoreError(f"The record cannot be used: {error.strerror or error}", where=where) from error
