"""Every command on a documentation page runs, in order, in an empty directory, as a user would."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
VERBS = """demo init match calculate explain compare check request reply receive report sign
verify decide disclose history convert factors rules keys trust"""
PAGES = [
    "docs/tutorial.md", "docs/how-to-own-bom.md", "docs/how-to-factors.md",
    "docs/how-to-suppliers.md", "docs/trust.md",
]  # fmt: skip
_FENCE = re.compile(r"^( *)```(\w*)(?: ([\w./-]+))?\n(.*?)^\1```", re.M | re.S)
_EXIT = re.compile(r"\s+# exit (\d+)$")


_TODAY = "$(date -u +%F)"


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Language, file named beside it and text of each block, in order."""
    return [
        (kind, name, "\n".join(line.removeprefix(indent) for line in body.splitlines()) + "\n")
        for indent, kind, name, body in _FENCE.findall(page.read_text(encoding="utf-8"))
    ]


def commands(block: str) -> list[tuple[dict[str, str], list[str], int]]:
    """Variables set before each command, its words and the exit code it states."""
    made = []
    for line in block.splitlines():
        exit_code = _EXIT.search(line)
        reported = _EXIT.sub("", line).replace(_TODAY, datetime.now(UTC).date().isoformat())
        words = shlex.split(reported, comments=True)
        variables = dict(word.split("=", 1) for word in words[:1] if re.match(r"[A-Z_]+=", word))
        words = words[len(variables) :]
        if words[:1] == ["openpcf"]:
            made.append((variables, words[1:], int(exit_code.group(1)) if exit_code else 0))
    return made


def enter(into: dict[str, Any], members: dict[str, Any]) -> None:
    """Each member where its parent stands already, as a reader would type it."""
    for key, value in members.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            enter(into[key], value)
        else:
            into[key] = value


def save(file: Path, text: str) -> None:
    """A file a page shows; what it shows of a YAML file that stands is entered there."""
    if file.suffix == ".yaml" and file.exists():
        there = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        enter(there, yaml.load(text, yaml.BaseLoader))
        text = yaml.safe_dump(there, sort_keys=False, allow_unicode=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_the_page_runs(name: str, tmp_path: Path) -> None:
    page = ROOT / name
    work = tmp_path / "work"
    work.mkdir()
    tables = [text for kind, file, text in blocks(page) if kind == "csv" and not file]
    for table in tables[:1]:
        named = re.search(r"saved as\s+`([\w.-]+)`", page.read_text(encoding="utf-8"))
        assert named, "the page says under which name its table is saved"
        (work / named[1]).write_text(table, encoding="utf-8")
    environment = {
        **os.environ,
        "OPENPCF_HOME": str(tmp_path / "home"),
        "OPENPCF_PASSPHRASE": "a short sentence",
        "LANG": "C.UTF-8",
    }
    ran = 0
    for kind, file, text in blocks(page):
        if file:
            save(work / file, text)
        for variables, words, wanted in commands(text) if not kind else ():
            done = subprocess.run(
                [sys.executable, "-m", "openpcf", *words],
                cwd=work,
                env={**environment, **variables},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == wanted, (words, done.stdout[-800:], done.stderr[-1500:])
            assert "Traceback" not in done.stderr
            assert "Warning" not in done.stderr
            ran += 1
    assert ran >= 6


def test_the_readme_names_only_verbs_that_exist() -> None:
    from typer.main import get_command

    from openpcf.cli.main import app

    known = set(get_command(app).commands)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"^openpcf (\w+)", text, re.M))
    assert used <= known
    assert {"demo", "init", "sign", "report"} <= used


def test_the_closed_list_of_verbs() -> None:
    from typer.main import get_command

    from openpcf.cli.main import app

    known = set(get_command(app).commands)
    assert known == set(VERBS.split())
