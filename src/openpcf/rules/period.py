"""F4: instants, reference period, temporal resolution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openpcf.model.finding import Finding
from openpcf.rules.engine import Subject, fail, rule
from openpcf.rules.granularity import own_lines, place, share

_DAYS = {"hour": 1 / 24, "day": 1, "month": 31, "quarter": 92, "year": 366, "multi-year": 10**6}
_INSTANTS = ("reference_start", "reference_end", "valid_from", "valid_until")


def instant(text: Any) -> datetime | None:
    """RFC 3339 with a zone, or None."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None and "T" in text else None


@rule("period.order", covers=("016",), needs=("period.reference_start", "period.reference_end"))
def order(subject: Subject) -> Iterator[Finding]:
    """Start is before end; instants carry a zone; a retrospective period is not in the future."""
    moments = {}
    for name in _INSTANTS:
        text = subject.document.get(f"period.{name}")
        if text is None:
            continue
        moments[name] = instant(text)
        if moments[name] is None:
            yield fail("PERIOD_FORM", f"period.{name}", str(text), "2025-12-31T16:00:00Z")
    for first, last in (("reference_start", "reference_end"), ("valid_from", "valid_until")):
        start, end = moments.get(first), moments.get(last)
        if start is not None and end is not None and start >= end:
            yield fail("PERIOD_ORDER", f"period.{first}", str(start), f"< {end}")
    end, now = moments.get("reference_end"), instant(subject.evidence.as_of)
    retrospective = subject.document.get("dataset.kind") in (None, "retrospective")
    if retrospective and end is not None and now is not None and end > now:
        yield fail("PERIOD_FUTURE", "period.reference_end", str(end), f"<= {now}")


@rule(
    "period.lines",
    covers=("017",),
    needs=("inventory", "period.reference_start", "period.reference_end"),
)
def lines(subject: Subject) -> Iterator[Finding]:
    """The period of each activity lies in the reference period."""
    start = instant(subject.document.get("period.reference_start"))
    end = instant(subject.document.get("period.reference_end"))
    if start is None or end is None:
        return
    for line in own_lines(subject):
        span = line.get("period")
        if not span:
            continue
        first, last = instant(span.get("start")), instant(span.get("end"))
        if first is None or last is None or first < start or last > end or first >= last:
            yield fail(
                "LINE_PERIOD", place(line, "period"), f"{span.get('start')} - {span.get('end')}",
                f"{start.isoformat()} - {end.isoformat()}", what=str(line.get("what", "")),
            ).model_copy(update={"share_percent": share(subject, line)})  # fmt: skip


@rule("period.resolution", covers=("018",), needs=("inventory", "period.temporal_resolution"))
def resolution(subject: Subject) -> Iterator[Finding]:
    """The stated resolution is not finer than the measured activity data."""
    stated = subject.document.get("period.temporal_resolution")
    if stated not in _DAYS:
        yield fail("RESOLUTION_VALUE", "period.temporal_resolution", str(stated), ", ".join(_DAYS))
        return
    for line in own_lines(subject):
        span = line.get("period")
        if not span or (line.get("quantity") or {}).get("origin") != "measured":
            continue
        first, last = instant(span.get("start")), instant(span.get("end"))
        if first is None or last is None:
            continue
        if (last - first).total_seconds() / 86400 > _DAYS[stated]:
            yield fail(
                "RESOLUTION_FINER", place(line, "period"), f"{span['start']} - {span['end']}",
                stated, what=str(line.get("what", "")),
            )  # fmt: skip
