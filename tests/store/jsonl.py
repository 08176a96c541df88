"""A second store: one file of JSON lines, a line for each write, locked while it is used."""

from __future__ import annotations

import base64
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openpcf.errors import InputError, TrustError
from openpcf.store import ConfirmedMatch, Event, Issued


class JsonLinesStore:
    """Keeps what it is given in the order it came. A line that was torn off never counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self.path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def lines(self, kind: str) -> list[dict[str, Any]]:
        whole = self.path.read_bytes().split(b"\n")[:-1]
        return [found for line in whole if kind in (found := json.loads(line))]

    def append(self, **kinds: Any) -> None:
        data = self.path.read_bytes()
        with self.path.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
            file.write(json.dumps(kinds).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def issue(self, version: Issued, event: Event | None = None) -> None:
        with self.writing():
            taken = [v for v in self.versions() if self.clashes(v, version)]
            if taken:
                if all(v.digest == version.digest for v in taken):
                    return
                raise InputError("STORE_VERSION_TAKEN", version.series, version.digest)
            self.keep(version, event)

    def clashes(self, old: Issued, new: Issued) -> bool:
        same = (old.series, old.version) == (new.series, new.version)
        return same or old.id == new.id or old.digest == new.digest

    def keep(self, version: Issued, event: Event | None) -> None:
        row = {**asdict(version), "bundle": base64.b64encode(version.bundle).decode()}
        more = {} if event is None else {"event": asdict(event)}
        self.append(issued=row, **more)

    def versions(self) -> list[Issued]:
        rows = [line["issued"] for line in self.lines("issued")]
        return [Issued(**{**row, "bundle": base64.b64decode(row["bundle"])}) for row in rows]

    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        found = [v for v in self.versions() if series in (None, v.series)]
        return tuple(sorted(found, key=lambda v: (v.series, v.version)))

    def latest(self, series: str) -> Issued | None:
        return max(self.history(series), key=lambda v: v.version, default=None)

    def by_digest(self, digest: str) -> Issued | None:
        return next((v for v in self.versions() if v.digest == digest), None)

    def add_event(self, event: Event) -> None:
        with self.writing():
            self.append(event=asdict(event))

    def events(self, digest: str) -> tuple[Event, ...]:
        found = (Event(**line["event"]) for line in self.lines("event"))
        return tuple(event for event in found if event.digest == digest)

    def confirm(self, mappings: tuple[ConfirmedMatch, ...]) -> None:
        with self.writing():
            self.append(matches=[asdict(m) for m in mappings])

    def mappings(self) -> tuple[ConfirmedMatch, ...]:
        rows = [row for line in self.lines("matches") for row in line["matches"]]
        newest = {row["key"]: ConfirmedMatch(**row) for row in rows}
        return tuple(newest[key] for key in sorted(newest))

    def see_trust_list(self, list_id: str, sequence: int, digest: str, at: str) -> None:
        with self.writing():
            seen = {
                line["list"]["sequence"]: line["list"]["digest"]
                for line in self.lines("list")
                if line["list"]["id"] == list_id
            }
            highest = max(seen, default=0)
            if sequence < highest:
                raise TrustError("TL_ROLLBACK", list_id, str(sequence), str(highest))
            if seen.get(sequence, digest) != digest:
                raise TrustError("TL_EQUIVOCATION", list_id, digest)
            self.append(list={"id": list_id, "sequence": sequence, "digest": digest, "at": at})

    def close(self) -> None:
        """Nothing is held open."""
