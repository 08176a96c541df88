"""The one table of columns and the model say the same; the reference page is made from it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from openpcf.formats.study.column import normal
from openpcf.formats.study.columns import SHEETS, choice_of, choice_word, column_of
from openpcf.formats.study.keys import FIELDS, field_titled, leaves
from openpcf.model.inventory import SCOPES
from openpcf.model.study import TABLES
from openpcf.model.units import unit

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [(s.key, c) for s in SHEETS for c in s.columns] + [("study", f) for f in FIELDS.values()]


def test_every_table_and_every_member_of_it_has_one_column():
    assert [sheet.key for sheet in SHEETS] == list(TABLES)
    for sheet in SHEETS:
        keys = [c.key for c in sheet.columns]
        assert sorted(keys) == sorted(set(TABLES[sheet.key].model_fields) - {"extra"})


def test_every_leaf_of_the_key_value_part_has_one_key():
    assert sorted(FIELDS) == sorted(leaves())


def test_every_name_means_one_column():
    for sheet in SHEETS:
        for column in sheet.columns:
            for name in (column.key, column.en, column.zh, f" {column.en.upper()} "):
                assert column_of(sheet.key, name) == column
    for field in FIELDS.values():
        if not set(field.key) & set("*["):
            assert field_titled(field.en) == field_titled(field.zh) == field
    names = [normal(n) for s in SHEETS for n in (s.key, s.zh)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda v: getattr(v, "key", v))
def test_every_column_says_what_to_enter_in_both_languages(table, column):
    for note in (column.note_en, column.note_zh):
        assert note.endswith((".", "。", "…", "[3] …")), note
    assert any(ord(sign) > 0x2E7F for sign in column.note_zh)
    assert len(column.note_en) < 120
    words = [choice_word(c, "zh") for c in column.choices]
    assert len(set(words)) == len(words)
    for choice, word in zip(column.choices, words, strict=True):
        assert choice_of(column, choice) == choice_of(column, word) == choice
        if not choice.isupper():
            assert word != choice, f"{choice} has no Chinese word"
    if column.kind in ("unit", "measure"):
        assert [str(unit(text)) for text in column.offers]
    if column.refers:
        assert column.refers in TABLES


def test_units_of_amounts_stand_in_columns_of_units():
    for sheet in SHEETS:
        columns = {c.key: c for c in sheet.columns}
        for column in sheet.columns:
            if column.unit_in:
                assert columns[column.unit_in].kind == "unit"


def test_scopes_are_those_of_the_inventory():
    assert column_of("activities", "scope").choices == SCOPES


def test_the_reference_page_is_current():
    tool = ROOT / "tools" / "build_docs_study.py"
    spec = importlib.util.spec_from_file_location("build_docs_study", tool)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TARGET.read_text(encoding="utf-8") == module.page(), (
        "run python tools/build_docs_study.py"
    )
