"""Every adapter keeps the contract of stores; the contract catches adapters that break it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from openpcf.errors import InputError, OpenpcfError
from openpcf.store import ADAPTERS, ConfirmedMatch, Event, Issued, Store
from openpcf.store.contract import CONTRACT, Open

from .jsonl import JsonLinesStore


@pytest.mark.parametrize("adapter", (*ADAPTERS.values(), JsonLinesStore))
@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_an_adapter_keeps_the_contract(
    adapter: Callable[[Path], Store], check: Callable[[Open], None], tmp_path: Path
) -> None:
    check(lambda: adapter(tmp_path / "store"))


class Overwrites(JsonLinesStore):
    """A taken version gets other content without a word."""

    def issue(self, version: Issued, event: Event | None = None) -> None:
        with self.writing():
            self.keep(version, event)


class KeepsADigestTwice(JsonLinesStore):
    def clashes(self, old: Issued, new: Issued) -> bool:
        return (old.series, old.version) == (new.series, new.version) or old.id == new.id


class KeepsAnIdTwice(JsonLinesStore):
    def clashes(self, old: Issued, new: Issued) -> bool:
        return (old.series, old.version) == (new.series, new.version) or old.digest == new.digest


class LatestIsTheLast(JsonLinesStore):
    def latest(self, series: str) -> Issued | None:
        found = [v for v in self.versions() if v.series == series]
        return found[-1] if found else None


class HistoryAsItCame(JsonLinesStore):
    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        return tuple(v for v in self.versions() if series in (None, v.series))


class VersionsAsText(JsonLinesStore):
    """2 after 10."""

    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        return tuple(sorted(super().history(series), key=lambda v: (v.series, str(v.version))))


class DropsTheBundle(JsonLinesStore):
    def versions(self) -> list[Issued]:
        return [
            Issued(v.series, v.version, v.id, v.digest, v.issued_at, b"")
            for v in super().versions()
        ]


class EventsNewestFirst(JsonLinesStore):
    def events(self, digest: str) -> tuple[Event, ...]:
        return super().events(digest)[::-1]


class EventsOnce(JsonLinesStore):
    def events(self, digest: str) -> tuple[Event, ...]:
        return tuple(dict.fromkeys(super().events(digest)))


class EventsOfAll(JsonLinesStore):
    def events(self, digest: str) -> tuple[Event, ...]:
        return tuple(Event(**line["event"]) for line in self.lines("event"))


class ForgetsTheEvent(JsonLinesStore):
    def keep(self, version: Issued, event: Event | None) -> None:
        super().keep(version, None)


class EventBeforeItsVersion(JsonLinesStore):
    """The event is kept even where the version is refused."""

    def issue(self, version: Issued, event: Event | None = None) -> None:
        if event is not None:
            self.add_event(event)
        super().issue(version)


class FirstMatchCounts(JsonLinesStore):
    def mappings(self) -> tuple[ConfirmedMatch, ...]:
        rows = [row for line in self.lines("matches") for row in line["matches"]]
        first = {row["key"]: ConfirmedMatch(**row) for row in reversed(rows)}
        return tuple(first[key] for key in sorted(first))


class ForgetsTrustLists(JsonLinesStore):
    def see_trust_list(self, list_id: str, sequence: int, digest: str, at: str) -> None:
        return


class OneTrustListForAll(JsonLinesStore):
    def see_trust_list(self, list_id: str, sequence: int, digest: str, at: str) -> None:
        super().see_trust_list("all", sequence, digest, at)


class OtherCode(JsonLinesStore):
    def issue(self, version: Issued, event: Event | None = None) -> None:
        try:
            super().issue(version, event)
        except InputError as refusal:
            raise InputError("STORE_UNREADABLE", refusal.place) from None


class WritesWhenClosed(JsonLinesStore):
    """Keeps events in memory until it is closed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.kept: list[Event] = []

    def add_event(self, event: Event) -> None:
        self.kept.append(event)

    def events(self, digest: str) -> tuple[Event, ...]:
        return (*super().events(digest), *(e for e in self.kept if e.digest == digest))

    def close(self) -> None:
        for event in self.kept:
            super().add_event(event)
        self.kept.clear()


class NoLock(JsonLinesStore):
    """Looks first and writes later, with nothing to keep another writer out."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield

    def keep(self, version: Issued, event: Event | None) -> None:
        time.sleep(0.05)
        super().keep(version, event)


BROKEN = [found for found in JsonLinesStore.__subclasses__() if found.__module__ == __name__]


@pytest.mark.parametrize("broken", BROKEN)
def test_the_contract_catches_a_broken_adapter(
    broken: Callable[[Path], Store], tmp_path: Path
) -> None:
    caught = []
    for check in CONTRACT:
        try:
            check(lambda check=check: broken(tmp_path / check.__name__))  # type: ignore[misc]
        except (AssertionError, OpenpcfError):
            caught.append(check.__name__)
    assert caught


def test_a_torn_line_never_counts_and_the_next_write_heals_it(tmp_path: Path) -> None:
    store = JsonLinesStore(tmp_path / "store")
    store.add_event(Event("d", "good", "t"))
    with store.path.open("ab") as file:
        file.write(b'{"event": {"digest": "d", "ki')
    assert [event.kind for event in store.events("d")] == ["good"]
    store.add_event(Event("d", "withdrawn", "t"))
    assert [event.kind for event in store.events("d")] == ["good", "withdrawn"]


def test_the_example_of_the_page_runs() -> None:
    page = Path(__file__).resolve().parents[2] / "docs/add-a-store.md"
    (example,) = re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    exec(compile(example, page.name, "exec"), {})
