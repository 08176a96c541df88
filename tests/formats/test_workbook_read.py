"""Workbooks as people leave them: moved headers, own columns, every kind of fault."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from openpcf.errors import InputError
from openpcf.formats.study.workbook_read import read_workbook
from openpcf.messages import fix, known, say

KEYS = [["Key", "Value", "Unit"], ["issuer.name", "Maker"]]


def book(**sheets):
    """A workbook of rows, as a person would type it."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(**sheets):
    return read_workbook(book(**{"Study": KEYS, **sheets}), "s.xlsx")


def test_columns_are_found_by_either_language_or_key_in_any_order_and_row():
    study, findings = read(
        Study=[["carbon footprint of our board"], [], ["Value", "项目"], ["ACME", "签发方名称"]],
        BOM=[
            ["Company bill, rev. C"],
            [],
            ["x-buyer", "数量", "part_number", "ID", "Mass per piece", "质量单位"],
            ["Li", 4, "BSS84AK,215", "R1", 2.5, "g"],
        ],
    )
    assert findings == ()
    assert study.issuer.name == "ACME"
    line = study.bom[0]
    assert (line.id, str(line.quantity), str(line.mass)) == ("R1", "4", "2.5")
    assert line.extra == {"x-buyer": "Li"}
    assert line.source == "s.xlsx#BOM!4"


def test_rows_keep_their_order_and_blank_rows_count_for_places_only():
    study, _ = read(Sites=[["ID", "Name"], ["b", "B"], [], ["a", "A"]])
    assert [(s.id, s.source) for s in study.sites] == [
        ("b", "s.xlsx#Sites!2"),
        ("a", "s.xlsx#Sites!4"),
    ]


def test_blank_is_not_zero():
    study, findings = read(Activities=[["ID", "Loss [%]", "Overhead [%]"], ["e", 0, None]])
    assert (str(study.activities[0].loss_percent), study.activities[0].overhead_percent) == (
        "0",
        None,
    )
    assert findings == ()


def test_blank_ids_are_given_by_position_and_reported_once():
    study, findings = read(BOM=[["ID", "Value"], [None, "10k"], ["bom-1", "1k"], [None, "2k"]])
    assert [line.id for line in study.bom] == ["bom-1-2", "bom-1", "bom-3"]
    assert [(f.code, f.place, f.found) for f in findings] == [
        ("STUDY_ID_GIVEN", "s.xlsx#BOM!2", "2")
    ]
    assert not findings[0].is_error


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("yes", True),
        ("NO", False),
        ("ja", True),
        ("Nein", False),
        ("是", True),
        ("否", False),
        (True, True),
        (False, False),
    ],
)
def test_yes_and_no_in_three_languages(word, value):
    study, _ = read(Sites=[["ID", "Controlled by the issuer"], ["s", word]])
    assert study.sites[0].controlled_by_issuer is value


@pytest.mark.parametrize("word", ["raw-materials", "Raw materials", "原材料获取"])
def test_choices_are_read_in_either_language_and_any_case(word):
    study, _ = read(Activities=[["ID", "Stage"], ["a", word]])
    assert study.activities[0].stage == "raw-materials"


def test_dates_of_the_spreadsheet_become_iso_text():
    study, _ = read(Activities=[["ID", "Period start"], ["a", datetime.date(2025, 1, 31)]])
    assert study.activities[0].period_start == "2025-01-31"


@pytest.mark.parametrize("text", ["31.12.2025", "2025年12月31日", "2025/12/31", "20251231"])
def test_dates_of_a_german_or_chinese_spreadsheet_are_read_and_reported(text):
    study, findings = read(Activities=[["ID", "Period end"], ["a", text]])
    assert study.activities[0].period_end == "2025-12-31"
    assert [(f.code, f.found, f.expected) for f in findings] == [("DATE_READ", text, "2025-12-31")]


def test_a_date_that_can_be_two_days_is_refused_with_both():
    _, findings = read(Activities=[["ID", "Period end"], ["a", "03/04/2025"]])
    assert [(f.code, f.expected) for f in findings] == [
        ("DATE_AMBIGUOUS", "2025-04-03 / 2025-03-04")
    ]


def test_a_list_is_parted_at_blanks_and_commas_in_designators_at_semicolons_elsewhere():
    study, _ = read(
        Study=[["Key", "Value"], ["method.standards", "ISO 14067:2018；GB/T 24067-2024"]],
        BOM=[["ID", "Designators"], ["r", "R1, R2 R3"]],
    )
    assert study.bom[0].designators == ("R1", "R2", "R3")
    assert study.method.standards == ("ISO 14067:2018", "GB/T 24067-2024")


