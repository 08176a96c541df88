"""Scopes as the method says them (Scopes), every kind of activity by stage and control."""

from __future__ import annotations

from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables
from openpcf.vocabulary import words

from .build import matched, with_own

MATERIAL = {
    "electricity": ("electricity", "kWh"),
    "fuel": ("natural gas", "kWh"),
    "direct": ("process gases", "kg CO2e"),
    "waste": ("waste to landfill", "kg"),
    "input": ("copper", "kg"),
    "auxiliary": ("solder", "kg"),
    "packaging": ("PET", "kg"),
    "unknown": ("something nobody knows", "kg"),
}

KINDS = "electricity    fuel  direct  waste  input  auxiliary  packaging  unknown"
CONTROLLED = """
raw-materials      2+3.3  1     1     3.5   3.1   3.1   3.1   3.1
inbound-transport  2+3.3  1     1     3.5   3.1   3.1   3.1   3.1
production         2+3.3  1     1     3.5   3.1   3.1   3.1   3.1
packaging          2+3.3  1     1     3.5   3.1   3.1   3.1   3.1
distribution       2+3.3  1     1     3.5   3.1   3.1   3.1   3.1
installation       3.11   3.11  3.11  3.12  3.11  3.11  3.11  3.11
use                3.11   3.11  3.11  3.11  3.11  3.11  3.11  3.11
end-of-life        3.12   3.12  3.12  3.12  3.12  3.12  3.12  3.12
"""
OF_OTHERS = """
raw-materials      3.1    3.1   3.1   3.1   3.1   3.1   3.1   3.1
inbound-transport  3.1    3.1   3.1   3.1   3.1   3.1   3.1   3.1
production         3.1    3.1   3.1   3.1   3.1   3.1   3.1   3.1
packaging          3.1    3.1   3.1   3.1   3.1   3.1   3.1   3.1
distribution       3.9    3.9   3.9   3.9   3.9   3.9   3.9   3.9
installation       3.11   3.11  3.11  3.12  3.11  3.11  3.11  3.11
use                3.11   3.11  3.11  3.11  3.11  3.11  3.11  3.11
end-of-life        3.12   3.12  3.12  3.12  3.12  3.12  3.12  3.12
"""


