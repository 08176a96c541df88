"""Chain of versions, reasons of corrections."""

from __future__ import annotations

from typing import Any

from .cases import Row, all_of, evidence, fails, holds, inconclusive, passes, put, table, take
from .example import OTHER_DIGEST, Change

BEFORE = "3f0c1d52-93a1-4b52-8a11-0c2f4b7a1e09"
SERIES = "urn:openpcf:maker.example:p1"
PREVIOUS = {
    "id": BEFORE, "digest": OTHER_DIGEST, "reason": "Electricity read again", "change_class": "data",
}  # fmt: skip


def second(previous: dict[str, Any] | None = None, **before: Any) -> Change:
    """The example as version 2, with the version before at hand unless told otherwise."""
    changes = [put("dataset/version", 2), put("dataset/previous", previous or PREVIOUS)]
    known = {"id": BEFORE, "version": 1, "series": SERIES, "digest": OTHER_DIGEST, **before}
    return all_of(*changes, evidence(predecessor=known))


def without(name: str) -> Change:
    return second({k: v for k, v in PREVIOUS.items() if k != name})


CHAIN = (
    passes("version.chain"),
    passes("version.chain", "second after the first", second()),
    passes("version.chain", "first of another series", evidence(
        predecessor={"id": BEFORE, "version": 4, "series": "urn:x:y", "digest": OTHER_DIGEST})),
    passes(
        "version.chain", "a reader without the one before",
        all_of(second(), evidence(predecessor=None, direction="import")),
        ("VERSION_BEFORE_NOT_AT_HAND", "dataset.previous"),
    ),
    fails("version.chain", "version zero", put("dataset/version", 0), ("VERSION_CHAIN", "dataset.version")),
    fails("version.chain", "version beyond 31 bits", put("dataset/version", 2**31), ("VERSION_CHAIN", "dataset.version")),
    fails("version.chain", "version as text", put("dataset/version", "1"), ("VERSION_CHAIN", "dataset.version")),
    fails("version.chain", "version as yes", put("dataset/version", True), ("VERSION_CHAIN", "dataset.version")),
    fails("version.chain", "first with one before", put("dataset/previous", PREVIOUS), ("VERSION_CHAIN", "dataset.previous")),
    fails(
        "version.chain", "first again",
        evidence(predecessor={"id": BEFORE, "version": 1, "series": SERIES, "digest": OTHER_DIGEST}),
        ("VERSION_CHAIN", "dataset.version"),
    ),
    fails("version.chain", "second without one before", put("dataset/version", 2), ("VERSION_CHAIN", "dataset.previous")),
    fails("version.chain", "without digest", without("digest"), ("VERSION_CHAIN", "dataset.previous")),
    fails("version.chain", "without id", without("id"), ("VERSION_CHAIN", "dataset.previous")),
    fails("version.chain", "other digest", second(digest="sha-256:" + "e" * 64), ("VERSION_CHAIN", "dataset.previous.digest")),
    fails("version.chain", "digest in capitals", second({**PREVIOUS, "digest": OTHER_DIGEST.upper()}), ("VERSION_CHAIN", "dataset.previous")),
    fails("version.chain", "other id", second(id="another"), ("VERSION_CHAIN", "dataset.previous.id")),
    fails("version.chain", "other series", second(series="urn:x:y"), ("VERSION_CHAIN", "dataset.series")),
    fails("version.chain", "one left out", second(version=2), ("VERSION_CHAIN", "dataset.version")),
    inconclusive(
        "version.chain", "who issues has it not", all_of(second(), evidence(predecessor=None)),
        ("VERSION_BEFORE_NOT_AT_HAND", "dataset.previous"),
    ),
    inconclusive("version.chain", "no version", take("dataset/version"), ("NOT_EVALUATED", "dataset.version")),
)  # fmt: skip

REASON = (
    passes("version.reason"),
    passes("version.reason", "corrected with a reason", second()),
    passes(
        "version.reason", "nothing changed", second(unchanged=True),
        ("VERSION_UNCHANGED", "dataset.version"),
    ),
    passes("version.reason", "6 kg after 2 kg", second(total="2")),
    passes("version.reason", "6 kg after 18 kg", second(total="18")),
    *(
        passes(
            "version.reason", f"6 kg after {total} kg", second(total=total),
            ("RESULT_FAR_FROM_BEFORE", "result.total_excl_biogenic_uptake"),
        )
        for total in ("1.99", "18.1")
    ),
    fails("version.reason", "no reason", without("reason"), ("VERSION_REASON", "dataset.previous.reason")),
    fails("version.reason", "no class", without("change_class"), ("VERSION_REASON", "dataset.previous.change_class")),
    fails("version.reason", "issued twice", evidence(forks=(OTHER_DIGEST,)), ("VERSION_FORK", "dataset.version")),
    inconclusive("version.reason", "no version", take("dataset/version"), ("NOT_EVALUATED", "dataset.version")),
)  # fmt: skip

CASES = (*CHAIN, *REASON)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
