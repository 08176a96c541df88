"""The one table of columns and the model say the same; the reference page is made from it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from openpcf.formats.study.column import normal
from openpcf.formats.study.columns import SHEETS, column_of, sheet_of
from openpcf.formats.study.keys import FIELDS, field_titled, leaves
from openpcf.formats.study.values import parse
from openpcf.messages import LANGUAGES
from openpcf.messages.catalogue import catalogue
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
            for name in (column.key, *column.titles(), f" {column.title('en').upper()} "):
                assert column_of(sheet.key, name) == column
    for field in FIELDS.values():
        if not set(field.key) & set("*["):
            assert [field_titled(title) for title in field.titles()] == [field for _ in LANGUAGES]
    for sheet in SHEETS:
        names = (sheet.key, *(sheet.title(language) for language in LANGUAGES))
        assert {sheet_of(name) for name in names} == {sheet}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda v: getattr(v, "key", v))
def test_every_column_says_what_to_enter_in_every_language(table, column):
    for language in LANGUAGES:
        assert column.note(language).endswith((".", "。", "…", "[3] …")), column.note(language)
        assert len(column.note(language)) < 120
        words = column.words(language)
        assert len({normal(word) for word in words}) == len(words)
        if column.vocabulary:
            keys = column.choices or column.offers
            assert tuple(column.key_of(word) for word in words) == keys
            assert tuple(column.key_of(key.upper()) for key in keys) == keys
    if column.kind in ("unit", "measure"):
        assert [str(unit(text)) for text in column.offers]
    if column.refers:
        assert column.refers in TABLES


EXAMPLE = re.compile(r"(?:Example: |例：)(?P<words>.*?)[.。]")
ASIDE = re.compile(r"（.*?）| for .*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_given_as_an_example_is_a_word_of_its_list(language):
    given = {
        (column.key, ASIDE.sub("", word).strip()): column
        for _, column in COLUMNS
        if column.vocabulary and column.vocabulary != "absent-reason"
        for found in EXAMPLE.finditer(column.note(language))
        for word in re.split("[,;、；]", found["words"])
    }
    assert len(given) > 15
    assert [named for named, column in given.items() if not column.key_of(named[1])] == []


def test_units_of_amounts_stand_in_columns_of_units():
    for sheet in SHEETS:
        columns = {c.key: c for c in sheet.columns}
        for column in sheet.columns:
            if column.unit_in:
                assert columns[column.unit_in].kind == "unit"


def test_scopes_are_those_of_the_inventory():
    assert column_of("activities", "scope").choices == SCOPES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_column_is_left_that_no_column_has(language):
    named = {f"field.{key}" for key in FIELDS} | {f"sheet.{sheet.key}" for sheet in SHEETS}
    for sheet in SHEETS:
        named |= {f"column.{sheet.key}.{c.key}" for c in sheet.columns}
        named |= {f"column.shared.{c.key}" for c in sheet.columns}
    texts = [k for k in catalogue(language) if k.split(".")[0] in ("column", "field", "sheet")]
    named |= {f"{name}.{part}" for name in named for part in ("title", "note")}
    assert [key for key in texts if key not in named] == []


def test_the_reference_page_is_current():
    tool = ROOT / "tools" / "build_docs_study.py"
    spec = importlib.util.spec_from_file_location("build_docs_study", tool)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TARGET.read_text(encoding="utf-8") == module.page(), (
        "run python tools/build_docs_study.py"
    )


@pytest.mark.parametrize(
    ("text", "near"),
    [("capacitor-mlcc", "capacitor-ceramic"), ("mosfet", "transistor-power"), ("relais", "relay")],
)
def test_an_unknown_class_is_answered_with_the_nearest(text, near):
    value, (reported,) = parse(column_of("bom", "part_class"), text, "bom.csv#row=2")
    assert (value, reported.code, reported.severity) == (None, "STUDY_WORD", "error")
    assert near in reported.expected.split(", ")


@pytest.mark.parametrize("text", ["capacitor-ceramic", "Ceramic capacitors", "陶瓷电容"])
def test_a_class_may_be_written_in_any_language(text):
    assert parse(column_of("bom", "part_class"), text, "a") == ("capacitor-ceramic", ())
