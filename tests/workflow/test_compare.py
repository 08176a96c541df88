"""``compare`` on everything that can stand beside another: studies, declarations, versions."""

from __future__ import annotations

import csv
import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.demonstration.story import run
from openpcf.messages import render

SERIES = "urn:openpcf:maker.example:demo-bms"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("compare") / "out"
    list(run(out))
    return out


def compared(out: Path, first: str | Path, second: str | Path, *words: str, code: int = 0) -> Any:
    home = {"OPENPCF_HOME": str(out / "home")}
    reported = CliRunner().invoke(
        app, ["--lang", "en", "compare", str(first), str(second), *words], env=home
    )
    assert reported.exit_code == code, reported.output
    return reported


def data(out: Path, first: str | Path, second: str | Path) -> dict[str, Any]:
    trust = ("--trust", str(out / "trust.json"), "--format", "json")
    found: dict[str, Any] = json.loads(compared(out, first, second, *trust).stdout)
    assert sum(Fraction(li["change"]) for li in found["lines"]) == Fraction(found["change"])
    assert Fraction(found["change"]) == Fraction(found["second"]["total"]) - Fraction(
        found["first"]["total"]
    )
    return found


SIDES = {
    "study": lambda out: out / "study-b",
    "declaration": lambda out: out / "declaration.json",
    "full declaration": lambda out: out / "declaration-full.json",
    "version": lambda _: f"{SERIES}@1",
}


@pytest.mark.parametrize("name", SIDES)
def test_any_of_them_beside_the_open_data_study(out: Path, name: str) -> None:
    found = data(out, SIDES[name](out), out / "study-a")
    assert found["by"] == ("stage" if name == "declaration" else "line")
    assert Fraction(found["change"]) > 0


@pytest.mark.parametrize("name", SIDES)
def test_the_signed_version_is_the_study_it_was_made_from(out: Path, name: str) -> None:
    found = data(out, SIDES[name](out), out / "study-b")
    assert found["change"] == "0"
    assert {li["change"] for li in found["lines"]} == {"0"}


def test_a_stored_digest(out: Path) -> None:
    reported = CliRunner().invoke(app, ["history"], env={"OPENPCF_HOME": str(out / "home")})
    row = next(li for li in reported.stdout.splitlines() if li.startswith(SERIES))
    assert data(out, row.split()[-1], f"{SERIES}@1")["change"] == "0"


def test_one_row_more_is_one_difference(out: Path, tmp_path: Path) -> None:
    study = tmp_path / "more"
    shutil.copytree(out / "study-a", study)
    path = study / "bom.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    new = dict.fromkeys(rows[0], "") | {
        "id": "new", "kind": "part", "option": "in", "quantity": "1", "designators": "R999",
        "value": "10k", "package": "R_0603",
    }  # fmt: skip
    rows.insert(1, [new[name] for name in rows[0]])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = data(out, out / "study-a", study)
    moved = [li for li in found["lines"] if li["change"] != "0"]
    assert ["R999" in render(li["what"]) for li in moved] == [True]


def test_without_a_list_of_keys_a_declaration_is_not_opened(out: Path) -> None:
    reported = compared(out, out / "declaration.json", out / "study-a", code=2)
    assert "TRUST_LIST_NEEDED" in reported.stderr


def test_what_is_no_side(out: Path) -> None:
    assert "STORE_NO_VERSION" in compared(out, f"{SERIES}@9", out / "study-a", code=3).stderr
    assert "FILE_MISSING" in compared(out, "nothing-here", out / "study-a", code=3).stderr


def test_the_difference_as_a_page(out: Path, tmp_path: Path) -> None:
    page = tmp_path / "difference.html"
    trust = ("--trust", str(out / "trust.json"))
    compared(out, f"{SERIES}@1", out / "study-a", *trust, "--out", str(page))
    text = page.read_text(encoding="utf-8")
    assert f"{SERIES}@1" in text
    assert "study-a" in text
