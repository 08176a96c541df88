"""What is written about the project agrees with the project."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/openpcf"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def places() -> set[str]:
    """The places the table of CONTRIBUTING names, below the package."""
    table = CONTRIBUTING.split("## Where things are")[1].split("\n## ")[0]
    cells = [row.split("|")[-2] for row in table.splitlines() if row.startswith("| ")]
    return {name.rstrip("/") for cell in cells for name in re.findall(r"`([\w/.]+)`", cell)} - {
        "src/openpcf"
    }


def test_every_place_named_exists() -> None:
    assert len(places()) > 25
    assert [name for name in places() if not (SOURCE / name).exists()] == []


def test_every_room_is_named() -> None:
    named = places()
    rooms = {p.parent.relative_to(SOURCE).as_posix() for p in SOURCE.glob("*/**/*.py")}
    outer = {room for room in rooms if any(other.startswith(f"{room}/") for other in rooms)}
    assert rooms - outer - named == set()


def test_every_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    assert set(re.findall(r"`?make ([a-z-]+)", CONTRIBUTING)) <= targets
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.M)
    assert phony is not None and set(phony[1].split()) == targets


def test_the_gate_builds_the_site_and_pre_commit_only_runs_its_tools() -> None:
    gate = re.search(r"^check: (.+)$", MAKEFILE, re.M)
    assert gate is not None
    assert gate[1].split() == ["format", "lint", "types", "contract", "site", "test"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in hooks["repos"]] == ["local"]
    commands = [hook["entry"].split()[0] for repo in hooks["repos"] for hook in repo["hooks"]]
    assert commands == [f".venv/bin/{tool}" for tool in ("ruff", "ruff", "mypy", "lint-imports")]


def test_the_citation_is_that_of_the_release() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = PROJECT["project"]
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]
    assert citation["repository-code"] == project["urls"]["Source"]


def test_every_supported_python_is_classified_and_tried() -> None:
    named = {
        line.rpartition(" :: ")[2]
        for line in PROJECT["project"]["classifiers"]
        if line.startswith("Programming Language :: Python :: 3.")
    }
    tried = re.search(r"^versions=\((.+)\)$", (ROOT / "tools/check_pythons.sh").read_text(), re.M)
    assert tried is not None and set(tried[1].split()) == named
    assert PROJECT["project"]["requires-python"] == f">={min(named, key=lambda v: int(v[2:]))}"
