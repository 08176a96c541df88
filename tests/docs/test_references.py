"""References of command and Python are what the code says; links lead somewhere; notices are whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from openpcf.messages import texts
from tests.docs.test_commands import blocks
from tests.docs.test_generated import tool

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if "_build" not in page.parts
)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", ["cli.md", "python.md"])
def test_references_are_current(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tool("build_docs_cli", monkeypatch).PAGES[page]()
    assert (ROOT / "docs" / page).read_text("utf-8") == made, "python tools/build_docs_cli.py"


def test_every_row_of_the_command_reference_is_a_text_of_the_catalogue() -> None:
    _, *verbs = (ROOT / "docs/cli.md").read_text("utf-8").split("\n## ")
    shared = texts("help.shared")
    seen = 0
    for section in verbs:
        verb, summary = section.split("\n")[0], section.split("\n")[2]
        own = texts(f"help.{verb.replace(' ', '.')}")
        assert summary == own["summary"], verb
        for name, meaning in re.findall(r"^\| `(.+?)` \| (.*) \|$", section, re.M):
            said = re.sub(r"  \[(required|default: .+?)\]", "", meaning).replace("\\|", "|")
            option = re.search(r"--([a-z-]+)", name)
            mine = {**shared, **own}
            known = {mine[option[1]]} if option else set(mine.values())
            assert said and said in known, (verb, name)
            seen += 1
    assert len(verbs) > 25 and seen > 100


def test_the_python_of_the_page_runs(tmp_path: Path) -> None:
    [code] = [text for kind, _, text in blocks(ROOT / "docs/python.md") if kind == "python"]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "OPENPCF_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "fail" in done.stdout and (tmp_path / "report.html").stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    linked = set(LINK.findall(index))
    there = {p.name for p in (ROOT / "docs").glob("*.md")} - {"README.md", "index.md"}
    assert there <= linked and "adr/README.md" in linked


def test_the_list_of_decisions_is_whole() -> None:
    index = (ROOT / "docs/adr/README.md").read_text("utf-8")
    records = sorted((ROOT / "docs/adr").glob("0*.md"))
    assert LINK.findall(index) == [p.name for p in records]
    for record in records:
        text = record.read_text("utf-8")
        for part in (
            "Date: ",
            "Status: ",
            "**Drivers.**",
            "**Decision.**",
            "**Cost of reversal.**",
        ):
            assert part in text, (record.name, part)


NOTICES = {
    "act": "ACT (Meta / Harvard)",
    "cbam-default-values": "CBAM default values",
    "deltalca": "DeltaLCA",
    "desnz": "Open Government Licence v3.0",
    "desnz-derived": "Open Government Licence v3.0",
    "epa-hub": "GHG Emission Factors Hub",
    "epa-supply-chain": "Supply Chain GHG Emission Factors",
    "gwp-ipcc": "global warming potentials",
    "material-factors": "material-factors",
    "mee": "Ministry of Ecology and Environment of China",
    "owid-ember": "Our World in Data / Ember",
}


def test_every_data_set_has_its_notice() -> None:
    manifest = json.loads((ROOT / "src/openpcf/data/factors/manifest.json").read_text("utf-8"))
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    assert {found["name"] for found in manifest["datasets"]} == set(NOTICES)
    for name, words in NOTICES.items():
        assert words in notice, name
    licences = {
        "MIT": "MIT", "CC BY": "CC BY 4.0", "CC0": "CC0-1.0", "OGL": "Open Government Licence",
    }  # fmt: skip
    for found in manifest["datasets"]:
        for short, words in licences.items():
            assert short not in found["licence"] or words in notice


def test_every_entry_of_the_changelog_says_whether_figures_change() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entries = re.split(r"^## ", text, flags=re.M)[1:]
    assert entries
    assert all(re.search(r"^Algorithm: \w", entry, re.M) for entry in entries)
