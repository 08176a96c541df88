"""The store keeps what it acknowledged, whatever happens to the process."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from openpcf.errors import InputError, OpenpcfError, TrustError
from openpcf.messages import fix, say
from openpcf.store import ConfirmedMatch, Event, Issued, SqliteStore

AT = "2026-01-01T00:00:00Z"


def issued(version: int, *, digest: str | None = None, bundle: bytes = b"x") -> Issued:
    return Issued("urn:s", version, f"id-{version}", digest or f"sha-256:{version}", AT, bundle)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "new" / "store.db")) as opened:
        yield opened


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
    store.confirm((ConfirmedMatch("k", "v", "me", AT),))
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
    store.confirm((ConfirmedMatch("k", "old", "me", AT), ConfirmedMatch("a", "1", "me", AT)))
    store.confirm((ConfirmedMatch("k", "new", "you", AT),))
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


def test_a_version_and_what_it_supersedes_are_kept_together(store: SqliteStore) -> None:
    store.issue(issued(1))
    store.issue(issued(2), Event("sha-256:1", "superseded", AT, "v2"))
    store.issue(issued(2), Event("sha-256:1", "superseded", AT, "v2"))
    assert [e.detail for e in store.events("sha-256:1")] == ["v2"]
    with pytest.raises(InputError):
        store.issue(issued(2, digest="sha-256:x"), Event("sha-256:1", "superseded", AT, "again"))
    assert len(store.events("sha-256:1")) == 1


def refusal(open_it: Callable[[], object]) -> OpenpcfError:
    """The refusal, with a text in both languages that holds its place."""
    with pytest.raises(OpenpcfError) as caught:
        open_it()
    found = caught.value
    for language in ("en", "zh"):
        assert found.place and found.place in say(found, language)
        assert fix(found, language)
    return found


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
        other.commit()
    before = path.read_bytes()
    assert refusal(lambda: SqliteStore(path)).code == "STORE_UNREADABLE"
    assert path.read_bytes() == before


def test_a_store_of_a_newer_release_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version=2")
    assert refusal(lambda: SqliteStore(path)).code == "STORE_NEWER"
    with closing(sqlite3.connect(path)) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_place_that_can_not_be_a_store_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "store.db", tmp_path):
        assert refusal(lambda path=path: SqliteStore(path)).code == "STORE_UNAVAILABLE"


def test_a_damaged_file_is_reported_and_what_can_be_read_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = SqliteStore(path)
    for number in range(1, 40):
        store.issue(issued(number, bundle=bytes(3000)))
    store.close()
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    store = SqliteStore(path)
    assert refusal(store.history).code == "STORE_UNREADABLE"
    store.close()
    assert path.read_bytes() == bytes(data)


def test_another_writer_who_does_not_let_go_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert refusal(lambda: SqliteStore(path, wait=0.01)).code == "STORE_UNAVAILABLE"
        holder.execute("ROLLBACK")
    with closing(SqliteStore(path, wait=0.01)) as free:
        free.issue(issued(1))


FULL_DISK = """
import resource, sys
from pathlib import Path
from openpcf.errors import OpenpcfError
from openpcf.store import Issued, SqliteStore
store = SqliteStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
number = 1
try:
    while True:
        store.issue(Issued("urn:s", number, f"id-{number}", f"sha-256:{number}", "t", bytes(20000)))
        number += 1
except OpenpcfError as refused:
    print(number - 1, refused.code)
"""


def test_no_room_left_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, check=True
    )
    acknowledged, code = done.stdout.split()
    assert code == "STORE_UNAVAILABLE"
    with closing(SqliteStore(path)) as store:
        assert [v.version for v in store.history()] == list(range(1, int(acknowledged) + 1))
        store.issue(issued(int(acknowledged) + 1))


CROWD = """
import sys
from pathlib import Path
from openpcf.store import Issued, SqliteStore
series = sys.argv[2]
store = SqliteStore(Path(sys.argv[1]))
for number in range(1, 21):
    store.issue(Issued(series, number, f"{series}-{number}", f"{series}-{number}", "t", bytes(999)))
"""


def test_opening_waits_for_a_reader_before_it_changes_the_journal(tmp_path: Path) -> None:
    """SQLite does not wait by itself when it changes a database to a write-ahead log."""
    path = tmp_path / "store.db"
    SqliteStore(path).close()
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    reader.execute("PRAGMA journal_mode=DELETE")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM issued").fetchone()
    release = threading.Timer(0.3, reader.close)
    release.start()
    SqliteStore(path, wait=30).close()
    release.join()
    log = sqlite3.connect(path)
    assert log.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    log.close()


def test_many_writers_at_once_from_the_first_moment_on(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    writers = [
        subprocess.Popen([sys.executable, "-c", CROWD, path, f"urn:{n}"], stderr=subprocess.PIPE)
        for n in range(6)
    ]
    for writer in writers:
        _, reported = writer.communicate()
        assert (writer.returncode, reported) == (0, b"")
    with closing(SqliteStore(path)) as store:
        assert [len(store.history(f"urn:{n}")) for n in range(6)] == [20] * 6


WRITER = """
import sys
from pathlib import Path
from openpcf.store import Event, Issued, SqliteStore
store = SqliteStore(Path(sys.argv[1]))
last = store.latest("urn:s")
number = last.version + 1 if last else 1
def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()
while True:
    say(f"begin {number}\\n")
    store.issue(
        Issued("urn:s", number, f"id-{number}", f"sha-256:{number}", "t", bytes(20000)),
        Event(f"sha-256:{number - 1}", "superseded", "t"),
    )
    say(f"kept {number}\\n")
    number += 1
"""
KILLS = 300


@pytest.mark.slow
def test_killed_at_random_moments_it_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    moments = random.Random(1)
    acknowledged = inside = undone = 0
    code = f"import sys; sys.path[:0] = {sys.path!r}\n{WRITER}"
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-S", "-c", code, path], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(moments.random() * 0.03)
        writer.send_signal(signal.SIGKILL)
        reported = [line.split() for line in (first + writer.stdout.read()).split("\n")[:-1]]
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
        begun = max(int(number) for word, number in reported if word == "begin")
        kept = [int(number) for word, number in reported if word == "kept"]
        acknowledged = max([acknowledged, *kept])
        inside += begun > acknowledged
        store = SqliteStore(path)
        history = store.history("urn:s")
        kept = [v.version for v in history]
        assert kept == list(range(1, len(kept) + 1))
        assert acknowledged <= len(kept) <= begun
        undone += len(kept) < begun
        assert all(len(v.bundle) == 20000 for v in history[-3:])
        assert all(len(store.events(f"sha-256:{n - 1}")) == 1 for n in kept[-3:])
        assert store.events(f"sha-256:{len(kept)}") == ()
        store.close()
        if len(kept) > 400:
            path = tmp_path / f"store-{len(list(tmp_path.iterdir()))}.db"
            acknowledged = 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert inside > KILLS / 2
    assert undone > 0
