"""Limits of the rules: the value itself and its neighbours, where no other table has them."""

from __future__ import annotations

import pytest

from openpcf.model.finding import Verdict
from openpcf.ruleset import ResolvedProfile

from .cases import (
    Row,
    absent,
    all_of,
    child,
    fails,
    holds,
    in_child,
    in_line,
    judge,
    passes,
    put,
    reported_by,
    table,
    take,
)
from .example import Change
from .test_profile import overlay

L1, L4 = "inventory[id=l-0001].factor.year", "inventory[id=l-0004].period"
AGE, RESOLUTION = "provenance.age", "period.resolution"
GWP, RANGE, RATINGS = "provenance.gwp", "consistency.range", "consistency.ratings"
SHARES = "consistency.percentages"

AGES = (
    *(passes(AGE, f"of {year}", in_line(1, "factor/year", year)) for year in ("2020", "2025", "2030")),
    *(
        passes(AGE, f"of {year}", in_line(1, "factor/year", year), ("FACTOR_AGE", L1))
        for year in ("2019", "2031")
    ),
)  # fmt: skip


def measured(resolution: str, end: str) -> Change:
    """Electricity measured from the start of February on, by a resolution."""
    return all_of(
        put("period/temporal_resolution", resolution),
        in_line(4, "period", {"start": "2025-01-31T16:00:00Z", "end": end}),
    )


STEPS = {
    "hour": ("2025-01-31T17:00:00Z", "2025-01-31T17:00:01Z"),
    "day": ("2025-02-01T16:00:00Z", "2025-02-01T16:00:01Z"),
    "month": ("2025-03-03T16:00:00Z", "2025-03-03T16:00:01Z"),  # 31 days
    "quarter": ("2025-05-03T16:00:00Z", "2025-05-03T16:00:01Z"),  # 92 days
    "year": ("2026-02-01T16:00:00Z", "2026-02-01T16:00:01Z"),  # 366 days
}

SPANS = tuple(
    row
    for step, (whole, more) in STEPS.items()
    for row in (
        passes(RESOLUTION, f"one {step}", measured(step, whole)),
        fails(RESOLUTION, f"more than a {step}", measured(step, more), ("RESOLUTION_FINER", L4)),
    )
)


def gwp(*shares: str) -> Change:
    return put("result/gwp", [{"set": "AR6-GWP100", "share_percent": s} for s in shares])


MIX = (
    # each share is rounded to 0.1: half of it for each of them
    passes(GWP, "one, 99.95 %", gwp("99.95")),
    passes(GWP, "one, 100.05 %", gwp("100.05")),
    fails(GWP, "one, 99.94 %", gwp("99.94"), ("GWP_SHARES", "result.gwp")),
    fails(GWP, "one, 100.06 %", gwp("100.06"), ("GWP_SHARES", "result.gwp")),
    passes(GWP, "three, 99.85 %", gwp("33.3", "33.3", "33.25")),
    fails(GWP, "three, 99.8 %", gwp("33.3", "33.3", "33.2"), ("GWP_SHARES", "result.gwp")),
)


def bounds(low: str, high: str) -> Change:
    return all_of(put("result/uncertainty/low", low), put("result/uncertainty/high", high))


def total(value: str) -> Change:
    return put("result/total_excl_biogenic_uptake", value)


SPREAD = (
    # the total is 6.0; a bound is as good as its last digit
    passes(RANGE, "itself", bounds("6", "6")),
    passes(RANGE, "low rounded up to 6.1", all_of(total("6.05"), bounds("6.1", "9"))),
    fails(
        RANGE,
        "low of 6.1 is too much",
        all_of(total("6.049"), bounds("6.1", "9")),
        ("RANGE_ORDER", "result.uncertainty"),
    ),
    passes(RANGE, "high rounded down to 5.9", all_of(total("5.95"), bounds("3", "5.9"))),
    fails(
        RANGE,
        "high of 5.9 is too little",
        all_of(total("5.951"), bounds("3", "5.9")),
        ("RANGE_ORDER", "result.uncertainty"),
    ),
    fails(RANGE, "low above it", bounds("6.1", "9"), ("RANGE_ORDER", "result.uncertainty")),
    fails(RANGE, "high below it", bounds("3", "5.9"), ("RANGE_ORDER", "result.uncertainty")),
)


def rated(value: str) -> Change:
    return put("quality/dqr", {"time": value})


