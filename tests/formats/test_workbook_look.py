"""What a person meets when the workbook is opened."""

from __future__ import annotations

import io

import openpyxl
import pytest

from openpcf.formats.study.columns import SHEETS
from openpcf.formats.study.workbook_write import template
from openpcf.messages.catalogue import LANGUAGES, text


@pytest.fixture(scope="module", params=["en", "zh"])
def opened(request):
    return request.param, openpyxl.load_workbook(io.BytesIO(template(request.param)))


def test_there_is_one_sheet_for_keys_and_one_per_table(opened):
    language, book = opened
    assert book.sheetnames == [
        text("form.study.sheet", language),
        *(sheet.title(language) for sheet in SHEETS),
        text("form.words.sheet", language),
    ]


def test_headers_stand_in_every_language_over_a_row_of_notes(opened):
    language, book = opened
    order = [language, *(each for each in LANGUAGES if each != language)]
    for sheet in SHEETS:
        page = book[sheet.title(language)]
        *headers, notes, below = (
            [cell.value for cell in row] for row in page.iter_rows(max_row=len(order) + 2)
        )
        assert headers == [[c.title(each) for c in sheet.columns] for each in order]
        assert all(note.startswith("› ") for note in notes)
        assert not any(below)
        assert page.freeze_panes == f"B{len(order) + 2}"


def test_words_to_choose_from_are_in_the_cells_and_short_enough_for_excel(opened):
    language, book = opened
    page = book[next(s for s in SHEETS if s.key == "activities").title(language)]
    lists = [v.formula1 for v in page.data_validations.dataValidation]
    assert {"en": '"yes,no"', "zh": '"是,否"'}[language] not in lists
    stage = {"en": "production", "zh": "生产"}[language]
    assert any(stage in text for text in lists)
    for name in book.sheetnames:
        for rule in book[name].data_validations.dataValidation:
            assert len(rule.formula1) <= 255


def test_nothing_is_locked_hidden_named_or_computed(opened):
    _, book = opened
    assert not book.defined_names
    for page in book:
        assert page.sheet_state == "visible"
        assert not page.protection.sheet
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_columns_are_wide_enough_for_their_headers(opened):
    _, book = opened
    for page in book:
        for letter, look in page.column_dimensions.items():
            assert look.width >= 8, (page.title, letter)
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows
