"""Generated pages are what their tools write, and the glossary holds the words of the report."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from openpcf.messages import texts

ROOT = Path(__file__).resolve().parents[2]


def tool(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["data-model.md", "glossary.md"])
def test_model_and_glossary_pages(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tool("build_docs_model", monkeypatch).PAGES[page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == made, (
        "python tools/build_docs_model.py"
    )


def test_every_member_has_a_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    module = tool("build_docs_model", monkeypatch)
    rows = [*module.members(module.Footprint), *module.members(module.Groups, "inventory.")]
    assert [row.path for row in rows if not row.meaning] == []
    assert len({row.path for row in rows}) == len(rows)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


@pytest.fixture(scope="module")
def glossary() -> list[dict[str, str]]:
    return table(ROOT / "src" / "openpcf" / "data" / "glossary.csv")


def test_terms_are_whole_and_stand_once(glossary: list[dict[str, str]]) -> None:
    for row in glossary:
        assert row["en"]
        assert row["zh"]
        assert row["meaning"]
        assert re.search("[\u4e00-\u9fff]", row["zh"])
    names = [row["en"].casefold() for row in glossary]
    assert len(set(names)) == len(names)
    fields = [path for row in glossary for path in row["fields"].split()]
    assert len(set(fields)) == len(fields)


def test_terms_name_labels_of_the_report(glossary: list[dict[str, str]]) -> None:
    named = [key for row in glossary for key in row["labels"].split()]
    assert len(named) == len(set(named)) > 60
    assert set(named) <= set(texts("label"))


def test_the_report_uses_the_chinese_of_the_glossary(glossary: list[dict[str, str]]) -> None:
    labels = texts("label", "zh")
    for row in glossary:
        for key in row["labels"].split():
            zh = labels[key]
            assert any(word in zh or zh in word for word in row["zh"].split(" / ")), (key, zh)


def test_terminal_and_report_use_the_same_words() -> None:
    report, terminal = texts("label"), texts("terminal")
    report_zh, terminal_zh = texts("label", "zh"), texts("terminal", "zh")
    spoken = {text.casefold(): report_zh[key] for key, text in report.items()}
    both = {key for key, text in terminal.items() if text.casefold() in spoken}
    assert len(both) > 5
    assert {key: spoken[terminal[key].casefold()] for key in both} == {
        key: terminal_zh[key] for key in both
    }


def test_terms_agree_with_the_shared_glossary(glossary: list[dict[str, str]], shared: Path) -> None:
    theirs = {row["term_en"]: row for row in table(shared / "glossary.csv")}
    common = [row for row in glossary if row["en"] in theirs]
    assert len(common) > 60
    for row in common:
        assert row["zh"] == theirs[row["en"]]["term_zh"], row["en"]
        known = {theirs[row["en"]]["source_en"], theirs[row["en"]]["source_zh"]} - {""}
        assert known <= set(row["source"].split("; ")) or not row["source"], row["en"]
