"""Append-only store: every issued version, its events, and confirmed matches."""

from openpcf.store.port import ConfirmedMatch, Event, Issued, Store
from openpcf.store.sqlite import SqliteStore

__all__ = ["ConfirmedMatch", "Event", "Issued", "SqliteStore", "Store"]
