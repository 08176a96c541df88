"""Identifiers of product and issuer: URIs whose GS1 keys hold."""

from __future__ import annotations

import pytest

from openpcf.ruleset.identifiers import gs1_problem

from .cases import Row, fails, holds, inconclusive, passes, put, table, take

GOOD = "https://id.gs1.org/01/09521234543213"


def _both(rule: str, path: str) -> tuple[Row, ...]:
    ids, first = path.replace("/", "."), path.replace("/", ".") + "[0]"
    return (
        passes(rule),
        passes(rule, "location number", put(path, ["https://id.gs1.org/417/9521234543213"])),
        passes(rule, "maker's own domain", put(path, ["https://maker.example/01/09521234543213/21/7"])),
        passes(rule, "number that is no GS1 key", put(path, ["https://maker.example/01/7"])),
        passes(rule, "urn", put(path, ["urn:epc:id:sgtin:9521234.054321.7", "urn:gtin:9521234543213"])),
        fails(rule, "no URI", put(path, ["P1"]), ("IDENTIFIER_FORM", first)),
        fails(rule, "no text", put(path, [7]), ("IDENTIFIER_FORM", first)),
        fails(rule, "not protected", put(path, ["http://maker.example/p1"]), ("IDENTIFIER_FORM", first)),
        fails(rule, "blank within", put(path, ["https://maker.example/p 1"]), ("IDENTIFIER_FORM", first)),
        fails(rule, "check digit", put(path, ["https://id.gs1.org/01/09521234543214"]), ("IDENTIFIER_GS1", first)),
        fails(rule, "GTIN of 13 digits in a link", put(path, ["https://id.gs1.org/01/9521234543213"]), ("IDENTIFIER_GS1", first)),
        fails(
            rule, "every one is looked at", put(path, [GOOD, "P1", "urn:gtin:9521234543214"]),
            ("IDENTIFIER_FORM", f"{ids}[1]"), ("IDENTIFIER_GS1", f"{ids}[2]"),
        ),
        inconclusive(rule, "none", take(path), ("NOT_EVALUATED", ids)),
    )  # fmt: skip


CASES = (
    *_both("identifiers.product", "product/ids"),
    *_both("identifiers.issuer", "issuer/ids"),
)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


@pytest.mark.parametrize("wrong", range(10))
def test_of_ten_last_digits_one_holds(wrong: int) -> None:
    problem = gs1_problem(f"https://id.gs1.org/01/0952123454321{wrong}")
    assert problem == (None if wrong == 3 else "check digit")
