"""What rows of a sub-assembly say against themselves when a study is read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openpcf.formats.study.folder import read_study_folder, write_study_folder
from openpcf.model.study import BomLine, Study

PART = BomLine(id="e45", quantity=Decimal(2), part_of="hs")


def reported(**assembly: Any) -> list[tuple[str, str, bool]]:
    row = BomLine(id="hs", quantity=Decimal(1), **assembly)
    _, findings = read_study_folder(write_study_folder(Study(bom=(row, PART))))
    return [(f.code, f.place.rsplit("#", 1)[-1], f.is_error) for f in findings]


def test_an_assembly_is_the_sum_of_its_parts() -> None:
    assert reported(description="heat sink", part_number="HS-1") == []


@pytest.mark.parametrize(
    ("row", "code", "is_error"),
    [
        ({"mass": Decimal(5), "mass_unit": "kg"}, "ASSEMBLY_OWN_FIGURE", True),
        ({"material": "aluminium"}, "ASSEMBLY_OWN_FIGURE", True),
        ({"kind": "not-part"}, "ASSEMBLY_NO_PART", True),
        ({"kind": "dnp"}, "ASSEMBLY_NO_PART", True),
        ({"option": "out"}, "ASSEMBLY_OUT", False),
    ],
)
def test_what_would_count_for_nothing_is_reported(
    row: dict[str, Any], code: str, is_error: bool
) -> None:
    (found,) = reported(**row)
    assert (found[0], found[2]) == (code, is_error)


def test_figures_that_stand_for_the_parts_are_its_own() -> None:
    assert reported(mass=Decimal(5), mass_unit="kg", factor="my:x") == []