@pytest.mark.parametrize(
    ("sheet", "header", "cell", "code", "found", "expected"),
    [
        ("BOM", "Kind", "screw", "STUDY_CHOICE", "screw", "part, not-part, dnp"),
        ("Sites", "Controlled by the issuer", "maybe", "STUDY_YES_NO", "maybe", "yes, no"),
        ("BOM", "Quantity", "1,5", "STUDY_COMMA", "1,5", "12.5"),
        ("BOM", "Quantity", "1.234,50", "STUDY_COMMA", "1.234,50", "12.5"),
        ("BOM", "Quantity", "four", "STUDY_AMOUNT", "four", "12.5"),
        ("BOM", "Quantity", -4, "STUDY_NEGATIVE", "-4", "≥ 0"),
        ("BOM", "Mass unit", "stone", "UNIT_UNKNOWN", "stone", None),
        ("BOM", "Mass unit", "ton", "UNIT_AMBIGUOUS", "ton", None),
        ("BOM", "Recycled content [%]", 130, "STUDY_TOO_HIGH", "130", "≤ 100"),
        ("Processes", "Yield [%]", 0, "STUDY_ABOVE_ZERO", "0", "> 0"),
        ("Activities", "Key total", 0, "STUDY_ABOVE_ZERO", "0", "> 0"),
        ("Activities", "Period start", "31.01.25 8:00", "STUDY_DATE", None, "2025-01-31"),
        ("Activities", "Period start", "2025-02-30", "STUDY_DATE", "2025-02-30", "2025-01-31"),
        ("Activities", "Period start", datetime.datetime.fromisoformat("2025-01-01T16:00"), "STUDY_DATE", None, None),
        ("BOM", "Fitted at", "smt", "STUDY_REFERENCE", "smt", "–"),
        ("BOM", "Evidence", "e9", "STUDY_REFERENCE", "e9", "–"),
        ("BOM", "Declaration", "d9", "STUDY_REFERENCE", "d9", "–"),
        ("Activities", "Site", "s9", "STUDY_REFERENCE", "s9", "–"),
        ("BOM", "Mas per piece", 1, "STUDY_HEADER_UNKNOWN", "Mas per piece", "mass"),
        ("BOM", "Colour of it all", 1, "STUDY_HEADER_UNKNOWN", None, None),
        ("BOM", None, "lost", "STUDY_HEADER_BLANK", "B", None),
        ("BOM", "ID", "again", "STUDY_HEADER_TWICE", "ID", None),
        ("BOM", "Designators", '["a', "STUDY_LIST", '["a', "A; B"),
        ("BOM", "Quantity", "#N/A", "TABLE_FORMULA_ERROR", "#N/A", None),
        ("BOM", "Quantity", "=1+1", "TABLE_FORMULA_UNCOMPUTED", None, None),
    ],
)  # fmt: skip
def test_one_clear_finding_for_each_fault(sheet, header, cell, code, found, expected):
    study, findings = read(**{sheet: [["ID", header], ["r", cell]]})
    assert study is None
    assert [f.code for f in findings] == [code]
    reported = findings[0]
    assert reported.is_error
    row = 1 if code in ("STUDY_HEADER_UNKNOWN", "STUDY_HEADER_TWICE") else 2
    assert reported.place == f"s.xlsx#{sheet}!B{row}"
    if found is not None:
        assert reported.found == found
    if expected is not None:
        assert reported.expected == expected
    for language in ("en", "zh"):
        assert known(reported.code)
        assert reported.place in say(reported, language)
        assert fix(reported, language)


