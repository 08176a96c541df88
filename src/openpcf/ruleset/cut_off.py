"""What was left out: deliberate cut-offs and screened gaps, and how many lines have a result."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.base import exact_sum, parse_decimal, trimmed_decimal
from openpcf.model.finding import Finding
from openpcf.ruleset.engine import Subject, fail, inconclusive, rule, with_share

CUT_OFF = "boundary.cutoff"


def _nothing_cut(subject: Subject) -> bool:
    """An absence the profile takes says that nothing was cut off on purpose."""
    return subject.document.get(CUT_OFF) is None and subject.absence_allowed(CUT_OFF)


@rule(
    "issuable.cut-off",
    needs=lambda s: () if _nothing_cut(s) else (CUT_OFF,),
    parameters=("cut-off-percent",),
)
def cut_off(subject: Subject) -> Iterator[Finding]:
    """Deliberate cut-offs and screened gaps together stay within the profile's limit; where
    nothing was cut off the gaps remain. How much a gap could be must be known."""
    stated = subject.document.get(f"{CUT_OFF}.emissions_percent")
    if _nothing_cut(subject):
        stated = "0"
    if stated is None:
        yield fail("CUT_OFF_UNSTATED", f"{CUT_OFF}.emissions_percent")
        return
    covered = subject.document.get("result.coverage.result_percent_screened")
    gaps = exact_sum((parse_decimal("100"), -parse_decimal(covered))) if covered else None
    total = parse_decimal(stated) if gaps is None else exact_sum((parse_decimal(stated), gaps))
    limit = subject.number("cut-off-percent")
    if total > limit:
        yield with_share(
            fail(
                "CUT_OFF_ABOVE_LIMIT",
                f"{CUT_OFF}.emissions_percent",
                trimmed_decimal(total),
                trimmed_decimal(limit),
                cut=stated,
                gaps="–" if gaps is None else trimmed_decimal(gaps),
            ),
            total,
        )
    elif covered is None and (gaps_left := subject.document.get("result.coverage.gaps")):
        yield inconclusive(
            "GAPS_NOT_SCREENED", "result.coverage.result_percent_screened", str(gaps_left)
        )


@rule(
    "issuable.coverage",
    covers=("F63782-008",),
    needs=("result.coverage.lines_percent",),
    parameters=("coverage-lines-percent",),
)
def coverage(subject: Subject) -> Iterator[Finding]:
    """Enough of the lines have a result."""
    stated = parse_decimal(subject.document.get("result.coverage.lines_percent"))
    limit = subject.number("coverage-lines-percent")
    if stated < limit:
        yield fail(
            "COVERAGE_BELOW_LIMIT",
            "result.coverage.lines_percent",
            trimmed_decimal(stated),
            trimmed_decimal(limit),
        )
