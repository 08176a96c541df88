"""What is implausible is said by the commands people run: a passing and a failing case of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import openpcf
from openpcf.cli.main import app

STUDY = """\
product:
  name: "A part"
unit:
  measure: "piece"
  amount: "1"
region: "CN"
period:
  reference_start: "2024-01-01T00:00:00Z"
  reference_end: "2024-12-31T00:00:00Z"
"""
HEAD = (
    "id,designators,quantity,package,description,manufacturer,part_number,material,"
    "recycled_content_percent,region,mass,mass_unit,factor,factor_quantity,factor_unit,evidence\n"
)
OWN = """\
id,name,value,unit,per,geography,year,source,kind
own:light,a shunt as light as air,0.0001,kg CO2e,piece,CN,2024,letter,life-cycle
own:fair,a shunt,0.02,kg CO2e,piece,CN,2024,letter,life-cycle
own:huge,a shunt of gold,5,kg CO2e,piece,CN,2024,letter,life-cycle
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENPCF_HOME", str(tmp_path / "home"))


def make(folder: Path, row: str) -> Path:
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY)
    (folder / "bom.csv").write_text(HEAD + row + "\n")
    (folder / "factors").mkdir()
    (folder / "factors" / "own.csv").write_text(OWN)
    return folder


def run(*words: str | Path) -> str:
    return CliRunner().invoke(app, [str(w) for w in words]).output


SHUNT = "b,R1,1,R_5931,shunt,,,,,,{mass},{unit},{factor},,,"
ALU = "b,,1,,bracket,,,aluminium,{recycled},{region},0.2,kg,,,,"


@pytest.mark.parametrize(
    ("code", "fine", "odd"),
    [
        ("FACTOR_BELOW_FLOOR", SHUNT.format(mass="1.6", unit="g", factor="own:fair"),
         SHUNT.format(mass="1.6", unit="g", factor="own:light")),
        ("FACTOR_OFF_CLASS", SHUNT.format(mass="1.6", unit="g", factor="own:fair"),
         SHUNT.format(mass="1.6", unit="g", factor="own:huge")),
        ("ounce", SHUNT.format(mass="1.6", unit="g", factor=""),
         SHUNT.format(mass="45", unit="g", factor="")),
        ("MASS_SLIP", SHUNT.format(mass="1.6", unit="g", factor=""),
         SHUNT.format(mass="16", unit="g", factor="")),
        ("MASS_SLIP", SHUNT.format(mass="1.6", unit="g", factor=""),
         SHUNT.format(mass="1.6", unit="kg", factor="")),
        ("STUDY_COMMA", SHUNT.format(mass="1.6", unit="g", factor=""),
         SHUNT.format(mass='"1,6"', unit="g", factor="")),
        ("ALUMINIUM_UNSTATED", ALU.format(recycled="30", region="CN"),
         ALU.format(recycled="", region="CN")),
        ("ALUMINIUM_UNSTATED", ALU.format(recycled="30", region="CN"),
         ALU.format(recycled="30", region="")),
        ("PACKAGE_CONFLICT", "b,R1,1,R_0603,,Yageo,RC0603JR-0710KL,,,,,,,,,",
         "b,R1,1,R_0603,,Yageo,RC0402JR-0710KL,,,,,,,,,"),
    ],
)  # fmt: skip
def test_unusual_values_are_reported_and_plausible_ones_are_not(
    tmp_path: Path, code: str, fine: str, odd: str
) -> None:
    assert code not in run("match", make(tmp_path / "fine", fine))
    assert code in run("match", make(tmp_path / "odd", odd))


def test_a_confirmation_counts_in_the_next_study(tmp_path: Path) -> None:
    row = "b,,2,,thing,Maker,M-3,,,,3,g,,,,"
    first, second = make(tmp_path / "one", row), make(tmp_path / "two", row)
    line = next(r for r in run("match", first).splitlines() if r.startswith("l-"))
    assert line.split()[1] == "gap"
    assert "CONFIRM_WHO" in run("match", first, "--confirm", f"{line.split()[0]}=ne14-cu")
    reported = run("match", first, "--confirm", f"{line.split()[0]}=ne14-cu", "--by", "A. Person")
    assert "=ne14-cu" in reported
    line = next(r for r in run("match", second).splitlines() if r.startswith("l-"))
    assert "by part number, A. Person" in line
    assert "ne14-cu" in line
    assert "A. Person" in run("explain", second, line.split()[0])


BOX = "id,material,mass,mass_unit,uses,biogenic_carbon_kg\nb,corrugated board,1.2,kg,{},0.54\n"


@pytest.mark.parametrize(
    ("uses", "carbon"), [("1", "0.54"), ("10", "0.054"), ("7", "0.077142857143")]
)
def test_carbon_of_packaging_is_that_of_one_use(tmp_path: Path, uses: str, carbon: str) -> None:
    """0.54 kg C in a box of so many uses; what was taken up is divided alike."""
    folder = make(tmp_path / "one", SHUNT.format(mass="1.6", unit="g", factor=""))
    (folder / "packaging.csv").write_text(BOX.format(uses))
    made = openpcf.calculate(folder)
    stated = made.document.get("carbon_content.packaging_biogenic")
    assert stated == {"amount": carbon, "unit": "kg C"}
    assert "BIOGENIC_BALANCE" not in {f.code for f in openpcf.check(made).findings}
