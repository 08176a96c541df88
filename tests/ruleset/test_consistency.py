"""What stands in the clear part can be so at all."""

from __future__ import annotations

from .cases import Row, all_of, fails, holds, idle, inconclusive, passes, put, table, take

CUT = "boundary.cutoff.emissions_percent"
ESTIMATED = "quality.estimated_share_percent"
GAPS = "result.coverage.gaps"
RANGE = "result.uncertainty"
DQR = {"technology": "2.1", "time": "1.8", "geography": "2.6"}

CASES = (
    passes("consistency.percentages"),
    fails("consistency.percentages", "cut-off below nothing", put("boundary/cutoff/emissions_percent", "-50"), ("PERCENT_RANGE", CUT)),
    fails("consistency.percentages", "more than all", put("quality/estimated_share_percent", "100.1"), ("PERCENT_RANGE", ESTIMATED)),
    fails("consistency.percentages", "more verified than signed", put("supplied/verified_percent", "25.1"), ("SUPPLIED_ORDER", "supplied.verified_percent")),
    fails("consistency.percentages", "more signed than supplied", put("supplied/signed_percent", "99"), ("SUPPLIED_ORDER", "supplied.signed_percent")),
    passes("consistency.percentages", "with removals", all_of(put("result/parts/ccs", "-1.0"), put("supplied/share_percent", "120"))),
    passes("consistency.memo"),
    passes("consistency.memo", "all by air", put("result/memo", {"aircraft": "6.0"})),
    passes("consistency.memo", "outside every total", put("result/memo", {"beyond_boundary": "-9"})),
    fails("consistency.memo", "more than fossil", put("result/memo", {"aircraft": "6.1"}), ("MEMO_ABOVE_FOSSIL", "result.memo.aircraft")),
    fails("consistency.memo", "of the gate", put("result/gate/memo", {"aircraft": "999"}), ("MEMO_ABOVE_FOSSIL", "result.gate.memo.aircraft")),
    inconclusive("consistency.memo", "no parts", take("result/parts"), ("NOT_EVALUATED", "result.parts")),
    passes("consistency.coverage"),
    passes("consistency.coverage", "gaps that show", all_of(put("result/coverage/gaps", 2), put("result/coverage/lines_percent", "66.7"))),
    fails("consistency.coverage", "gaps, yet every line has a result", put("result/coverage/gaps", 2), ("COVERAGE_GAPS", GAPS)),
    fails("consistency.coverage", "no gaps, yet lines without", put("result/coverage/lines_percent", "1.0"), ("COVERAGE_GAPS", GAPS)),
    fails(
        "consistency.coverage", "more gaps than lines",
        all_of(put("disclosable", {"inventory": {"lines": 97, "groups": 12}}),
               put("result/coverage", {"gaps": 10000, "lines_percent": "1.0"})),
        ("COVERAGE_GAPS", GAPS),
    ),
    inconclusive("consistency.coverage", "not stated", take("result/coverage/gaps"), ("NOT_EVALUATED", GAPS)),
    passes("consistency.range"),
    passes("consistency.range", "a bound rounded over the total", put("result/uncertainty/low", "6.0")),
    idle("consistency.range", "no range", take("result/uncertainty")),
    fails("consistency.range", "the wrong way round", all_of(put("result/uncertainty/low", "9"), put("result/uncertainty/high", "1")), ("RANGE_ORDER", RANGE)),
    fails("consistency.range", "far below", all_of(put("result/uncertainty/low", "0.001"), put("result/uncertainty/high", "0.002")), ("RANGE_ORDER", RANGE)),
    passes("consistency.ratings"),
    passes("consistency.ratings", "as they are", put("quality/dqr", DQR)),
    fails("consistency.ratings", "better than the best", put("quality/dqr", {**DQR, "time": "-3"}), ("RATING_RANGE", "quality.dqr.time")),
    fails("consistency.ratings", "worse than the worst", put("quality/dqr", {**DQR, "time": "99"}), ("RATING_RANGE", "quality.dqr.time")),
)  # fmt: skip


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
