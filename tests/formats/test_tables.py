"""Tables as people hand them in: kinds of file, encodings, delimiters, and each thing wrong."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdsTable
from odf.table import TableCell, TableRow
from odf.text import LineBreak, P, S, Span, Tab

from openpcf.errors import InputError
from openpcf.formats.tables.csv import find_delimiter
from openpcf.formats.tables.read import (
    find_table,
    mark_findings,
    number_text,
    open_tables,
    read_tables,
)
from openpcf.formats.tables.sheet_xml import column_of, look_at_xlsx, look_quickly
from openpcf.formats.tables.table import letters
from openpcf.messages import fix, say


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with members changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def xlsx(rows: list[list[object]], sheet: str = "S") -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        page.title = sheet
        for row in rows:
            page.append(row)

    return workbook(fill)


def ods(rows: list[list[TableCell]], sheet: str = "S") -> bytes:
    document = OpenDocumentSpreadsheet()
    table = OdsTable(name=sheet)
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def ods_cell(text: str | None = None, **attributes: str) -> TableCell:
    if text is not None and "valuetype" not in attributes and "formula" not in attributes:
        attributes["valuetype"] = "string"
    cell = TableCell(**attributes)
    if text is not None:
        cell.addElement(P(text=text))
    return cell


# --- CSV ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb18030"),
    ],
)
def test_delimiters_and_encodings_are_found_and_reported(
    delimiter: str, encoding: str, reported: str
) -> None:
    text = f"位号{delimiter}数量{delimiter}规格\nR1{delimiter}2{delimiter}电阻\n"
    (table,), findings = read_tables(text.encode(encoding), "b.csv")
    assert table.encoding == reported and table.delimiter == delimiter
    assert table.header == ("位号", "数量", "规格")
    assert table.body[0].texts == ("R1", "2", "电阻") and table.body[0].number == 2
    codes = [f.code for f in findings]
    assert codes == (["TABLE_ENCODING_GUESSED"] if reported == "gb18030" else [])


@pytest.mark.parametrize("words", ["Gehäuse;Stück", "Größe;Wärme µF ±5 °C", "Fläche;Würth Öse"])
def test_western_text_is_not_read_as_chinese(words: str) -> None:
    data = f"{words}\nStückzahl für Gerät;3\n".encode("cp1252")
    (table,), findings = read_tables(data, "b.csv")
    assert table.encoding == "cp1252"
    assert table.header == tuple(words.split(";"))
    assert findings[0].code == "TABLE_ENCODING_GUESSED" and findings[0].found == "cp1252"


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    text = "Teil;Masse;Preis\nA;12,5;1,10\nB;2,25;0,90\nC;3,0;1,00\n"
    assert find_delimiter(text) == ";"


def test_a_stated_delimiter_is_followed() -> None:
    (table,), _ = read_tables(b"sep=;\r\na;b,c\r\n1;2\r\n", "b.csv")
    assert table.delimiter == ";" and table.header == ("a", "b,c")
    assert table.row_place(table.body[0].number) == "b.csv#row=3"


def test_rows_keep_the_number_their_owner_sees() -> None:
    (table,), _ = read_tables(b'a,b\n\n"x\ny",2\n\nz,3\n', "b.csv")
    assert [(r.number, r.texts[0]) for r in table.body] == [(3, "x\ny"), (5, "z")]
    assert table.place(5, 1) == "b.csv#row=5;col=b"


def test_logo_and_title_stand_above_the_header() -> None:
    data = b"ACME Ltd,,,\nParts of board 7,,,\n,,,\nRef,Value,Qty,Maker\nR1,10k,1,Y\n"
    (table,), _ = read_tables(data, "b.csv")
    assert table.header_row == 4


def test_header_names_are_unique() -> None:
    (table,), _ = read_tables(b"Qty,Qty,,Qty\n1,2,3,4\n", "b.csv")
    assert table.header == ("Qty", "Qty [2]", "column C", "Qty [3]")


def test_a_delimiter_inside_a_cell_is_found_by_the_rows_width() -> None:
    _, (finding,) = read_tables(b"a,b\n1,2\nbig, red,3\n", "b.csv")
    assert (finding.code, finding.place) == ("TABLE_ROW_WIDTH", "b.csv#row=3")
    assert (finding.found, finding.expected) == ("3", "2")


def test_an_open_quotation_mark_is_named() -> None:
    _, findings = read_tables(b'a,b\n1,2\n"x,3\n4,5\n', "b.csv")
    assert [(f.code, f.place) for f in findings] == [("TABLE_QUOTE_OPEN", "b.csv#row=3")]


def test_inch_marks_are_no_fault() -> None:
    (table,), findings = read_tables(b'a,b\nscrew 3" long,2\n', "b.csv")
    assert table.body[0].texts[0] == 'screw 3" long' and findings == ()


@pytest.mark.parametrize("word", ["#REF!", "#N/A", "#NV", "#WERT!", "#DIV/0!"])
def test_formula_errors_saved_as_text_are_found(word: str) -> None:
    (table,), (finding,) = read_tables(f"a,b\n1,{word}\n".encode(), "b.csv")
    assert (finding.code, finding.place, finding.found) == (
        "TABLE_FORMULA_ERROR",
        "b.csv#row=2;col=b",
        word,
    )
    assert table.body[0].text(1) == "" and table.body[0].kind(1) == "error"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_is_written_quoted_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    import csv

    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["one", "two", "three"])
    writer.writerows(rows)
    (table,), _ = open_tables(target.getvalue().encode("utf-8-sig"), "b.csv")
    assert table.delimiter == delimiter
    errors = {(m.row, m.column) for m in table.marks}
    kept = [(n, row) for n, row in enumerate(rows, 2) if any(c.strip() for c in row)]
    assert [r.number for r in table.rows] == [1] + [n for n, _ in kept]
    for read, (number, row) in zip(table.rows[1:], kept, strict=True):
        expected = tuple("" if (number, c) in errors else t for c, t in enumerate(row))
        assert read.texts == expected


# --- workbooks ---------------------------------------------------------------------------------


def test_numbers_dates_and_words_become_text() -> None:
    data = xlsx(
        [
            ["a", "b", "c", "d", "e"],
            ["x", 3, 1e-7, datetime.date(2025, 12, 31), True],
            ["y", 4012345678901, 0.1, datetime.datetime(2025, 1, 2, 3, 4), False],  # noqa: DTZ001
        ]
    )
    (table,), findings = read_tables(data, "b.xlsx")
    assert findings == ()
    assert table.body[0].texts == ("x", "3", "0.0000001", "2025-12-31", "TRUE")
    assert table.body[1].texts == ("y", "4012345678901", "0.1", "2025-01-02T03:04:00", "FALSE")
    assert [table.body[0].kind(c) for c in range(5)] == ["text", "number", "number", "date", "bool"]
    assert table.place(2, 1) == "b.xlsx#S!B2"


@pytest.mark.parametrize(
    "number_format", ["dd.mm.yyyy", "[$-407]d. mmmm yyyy;@", 'yyyy"年"m"月"d"日"', "yyyy/m/d"]
)
def test_dates_of_german_and_chinese_excel(number_format: str) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        page.append(["part", "day"])
        page.append(["x", 46022])
        page["B2"].number_format = number_format

    (table,), _ = read_tables(workbook(fill), "b.xlsx")
    assert table.body[0].text(1) == "2025-12-31" and table.body[0].kind(1) == "date"


@pytest.mark.parametrize("identifier", [14, 27, 31, 57])
def test_built_in_date_formats_of_chinese_excel(identifier: int) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["part", "day"])
    page.write_string(1, 0, "x")
    page.write_number(1, 1, 46022, book.add_format({"num_format": identifier}))
    book.close()
    (table,), _ = read_tables(target.getvalue(), "b.xlsx")
    assert table.body[0].text(1) == "2025-12-31"


def test_a_formula_without_computed_value_is_found_and_reads_as_blank() -> None:
    data = xlsx([["a", "b"], ["x", "=1+1"], ["y", 2]])
    (table,), (finding,) = read_tables(data, "b.xlsx")
    assert (finding.code, finding.place) == ("TABLE_FORMULA_UNCOMPUTED", "b.xlsx#S!B2")
    assert table.body[0].text(1) == "" and table.body[0].kind(1) == "formula"
    assert table.body[1].text(1) == "2"


def test_a_zero_nobody_computed_is_no_zero() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("S")
    page.write_row(0, 0, ["a", "b"])
    page.write_formula(1, 1, "=A1*2")
    page.write_formula(2, 1, "=A1*2", None, 7)
    book.close()
    (table,), (finding,) = read_tables(target.getvalue(), "b.xlsx")
    assert (finding.code, finding.place) == ("TABLE_FORMULA_UNCOMPUTED", "b.xlsx#S!B2")
    assert [r.text(1) for r in table.body] == ["", "7"]


def test_an_empty_text_somebody_computed_is_no_fault() -> None:
    cell = '<c r="A1" t="str"><f>""</f><v></v></c>'
    xml = f'<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    assert look_at_xlsx(xml.encode(), "s").marks == []
    marks = look_at_xlsx(xml.replace(' t="str"', "").encode(), "s").marks
    assert [(m.kind, m.row, m.column) for m in marks] == [("formula", 1, 0)]


def test_a_computed_zero_is_a_zero() -> None:
    data = rewritten(
        xlsx([["a", "b"], ["x", "=1-1"]]),
        lambda name, body: (
            body.replace(b"<v></v>", b"<v>0</v>")
            .replace(b"<v/>", b"<v>0</v>")
            .replace(b"<v />", b"<v>0</v>")
            .replace(b'fullCalcOnLoad="1"', b"")
        ),
    )
    (table,), findings = read_tables(data, "b.xlsx")
    assert findings == () and table.body[0].text(1) == "0"


def test_formula_errors_merged_cells_and_blank_formulas_come_all_at_once() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        page.title = "S"
        for row in [["a", "b", "c"], ["x", "#REF!", "=A1"], ["y", "m", 1], ["z", None, 2]]:
            page.append(row)
        page.merge_cells("B3:B4")

    (table,), findings = read_tables(workbook(fill), "b.xlsx")
    assert [(f.code, f.place, f.found) for f in findings] == [
        ("TABLE_FORMULA_ERROR", "b.xlsx#S!B2", "#REF!"),
        ("TABLE_FORMULA_UNCOMPUTED", "b.xlsx#S!C2", "no value"),
        ("TABLE_MERGED", "b.xlsx#S!B3", "B3:B4"),
    ]
    for finding in findings:
        assert all(say(finding, lang) and fix(finding, lang) for lang in ("en", "zh"))
    assert [f.is_error for f in mark_findings(table, frozenset({0}))] == [False] * 3


def test_a_merged_title_above_the_header_is_no_fault() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        for row in [["ACME", None, None], ["Ref", "Value", "Qty"], ["R1", "10k", 1]]:
            page.append(row)
        page.merge_cells("A1:C1")

    (table,), findings = read_tables(workbook(fill), "b.xlsx")
    assert table.header_row == 2 and findings == ()


def test_ods_is_looked_at_too() -> None:
    data = ods(
        [
            [ods_cell("a"), ods_cell("b")],
            [ods_cell("x"), ods_cell(formula="of:=1+1")],
            [ods_cell("y"), ods_cell("2", valuetype="float", value="2", formula="of:=1+1")],
            [ods_cell("z"), ods_cell("#N/A", valuetype="float", value="0", formula="of:=NA()")],
            [ods_cell("m", numberrowsspanned="2"), ods_cell("3", valuetype="float", value="3")],
            [TableCell(numbercolumnsrepeated="900", numberrowsspanned="1")],
        ]
    )
    (table,), findings = read_tables(data, "b.ods")
    assert [(f.code, f.place) for f in findings] == [
        ("TABLE_FORMULA_UNCOMPUTED", "b.ods#S!B2"),
        ("TABLE_FORMULA_ERROR", "b.ods#S!B4"),
        ("TABLE_MERGED", "b.ods#S!A5"),
    ]
    assert [r.text(1) for r in table.body] == ["", "2", "", "3"]


def test_signs_and_remarks_inside_a_cell_of_ods() -> None:
    cells = []
    for sign in (Tab(), S(c=3), LineBreak(), Span(text="-")):
        cell, text = TableCell(valuetype="string"), P(text="a")
        text.addElement(sign)
        text.addText("b")
        cell.addElement(text)
        cells.append(cell)
    two = TableCell(valuetype="string")
    remark = Annotation()
    remark.addElement(P(text="a remark"))
    for element in (remark, P(text="one"), P(text="two")):
        two.addElement(element)
    (table,), _ = read_tables(ods([[*cells, two]]), "s.ods")
    assert table.rows[0].texts == ("a\tb", "a   b", "a\nb", "a-b", "one\ntwo")


def test_sheets_are_found_by_name() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        page.append(["cover"])
        book.create_sheet("BOM").append(["a", "b"])
        book.create_sheet("empty")

    tables, _ = read_tables(workbook(fill), "b.xlsx")
    assert [t.sheet for t in tables] == ["Sheet", "BOM"]
    assert find_table(tables, "bom ").sheet == "BOM"
    with pytest.raises(InputError) as caught:
        find_table(tables, "Parts")
    assert (caught.value.code, caught.value.found, caught.value.expected) == (
        "TABLE_SHEET",
        "Parts",
        "Sheet, BOM",
    )


def test_real_workbooks_of_others(shared: Path) -> None:
    data = shared / "data/workbooks/aws-purchased-goods/purchased_goods_and_services.xlsx"
    tables, findings = read_tables(data.read_bytes(), data.name)
    assert findings == ()
    assert [(t.sheet, len(t.body)) for t in tables] == [("invoices", 168), ("materials", 20)]
    assert tables[0].body[0].texts[5:8] == ("983", "1198.91", "1178528.53")
    data = shared / "data/workbooks/brightway/sample_parameterized_database_mobility.xlsx"
    tables, findings = read_tables(data.read_bytes(), data.name)
    assert findings == () and tables[0].sheet == "Electric car"


# --- what is refused ---------------------------------------------------------------------------


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row>" + b"0" * 4_000_000)
    return target.getvalue()


def lying_bomb() -> bytes:
    """States 100 bytes where 4 million unfold, in both directories, with the checksum of the
    first hundred."""
    data = bytearray(bomb())
    content = b"<row>" + b"0" * 4_000_000
    real = struct.pack("<LL", zlib.crc32(content), 0)[:4]
    short = struct.pack("<L", zlib.crc32(content[:100]))
    data = bytearray(bytes(data).replace(real, short))
    size = struct.pack("<L", len(content))
    return bytes(data).replace(size, struct.pack("<L", 100))


def far_cell() -> bytes:
    return xlsx([["a", "b"]]) and rewritten(
        xlsx([["a", "b"], ["x", 1]]),
        lambda name, body: body.replace(b'r="B2"', b'r="XFD1048576"').replace(
            b'<row r="2"', b'<row r="1048576"'
        ),
    )


def doctype() -> bytes:
    return rewritten(
        xlsx([["a", "b"]]),
        lambda name, body: (
            body.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet', 1)
            if "sheet1" in name
            else body
        ),
    )


def many_members() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/{number}.xml", b"")
    return target.getvalue()


def encrypted_ods() -> bytes:
    return rewritten(
        ods([[ods_cell("a")]]),
        lambda name, body: body.replace(
            b"</manifest:manifest>", b"<x:encryption-data xmlns:x='y'/></manifest:manifest>"
        ),
    )


def repeated_ods() -> bytes:
    return ods([[ods_cell("x", numbercolumnsrepeated="16384")] for _ in range(300)])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "TABLE_EMPTY"),
        (lambda: b"\xef\xbb\xbf \r\n\r\n", "TABLE_EMPTY"),
        (lambda: xlsx([]), "TABLE_EMPTY"),
        (lambda: b"PK\x05\x06" + bytes(18), "TABLE_EMPTY"),
        (bomb, "TABLE_BOMB"),
        (lying_bomb, "TABLE_BOMB"),
        (many_members, "TABLE_BOMB"),
        (far_cell, "TABLE_TOO_LARGE"),
        (repeated_ods, "TABLE_TOO_LARGE"),
        (doctype, "TABLE_DOCTYPE"),
        (encrypted_ods, "TABLE_ENCRYPTED"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "TABLE_ENCRYPTED"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "TABLE_DAMAGED"),
        (lambda: xlsx([["a", "b"]])[:-40], "TABLE_DAMAGED"),
        (lambda: b"%PDF-1.7 x", "TABLE_NOT_TABLE"),
        (lambda: b"<html><table>", "TABLE_NOT_TABLE"),
        (lambda: b"a,b\n\x00\x01,2\n", "TABLE_NOT_TABLE"),
        (lambda: b"\xff\xfea", "TABLE_ENCODING"),
        (lambda: b"\xef\xbb\xbfa,\xff\n", "TABLE_ENCODING"),
        (lambda: b"a,\x81\x81\x20\xff\n", "TABLE_ENCODING"),
        (lambda: b'a,b\n"' + b"x" * 140_000 + b'",1\n', "TABLE_CELL_TOO_LONG"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_with_a_way_out(
    make: Callable[[], bytes], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_tables(make(), "b.tab")
    error = caught.value
    assert error.code == code and error.exit_code == 3
    assert error.place.startswith("b.tab")
    assert all(say(error, lang) and fix(error, lang) for lang in ("en", "zh"))


def test_shared_strings_do_not_unfold_beyond_the_limit() -> None:
    rows: list[list[object]] = [["a", "b"]] + [["x" * 30_000, 1] for _ in range(10_000)]
    with pytest.raises(InputError) as caught:
        read_tables(xlsx(rows), "b.xlsx")
    assert caught.value.code == "TABLE_BOMB"


def test_macros_and_external_links_are_left_aside() -> None:
    source = xlsx([["a", "b"], ["x", 1]])
    target = io.BytesIO(source)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    (table,), findings = read_tables(target.getvalue(), "b.xlsm")
    assert findings == () and table.body[0].texts == ("x", "1")


# --- small parts -------------------------------------------------------------------------------


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_binary_value_and_shows_no_exponent(value: float) -> None:
    text = number_text(value)
    assert float(text) == value and "e" not in text.lower()


@given(st.integers(0, 20_000))
def test_column_letters_go_both_ways(column: int) -> None:
    assert column_of(letters(column) + "7") == column


@given(
    st.lists(
        st.lists(st.none() | st.integers(-5, 5) | st.text("ab<&", max_size=3), max_size=5),
        max_size=6,
    )
)
def test_the_quick_look_sees_what_the_slow_one_sees(rows: list[list[object]]) -> None:
    data = xlsx([["top"], *rows])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    quick, slow = look_quickly(sheet), look_at_xlsx(sheet, "s")
    assert quick is not None and not slow.marks
    assert quick.last_row >= slow.last_row and quick.last_column >= slow.last_column
