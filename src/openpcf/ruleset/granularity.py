"""F2: activity lines with their granularity and quantity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.model.base import decimal_text, exact_sum, parse_decimal
from openpcf.model.finding import Finding
from openpcf.model.inventory import GRANULARITIES
from openpcf.model.message import Message, coded
from openpcf.ruleset.engine import Subject, fail, note, rule, with_share

_COARSE = ("company", "industry")
TOTAL = "result.total_excl_biogenic_uptake"


def own_lines(subject: Subject) -> Iterator[dict[str, Any]]:
    """Return lines that are not components: a child has its own granularity."""
    return (line for line in subject.document.lines() if "component" not in line)


def place(line: dict[str, Any], member: str = "") -> str:
    """Return the path of a line, or of a member of it."""
    return f"inventory[id={line.get('id', '?')}]" + (f".{member}" if member else "")


def share(subject: Subject, line: dict[str, Any]) -> Decimal | None:
    """Return a line's share of the result in percent; None if unknown."""
    total = subject.document.get(TOTAL)
    excl = (line.get("result") or {}).get("excl")
    if total is None or excl is None:
        return None
    return percent(parse_decimal(excl), parse_decimal(total))


def what(line: dict[str, Any]) -> Message:
    """Return the name of a line."""
    return coded(line.get("what") or str(line.get("id") or "?"))


@rule("granularity.stated", covers=("F63782-006",), needs=("inventory",), shown_parts=True)
def stated(subject: Subject) -> Iterator[Finding]:
    """Each activity states its granularity."""
    for line in own_lines(subject):
        if "factor" in line and line.get("granularity") not in GRANULARITIES:
            found = fail(
                "LINE_GRANULARITY",
                place(line, "granularity"),
                str(line.get("granularity", "")),
                ", ".join(GRANULARITIES),
                what=what(line),
            )
            yield with_share(found, share(subject, line))


@rule("granularity.activities", covers=("F63782-007",), needs=("inventory",))
def activities(subject: Subject) -> Iterator[Finding]:
    """A total is based on activity lines, each counted once."""
    lines = list(subject.document.lines())
    if not any("result" in line for line in lines):
        yield fail("INVENTORY_EMPTY", "inventory")
    for name, count in Counter(str(line.get("id")) for line in lines).items():
        if count > 1:
            yield fail("LINE_TWICE", f"inventory[id={name}]", str(count), "1")


@rule("granularity.quantity", covers=("F63782-008",), needs=("inventory",), shown_parts=True)
def quantity(subject: Subject) -> Iterator[Finding]:
    """Every activity has quantity, unit and process.

    Zero is a value, blank is not, and a line without a factor is declared as a gap.
    """
    for line in own_lines(subject):
        if "factor" not in line:
            yield note("LINE_GAP", place(line), what=what(line), note=coded(line.get("note") or ""))
            continue
        amount = line.get("quantity") or {}
        missing = [f"quantity.{name}" for name in ("amount", "unit") if not amount.get(name)]
        missing += [name for name in ("what", "stage") if not line.get(name)]
        for member in missing:
            found = fail(
                "LINE_QUANTITY",
                place(line, member),
                "",
                member.rsplit(".", 1)[-1],
                what=what(line),
            )
            yield with_share(found, share(subject, line))


@rule(
    "granularity.coarse-share",
    covers=("F63782-009",),
    needs=("inventory",),
    parameters=("coarse-granularity-share-percent",),
)
def coarse_share(subject: Subject) -> Iterator[Finding]:
    """Company- or industry-level data stays below the profile's share of the gross result."""
    sizes = [
        (line.get("granularity") in _COARSE, abs(parse_decimal(line["result"]["excl"])))
        for line in subject.document.lines()
        if line.get("result")
    ]
    gross = exact_sum(size for _, size in sizes)
    found = percent(exact_sum(size for coarse, size in sizes if coarse), gross)
    limit = subject.number("coarse-granularity-share-percent")
    if found is not None and found >= limit:
        yield with_share(
            fail("GRANULARITY_SHARE", "inventory", decimal_text(found), decimal_text(limit)), found
        )
