"""docs/oracles.md is what a run of the oracles gives, and no formula is without a case."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.oracles.bench import run
from tests.oracles.formulas import FORMULAS
from tests.oracles.registry import ORACLES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "oracles.md"


def test_the_page_is_what_a_run_gives(shared: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("page", ROOT / "tools/build_docs_oracles.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    rans = [run(oracle, shared, tmp_path / str(n)) for n, oracle in enumerate(ORACLES)]
    assert PAGE.read_text(encoding="utf-8") == tool.page(rans), "python tools/build_docs_oracles.py"


def test_every_oracle_file_at_hand_is_entered(shared: Path) -> None:
    files = {path.name for path in (shared / "data" / "oracles").glob("*.json")}
    assert files == {oracle.file for oracle in ORACLES}


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.words)
def test_the_cases_by_hand_are_there(formula: object) -> None:
    assert (ROOT / "tests" / formula.by_hand).is_file()
    assert f"| {formula.words} |" in PAGE.read_text(encoding="utf-8")
