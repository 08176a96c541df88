"""Instants, reference period, validity, periods and resolution of lines."""

from __future__ import annotations

import pytest

from openpcf.ruleset.period import instant

from .cases import (
    Row,
    all_of,
    evidence,
    fails,
    from_line,
    hide,
    holds,
    in_line,
    inconclusive,
    part_of,
    passes,
    put,
    table,
    take,
)

START, END = "period.reference_start", "period.reference_end"
FROM, UNTIL = "period.valid_from", "period.valid_until"

ORDER = (
    passes("period.order"),
    passes("period.order", "validity begins with the end", put("period/valid_from", "2025-12-31T16:00:00Z")),
    passes("period.order", "other zone, same order", put("period/valid_from", "2026-01-01T00:00:00+08:00")),
    passes(
        "period.order", "prospective", all_of(put("dataset/kind", "prospective"), put("dataset/created_at", "2025-06-01T00:00:00Z")),
    ),
    *(
        fails("period.order", f"{path} without zone", put(path.replace(".", "/"), "2026-01-15T00:00:00"), ("PERIOD_FORM", path))
        for path in (FROM, UNTIL, "dataset.created_at")
    ),
    fails("period.order", "day for an instant", put("period/reference_end", "2025-12-31"), ("PERIOD_FORM", END)),
    fails("period.order", "no such day", put("period/valid_until", "2027-02-30T00:00:00Z"), ("PERIOD_FORM", UNTIL)),
    fails("period.order", "start after end", put("period/reference_start", "2026-01-01T00:00:00Z"), ("PERIOD_ORDER", START)),
    fails("period.order", "no time between", put("period/reference_start", "2025-12-31T16:00:00Z"), ("PERIOD_ORDER", START)),
    fails("period.order", "valid before the period is over", put("period/valid_from", "2025-12-31T15:59:59Z"), ("PERIOD_ORDER", END)),
    fails("period.order", "validity ends before it begins", put("period/valid_until", "2025-12-31T23:00:00Z"), ("PERIOD_ORDER", FROM)),
    fails("period.order", "not over when made", put("dataset/created_at", "2025-06-01T00:00:00Z"), ("PERIOD_FUTURE", END)),
    fails(
        "period.order", "not over when judged",
        all_of(take("dataset/created_at"), evidence(as_of="2025-06-01T00:00:00Z")), ("PERIOD_FUTURE", END),
    ),
    inconclusive("period.order", "no end", take("period/reference_end"), ("NOT_EVALUATED", END)),
)  # fmt: skip

VALIDITY = (
    passes("period.validity"),
    passes("period.validity", "36 months to the second", put("period/valid_until", "2028-12-31T16:00:00Z")),
    fails("period.validity", "a second more", put("period/valid_until", "2028-12-31T16:00:01Z"), ("VALIDITY_TOO_LONG", UNTIL)),
    fails(
        "period.validity", "last of February counts as the last day",
        all_of(put("period/reference_end", "2024-02-29T00:00:00Z"), put("period/valid_until", "2027-03-01T00:00:00Z")),
        ("VALIDITY_TOO_LONG", UNTIL),
    ),
    inconclusive("period.validity", "no end of validity", take("period/valid_until"), ("NOT_EVALUATED", UNTIL)),
    inconclusive("period.validity", "end that is no instant", put("period/valid_until", "2027"), ("RULE_ERROR", "period.validity")),
)  # fmt: skip

L1, L4 = "inventory[id=l-0001].period", "inventory[id=l-0004].period"

LINES = (
    passes("period.lines"),
    passes("period.lines", "calculated without a period", from_line(1, "period")),
    passes("period.lines", "a month of it", in_line(1, "period", {"start": "2025-05-31T16:00:00Z", "end": "2025-06-30T16:00:00Z"})),
    fails("period.lines", "measured without a period", from_line(4, "period"), ("LINE_PERIOD", L4)),
    fails("period.lines", "ends after it", in_line(1, "period/end", "2025-12-31T16:00:01Z"), ("LINE_PERIOD", L1)),
    fails("period.lines", "begins before it", in_line(1, "period/start", "2024-12-31T15:59:59Z"), ("LINE_PERIOD", L1)),
    fails("period.lines", "backwards", in_line(1, "period", {"start": "2025-06-30T16:00:00Z", "end": "2025-05-31T16:00:00Z"}), ("LINE_PERIOD", L1)),
    fails("period.lines", "half a period", from_line(1, "period/end"), ("LINE_PERIOD", L1)),
    fails("period.lines", "in what is shown", all_of(part_of("inventory"), from_line(4, "period")), ("LINE_PERIOD", L4)),
    inconclusive("period.lines", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
    inconclusive("period.lines", "reference end that is no instant", put("period/reference_end", "2025-12-31"), ("RULE_ERROR", "period.lines")),
)  # fmt: skip

RESOLUTION = (
    passes("period.resolution"),
    passes("period.resolution", "several years", put("period/temporal_resolution", "multi-year")),
    passes(
        "period.resolution", "a month of 31 days",
        all_of(
            put("period/temporal_resolution", "month"),
            in_line(4, "period", {"start": "2025-04-30T16:00:00Z", "end": "2025-05-31T16:00:00Z"}),
        ),
    ),
    fails("period.resolution", "year of data, month claimed", put("period/temporal_resolution", "month"), ("RESOLUTION_FINER", L4)),
    fails("period.resolution", "year of data, hour claimed", put("period/temporal_resolution", "hour"), ("RESOLUTION_FINER", L4)),
    inconclusive("period.resolution", "word it does not know", put("period/temporal_resolution", "week"), ("RULE_ERROR", "period.resolution")),
    inconclusive("period.resolution", "not stated", take("period/temporal_resolution"), ("NOT_EVALUATED", "period.temporal_resolution")),
    inconclusive("period.resolution", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

CASES = (*ORDER, *VALIDITY, *LINES, *RESOLUTION)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2025-12-31T16:00:00Z", True),
        ("2025-12-31T16:00:00.5Z", True),
        ("2026-01-01T00:00:00+08:00", True),
        ("2025-12-31T16:00:00", False),
        ("2025-12-31 16:00:00Z", False),
        ("20251231T160000Z", False),
        ("2025-W01-1T00:00:00Z", False),
        ("2025-12-31T16:00Z", False),
        ("2025-13-31T16:00:00Z", False),
        ("２０２５-12-31T16:00:00Z", False),
        ("", False),
        (None, False),
        (20251231, False),
    ],
)
def test_instants_are_of_rfc_3339_with_a_zone(text: object, is_one: bool) -> None:
    assert (instant(text) is not None) is is_one
