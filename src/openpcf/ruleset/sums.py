"""F1, F8: the clear part adds up by itself, to the digit, without the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import DIVISION
from openpcf.model.base import (
    decimal_text,
    exact_product,
    exact_sum,
    parse_decimal,
    trimmed_decimal,
)
from openpcf.model.finding import Finding
from openpcf.model.indicators import ALL_PARTS, NOT_POSITIVE, REMOVALS, add, excl, incl
from openpcf.model.inventory import GATE_STAGES
from openpcf.ruleset.engine import Subject, fail, rule

TOTAL = "result.total_excl_biogenic_uptake"
TOTAL_INCL = "result.total_incl_biogenic_uptake"
PARTS = "result.parts"
STAGES = "result.by_stage"


def _parts(data: Mapping[str, Any] | None) -> dict[str, Decimal]:
    return {name: parse_decimal(value) for name, value in (data or {}).items()}


def _compare(code: str, path: str, stated: Decimal, made: Decimal) -> Iterator[Finding]:
    if stated != made:
        yield fail(code, path, decimal_text(stated), decimal_text(made))


def _compare_parts(
    code: str, path: str, stated: Mapping[str, Decimal], made: Mapping[str, Decimal]
) -> Iterator[Finding]:
    zero = Decimal(0)
    for name in (*stated, *(n for n in made if n not in stated)):
        yield from _compare(code, f"{path}.{name}", stated.get(name, zero), made.get(name, zero))


@rule("sums.total", covers=("F63782-004",), needs=(TOTAL, TOTAL_INCL, PARTS))
def total(subject: Subject) -> Iterator[Finding]:
    """The totals are the sums of their parts.

    Biogenic CO2 is only in the total that includes uptake.
    """
    parts = _parts(subject.document.get(PARTS))
    for path, made in ((TOTAL, excl(parts)), (TOTAL_INCL, incl(parts))):
        yield from _compare("TOTAL_PARTS", path, parse_decimal(subject.document.get(path)), made)


def _blocks(subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "result", subject.document.get("result")
    yield "result.gate", subject.document.get("result.gate") or {}
    for stage in subject.document.get(STAGES) or ():
        yield f"{STAGES}[stage={stage.get('stage')}]", stage


def wrong_signs(path: str, parts: Mapping[str, Decimal]) -> Iterator[Finding]:
    """Return parts with the wrong sign."""
    for name, value in parts.items():
        wrong = value > 0 if name in NOT_POSITIVE else value < 0
        if wrong and name in ALL_PARTS:
            expected = "<= 0" if name in NOT_POSITIVE else ">= 0"
            yield fail("PART_SIGN", f"{path}.{name}", decimal_text(value), expected)


@rule("sums.signs", covers=("F63782-004",), needs=(PARTS,))
def signs(subject: Subject) -> Iterator[Finding]:
    """Removals, captured CO2 and uptake are never above zero, all other parts never below."""
    for path, block in _blocks(subject):
        yield from wrong_signs(f"{path}.parts", _parts(block.get("parts")))


@rule("sums.stages", covers=("F63782-004",), needs=(STAGES, TOTAL, PARTS))
def stages(subject: Subject) -> Iterator[Finding]:
    """Stage values add up to the total, part by part, to the digit."""
    by_stage = subject.document.get(STAGES)
    for stage in by_stage:
        path = f"{STAGES}[stage={stage.get('stage')}].excl"
        if "excl" in stage:
            stated = parse_decimal(stage["excl"])
            yield from _compare("STAGE_PARTS", path, stated, excl(_parts(stage.get("parts"))))
    stated = parse_decimal(subject.document.get(TOTAL))
    made = exact_sum(parse_decimal(s["excl"]) for s in by_stage if "excl" in s)
    yield from _compare("STAGE_SUM", TOTAL, stated, made)
    yield from _compare_parts(
        "STAGE_SUM",
        PARTS,
        _parts(subject.document.get(PARTS)),
        add(_parts(s.get("parts")) for s in by_stage),
    )


@rule(
    "sums.scopes",
    covers=("F63782-005",),
    needs=(TOTAL, PARTS),
    applies=lambda s: s.document.get("result.by_scope") is not None,
)
def scopes(subject: Subject) -> Iterator[Finding]:
    """Scopes, if given, add up to the total less removals and captured CO2."""
    parts = _parts(subject.document.get(PARTS))
    removals = exact_sum(parts[name] for name in REMOVALS if name in parts)
    expected = exact_sum((parse_decimal(subject.document.get(TOTAL)), -removals))
    made = exact_sum(parse_decimal(v) for v in subject.document.get("result.by_scope").values())
    yield from _compare("SCOPE_SUM", "result.by_scope", made, expected)


@rule("sums.gate", covers=("F63782-028",), needs=("result.gate", STAGES))
def gate(subject: Subject) -> Iterator[Finding]:
    """The gate is raw materials, inbound transport, production and packaging, part by part."""
    stated = subject.document.get("result.gate")
    taken = [s for s in subject.document.get(STAGES) if s.get("stage") in GATE_STAGES]
    made = add(_parts(s.get("parts")) for s in taken)
    yield from _compare(
        "GATE_SUM", "result.gate.excl", parse_decimal(stated.get("excl")), excl(made)
    )
    yield from _compare_parts("GATE_SUM", "result.gate.parts", _parts(stated.get("parts")), made)


GATE_PARTS = "result.gate.parts"
_CARBON = ("carbon_content.biogenic", "carbon_content.packaging_biogenic")


def _kilograms(subject: Subject) -> Decimal:
    found: Iterable[Any] = (subject.document.get(path) for path in _CARBON)
    return exact_sum(parse_decimal(m["amount"]) for m in found if m and m.get("unit") == "kg C")


def _net(parts: Mapping[str, Decimal]) -> Decimal:
    """Return the sum of uptake and release of biogenic CO2."""
    return exact_sum((incl(parts), -excl(parts)))


@rule(
    "sums.biogenic-balance",
    covers=("F63782-004",),
    needs=(GATE_PARTS,),
    parameters=("biogenic-balance-percent",),
    applies=lambda s: (
        s.document.get("boundary.type") in ("cradle-to-gate", "cradle-to-grave")
        and s.document.get("carbon_content") is not None
    ),
)
def biogenic_balance(subject: Subject) -> Iterator[Finding]:
    """Biogenic carbon leaving the gate was taken up before.

    Net biogenic CO2 of the gate is -44/12 of it; over the life cycle it is released again
    (method.md, Indicators).
    """
    net = _net(_parts(subject.document.get(GATE_PARTS)))
    carbon = _kilograms(subject)
    wanted = DIVISION.divide(exact_product((carbon, Decimal(-44))), Decimal(12))
    limit = subject.number("biogenic-balance-percent")
    if abs(net - wanted) * 100 > limit * abs(wanted):
        yield fail(
            "BIOGENIC_BALANCE",
            GATE_PARTS,
            trimmed_decimal(net),
            trimmed_decimal(wanted.quantize(Decimal("1e-11"))),
            carbon=trimmed_decimal(carbon),
            limit=trimmed_decimal(limit),
        )
    if subject.document.get("boundary.type") != "cradle-to-grave":
        return
    kept = _net(_parts(subject.document.get(PARTS) or {}))
    if abs(kept) * 100 > limit * abs(wanted):
        yield fail(
            "BIOGENIC_STORED", PARTS, trimmed_decimal(kept), "0", limit=trimmed_decimal(limit)
        )
