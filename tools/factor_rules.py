"""What the rows of each publisher are, in its own words: kind, basis, losses, what is missing.

One function per publisher takes a row of its collected table and says what of the factor is not
in the columns. What a publisher does not state is not said.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from openpcf.model.base import EXACT, decimal_text, parse_decimal, trimmed_decimal
from openpcf.model.units import CO2E, convert, unit

Row = dict[str, str]
Fields = dict[str, Any]

STACK = "CO2 only, at the stack"
ONE_GAS = "one gas of several"
CO2_ONLY = "CO2 only"
TTW = "tank to wheel alone"
WTT = "well to tank alone"
RF = "with radiative forcing"
ONE_PART = "one part of several"
CUSTOMS = "customs default value: only when asked"
SPEND = "spend: only when asked"
PLACEHOLDER = "placeholder: never in a published footprint"
FLOOR = "below the mass floor of its materials"
UNIT = "unit uncertain in the source"
BIOGENIC = "outside of scopes: biogenic CO2 alone"
NO_LOSSES = "generation alone: no fuel chain, no losses"
UNSAID = "does not state what it contains"
CREDIT = "credit beyond the boundary"
ERROR = "publisher's error: the components give another value"
REASONS = (STACK, ONE_GAS, CO2_ONLY, TTW, WTT, RF, ONE_PART, NO_LOSSES, UNSAID, BIOGENIC, CUSTOMS,
           SPEND, PLACEHOLDER, FLOOR, UNIT, CREDIT, ERROR)  # fmt: skip
"""Why a factor never matches alone: all there are."""


def strict(text: str) -> Decimal:
    """The decimal a publisher prints: exponents written out, at most 18 places (half-even)."""
    value = Decimal(text.strip())
    if -value.as_tuple().exponent > 18:  # type: ignore[operator]
        value = value.quantize(Decimal(1).scaleb(-18), ROUND_HALF_EVEN)
    return parse_decimal(decimal_text(value))


def scaled(text: str, numerator: str) -> tuple[Decimal, str]:
    """A value in kg CO2e, kg of its gas, or as it is, with that numerator."""
    of = unit(numerator)
    if of.dimension == CO2E:
        target = "kg CO2e"
    elif of.substance:
        target = f"kg {of.substance}"
    else:
        target = of.symbol
    scale = convert(Decimal(1), of, target)
    if scale == 1:
        return strict(text), target
    return strict(trimmed_decimal(EXACT.multiply(scale, Decimal(text.strip())))), target


AGGREGATES = {"World": "GLO", "Kosovo": "XK", "European Union (27)": "EU27"}


def owid(row: Row) -> Fields:
    place = row["region"] or row["name"].removeprefix("Grid electricity, ")
    return {
        "kind": "life-cycle",
        "basis": "generated kWh",
        "losses": "missing",
        "geography": AGGREGATES.get(place, place),
    }


def mee(row: Row) -> Fields:
    reported: Fields = {"kind": "generation", "losses": "missing", "incomplete": STACK}
    _, what, where, _ = row["factor_id"].split(":")
    reported["geography"] = where
    if what == "lca-avg":
        reported = {"kind": "life-cycle", "losses": "included", "basis": "delivered kWh"}
    elif what.startswith("lca-td"):
        reported |= {"kind": "losses", "losses": "", "incomplete": ONE_PART}
    elif what.startswith("lca-"):
        reported = {
            "kind": "life-cycle",
            "losses": "missing",
            "basis": "generated kWh",
            "category": "electricity_generation",
        }
    return reported


def epa_hub(row: Row) -> Fields:
    category, gas = row["category"], row["gases"]
    reported: Fields = {"kind": "process"}
    if category == "characterisation_factor":
        reported["kind"] = "characterisation"
        if row["name"] == "R-424A" and row["year_from"] in ("2024", "2025"):
            reported["incomplete"] = ERROR
    elif category in ("fuel_combustion", "mobile_combustion", "steam_heat"):
        reported |= {"kind": "combustion", "incomplete": ONE_GAS}
    elif category == "electricity_grid":
        reported |= {"kind": "generation", "losses": "missing", "incomplete": ONE_GAS}
        code = re.search(r"eGRID subregion (\w+)", row["note"])
        reported["geography"] = f"US-grid-{code[1]}" if code else "US"
        if gas == "CO2":
            reported["incomplete"] = STACK
    elif category.endswith("_transport"):
        reported |= {"kind": "transport-ttw", "incomplete": f"{TTW}, {ONE_GAS}"}
    return reported


DESNZ_KINDS = {
    "fuel_combustion": ("combustion", ""),
    "outside_of_scopes": ("combustion", BIOGENIC),
    "electricity_grid": ("generation", NO_LOSSES),
    "managed_assets_electricity": ("generation", NO_LOSSES),
    "uk_electricity_for_evs": ("generation", NO_LOSSES),
    "heat_and_steam": ("generation", NO_LOSSES),
    "transmission_and_distribution": ("losses", ONE_PART),
    "uk_electricity_t_d_for_evs": ("losses", ONE_PART),
    "material_production": ("life-cycle", ""),
    "waste_treatment": ("process", ""),
    "water_supply": ("process", ""),
    "water_treatment": ("process", ""),
    "hotel_stay": ("process", ""),
    "homeworking": ("process", ""),
    "refrigerant": ("characterisation", ""),
    "passenger_vehicles": ("transport-ttw", TTW),
    "delivery_vehicles": ("transport-ttw", TTW),
    "managed_assets_vehicles": ("transport-ttw", TTW),
    "business_travel_land": ("transport-ttw", TTW),
    "business_travel_sea": ("transport-ttw", TTW),
    "business_travel_air": ("transport-ttw", TTW),
    "freight_transport": ("transport-ttw", TTW),
}
NOT_ALL_FOSSIL = ("average biofuel blend", "Waste oils")
"""DESNZ fuels with biogenic carbon by name; CNG and natural gas carry biomethane unless
``100% mineral``: equal factors, below that of LNG and of mineral gas."""


def fossil_fuel(row: Row) -> bool:
    """Whether DESNZ's own words make a fuel wholly fossil."""
    name = row["name"]
    if not name.startswith("Fuels | ") or any(words in name for words in NOT_ALL_FOSSIL):
        return False
    return not name.endswith(("| Natural gas", "| CNG"))


