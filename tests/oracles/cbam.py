"""CBAM default values with their mark-ups by year."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.model.base import trimmed_decimal
from tests.oracles.bench import Figure, Oracle, Row, by_line, calculate, number

PRINTED = Decimal("0.00005")
COLUMNS = {"2026": "dv_2026", "2027": "dv_2027", "2028": "dv_2028"}
WIDE = {"2026": "with_markup_2026", "2027": "with_markup_2027", "2028": "with_markup_2028_onwards"}


def markups(formula: str) -> dict[str, Decimal]:
    """Percent by year as the oracle states them: ``total * 1.10 (2026), 1.20 (2027), …``."""
    found = re.findall(r"(1\.\d+) \((\d{4})", formula)
    return {year: (Decimal(times) - 1) * 100 for times, year in found}


def tolerance(before: Decimal, percent: Decimal) -> Decimal:
    """Half a printed unit; where the value before mark-up is itself cut to four decimals, that
    too, marked up."""
    cut = before != before.quantize(Decimal("0.001"))
    return PRINTED + (PRINTED * (1 + percent / 100) if cut else 0)


def _cases(
    oracle: Mapping[str, Any], shared: Path
) -> Iterable[tuple[str, Mapping[str, Any], Decimal, Mapping[str, Decimal], str]]:
    for n, row in enumerate(oracle["examples"]):
        published = {year: number(row[column]) for year, column in COLUMNS.items()}
        yield f"{row['country']} {row['cn']}", {"id": f"e{n}"}, number(row["total"]), published, ""
    where = re.findall(r"(Angola|Argentina)|(\d{4} \d\d \d\d)", oracle["known_mismatches"])
    country, wrong = "", set()
    for name, code in where:
        country = name or country
        if code:
            wrong.add((country, code.replace(" ", "")))
    path = shared / "data/factors/originals/cbam/cbam_default_values_v20260204_wide.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file)):
            if (row["country"], row["cn_code"]) in wrong:
                published = {year: number(row[column]) for year, column in WIDE.items()}
                why = "compounded (1.1², 1.1³) instead of 1.2 and 1.3"
                yield (f"{row['country']} {row['cn_code']}", {"id": f"w{n}"},
                       number(row["total_tCO2e_per_t"]), published, why)  # fmt: skip


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    percent = markups(oracle["formula"])
    factors: list[Row] = []
    rows: list[Row] = []
    bom: list[Row] = []
    cases = list(_cases(oracle, shared))
    for name, case, value, _, _ in cases:
        factors.append(
            {"id": f"cbam:{case['id']}", "name": name, "value": trimmed_decimal(value), "unit": "t CO2e",
             "per": "t", "publisher": "European Commission", "year": "2026",
             "licence": "CC BY 4.0", "kind": "cbam-default"}
        )  # fmt: skip
        rows += [
            {"id": f"{case['id']}-{year}", "what": f"{name}, {year}", "quantity": "1", "unit": "t",
             "factor": f"cbam:{case['id']}", "overhead_percent": trimmed_decimal(share)}
            for year, share in percent.items()
        ]  # fmt: skip
        bom.append(
            {"id": case["id"], "designators": case["id"], "description": name, "quantity": "1",
             "unit": "t", "factor": f"cbam:{case['id']}", "declaration": "late"}
        )  # fmt: skip
    lines = by_line(calculate(folder, "cbam", factors=factors, year="2026", activities=rows))
    late = [
        {"id": "late", "supplier": "late", "quantity": "1", "if_not_usable": "penalised-default"}
    ]
    penalised = by_line(
        calculate(folder, "cbam-late", factors=factors, year="2026", bom=bom, declarations=late)
    )
    found = []
    for name, case, before, published, why in cases:
        for year, value in published.items():
            within = tolerance(before, percent[year])
            ours = lines[f"{name}, {year}"].scaleb(-3)
            off = why if abs(ours - value) > within else ""
            found.append(Figure(f"{name}, {year}", value, ours, within, "t CO2e/t", off))
        if not why:
            ours = penalised[case["id"]]
            found.append(
                Figure(f"{name}, penalised default", published["2028"], ours.scaleb(-3), within,
                       "t CO2e/t")
            )  # fmt: skip
    return found


ORACLE = Oracle(
    file="cbam_default_markups.json",
    source="European Commission, default values as adopted, v20260204 (CC BY 4.0)",
    entered=(
        "The default value before mark-up as own factor; one tonne with the year's mark-up as the "
        "share added to an activity; and once more as the penalised default of a supplier who did "
        "not answer, whose 30 % of `cfp-base/0.1` is the mark-up of 2028."
    ),
    tolerance=(
        "half a unit of the fourth decimal the Commission prints; where the value before mark-up "
        "is cut to four decimals, half a unit of it too"
    ),
    compares=("lines",),
    figures=figures,
    remarks=(
        "Five cement rows are wrong as published (two years each): ours keeps the stated mark-up.",
        "Fertilisers (1 % in every year) are not among the examples.",
    ),
)
