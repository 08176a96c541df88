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

from openpcf.reporting.labels import LABELS
from openpcf.reporting.terminal import words

ROOT = Path(__file__).resolve().parents[2]

PLAIN = """
INVENTED_SUPPLIER_DATA all as_of balance best change children_hidden colon comma command
component_boundary consumption_field coverage credits_out cut_share cut_whisker data data_note days
declarations_count difference_dash difference_note effect effort estimate_mark exact_lines field
filter forwarder gap_note gap_share geography hollow hours ids in in_total issuable_question
language leg_field limits_text lines_hidden lines_without made_with marks meter_field missing_dash
more_same narrowing net next next_hidden no no_digest no_line no_offsets no_range no_reasons
no_scenarios not_given not_judged not_seen nothing_next of_result declared_boundary ours out own
packaging_field packaging_supplier part per policy profile purpose qr_note range_basis range_short
reasons register_note release requested rounded rounded_hidden rules_question sankey_caption
scenario_field scenario_stages scenarios scope_approach seen semicolon signed_here signed_note
supplier_head technology text_seen time top_caption total unknown_set uptake verdict_at_build waived
weak_share what where who yes
"""
"""Labels that are sentences and everyday words, no terms."""


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


def test_every_label_is_a_term_or_a_plain_word(glossary: list[dict[str, str]]) -> None:
    named = {key for row in glossary for key in row["labels"].split()}
    assert named | set(PLAIN.split()) == set(LABELS)
    assert not named & set(PLAIN.split())


def test_the_report_uses_the_chinese_of_the_glossary(glossary: list[dict[str, str]]) -> None:
    for row in glossary:
        for key in row["labels"].split():
            zh = LABELS[key][1]
            assert any(word in zh or zh in word for word in row["zh"].split(" / ")), (key, zh)


def test_terminal_and_report_say_the_same() -> None:
    spoken = {en.casefold(): zh for en, zh in LABELS.values()}
    terminal = dict(zip(words("en").values(), words("zh").values(), strict=True))
    both = set(spoken) & set(terminal)
    assert len(both) > 5
    assert {en: spoken[en] for en in both} == {en: terminal[en] for en in both}


def test_terms_agree_with_the_shared_glossary(glossary: list[dict[str, str]], shared: Path) -> None:
    theirs = {row["term_en"]: row for row in table(shared / "glossary.csv")}
    common = [row for row in glossary if row["en"] in theirs]
    assert len(common) > 60
    for row in common:
        assert row["zh"] == theirs[row["en"]]["term_zh"], row["en"]
        known = {theirs[row["en"]]["source_en"], theirs[row["en"]]["source_zh"]} - {""}
        assert known <= set(row["source"].split("; ")) or not row["source"], row["en"]
