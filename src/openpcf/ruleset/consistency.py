"""F1: the clear part is consistent, whatever is concealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from openpcf.model.base import parse_decimal, trimmed_decimal
from openpcf.model.finding import Finding
from openpcf.model.indicators import REMOVALS
from openpcf.ruleset.engine import Subject, fail, rule

_INSIDE_FOSSIL = ("aircraft", "land_management_fossil")
_ORDER = ("share_percent", "signed_percent", "verified_percent")
TOTAL = "result.total_excl_biogenic_uptake"
RANGE = "result.uncertainty"


def _percentages(data: Any, path: str = "") -> Iterator[tuple[str, Decimal]]:
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name == "extensions":
                continue
            inner = f"{path}.{name}" if path else str(name)
            if str(name).endswith("_percent") and isinstance(value, str):
                yield inner, parse_decimal(value)
            yield from _percentages(value, inner)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _percentages(value, f"{path}[{number}]")


@rule("consistency.percentages", covers=("F63782-051",))
def percentages(subject: Subject) -> Iterator[Finding]:
    """Shares are between 0 and 100 percent, and verified ≤ signed ≤ supplied.

    With removals, shares of the total may be larger.
    """
    removed = any(name in (subject.document.get("result.parts") or {}) for name in REMOVALS)
    for path, value in _percentages(subject.document.payload):
        if removed and path.startswith("supplied."):
            continue
        if not 0 <= value <= 100:
            yield fail("PERCENT_RANGE", path, trimmed_decimal(value), "0 – 100")
    stated = subject.document.get("supplied") or {}
    for more, less in pairwise(_ORDER):
        if removed or more not in stated or less not in stated:
            continue
        if parse_decimal(stated[less]) > parse_decimal(stated[more]):
            yield fail("SUPPLIED_ORDER", f"supplied.{less}", stated[less], stated[more])


@rule("consistency.memo", covers=("F63782-004",), needs=("result.parts",))
def memo(subject: Subject) -> Iterator[Finding]:
    """Memo items within fossil do not exceed it (method.md, Indicators)."""
    for path in ("result", "result.gate"):
        block = subject.document.get(path) or {}
        parts = block.get("parts") or {}
        whole = sum((parse_decimal(parts.get(n, "0")) for n in ("fossil", "unsplit")), Decimal(0))
        for name, text in (block.get("memo") or {}).items():
            if name in _INSIDE_FOSSIL and not 0 <= parse_decimal(text) <= whole:
                yield fail("MEMO_ABOVE_FOSSIL", f"{path}.memo.{name}", text, trimmed_decimal(whole))


@rule("consistency.coverage", covers=("F63782-008",), needs=("result.coverage.gaps",))
def coverage(subject: Subject) -> Iterator[Finding]:
    """The number of lines without a result and the coverage agree; gaps do not exceed lines."""
    gaps = subject.document.get("result.coverage.gaps")
    stated = parse_decimal(subject.document.get("result.coverage.lines_percent") or "100")
    lines = subject.document.get("disclosable.inventory.lines")
    whole = stated == 100
    if gaps < 0 or (gaps == 0) is not whole or (lines is not None and gaps > lines):
        yield fail("COVERAGE_GAPS", "result.coverage.gaps", str(gaps), trimmed_decimal(stated))


def _half_step(value: Decimal) -> Decimal:
    """Return half of the last digit to which a bound is printed."""
    return Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)


@rule(
    "consistency.range",
    covers=("F63782-051",),
    needs=(TOTAL,),
    applies=lambda s: s.document.get(f"{RANGE}.low") is not None,
)
def spread(subject: Subject) -> Iterator[Finding]:
    """The total lies between the rounded bounds of its range."""
    low, high = (parse_decimal(subject.document.get(f"{RANGE}.{n}")) for n in ("low", "high"))
    total = parse_decimal(subject.document.get(TOTAL))
    if not low - _half_step(low) <= total <= high + _half_step(high):
        yield fail(
            "RANGE_ORDER",
            RANGE,
            f"{trimmed_decimal(low)} – {trimmed_decimal(high)}",
            trimmed_decimal(total),
        )


@rule("consistency.ratings", covers=("F63782-051",))
def ratings(subject: Subject) -> Iterator[Finding]:
    """Ratings are between 1, the best, and 5, the worst."""
    for name, text in (subject.document.get("quality.dqr") or {}).items():
        if not 1 <= parse_decimal(text) <= 5:
            yield fail("RATING_RANGE", f"quality.dqr.{name}", text, "1 – 5")
