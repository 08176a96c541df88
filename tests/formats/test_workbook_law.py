"""Reading what was written gives the same study, digit by digit, through other programs too."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from study_strategies import studies

from openpcf.errors import InputError
from openpcf.formats.study.workbook_read import read_workbook
from openpcf.formats.study.workbook_write import template, write_workbook
from openpcf.model.base import dump
from openpcf.model.footprint import Product
from openpcf.model.study import BomLine, Study

QUICK = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def resaved(data: bytes) -> bytes:
    """The same workbook, opened and saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@QUICK
@given(studies(), st.sampled_from(["en", "zh"]))
def test_a_workbook_read_back_is_the_same_study(study, language):
    read, findings = read_workbook(write_workbook(study, language), "study.xlsx")
    assert [f for f in findings if f.is_error] == []
    assert read == study
    assert dump(read) == dump(study)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_template_is_an_empty_study_and_always_the_same_bytes(language):
    data = template(language)
    assert read_workbook(data, "t.xlsx") == (Study(), ())
    assert data == template(language)


DIGITS = ["0", "1", "1.50", "0.1", "0.000000000000000001", "123456789012345678.123456789012345678",
          "0.30000000000000004", "1000000000000000", "99999999999999.9", "0.00001"]  # fmt: skip


def test_amounts_keep_their_digits_through_another_program():
    lines = tuple(
        BomLine(id=f"l{n}", source="x", mass=Decimal(d), mass_unit="g")
        for n, d in enumerate(DIGITS)
    )
    study = Study(product=Product(name="=SUM(A1)"), bom=lines)
    read, findings = read_workbook(resaved(write_workbook(study)), "study.xlsx")
    assert [str(line.mass) for line in read.bom] == [str(line.mass) for line in lines], findings
    assert read == study


def test_texts_that_look_like_formulas_are_no_formulas():
    study = Study(bom=(BomLine(id="=1+1", source="x", description="@SUM(A1)", value="-5"),))
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(study)))["BOM"]
    assert {c.data_type for c in sheet[4] if c.value is not None} == {"s"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (BomLine(id="a", description="x" * 32768), "STUDY_TEXT_LENGTH"),
        (BomLine(id="a", description="x\x00"), "STUDY_TEXT_SIGN"),
        (BomLine(id="a", description="#N/A"), "TABLE_FORMULA_ERROR"),
        (BomLine(id="a", extra={"mine": "1"}), "STUDY_OWN_HEADER"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_before_anything_is_written(line, code):
    with pytest.raises(InputError) as refusal:
        write_workbook(Study(bom=(line,)))
    assert refusal.value.code == code


def test_members_without_a_key_are_refused():
    study = Study(product=Product.model_validate({"name": "A", "colour": "red"}))
    with pytest.raises(InputError) as refusal:
        write_workbook(study)
    assert (refusal.value.code, refusal.value.found) == ("STUDY_NOT_CARRIED", "colour")
