"""What was left out: cut-offs and screened gaps against the limit, lines with a result."""

from __future__ import annotations

from .cases import Row, absent, all_of, fails, holds, inconclusive, passes, put, table, take
from .example import Change

CUT = "boundary.cutoff.emissions_percent"
LINES = "result.coverage.lines_percent"
SCREENED = "result/coverage/result_percent_screened"


def declared(reason: str) -> Change:
    return all_of(take("boundary/cutoff"), absent("boundary.cutoff", reason))


CUT_OFF = (
    passes("issuable.cut-off"),
    passes("issuable.cut-off", "the limit itself", put("boundary/cutoff/emissions_percent", "5.0")),
    passes("issuable.cut-off", "1.2 % and 3.8 % of gaps", put(SCREENED, "96.2")),
    passes("issuable.cut-off", "nothing cut off", declared("not-relevant")),
    passes("issuable.cut-off", "no gaps to screen", take(SCREENED)),
    inconclusive(
        "issuable.cut-off", "gaps not screened", all_of(put("result/coverage/gaps", 2), take(SCREENED)),
        ("GAPS_NOT_SCREENED", "result.coverage.result_percent_screened"),
    ),
    fails(
        "issuable.cut-off", "cut-offs above by themselves, gaps not screened",
        all_of(put("result/coverage/gaps", 2), take(SCREENED), put("boundary/cutoff/emissions_percent", "5.1")),
        ("CUT_OFF_ABOVE_LIMIT", CUT),
    ),
    fails("issuable.cut-off", "0.1 above", put("boundary/cutoff/emissions_percent", "5.1"), ("CUT_OFF_ABOVE_LIMIT", CUT)),
    fails("issuable.cut-off", "1.2 % and 3.9 % of gaps", put(SCREENED, "96.1"), ("CUT_OFF_ABOVE_LIMIT", CUT)),
    fails(
        "issuable.cut-off", "nothing cut off, 5.1 % of gaps", all_of(declared("not-relevant"), put(SCREENED, "94.9")),
        ("CUT_OFF_ABOVE_LIMIT", CUT),
    ),
    fails("issuable.cut-off", "share not stated", take("boundary/cutoff/emissions_percent"), ("CUT_OFF_UNSTATED", CUT)),
    inconclusive("issuable.cut-off", "nothing said of cut-offs", take("boundary/cutoff"), ("NOT_EVALUATED", "boundary.cutoff")),
    inconclusive("issuable.cut-off", "reason not allowed", declared("unknown-to-issuer"), ("NOT_EVALUATED", "boundary.cutoff")),
)  # fmt: skip

COVERAGE = (
    passes("issuable.coverage"),
    passes("issuable.coverage", "the limit itself", put("result/coverage/lines_percent", "90.0")),
    passes("issuable.coverage", "gaps with a screening value", put("result/coverage/gaps", 2)),
    fails("issuable.coverage", "0.1 below", put("result/coverage/lines_percent", "89.9"), ("COVERAGE_BELOW_LIMIT", LINES)),
    inconclusive("issuable.coverage", "not stated", take("result/coverage/lines_percent"), ("NOT_EVALUATED", LINES)),
)  # fmt: skip

CASES = (*CUT_OFF, *COVERAGE)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
