"""F4: instants, reference period, temporal resolution, validity."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from openpcf.model.base import trimmed_decimal
from openpcf.model.finding import Finding
from openpcf.model.instants import instant
from openpcf.ruleset.engine import PERIOD_END, Subject, fail, rule, with_share
from openpcf.ruleset.granularity import own_lines, place, share, what

_STEPS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
    "quarter": timedelta(days=92),
    "year": timedelta(days=366),
}
"""Longest span of one step; ``multi-year`` has no end."""

_START, _VALID_FROM, _VALID_UNTIL = (
    "period.reference_start",
    "period.valid_from",
    "period.valid_until",
)


def _moments(subject: Subject) -> dict[str, datetime]:
    found = {}
    for path in (_START, PERIOD_END, _VALID_FROM, _VALID_UNTIL, "dataset.created_at"):
        moment = instant(subject.document.get(path))
        if moment is not None:
            found[path] = moment
    return found


@rule("period.order", covers=("F63782-016",), needs=(_START, PERIOD_END))
def order(subject: Subject) -> Iterator[Finding]:
    """Instants are in order and have a zone.

    Start is before end, validity does not begin before the period ends, and a retrospective period
    ends before the data set is made.
    """
    document, moments = subject.document, _moments(subject)
    for path in (_START, PERIOD_END, _VALID_FROM, _VALID_UNTIL, "dataset.created_at"):
        text = document.get(path)
        if text is not None and path not in moments:
            yield fail("PERIOD_FORM", path, str(text), "2025-12-31T16:00:00Z")
    for first, last, equal in (
        (_START, PERIOD_END, False),
        (_VALID_FROM, _VALID_UNTIL, False),
        (PERIOD_END, _VALID_FROM, True),
    ):
        start, end = moments.get(first), moments.get(last)
        if start is None or end is None:
            continue
        if start > end or (start == end and not equal):
            yield fail("PERIOD_ORDER", first, document.get(first), document.get(last), last=last)
    made = moments.get("dataset.created_at") or instant(subject.evidence.as_of)
    end = moments.get(PERIOD_END)
    retrospective = document.get("dataset.kind") in (None, "retrospective")
    if retrospective and end is not None and made is not None and end > made:
        yield fail("PERIOD_FUTURE", PERIOD_END, document.get(PERIOD_END), f"{made:%Y-%m-%d}")


def _months_after(moment: datetime, months: int) -> datetime:
    number = moment.year * 12 + moment.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last_day = monthrange(year, month)[1]
    return moment.replace(year=year, month=month, day=min(moment.day, last_day))


@rule(
    "period.validity",
    covers=("F63782-035",),
    needs=(PERIOD_END, _VALID_UNTIL),
    parameters=("validity-months",),
)
def validity(subject: Subject) -> Iterator[Finding]:
    """Validity ends within the profile's months after the reference period."""
    moments = _moments(subject)
    end, until = moments[PERIOD_END], moments[_VALID_UNTIL]
    months = subject.number("validity-months")
    if until > _months_after(end, int(months)):
        yield fail(
            "VALIDITY_TOO_LONG",
            _VALID_UNTIL,
            subject.document.get(_VALID_UNTIL),
            trimmed_decimal(months),
            end=subject.document.get(PERIOD_END),
        )


@rule(
    "period.lines",
    covers=("F63782-017",),
    needs=("inventory", _START, PERIOD_END),
    shown_parts=True,
)
def lines(subject: Subject) -> Iterator[Finding]:
    """The period of each activity lies in the reference period; measured ones state theirs."""
    moments = _moments(subject)
    start, end = moments[_START], moments[PERIOD_END]
    for line in own_lines(subject):
        span = line.get("period")
        if not span and (line.get("quantity") or {}).get("origin") != "measured":
            continue
        first, last = (instant((span or {}).get(name)) for name in ("start", "end"))
        if first is None or last is None or not start <= first < last <= end:
            found = fail(
                "LINE_PERIOD",
                place(line, "period"),
                _span(span),
                f"{subject.document.get(_START)} – {subject.document.get(PERIOD_END)}",
                what=what(line),
            )
            yield with_share(found, share(subject, line))


def _span(span: dict[str, Any] | None) -> str:
    return f"{(span or {}).get('start', '?')} – {(span or {}).get('end', '?')}"


@rule(
    "period.resolution",
    covers=("F63782-018",),
    needs=("inventory", "period.temporal_resolution"),
    shown_parts=True,
)
def resolution(subject: Subject) -> Iterator[Finding]:
    """The stated resolution is not finer than the measured activity data."""
    stated = subject.document.get("period.temporal_resolution")
    if stated == "multi-year":
        return
    longest = _STEPS[stated]
    for line in own_lines(subject):
        span = line.get("period") or {}
        if (line.get("quantity") or {}).get("origin") != "measured":
            continue
        first, last = instant(span.get("start")), instant(span.get("end"))
        if first is not None and last is not None and last - first > longest:
            found = fail(
                "RESOLUTION_FINER", place(line, "period"), _span(span), stated, what=what(line)
            )
            yield with_share(found, share(subject, line))
