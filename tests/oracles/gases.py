"""DESNZ 2024: kg CO2e of a fuel as the sum of its CO2, CH4 and N2O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpcf.model.base import trimmed_decimal
from tests.oracles.bench import (
    Figure,
    Oracle,
    Row,
    by_group,
    by_line,
    calculate,
    number,
)

UNITS = {"tonnes": "t", "cubic metres": "m3", "litres": "l"}
TOTAL_ROW = "_1"
"""Suffix of DESNZ's own row for kg CO2e; 2 to 4 are the single gases."""


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    least, percent = re.findall(r"[\d.]+", oracle["tolerance"])
    factors: list[Row] = []
    gases: list[Row] = []
    totals: list[Row] = []
    for row in oracle["examples"]:
        unit = UNITS.get(row["unit"], row["unit"])
        for gas in ("co2", "ch4", "n2o"):
            factors.append(
                {"id": f"gas:{row['id']}:{gas}", "value": trimmed_decimal(number(row[gas])),
                 "unit": "kg CO2e", "per": unit, "publisher": "UK DESNZ", "year": "2024",
                 "licence": "OGL v3.0", "kind": "combustion", "gwp": "AR5"}
            )  # fmt: skip
            gases.append(
                {"id": f"{row['id']}-{gas}", "what": gas, "quantity": "1", "unit": unit,
                 "material": row["id"], "factor": f"gas:{row['id']}:{gas}"}
            )  # fmt: skip
        totals.append(
            {"id": row["id"], "what": row["id"], "quantity": "1", "unit": unit,
             "factor": f"{row['id']}{TOTAL_ROW}"}
        )  # fmt: skip
    sums = by_group(calculate(folder, "gases", factors=factors, activities=gases))
    shipped = by_line(calculate(folder, "shipped", activities=totals))
    found = []
    for row in oracle["examples"]:
        published = number(row["total"])
        tolerance = max(number(least), published * number(percent) / 100)
        name = f"{row['name'].rpartition('| ')[2]}, {row['unit']}"
        found.append(Figure(f"{name}: three gases", published, sums[row["id"]], tolerance))
        found.append(Figure(f"{name}: shipped row", published, shipped[row["id"]], number("0")))
    return found


ORACLE = Oracle(
    file="desnz_2024_gas_sums.json",
    source="UK GHG conversion factors 2024 v1.1 (OGL v3.0)",
    entered=(
        "One unit of each fuel as three lines, one per gas, with the published gas values as own "
        "factors; the sub-total of the fuel's group is compared. And one unit with the shipped "
        "row for kg CO2e."
    ),
    tolerance="that of the oracle (0.00003 or 0.1 %): DESNZ rounds each gas; none for shipped rows",
    compares=("lines", "groups"),
    figures=figures,
)
