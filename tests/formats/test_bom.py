"""Bills of materials as people keep them, the original board files among them."""

from __future__ import annotations

import csv
import io
import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.formats.bom.columns import SURENESS, header_mass_unit
from openpcf.formats.bom.data import listed, rows
from openpcf.formats.bom.line_rules import apart_rule, option_rule
from openpcf.formats.bom.read import map_columns, read_bom
from openpcf.messages import fix, say
from openpcf.model.base import exact_sum
from openpcf.model.bom import FIELDS, BomImport, BomRecord, ColumnMapping, two_part_numbers
from openpcf.vocabulary import is_word

HEADER = ("Reference", "Value", "Footprint", "Qty", "DNP", "Manufacturer", "PartNumber", "Remarks")


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, delimiter: str = ",") -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return target.getvalue().encode()


def one(*row: str) -> tuple[BomRecord, BomImport]:
    read = read_bom(table(tuple(row) + ("",) * (len(HEADER) - len(row))), "b.csv")
    return read.records[0], read


def pieces(records: tuple[BomRecord, ...]) -> Decimal:
    return exact_sum(r.quantity for r in records if r.quantity is not None)


def codes(read: BomImport) -> list[str]:
    return [f.code for f in read.findings]


# --- the original files --------------------------------------------------------------------------


def test_the_bms_board_as_it_is(shared: Path) -> None:
    path = shared / "data/bom/libresolar-bms-c1/bms-c1_bom.csv"
    read = read_bom(path.read_bytes(), path.name)
    assert len(read.records) == 69 and pieces(read.records) == 209
    assert len(read.parts) == 61 and pieces(read.parts) == 166
    apart = [r for r in read.records if r.kind == "not-part"]
    assert len(apart) == 8 and pieces(tuple(apart)) == 43
    rules = sorted(r.rule or "" for r in apart)
    assert rules == [
        "fiducial", "logo", "logo", "mounting-hole", "net-tie", "solder-pad", "test-point",
        "test-point",
    ]  # fmt: skip
    assert all(len(r.designators) == r.quantity for r in read.records)
    assert len({r.manufacturer for r in read.parts}) == 19
    assert not read.errors and codes(read) == ["BOM_TWO_PARTS"]
    (two,) = [r for r in read.records if r.two_parts]
    assert two.quantity == 6 and two.source == f"{path.name}#row=52"
    assert read.findings[0].place == f"{path.name}#row=52;col=PartNumber"
    assert read.table.encoding == "utf-8" and read.table.delimiter == ","
    assert read.table.header_row == 1 and "extra" not in read.mapping.fields.values()
    with_comma = [r for r in read.parts if "," in (r.part_number or "") and not r.two_parts]
    assert len(with_comma) == 1


def test_the_bms_mechanical_parts_as_they_are(shared: Path) -> None:
    path = shared / "data/bom/libresolar-bms-c1/bms-c1_bom_mechanical.csv"
    read = read_bom(path.read_bytes(), path.name)
    assert len(read.records) == 11 and pieces(read.parts) == 25 and read.findings == ()
    assert [r.option_rule for r in read.records if r.option == "optional"] == [
        "remark-only-for", "remark-only-for", *["remark-optional"] * 4,
    ]  # fmt: skip
    assert sum(1 for r in read.records if r.material is None) == 4
    assert sum(1 for r in read.records if r.part_number) == 8
    assert read.mapping.fields["Component"] == "item"


def test_the_mppt_board_as_it_is(shared: Path) -> None:
    path = shared / "data/bom/libresolar-mppt-1210-hus/mppt-1210-hus_bom.csv"
    read = read_bom(path.read_bytes(), path.name)
    assert len(read.records) == len(read.parts) == 50 and pieces(read.parts) == 117
    assert read.findings == () and not any(r.option or r.dnp for r in read.records)
    assert read.mapping.fields["Component"] == "item"
    assert read.mapping.fields["References"] == "designators"
    assert all(len(r.designators) == r.quantity for r in read.records)


