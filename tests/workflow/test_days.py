"""Days as a person at the site names them."""

from __future__ import annotations

import pytest

from openpcf.model.document import Document
from openpcf.model.footprint import Period
from openpcf.model.study import Activity, Study
from openpcf.workflow.base.site_days import days_of, with_instants


@pytest.mark.parametrize(
    ("zone", "start", "end", "expected"),
    [
        (
            "Asia/Shanghai",
            "2024-12-31T16:00:00Z",
            "2025-12-31T16:00:00Z",
            ("2025-01-01", "2025-12-31"),
        ),
        ("UTC", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", ("2025-01-01", "2025-12-31")),
        # Summer time: the day is an hour short, its name the same.
        (
            "Europe/Berlin",
            "2025-03-29T23:00:00Z",
            "2025-03-30T22:00:00Z",
            ("2025-03-30", "2025-03-30"),
        ),
        (
            "Nowhere/Atall",
            "2025-01-01T00:00:00Z",
            "2025-01-02T00:00:00Z",
            ("2025-01-01", "2025-01-01"),
        ),
        (
            "../../etc/passwd",
            "2025-01-01T00:00:00Z",
            "2025-01-02T00:00:00Z",
            ("2025-01-01", "2025-01-01"),
        ),
        (None, "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z", ("2025-01-01", "2025-01-01")),
    ],
)
def test_first_and_last_day(
    zone: str | None, start: str, end: str, expected: tuple[str, str]
) -> None:
    period = {"site_zone": zone, "reference_start": start, "reference_end": end}
    assert days_of(Document(payload={"period": period})) == {"period": expected}


@pytest.mark.parametrize(
    "period", [{}, {"reference_start": "soon"}, {"reference_end": "2025-01-01"}]
)
def test_what_cannot_be_read_is_left_out(period: dict[str, str]) -> None:
    assert days_of(Document(payload={"period": period})) == {}


@pytest.mark.parametrize(
    ("zone", "reported", "expected"),
    [
        (None, "2025-01-01", "2025-01-01T00:00:00Z"),
        ("Asia/Shanghai", "2025-01-01", "2024-12-31T16:00:00Z"),
        ("Europe/Berlin", "2025-07-01", "2025-06-30T22:00:00Z"),
        ("Asia/Shanghai", "2024-12-31T16:00:00Z", "2024-12-31T16:00:00Z"),
        (None, "last year", "last year"),
    ],
)
def test_a_day_of_a_study_begins_at_midnight_of_the_site(
    zone: str | None, reported: str, expected: str
) -> None:
    study = Study(
        period=Period(reference_start=reported, site_zone=zone),
        activities=(Activity(id="a", period_start=reported, period_end=None),),
    )
    found = with_instants(study)
    assert found.period is not None and found.period.reference_start == expected
    assert found.activities[0].period_start == expected
    assert found.activities[0].period_end is None
