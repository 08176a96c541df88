"""EPA 2025: GWP of blends from the GWP of their components."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.model.base import trimmed_decimal
from tests.oracles.bench import (
    Figure,
    Oracle,
    Row,
    by_group,
    calculate,
    half_unit,
    number,
)


def _uk(shared: Path, blend: str) -> Decimal:
    """The same blend as UK DESNZ 2024 prints it."""
    wanted = blend.replace("-", "")
    with (shared / "data/factors/desnz_2024.csv").open(encoding="utf-8") as file:
        return next(
            number(r["value"])
            for r in csv.DictReader(file)
            if r["name"].startswith("Refrigerant & other") and wanted in r["name"].split()
        )


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    gwp = oracle["component_gwp"]
    components = dict.fromkeys(c for b in oracle["blends"] for c in b["composition"])
    factors: list[Row] = [
        {"id": f"gwp:{name}", "value": trimmed_decimal(number(gwp.get(name, 0))), "unit": "kg CO2e",
         "per": "kg", "publisher": "US EPA", "year": "2025", "licence": "US Government work",
         "kind": "characterisation", "gwp": "AR5"}
        for name in components
    ]  # fmt: skip
    rows: list[Row] = [
        {"id": f"{b['blend']}-{name}", "what": name, "quantity": trimmed_decimal(number(share)),
         "unit": "kg", "material": b["blend"], "factor": f"gwp:{name}"}
        for b in oracle["blends"]
        for name, share in b["composition"].items()
    ]  # fmt: skip
    made = calculate(folder, "blends", factors=factors, year="2025", activities=rows)
    sums = by_group(made)
    found = []
    for blend in oracle["blends"]:
        name, published = blend["blend"], number(blend["published_gwp"])
        wrong = "" if blend["agrees_to_1"] else oracle["published_error"]
        found.append(
            Figure(name, published, sums[name], half_unit(blend["published_gwp"]), "GWP100", wrong)
        )
        if wrong:
            found.append(
                Figure(f"{name}, UK DESNZ 2024", _uk(shared, name), sums[name], Decimal("0.5"),
                       "GWP100")
            )  # fmt: skip
    return found


ORACLE = Oracle(
    file="epa_refrigerant_blends.json",
    source="US EPA GHG Emission Factors Hub 2025, tables 11 and 12 (US Government work)",
    entered=(
        "One kilogram of each of the blends as lines of its components by mass, with their GWP "
        "as own factors (HCFCs and hydrocarbons 0, as EPA counts them); the sub-total of the "
        "blend's group is compared."
    ),
    tolerance="half a unit: EPA prints whole numbers",
    compares=("lines", "groups"),
    figures=figures,
    remarks=("R-424A is wrong as published; ours agrees with UK DESNZ.",),
)
