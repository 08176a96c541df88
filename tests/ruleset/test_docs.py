"""The pages made of rules, profiles and messages are current; every register row is accounted for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from openpcf.ruleset import registry

from . import example

TOOL = Path(__file__).resolve().parents[2] / "tools" / "build_docs_rules.py"
RERUN = "run python tools/build_docs_rules.py"

BY_RULES = {
    f"F63782-{n:03d}"
    for n in (*range(1, 19), *range(21, 25), *range(27, 30), 32, 33, 35, 36, *range(49, 52))
} - {"F63782-025"}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_docs_rules", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_coverage_is_current(tool: ModuleType, shared: Path) -> None:
    page = tool.coverage_page(tool.register(shared / tool.REGISTER))
    assert tool.COVERAGE.read_text(encoding="utf-8") == page, RERUN


def test_the_page_of_findings_is_current(tool: ModuleType) -> None:
    assert tool.FINDINGS.read_text(encoding="utf-8") == tool.findings_page(), RERUN


def test_every_row_of_the_register_has_a_rule_or_a_waiver_with_its_reason(
    tool: ModuleType, shared: Path
) -> None:
    rows = {row["id"] for row in tool.register(shared / tool.REGISTER)}
    covered = {row for rule in registry().values() for row in rule.covers}
    waived = {w.row: w.why for w in example.profile().waived}
    assert covered == BY_RULES
    assert rows == covered | set(waived)
    assert not covered & set(waived)
    assert all(len(why) > 10 for why in waived.values())
    assert {row for f in example.profile().fields for row in f.rows} <= rows
