"""Days as a person at the site names them, and the corresponding instants of a document."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from openpcf.model.document import Document
from openpcf.model.study import Study

Days = tuple[str, str]


def _zone(name: object) -> tzinfo:
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        return UTC


def _days(start: object, end: object, zone: tzinfo) -> Days | None:
    """Return first and last day; the end instant is the first that is excluded."""
    try:
        first = datetime.fromisoformat(str(start)).astimezone(zone)
        last = datetime.fromisoformat(str(end)).astimezone(zone) - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None
    return first.date().isoformat(), last.date().isoformat()


def days_of(document: Document) -> dict[str, Days]:
    """Return ``period`` and ``valid`` as days in the site's time zone.

    The zone is ``period.site_zone`` of the document; UTC if none or an unknown one is stated. What
    can't be read is left out.
    """
    period = document.get("period") or {}
    zone = _zone(period.get("site_zone") or "UTC")
    found = {
        "period": _days(period.get("reference_start"), period.get("reference_end"), zone),
        "valid": _days(period.get("valid_from"), period.get("valid_until"), zone),
    }
    return {name: days for name, days in found.items() if days is not None}


_PERIOD = ("reference_start", "reference_end", "valid_from", "valid_until")
_RECORD = ("period_start", "period_end")


def _begin(text: str, zone: tzinfo) -> str:
    """Return the instant at which a day begins at the site, RFC 3339 UTC.

    A text that is not a day is returned unchanged.
    """
    try:
        day = date.fromisoformat(text)
        begin = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return text
    return begin.strftime("%Y-%m-%dT%H:%M:%SZ")


def with_instants(study: Study) -> Study:
    """Return the study with its days as instants.

    A day begins at midnight in the zone of the site (``period.site_zone``, default UTC).
    """
    period = study.period
    zone = _zone((period.site_zone if period else None) or "UTC")

    def instants(row: object, names: tuple[str, ...]) -> dict[str, str]:
        return {n: _begin(text, zone) for n in names if (text := getattr(row, n))}

    return study.model_copy(
        update={
            "period": period and period.model_copy(update=instants(period, _PERIOD)),
            "activities": tuple(
                a.model_copy(update=instants(a, _RECORD)) for a in study.activities
            ),
        }
    )
