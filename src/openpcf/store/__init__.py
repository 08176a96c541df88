"""Append-only store: every issued version, events beside them, confirmed mappings."""

from openpcf.store.port import Event, Issued, Mapping, Store
from openpcf.store.sqlite import SqliteStore

__all__ = ["Event", "Issued", "Mapping", "SqliteStore", "Store"]
