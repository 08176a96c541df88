"""Append-only store: every issued version, its events, and confirmed matches."""

from collections.abc import Callable, Mapping
from pathlib import Path

from openpcf.store.port import ConfirmedMatch, Event, Issued, Store
from openpcf.store.sqlite import SqliteStore

ADAPTERS: Mapping[str, Callable[[Path], Store]] = {"sqlite": SqliteStore}
"""Stores that ship, by the name ``$OPENPCF_STORE`` chooses them by; each opens a path."""

__all__ = ["ADAPTERS", "ConfirmedMatch", "Event", "Issued", "SqliteStore", "Store"]
