"""The public face: a short closed list, loaded late, with the same figures as the command line."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.main import get_command

import openpcf
from openpcf.cli.main import app
from openpcf.errors import FindingsError, InputError, UsageError

STUDY = """
series: urn:openpcf:maker.example:bracket
kind: retrospective
purpose: draft
language: en
profile: cfp-base/0.1
region: DE
issuer: {name: "Maker <b>GmbH</b>", ids: ["urn:pact:maker.example:company-id:1"], country: DE}
product: {name: "Bracket <script>alert(1)</script>", ids: ["https://id.gs1.org/01/09521234543213"]}
unit: {measure: piece, amount: "1"}
period:
  reference_start: "2025-01-01T00:00:00Z"
  reference_end: "2026-01-01T00:00:00Z"
  site_zone: UTC
  temporal_resolution: year
  valid_from: "2026-01-01T00:00:00Z"
  valid_until: "2028-01-01T00:00:00Z"
boundary: {type: cradle-to-gate}
"""
FACTORS = """id,name,value,unit,geography,year,publisher,licence,gwp
sheet,Steel sheet,2.5,kg CO2e/kg,DE,2024,Example publisher,CC0-1.0,AR6-GWP100
"""
BOM = "id,description,quantity,mass,mass_unit,factor\nl1,Bent sheet,{quantity},0.4,kg,sheet\n"


def study(folder: Path, quantity: int = 3) -> Path:
    (folder / "factors").mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    (folder / "bom.csv").write_text(BOM.format(quantity=quantity), "utf-8")
    (folder / "factors" / "own.csv").write_text(FACTORS, "utf-8")
    return folder


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.add(tag)


def test_the_list_is_closed_and_everything_on_it_is_documented() -> None:
    assert dir(openpcf) == sorted(openpcf.__all__)
    assert all(getattr(openpcf, name).__doc__ for name in openpcf.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        openpcf.nonsense  # noqa: B018


VERBS = set(
    re.findall(
        r"\w+",
        """demo init match calculate explain compare check request reply receive report sign verify
        decide disclose history convert factors rules keys trust""",
    )
)
GROUPS = {
    "factors": {"search", "terms", "list", "add", "update"},
    "rules": {"list", "schema", "profiles"},
    "keys": {"new", "list", "show"},
    "trust": {"create", "add", "merge", "revoke", "renew", "show"},
}


def test_every_verb_of_the_command_is_there_by_its_name() -> None:
    known = get_command(app).commands
    assert set(known) == VERBS
    for verb in VERBS - set(GROUPS):
        assert callable(getattr(openpcf, verb)), verb
    for name, members in GROUPS.items():
        assert set(known[name].commands) == members
        assert all(callable(getattr(getattr(openpcf, name), each)) for each in members)


def test_no_verb_has_the_name_of_a_room() -> None:
    """A room that is imported becomes an attribute of the package: a verb would be lost."""
    inside = Path(openpcf.__file__).parent
    rooms = {p.stem for p in inside.glob("*.py")} | {p.parent.name for p in inside.glob("*/*.py")}
    assert rooms & set(openpcf.__all__) == set()


def test_rooms_are_imported_by_standard_means() -> None:
    done = subprocess.run(
        [sys.executable, "-c",
         "import openpcf.reporting.html as a, openpcf.signers.files as b\n"
         "import openpcf.ruleset.profile as c, openpcf.factor_library.library as d\n"
         "import openpcf; assert callable(openpcf.report) and callable(openpcf.rules.list)\n"
         "from unittest import mock; mock.patch('openpcf.ruleset.engine.check').start().stop()"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_importing_it_loads_no_room() -> None:
    asked = "import sys, openpcf; print([m for m in sys.modules if m.startswith('openpcf.')])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_study_calculated_explained_compared_and_shown(tmp_path: Path) -> None:
    three = openpcf.calculate(study(tmp_path / "a"), home=tmp_path)
    five = openpcf.calculate(study(tmp_path / "b", 5), home=tmp_path)
    assert three.total is not None
    assert float(three.total) == pytest.approx(3 * 0.4 * 2.5)
    [line] = [
        line for line in three.lines if line.get("factor", {}).get("id", "").endswith("sheet")
    ]
    assert "2.5" in repr(openpcf.explain(three, line["id"]))
    found = openpcf.compare(three, five).to_json()
    assert float(found["change"]) == 2
    assert sum(float(each["change"]) for each in found["lines"]) == 2
    with pytest.raises(UsageError, match="LINE_UNKNOWN"):
        openpcf.explain(three, "l-9999")
    for shown in (three, openpcf.check(three), openpcf.compare(three, five), openpcf.match(three)):
        elements = Elements(shown._repr_html_()).names
        assert "table" in elements and not elements & {"script", "b"}


def test_a_study_in_memory_gives_the_figures_of_the_one_on_disk(tmp_path: Path) -> None:
    folder = study(tmp_path / "a")
    there = openpcf.calculate(folder, home=tmp_path)
    here = openpcf.calculate(openpcf.read_study(folder), base=folder, home=tmp_path)
    assert here.document.payload["result"] == there.document.payload["result"]


def test_a_study_that_does_not_pass_is_not_signed(tmp_path: Path) -> None:
    made = openpcf.calculate(study(tmp_path / "a"), home=tmp_path)
    openpcf.keys.new("maker", "a pass phrase", home=tmp_path)
    assert openpcf.check(made).verdict == "fail"
    with pytest.raises(FindingsError) as refused:
        openpcf.sign(made, "maker", "a pass phrase", tmp_path / "out.json")
    assert refused.value.code == "NOT_ISSUABLE" and refused.value.findings
    assert not (tmp_path / "out.json").exists()
    assert len(openpcf.history(home=tmp_path)) == 0


def test_what_is_not_there_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        openpcf.read_study(tmp_path / "nowhere")
    assert refused.value.code == "FILE_MISSING" and "nowhere" in refused.value.place
