"""Derived factors are made anew from the rows their ids name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.derived import derived
from openpcf.matching.parts.silicon import die_factor


def test_a_wafer_is_made_again_from_its_id(library: Library) -> None:
    made = die_factor(library, 2024)
    assert made is not None
    assert derived(library, made.id) == made


@pytest.mark.parametrize(
    ("name", "value"), [("direct:co2e", "1"), ("stoichiometry:co2-of-carbon", "-44")]
)
def test_constants_are_what_they_are(library: Library, name: str, value: str) -> None:
    found = derived(library, name)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "name",
    ["", "derived:logic-wafer:", "derived:logic-wafer:28nm:nowhere", "act:logic/epa:28nm", "x"],
)
def test_another_id_is_none_of_ours(library: Library, name: str) -> None:
    assert derived(library, name) is None


def test_a_node_nobody_published_is_not_made_up(library: Library) -> None:
    made = die_factor(library, 2024)
    assert made is not None
    assert derived(library, made.id.replace("28nm", "1nm")) is None
