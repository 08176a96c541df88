"""The store keeps what it acknowledged, whatever happens to the process."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openpcf.errors import InputError, TrustError
from openpcf.store import Event, Issued, Mapping, SqliteStore
from openpcf.store.sqlite import integrity

AT = "2026-01-01T00:00:00Z"


def issued(version: int, *, digest: str | None = None, bundle: bytes = b"x") -> Issued:
    return Issued("urn:s", version, f"id-{version}", digest or f"sha-256:{version}", AT, bundle)


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "new" / "store.db")


def test_versions_come_back_in_order(store: SqliteStore) -> None:
    for number in (2, 1, 3):
        store.issue(issued(number))
    assert [v.version for v in store.history("urn:s")] == [1, 2, 3]
    latest = store.latest("urn:s")
    assert latest is not None
    assert latest.version == 3
    assert store.by_digest("sha-256:2") == issued(2)
    assert store.by_digest("sha-256:9") is None
    assert store.latest("urn:none") is None


def test_the_same_version_again_changes_nothing(store: SqliteStore) -> None:
    store.issue(issued(1))
    store.issue(issued(1, bundle=b"another presentation of the same digest"))
    assert [v.bundle for v in store.history()] == [b"x"]


def test_another_content_under_a_taken_version_is_refused(store: SqliteStore) -> None:
    store.issue(issued(1))
    with pytest.raises(InputError) as caught:
        store.issue(issued(1, digest="sha-256:other"))
    assert caught.value.code == "STORE_VERSION_TAKEN"
    assert len(store.history()) == 1


@pytest.mark.parametrize("table", ["issued", "event", "mapping", "trust_list"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET digest='x'"])
def test_nothing_can_be_changed_or_removed(tmp_path: Path, table: str, verb: str) -> None:
    path = tmp_path / "store.db"
    store = SqliteStore(path)
    store.issue(issued(1))
    store.add_event(Event("d", "withdrawn", AT))
    store.confirm((Mapping("k", "v", "me", AT),))
    store.see_trust_list("l", 1, "d", AT)
    statement = verb.format(table).replace("digest", "at" if table == "mapping" else "digest")
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)
    raw.close()
    store.close()


def test_events_and_mappings(store: SqliteStore) -> None:
    store.add_event(Event("d", "suspended", AT))
    store.add_event(Event("d", "withdrawn", AT, "wrong mass"))
    assert [e.kind for e in store.events("d")] == ["suspended", "withdrawn"]
    store.confirm((Mapping("k", "old", "me", AT), Mapping("a", "1", "me", AT)))
    store.confirm((Mapping("k", "new", "you", AT),))
    assert [(m.key, m.value) for m in store.mappings()] == [("a", "1"), ("k", "new")]


@pytest.mark.parametrize(
    ("sequence", "digest", "code"),
    [(1, "d2", "TL_ROLLBACK"), (2, "other", "TL_EQUIVOCATION"), (2, "d2", None), (3, "d3", None)],
)
def test_trust_lists_only_go_forward(
    store: SqliteStore, sequence: int, digest: str, code: str | None
) -> None:
    store.see_trust_list("l", 2, "d2", AT)
    if code is None:
        store.see_trust_list("l", sequence, digest, AT)
        return
    with pytest.raises(TrustError) as caught:
        store.see_trust_list("l", sequence, digest, AT)
    assert caught.value.code == code


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"my notes, not a database" * 50)
    with pytest.raises(InputError) as caught:
        SqliteStore(path)
    assert caught.value.code == "STORE_UNREADABLE"
    assert path.read_bytes() == b"my notes, not a database" * 50


WRITER = """
import sys
from pathlib import Path
from openpcf.store import Issued, SqliteStore
store = SqliteStore(Path(sys.argv[1]))
last = store.latest("urn:s")
number = last.version + 1 if last else 1
while True:
    store.issue(Issued("urn:s", number, f"id-{number}", f"sha-256:{number}", "t", bytes(20000)))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
    number += 1
"""


@pytest.mark.slow
def test_killed_at_random_moments_it_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    moments = random.Random(1)
    kills, acknowledged = 200, 0
    for _ in range(kills):
        writer = subprocess.Popen(
            [
                sys.executable,
                "-S",
                "-c",
                f"import sys; sys.path[:0] = {sys.path!r}\n{WRITER}",
                path,
            ],
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(moments.random() * 0.03)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
        writer.stdout.close()
        writer.wait()
        numbers = (first + rest).decode().split("\n")[:-1]
        acknowledged = max(acknowledged, *(int(n) for n in numbers if n))
        store = SqliteStore(path)
        kept = [v.version for v in store.history("urn:s")]
        assert kept == list(range(1, len(kept) + 1))
        assert len(kept) >= acknowledged
        assert all(len(v.bundle) == 20000 for v in store.history("urn:s")[-3:])
        store.close()
        if len(kept) > 400:
            path = tmp_path / f"store-{len(list(tmp_path.iterdir()))}.db"
            acknowledged = 0
    assert integrity(path) == "ok"
