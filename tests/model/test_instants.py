"""Moments and the last day of a period whose end is exclusive."""

from __future__ import annotations

import pytest

from openpcf.model.instants import instant, last_day


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("2026-01-01T00:00:00Z", "2025-12-31"),
        ("2025-12-31T16:00:00Z", "2025-12-31"),
        ("2026-01-01T00:00:00+08:00", "2025-12-31"),
        ("2025-12-31T00:00:01Z", "2025-12-31"),
        ("2026-01-01", None),
        ("2026-01-01T00:00:00", None),
        ("2026-02-30T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        (None, None),
        (20260101, None),
    ],
)
def test_a_year_ends_on_its_own_last_day(end: object, day: str | None) -> None:
    assert last_day(end) == day


@pytest.mark.parametrize("text", ["2026-01-01T24:00:00Z", "2026-01-01t00:00:00Z", "", 0, None])
def test_what_is_no_moment(text: object) -> None:
    assert instant(text) is None