SCALE = (
    *(passes(RATINGS, f"rated {value}", rated(value)) for value in ("1", "1.0", "3.2", "5", "5.0")),
    *(
        fails(RATINGS, f"rated {value}", rated(value), ("RATING_RANGE", "quality.dqr.time"))
        for value in ("0.9", "5.1", "0", "-1")
    ),
)

PRIMARY = "quality.primary_data_share_percent"
PERCENT = (
    *(
        passes(SHARES, f"{value} %", put(PRIMARY.replace(".", "/"), value))
        for value in ("0", "0.1", "99.9", "100", "100.0")
    ),
    *(
        fails(SHARES, f"{value} %", put(PRIMARY.replace(".", "/"), value), ("PERCENT_RANGE", PRIMARY))
        for value in ("-0.1", "100.1")
    ),
    passes(SHARES, "all signed, all verified", put("supplied/verified_percent", "25.0")),
    fails(
        SHARES, "25.1 % verified of 25.0 %", put("supplied/verified_percent", "25.1"),
        ("SUPPLIED_ORDER", "supplied.verified_percent"),
    ),
    fails(
        SHARES, "25.1 % signed of 25.0 %", put("supplied/signed_percent", "25.1"),
        ("SUPPLIED_ORDER", "supplied.signed_percent"),
    ),
)  # fmt: skip

CASES = (*AGES, *SPANS, *MIX, *SPREAD, *SCALE, *PERCENT)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


def _asked_when(when: str) -> ResolvedProfile:
    field = {"path": "product.model", "level": "conditional", "when": when, "absent": ""}
    return overlay(fields=[field])


@pytest.mark.parametrize(
    ("when", "change", "asked"),
    [
        ("boundary.type", None, True),
        ("boundary.type", take("boundary/type"), False),
        ("boundary.type=cradle-to-gate", None, True),
        ("boundary.type=cradle-to-grave", None, False),
        ("boundary.type=cradle-to-grave", put("boundary/type", "cradle-to-grave"), True),
        ("boundary.type=", None, True),
    ],
)
def test_a_field_is_asked_for_where_its_condition_holds(
    when: str, change: Change | None, asked: bool
) -> None:
    report = judge(change, _asked_when(when))
    missing = ("FIELD_MISSING", "product.model") in reported_by(report, "data-model.fields")
    assert missing is asked


def test_a_rule_is_excused_by_an_absence_its_profile_allows() -> None:
    """What the base profile leaves open, a profile that takes the reason does not ask about."""
    path, rule = "quality.estimated_share_percent", "issuable.estimated-share"
    declared = all_of(take("quality/estimated_share_percent"), absent(path, "unknown-to-issuer"))
    assert judge(declared).outcome(rule).verdict is Verdict.INCONCLUSIVE
    allowed = overlay(
        fields=[{"path": path, "level": "mandatory", "absent": "unknown-to-issuer"}],
        deviations={path: "nobody knows yet"},
    )
    assert judge(declared, allowed).outcome(rule).verdict is Verdict.NOT_APPLICABLE
    assert judge(None, allowed).outcome(rule).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (child(profiles=("core/0.1",)), "CHILD_PROFILE", "dataset.profiles"),
        (in_child("dataset/purpose", "draft"), "CHILD_PURPOSE", "dataset.purpose"),
        (in_child("dataset/kind", "prospective"), "CHILD_KIND", "dataset.kind"),
        (in_child("boundary/type", "gate-to-gate"), "CHILD_BOUNDARY", "boundary.type"),
        (in_child("result/coverage/gaps", 2), "CHILD_GAPS", "result.coverage.gaps"),
        (child(status="withdrawn"), "CHILD_WITHDRAWN", "dataset.status_ref"),
        (child(status="suspended"), "CHILD_STATUS_UNKNOWN", "dataset.status_ref"),
        (child(status="superseded"), "CHILD_SUPERSEDED", "dataset.version"),
        (
            in_child("period/valid_until", "2026-01-31T00:00:00Z"),
            "CHILD_NOT_VALID_AT_BUILD",
            "period.valid_until",
        ),
    ],
)
def test_a_finding_about_a_child_names_its_field(change: Change, code: str, field: str) -> None:
    (found,) = (f for f in judge(change).findings if f.code == code)
    assert found.params["field"] == field
    assert found.params["supplier"] == "Boards (fictitious)"
    assert found.share_percent == 25
