"""The page “Add a country” runs with the template package, beside an unchanged openpcf."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.guests import ROOT, install, openpcf

PAGE = ROOT / "docs/add-a-country.md"
TEMPLATE = ROOT / "templates/country"


def steps() -> list[tuple[list[str], int]]:
    """The commands of the page in order, with the exit code it states."""
    made = []
    for block in re.findall(r"^```\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S):
        for line in block.splitlines():
            stated = re.search(r"# exit (\d)$", line)
            made.append((shlex.split(line, comments=True), int(stated[1]) if stated else 0))
    return made


def put(site: Path, package: Path) -> None:
    """Install a package as ``pip install -e`` does: its metadata, and its sources on the path."""
    project = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]
    entries = {
        group: next(iter(points.values())) for group, points in project["entry-points"].items()
    }
    install(site, project["name"], {}, entries)
    shutil.copytree(package / "src", site, dirs_exist_ok=True)


def run(site: Path, words: list[str]) -> int:
    """Run one step of the page as far as it is no command of openpcf."""
    match words:
        case ["cp", "-r", source, target]:
            shutil.copytree(ROOT / source, site / target)
            return 0
        case ["pip", "install", "-e", package]:
            put(site, site / package)
            return 0
        case ["python", "-m", "pytest", tests]:
            path = os.pathsep.join((str(site), str(ROOT / "src")))
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests],
                cwd=site, env={**os.environ, "PYTHONPATH": path}, capture_output=True,
            ).returncode  # fmt: skip
    raise AssertionError(words)


@pytest.mark.slow
def test_the_page_runs(tmp_path: Path) -> None:
    printed = {}
    for words, exit_code in steps():
        if words[0] == "openpcf":
            done = openpcf(tmp_path, *words[1:])
            printed[" ".join(words)] = done.stdout
            assert done.returncode == exit_code, (words, done.stderr)
        else:
            assert run(tmp_path, words) == exit_code, words
    assert len(printed) == 4
    assert "example-primary-share-percent" in printed["openpcf rules list example-country/0.1"]
    assert "示例国家" in printed["openpcf --lang zh rules list example-country/0.1"]
    checked = printed["openpcf check demo/study-a --profile example-country/0.1"]
    assert "EXAMPLE_PRIMARY_SHARE" in checked and "at least 10 % is required" in checked


def test_the_tests_of_the_template_can_fail(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATE, tmp_path / "my-country")
    rules = tmp_path / "my-country/src/openpcf_country_example/rules.py"
    source = rules.read_text("utf-8")
    assert "share < limit" in source
    rules.write_text(source.replace("share < limit", "share > limit"), "utf-8")
    put(tmp_path, tmp_path / "my-country")
    assert run(tmp_path, ["python", "-m", "pytest", "my-country/tests"]) == 1
