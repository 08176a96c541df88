"""study.lock keeps a study on the data sets it was made with; an update is shown, then taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.messages import render
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import CalculatedStudy, calculate_at
from openpcf.workflow.study.lock import read_lock

STUDY = """\
product:
  name: "One leg and one box"
unit:
  measure: "piece"
  amount: "1"
region: "CN"
period:
  reference_start: "2024-01-01T00:00:00Z"
  reference_end: "2024-12-31T00:00:00Z"
"""
LEGS = "id,what,mode,mass,mass_unit,distance,distance_unit\nt1,Parts to plant,truck,2,kg,100,km\n"
BOX = "id,what,material,mass,mass_unit\np1,Box,cardboard,0.5,kg\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY)
    (folder / "transport.csv").write_text(LEGS)
    (folder / "packaging.csv").write_text(BOX)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("OPENPCF_HOME", str(tmp_path / "home"))
    return Environment(home=tmp_path / "home")


def run(*words: str | Path, code: int = 0) -> str:
    answer = CliRunner().invoke(app, [str(w) for w in words])
    assert answer.exit_code == code, answer.output
    return answer.output


def pin(study: Path, old: str, new: str) -> None:
    """The lock as an earlier release would have left it: ``old`` pinned instead of ``new``."""
    from openpcf.workflow.base.resources import manifest

    digests = {f"{m['name']}/{m['version']}": m["digest"] for m in manifest()}
    lock = study / "study.lock"
    text = lock.read_text()
    assert f'{new}: "{digests[new]}"' in text
    lock.write_text(text.replace(f'{new}: "{digests[new]}"', f'{old}: "{digests[old]}"'))


def sets(calculated_study: CalculatedStudy) -> set[str]:
    return {
        f"{line.factor.dataset}/{line.factor.version}"
        for line in calculated_study.calculated.inventory.lines
        if line.factor is not None
    }


def test_a_pinned_older_vintage_stays_until_an_update_is_taken(
    study: Path, home: Environment
) -> None:
    first = calculate_at(study, home)
    assert sets(first) >= {"desnz/2024", "desnz-derived/2024"}
    pin(study, "desnz/2023", "desnz/2024")
    pin(study, "desnz-derived/2023", "desnz-derived/2024")
    old = calculate_at(study, home)
    assert sets(old) >= {"desnz/2023", "desnz-derived/2023"}
    assert old.document.get("dataset.library")["desnz/2023"].startswith("sha-256:")
    assert sets(calculate_at(study, home, update_lock=True)) >= {"desnz/2023"}

    before = (study / "study.lock").read_text()
    shown = run("factors", "update", study)
    assert "desnz/2023 → desnz/2024" in shown
    assert "desnz-derived/2023 → desnz-derived/2024" in shown
    for line in ("Parts to plant", "Box", "total"):
        row = next(r for r in shown.splitlines() if line in r)
        assert "%" in row, row
    assert (study / "study.lock").read_text() == before, "nothing moves before it is asked for"

    run("factors", "update", study, "--write")
    assert sets(calculate_at(study, home)) >= {"desnz/2024", "desnz-derived/2024"}
    assert calculate_at(study, home).footprint.result == first.footprint.result


def test_the_shown_totals_are_those_of_the_two_calculations(study: Path, home: Environment) -> None:
    new = calculate_at(study, home)
    run("factors", "update", study, "--with", "desnz/2023", "--write")
    old = calculate_at(study, home)
    answer = CliRunner().invoke(app, ["factors", "update", str(study), "--format", "json"])
    reported = json.loads(answer.stdout)
    total = "result.total_excl_biogenic_uptake"
    assert (reported["before"], reported["after"]) == (
        old.document.get(total),
        new.document.get(total),
    )
    assert [render(m["what"]) for m in reported["lines"]] == ["Box", "Parts to plant"]
    assert reported["lines"][0]["factor_before"].startswith("desnz:2023:")
    assert reported["lines"][0]["factor_after"].startswith("desnz:2024:")


def test_a_user_chooses_another_vintage(study: Path, home: Environment) -> None:
    calculate_at(study, home)
    shown = run("factors", "update", study, "--with", "desnz/2023")
    assert "desnz/2024 → desnz/2023" in shown
    assert "desnz-derived/2024 → desnz-derived/2023" in shown, "vintages are never mixed"
    assert sets(calculate_at(study, home)) >= {"desnz/2024"}
    run("factors", "update", study, "--with", "desnz/2023", "--write")
    assert sets(calculate_at(study, home)) >= {"desnz/2023", "desnz-derived/2023"}
    assert "desnz/2022" in run("factors", "update", study, "--with", "desnz/2022", code=2)


def test_where_nothing_would_move_it_says_so_and_names_what_could_be_chosen(
    study: Path, home: Environment
) -> None:
    calculate_at(study, home)
    shown = run("factors", "update", study)
    assert "no figure would change" in shown
    assert "desnz/2023" in shown


def test_the_lock_pins_every_set_the_figures_rest_on(study: Path, home: Environment) -> None:
    (study / "bom.csv").write_text(
        "id,designators,quantity,package,description\nb1,U1,1,LQFP-48,controller\n"
    )
    made = calculate_at(study, home)
    die = next(
        x
        for x in made.calculated.inventory.lines
        if x.what.params and x.what.params.get("element") == "silicon"
    )
    assert die.factor is not None
    assert die.factor.dataset == "openpcf-derived"
    named = made.document.get("dataset.library")
    assert {"act/2.0", "owid-ember/2026.04"} <= set(named), "what a derived factor is made of"
    assert any(key.startswith("openpcf-matching/") for key in named), "masses, dies, recipes"
    lock = read_lock(study / "study.lock")
    assert lock is not None
    assert set(named) <= set(lock.library)


@pytest.mark.parametrize("key", ["act/2.0", "openpcf-matching/"])
def test_changed_data_are_refused_until_taken(study: Path, home: Environment, key: str) -> None:
    calculate_at(study, home)
    lock = study / "study.lock"
    lines = lock.read_text().splitlines(keepends=True)
    (at,) = [n for n, line in enumerate(lines) if line.strip().startswith(key)]
    lines[at] = lines[at].split('"')[0] + '"sha-256:' + "0" * 64 + '"\n'
    lock.write_text("".join(lines))
    assert "LOCK_DIFFERS" in run("calculate", study, code=3)
    run("calculate", study, "--update-lock")
    run("calculate", study)


def test_a_set_that_is_not_the_default_is_used_where_a_row_names_its_factor(
    study: Path, home: Environment
) -> None:
    (study / "bom.csv").write_text(
        "id,quantity,unit,description,factor,factor_quantity,factor_unit\n"
        "b1,1,,metal part,cbam-dv:CN:76042100:K,2,kg\n"
        "b2,1,,legal advice,epa-sc:1.3.0:541110:without-margins,100,USD2022\n"
    )
    made = calculate_at(study, home)
    used = {x.factor.id: x for x in made.calculated.inventory.lines if x.factor is not None}
    assert "epa-sc:1.3.0:541110:without-margins" in used
    assert "epa-supply-chain/1.3.0" in made.document.get("dataset.library")
    reported = {f.place for f in made.findings if f.code == "FACTOR_INCOMPLETE"}
    assert len(reported) == 2, "spend and customs defaults are taken when asked for, and said"
    others = {i for i in used if i.startswith(("epa-sc", "cbam"))}
    assert len(others) == 2
