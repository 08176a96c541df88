"""Factors: source, register, age, GWP set."""

from __future__ import annotations

from openpcf.model.finding import Outcome

from .cases import (
    Row,
    all_of,
    evidence,
    fails,
    from_line,
    hide,
    holds,
    in_line,
    inconclusive,
    judge,
    part_of,
    passes,
    put,
    set_in,
    table,
    take,
)
from .example import Case, Change

L1 = "inventory[id=l-0001].factor."
STEEL = "example:kg-1.5@2025"

_NEEDED = ("id", "dataset", "version", "gwp", "publisher", "licence")

SOURCE = (
    passes("provenance.source"),
    *(
        fails("provenance.source", f"no {name}", from_line(1, f"factor/{name}"), ("LINE_FACTOR_SOURCE", L1 + name))
        for name in _NEEDED
    ),
    fails("provenance.source", "licence blank", in_line(1, "factor/licence", ""), ("LINE_FACTOR_SOURCE", L1 + "licence")),
    fails(
        "provenance.source", "in what is shown", all_of(part_of("inventory"), from_line(1, "factor/licence")),
        ("LINE_FACTOR_SOURCE", L1 + "licence"),
    ),
    passes("provenance.source", "no year", from_line(1, "factor/year"), ("FACTOR_NOT_STATED", L1 + "year")),
    passes("provenance.source", "no place", from_line(1, "factor/geography"), ("FACTOR_NOT_STATED", L1 + "geography")),
    passes(
        "provenance.source", "same factor twice is said once",
        all_of(from_line(1, "factor/year"), lambda case: set_in(case.line(3), "factor", case.line(1)["factor"])),
        ("FACTOR_NOT_STATED", L1 + "year"),
    ),
    inconclusive("provenance.source", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip


def _registered(value: str) -> Change:
    return lambda case: set_in(case.evidence, f"factors/{STEEL}", value)


def _not_registered(case: Case) -> None:
    del case.evidence["factors"][STEEL]


REGISTER = (
    passes("provenance.register"),
    passes("provenance.register", "1.50 is 1.5", _registered("1.50")),
    passes(
        "provenance.register", "unknown to an importer", all_of(_not_registered, evidence(direction="import")),
        ("FACTOR_UNKNOWN_ID", L1 + "id"),
    ),
    fails("provenance.register", "unknown to who issues", _not_registered, ("FACTOR_UNKNOWN_ID", L1 + "id")),
    fails("provenance.register", "other value", _registered("1.6"), ("FACTOR_VALUE", L1 + "value")),
    fails("provenance.register", "other version", in_line(1, "factor/version", "2024"), ("FACTOR_UNKNOWN_ID", L1 + "id")),
    fails("provenance.register", "parts below the value", in_line(1, "factor/parts/fossil", "1.4"), ("FACTOR_PARTS_SUM", L1 + "parts")),
    inconclusive("provenance.register", "no register at hand", evidence(factors=None), ("FACTOR_REGISTER_UNKNOWN", "inventory")),
    inconclusive("provenance.register", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

AGE = (
    passes("provenance.age"),
    passes("provenance.age", "five years before", in_line(1, "factor/year", "2020")),
    passes("provenance.age", "six years before", in_line(1, "factor/year", "2019"), ("FACTOR_AGE", L1 + "year")),
    passes("provenance.age", "six years after", in_line(1, "factor/year", "2031"), ("FACTOR_AGE", L1 + "year")),
    passes("provenance.age", "no year is another rule's", from_line(1, "factor/year")),
    passes(
        "provenance.age", "the gap rated as what it is",
        all_of(in_line(1, "factor/year", "2019"), in_line(1, "dqr", ["2", "3", "1"])), ("FACTOR_AGE", L1 + "year"),
    ),
    fails(
        "provenance.age", "the gap rated away",
        all_of(in_line(1, "factor/year", "2019"), in_line(1, "dqr", ["2", "2.9", "1"])), ("FACTOR_AGE_DENIED", L1 + "year"),
    ),
    fails(
        "provenance.age", "no year rated as a good one",
        all_of(from_line(1, "factor/year"), in_line(1, "dqr", ["2", "1", "1"])), ("FACTOR_AGE_DENIED", L1 + "year"),
    ),
    inconclusive("provenance.age", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
    inconclusive(
        "provenance.age", "before any value of the limit", put("period/reference_end", "2023-12-31T16:00:00Z"),
        ("NOT_EVALUATED", "factor-age-years"),
    ),
)  # fmt: skip


def _sets(**shares: str) -> Change:
    return put(
        "result/gwp", [{"set": n.replace("_", "-"), "share_percent": s} for n, s in shares.items()]
    )


GWP = (
    passes("provenance.gwp"),
    passes("provenance.gwp", "rounded shares", _sets(AR6_GWP100="33.3", not_applicable="66.6")),
    passes("provenance.gwp", "declared mix", _sets(AR6_GWP100="60.0", unstated="40.0"), ("GWP_MIX", "result.gwp")),
    fails("provenance.gwp", "shares below 100", _sets(AR6_GWP100="99.9"), ("GWP_SHARES", "result.gwp")),
    fails(
        "provenance.gwp", "mix above 100", _sets(AR6_GWP100="60.0", AR5_GWP100="41.0"),
        ("GWP_SHARES", "result.gwp"), ("GWP_MIX", "result.gwp"),
    ),
    inconclusive("provenance.gwp", "no set requested", take("method/gwp_requested"), ("NOT_EVALUATED", "method.gwp_requested")),
)  # fmt: skip

CASES = (*SOURCE, *REGISTER, *AGE, *GWP)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


def test_what_a_publisher_does_not_state_is_a_remark_with_its_share() -> None:
    (found,) = judge(from_line(1, "factor/year")).findings
    assert found.outcome is Outcome.NOTE
    assert str(found.share_percent) == "50.0"
