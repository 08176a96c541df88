"""F2: activity lines with their granularity and quantity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.finding import Finding
from openpcf.model.inventory import GRANULARITIES
from openpcf.rules.engine import Subject, fail, remark, rule

_COARSE = ("company", "industry")


def own_lines(subject: Subject) -> Iterator[dict[str, Any]]:
    """Lines that are no component: a child has its own granularity."""
    return (line for line in subject.document.lines() if "component" not in line)


def place(line: dict[str, Any], member: str = "") -> str:
    """Path of a line, or of a member of it."""
    return f"inventory[id={line.get('id', '?')}]" + (f".{member}" if member else "")


def share(subject: Subject, line: dict[str, Any]) -> Decimal | None:
    """Share of the result a line has, percent."""
    total = subject.document.get("result.total_excl_biogenic_uptake")
    excl = (line.get("result") or {}).get("excl")
    if total is None or excl is None:
        return None
    return percent(parse_decimal(excl), parse_decimal(total))


@rule("granularity.stated", covers=("006",), needs=("inventory",))
def stated(subject: Subject) -> Iterator[Finding]:
    """Each activity names its granularity."""
    for line in own_lines(subject):
        if "factor" in line and line.get("granularity") not in GRANULARITIES:
            yield fail(
                "LINE_GRANULARITY", place(line, "granularity"), str(line.get("granularity", "")),
                ", ".join(GRANULARITIES), what=str(line.get("what", "")),
            ).model_copy(update={"share_percent": share(subject, line)})  # fmt: skip


@rule("granularity.activities", covers=("007",), needs=("inventory",))
def activities(subject: Subject) -> Iterator[Finding]:
    """A total has activity lines behind it."""
    if not any("result" in line for line in subject.document.lines()):
        yield fail("INVENTORY_EMPTY", "inventory")


@rule("granularity.disclosed", covers=("007",))
def disclosed(subject: Subject) -> Iterator[Finding]:
    """A data set has an inventory, shown or hidden by digest."""
    document = subject.document
    if document.inventory is None and "inventory" not in document.hidden:
        yield fail("INVENTORY_EMPTY", "inventory")


@rule("granularity.quantity", covers=("008",), needs=("inventory",))
def quantity(subject: Subject) -> Iterator[Finding]:
    """Every activity has quantity, unit and process; a gap is named, never zero."""
    for line in own_lines(subject):
        if "factor" not in line:
            yield remark(
                "LINE_GAP", place(line), str(line.get("what", "")), note=line.get("note", "")
            )
            continue
        amount = line.get("quantity") or {}
        for member in ("amount", "unit"):
            if not amount.get(member):
                yield fail(
                    "LINE_QUANTITY", place(line, f"quantity.{member}"), "",
                    member, what=str(line.get("what", "")),
                ).model_copy(update={"share_percent": share(subject, line)})  # fmt: skip
        for member in ("what", "stage"):
            if not line.get(member):
                yield fail("LINE_QUANTITY", place(line, member), "", member, what="")


@rule("granularity.coarse-share", covers=("009",), needs=("inventory",))
def coarse_share(subject: Subject) -> Iterator[Finding]:
    """Company or industry level stays below the profile's share of the result."""
    total = Decimal(0)
    for line in own_lines(subject):
        if line.get("granularity") in _COARSE:
            total += share(subject, line) or Decimal(0)
    limit = subject.profile.number("coarse-granularity-share-percent", subject.date)
    if total > limit:
        yield fail("GRANULARITY_SHARE", "inventory", decimal_text(total), decimal_text(limit))