def _rows(table: str) -> list[tuple[str, dict[str, str]]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [
        (
            stage,
            {
                kind: "2+3.3 unsplit" if scope == "2+3.3" else scope
                for kind, scope in zip(KINDS.split(), scopes, strict=True)
            },
        )
        for stage, *scopes in rows
    ]


CASES = [
    *((True, *row) for row in _rows(CONTROLLED)),
    *((False, *row) for row in _rows(OF_OTHERS)),
    *((None, *row) for row in _rows(OF_OTHERS)),
]


def test_the_tables_have_every_stage() -> None:
    for table in (CONTROLLED, OF_OTHERS):
        assert [stage for stage, _ in _rows(table)] == list(words("stage"))


@pytest.mark.parametrize(
    ("controlled", "stage", "scopes"), CASES, ids=[f"{stage}-{own}" for own, stage, _ in CASES]
)
def test_scope_of_an_activity(
    library: Library, tables: MatchingTables, controlled: bool | None, stage: str,
    scopes: dict[str, str],
) -> None:  # fmt: skip
    site = {} if controlled is None else {"site": "s"}
    rows = [
        {"what": kind, "material": MATERIAL[kind][0], "unit": MATERIAL[kind][1], "quantity": "1",
         "stage": stage, **site}
        for kind in scopes
    ]  # fmt: skip
    sites = [{"id": "s", "country": "CN", "controlled_by_issuer": bool(controlled)}]
    found = matched(library, tables, activities=rows, sites=sites)
    assert [line.stage for line in found.inventory.lines] == [stage] * len(rows)
    assert {k: x.scope for k, x in zip(scopes, found.inventory.lines, strict=True)} == scopes
    assert {x.controlled_by_issuer for x in found.inventory.lines} == {bool(controlled)}


SPLIT = {"id": "split", "value": "0.5", "unit": "kg CO2e/kWh", "geography": "CN",
         "category": "electricity_grid", "losses": "included", "fossil": "0.5"}  # fmt: skip
WHOLE = {"id": "whole", "value": "0.5", "unit": "kg CO2e/kWh", "geography": "CN",
         "category": "electricity_grid", "losses": "included"}  # fmt: skip


@pytest.mark.parametrize(
    ("material", "factor", "stated", "scope"),
    [
        ("electricity", None, "2", "2+3.3 unsplit"),
        ("electricity", "whole", "2", "2+3.3 unsplit"),
        ("electricity", "split", "2", "2"),
        ("electricity", None, "3.1", "3.1"),
        ("electricity", None, "2+3.3 unsplit", "2+3.3 unsplit"),
        ("natural gas", None, "2", "2"),
        ("natural gas", None, "3.3", "3.3"),
        ("process gases", None, "3.11", "3.11"),
        ("waste to landfill", None, "3.1", "3.1"),
    ],
)
@pytest.mark.parametrize("stage", ["production", "installation", "end-of-life"])
def test_a_stated_scope_counts(
    library: Library, tables: MatchingTables, material: str, factor: str | None, stated: str,
    scope: str, stage: str,
) -> None:  # fmt: skip
    unit = next(unit for word, unit in MATERIAL.values() if word == material)
    row = {"material": material, "unit": unit, "quantity": "1", "scope": stated, "stage": stage,
           "factor": factor, "site": "s"}  # fmt: skip
    sites = [{"id": "s", "country": "CN", "controlled_by_issuer": True}]
    (line,) = matched(
        with_own(library, [SPLIT, WHOLE]), tables, activities=[row], sites=sites
    ).inventory.lines
    assert line.scope == scope


@pytest.mark.parametrize(
    ("row", "scopes"),
    [
        # used in France, whose grid is per kWh generated: a line of losses beside each
        ({"site": "own"}, ("2+3.3 unsplit", "3.3")),
        ({"site": "own", "stage": "distribution"}, ("2+3.3 unsplit", "3.3")),
        ({"site": "own", "stage": "installation"}, ("3.11", "3.11")),
        ({"site": "own", "stage": "use"}, ("3.11", "3.11")),
        ({"site": "own", "stage": "end-of-life"}, ("3.12", "3.12")),
        ({"site": "other"}, ("3.1", "3.1")),
        ({"site": "other", "stage": "distribution"}, ("3.9", "3.9")),
        ({}, ("3.1", "3.1")),
        ({"site": "own", "scope": "2"}, ("2+3.3 unsplit", "3.3")),
        ({"site": "own", "scope": "3.1"}, ("3.1", "3.1")),
        ({"site": "own", "scope": "3.3"}, ("3.3", "3.3")),
    ],
)
def test_losses_of_bought_electricity_are_of_its_chain(
    library: Library, tables: MatchingTables, row: dict[str, str], scopes: tuple[str, str]
) -> None:
    meter = {"material": "electricity", "quantity": "95", "unit": "kWh", "loss_percent": "5"}
    sites = [
        {"id": "own", "country": "FR", "controlled_by_issuer": True},
        {"id": "other", "country": "FR", "controlled_by_issuer": False},
    ]
    found = matched(library, tables, activities=[{**meter, "region": "FR", **row}], sites=sites)
    assert tuple(line.scope for line in found.inventory.lines) == scopes


LEGS = """
stage              unpaid  paid  own
raw-materials      3.9     3.4   1
inbound-transport  3.4     3.4   1
production         3.9     3.4   1
packaging          3.9     3.4   1
distribution       3.9     3.4   1
installation       3.12    3.12  1
use                3.11    3.11  1
end-of-life        3.12    3.12  1
"""


def _legs() -> list[tuple[str, str, str]]:
    header, *rows = (line.split() for line in LEGS.strip().splitlines())
    return [
        (stage, way, scope)
        for stage, *scopes in rows
        for way, scope in zip(header[1:], scopes, strict=True)
    ]


WAYS: dict[str, list[dict[str, Any]]] = {
    "unpaid": [{}, {"paid_by_issuer": False, "own_vehicle": False}],
    "paid": [{"paid_by_issuer": True}],
    "own": [{"own_vehicle": True}, {"own_vehicle": True, "paid_by_issuer": True}],
}


@pytest.mark.parametrize(("stage", "way", "scope"), _legs())
def test_scope_of_a_leg(
    library: Library, tables: MatchingTables, stage: str, way: str, scope: str
) -> None:
    leg = {"mode": "truck", "mass": "1", "mass_unit": "t", "distance": "1", "stage": stage}
    found = matched(library, tables, transport=[{**leg, **each} for each in WAYS[way]])
    assert {line.scope for line in found.inventory.lines} == {scope}
    assert {line.stage for line in found.inventory.lines} == {stage}
    assert {bool(line.controlled_by_issuer) for line in found.inventory.lines} == {way == "own"}


def test_what_is_bought_is_of_its_makers(library: Library, tables: MatchingTables) -> None:
    """Parts, boards and packaging with the carbon in it."""
    found = matched(
        library, tables,
        bom=[{"quantity": "2", "designators": ["R1"], "package": "R_0603"},
             {"quantity": "1", "designators": ["Q1"], "package": "SOT-23"}],
        boards=[{"quantity": "1", "area": "1", "area_unit": "dm2", "layers": "2",
                 "thickness_mm": "1.6", "copper_um": "70"}],
        packaging=[{"material": "wood", "mass": "1", "mass_unit": "kg",
                    "biogenic_carbon_kg": "0.4"}],
    )  # fmt: skip
    stages = [line.stage for line in found.inventory.lines]
    assert {line.scope for line in found.inventory.lines} == {"3.1"}
    assert stages.count("packaging") == 2
    assert set(stages) == {"raw-materials", "packaging"}
