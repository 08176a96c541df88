"""A lamp from cradle to grave through the command: every stage with numbers for paper and pencil."""

from __future__ import annotations

import json
from decimal import Context, localcontext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import openpcf
from openpcf.cli.main import app

STUDY = """\
format: '0.1'
series: urn:openpcf:maker.example:lamp
purpose: draft
kind: retrospective
language: en
profile: cfp-base/0.1
region: DE
issuer:
  name: Lamp GmbH (fictitious)
product:
  name: Lamp
unit:
  measure: piece
  amount: '1'
period:
  reference_start: '2024-01-01T00:00:00Z'
  reference_end: '2025-01-01T00:00:00Z'
boundary:
  type: cradle-to-grave
"""

# Parts add up to the value; aircraft lies inside fossil, beyond_boundary (module D) outside all.
FACTORS = """\
id,value,unit,per,year,geography,publisher,licence,kind,gwp,fossil,biogenic_non_co2,land_use_change,biogenic_uptake,biogenic_co2_release,aircraft,beyond_boundary,category,losses
alu,8.75,kg CO2e,kg,2024,DE,us,own,life-cycle,AR6,8,0.25,0.5,,,,-3,,
card,1,kg CO2e,kg,2024,DE,us,own,life-cycle,AR6,1,,,-1.65,,,,,
air,0.9,kg CO2e,t.km,2024,DE,us,own,life-cycle,AR6,0.9,,,,,0.8,,,
road,0.1,kg CO2e,t.km,2024,DE,us,own,life-cycle,AR6,0.1,,,,,,,,
grid,0.4,kg CO2e,kWh,2024,DE,us,own,life-cycle,AR6,0.4,,,,,,,electricity_grid,included
gas,0.2,kg CO2e,kWh,2024,DE,us,own,combustion,AR6,0.2,,,,,,,,
burn,0.02,kg CO2e,kg,2024,DE,us,own,life-cycle,AR6,0.02,,,,1.65,,,,
sort,0.05,kg CO2e,kg,2024,DE,us,own,life-cycle,AR6,0.05,,,,,,-2,,
fill,0.2,kg CO2e,kg,2024,DE,us,own,life-cycle,AR6,0.2,,,,,,,,
spare,1,kg CO2e,piece,2024,DE,us,own,life-cycle,AR6,1,,,,,,,,
"""

