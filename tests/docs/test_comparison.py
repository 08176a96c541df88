"""The demonstration beside published boards: our figures are those of a run."""

from __future__ import annotations

import importlib.util
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "comparison.md"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "comparison", ROOT / "tools" / "build_docs_comparison.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_a_run_gives(tool: ModuleType) -> None:
    assert PAGE.read_text(encoding="utf-8") == tool.page(), "python tools/build_docs_comparison.py"


def test_published_figures_are_those_of_the_sources_read(tool: ModuleType, shared: Path) -> None:
    """Ochoa's range stands with its source among the collected facts."""
    facts = (shared / "data/materials/material_factors.csv").read_text(encoding="utf-8")
    row = next(line for line in facts.splitlines() if line.startswith("pcb-ochoa,"))
    assert f",{tool.OCHOA_LOW},{tool.OCHOA_HIGH}," in row


def test_every_published_figure_names_its_source_and_that_it_was_read() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| [^|]+ \| [^|]*\d[^|]* \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.M
    )
    assert len(rows) == 3
    assert all("read)" in row or "row above" in row for row in rows)


@pytest.mark.parametrize(
    ("value", "text"), [("7.0041", "7.0"), ("0.0849", "0.085"), ("96.4", "96")]
)
def test_two_digits(tool: ModuleType, value: str, text: str) -> None:
    assert tool.two(Decimal(value)) == text
