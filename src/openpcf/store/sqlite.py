"""The store in one SQLite file: write-ahead log, full synchronisation, triggers against change."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpcf.errors import InputError, OpenpcfError, TrustError, UsageError
from openpcf.store.port import ConfirmedMatch, Event, Issued

SCHEMA_VERSION = 1
APPLICATION = 0x6F706366
"""``application_id`` of the file, "opcf": another program's database is never written to."""

_WAIT = 30.0
_TABLES = """
CREATE TABLE issued (
  series TEXT NOT NULL, version INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL UNIQUE, issued_at TEXT NOT NULL, bundle BLOB NOT NULL,
  PRIMARY KEY (series, version)
) STRICT;
CREATE TABLE event (
  number INTEGER PRIMARY KEY, digest TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX event_digest ON event (digest);
CREATE TABLE mapping (
  number INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL,
  confirmed_by TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX mapping_key ON mapping (key);
CREATE TABLE trust_list (
  number INTEGER PRIMARY KEY, list_id TEXT NOT NULL, sequence INTEGER NOT NULL,
  digest TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""
_APPEND_ONLY = "".join(
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'append-only'); END;"
    for table in ("issued", "event", "mapping", "trust_list")
    for verb in ("update", "delete")
)
_PAUSE = 0.01
"""Seconds between two tries."""
_ISSUED = "SELECT series, version, id, digest, issued_at, bundle FROM issued"


class SqliteStore:
    """A :class:`~openpcf.store.port.Store` in one file, created if it does not exist."""

    def __init__(self, path: Path, wait: float = _WAIT) -> None:
        """Open or create the file; ``wait`` is the time to wait for another writer, in seconds.

        This and all other calls raise InputError ``STORE_UNREADABLE`` or ``STORE_NEWER``, and
        UsageError ``STORE_UNAVAILABLE`` for a place that can't be opened or written.
        """
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise UsageError("STORE_UNAVAILABLE", str(path), e.strerror or "") from None
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=wait)
        except sqlite3.Error as e:
            raise _refusal(path, e) from None
        try:
            with self._refusing() as db:
                self._claim(db)
                self._write_ahead(db, wait)
                db.execute("PRAGMA synchronous=FULL")
        except BaseException:
            self._connection.close()
            raise

    def _claim(self, db: sqlite3.Connection) -> None:
        """Turn an empty file into a store, accept an existing store, refuse any other file."""
        with self._transaction():
            (found,) = db.execute("PRAGMA user_version").fetchone()
            (whose,) = db.execute("PRAGMA application_id").fetchone()
            (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if (found, whose, tables) == (0, 0, 0):
                for statement in _split(_TABLES + _APPEND_ONLY):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id={APPLICATION}")
                db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            elif whose != APPLICATION:
                raise InputError(
                    "STORE_UNREADABLE", str(self._path), "a database of another program"
                )
            elif found != SCHEMA_VERSION:
                raise InputError("STORE_NEWER", str(self._path), str(found), str(SCHEMA_VERSION))

    @staticmethod
    def _write_ahead(db: sqlite3.Connection, wait: float) -> None:
        """Change to a write-ahead log; SQLite itself does not wait for others to let go here."""
        end = time.monotonic() + wait
        while True:
            try:
                db.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as e:
                if e.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                    raise
                time.sleep(_PAUSE)

    @contextmanager
    def _refusing(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except sqlite3.Error as e:
            raise _refusal(self._path, e) from None

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Run BEGIN IMMEDIATE … COMMIT; roll everything back on any error."""
        with self._refusing() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._refusing() as db:
            return db.execute(statement, values).fetchall()

    def issue(self, version: Issued, event: Event | None = None) -> None:
        """See the port."""
        with self._transaction() as db:
            taken = db.execute(
                f"{_ISSUED} WHERE (series=? AND version=?) OR id=? OR digest=?",
                (version.series, version.version, version.id, version.digest),
            ).fetchall()
            if taken:
                if all(Issued(*row).digest == version.digest for row in taken):
                    return
                raise InputError(
                    "STORE_VERSION_TAKEN",
                    place=version.series,
                    found=f"v{version.version} {version.digest}",
                )
            db.execute(
                "INSERT INTO issued VALUES (?,?,?,?,?,?)",
                (
                    version.series,
                    version.version,
                    version.id,
                    version.digest,
                    version.issued_at,
                    version.bundle,
                ),
            )
            if event is not None:
                _add(db, event)

    def latest(self, series: str) -> Issued | None:
        """See the port."""
        rows = self._rows(f"{_ISSUED} WHERE series=? ORDER BY version DESC LIMIT 1", series)
        return Issued(*rows[0]) if rows else None

    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        """See the port."""
        rows = self._rows(
            f"{_ISSUED} WHERE series = ifnull(?, series) ORDER BY series, version", series
        )
        return tuple(Issued(*row) for row in rows)

    def by_digest(self, digest: str) -> Issued | None:
        """See the port."""
        rows = self._rows(f"{_ISSUED} WHERE digest=?", digest)
        return Issued(*rows[0]) if rows else None

    def add_event(self, event: Event) -> None:
        """See the port."""
        with self._transaction() as db:
            _add(db, event)

    def events(self, digest: str) -> tuple[Event, ...]:
        """See the port."""
        rows = self._rows(
            "SELECT digest, kind, at, detail FROM event WHERE digest=? ORDER BY number", digest
        )
        return tuple(Event(*row) for row in rows)

    def confirm(self, mappings: tuple[ConfirmedMatch, ...]) -> None:
        """See the port."""
        with self._transaction() as db:
            db.executemany(
                "INSERT INTO mapping (key, value, confirmed_by, at) VALUES (?,?,?,?)",
                [(m.key, m.value, m.confirmed_by, m.at) for m in mappings],
            )

    def mappings(self) -> tuple[ConfirmedMatch, ...]:
        """See the port."""
        rows = self._rows(
            "SELECT key, value, confirmed_by, at FROM mapping WHERE number IN "
            "(SELECT max(number) FROM mapping GROUP BY key) ORDER BY key"
        )
        return tuple(ConfirmedMatch(*row) for row in rows)

    def see_trust_list(self, list_id: str, sequence: int, digest: str, at: str) -> None:
        """See the port."""
        with self._transaction() as db:
            row = db.execute(
                "SELECT sequence, digest FROM trust_list WHERE list_id=? "
                "ORDER BY sequence DESC LIMIT 1",
                (list_id,),
            ).fetchone()
            if row is not None and sequence < row[0]:
                raise TrustError(
                    "TL_ROLLBACK", place=list_id, found=str(sequence), expected=str(row[0])
                )
            if row is not None and sequence == row[0]:
                if digest != row[1]:
                    raise TrustError("TL_EQUIVOCATION", place=list_id, found=digest)
                return
            db.execute(
                "INSERT INTO trust_list (list_id, sequence, digest, at) VALUES (?,?,?,?)",
                (list_id, sequence, digest, at),
            )

    def close(self) -> None:
        """See the port."""
        self._connection.close()


def _add(db: sqlite3.Connection, event: Event) -> None:
    db.execute(
        "INSERT INTO event (digest, kind, at, detail) VALUES (?,?,?,?)",
        (event.digest, event.kind, event.at, event.detail),
    )


def _refusal(path: Path, problem: sqlite3.Error) -> OpenpcfError:
    """Return the error for a failure of SQLite.

    An operational error concerns place, disk space, permissions or another writer; any other error
    means that the file is damaged.
    """
    if isinstance(problem, sqlite3.OperationalError):
        return UsageError("STORE_UNAVAILABLE", str(path), str(problem))
    return InputError("STORE_UNREADABLE", str(path), str(problem))


def _split(script: str) -> list[str]:
    found, rest = [], ""
    for piece in script.split(";"):
        rest += piece + ";"
        if sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found