def test_the_same_lines_from_a_workbook(shared: Path) -> None:
    path = shared / "data/bom/libresolar-bms-c1/bms-c1_bom.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    cover, page = book.create_sheet("Cover"), book.create_sheet("Parts")
    cover.append(["Board", "BMS"])
    page.append(["A maker's name"])
    page.append([])
    for number, row in enumerate(rows):
        page.append([int(c) if number and n == 4 else c for n, c in enumerate(row)])
    target = io.BytesIO()
    book.save(target)
    read = read_bom(target.getvalue(), "b.xlsx")
    plain = read_bom(path.read_bytes(), path.name)
    assert read.table.sheet == "Parts" and read.table.header_row == 3
    assert read.records[0].source == "b.xlsx#Parts!4"
    assert codes(read) == ["BOM_SHEET_CHOSEN", "BOM_TWO_PARTS"]
    assert read.findings[1].place == "b.xlsx#Parts!H54"
    for a, b in zip(read.records, plain.records, strict=True):
        assert a.model_copy(update={"source": ""}) == b.model_copy(update={"source": ""})


SEPARATORS = (",", " ", ", ", ";", "、")


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_twenty_altered_lines_change_exactly_their_fields(shared: Path, seed: int) -> None:
    path = shared / "data/bom/libresolar-bms-c1/bms-c1_bom.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    before = read_bom(path.read_bytes(), path.name)
    dice = random.Random(seed)
    changed: dict[int, tuple[str, str]] = {}
    parts = [n for n, r in enumerate(before.records) if r.kind == "part" and not r.two_parts]
    for line in dice.sample(parts, 20):
        row = rows[line + 1]
        what = dice.choice(("package", "quantity", "separator"))
        if what == "package":
            row[3] = f"Other:{dice.choice(['R_0402_1005', 'SOT-23', 'LQFP-64'])}"
            changed[line] = ("package", row[3])
        elif what == "quantity":
            row[4] = str(int(row[4]) + dice.randrange(1, 9))
            changed[line] = ("quantity", row[4])
        else:
            row[0] = dice.choice(SEPARATORS).join(row[0].split(","))
            changed[line] = ("designators", "")
    delimiter = dice.choice((",", ";", "\t"))
    data = table(*map(tuple, rows[1:]), header=tuple(rows[0]), delimiter=delimiter)
    after = read_bom(data, path.name)
    assert after.table.delimiter == delimiter and after.mapping == before.mapping
    for line, (a, b) in enumerate(zip(before.records, after.records, strict=True)):
        field, value = changed.get(line, ("", ""))
        expected = a
        if field == "package":
            expected = a.model_copy(update={"package": value})
        elif field == "quantity":
            expected = a.model_copy(update={"quantity": Decimal(value)})
        assert b == expected
    wrong = {f.place for f in after.findings if f.code == "BOM_QUANTITY_DESIGNATORS"}
    quantities = [n for n, (field, _) in changed.items() if field == "quantity"]
    assert wrong == {f"{path.name}#row={n + 2};col=Qty" for n in quantities}


# --- columns ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            ("位号", "规格", "封装", "数量", "制造商", "型号", "备注", "不贴", "重量(g)", "料号"),
            "designators value package quantity manufacturer part_number remarks dnp mass own_number",
        ),
        (
            ("Bezeichner", "Wert", "Gehäuse", "Menge", "Hersteller", "Herstellernummer",
             "Bezeichnung", "nicht bestückt", "Gewicht [g]", "Artikelnummer", "Werkstoff"),
            "designators value package quantity manufacturer part_number description dnp mass "
            "own_number material",
        ),
        (
            ("Comment", "Description", "Designator", "Footprint", "LibRef", "Quantity"),
            "value description designators package extra quantity",
        ),
        (("Stk", "Benennung", "Artikelnummer"), "quantity description part_number"),
        (("Qty.", "Value", "Comment", "MPN"), "quantity value remarks part_number"),
        (("Vendor", "MPN", "Qty"), "manufacturer part_number quantity"),
        (("Vendor", "Manufacturer", "MPN", "Qty"), "supplier manufacturer part_number quantity"),
        (("料号", "型号", "用量"), "own_number part_number quantity"),
        (("料号", "名称", "用量"), "part_number description quantity"),
        (("Config", "Variant", "Ref", "Qty"), "option extra designators quantity"),
        (("Ｑｔｙ", "MASS_KG", "Material"), "quantity mass material"),
    ],
)  # fmt: skip
def test_headers_in_three_languages(header: tuple[str, ...], fields: str) -> None:
    mapping, _ = map_columns(header)
    assert list(mapping.fields.values()) == fields.split()


