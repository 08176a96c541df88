"""Numbers, dates and risky text in cells."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from openpcf.formats.tables.cells import (
    Cell,
    Number,
    looks_like_formula,
    plain_text,
    read_date,
    read_number,
    read_numbers,
    safe_text,
    says_convention,
)
from openpcf.formats.tables.read import read_tables
from openpcf.model.base import decimal_text


def place(row: int) -> str:
    return f"b.csv#row={row};col=Mass"


def column(*texts: str) -> list[Cell]:
    return [Cell(row, text) for row, text in enumerate(texts, 2)]


@pytest.mark.parametrize(
    ("text", "convention", "value"),
    [
        ("12", ".", "12"),
        ("12.5", ".", "12.5"),
        ("12,5", ",", "12.5"),
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ",", "1234.5"),
        ("1 234,5", ",", "1234.5"),
        ("1\u202f234,5", ",", "1234.5"),
        ("1'234.5", ".", "1234.5"),
        ("-3", ".", "-3"),
        ("−3", ".", "-3"),
        ("１２．５", ".", "12.5"),
        (".5", ".", "0.5"),
        ("1e-3", ".", "0.001"),
        ("2E2", ".", "200"),
        ("-0", ".", "0"),
    ],
)
def test_numbers_are_read_exactly(text: str, convention: str, value: str) -> None:
    found = read_number(text, convention)
    assert found is not None and (decimal_text(found.value), found.rest) == (value, "")


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [("12 %", "12", "%"), ("5‰", "5", "‰"), ("12 g", "12", "g"), ("-0.5 kWh", "-0.5", "kWh")],
)
def test_what_stands_behind_a_number_is_kept(text: str, value: str, rest: str) -> None:
    found = read_number(text)
    assert found is not None and (decimal_text(found.value), found.rest) == (value, rest)


@pytest.mark.parametrize(
    ("text", "convention"),
    [
        ("", "."), ("abc", "."), ("12,5", "."), ("12.5", ","), ("0,125", "."), ("1,23,456", "."),
        ("1.2.3", "."), ("--1", "."), ("1e999", "."), ("1e-30", "."),
        ("9" * 19, "."), ("1" * 300, "."),
    ],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str, convention: str) -> None:
    assert read_number(text, convention) is None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
    )
)
def test_every_decimal_is_read_back(value: Decimal) -> None:
    text = format(value, "f")
    assert read_number(text) == Number(value)
    assert read_number(text.replace(".", ","), ",") == Number(value)
    assert read_number(f"{value:,}") == Number(value)


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    says_convention(text)
    read_number(text)
    read_date(text)
    looks_like_formula(text)


def test_a_unit_behind_a_number_is_kept() -> None:
    number = read_number("12,5 g", ",")
    assert number is not None and (number.value, number.rest) == (Decimal("12.5"), "g")


def test_both_decimal_signs_in_one_column_are_one_finding() -> None:
    read = read_numbers(column("12,5", "3", "12.5", "7,25"), place)
    (finding,) = read.findings
    assert (finding.code, finding.place, finding.found) == ("NUMBER_MIXED", place(2), "12,5")
    assert (finding.expected, finding.params["other"]) == ("12.5", place(4))
    assert {r: n.value for r, n in read.numbers.items()} == {
        2: Decimal("12.5"),
        3: Decimal("3"),
        4: Decimal("12.5"),
        5: Decimal("7.25"),
    }


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (("1,234", "0,5"), ("1.234", "0.5")),
        (("1,234", "0.5"), ("1234", "0.5")),
        (("1.234", "2,5"), ("1234", "2.5")),
        (("1.234", "2.5"), ("1.234", "2.5")),
        (("1,234,567", "2"), ("1234567", "2")),
        (("1.234.567", "2,5"), ("1234567", "2.5")),
    ],
)
def test_a_column_says_how_its_cells_are_meant(
    texts: tuple[str, str], values: tuple[str, str]
) -> None:
    read = read_numbers(column(*texts), place)
    assert read.findings == ()
    assert tuple(decimal_text(read.numbers[r].value) for r in (2, 3)) == values


def test_a_comma_that_may_be_either_is_reported_and_not_read() -> None:
    read = read_numbers(column("1,234", "5"), place)
    (finding,) = read.findings
    assert (finding.code, finding.place) == ("NUMBER_AMBIGUOUS", place(2)) and finding.is_error
    assert finding.expected == "1.234 / 1234" and set(read.numbers) == {3}


def test_a_point_that_may_be_either_is_read_as_decimal_and_warned_of_once() -> None:
    read = read_numbers(column("1.234", "2.345"), place)
    (finding,) = read.findings
    assert finding.code == "NUMBER_AMBIGUOUS" and not finding.is_error
    assert finding.params["count"] == "2" and read.numbers[2].value == Decimal("1.234")


def test_numbers_of_a_workbook_prove_nothing_about_signs() -> None:
    cells = [Cell(2, "1.234", "number"), Cell(3, "12,5"), Cell(4, "7")]
    read = read_numbers(cells, place)
    assert [n.value for n in read.numbers.values()] == [Decimal(t) for t in ("1.234", "12.5", "7")]
    (finding,) = read.findings
    assert (finding.code, finding.found, finding.params["count"]) == (
        "CELL_TEXT_NUMBER",
        "12,5",
        "2",
    )


def test_an_exponent_is_read_exactly_and_reported() -> None:
    read = read_numbers(column("1e-3"), place)
    assert [(f.code, f.expected) for f in read.findings] == [("NUMBER_EXPONENT", "0.001")]


def test_cells_without_value_stay_missing() -> None:
    cells = [Cell(2, ""), Cell(3, "", "formula"), Cell(4, "", "error"), Cell(5, "x")]
    read = read_numbers(cells, place)
    assert read.numbers == {} and [f.code for f in read.findings] == ["NUMBER_UNREADABLE"]


# --- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["2025-12-31", "2025/12/31", "2025.12.31", "31.12.2025", "31.12.25", "31. 12. 2025", "20251231",
     "2025年12月31日", "2025 年 12 月 31 日", "12/31/2025", "31/12/2025", "2025-12-31T08:00:00"],
)  # fmt: skip
def test_dates_of_three_languages(text: str) -> None:
    assert read_date(text) == (date(2025, 12, 31), ())


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("03/04/2025", "DATE_AMBIGUOUS", "2025-04-03 / 2025-03-04"),
        ("31.02.2025", "DATE_FORM", "2025-12-31"),
        ("Q3 2025", "DATE_FORM", "2025-12-31"),
        ("46022", "DATE_FORM", "2025-12-31"),
    ],
)
def test_dates_nobody_can_be_sure_of(text: str, code: str, expected: str) -> None:
    found, (finding,) = read_date(text, "b.csv#row=3;col=Day")
    assert found is None
    assert (finding.code, finding.place, finding.expected) == (
        code,
        "b.csv#row=3;col=Day",
        expected,
    )


def test_a_serial_number_of_a_day_is_reported() -> None:
    found, (finding,) = read_date("46022", kind="number")
    assert found == date(2025, 12, 31) and finding.code == "DATE_SERIAL"


def test_no_date_is_no_fault() -> None:
    assert read_date("  ") == (None, ())


# --- text that a spreadsheet would run ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+A1+B2", "-2+3+cmd|' /C calc'!A0", "\t=1+1",
     "\r=HYPERLINK(\"x\")", "+HYPERLINK(\"x\")", "＝1+1"],
)  # fmt: skip
def test_formulas_in_text_are_noticed(text: str) -> None:
    assert looks_like_formula(text)
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize("text", ["+can", "-40 °C", "+3.3V", "- see note (A1)", "R1-R4", "-5", "="])
def test_ordinary_text_is_no_formula(text: str) -> None:
    assert not looks_like_formula(text)


@given(st.text("=+-@'\t\r\n＝a1.,( ", max_size=6) | st.text(max_size=12))
def test_safe_text_gives_back_what_went_in(text: str) -> None:
    safe = safe_text(text)
    assert plain_text(safe) == text
    number = safe.lstrip("+-").replace(".", "", 1).replace(",", "", 1)
    assert safe[:1] not in set("=+-@\t\r\n＝＋－＠") or number.isdigit()


@pytest.mark.parametrize("text", ["=1+1", "+can", "@x", "-1", "'quoted", "'=x", "plain"])
def test_safe_text_goes_through_csv_and_xlsx(text: str) -> None:
    import csv

    target = io.StringIO()
    csv.writer(target).writerows([["a", "b"], [safe_text(text), "x"]])
    (table,), _ = read_tables(target.getvalue().encode(), "b.csv")
    assert plain_text(table.body[0].texts[0]) == text
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    for row, cells in enumerate([["a", "b"], [safe_text(text), "x"]]):
        for number, cell in enumerate(cells):
            page.write_string(row, number, cell)
    book.close()
    (table,), _ = read_tables(stream.getvalue(), "b.xlsx")
    assert plain_text(table.body[0].texts[0]) == text
    page = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active
    assert page is not None and page["A2"].data_type == "s"
