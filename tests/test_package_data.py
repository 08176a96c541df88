"""A broken or missing file of the package is refused once, in the reader's language."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from openpcf.messages import LANGUAGES

from .guests import ROOT

BOM = "Designator,Qty,Description,Package\nU1,1,MCU,LQFP-48\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the package to break."""
    package = tmp_path / "site/openpcf"
    source = ROOT / "src/openpcf"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("factors", "__pycache__"))
    (package / "data/factors").symlink_to(source / "data/factors")
    (tmp_path / "b.csv").write_text(BOM, "utf-8")
    return package


def call(package: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(package.parent),
        "OPENPCF_LANG": language,
        "OPENPCF_HOME": str(package.parent / "home"),
    }
    return subprocess.run(
        [sys.executable, "-m", "openpcf", *words],
        capture_output=True, text=True, env=environment, cwd=package.parents[1],
    )  # fmt: skip


INIT = ("init", "s", "--bom", "b.csv", "--year", "2025", "--country", "CN", "--write")


def twice(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join((*lines, lines[1])), "utf-8")


def other_column(path: Path) -> None:
    head, rest = path.read_text("utf-8").split("\n", 1)
    path.write_text(head.replace(head.split(",")[0], "another", 1) + "\n" + rest, "utf-8")


BREAKS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "word twice": ("vocabulary.csv", twice),
    "term twice": ("matching/materials.csv", twice),
    "word missing": ("vocabulary.csv", Path.unlink),
    "table missing": ("matching/recipes.csv", Path.unlink),
    "table empty": ("matching/packages.csv", lambda path: path.write_text("")),
    "no UTF-8": ("bom/headers.csv", lambda path: path.write_bytes(b"\xff\xfe")),
    "other column": ("matching/masses.csv", other_column),
    "other column of headers": ("bom/headers.csv", other_column),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_table_is_refused_once(name: str, broken: Path) -> None:
    table, breaks = BREAKS[name]
    breaks(broken / "data" / table)
    for language in LANGUAGES:
        done = call(broken, "match", "s", language=language)
        if done.returncode == 3 and "PACKAGE_DATA" not in done.stderr:
            done = call(broken, *INIT, language=language)
        assert done.returncode == 3, done.stderr
        assert done.stderr.startswith("PACKAGE_DATA  ") and Path(table).name in done.stderr
        assert done.stderr.count("PACKAGE_DATA") == 1 == done.stderr.count("\n    → ")
        assert "Traceback" not in done.stderr and "Error" not in done.stderr


@pytest.mark.parametrize("content", [b"{", b"[]", b"", b"\xff"])
def test_a_broken_compiled_catalogue_falls_back_to_its_source(content: bytes, broken: Path) -> None:
    (broken / "data/locale/en.json").write_bytes(content)
    (broken / "data/profiles/core-0.1.json").write_bytes(content)
    done = call(broken, "rules", "profiles")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("content", [b"a: [", b"\xff", None])
def test_without_its_texts_the_program_says_one_plain_line(
    content: bytes | None, broken: Path
) -> None:
    path = broken / "data/locale/en.yaml"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    for words in (("--help",), ("rules", "list", "core/0.1"), ("no-such-verb",)):
        done = call(broken, *words)
        assert done.returncode != 0 and done.stdout == ""
        assert done.stderr.count("\n") == 1 and "reinstall openpcf" in done.stderr