@pytest.mark.parametrize(
    ("cells", "field"),
    [(("1", "2", "10"), "item"), (("R1", "C2 C3"), "designators"), (("",), "designators")],
)
def test_cells_decide_what_position_means(cells: tuple[str, ...], field: str) -> None:
    mapping, _ = map_columns(("Position", "Menge"), cells=lambda _: cells)
    assert mapping.fields["Position"] == field


@pytest.mark.parametrize(
    ("header", "unit"),
    [("Weight (g)", "g"), ("重量（克）", "g"), ("Masse in kg", "kg"), ("mass_mg", "mg"),
     ("Gewicht [g/Stk]", "g"), ("Weight", None), ("Config", None)],
)  # fmt: skip
def test_units_in_headers(header: str, unit: str | None) -> None:
    assert header_mass_unit(header) == unit


def test_every_synonym_means_a_field() -> None:
    headers = rows("headers")
    assert {row["field"] for row in headers} == set(FIELDS)
    assert {row["sureness"] for row in headers} == set(SURENESS)
    for row in headers:
        for name in listed(row["names"]) if row["sureness"] == "sure" else ():
            mapping, _ = map_columns((name,))
            assert mapping.fields[name] == row["field"] or row["field"] in {"item", "supplier"}


def test_every_rule_that_sets_a_line_apart_has_its_term() -> None:
    assert all(is_word("bom-rule", row["rule"]) for row in rows("line_rules"))


def test_a_stated_mapping_is_followed_and_returned() -> None:
    data = table(("R1,R2", "2", "x"), header=("Where", "How many", "Reference"))
    stated = {"Where": "designators", "How many": "quantity", "Reference": "extra"}
    read = read_bom(data, "b.csv", stated)
    assert read.records[0].designators == ("R1", "R2")
    assert read.records[0].extra == {"x-Reference": "x"}
    again = read_bom(data, "b.csv", ColumnMapping.model_validate(read.mapping.model_dump()))
    assert again == read


@pytest.mark.parametrize(
    ("mapping", "code", "found"),
    [
        ({"Nowhere": "value"}, "BOM_MAPPING_HEADER", "Nowhere"),
        ({"Value": "colour"}, "BOM_MAPPING_FIELD", "colour"),
        ({"Value": "value", "Remarks": "value"}, "BOM_MAPPING_TWICE", "Value, Remarks"),
    ],
)
def test_a_wrong_mapping_is_found(mapping: dict[str, str], code: str, found: str) -> None:
    read = read_bom(table(("R1", "1k", "", "1")), "b.csv", mapping)
    assert [(f.code, f.found) for f in read.findings if f.is_error] == [(code, found)]


def test_unmapped_columns_are_kept_under_their_header() -> None:
    data = table(("R1", "1", "cold", "="), header=("Ref", "Qty", "Storage", "Bin"))
    (record,) = read_bom(data, "b.csv").records
    assert record.extra == {"x-Storage": "cold", "x-Bin": "="}


# --- lines -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "kind", "rule"),
    [
        (("FID1", "", "Fiducial_1mm", "1"), "not-part", "fiducial"),
        (("FID1", "", "", "1"), "not-part", "fiducial"),
        (("H1,H2", "M3", "MountingHole_3.2mm", "2"), "not-part", "mounting-hole"),
        (("H1", "M3 hole", "", "1"), "not-part", "mounting-hole"),
        (("H1", "Header 2x5", "PinHeader", "1"), "part", None),
        (("TP1-TP3", "", "TestPoint_Pad", "3"), "not-part", "test-point"),
        (("TP1", "5000", "TestPoint_Keystone", "1", "", "Keystone", "5000"), "part", None),
        (("NT1", "NetTie", "NetTie-2", "1"), "not-part", "net-tie"),
        (("NT1", "10k", "R_0603", "1"), "part", None),
        (("LOGO1", "", "", "1"), "not-part", "logo"),
        (("JP1", "", "SolderJumper-2_P1.3mm", "1"), "not-part", "solder-jumper"),
        (("P5", "", "SolderWirePad_1x01", "1"), "not-part", "solder-pad"),
        (("R1", "测试点", "", "1"), "not-part", "test-point"),
        (("R1", "10k", "R_0603", "1", "DNP"), "dnp", "dnp-column"),
        (("R1", "10k", "R_0603", "1", "x"), "dnp", "dnp-column"),
        (("R1", "10k", "R_0603", "1", "0"), "part", None),
        (("R1", "10k DNP", "R_0603", "1"), "dnp", "dnp-in-value"),
        (("R1", "10k", "R_0603", "1", "", "", "", "nicht bestückt"), "dnp", "dnp-in-remarks"),
        (("R1 (DNP)", "10k", "R_0603", "1"), "dnp", "dnp-in-designators"),
        (("R1", "10k", "R_0603", "1", "", "", "", "不贴"), "dnp", "dnp-in-remarks"),
    ],
)
def test_what_is_set_apart_and_by_which_rule(
    row: tuple[str, ...], kind: str, rule: str | None
) -> None:
    record, read = one(*row)
    assert (record.kind, record.rule) == (kind, rule)
    assert not read.errors


