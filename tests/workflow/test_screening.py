"""What a gap could be must be known: none makes a footprint pass that would fail without it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import openpcf
from openpcf.model.footprint import CutOff
from openpcf.model.study import Activity, Leg

from .supply import Actor, base, emits

SUBMARINE = Leg(
    id="leg", mode="submarine", mass=Decimal(1), mass_unit="kg", distance=Decimal(10),
    distance_unit="km",
)  # fmt: skip


@pytest.fixture
def maker(tmp_path: Path) -> Actor:
    return Actor("maker", tmp_path).start()


def checked(maker: Actor, *, cut: str = "0", **rows: Any) -> tuple[str, set[str], Path]:
    study = base(maker, "Part", parts=False)
    assert study.boundary is not None
    boundary = study.boundary.model_copy(
        update={"cutoff": CutOff(emissions_percent=Decimal(cut), items=("labels",))}
    )
    study = study.model_copy(update={"boundary": boundary, **rows})
    folder = maker.study(f"study-{len(list(maker.root.iterdir()))}-{cut}-{len(rows)}", study)
    report = maker.check(folder)
    return report["verdict"], {f["code"] for f in report["findings"]}, folder


@pytest.mark.parametrize(
    ("cut", "legs", "verdict"),
    [
        ("4.5", (), "pass"),
        ("5.5", (), "fail"),
        ("4.5", (SUBMARINE,), "inconclusive"),
        ("5.5", (SUBMARINE,), "fail"),
        ("0", (SUBMARINE,), "inconclusive"),
    ],
)
def test_a_gap_nobody_has_bounded_does_not_help(
    maker: Actor, cut: str, legs: tuple[Leg, ...], verdict: str
) -> None:
    found, codes, _ = checked(maker, cut=cut, activities=(emits("own", "1"),), transport=legs)
    assert found == verdict
    assert ("GAPS_NOT_SCREENED" in codes) is (verdict == "inconclusive")


def other(amount: str, unit: str = "g") -> Activity:
    return Activity(
        id="rest", what="rest", stage="production", site="plant", granularity="item",
        quantity=Decimal(amount), unit=unit, material="other materials", origin="measured",
    )  # fmt: skip


@pytest.mark.parametrize(("amount", "unit", "verdict"), [
    ("1", "g", "pass"), ("1000", "mg", "pass"), ("2", "g", "fail"),
])  # fmt: skip
def test_a_material_nobody_names_has_a_high_value_by_its_mass(
    maker: Actor, amount: str, unit: str, verdict: str
) -> None:
    """30 kg CO2e/kg: 1 g is 0.03 beside 1 kg, 2.9 %; 2 g are 5.7 %, above the limit."""
    found, codes, folder = checked(maker, activities=(emits("own", "1"), other(amount, unit)))
    assert found == verdict
    assert "ACTIVITY_GAP_SCREENED" in codes
    coverage = openpcf.calculate(folder, home=maker.home).document.get("result.coverage")
    assert coverage["result_percent_screened"] == ("97.1" if verdict == "pass" else "94.3")
