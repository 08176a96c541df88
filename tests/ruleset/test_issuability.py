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
from .example import BASE

ESTIMATED = "quality.estimated_share_percent"
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

CASES = (*PROFILE, *SHARE, *OFFSETS, *DEMONSTRATION)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
