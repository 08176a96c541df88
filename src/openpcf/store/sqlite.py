"""The store in one SQLite file: write-ahead log, full synchronisation, triggers against change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from openpcf.errors import InputError, TrustError
from openpcf.store.port import Event, Issued, Mapping

SCHEMA_VERSION = 1
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
_ISSUED = "SELECT series, version, id, digest, issued_at, bundle FROM issued"


class SqliteStore:
    """A :class:`~openpcf.store.port.Store` in one file, made when it is not there."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._migrate()
        except sqlite3.DatabaseError as e:
            raise InputError("STORE_UNREADABLE", place=path.name, found=str(e)) from None

    def _migrate(self) -> None:
        with self._transaction() as db:
            (found,) = db.execute("PRAGMA user_version").fetchone()
            if found == 0:
                for statement in _split(_TABLES + _APPEND_ONLY):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            elif found != SCHEMA_VERSION:
                raise InputError(
                    "STORE_NEWER", found=str(found), expected=str(SCHEMA_VERSION)
                ) from None

    def _transaction(self) -> _Transaction:
        return _Transaction(self._connection)

    def issue(self, version: Issued) -> None:
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

    def latest(self, series: str) -> Issued | None:
        """See the port."""
        row = self._connection.execute(
            f"{_ISSUED} WHERE series=? ORDER BY version DESC LIMIT 1", (series,)
        ).fetchone()
        return None if row is None else Issued(*row)

    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        """See the port."""
        rows = self._connection.execute(
            f"{_ISSUED} WHERE ?1 IS NULL OR series=?1 ORDER BY series, version", (series,)
        )
        return tuple(Issued(*row) for row in rows)

    def by_digest(self, digest: str) -> Issued | None:
        """See the port."""
        row = self._connection.execute(f"{_ISSUED} WHERE digest=?", (digest,)).fetchone()
        return None if row is None else Issued(*row)

    def add_event(self, event: Event) -> None:
        """See the port."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO event (digest, kind, at, detail) VALUES (?,?,?,?)",
                (event.digest, event.kind, event.at, event.detail),
            )

    def events(self, digest: str) -> tuple[Event, ...]:
        """See the port."""
        rows = self._connection.execute(
            "SELECT digest, kind, at, detail FROM event WHERE digest=? ORDER BY number", (digest,)
        )
        return tuple(Event(*row) for row in rows)

    def confirm(self, mappings: tuple[Mapping, ...]) -> None:
        """See the port."""
        with self._transaction() as db:
            db.executemany(
                "INSERT INTO mapping (key, value, confirmed_by, at) VALUES (?,?,?,?)",
                [(m.key, m.value, m.confirmed_by, m.at) for m in mappings],
            )

    def mappings(self) -> tuple[Mapping, ...]:
        """See the port."""
        rows = self._connection.execute(
            "SELECT key, value, confirmed_by, at FROM mapping WHERE number IN "
            "(SELECT max(number) FROM mapping GROUP BY key) ORDER BY key"
        )
        return tuple(Mapping(*row) for row in rows)

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
                    "TL_ROLLBACK", place=list_id, found=str(sequence), expected=f">= {row[0]}"
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


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT; anything raised inside rolls back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def _split(script: str) -> list[str]:
    found, rest = [], ""
    for piece in script.split(";"):
        rest += piece + ";"
        if sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found


def integrity(path: Path) -> str:
    """``ok`` or what SQLite finds wrong in the file."""
    with closing(sqlite3.connect(path)) as connection:
        (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
        return str(answer)
