"""ACT v2: silicon, memory, storage, passives, materials and board of a test bill of material."""

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

FLOAT = Decimal("1e-15")


def amount(text: str) -> tuple[str, str]:
    """``0.03 mg`` as number and unit."""
    value, _, unit = text.partition(" ")
    return value, unit


def _factor(id: str, value: Any, unit: str, per: str) -> Row:
    return {
        "id": f"act:{id}", "value": trimmed_decimal(number(value)), "unit": unit, "per": per,
        "publisher": "ACT v2", "year": "2022", "licence": "MIT", "kind": "process",
    }  # fmt: skip


def factors(p: Mapping[str, str]) -> list[Row]:
    """The parameters of the model as ACT publishes them."""
    grid = [
        _factor("grid-taiwan", p["ci_taiwan_g_per_kWh"], "g CO2e", "kWh"),
        _factor("grid-japan", p["ci_japan_g_per_kWh"], "g CO2e", "kWh"),
    ]
    gas = [
        _factor(name, amount(p[key])[0], "g CO2e", "cm2")
        for name, key in (("gases-95", "gpa_14nm_95"), ("gases-99", "gpa_14nm_99"),
                          ("wafer-materials", "mpa_14nm"))
    ]  # fmt: skip
    return [
        *grid,
        *gas,
        _factor("package", amount(p["carbon_per_ic_package"])[0], "g CO2e", "piece"),
        _factor("dram", amount(p["dram_ddr4_10nm"])[0], "g CO2e", "GB"),
        _factor("nand", amount(p["nand_10nm"])[0], "g CO2e", "GB"),
        _factor("hdd", amount(p["hdd_BarraCuda"])[0], "g CO2e", "GB"),
        _factor("steel", amount(p["steel"])[0], "kg CO2e", "kg"),
        _factor("pcb", amount(p["pcb_4_layers"])[0], "kg CO2e", "m2"),
        _factor("battery", amount(p["battery"])[0], "g CO2e", "Wh"),
    ]


def _logic(name: str, part: Mapping[str, Any], p: Mapping[str, str]) -> list[Row]:
    """A logic die: fab electricity, gases (mean of two abatement levels) and materials of the
    wafer area, shared by area, over the good dies of one started."""
    area, unit = amount(part["area"])
    key = {
        "allocation_key": "wafer area", "product_key": area, "key_total": "100",
        "key_unit": unit, "pieces": trimmed_decimal(number(part.get("fab_yield", p["default_fab_yield"]))),
    }  # fmt: skip
    wafer = [("act:gases-95", "0.5"), ("act:gases-99", "0.5"), ("act:wafer-materials", "1")]
    rows: list[Row] = [
        {"id": f"{name}-{n}", "what": name, "stage": "raw-materials", "quantity": cm2,
         "unit": "cm2", "factor": factor, **key}
        for n, (factor, cm2) in enumerate(wafer)
    ]  # fmt: skip
    return [
        *rows,
        {"id": f"{name}-kwh", "what": name, "stage": "raw-materials",
         "quantity": p["epa_14nm_kWh_per_cm2"], "unit": "kWh", "factor": "act:grid-taiwan", **key},
    ]  # fmt: skip


def _memory(name: str, part: Mapping[str, Any], factor: str) -> Row:
    capacity, unit = amount(part["capacity"])
    return {
        "id": name, "what": name, "stage": "raw-materials", "quantity": capacity, "unit": unit,
        "factor": factor, "pieces": trimmed_decimal(number(part["fab_yield"])),
    }  # fmt: skip


def _capacitor(name: str, part: Mapping[str, Any], p: Mapping[str, str]) -> Row:
    """MJ per kg of capacitors, shared by mass, on the Japanese grid."""
    mass, unit = amount(part["weight"])
    return {
        "id": name, "what": name, "stage": "raw-materials", "quantity": amount(p["mlcc"])[0],
        "unit": "MJ", "factor": "act:grid-japan", "allocation_key": "mass", "key_unit": unit,
        "product_key": trimmed_decimal(number(mass) * number(part["quantity"])),
        "key_total": {"mg": "1000000", "g": "1000"}[unit], "pieces": "1",
    }  # fmt: skip


def _steel(name: str, part: Mapping[str, Any]) -> Row:
    mass, unit = amount(part["weight"])
    return {"id": name, "quantity": mass, "unit": unit, "description": name,
            "designators": name, "factor": "act:steel"}  # fmt: skip


def _packages(name: str, part: Mapping[str, Any]) -> Row:
    return {"id": f"{name}-package", "quantity": str(part["n_ics"]), "unit": "piece",
            "description": name, "designators": name, "factor": "act:package"}  # fmt: skip


