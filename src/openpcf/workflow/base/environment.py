"""What a verb needs from outside: clock, randomness, ids, home folder, progress."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from openpcf.store import ADAPTERS, Store

HOME_VARIABLE = "OPENPCF_HOME"
STORE_VARIABLE = "OPENPCF_STORE"
SQLITE = "sqlite"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _new_id() -> str:
    import uuid

    return str(uuid.uuid4())


def _no_progress(_: str) -> None:
    return


@dataclass(frozen=True)
class Environment:
    """``now`` gives RFC 3339 UTC; ``entropy(n)`` n secret bytes; ``new_id`` a UUID.

    ``adapter`` names the store: one that ships or one of an installed package.
    """

    home: Path
    now: Callable[[], str] = _now
    entropy: Callable[[int], bytes] = os.urandom
    new_id: Callable[[], str] = _new_id
    progress: Callable[[str], None] = _no_progress
    adapter: str = SQLITE

    def store(self) -> Store:
        """Open the store in the home folder: ``openpcf.db``, else ``openpcf.<adapter>``.

        Raises UsageError ``STORE_UNKNOWN`` for an adapter that nothing installed provides,
        InputError ``GUEST_FAILS`` for one that cannot be loaded.
        """
        open_at = ADAPTERS.get(self.adapter)
        if open_at is None:
            from openpcf.workflow.base.guests import store_adapter

            open_at = store_adapter(self.adapter)
        return open_at(
            self.home / ("openpcf.db" if self.adapter == SQLITE else f"openpcf.{self.adapter}")
        )


def machine_environment(progress: Callable[[str], None] = _no_progress) -> Environment:
    """Those of this machine; the home folder is ``$OPENPCF_HOME`` or ``~/.openpcf``, the store
    ``$OPENPCF_STORE`` or SQLite."""
    stated = os.environ.get(HOME_VARIABLE)
    return Environment(
        home=Path(stated) if stated else Path.home() / ".openpcf",
        progress=progress,
        adapter=os.environ.get(STORE_VARIABLE) or SQLITE,
    )
