"""Lines hold codes: the inventory is the same in every language of a study, the words are those of
its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import openpcf
from openpcf.errors import InputError
from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables, read_matching_tables
from openpcf.messages import LANGUAGES, render, say
from openpcf.messages.catalogue import catalogue
from openpcf.model.base import dump
from openpcf.model.canonical import canonical_bytes
from openpcf.model.inventory import Line
from openpcf.model.inventory_document import inventory_document
from openpcf.model.message import Message
from openpcf.workflow.base.resources import rows
from openpcf.workflow.study.library import MATCHING_TABLES

from .build import kg, matched

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[a-z]{5,}")
STUDY: dict[str, Any] = {
    "bom": [
        {"quantity": "2", "designators": ["C1", "C2"], "package": "0402", "value": "100nF"},
        {"quantity": "1", "designators": ["U1"], "package": "LQFP-48_7x7mm_P0.5mm",
         "description": "单片机"},
        {"quantity": "1", "designators": ["Q1"], "package": "SOT-23", "description": "三极管"},
        {"quantity": "1", "description": "说不清的东西"},
        {"description": "没有数量"},
        {"quantity": "3", "unit": "m", "description": "电缆", "material": "铜"},
    ],
    "boards": [{"what": "主板", "area": "40", "area_unit": "cm2", "layers": "4",
                "thickness_mm": "1.6", "copper_um": "70", "panel_utilisation_percent": "80"},
               {"what": "副板"}],
    "activities": [{"what": "电力", "stage": "production", "material": "电力", "quantity": "5",
                    "unit": "kWh", "region": "CN", "pieces": "100"}],
    "transport": [{"what": "整机运输", "stage": "inbound-transport", "mode": "公路运输",
                   "mass": "800", "mass_unit": "g", "distance": "120", "distance_unit": "km"}],
    "packaging": [{"what": "纸箱", "material": "瓦楞纸板", "mass": "0.3", "mass_unit": "kg",
                   "uses": "2", "biogenic_carbon_kg": "0.1"}],
    "processes": [{"what": "贴片", "yield_percent": "98"}],
}  # fmt: skip


def _texts(line: Line) -> Iterator[Message]:
    yield line.what
    if line.note is not None:
        yield line.note
    if line.match is not None and line.match.why is not None:
        yield line.match.why
    if line.quantity is not None:
        yield from (per.why for per in line.quantity.per)
        if line.quantity.range is not None:
            yield line.quantity.range.means


def test_every_text_of_a_line_is_read_in_chinese(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, **STUDY)
    texts = {render(text, "zh") for line in found.inventory.lines for text in _texts(line)}
    assert len(texts) > 30
    assert not [text for text in texts if not HAN.search(text)]
    assert {
        "陶瓷电容 100nF（2 件，C1…C2）",
        "集成电路 单片机（U1）：芯片（裸片）",
        "小信号晶体管 三极管（Q1）：塑封料",
        "塑封料无公开排放因子",
        "纸箱：所含生物质碳",
        "主板：超出 35 µm 的铜",
        "良品率：贴片",
        "期内产量",
    } <= texts
    steps = {render(step, "zh") for detail in found.details.values() for step in detail.working}
    assert {"2 件", "0.07（占晶圆）"} <= steps


def test_the_same_line_is_read_in_english(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, **STUDY)
    names = [render(line.what) for line in found.inventory.lines]
    assert "ceramic capacitor 100nF (2 pcs, C1…C2)" in names
    assert "IC 单片机 (U1): silicon" in names
    reasons = [render(line.match.why) for line in found.inventory.lines if line.match]
    assert not [reason for reason in reasons if HAN.search(reason)]


def test_the_inventory_is_the_same_in_every_language_of_the_study(
    library: Library, tables: MatchingTables
) -> None:
    made = [matched(library, tables, language=code, **STUDY) for code in (*LANGUAGES, "de")]
    documents = {canonical_bytes(inventory_document(each.inventory)) for each in made}
    assert len(documents) == 1
    assert any(line.quantity and kg(line) for line in made[0].inventory.lines)


def _codes(text: Any) -> Iterator[str]:
    if isinstance(text, dict) and "code" in text:
        yield text["code"]
        for value in (text.get("params") or {}).values():
            yield from _codes(value)
    elif isinstance(text, list):
        for each in text:
            yield from _codes(each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_line_has_its_words(
    library: Library, tables: MatchingTables, language: str
) -> None:
    found = matched(library, tables, **STUDY)
    every = [dump(text) for line in found.inventory.lines for text in _texts(line)]
    every += [dump(step) for detail in found.details.values() for step in detail.working]
    codes = {code for text in every for code in _codes(text)}
    assert len(codes) > 30
    known = catalogue(language)
    assert {c for c in codes if f"reason.{c}" not in known} <= {
        c for c in codes if f"finding.{c}.text" in known
    }
    assert not [text for text in every if "–" in render(text, language).split()]


def _shipped() -> dict[str, list[dict[str, str]]]:
    return {path[-1]: [dict(row) for row in rows(*path)] for path in MATCHING_TABLES}


@pytest.mark.parametrize(
    ("table", "column", "word", "nearest"),
    [
        ("recipes.csv", "class", "capacitor-mlcc", "capacitor-"),
        ("recipes.csv", "element", "lead-fram", "lead-frame"),
        ("recipes.csv", "note", "own-guess", "own-estimate"),
        ("packages.csv", "families", "ic,mosfet", "transistor-power"),
        ("designators.csv", "class", "resistors", "resistor"),
        ("materials.csv", "note", "primary-tins", "primary-tin"),
        ("masses.csv", "seen", "measured", "estimated"),
    ],
)
def test_a_table_with_an_unknown_word_is_refused_with_the_nearest(
    table: str, column: str, word: str, nearest: str
) -> None:
    tables = _shipped()
    tables[table][1][column] = word
    with pytest.raises(InputError, match="PACKAGE_DATA") as refused:
        read_matching_tables(tables)
    assert re.search(rf"{re.escape(table)}#row=3.*{nearest}", say(refused.value))


@pytest.mark.parametrize("room", ["matching", "calculation"])
def test_the_engine_knows_no_language(room: str) -> None:
    source = Path(openpcf.__file__).parent / room
    files = list(source.rglob("*.py"))
    assert files
    imports = re.compile(r"^(?:from|import) openpcf\.messages|\blanguage\b", re.MULTILINE)
    assert [str(path) for path in files if imports.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("language", "missing"), [("en", "area, layers, thickness"), ("zh", "面积、层数、厚度")]
)
def test_a_finding_names_what_is_missing_in_the_readers_words(
    library: Library, tables: MatchingTables, language: str, missing: str
) -> None:
    found = matched(library, tables, boards=[{"what": "board"}], bom=STUDY["bom"][:1])
    (incomplete,) = (f for f in found.findings if f.code == "BOARD_INCOMPLETE")
    assert incomplete.found == "area, layers, thickness"
    assert missing in say(incomplete, language)
