"""Instants of a document as the days a person at the site would name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from openpcf.model.document import Document

Days = tuple[str, str]


def _zone(name: object) -> tzinfo:
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        return UTC


def _days(start: object, end: object, zone: tzinfo) -> Days | None:
    """First and last day; the end is the first instant that is no longer in it."""
    try:
        first = datetime.fromisoformat(str(start)).astimezone(zone)
        last = datetime.fromisoformat(str(end)).astimezone(zone) - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None
    return first.date().isoformat(), last.date().isoformat()


def days_of(document: Document) -> dict[str, Days]:
    """``period`` and ``valid`` in the zone the document states (``period.site_zone``), UTC where
    it states none or one that is not known; what can't be read is left out."""
    period = document.get("period") or {}
    zone = _zone(period.get("site_zone") or "UTC")
    found = {
        "period": _days(period.get("reference_start"), period.get("reference_end"), zone),
        "valid": _days(period.get("valid_from"), period.get("valid_until"), zone),
    }
    return {name: days for name, days in found.items() if days is not None}
