"""Small studies for the tests of matching, and their lines in fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpcf.factor_library.library import Library
from openpcf.factor_library.own import read_own_factors
from openpcf.matching.match import ChildFact, Confirmed, Matching, MatchInput, match
from openpcf.matching.tables.tables import MatchingTables
from openpcf.messages import render
from openpcf.model.inventory import Line
from openpcf.model.study import Study

EMPTY: Mapping[str, Any] = {}


def matched(
    library: Library,
    tables: MatchingTables,
    *,
    children: Mapping[str, ChildFact] = EMPTY,
    confirmed: Mapping[str, Confirmed] = EMPTY,
    markup: str = "0",
    year: int = 2024,
    **study: Any,
) -> Matching:
    """The inventory of a study made of plain rows."""
    for name, value in study.items():
        if isinstance(value, list):
            study[name] = tuple({"id": f"r{n}", **row} for n, row in enumerate(value, 1))
    return match(
        MatchInput(
            study=Study.model_validate({"region": "CN", **study}),
            library=library,
            tables=tables,
            year=year,
            region="CN",
            period=None,
            children=children,
            confirmed=confirmed,
            default_markup_percent=Decimal(markup),
        )
    )


def kg(line: Line) -> Fraction:
    """kg CO2e of a line."""
    assert line.quantity is not None
    assert line.factor is not None
    value = Fraction(line.quantity.amount) * Fraction(line.factor.value)
    for per in line.quantity.per:
        value /= Fraction(per.amount)
    return value


def amount(line: Line) -> Fraction:
    """The quantity in the factor's unit, divisors done."""
    assert line.quantity is not None
    value = Fraction(line.quantity.amount)
    for per in line.quantity.per:
        value /= Fraction(per.amount)
    return value


def reason(line: Line) -> str:
    """Code of the reason of a line's factor."""
    assert line.match is not None and line.match.why is not None
    return line.match.why.code


def codes(found: Matching) -> set[str]:
    """Codes of all findings."""
    return {f.code for f in found.findings}


def by_what(found: Matching, words: str) -> Line:
    """The one line whose name contains the words."""
    lines = [line for line in found.inventory.lines if words in render(line.what)]
    assert len(lines) == 1, [render(line.what) for line in found.inventory.lines]
    return lines[0]


def with_own(library: Library, rows: Iterable[Mapping[str, str]]) -> Library:
    """The library with factors of somebody's own."""
    dataset, findings = read_own_factors(
        [{"source": "letter", "kind": "life-cycle", "year": "2024", **row} for row in rows],
        name="own-test",
        place="own.csv",
        first_row=2,
    )
    assert not [f for f in findings if f.severity == "error"], findings
    return library.adding(dataset)