TABLES = {
    "sites": "id,name,country,controlled_by_issuer\ns1,Plant,DE,yes\n",
    # 2 kg cast at 80 % and tested at 50 %; 1 kg fitted at the test only.
    "processes": "id,what,site,yield_percent\ncast,Casting,s1,80\ntest,Test,s1,50\n",
    "bom": """\
id,description,designators,quantity,mass,mass_unit,factor,fitted_at
1,Housing,H1,1,2,kg,alu,cast
2,Cover,H2,1,1,kg,alu,test
""",
    "transport": """\
id,what,stage,mode,mass,mass_unit,distance,distance_unit,factor,paid_by_issuer
in1,By road,inbound-transport,road,7,kg,1000,km,road,yes
in2,By air,inbound-transport,air,1,kg,1000,km,air,yes
out,To the customer,distribution,road,4,kg,500,km,road,no
eol,To the recycler,end-of-life,road,3,kg,100,km,road,no
""",
    "packaging": """\
id,what,material,mass,mass_unit,uses,biogenic_carbon_kg,factor
box,Carton,carton,1,kg,1,0.45,card
""",
    "activities": """\
id,what,stage,site,quantity,unit,hours,duty_percent,share_of,share_percent,allocation_key,product_key,key_total,key_unit,pieces,overhead_percent,material,factor,scope
kwh,Power of the plant,production,s1,10000,kWh,,,,,machine time,10,100,h,500,10,,grid,2
heat,Gas of the plant,production,s1,2500,kWh,,,,,,,,,500,,,gas,
scrap,Scrap to landfill,production,s1,250,kg,,,,,,,,,500,,waste to landfill,fill,
use,Use,use,,5,W,58400,30,,,,,,,,,,grid,
spare,Maintenance,use,,1,piece,,,,,,,,,,,,spare,
box,Carton burnt,installation,,1,kg,,,,,,,,,,,waste to combustion,burn,
rec,Recycled,end-of-life,,3,kg,,,aluminium,90,,,,,,,,sort,
fill,Landfilled,end-of-life,,3,kg,,,aluminium,10,,,,,,,,fill,
""",
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    base = tmp_path / "lamp"
    (base / "factors").mkdir(parents=True)
    (base / "study.yaml").write_text(STUDY)
    (base / "factors" / "own.csv").write_text(FACTORS)
    for name, text in TABLES.items():
        (base / f"{name}.csv").write_text(text)
    return base


def run(study: Path, *words: str) -> Any:
    home = {"OPENPCF_HOME": str(study.parent / "home")}
    return CliRunner().invoke(app, ["--lang", "en", *words], env=home)


def payload(study: Path) -> dict[str, Any]:
    made = run(study, "calculate", str(study), "--format", "json")
    assert made.exit_code == 0, made.output
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


STAGES = {
    "raw-materials": "61.25",  # 8.75 x (2 / 0.8 / 0.5 + 1 / 0.5) = 8.75 x 7
    "inbound-transport": "1.6",  # 7 kg x 1000 km x 0.1 / 1000 + 1 kg x 1000 km x 0.9 / 1000
    "production": "1.98",  # 0.4 x 10000 x 10/100 / 500 x 1.1 + 0.2 x 2500/500 + 0.2 x 250/500
    "packaging": "1",
    "distribution": "0.2",  # 4 kg x 500 km x 0.1 / 1000
    "installation": "0.02",
    "use": "36.04",  # 5 W x 58400 h x 0.3 = 87.6 kWh x 0.4, and one spare
    "end-of-life": "0.225",  # 3 kg x (0.9 x 0.05 + 0.1 x 0.2) + 3 kg x 100 km x 0.1 / 1000
}
SCOPES = {
    "1": "1",  # gas burnt in the own plant
    "2": "0.88",
    "3.1": "62.25",
    "3.4": "1.6",
    "3.5": "0.1",  # waste of the own plant
    "3.9": "0.2",
    "3.11": "36.04",
    "3.12": "0.245",  # packaging waste and end of life with its leg
}


def test_stages_scopes_gate_and_memo(study: Path) -> None:
    result = payload(study)["result"]
    assert {s["stage"]: short(s["excl"]) for s in result["by_stage"]} == STAGES
    assert {k: short(v) for k, v in result["by_scope"].items()} == SCOPES
    assert short(result["total_excl_biogenic_uptake"]) == "102.315"
    assert short(result["gate"]["excl"]) == "65.83"
    # 7 kg x -3 at the gate; 2.7 kg x -2 more at the end of life: outside every total.
    assert {k: short(v) for k, v in result["gate"]["memo"].items()} == {
        "aircraft": "0.8", "beyond_boundary": "-21",
    }  # fmt: skip
    assert short(result["memo"]["beyond_boundary"]) == "-26.4"


def test_the_carton_takes_up_once_and_gives_back_when_it_is_burnt(study: Path) -> None:
    made = payload(study)
    parts, gate = made["result"]["parts"], made["result"]["gate"]["parts"]
    assert short(gate["biogenic_uptake"]) == short(parts["biogenic_uptake"]) == "-1.65"
    assert "biogenic_co2_release" not in gate
    assert short(parts["biogenic_co2_release"]) == "1.65"
    total = made["result"]["total_incl_biogenic_uptake"]
    assert total == made["result"]["total_excl_biogenic_uptake"]
    assert made["carbon_content"]["packaging_biogenic"] == {"amount": "0.45", "unit": "kg C"}


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("l-0001", "1 piece × 2 kg each × 8.75 kg CO2e/kg ÷ 0.80 (yield of Casting) ÷ 0.50"),
        ("l-0003", "10000 kWh × 10 h (machine time of this product) × 1.1 (overhead) × 0.4 kg"),
        ("l-0006", "5 W × 58400 h × 0.3 (duty cycle) × 0.001 (W in kW) × 0.4 kg CO2e/kWh"),
        ("l-0009", "3 kg × 0.9 (share of aluminium) × 0.05 kg CO2e/kg"),
        ("l-0011", "7 kg × 1000 km × 0.001 (kg in t) × 0.1 kg CO2e/t.km"),
    ],
)
def test_explain_shows_what_is_multiplied(study: Path, line: str, formula: str) -> None:
    reported = run(study, "explain", str(study), line)
    assert reported.exit_code == 0
    assert formula in reported.stdout
    assert "origin" in reported.stdout


