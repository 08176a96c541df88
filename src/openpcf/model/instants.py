"""Instants of a document: RFC 3339 with a zone, ends exclusive (data-model §1)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from openpcf.errors import InputError

EARLIEST_YEAR = 1970
"""First accepted year."""

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


def instant(text: Any) -> datetime | None:
    """Parse RFC 3339 with a zone (at most microseconds); None for anything else."""
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def required_instant(text: Any, place: str) -> datetime:
    """Parse as :func:`instant`, years 1970–9999; raises InputError ``TIME_FORM`` at ``place``."""
    moment = instant(text)
    if moment is None or moment.year < EARLIEST_YEAR:
        raise InputError("TIME_FORM", place, str(text)[:40], "2026-01-31T00:00:00Z")
    return moment


def last_day(end: Any) -> str | None:
    """Return the last day before an exclusive end, in the end's own zone, or None.

    ``2026-01-01T00:00:00Z`` ends on ``2025-12-31``.
    """
    moment = instant(end)
    if moment is None or moment.year == 1:
        return None
    return (moment - timedelta(microseconds=1)).date().isoformat()