def _device(lines: Mapping[str, Decimal], name: str) -> Decimal:
    """Result of one device: rows of the BOM are called by designator, others as entered."""
    return lines.get(name, Decimal(0))


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    p, test, imported = (
        oracle["parameters"],
        oracle["inputs"]["test"],
        oracle["inputs"]["imported"],
    )
    silicon, more = test["silicon"], imported["silicon"]["imported_si"]
    activities = [
        *_logic("dut", silicon["dut"], p),
        *_logic("subsystem.imported_si", more, p),
        _memory("dram", silicon["dram"], "act:dram"),
        _memory("ssd", silicon["ssd"], "act:nand"),
        _memory("hdd", silicon["hdd"], "act:hdd"),
        _capacitor("cap0", test["passives"]["cap0"], p),
        _capacitor("subsystem.imported_cap", imported["passives"]["imported_cap"], p),
    ]
    bom = [
        _packages("dut", silicon["dut"]),
        _packages("subsystem.imported_si", more),
        _steel("fasteners", test["materials"]["fasteners"]),
        _steel("subsystem.imported_mat", imported["materials"]["imported_mat"]),
        {"id": "battery", "quantity": "1", "description": "battery", "designators": "battery",
         "factor": "act:battery",
         "factor_quantity": trimmed_decimal(number(amount(test["materials"]["battery"]["capacity"])[0])
                                  .scaleb(-3)),
         "factor_unit": "Wh"},
    ]  # fmt: skip
    area, unit = amount(test["materials"]["pcb"]["area"])
    boards = [
        {"id": "pcb", "what": "pcb", "quantity": "1", "area": area, "area_unit": unit,
         "layers": str(test["materials"]["pcb"]["layers"]), "factor": "act:pcb"}
    ]  # fmt: skip
    made = calculate(
        folder, "act-test-bom", year="2022", factors=factors(p), activities=activities, bom=bom,
        boards=boards,
    )  # fmt: skip
    quantum = Decimal(made.document.get("result.quantum"))
    lines = by_line(made)
    found = [
        Figure(
            "whole bill",
            number(oracle["expected_total_kg"]),
            total(made),
            quantum * len(made.lines) / 2,
        )
    ]
    for group in oracle["expected_by_device_kg"].values():
        for name, parts in group.items():
            published = sum((number(amount(v)[0]) for v in parts.values()), Decimal(0))
            found.append(Figure(name, published, _device(lines, name), quantum * 3 + FLOAT))
    found += _by_yield_of_processes(oracle, folder)
    return found


def _by_yield_of_processes(oracle: Mapping[str, Any], folder: Path) -> list[Figure]:
    """Each device of memory once more as a product of its own: a bill and a process's yield."""
    p, silicon = oracle["parameters"], oracle["inputs"]["test"]["silicon"]
    found = []
    for name, factor in (("dram", "act:dram"), ("ssd", "act:nand"), ("hdd", "act:hdd")):
        part = silicon[name]
        capacity, unit = amount(part["capacity"])
        made = calculate(
            folder, f"act-{name}", year="2022", factors=factors(p),
            processes=[{"id": "fab", "what": "fab", "yield_percent": trimmed_decimal(
                number(part["fab_yield"]).scaleb(2))}],
            bom=[{"id": name, "quantity": "1", "description": name, "fitted_at": "fab",
                  "factor": factor, "factor_quantity": capacity, "factor_unit": unit}],
        )  # fmt: skip
        published = oracle["expected_by_device_kg"]["silicon_results"][name]["FABRICATION"]
        quantum = Decimal(made.document.get("result.quantum"))
        found.append(
            Figure(f"{name}, yield of a process", number(amount(published)[0]), total(made),
                   quantum + FLOAT)
        )  # fmt: skip
    return found


ORACLE = Oracle(
    file="act_test_bom.json",
    source="Meta / Harvard ACT v2, `act/boms/test.yaml`, result of its own program (MIT)",
    entered=(
        "ACT's parameters as own factors. Dies as fab electricity, gases and materials of one cm² "
        "of wafer, shared by die area, over good dies of one started; memory by capacity; "
        "capacitors as MJ per kg, shared by mass, on the Japanese grid; the board by area; steel "
        "by mass; battery by capacity. Memory and storage once more with the yield as a process."
    ),
    tolerance=(
        "ACT prints binary floats of 16 digits; ours are rounded once per line to the quantum "
        "(12 digits of the total), so half a quantum for each line"
    ),
    compares=("lines", "total"),
    figures=figures,
    remarks=(
        "ACT's board figure is entered because the oracle has it; openpcf itself never takes it "
        "(it lies below the mass floor of its materials).",
        "5000 mWh is entered as 5 Wh: mWh is no unit of the table.",
    ),
)