def test_a_fitted_column_says_the_opposite() -> None:
    data = table(("R1", "1", "yes"), ("R2", "1", "no"), ("R3", "1", ""), ("R4", "1", "maybe"),
                 header=("Ref", "Qty", "Fitted"))  # fmt: skip
    read = read_bom(data, "b.csv")
    assert [(r.kind, r.dnp) for r in read.records] == [
        ("part", False), ("dnp", True), ("part", None), ("part", None),
    ]  # fmt: skip
    assert [(f.code, f.place) for f in read.findings] == [
        ("BOM_DNP_WORD", "b.csv#row=5;col=Fitted")
    ]


@pytest.mark.parametrize(
    ("remark", "rule"),
    [
        ("Optional, depending on application.", "remark-optional"),
        ("Only required for high current", "remark-only-for"),
        ("nur bei hohem Strom", "remark-only-for"),
        ("可选", "remark-optional"),
        ("仅用于高配版", "remark-only-for"),
        ("Other cross-section possible depending on application", None),
        ("Alternative: X7R 100V (not needed)", None),
        ("", None),
    ],
)
def test_optional_lines_are_read_out_of_remarks(remark: str, rule: str | None) -> None:
    assert option_rule(remark) == rule
    record, _ = one("R1", "1k", "", "1", "", "", "X", remark)
    assert (record.option, record.option_rule) == (("optional", rule) if rule else (None, None))


def test_a_variant_keeps_its_word() -> None:
    data = table(("U1", "1", "+can"), header=("Ref", "Qty", "Config"))
    read = read_bom(data, "b.csv")
    assert read.records[0].option == "+can" and read.findings == ()


@pytest.mark.parametrize(
    ("number", "maker", "parts"),
    [
        ("AAA1,BBB2", "X,Y", ("AAA1", "BBB2")),
        ("AAA1 / BBB2", "X / Y", ("AAA1", "BBB2")),
        ("AAA1; BBB2", "X", ("AAA1", "BBB2")),
        ("AAA1\nBBB2", "", ("AAA1", "BBB2")),
        ("AAA1,215", "X", ()),
        ("27/0,047/15-HX", "", ()),
        ("AAA1/NOPB", "X, Y", ("AAA1", "NOPB")),
        ("AAA1/NOPB", "X", ()),
        ("AAA1,BBB2", "X,Y,Z", ()),
        ("AAA1", "X,Y", ()),
    ],
)
def test_a_part_number_with_a_comma_stays_one(
    number: str, maker: str, parts: tuple[str, ...]
) -> None:
    assert two_part_numbers(number, maker) == parts
    record, read = one("R1,R2", "1k", "", "2", "", maker, number)
    assert record.part_number == number and record.two_parts == bool(parts)
    assert codes(read) == (["BOM_TWO_PARTS"] if parts else [])
    for finding in read.findings:
        assert all(part in say(finding) for part in parts) and "R1, R2" in say(finding, "zh")


