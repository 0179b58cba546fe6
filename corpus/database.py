"""The database under the store: how its file is opened, brought up to date, and what its errors mean."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import SQLAlchemyError

from corpus import schema

_BUSY_SECONDS = 30  # how long a writer waits for another
_AGAIN_SECONDS = 0.02  # until a new file is tried again

MESSAGES = {
    "unreadable": "the data folder cannot be read",
    "not_writable": "the data folder cannot be written",
    "damaged": "the data in the data folder is damaged",
    "newer_schema": "the data folder was written by a newer version of this program",
}


class StoreError(Exception):
    """The data folder cannot be used.

    ``reason``: ``unreadable``, ``not_writable``, ``damaged`` or ``newer_schema``.
    The message names no path and is fit for citizens.
    """

    def __init__(self, message: str = "", reason: str = "unreadable") -> None:
        super().__init__(message or MESSAGES[reason])
        self.reason = reason


def engine_of(file: Path) -> sa.Engine:
    """The engine of one SQLite file: write-ahead, foreign keys, writers that take their lock at once."""
    url = sa.URL.create("sqlite", database=str(file))
    engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: DBAPIConnection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below
        cursor = connection.cursor()
        _write_ahead(cursor)
        for pragma in ("foreign_keys = ON", "synchronous = NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A writer takes its lock at once: two that read first would block each other.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(cursor: DBAPICursor) -> None:
    """Turn write-ahead on.  Several processes may do so in a new file at once, and SQLite then says
    at once that it is locked, without waiting (https://www.sqlite.org/wal.html, "busy")."""
    last = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > last:
                raise
            time.sleep(_AGAIN_SECONDS)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a transaction that writes."""
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


def prepare(engine: sa.Engine) -> None:
    """Bring the tables to this program's version: each step in a transaction of its own."""
    while (found := _schema_version(engine)) != len(schema.MIGRATIONS):
        if found > len(schema.MIGRATIONS):
            raise StoreError(reason="newer_schema")
        with writing(engine) as connection:
            if _version_in(connection) == found:  # no other process was faster
                for step in schema.MIGRATIONS[found]:
                    step(connection) if callable(step) else connection.exec_driver_sql(step)
                connection.exec_driver_sql(f"PRAGMA user_version = {found + 1}")


def _schema_version(engine: sa.Engine) -> int:
    with engine.connect() as connection, connection.begin():
        return _version_in(connection)


def _version_in(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


@contextmanager
def errors() -> Iterator[None]:
    """Database errors as :class:`StoreError`, without the statement or the path."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = error.__cause__ or getattr(error, "orig", None)
        raise StoreError(reason=_reason(cause)) from error
    except (json.JSONDecodeError, TypeError, KeyError) as error:
        raise StoreError(reason="damaged") from error


def _reason(cause: object) -> str:
    text = str(cause)
    if "readonly" in text or "read-only" in text or "full" in text:
        return "not_writable"
    if (
        "malformed" in text
        or "not a database" in text
        or "no such" in text
        or isinstance(cause, sqlite3.IntegrityError)
    ):
        return "damaged"
    return "unreadable"
