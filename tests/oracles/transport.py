"""iLEAP: transport chain elements, legs by tonne-kilometres and hubs by tonnes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.oracles.bench import Figure, Oracle, Row, by_line, calculate, half_unit, number

KINDS = {"wtw": "transport-wtw", "ttw": "transport-ttw"}


def _study(oracle: Mapping[str, Any], kind: str, folder: Path) -> dict[str, Decimal]:
    tables = (("toc_intensity_kg_per_tkm", "t.km"), ("hoc_intensity_kg_per_t", "t"))
    factors: list[Row] = [
        {"id": f"ileap:{name}", "value": values[kind], "unit": "kg CO2e", "per": per,
         "publisher": "iLEAP demo data", "year": "2024", "licence": "MIT", "kind": KINDS[kind]}
        for table, per in tables
        for name, values in oracle[table].items()
    ]  # fmt: skip
    legs: list[Row] = []
    hubs: list[Row] = []
    for e in oracle["elements"]:
        if e["toc_id"]:
            legs.append(
                {"id": e["tce_id"], "what": e["tce_id"], "mode": "road", "mass": e["mass_kg"],
                 "mass_unit": "kg", "distance": e["distance_km"], "distance_unit": "km",
                 "factor": f"ileap:{e['toc_id']}"}
            )  # fmt: skip
        else:
            hubs.append(
                {"id": e["tce_id"], "what": e["tce_id"], "stage": "inbound-transport",
                 "quantity": e["mass_kg"], "unit": "kg", "factor": f"ileap:{e['hoc_id']}"}
            )  # fmt: skip
    made = calculate(folder, f"ileap-{kind}", factors=factors, transport=legs, activities=hubs)
    return by_line(made)


def figures(oracle: Mapping[str, Any], folder: Path, shared: Path) -> list[Figure]:
    found = []
    for kind in KINDS:
        lines = _study(oracle, kind, folder)
        for e in oracle["elements"]:
            printed = e[f"published_co2e_{kind}_kg"]
            wrong = ""
            if number(printed) != number(e[f"recomputed_co2e_{kind}_kg"]):
                wrong = oracle["notes"][0]
            found.append(
                Figure(f"{e['shipment']}, {e['tce_id']}, {kind.upper()}", number(printed),
                       lines[e["tce_id"]], half_unit(printed), wrong=wrong)
            )  # fmt: skip
    return found


ORACLE = Oracle(
    file="ileap_transport_chains.json",
    source="SINE Foundation, iLEAP demo data (MIT)",
    entered=(
        "Legs in the transport table (gross mass, distance), hubs as activities by mass, the "
        "published intensities as own factors; once well-to-wheel, once tank-to-wheel."
    ),
    tolerance="half a unit of the last printed digit",
    compares=("lines",),
    figures=figures,
    remarks=("One element is wrong as published (two digits changed places).",),
)