@pytest.mark.parametrize(
    ("quantity", "code", "found", "expected", "read_as"),
    [
        ("0", "BOM_QUANTITY_ZERO", "0", "2", "0"),
        ("-2", "BOM_QUANTITY_NEGATIVE", "-2", "2", None),
        ("two", "BOM_QUANTITY_TEXT", "two", "4", None),
        ("2 (or 3)", "BOM_QUANTITY_TEXT", "2 (or 3)", "2", None),
        ("", "BOM_QUANTITY_MISSING", "", "2", None),
        ("3", "BOM_QUANTITY_DESIGNATORS", "3", "2", "3"),
        ("#REF!", "TABLE_FORMULA_ERROR", "#REF!", "a value", None),
        ("1,234", "NUMBER_AMBIGUOUS", "1,234", "1.234 / 1234", None),
    ],
)
def test_quantities_that_can_not_be_used(
    quantity: str, code: str, found: str, expected: str, read_as: str | None
) -> None:
    record, read = one("R1,R2", "1k", "", quantity)
    (finding,) = read.findings
    assert (finding.code, finding.place) == (code, "b.csv#row=2;col=Qty")
    assert (finding.found, finding.expected) == (found, expected)
    assert record.quantity == (None if read_as is None else Decimal(read_as))
    assert all(say(finding, lang) and fix(finding, lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("text", "unit"), [("2 m", "m"), ("2pcs", "pcs"), ("2 个", "个"), ("2x", None)]
)
def test_a_unit_beside_a_quantity_is_kept(text: str, unit: str | None) -> None:
    record, read = one("", "Wire", "", text, "", "", "W1")
    assert (record.quantity, record.unit) == (Decimal(2), unit) and read.findings == ()


def test_lines_set_apart_need_no_quantity() -> None:
    _, read = one("TP1", "TestPoint", "", "")
    assert read.findings == ()


def test_designators_on_two_lines_and_words_among_them() -> None:
    data = table(
        ("R1-R3", "1k", "", "3"), ("R3,R4 (opt)", "1k", "", "2"), ("R4", "2k", "", "1", "DNP")
    )
    read = read_bom(data, "b.csv")
    assert [(f.code, f.place, f.found) for f in read.findings] == [
        ("BOM_DESIGNATOR_WORDS", "b.csv#row=3;col=Reference", "(opt)"),
        ("BOM_DESIGNATOR_TWICE", "b.csv#row=3;col=Reference", "R3"),
    ]
    assert read.findings[1].params["other"] == "b.csv#row=2;col=Reference"
    assert read.records[1].designators == ("R3", "R4") and read.records[1].leftover == ("(opt)",)


def test_headings_totals_blanks_and_repeated_headers_are_left_out_and_reported() -> None:
    data = table(
        ("Resistors",) + ("",) * 7,
        ("R1", "1k", "", "1", "", "", "", ""),
        ("",) * 8,
        HEADER,
        ("C1", "1u", "", "1", "", "", "", ""),
        ("Total", "", "", "2", "", "", "", ""),
        ("合计", "", "", "2", "", "", "", ""),
    )
    read = read_bom(data, "b.csv")
    assert [r.designators for r in read.records] == [("R1",), ("C1",)] and not read.errors
    assert sorted(codes(read)) == [
        "BOM_BLANK_SKIPPED", "BOM_HEADER_AGAIN", "BOM_ROW_SKIPPED", "BOM_TOTAL_SKIPPED",
        "BOM_TOTAL_SKIPPED",
    ]  # fmt: skip


def test_masses_with_and_without_unit() -> None:
    header = ("Ref", "Qty", "Weight (g)")
    record = read_bom(table(("R1", "1", "0,25"), header=header, delimiter=";"), "b.csv").records[0]
    assert (record.mass, record.mass_unit) == (Decimal("0.25"), "g")
    read = read_bom(table(("R1", "1", "0.25"), header=("Ref", "Qty", "Weight")), "b.csv")
    assert codes(read) == ["BOM_MASS_UNIT"] and read.records[0].mass_unit is None
    read = read_bom(table(("R1", "1", "2 mg"), header=("Ref", "Qty", "Weight")), "b.csv")
    assert (read.records[0].mass, read.records[0].mass_unit) == (Decimal(2), "mg")
    read = read_bom(table(("R1", "1", "-2"), header=header), "b.csv")
    assert codes(read) == ["BOM_MASS"] and read.records[0].mass is None


def test_two_decimal_signs_in_one_column() -> None:
    rows = (("R1", "1", "12,5"), ("R2", "1", "12.5"))
    read = read_bom(table(*rows, header=("Ref", "Qty", "Weight (g)")), "b.csv")
    (finding,) = read.findings
    assert (finding.code, finding.place) == ("NUMBER_MIXED", "b.csv#row=2;col=Weight (g)")
    assert [r.mass for r in read.records] == [Decimal("12.5")] * 2


def test_a_formula_in_a_text_is_plain_text_and_reported() -> None:
    record, read = one("R1", "=cmd|' /C calc'!A0", "", "1")
    assert record.value == "=cmd|' /C calc'!A0"
    assert [(f.code, f.place) for f in read.findings] == [
        ("CELL_FORMULA_TEXT", "b.csv#row=2;col=Value")
    ]


def test_what_a_spreadsheet_did_to_packages_and_part_numbers() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Ref", "Package", "MPN", "Qty"])
    page.append(["R1", 603, "X", 1])
    page.append(["R2", "0603", 45000, 1])
    page["C3"].number_format = "d-mmm"
    target = io.BytesIO()
    book.save(target)
    read = read_bom(target.getvalue(), "b.xlsx")
    assert [(f.code, f.place, f.found) for f in read.findings] == [
        ("CELL_NUMBER_IN_TEXT", "b.xlsx#Sheet!B2", "603"),
        ("CELL_DATE_IN_TEXT", "b.xlsx#Sheet!C3", "2023-03-15"),
    ]


def test_a_formula_without_value_stops_only_where_it_is_needed() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Ref", "MPN", "Qty", "Price"])
    page.append(["R1", "X", "=1+1", "=2*3"])
    target = io.BytesIO()
    book.save(target)
    read = read_bom(target.getvalue(), "b.xlsx")
    assert [(f.code, f.place, f.is_error) for f in read.findings] == [
        ("TABLE_FORMULA_UNCOMPUTED", "b.xlsx#Sheet!C2", True),
        ("TABLE_FORMULA_UNCOMPUTED", "b.xlsx#Sheet!D2", False),
    ]
    assert read.records[0].quantity is None


def test_a_table_without_quantities_counts_designators_and_says_so() -> None:
    read = read_bom(table(("R1-R3", "1k"), header=("Ref", "Value")), "b.csv")
    assert read.records[0].quantity == 3
    assert codes(read) == ["BOM_QUANTITY_FROM_DESIGNATORS"]


@pytest.mark.parametrize(
    ("header", "code"),
    [(("Qty", "Package"), "BOM_COLUMN_MISSING"), (("Description", "MPN"), "BOM_COLUMN_MISSING")],
)
def test_a_table_that_lacks_what_a_bom_needs(header: tuple[str, ...], code: str) -> None:
    read = read_bom(table(("1", "x"), header=header), "b.csv")
    assert code in [f.code for f in read.errors]


def test_a_header_without_lines() -> None:
    assert codes(read_bom(table(), "b.csv")) == ["BOM_NO_LINES"]


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"1,2\n3,4\n", b"just words\n"])
def test_a_file_without_header_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_bom(data, "b.csv")
    assert caught.value.code == "BOM_NO_HEADER" and caught.value.place == "b.csv"
    assert all(say(caught.value, lang) and fix(caught.value, lang) for lang in ("en", "zh"))


