"""Append-only store: every issued version, events beside them, confirmed mappings."""

from openpcf.store.port import ConfirmedMatch, Event, Issued, Store
from openpcf.store.sqlite import SqliteStore

__all__ = ["ConfirmedMatch", "Event", "Issued", "SqliteStore", "Store"]
