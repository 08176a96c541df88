"""What a store keeps and answers; instants are RFC 3339 UTC texts passed in by the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued version: its identity, the digest of its payload and the bundle's bytes."""

    series: str
    version: int
    id: str
    digest: str
    issued_at: str
    bundle: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """A fact about a document, beside it: withdrawn, suspended, superseded, disclosed to …"""

    digest: str
    kind: str
    at: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedMatch:
    """What a person confirmed once, remembered across studies."""

    key: str
    value: str
    confirmed_by: str
    at: str


class Store(Protocol):
    """Append-only: nothing given to it is ever changed or removed."""

    def issue(self, version: Issued, event: Event | None = None) -> None:
        """Keep a version and, in one with it, what it means for another document. Raises
        InputError ``STORE_VERSION_TAKEN`` for a series and version, id or digest that stands
        already with other content; the same again changes nothing."""

    def latest(self, series: str) -> Issued | None:
        """Highest version of a series."""

    def history(self, series: str | None = None) -> tuple[Issued, ...]:
        """All versions, by series and version."""

    def by_digest(self, digest: str) -> Issued | None:
        """The version with a payload digest."""

    def add_event(self, event: Event) -> None:
        """Note a fact about a document."""

    def events(self, digest: str) -> tuple[Event, ...]:
        """Facts about a document, oldest first."""

    def confirm(self, mappings: tuple[ConfirmedMatch, ...]) -> None:
        """Remember confirmed mappings; a later one with the same key counts."""

    def mappings(self) -> tuple[ConfirmedMatch, ...]:
        """The newest mapping of each key."""

    def see_trust_list(self, list_id: str, sequence: int, digest: str, at: str) -> None:
        """Remember the highest sequence; raises TrustError ``TL_ROLLBACK`` for a lower one and
        ``TL_EQUIVOCATION`` for the same with another digest (trust.md §2)."""

    def close(self) -> None:
        """Let go of the file."""