def test_the_wrong_sheet_is_reported_with_the_right_one() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Title", "Board"])
    book.create_sheet("Parts").append(["Ref", "Qty"])
    book.worksheets[1].append(["R1", 1])
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(InputError) as caught:
        read_bom(target.getvalue(), "b.xlsx", sheet="Sheet")
    assert (caught.value.code, caught.value.found, caught.value.expected) == (
        "BOM_SHEET_WRONG",
        "Sheet",
        "Parts",
    )
    with pytest.raises(InputError) as caught:
        read_bom(target.getvalue(), "b.xlsx", sheet="Nowhere")
    assert caught.value.code == "TABLE_SHEET"
    assert read_bom(target.getvalue(), "b.xlsx", sheet="parts").table.sheet == "Parts"


def test_what_was_read_goes_through_json() -> None:
    read = read_bom(table(("R1,R2", "1k", "R_0603", "2", "", "X", "Y,Z", "optional")), "b.csv")
    assert BomImport.model_validate_json(read.model_dump_json()) == read


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        read_bom(b"Ref,Value,Qty\n" + data, "b.csv")
        read_bom(data, "b")
    except InputError as refusal:
        assert refusal.code


def test_rules_do_not_fire_on_things_people_buy() -> None:
    assert apart_rule((), "", "", "Thermal pad") is None
    assert apart_rule((), "", "", "Logo sticker") is None
    assert apart_rule(("R1",), "R_0603", "10k", "Resistor") is None
