"""A study in Chinese has Chinese texts in its lines: they are signed in the study's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import openpcf.matching
from openpcf.factor_library.library import Library
from openpcf.formats.bom.line_rules import NOT_PARTS, OPTIONAL
from openpcf.matching.tables.tables import MatchingTables
from openpcf.messages.catalogue import language_of
from openpcf.messages.part_classes import CLASSES
from openpcf.messages.phrases import ZH, class_name, phrase

from .build import kg, matched

HAN = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"\{(\w+)\}")
STUDY: dict[str, Any] = {
    "bom": [
        {"quantity": "2", "designators": ["C1", "C2"], "package": "0402", "value": "100nF"},
        {"quantity": "1", "designators": ["U1"], "package": "LQFP-48_7x7mm_P0.5mm",
         "description": "单片机"},
        {"quantity": "1", "designators": ["Q1"], "package": "SOT-23", "description": "三极管"},
        {"quantity": "1", "description": "说不清的东西"},
    ],
    "boards": [{"what": "主板", "area": "40", "area_unit": "cm2", "layers": "4",
                "thickness_mm": "1.6", "copper_um": "70", "panel_utilisation_percent": "80"}],
    "activities": [{"what": "电力", "stage": "production", "material": "电力", "quantity": "5",
                    "unit": "kWh", "region": "CN", "pieces": "100"}],
    "transport": [{"what": "整机运输", "stage": "inbound-transport", "mode": "公路运输",
                   "mass": "800", "mass_unit": "g", "distance": "120", "distance_unit": "km"}],
    "packaging": [{"what": "纸箱", "material": "瓦楞纸板", "mass": "0.3", "mass_unit": "kg",
                   "uses": "2", "biogenic_carbon_kg": "0.1"}],
    "processes": [{"what": "贴片", "yield_percent": "98"}],
}  # fmt: skip


def _texts(line: Any) -> Iterator[str]:
    yield line.what
    if line.note:
        yield line.note
    if line.match is not None:
        yield line.match.why
    if line.quantity is not None:
        yield from (per.why for per in line.quantity.per)
        if line.quantity.range is not None:
            yield line.quantity.range.means


def test_every_text_of_a_line_is_chinese(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, language="zh", **STUDY)
    texts = {text for line in found.inventory.lines for text in _texts(line)}
    assert len(texts) > 30
    assert not [text for text in texts if not HAN.search(text)]
    assert {
        "C1…C2 陶瓷电容（100nF）",
        "U1 集成电路（单片机）：硅片",
        "Q1 小信号晶体管（三极管）：塑封料",
        "塑封料无公开排放因子",
        "纸箱：所含生物质碳",
        "主板：超出 35 µm 的铜",
        "贴片的良品率",
        "期内产量",
    } <= texts
    said = {word for detail in found.details.values() for word in detail.working}
    assert {"2 件", "0.8（质量占比）"} & said or any("（" in word for word in said)


def test_the_language_changes_no_figure(library: Library, tables: MatchingTables) -> None:
    en, zh = (matched(library, tables, language=code, **STUDY) for code in ("en", "zh"))
    assert not any(HAN.search(line.match.why) for line in en.inventory.lines if line.match)
    pairs = list(zip(en.inventory.lines, zh.inventory.lines, strict=True))
    assert [(a.factor, a.quantity and kg(a)) for a, _ in pairs] == [
        (b.factor, b.quantity and kg(b)) for _, b in pairs
    ]


def _spoken() -> Iterator[str]:
    """Every text matching hands to be said in a language."""
    for path in Path(openpcf.matching.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("say", "phrase")):
                args = node.args[1:] if ast.unparse(node.func).endswith("phrase") else node.args
                for each in ast.walk(args[0]) if args else ():
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


def test_every_text_of_the_tables_and_of_matching_has_its_chinese(tables: MatchingTables) -> None:
    wanted = {t for share in tables.recipes.values() for s in share for t in (s.component, s.note)}
    wanted |= {package.note for package in tables.packages}
    wanted |= {t for term in tables.terms.terms for t in (term.term, term.note)}
    wanted |= {mass.seen for mass in tables.masses.values()}
    wanted |= {rule.name for rule in NOT_PARTS} | {name for name, _ in OPTIONAL}
    spoken = [text for text in _spoken() if " " in text and text not in ("({unit} in {other})",)]
    assert len(spoken) > 30
    assert not {text for text in {*wanted, *spoken} if text and text not in ZH}


def test_every_class_of_the_tables_has_its_word(tables: MatchingTables) -> None:
    used = {*tables.prefixes.values(), *(w.part_class for w in tables.words), *tables.recipes}
    used |= {p.part_class for p in tables.packages if p.part_class}
    assert not used - set(CLASSES)
    assert class_name("zh", "resistor") == "电阻"
    assert class_name("en", "resistor") == "resistor"


@pytest.mark.parametrize("english", [text for text in ZH if "{" in text])
def test_a_template_keeps_its_places(english: str) -> None:
    assert set(PLACES.findall(ZH[english])) == set(PLACES.findall(english))


@pytest.mark.parametrize(
    ("code", "language"),
    [("zh", "zh"), ("zh-CN", "zh"), ("ZH-Hans", "zh"), ("en", "en"), ("de", "en"), (None, "en")],
)
def test_language_by_its_code(code: str | None, language: str) -> None:
    assert language_of(code) == language


def test_words_of_a_user_stand_as_they_are() -> None:
    assert phrase("zh", "yield of {step}", step="copper {x}") == "copper {x}的良品率"
    assert phrase("zh", "厂家自己的话 {x}") == "厂家自己的话 {x}"