def desnz(row: Row) -> Fields:
    category, name = row["category"], row["name"]
    value, numerator = scaled(row["value"], row["unit_out"])
    if unit(numerator).dimension != CO2E:
        return {"kind": "parameter"}
    if category == "wtt_upstream":
        of_transport = row["unit_in"] in ("km", "miles", "tonne.km", "passenger.km")
        return {"kind": "transport-wtt" if of_transport else "upstream", "incomplete": WTT}
    kind, incomplete = DESNZ_KINDS[category]
    reported: Fields = {"kind": kind, "incomplete": incomplete}
    if category in ("electricity_grid", "managed_assets_electricity"):
        reported["losses"] = "missing"
    if category == "hotel_stay" and not name.endswith("| UK"):
        reported["geography"] = name.rsplit("| ", 1)[1]
    if row["technology"] == "With RF":
        reported["incomplete"] = RF
    if "only non-Kyoto" in row["technology"]:
        reported["incomplete"] = ONE_PART
    if category == "outside_of_scopes":
        reported["parts"] = {"biogenic_co2_release": value}
    elif row["gases"] != "CO2e":
        reported["incomplete"] = f"{ONE_GAS}: {row['gases']}"
    elif category == "fuel_combustion" and fossil_fuel(row):
        reported["parts"] = {"fossil": value}
    elif category == "freight_transport" and "Freight flights" in name:
        reported |= {"parts": {"fossil": value}, "memo": {"aircraft": value}}
    return reported


def supply_chain(row: Row) -> Fields:
    alone = row["technology"] == "margins only"
    return {"kind": "spend", "incomplete": f"{SPEND}, {ONE_PART}" if alone else SPEND}


CBAM_SOURCE = (
    "European Commission, DVs_as_adopted_v20260204.xlsx; transcription in "
    "github adarbayev/carbon-ledger-mrv @ de3c6919 (figures only)"
)


def cbam(row: Row) -> Fields:
    code = row["note"].partition(";")[0]
    return {
        "kind": "cbam-default",
        "incomplete": CUSTOMS,
        "geography": row["region"] or "other countries",
        "note": f"{code}; before mark-up; annexes reported replaced by (EU) 2026/1740",
        "source": CBAM_SOURCE,
    }


def act(row: Row) -> Fields:
    category, id = row["category"], row["factor_id"]
    if row["unit_out"] in ("kWh", "MJ"):
        basis = "processed-wafer" if id.startswith("act:logic/") else ""
        return {"kind": "parameter", "basis": basis}
    if category == "electricity_grid":
        place = row["region"] or row["technology"]
        if not row["region"]:
            place = {"world": "GLO", "europe": "Europe"}[id.rsplit(":", 1)[1]]
        year = re.search(r"location_(\d{4})", id)
        return {
            "kind": "generation", "losses": "unknown", "incomplete": UNSAID,
            "geography": place, "year": year[1] if year else "",
        }  # fmt: skip
    if category == "electricity_generation":
        return {"kind": "life-cycle", "losses": "missing", "basis": "generated kWh"}
    if id.startswith("act:logic/"):
        why = UNIT if "imec" in id else f"{ONE_PART}: fab electricity, gases, materials"
        return {"kind": "process", "basis": "processed-wafer", "incomplete": why}
    if category == "pcb":
        return {"kind": "life-cycle", "incomplete": FLOOR}
    if category in ("material_production", "semiconductor_packaging"):
        return {"kind": "process" if "IC" in row["unit_in"] else "life-cycle"}
    return {"kind": "life-cycle", "basis": "good-die"}


def deltalca(row: Row) -> Fields:
    if row["category"] != "pcb_substrate":
        return {"kind": "life-cycle"}
    reported: Fields = {"kind": "process", "seen": "estimated", "gwp": "EF-3.0"}
    if row["value"].startswith("-"):
        reported["incomplete"] = CREDIT
    elif "prepreg" not in row["factor_id"]:
        reported["incomplete"] = ONE_PART
    return reported


def gwp(row: Row) -> Fields:
    return {"kind": "characterisation"}