@pytest.mark.parametrize(
    ("row", "code", "found", "expected"),
    [
        (["isuer.name", "x"], "STUDY_KEY_UNKNOWN", "isuer.name", "issuer.name"),
        (["absent.*", "not-relevant"], "STUDY_KEY_UNKNOWN", "absent.*", "absent.*"),
        (["method.allocation[].basis", "mass"], "STUDY_KEY_UNKNOWN", None, "method.allocation[1].basis"),
        (["purpose", "fun"], "STUDY_CHOICE", "fun", None),
        (["product.mass", 0.14], "STUDY_UNIT_BLANK", "0.14", "g"),
        (["product.mass", 0.14, "pound-ish"], "UNIT_UNKNOWN", "pound-ish", None),
        (["product.mass", "0,14", "kg"], "STUDY_COMMA", "0,14", None),
        (["unit.amount", 0], "STUDY_ABOVE_ZERO", "0", None),
        (["unit.amount", 1, "kg"], "STUDY_UNIT_STRAY", "kg", None),
        (["format", "9.0"], "STUDY_FORMAT", "9.0", "0.1"),
        (["issuer.name", "again"], "STUDY_KEY_TWICE", "issuer.name", "s.xlsx#Study!B2"),
        ([None, "something"], "STUDY_KEY_UNKNOWN", None, None),
        (["method.allocation", "mass"], "STUDY_SHAPE", "mass", "method.allocation[1]"),
    ],
)  # fmt: skip
def test_one_clear_finding_for_each_fault_of_a_key(row, code, found, expected):
    study, findings = read(Study=[*KEYS, row])
    assert study is None
    assert [f.code for f in findings] == [code]
    assert findings[0].place == "s.xlsx#Study!B3"
    if found is not None:
        assert findings[0].found == found
    if expected is not None:
        assert findings[0].expected == expected
    assert fix(findings[0], "en") and fix(findings[0], "zh")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["ID", "Quantity"], ["r", 0]], "STUDY_ZERO"),
        ([["ID", "Mass per piece"], ["r", 2]], "STUDY_AMOUNT_NO_UNIT"),
        ([["ID", "Recycled content [%]"], ["r", 0.98]], "STUDY_FRACTION"),
    ],
)
def test_what_is_only_odd_warns_and_the_study_stands(rows, code):
    study, findings = read(BOM=rows)
    assert study.bom[0].id == "r"
    assert [(f.code, f.severity.value) for f in findings] == [(code, "warning")]


def test_all_faults_come_in_one_go():
    study, findings = read(
        Study=[*KEYS, ["purpose", "fun"], ["nonsense.key", "x"]],
        BOM=[["ID", "Quantity", "Mas"], ["a", "1,5", 1], ["a", -1, 2]],
        Transport=[["ID", "Distance", "Distance unit"], ["t", "far", "light years"]],
    )
    assert study is None
    assert sorted(f.code for f in findings) == sorted(
        ["STUDY_CHOICE", "STUDY_KEY_UNKNOWN", "STUDY_HEADER_UNKNOWN", "STUDY_COMMA",
         "STUDY_NEGATIVE", "STUDY_ID_TWICE", "STUDY_AMOUNT", "UNIT_UNKNOWN"]
    )  # fmt: skip


def test_an_id_used_twice_names_both_places():
    _, findings = read(BOM=[["Value", "ID"], ["1", "a"], ["2", "a"]])
    assert (findings[0].place, findings[0].params["first"]) == ("s.xlsx#BOM!B3", "s.xlsx#BOM!B2")


def test_sheets_that_are_no_table_are_left_alone_and_reported():
    study, findings = read(Scratch=[["a", "b"], [1, 2]])
    assert study.issuer.name == "Maker"
    assert [(f.code, f.found, f.severity.value) for f in findings] == [
        ("STUDY_SHEET_IGNORED", "Scratch", "warning")
    ]


def test_merged_cells_of_a_table_are_a_fault():
    made = openpyxl.load_workbook(io.BytesIO(book(BOM=[["ID", "Value"], ["a", "1"], ["b", None]])))
    made["BOM"].merge_cells("B2:B3")
    target = io.BytesIO()
    made.save(target)
    study, findings = read_workbook(target.getvalue(), "s.xlsx")
    assert study is None
    assert [(f.code, f.place) for f in findings] == [("TABLE_MERGED", "s.xlsx#BOM!B2")]


def test_two_sheets_for_one_table_are_a_fault():
    study, findings = read(BOM=[["ID"], ["a"]], 物料清单=[["ID"], ["b"]])
    assert study is None
    assert [f.code for f in findings] == ["STUDY_SHEET_TWICE"]


def test_a_sheet_without_header_is_a_fault():
    _, findings = read(BOM=[["1", "2"], ["3", "4"]])
    assert [f.code for f in findings] == ["STUDY_HEADER_MISSING"]


@pytest.mark.parametrize("data", [book(Prices=[["a", "b"], [1, 2]])])
def test_a_workbook_of_something_else_is_refused(data):
    with pytest.raises(InputError) as refusal:
        read_workbook(data, "p.xlsx")
    assert refusal.value.code == "STUDY_NONE"


def test_the_same_headers_in_an_opendocument_sheet():
    document = OpenDocumentSpreadsheet()
    for name, rows in {
        "研究": [["字段", "值"], ["product.name", "板"]],
        "Sites": [["编号", "名称"], ["s1", "苏州二厂"]],
    }.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for text in row:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=text))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    target = io.BytesIO()
    document.save(target)
    study, findings = read_workbook(target.getvalue(), "s.ods")
    assert findings == ()
    assert (study.product.name, study.sites[0].name) == ("板", "苏州二厂")
    assert study.sites[0].source == "s.ods#Sites!2"
