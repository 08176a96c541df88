"""Gaps leave as a workbook a person can fill in, and come back as corrections of the study."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.messages import render
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.study.files import load

STUDY = """\
product:
  name: "A board"
unit:
  measure: "piece"
  amount: "1"
region: "CN"
period:
  reference_start: "2024-01-01T00:00:00Z"
  reference_end: "2024-12-31T00:00:00Z"
"""
BOM = """\
id,designators,quantity,package,description,manufacturer,part_number
b1,R1,1,R_0603,resistor,Any,X-1
b2,T1,1,odd,transformer,Winder,W-7
b3,,2,,thing of unknown nature,Maker,M-3
b4,,1,,bracket,Maker,M-4
"""
LEGS = "id,what,mode,mass,mass_unit,distance,distance_unit\nt1,By rope,ropeway,2,kg,100,km\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("OPENPCF_HOME", str(tmp_path / "home"))
    return Environment(home=tmp_path / "home")


def make(folder: Path) -> Path:
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY)
    (folder / "bom.csv").write_text(BOM)
    (folder / "transport.csv").write_text(LEGS)
    return folder


def run(*words: str | Path, code: int | None = 0) -> str:
    answer = CliRunner().invoke(app, [str(w) for w in words])
    assert code is None or answer.exit_code == code, answer.output
    return answer.output


def sheet(path: Path) -> tuple[openpyxl.Workbook, dict[str, int], dict[str, int]]:
    """The workbook, its columns by header and its rows by id."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    top = next(
        n for n in range(1, 20) if page.cell(n, 1).value and page.cell(n, 1).value == "table 表"
    )
    columns = {str(c.value): c.column for c in page[top] if c.value}
    rows = {
        str(page.cell(n, columns["id 编号"]).value): n for n in range(top + 1, page.max_row + 1)
    }
    return book, columns, rows


def fill(path: Path, answers: dict[str, dict[str, str]]) -> None:
    book, columns, rows = sheet(path)
    for id, cells in answers.items():
        for header, text in cells.items():
            (column,) = [n for name, n in columns.items() if name.split()[0] == header]
            book.worksheets[0].cell(rows[id], column).value = text
    book.save(path)


def gaps_of(study: Path, home: Environment) -> set[str]:
    made = calculate_at(study, home)
    return {render(line.what) for line in made.calculated.inventory.lines if line.is_gap}


def test_each_row_of_the_study_with_a_gap_is_one_row_to_fill(
    tmp_path: Path, home: Environment
) -> None:
    study = make(tmp_path / "s")
    run("match", study, "--gaps", tmp_path / "gaps.xlsx", code=None)
    book, columns, rows = sheet(tmp_path / "gaps.xlsx")
    assert set(rows) == {"b2", "b3", "b4", "t1"}
    page = book.worksheets[0]
    missing = {i: str(page.cell(n, columns["missing 缺少"]).value) for i, n in rows.items()}
    assert "winding" in missing["b2"]
    assert "mass unknown" in missing["b2"]
    assert page.data_validations.dataValidation, "classes and units to choose from"


def test_filled_in_it_closes_the_gaps_and_is_remembered(tmp_path: Path, home: Environment) -> None:
    study, gaps = make(tmp_path / "s"), tmp_path / "gaps.xlsx"
    before = gaps_of(study, home)
    run("match", study, "--gaps", gaps, code=None)
    fill(
        gaps,
        {
            "b2": {"mass": "7.5", "mass_unit": "g"},
            "b3": {"factor": "ne14-cu", "mass": "2", "mass_unit": "g"},
            "b4": {"material": "steel", "mass": "0.1", "mass_unit": "kg"},
            "t1": {"factor": "desnz-derived:2024:wtw:27_304_3140_14"},
        },
    )
    bytes_before = (study / "bom.csv").read_bytes()
    shown = run("match", study, "--fill", gaps, "--by", "A. Person")
    assert "b2" in shown
    assert "mass" in shown
    assert (study / "bom.csv").read_bytes() == bytes_before, "nothing is written before asked"

    run("match", study, "--fill", gaps, "--by", "A. Person", "--into", study, code=None)
    after = gaps_of(study, home)
    assert not {w for w in after if "unknown nature" in w or "bracket" in w or "rope" in w}
    assert len(after) < len(before)
    row = next(r for r in load(study).study.bom if r.id == "b3")
    assert (row.factor, str(row.mass)) == ("ne14-cu", "2")

    other = make(tmp_path / "other")
    made = calculate_at(other, home)
    lines = [x for x in made.calculated.inventory.lines if x.match and x.match.confirmed_by]
    assert [x.match.confirmed_by for x in lines if x.match] == []
    assert any(f.code == "MASS_NEEDED" for f in made.findings), (
        "remembered across studies; this one has no mass yet"
    )
    (other / "bom.csv").write_text(
        "id,quantity,description,manufacturer,part_number,mass,mass_unit\nz,1,thing,Maker,M-3,2,g\n"
    )
    (line,) = calculate_at(other, home).calculated.inventory.lines[:1]
    assert line.match is not None
    assert (line.match.how, line.match.confirmed_by) == ("part-number", "A. Person")


