"""Brightway's mobility example: each unit process a study, its result the factor of the next."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.model.base import trimmed_decimal
from tests.oracles.bench import Figure, Oracle, Row, calculate, number, total

UNITS = {"kilogram": "kg", "kilowatt hour": "kWh", "unit": "piece", "kilometer": "km"}
FLOAT32 = Decimal(2) ** -23


def _slug(name: str) -> str:
    return "bw:" + name.lower().replace(" ", "-")


def _factor(name: str, value: Decimal, per: str) -> Row:
    return {
        "id": _slug(name), "name": name, "value": trimmed_decimal(value), "unit": "kg CO2e", "per": per,
        "publisher": "Brightway", "year": "2023", "licence": "BSD-3-Clause", "kind": "process",
    }  # fmt: skip


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    processes = {p["name"]: p for p in oracle["inventory"] if p["type"] != "emission"}
    known: dict[str, Row] = {"CO2": _factor("CO2", Decimal(1), "kg CO2")}
    results: dict[str, tuple[Decimal, Decimal]] = {}
    while len(results) < len(processes):
        for name, process in processes.items():
            inputs = [e for e in process["exchanges"] if e["type"] != "production"]
            if name in results or not all(e["input"] in known for e in inputs):
                continue
            rows: list[Row] = [
                {"id": f"e{n}", "what": e["input"], "quantity": trimmed_decimal(number(e["amount"])),
                 "unit": "kg CO2" if e["type"] == "biosphere" else UNITS[e["unit"]],
                 "factor": _slug(e["input"])}
                for n, e in enumerate(inputs)
            ]  # fmt: skip
            made = calculate(
                folder, _slug(name).partition(":")[2], factors=list(known.values()), year="2023",
                activities=rows,
            )  # fmt: skip
            results[name] = total(made), Decimal(made.document.get("result.quantum"))
            known[name] = _factor(name, results[name][0], UNITS[process["unit"]])
    found = []
    for name, (ours, quantum) in results.items():
        published = number(oracle["published_results_float32"][name])
        exact = number(oracle["exact_results"][name])
        unit = oracle["units"].get(name, "kg CO2e")
        found.append(Figure(f"{name}, as printed", published, ours, published * FLOAT32, unit))
        found.append(Figure(f"{name}, exact", exact, ours, quantum / 2, unit))
    return found


ORACLE = Oracle(
    file="bw2io_mobility.json",
    source="Brightway `sample_parameterized_database.xlsx` (bw2io 0.9.17, BSD-3-Clause)",
    entered=(
        "Each unit process as a study of its own: its exchanges as activities, the result of the "
        "process below as the factor of the one above. There is no loop in it, so no matrix is "
        "needed; a loop can't be entered this way."
    ),
    tolerance=(
        "Brightway prints 32-bit floats: one unit in 2²³; against the exact column half a quantum"
    ),
    compares=("total",),
    figures=figures,
    remarks=(
        "Amounts such as 0.14259999999999998 are entered as stored; their binary noise is below "
        "the quantum.",
    ),
)
