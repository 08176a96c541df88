"""What a verb needs from outside: clock, randomness, ids, home folder, progress."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from openpcf.store import SqliteStore, Store

HOME_VARIABLE = "OPENPCF_HOME"
STORE_FILE = "openpcf.db"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _new_id() -> str:
    import uuid

    return str(uuid.uuid4())


def _no_progress(_: str) -> None:
    return


@dataclass(frozen=True)
class Environment:
    """Clock, randomness and ids of a run.

    ``now`` returns RFC 3339 UTC; ``entropy(n)`` returns n secret bytes; ``new_id`` returns a UUID.
    """

    home: Path
    now: Callable[[], str] = _now
    entropy: Callable[[int], bytes] = os.urandom
    new_id: Callable[[], str] = _new_id
    progress: Callable[[str], None] = _no_progress

    def store(self, path: Path | None = None) -> Store:
        """Open the store in the home folder, or the one in the caller's own file."""
        return SqliteStore(path or self.home / STORE_FILE)


def machine_environment(progress: Callable[[str], None] = _no_progress) -> Environment:
    """Return the environment of this machine.

    The home folder is ``$OPENPCF_HOME`` or ``~/.openpcf``.
    """
    stated = os.environ.get(HOME_VARIABLE)
    return Environment(home=Path(stated) if stated else Path.home() / ".openpcf", progress=progress)
