"""Own factors and licensed databases at the command line: added, searched, used, refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import calculate_at

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
HEAD = [
    "id",
    "name",
    "value",
    "unit",
    "per",
    "geography",
    "year",
    "publisher",
    "licence",
    "source",
    "kind",
]
ROWS = [
    ["db:1", "zamak die casting", "3.25", "kg CO2e", "kg", "CN", "2023", "A database", "bound",
     "DB v3", "life-cycle"],
    ["part:Maker/M-3", "the very part", "0.5", "kg CO2e", "piece", "CN", "2024", "Maker", "",
     "letter", "life-cycle"],
]  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("OPENPCF_HOME", str(tmp_path / "home"))
    return Environment(home=tmp_path / "home")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY)
    (folder / "bom.csv").write_text(
        "id,quantity,description,manufacturer,part_number,factor,mass,mass_unit\n"
        "b1,1,housing,,,db:1,2,kg\n"
        "b2,3,part,Maker,M-3,,,\n"
    )
    return folder


def table(path: Path) -> Path:
    if path.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text).writerows([HEAD, *ROWS])
        path.write_text(text.getvalue())
        return path
    book = openpyxl.Workbook()
    for row in [HEAD, *ROWS]:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def run(*words: str | Path, code: int = 0) -> str:
    answer = CliRunner().invoke(app, [str(w) for w in words])
    assert answer.exit_code == code, answer.output
    return answer.output


@pytest.mark.parametrize("name", ["licensed.csv", "licensed.xlsx"])
def test_a_table_is_added_searched_and_used(
    tmp_path: Path, study: Path, home: Environment, name: str
) -> None:
    """2 kg x 3.25 and 3 pieces x 0.5."""
    run("factors", "add", study, table(tmp_path / name))
    assert "db:1" in run("factors", "search", "zamak", "--study", study)
    assert "db:1" not in run("factors", "search", "zamak")
    made = calculate_at(study, home)
    housing, part = made.calculated.inventory.lines
    assert housing.result is not None
    assert part.result is not None
    assert (housing.result.excl, part.result.excl) == (6.5, 1.5)
    assert part.match is not None
    assert part.match.how == "part-number", "an exact key of somebody's own"
    assert "own-licensed/1" in made.document.get("dataset.library")


def test_faults_are_reported_at_once_and_nothing_is_added(
    tmp_path: Path, study: Path, home: Environment
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("id;name;value;unit\nx:1;a;12,5;kg CO2e/kg\nx:2;b;1;kg CO2e/rod\nx:3;;;\n")
    reported = run("factors", "add", study, bad, code=3)
    for code in ("FACTORS_FAULTS", "DECIMAL_FORM", "UNIT_UNKNOWN", "FACTOR_INCOMPLETE_ROW"):
        assert code in reported
    assert "bad.csv row 3" in reported
    assert not (study / "factors").exists()


@pytest.mark.parametrize("words", ["aluminium CN", "Aluminium China", "铝 中国"])
def test_a_place_first_then_elsewhere_and_publishers_side_by_side(
    home: Environment, words: str
) -> None:
    shown = run("factors", "search", words)
    rows = [line for line in shown.splitlines() if line]
    assert rows[1].startswith("al-bonsai-cn")
    assert any(r.startswith("elsewhere:") for r in rows)
    disagreeing = shown.split("aluminium GLO, kg CO2e per kg:")[1]
    assert "15.1" in disagreeing
    assert "8.2" in disagreeing
    assert "11.65" not in shown, "never a mean"


def test_a_table_that_the_lock_does_not_know_moves_no_figure_unseen(
    tmp_path: Path, study: Path, home: Environment
) -> None:
    """A table nobody uses is pinned as it comes; one that a figure rests on is asked about."""
    (study / "bom.csv").write_text("id,quantity,manufacturer,part_number\nb2,3,Maker,M-3\n")
    lock = study / "study.lock"
    run("calculate", study)
    (study / "factors").mkdir()
    unused = "id,value,unit,year,source,kind\nmy:x,1,kg CO2e/kg,2024,letter,life-cycle\n"
    (study / "factors" / "unused.csv").write_text(unused)
    run("calculate", study)
    assert "own-unused/1" in lock.read_text()
    table(study / "factors" / "new.csv")
    reported = run("calculate", study, code=3)
    assert "LOCK_NEW" in reported
    assert "own-new/1" in reported
    assert "own-new" not in lock.read_text()
    run("calculate", study, "--update-lock")
    assert "own-new/1" in lock.read_text()
    table(study / "factors" / "new.csv").write_text(
        (study / "factors" / "new.csv").read_text().replace("0.5", "0.4")
    )
    assert "LOCK_DIFFERS" in run("calculate", study, code=3)


@pytest.mark.parametrize("id", ["deltalca:capacitor:0603", "ne14-cu", "desnz:2023:row"])
def test_an_id_of_the_library_or_of_another_table_is_refused(
    tmp_path: Path, study: Path, home: Environment, id: str
) -> None:
    """Ids of sets that are used only by name are taken as well."""
    if id == "desnz:2023:row":
        shown = run("factors", "search", "desnz 2023", "--all", "--limit", "40")
        id = next(w for line in shown.splitlines() for w in line.split()[:1] if "desnz:2023" in w)
    mine = tmp_path / "mine.csv"
    mine.write_text(f"id,value,unit,year,source,kind\n{id},1,kg CO2e/kg,2024,me,life-cycle\n")
    reported = run("factors", "add", study, mine, code=3)
    assert "FACTOR_ID_TAKEN" in reported
    assert not (study / "factors").exists()
    run("factors", "add", study, table(tmp_path / "first.csv"))
    assert "FACTOR_ID_TAKEN" in run("factors", "add", study, table(tmp_path / "other.csv"), code=3)
    table(study / "factors" / "other.csv")
    reported = run("calculate", study, code=3)
    assert reported.count("FACTOR_ID_TAKEN") == len(ROWS)
    assert "first.csv" in reported
