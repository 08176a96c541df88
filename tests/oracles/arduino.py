"""Bare board and chip passives of three Arduino boards, matched from designator and package."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.model.base import trimmed_decimal
from tests.oracles.bench import (
    Figure,
    Oracle,
    Row,
    by_line,
    calculate,
    number,
    total,
)

PREFIX = {"resistor": "R", "capacitor": "C", "inductor": "L"}
THICKNESS = "1"
"""mm, as DeltaLCA's formula has it."""


def _bom(passives: Mapping[str, Mapping[str, int]]) -> list[Row]:
    rows: list[Row] = []
    for kind, sizes in passives.items():
        first = 1
        for size, count in sizes.items():
            names = " ".join(f"{PREFIX[kind]}{n}" for n in range(first, first + count))
            first += count
            rows.append(
                {"id": f"{kind}-{size}", "designators": names, "quantity": str(count),
                 "description": kind, "package": f"{PREFIX[kind]}_{size}"}
            )  # fmt: skip
    return rows


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    found = []
    for case in oracle["cases"]:
        area = number(case["length_mm"]) * number(case["width_mm"])
        board = {"id": "board", "what": "bare board", "quantity": "1", "area": trimmed_decimal(area),
                 "area_unit": "mm2", "area_basis": "bounding-box", "layers": str(case["layers"]),
                 "thickness_mm": THICKNESS}  # fmt: skip
        made = calculate(
            folder, case["board"], year="2024", bom=_bom(case["passives"]), boards=[board]
        )
        quantum = Decimal(made.document.get("result.quantum")).scaleb(3)
        tolerance = quantum * len(made.lines) / 2
        ours = by_line(made)["bare board"].scaleb(3)
        everything = total(made).scaleb(3)
        printed = number(case["board_g"]), number(case["passives_g"])
        for what, published, figure in (
            ("bare board", printed[0], ours),
            ("passives", printed[1], everything - ours),
            ("both", sum(printed, Decimal(0)), everything),
        ):
            found.append(Figure(f"{case['board']}, {what}", published, figure, tolerance, "g CO2e"))
    return found


ORACLE = Oracle(
    file="deltalca_arduino_boards.json",
    source="DeltaLCA @b3d3a536 (MIT), its method recomputed by hand; not a published result",
    entered=(
        "The bare board by area, layers and 1 mm thickness, the passives by designator and "
        "package only: no factor is named, the matcher has to find each. The 17, 13 and 19 "
        "integrated circuits are not entered: the oracle does not cover them."
    ),
    tolerance="half a quantum for each line: the oracle is exact",
    compares=("lines", "total"),
    figures=figures,
)