@pytest.mark.parametrize(
    ("table", "old", "new", "code"),
    [
        ("activities", "aluminium,10", "aluminium,5", "TREATMENT_SHARES"),
        ("activities", "5,W,58400,30", "5,W,,", "ACTIVITY_POWER"),
        ("activities", "5,W,58400,30", "87.6,kWh,58400,", "ACTIVITY_POWER"),
        ("activities", "5,W,58400,30", "87.6,kWh,,30", "ACTIVITY_POWER"),
        ("processes", "test,Test,s1,50", "test,Test,s1,", "YIELD_UNKNOWN"),
        ("activities", "scrap,Scrap to landfill,production", "scrap,x,use",
         "SCRAP_WITHOUT_TREATMENT"),
        ("factors/own", ",0.9,,,,,0.8,", ",0.9,,,,,0.95,", "FACTOR_MEMO"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_reported(
    study: Path, table: str, old: str, new: str, code: str
) -> None:
    path = study / f"{table}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    reported = run(study, "match", str(study))
    assert code in reported.output


def test_every_factor_that_is_not_there_is_named_at_once(study: Path) -> None:
    for table, old in (("transport", ",air,"), ("packaging", ",card"), ("activities", ",spare,")):
        path = study / f"{table}.csv"
        path.write_text(path.read_text().replace(old, old.replace(",", ",no-", 1)))
    reported = run(study, "calculate", str(study))
    assert reported.exit_code == 1
    assert reported.stderr.count("FACTOR_UNKNOWN") == 3
    assert "gaps 3" in reported.stdout


def test_nothing_is_reported_for_the_unchanged_study(study: Path) -> None:
    reported = run(study, "match", str(study))
    assert reported.exit_code == 0
    assert [line for line in reported.stderr.splitlines() if line[:1].isupper()] == []


CONTRACT = """\
method:
  electricity:
    approach: {approach}
    instruments:
      - kind: PPA
        mwh: '4'
        evidence: ppa
"""
PPA = "ppa,0.1,kg CO2e,kWh,2024,DE,us,own,life-cycle,AR6,0.1,,,,,,,,\n"
REST = (
    "rest,0.5,kg CO2e,kWh,2024,DE,us,own,life-cycle,AR6,0.5,,,,,,,electricity_residual,included\n"
)


@pytest.mark.parametrize("approach", ["market", "location"])
@pytest.mark.parametrize(
    ("factors", "market", "reported"),
    [
        (PPA, "102.051", True),  # 2.2 kWh: 0.88 x 0.1 + 1.32 x 0.4 = 0.616 in the place of 0.88
        (PPA + REST, "102.183", False),  # 0.88 x 0.1 + 1.32 x 0.5 = 0.748
    ],
    ids=["grid for the rest", "residual mix"],
)
def test_both_results_of_electricity_stand_side_by_side(
    study: Path, approach: str, factors: str, market: str, reported: bool
) -> None:
    """A contract of 4 MWh for the 10 MWh of the plant, of which 2.2 kWh are the product's."""
    with (study / "study.yaml").open("a") as file:
        file.write(CONTRACT.format(approach=approach))
    with (study / "factors" / "own.csv").open("a") as file:
        file.write(factors)
    path = study / "activities.csv"
    rows = path.read_text().replace("500,10,,grid,2", "500,10,electricity,ppa,2", 1)
    path.write_text(rows.replace(",scope\n", ",scope,factor_specificity\n").replace(
        "ppa,2\n", "ppa,2,supplier\n"))  # fmt: skip
    made = payload(study)
    electricity = made["method"]["electricity"]
    found = {k: short(electricity[k]) for k in ("location_excl", "market_excl")}
    assert found == {"location_excl": "102.315", "market_excl": market}
    total = short(made["result"]["total_excl_biogenic_uptake"])
    assert total == found[f"{approach}_excl"]
    assert electricity["approach"] == approach
    assert ("CONTRACT_REMAINDER" in run(study, "match", str(study)).stderr) is reported


def test_a_callers_decimal_context_changes_nothing(study: Path) -> None:
    def figures() -> object:
        return openpcf.calculate(study, home=study.parent / "home").document.payload["result"]

    expected = figures()
    with localcontext(Context(prec=4, rounding="ROUND_UP")):
        assert figures() == expected
