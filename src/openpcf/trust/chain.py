"""The chain of versions: each names the one before it by id and digest (design law 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openpcf.model.finding import Finding, error

MAX_VERSION = 2**31


def _version(payload: Mapping[str, Any]) -> Any:
    return payload.get("dataset", {}).get("version")


def check_successor(
    payload: Mapping[str, Any], before: Mapping[str, Any] | None, before_digest: str | None
) -> tuple[Finding, ...]:
    """``CHAIN_VERSION`` findings for a version against the one before it (None: it is first)."""
    return tuple(_faults(payload, before, before_digest))


def _faults(
    payload: Mapping[str, Any], before: Mapping[str, Any] | None, before_digest: str | None
) -> Iterator[Finding]:
    version = _version(payload)
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < MAX_VERSION:
        yield error("CHAIN_VERSION", "dataset.version", str(version), f"1 … {MAX_VERSION - 1}")
        return
    previous = payload.get("dataset", {}).get("previous")
    if before is None:
        if version != 1:
            yield error("CHAIN_VERSION", "dataset.version", str(version), "1")
        if previous is not None:
            yield error("CHAIN_VERSION", "dataset.previous", str(previous.get("digest")), "")
        return
    wanted = before.get("dataset", {})
    if payload.get("dataset", {}).get("series") != wanted.get("series"):
        yield error(
            "CHAIN_VERSION",
            "dataset.series",
            str(payload.get("dataset", {}).get("series")),
            str(wanted.get("series")),
        )
    if version != wanted.get("version", 0) + 1:
        yield error(
            "CHAIN_VERSION", "dataset.version", str(version), str(wanted.get("version", 0) + 1)
        )
    stated = previous or {}
    for member, value in (("id", wanted.get("id")), ("digest", before_digest)):
        if stated.get(member) != value:
            yield error(
                "CHAIN_VERSION",
                f"dataset.previous.{member}",
                str(stated.get(member, "")),
                str(value),
            )


def forks(documents: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Finding, ...]:
    """``EQUIVOCATION`` where two documents of one series have one version and two digests."""
    seen: dict[tuple[Any, Any], set[str]] = {}
    for found, payload in documents:
        key = (payload.get("dataset", {}).get("series"), _version(payload))
        seen.setdefault(key, set()).add(found)
    return tuple(
        error("EQUIVOCATION", f"{series} v{version}", ", ".join(sorted(digests)))
        for (series, version), digests in sorted(seen.items(), key=str)
        if len(digests) > 1
    )
