"""One thousand kilowatt hours in China under six published factors, and what openpcf picks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpcf
from tests.oracles.bench import Figure, Oracle, Row, by_line, calculate, half_unit, number, total

LIFE_CYCLE = "mee:lca-avg:CN:2023"


def _row(id: str, kwh: str, factor: str = "") -> Row:
    return {
        "id": id, "what": factor or "no factor named", "quantity": kwh, "unit": "kWh",
        "material": "electricity", "region": "CN", "factor": factor,
    }  # fmt: skip


def _change(folder: Path, first: str, second: str) -> Decimal:
    made = [
        calculate(folder, f.replace(":", "-"), year="2024", activities=[_row("a", "1", f)])
        for f in (first, second)
    ]
    found = openpcf.compare(made[0], made[1]).to_json()
    return Decimal(found["change"]) / Decimal(found["first"]["total"]) * 100


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    kwh = oracle["quantity"].split()[0]
    named = [_row(f"a{n}", kwh, case["factor"]) for n, case in enumerate(oracle["cases"])]
    made = calculate(folder, "cn", year="2023", activities=named)
    lines = by_line(made)
    found = [
        Figure(c["factor"], number(c["kg"]), lines[c["factor"]], Decimal(0))
        for c in oracle["cases"]
    ]
    chosen = calculate(folder, "chosen", year="2023", activities=[_row("a", kwh)])
    life_cycle = next(c["kg"] for c in oracle["cases"] if c["factor"] == LIFE_CYCLE)
    found.append(Figure("no factor named", number(life_cycle), total(chosen), Decimal(0)))
    for row in oracle["published_changes"]:
        newer, older = re.findall(r"\d{4}", row["text"])
        kind = "lca-avg" if "footprint" in row["text"] else "co2-avg"
        published = row["value"].removesuffix("%").strip()
        ours = _change(folder, f"mee:{kind}:CN:{older}", f"mee:{kind}:CN:{newer}")
        found.append(Figure(row["text"], number(published), ours, half_unit(published), "%"))
    return found


ORACLE = Oracle(
    file="cn_electricity_choices.json",
    source="MEE announcements; Our World in Data / Ember (CC BY 4.0)",
    entered=(
        "1000 kWh in China with each factor named (the older Ember vintage too, which is no default), "
        "once with no factor named, and the change between two years by `compare`."
    ),
    tolerance="none for the products; half a unit of the printed decimal for the changes",
    compares=("lines", "total"),
    figures=figures,
    remarks=(
        "Without a named factor openpcf takes the life-cycle row alone; CO2-only rows are taken "
        "when named, with the finding `FACTOR_INCOMPLETE`.",
    ),
)