def test_a_material_nobody_knows_is_reported_as_it_is_filled_in(
    tmp_path: Path, home: Environment
) -> None:
    study, gaps = make(tmp_path / "s"), tmp_path / "gaps.xlsx"
    run("match", study, "--gaps", gaps, code=None)
    fill(gaps, {"b4": {"material": "aluminum alloy", "mass": "9", "mass_unit": "g"}})
    reported = run("match", study, "--fill", gaps, "--by", "A. Person", code=None)
    assert "MATERIAL_UNKNOWN" in reported
    assert "gaps.xlsx" in reported and "aluminium" in reported


def test_into_another_place_leaves_the_study_alone(tmp_path: Path, home: Environment) -> None:
    study, gaps = make(tmp_path / "s"), tmp_path / "gaps.xlsx"
    run("match", study, "--gaps", gaps, code=None)
    fill(gaps, {"b2": {"mass": "7.5", "mass_unit": "g"}})
    before = (study / "bom.csv").read_bytes()
    run("match", study, "--fill", gaps, "--into", tmp_path / "filled.xlsx", code=None)
    assert (study / "bom.csv").read_bytes() == before
    row = next(r for r in load(tmp_path / "filled.xlsx").study.bom if r.id == "b2")
    assert str(row.mass) == "7.5"


def test_every_fault_of_the_workbook_is_reported_at_once(tmp_path: Path, home: Environment) -> None:
    study, gaps = make(tmp_path / "s"), tmp_path / "gaps.xlsx"
    run("match", study, "--gaps", gaps, code=None)
    fill(
        gaps,
        {
            "b2": {"mass": "7,5", "mass_unit": "g"},
            "b3": {"mass": "3", "mass_unit": "pounds?"},
            "b4": {"factor": "no-such-factor"},
            "t1": {"mass": "3"},
        },
    )
    book, columns, rows = sheet(gaps)
    book.worksheets[0].cell(rows["b4"], columns["id 编号"]).value = "b99"
    book.save(gaps)
    reported = run("match", study, "--fill", gaps, "--into", study, code=3)
    for code in ("STUDY_COMMA", "UNIT_UNKNOWN", "GAPS_ROW_UNKNOWN", "GAPS_NOT_HERE"):
        assert code in reported, reported
    assert "gaps.xlsx#Gaps" in reported


def test_a_factor_nobody_has_is_named(tmp_path: Path, home: Environment) -> None:
    study, gaps = make(tmp_path / "s"), tmp_path / "gaps.xlsx"
    run("match", study, "--gaps", gaps, code=None)
    fill(gaps, {"b4": {"factor": "no-such-factor"}})
    assert "FACTOR_UNKNOWN" in run("match", study, "--fill", gaps, "--into", study, code=3)


def test_match_and_explain_say_how_why_confidence_range_and_alternatives(
    tmp_path: Path, home: Environment
) -> None:
    study = make(tmp_path / "s")
    (study / "bom.csv").write_text(
        "id,designators,quantity,package,description\nb1,Q1,8,PG-HSOF-8,MOSFET\n"
    )
    shown = run("match", study, code=None)
    head = shown.splitlines()[0].split()
    assert head[:5] == ["line", "how", "conf.", "alt.", "factor"]
    frame = next(row for row in shown.splitlines() if "lead frame and" in row)
    assert frame.split()[1:6] == ["by", "class", "0.6", "2", "ne14-cu"]
    assert "composition of power MOSFETs" in frame
    assert "gaps" in shown
    explanation = run("explain", study, frame.split()[0])
    for part in (
        "0.00234 – 0.005168 kg", "minimum and maximum of the class; mass estimated", "technology 4", "confidence 0.6",
        "cu-ica-2018  4.6 kg CO2e/kg",
    ):  # fmt: skip
        assert part in explanation, explanation
    die = next(row for row in shown.splitlines() if "silicon" in row)
    explanation = run("explain", study, die.split()[0])
    assert "assumed" in explanation
    assert "estimated" in explanation
    assert "technology 5" in explanation
