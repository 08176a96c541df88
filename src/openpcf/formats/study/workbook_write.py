"""Study → workbook (XLSX): one sheet of keys, one sheet per table, English and Chinese headers.

Plain cells, drop-downs and frozen headers only, so that LibreOffice and Google Sheets show the
same. Nothing is locked, no formula, no named range. Equal studies give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from openpcf.formats.study.column import Column, Sheet
from openpcf.formats.study.columns import SHEET, SHEETS, choice_word
from openpcf.formats.study.keys import FIELDS, SECTIONS
from openpcf.formats.study.keys_read import EMPTY_LISTS, extension_text, flat
from openpcf.formats.study.rows import NOTE_SIGN, own_headers
from openpcf.formats.study.values import as_float, check_text, shown
from openpcf.formats.study.workbook_style import LOOKS
from openpcf.messages.catalogue import Language
from openpcf.model.base import Measure
from openpcf.model.study import Row, Study

STUDY_SHEET: dict[Language, str] = {"en": "Study", "zh": "研究"}
KEY_HEADERS: dict[Language, tuple[str, ...]] = {
    "en": ("Key", "Item", "项目", "Value", "Unit", "Note"),
    "zh": ("字段", "Item", "项目", "值", "单位", "说明"),
}
KEY_WIDTHS = (34, 30, 22, 44, 10, 70)
LEGEND: dict[Language, str] = {
    "en": "Blank means unknown, 0 means zero. Yellow: a first result needs it. Rows and columns "
    "may be moved; columns of your own begin with x-.",
    "zh": "留空表示未知，0 表示零。黄色：首次计算所需。行与列可移动；自有列的列名以 x- 开头。",
}
CREATED: Final = datetime(2020, 1, 1)  # noqa: DTZ001
"""Fixed, so that the bytes depend on the study alone."""

ROOM = 500
"""Rows with drop-downs below the last one."""


def template(language: Language = "en") -> bytes:
    """A workbook with all sheets, headers, notes and drop-downs, and no data."""
    return write_workbook(Study(), language)


def write_workbook(study: Study, language: Language = "en") -> bytes:
    """The workbook of a study; reading it back gives the same study.

    ``language`` sets names of sheets, notes, words of drop-downs and which header comes first.
    Raises InputError for what a cell can't carry: ``STUDY_TEXT_LENGTH``, ``STUDY_TEXT_SIGN``,
    ``STUDY_OWN_HEADER``, ``STUDY_NOT_CARRIED``, ``STUDY_EXTENSION``.
    """
    target = io.BytesIO()
    book = _Book(target, language)
    book.study_sheet(study)
    for sheet in SHEETS:
        book.table_sheet(sheet, getattr(study, sheet.key))
    book.close()
    return target.getvalue()


class _Book:
    """The workbook while it is written."""

    def __init__(self, target: io.BytesIO, language: Language) -> None:
        self.language: Language = language
        self.other: Language = "zh" if language == "en" else "en"
        self.book = xlsxwriter.Workbook(
            target,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.book.set_properties({"title": STUDY_SHEET[language], "created": CREATED})
        self.looks = {name: self.book.add_format(look) for name, look in LOOKS.items()}

    def close(self) -> None:
        self.book.close()

    def _page(self, sheet: Worksheet, header_first: int, header_last: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header_first, header_last)
        sheet.set_footer("&L&F · &A&R&P / &N")
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)

    # the sheet of keys

    def study_sheet(self, study: Study) -> None:
        """Key, label in both languages, value, unit, note; one row each."""
        sheet = self.book.add_worksheet(STUDY_SHEET[self.language])
        for number, width in enumerate(KEY_WIDTHS):
            sheet.set_column(number, number, width)
        sheet.write_string(0, 0, LEGEND[self.language], self.looks["legend"])
        for number, name in enumerate(KEY_HEADERS[self.language]):
            sheet.write_string(1, number, name, self.looks["header"])
        sheet.freeze_panes(2, 0)
        self._page(sheet, 1, 1)
        given = dict(flat(study))
        row = 2
        for section in SECTIONS:
            for number in range(len(KEY_WIDTHS)):
                sheet.write_blank(row, number, None, self.looks["section"])
            sheet.write_string(row, 1, section.en, self.looks["section"])
            sheet.write_string(row, 2, section.zh, self.looks["section"])
            row += 1
            for key, field in _keys(section.fields, given):
                self._field(sheet, row, key, field, given.get(key))
                row += 1
        sheet.ignore_errors({"number_stored_as_text": f"D1:D{row}"})

    def _field(self, sheet: Worksheet, row: int, key: str, field: Column, value: Any) -> None:
        looks, name = self.looks, STUDY_SHEET[self.language]
        check_text(key, name)
        sheet.write_string(row, 0, key, looks["key"])
        sheet.write_string(row, 1, field.en, looks["main label" if field.main else "label"])
        sheet.write_string(row, 2, field.zh, looks["main label" if field.main else "label"])
        sheet.write_string(row, 5, field.note(self.language), looks["remark"])
        if isinstance(value, Measure):
            self._amount(sheet, row, 3, value.amount, "figure")
            self._text(sheet, row, 4, value.unit, "value", f"{name}!{key}")
        elif isinstance(value, Decimal):
            self._amount(sheet, row, 3, value, "figure")
        else:
            plain = field.kind == "json" and value is not None
            text = extension_text(value, key) if plain else shown(field, value, self.language)
            figure = field.kind in ("amount", "measure")
            self._text(sheet, row, 3, text, "figure" if figure else "value", f"{name}!{key}")
        if field.kind == "measure":
            self._drop_down(sheet, (row, 4, row, 4), field.offers, insist=False)
            if not isinstance(value, Measure):
                sheet.write_blank(row, 4, None, looks["value"])
        else:
            self._choices(sheet, field, (row, 3, row, 3))

    # the sheets of tables

    def table_sheet(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """Two header rows, a row of notes, the rows; an empty table is a sheet to fill in."""
        page = self.book.add_worksheet(sheet.title(self.language))
        own = own_headers(rows)
        last = 2 + max(len(rows), 0) + ROOM
        for number, column in enumerate(sheet.columns):
            self._column(page, number, column, last)
        for number, name in enumerate(own, len(sheet.columns)):
            page.set_column(number, number, 18, self.looks["text"])
            for line in (0, 1):
                self._text(page, line, number, name, "header", f"{sheet.key}!{name}")
        page.set_row(2, _note_height(sheet, self.language))
        page.freeze_panes(3, 1)
        self._page(page, 0, 1)
        for line, row in enumerate(rows, 3):
            for number, column in enumerate(sheet.columns):
                value = getattr(row, column.key)
                place = f"{sheet.key}!{row.id}"
                if isinstance(value, Decimal):
                    self._amount(page, line, number, value, "amount")
                else:
                    text = shown(column, value, self.language)
                    self._text(page, line, number, text, "text", place)
            for number, name in enumerate(own, len(sheet.columns)):
                text = row.extra.get(name, "")
                self._text(page, line, number, text, "text", f"{sheet.key}!{row.id}")
        width = len(sheet.columns) + len(own)
        page.ignore_errors(
            {"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_col_to_name(width - 1)}{last}"}
        )

    def _column(self, page: Worksheet, number: int, column: Column, last: int) -> None:
        looks = self.looks
        look = looks["amount" if column.kind == "amount" else "text"]
        page.set_column(number, number, column.width, look)
        header = looks["main header" if column.main else "header"]
        page.write_string(0, number, column.title(self.language), header)
        page.write_string(1, number, column.title(self.other), looks["second header"])
        page.write_string(2, number, f"{NOTE_SIGN} {column.note(self.language)}", looks["note"])
        self._choices(page, column, (3, number, last, number))

    # cells

    def _text(
        self, sheet: Worksheet, row: int, column: int, text: str, look: str, place: str
    ) -> None:
        if text:
            check_text(text, place)
            sheet.write_string(row, column, text, self.looks[look])
        elif look in ("value", "figure"):
            sheet.write_blank(row, column, None, self.looks[look])

    def _amount(self, sheet: Worksheet, row: int, column: int, value: Decimal, look: str) -> None:
        """A number where it keeps every digit, else text."""
        number = as_float(value)
        if number is None:
            sheet.write_string(row, column, format(value, "f"), self.looks["digits"])
        else:
            sheet.write_number(row, column, number, self.looks[look])

    def _choices(self, sheet: Worksheet, column: Column, cells: tuple[int, int, int, int]) -> None:
        if column.kind == "yes-no":
            words = [shown(column, answer, self.language) for answer in (True, False)]
            self._drop_down(sheet, cells, words, insist=True)
        elif column.choices:
            words = [choice_word(c, self.language) for c in column.choices]
            self._drop_down(sheet, cells, words, insist=True)
        elif column.refers:
            ids = f"'{SHEET[column.refers].title(self.language)}'!$A$4:$A${ROOM}"
            self._validate(sheet, cells, f"={ids}", insist=False)
        elif column.offers:
            self._drop_down(sheet, cells, column.offers, insist=False)

    def _drop_down(
        self,
        sheet: Worksheet,
        cells: tuple[int, int, int, int],
        words: Sequence[str],
        *,
        insist: bool,
    ) -> None:
        if words:
            self._validate(sheet, cells, list(words), insist=insist)

    def _validate(
        self,
        sheet: Worksheet,
        cells: tuple[int, int, int, int],
        source: str | list[str],
        *,
        insist: bool,
    ) -> None:
        """A drop-down; one that insists refuses other words while typing."""
        sheet.data_validation(*cells, {"validate": "list", "source": source, "show_error": insist})


def _note_height(sheet: Sheet, language: Language) -> int:
    """Points that the longest note takes when wrapped in its column (8 point letters)."""
    lines = 1
    for column in sheet.columns:
        width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in column.note(language))
        lines = max(lines, -(-width // (column.width + 2)) + 1)
    return 11 * lines


def _keys(fields: Iterable[Column], given: dict[str, Any]) -> Iterable[tuple[str, Column]]:
    """The rows to show: numbered items and free names that are there, else one to fill in."""
    done: set[str] = set()
    for field in fields:
        if field.key in done:
            continue
        stem, signs, _ = field.key.partition("[].")
        if signs:
            group = [f for f in fields if f.key.startswith(f"{stem}[].")]
            done.update(f.key for f in group)
            if stem in EMPTY_LISTS and given.get(stem) == ():
                yield stem, FIELDS[field.key]
            for number in range(1, max(_items(stem, given), 1) + 1):
                for member in group:
                    yield member.key.replace("[]", f"[{number}]"), member
        elif field.key.endswith(".*"):
            prefix = field.key[:-1]
            yield from ((key, field) for key in given if key.startswith(prefix))
            yield field.key, field
        else:
            yield field.key, field


def _items(stem: str, given: dict[str, Any]) -> int:
    """The highest number of an item."""
    numbers = [
        int(key[len(stem) + 1 :].partition("]")[0]) for key in given if key.startswith(f"{stem}[")
    ]
    return max(numbers, default=0)
