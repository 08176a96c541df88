"""A request as its reader meets it, and replies as people fill them in."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from openpcf.errors import InputError
from openpcf.formats.forms.reply import read_reply, reply_class
from openpcf.formats.forms.request import ANSWER, HEADERS, KEY, questions_of, write_request
from openpcf.messages import fix, say
from openpcf.messages.catalogue import LANGUAGES, text
from openpcf.model.finding import Finding
from openpcf.model.request import Reply, Request
from openpcf.workflow.base.resources import questions

COLUMN, KEY_COLUMN = HEADERS.index(ANSWER) + 1, HEADERS.index(KEY) + 1

BOARD = {
    "issuer.name": "Kleine Leiterplatten",
    "issuer.id": "leiterplatten.example",
    "issuer.country": "de",
    "product.name": "Platine 7",
    "product.id": "LP-7/b",
    "product.mass": 41.5,
    "site.country": "DE",
    "period.reference_start": "1.1.2025",
    "period.reference_end": "31.12.2025",
    "quality.source": "measured 实测",
    "input:electricity": "0,58",
    "input:laminate": "27",
    "input:copper": "34 g",
}


def request(part_class: str = "board", **known: str) -> Request:
    return Request(
        id="urn:openpcf:maker.example:x#pcb",
        requester="Maker",
        product="Controller",
        subject="Bare board",
        part_class=part_class,
        bom_lines=("pcb",),
        quantity=Decimal(1),
        questions=questions_of(questions(), part_class),
        known=known,
    )


def filled(
    answers: dict[str, Any], part_class: str = "board", change: Callable[[Any], None] | None = None
) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(write_request(request(part_class))))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        key = row[KEY_COLUMN - 1].value
        if key in answers:
            sheet.cell(row[0].row, COLUMN).value = answers[key]
    if change is not None:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, part_class: str = "board") -> tuple[Reply, tuple[Finding, ...]]:
    return read_reply(data, "reply.xlsx", questions_of(questions(), part_class))


def row_of(key: str, part_class: str = "board") -> int:
    sheet = openpyxl.load_workbook(io.BytesIO(write_request(request(part_class)))).worksheets[0]
    return next(r[0].row for r in sheet.iter_rows() if r[KEY_COLUMN - 1].value == key)


def test_a_reply_is_read_as_people_write_it() -> None:
    reply, findings = read(filled(BOARD))
    assert findings == ()
    assert {a.key: a.text for a in reply.answers if a.text} == {
        **{k: v for k, v in BOARD.items() if k in ("issuer.name", "product.name", "site.country")},
        "issuer.id": "urn:pact:leiterplatten.example:company-id:1",
        "issuer.country": "DE",
        "product.id": "urn:pact:leiterplatten.example:product-id:LP-7%2Fb",
        "product.mass": "41.5",
        "period.reference_start": "2025-01-01",
        "period.reference_end": "2025-12-31",
        "quality.source": "measured",
        "input:electricity": "0.58",
        "input:laminate": "27",
        "input:copper": "34",
    }
    assert reply.subject == "Bare board"
    assert reply_class(filled(BOARD), "reply.xlsx") == "board"


@pytest.mark.parametrize(
    ("key", "written", "wanted"),
    [
        ("input:electricity", "580 Wh", "0.58"),
        ("input:electricity", 0.58, "0.58"),
        ("input:electricity", "5.8e-1", "0.58"),
        ("input:copper", "0,034 kg", "34"),
        ("product.mass", "0", None),
        ("product.mass", "-3", None),
        ("input:copper", "ca. 34", None),
        ("input:copper", "34 kWh", None),
        ("input:copper", "many", None),
        ("quality.source", "estimated", "estimated"),
        ("quality.source", "实测", "measured"),
        ("quality.source", "yes", None),
        ("site.country", "Germany", "DE"),
        ("site.country", "deutschland", "DE"),
        ("site.country", "中国", "CN"),
        ("site.country", "台湾", "TW"),
        ("site.country", "UK", "GB"),
        ("site.country", "XX", None),
        ("site.country", "Deutchland", None),
        ("quality.source", "gemessen", "measured"),
        ("quality.source", "Geschätzt", "estimated"),
        ("quality.confirmed", "ja", "yes"),
        ("input:electricity", "0", None),
        ("input:electricity", "0,000", None),
        ("period.reference_end", "2025年12月31日", "2025-12-31"),
        ("period.reference_end", "20251231", "2025-12-31"),
        ("period.reference_end", "03/04/2025", None),
        ("period.reference_end", "summer", None),
        ("issuer.id", "https://www.leiterplatten.example/", "urn:pact:leiterplatten.example:company-id:1"),
        ("issuer.id", "4012345000009", "https://id.gs1.org/417/4012345000009"),
        ("issuer.id", "4012345000000", None),
        ("issuer.id", "urn:pact:a.example:company-id:9", "urn:pact:a.example:company-id:9"),
        ("issuer.id", "Kleine Leiterplatten", None),
        ("product.id", "4012345678901", "https://id.gs1.org/01/04012345678901"),
        ("product.id", "urn:uuid:x", "urn:uuid:x"),
    ],
)  # fmt: skip
def test_an_answer(key: str, written: Any, wanted: str | None) -> None:
    other = {"product.id": "urn:uuid:y"} if key == "issuer.id" else {}
    reply, findings = read(filled({**BOARD, **other, key: written}))
    if wanted is not None:
        assert not findings
        found = reply.get(key)
        assert found is not None
        assert found.text == wanted
        return
    places = {f.place for f in findings}
    assert f"reply.xlsx#Request 数据请求!B{row_of(key)}" in places
    for finding in findings:
        assert finding.is_error
        for language in ("en", "zh"):
            assert "{" not in say(finding, language) + fix(finding, language)
            assert fix(finding, language)


def test_all_faults_of_a_reply_are_reported_at_once_in_order() -> None:
    wrong = {
        **BOARD,
        "issuer.name": None,
        "issuer.country": "Deutchland",
        "product.mass": "heavy",
        "period.reference_end": "30.2.2025",
        "quality.source": "guess",
        "input:laminate": "27 m",
        "input:copper": "-1",
    }
    _, findings = read(filled(wrong))
    assert [f.code for f in findings] == [
        "REPLY_BLANK", "REPLY_COUNTRY", "REPLY_NUMBER", "REPLY_DATE", "REPLY_CHOICE", "REPLY_UNIT",
        "REPLY_NUMBER",
    ]  # fmt: skip


ELECTRICITY = "input:electricity"
PLANT = {"site:electricity": "58.000,5", "site.share_percent": "10 %",
         "site.key": "machine time 机时", "site.pieces": "10000"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({ELECTRICITY: None, **PLANT}, []),
        ({ELECTRICITY: None}, ["REPLY_EITHER"]),
        (PLANT, ["REPLY_EITHER"]),
        ({ELECTRICITY: None, **PLANT, "site.pieces": None}, ["REPLY_BLANK"]),
        ({ELECTRICITY: None, **PLANT, "site.share_percent": "110"}, ["REPLY_NUMBER"]),
        ({ELECTRICITY: None, **PLANT, "site.share_percent": "0,5"}, ["REPLY_FRACTION"]),
        ({ELECTRICITY: None, **PLANT, "site.share_percent": 0.5}, ["REPLY_FRACTION"]),
        ({ELECTRICITY: None, **PLANT, "site.share_percent": "0,5 %"}, []),
        ({ELECTRICITY: None, **PLANT, "site.share_percent": "0"}, ["REPLY_ZERO"]),
        ({ELECTRICITY: None, **PLANT, "site:electricity": "0"}, ["REPLY_ZERO"]),
        ({ELECTRICITY: None, **PLANT, "site.key": "Maschinenzeit"}, []),
        ({"period.reference_start": "1.12.2025"}, ["REPLY_SHORT"]),
        ({"period.reference_start": "1.12.2025", "quality.confirmed": "yes"}, ["REPLY_SHORT"]),
        ({"product.mass": "30,4"}, ["REPLY_HEAVY"]),
        ({"product.mass": "30,5"}, []),
        ({"input:copper": "1.234", ELECTRICITY: "1", "input:laminate": "50"}, ["REPLY_AMBIGUOUS"]),
        ({"input:copper": "1.234", ELECTRICITY: "0.5", "input:laminate": "50"}, []),
        ({"period.reference_end": "2024-12-31"}, ["REPLY_PERIOD"]),
        ({"product.mass": "62,7"}, ["REPLY_MASS"]),
        ({"product.mass": "62,2"}, []),
        ({"product.mass": "100", "input:other materials": "39"}, []),
        ({"issuer.id": "4012345000009"}, ["REPLY_PRODUCT"]),
        ({"input:laminate": "27,5", "input:copper": "34.5"}, ["NUMBER_MIXED"]),
    ],
)
def test_answers_that_must_fit_each_other(change: dict[str, Any], codes: list[str]) -> None:
    _, findings = read(filled({**BOARD, **change}))
    assert [f.code for f in findings] == codes


def test_zero_is_an_amount_and_blank_is_none() -> None:
    reply, findings = read(filled({**BOARD, "input:tin": "0"}))
    assert findings == ()
    assert reply.get("input:tin") is not None
    assert reply.get("input:natural gas") is None


def test_an_unusual_figure_stops_a_reply_until_it_is_confirmed() -> None:
    heavy = {**BOARD, "product.mass": "20"}
    (asked,) = read(filled(heavy))[1]
    assert asked.is_error
    (reported,) = read(filled({**heavy, "quality.confirmed": "yes 是"}))[1]
    assert reported.code == asked.code
    assert not reported.is_error
    missing = {**BOARD, "product.mass": "100", "quality.confirmed": "yes 是"}
    assert all(f.is_error for f in read(filled(missing))[1]), "what is not named is not confirmed"


def test_a_name_that_comes_near_a_country_is_suggested_by_its_code() -> None:
    (finding,) = read(filled({**BOARD, "site.country": "Deutchland"}))[1]
    assert finding.code == "REPLY_COUNTRY"
    assert "DE" in finding.expected


def test_columns_may_be_moved_but_not_renamed() -> None:
    def move(sheet: Any) -> None:
        sheet.insert_cols(1)

    assert read(filled(BOARD, change=move))[1] == ()

    def rename(sheet: Any) -> None:
        row = next(r for r in sheet.iter_rows() if r[COLUMN - 1].value == ANSWER)
        row[COLUMN - 1].value = "Value"

    with pytest.raises(InputError, match="REPLY_HEADER"):
        read(filled(BOARD, change=rename))
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    with pytest.raises(InputError, match=r"REPLY_NO_REQUEST|TABLE_EMPTY"):
        read(empty.getvalue())


def test_a_row_taken_out_is_named() -> None:
    def cut(sheet: Any) -> None:
        sheet.delete_rows(row_of("input:laminate"))

    _, findings = read(filled({**BOARD, "input:copper": 50}, change=cut))
    assert [(f.code, f.expected) for f in findings] == [("REPLY_ROW", "input:laminate")]


def test_a_formula_without_a_value_is_no_answer() -> None:
    _, findings = read(filled({**BOARD, "input:copper": "=2*17"}))
    assert [f.code for f in findings] == ["TABLE_FORMULA_UNCOMPUTED"]
    assert findings[0].place.endswith(f"B{row_of('input:copper')}")


def opened(part_class: str = "board", **known: str) -> Any:
    data = write_request(request(part_class, **known))
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_sheet_has_a_choice_or_a_note_for_every_answer_that_needs_one() -> None:
    sheet = opened()
    rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
    assert rules[f"B{row_of('quality.source')}"].formula1 == '"measured 实测,estimated 估算"'
    assert '"CN,DE' in rules[f"B{row_of('site.country')}"].formula1
    assert "weighed" in rules[f"B{row_of('product.mass')}"].prompt.lower()
    assert all(len(r.formula1 or "") <= 257 and len(r.prompt or "") <= 255 for r in rules.values())


def test_every_question_stands_in_every_language_and_rows_are_high_enough() -> None:
    sheet = opened("transistor-power")
    for question in questions_of(questions(), "transistor-power"):
        row = row_of(question.key, "transistor-power")
        shown = [text(f"{question.text}.text", language) for language in LANGUAGES]
        assert sheet.cell(row, 1).value == "\n".join(dict.fromkeys(shown))
        assert sheet.cell(row, 3).value == (question.unit or None) or not question.unit
        assert sheet.row_dimensions[row].height >= 30


def test_what_the_study_knows_is_filled_in_and_not_asked() -> None:
    sheet = opened(**{"product.mass": "41.5", "product.name": "=cmd()"})
    assert sheet.cell(row_of("product.mass"), COLUMN).value == 41.5
    assert sheet.cell(row_of("product.name"), COLUMN).data_type == "s"
    assert len(request().asked) - len(request(**{"product.mass": "41.5"}).asked) == 1


def test_nothing_is_locked_merged_hidden_or_computed() -> None:
    sheet = opened()
    assert not sheet.protection.sheet
    assert not sheet.merged_cells.ranges
    assert not any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))  # fmt: skip
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)


@pytest.mark.parametrize("part_class", ["board", "transistor-power", "ic", "connector", ""])
def test_every_class_is_asked_for_energy_and_all_of_its_mass(part_class: str) -> None:
    keys = [q.key for q in questions_of(questions(), part_class)]
    assert len(keys) == len(set(keys))
    assert {"input:electricity", "site:electricity", "input:copper", "input:other materials"} <= set(keys)  # fmt: skip
