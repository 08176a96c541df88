"""When a footprint may be issued: computed shares against dated limits."""

from __future__ import annotations

from .cases import (
    Row,
    absent,
    all_of,
    evidence,
    fails,
    holds,
    inconclusive,
    passes,
    put,
    table,
    take,
)
from .example import BASE, Change

ESTIMATED = "quality.estimated_share_percent"
CUT = "boundary.cutoff.emissions_percent"
LINES = "result.coverage.lines_percent"
SCREENED = "result/coverage/result_percent_screened"
NO_DATE = put("period/reference_end", "2023-12-31T16:00:00Z")

SHARE = (
    passes("issuable.estimated-share"),
    passes("issuable.estimated-share", "the limit itself", put("quality/estimated_share_percent", "75.0")),
    fails("issuable.estimated-share", "0.1 above", put("quality/estimated_share_percent", "75.1"), ("ESTIMATED_SHARE_ABOVE_LIMIT", ESTIMATED)),
    fails("issuable.estimated-share", "all of it", put("quality/estimated_share_percent", "100.0"), ("ESTIMATED_SHARE_ABOVE_LIMIT", ESTIMATED)),
    inconclusive("issuable.estimated-share", "blank", put("quality/estimated_share_percent", ""), ("NOT_EVALUATED", ESTIMATED)),
    inconclusive("issuable.estimated-share", "not there", take("quality/estimated_share_percent"), ("NOT_EVALUATED", ESTIMATED)),
    inconclusive("issuable.estimated-share", "declared absent", all_of(
        take("quality/estimated_share_percent"), absent(ESTIMATED, "unknown-to-issuer")), ("NOT_EVALUATED", ESTIMATED)),
    inconclusive("issuable.estimated-share", "before any limit", NO_DATE, ("NOT_EVALUATED", "estimated-share-percent")),
    inconclusive("issuable.estimated-share", "no number", put("quality/estimated_share_percent", "few"), ("RULE_ERROR", "issuable.estimated-share")),
)  # fmt: skip


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

OFFSETS = (
    passes("issuable.offsets"),
    fails("issuable.offsets", "offsets in it", put("method/offsets_included", True), ("OFFSETS_INCLUDED", "method.offsets_included")),
    fails("issuable.offsets", "a word that is no no", put("method/offsets_included", "no"), ("OFFSETS_INCLUDED", "method.offsets_included")),
    inconclusive("issuable.offsets", "not stated", take("method/offsets_included"), ("NOT_EVALUATED", "method.offsets_included")),
)  # fmt: skip

DEMONSTRATION = (
    passes("issuable.demonstration"),
    passes("issuable.demonstration", "says so", put("dataset/purpose", "demonstration"), ("DEMONSTRATION", "dataset.purpose")),
    inconclusive("issuable.demonstration", "no purpose", take("dataset/purpose"), ("NOT_EVALUATED", "dataset.purpose")),
)  # fmt: skip

PROFILE = (
    passes("issuable.profile"),
    passes("issuable.profile", "the root beside it", put("dataset/profiles", ["core/0.1", BASE])),
    fails("issuable.profile", "the root alone", put("dataset/profiles", ["core/0.1"]), ("PROFILE_WITHOUT_METHOD", "dataset.profiles")),
    inconclusive(
        "issuable.profile", "the root alone, read", all_of(put("dataset/profiles", ["core/0.1"]), evidence(direction="import")),
        ("PROFILE_WITHOUT_METHOD", "dataset.profiles"),
    ),
    inconclusive("issuable.profile", "none", take("dataset/profiles"), ("NOT_EVALUATED", "dataset.profiles")),
)  # fmt: skip

CASES = (*PROFILE, *SHARE, *CUT_OFF, *COVERAGE, *OFFSETS, *DEMONSTRATION)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
