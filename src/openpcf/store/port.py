"""The interface of a store.

Instants are RFC 3339 texts in UTC that the caller passes in. Every adapter implements
:class:`Store`; the rest of the program depends on this interface alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued version: its identity, the digest of its payload and the bytes of its bundle."""

    series: str
    version: int
    id: str
    digest: str
    issued_at: str
    bundle: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a document: withdrawn, suspended, superseded, disclosed to …"""

    digest: str
    kind: str
    at: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedMatch:
    """A match that a person confirmed, remembered across studies."""

    key: str
    value: str
    confirmed_by: str
    at: str


class Store(Protocol):
    """An append-only store: stored data is never changed or removed.

    What a call has stored must survive the end of the process once the call has returned.
    """

    def issue(self, version: Issued, event: Event | None = None) -> None:
        """Keep a version and, in the same transaction, an event about another document.

        Keeping the same version again changes nothing. Raises InputError ``STORE_VERSION_TAKEN``
        if its series and version, id or digest is already taken by other content.
        """

    def latest(self, series: str) -> Issued | None:
        """Return the highest version of a series, or None."""

    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        """Return all versions, or those of one series, ordered by series and version."""

    def by_digest(self, digest: str) -> Issued | None:
        """Return the version with this payload digest, or None."""

    def add_event(self, event: Event) -> None:
        """Record a fact about a document."""

    def events(self, digest: str) -> tuple[Event, ...]:
        """Return the facts about a document, oldest first."""

    def confirm(self, mappings: tuple[ConfirmedMatch, ...]) -> None:
        """Remember confirmed matches; the latest one for a key counts."""

    def mappings(self) -> tuple[ConfirmedMatch, ...]:
        """Return the newest match of each key."""

    def see_trust_list(self, list_id: str, sequence: int, digest: str, at: str) -> None:
        """Remember the highest sequence number seen of a trust list (trust.md §2).

        Raises TrustError ``TL_ROLLBACK`` for a lower number and ``TL_EQUIVOCATION`` for the same
        number with another digest.
        """

    def close(self) -> None:
        """Release the file or connection."""
