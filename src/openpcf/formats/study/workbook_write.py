"""Study → workbook (XLSX): one sheet of keys, one sheet per table, headers in every language.

Only plain cells, drop-downs and frozen headers are used, so that LibreOffice and Google Sheets show
the same. No locks, formulas or named ranges. Equal studies give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from openpcf.formats.study.column import Column, Sheet
from openpcf.formats.study.columns import SHEET, SHEETS
from openpcf.formats.study.keys import FIELDS, SECTIONS
from openpcf.formats.study.keys_read import EMPTY_LISTS, extension_text, flat
from openpcf.formats.study.rows import NOTE_SIGN, own_headers
from openpcf.formats.study.values import as_float, check_text, shown
from openpcf.formats.study.workbook_style import LOOKS
from openpcf.messages.catalogue import LANGUAGES, Language, text
from openpcf.model.base import Measure
from openpcf.model.study import Row, Study

KEY_WIDTH, LABEL_WIDTH, VALUE_WIDTHS = 34, 26, (44, 10, 70)
_VALUE = 1 + len(LANGUAGES)
"""Column of values on the sheet of keys: behind the key and a label in every language."""
_FIRST = len(LANGUAGES) + 1
"""First row of a table: below a header in every language and the row of notes."""
CREATED: Final = datetime(2020, 1, 1)  # noqa: DTZ001
"""Fixed, so that the bytes depend on the study alone."""

LIST_LIMIT = 255
"""Maximum total characters of the words in a drop-down's rule."""
ROOM = 500
"""Rows with drop-downs below the last one."""


def key_headers(language: Language) -> tuple[str, ...]:
    """Return the headers of the sheet of keys: key, item per language, value, unit, note."""
    items = (text("form.study.item", each) for each in LANGUAGES)
    key, *rest = (text(f"form.study.{name}", language) for name in ("key", "value", "unit", "note"))
    return (key, *items, *rest)


def template(language: Language = "en") -> bytes:
    """Return a workbook with all sheets, headers, notes and drop-downs, and no data."""
    return write_workbook(Study(), language)


def write_workbook(study: Study, language: Language = "en") -> bytes:
    """Return the workbook of a study; reading it returns the same study.

    ``language`` sets sheet names, notes, words of drop-downs and which header comes first.

    Raises InputError for what a cell can't hold: ``STUDY_TEXT_LENGTH``, ``STUDY_TEXT_SIGN``,
    ``STUDY_OWN_HEADER``, ``STUDY_NOT_CARRIED``, ``STUDY_EXTENSION``.
    """
    target = io.BytesIO()
    book = _Book(target, language)
    book.study_sheet(study)
    for sheet in SHEETS:
        book.table_sheet(sheet, getattr(study, sheet.key))
    book.words_sheet()
    book.close()
    return target.getvalue()


class _Book:
    """The workbook while it is written."""

    def __init__(self, target: io.BytesIO, language: Language) -> None:
        self.language: Language = language
        self.others = [each for each in LANGUAGES if each != language]
        self.name = text("form.study.sheet", language)
        self.lists: dict[tuple[str, ...], str] = {}
        self.book = xlsxwriter.Workbook(
            target,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.book.set_properties({"title": self.name, "created": CREATED})
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
        """Write key, label per language, value, unit and note, one row each."""
        sheet = self.book.add_worksheet(self.name)
        widths = (KEY_WIDTH, *(LABEL_WIDTH for _ in LANGUAGES), *VALUE_WIDTHS)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.write_string(0, 0, text("form.study.legend", self.language), self.looks["legend"])
        for number, name in enumerate(key_headers(self.language)):
            sheet.write_string(1, number, name, self.looks["header"])
        sheet.freeze_panes(2, 0)
        self._page(sheet, 1, 1)
        given = dict(flat(study))
        row = 2
        for section in SECTIONS:
            for number in range(len(widths)):
                sheet.write_blank(row, number, None, self.looks["section"])
            for number, language in enumerate(LANGUAGES, 1):
                sheet.write_string(row, number, section.title(language), self.looks["section"])
            row += 1
            for key, field in _keys(section.fields, given):
                self._field(sheet, row, key, field, given.get(key))
                row += 1
        sheet.ignore_errors(
            {"number_stored_as_text": f"{xl_col_to_name(_VALUE)}1:{xl_col_to_name(_VALUE)}{row}"}
        )

    def _field(self, sheet: Worksheet, row: int, key: str, field: Column, value: Any) -> None:
        looks, name = self.looks, self.name
        check_text(key, name)
        sheet.write_string(row, 0, key, looks["key"])
        for number, label in enumerate(field.titles(), 1):
            sheet.write_string(row, number, label, looks["main label" if field.main else "label"])
        sheet.write_string(row, _VALUE + 2, field.note(self.language), looks["remark"])
        if isinstance(value, Measure):
            self._amount(sheet, row, _VALUE, value.amount, "figure")
            self._text(sheet, row, _VALUE + 1, value.unit, "value", f"{name}!{key}")
        elif isinstance(value, Decimal):
            self._amount(sheet, row, _VALUE, value, "figure")
        else:
            plain = field.kind == "json" and value is not None
            shown_text = extension_text(value, key) if plain else shown(field, value, self.language)
            figure = field.kind in ("amount", "measure")
            self._text(
                sheet, row, _VALUE, shown_text, "figure" if figure else "value", f"{name}!{key}"
            )
        if field.kind == "measure":
            self._drop_down(sheet, (row, _VALUE + 1, row, _VALUE + 1), field.offers, insist=False)
            if not isinstance(value, Measure):
                sheet.write_blank(row, _VALUE + 1, None, looks["value"])
        else:
            self._choices(sheet, field, (row, _VALUE, row, _VALUE))

    # the sheets of tables

    def table_sheet(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """Write a header row per language, a row of notes, and the rows of a table."""
        page = self.book.add_worksheet(sheet.title(self.language))
        own = own_headers(rows)
        last = _FIRST - 1 + len(rows) + ROOM
        for number, column in enumerate(sheet.columns):
            self._column(page, number, column, last)
        for number, name in enumerate(own, len(sheet.columns)):
            page.set_column(number, number, 18, self.looks["text"])
            for line in range(len(LANGUAGES)):
                self._text(page, line, number, name, "header", f"{sheet.key}!{name}")
        page.set_row(_FIRST - 1, _note_height(sheet, self.language))
        page.freeze_panes(_FIRST, 1)
        self._page(page, 0, len(LANGUAGES) - 1)
        for line, row in enumerate(rows, _FIRST):
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
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(width - 1)}{last}"})

    def _column(self, page: Worksheet, number: int, column: Column, last: int) -> None:
        looks = self.looks
        look = looks["amount" if column.kind == "amount" else "text"]
        page.set_column(number, number, column.width, look)
        header = looks["main header" if column.main else "header"]
        page.write_string(0, number, column.title(self.language), header)
        for line, other in enumerate(self.others, 1):
            page.write_string(line, number, column.title(other), looks["second header"])
        note = f"{NOTE_SIGN} {column.note(self.language)}"
        page.write_string(_FIRST - 1, number, note, looks["note"])
        self._choices(page, column, (_FIRST, number, last, number))

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
        """Write a number if it keeps every digit, else text."""
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
            self._drop_down(sheet, cells, column.words(self.language), insist=True)
        elif column.refers:
            ids = f"'{SHEET[column.refers].title(self.language)}'!$A${_FIRST + 1}:$A${ROOM}"
            self._validate(sheet, cells, f"={ids}", insist=False)
        elif column.offers:
            self._drop_down(sheet, cells, column.words(self.language), insist=False)

    def _drop_down(
        self,
        sheet: Worksheet,
        cells: tuple[int, int, int, int],
        words: Sequence[str],
        *,
        insist: bool,
    ) -> None:
        """Put words in the validation rule if they fit, else on the sheet of words."""
        fit = len(",".join(words)) <= LIST_LIMIT and not any("," in word for word in words)
        if words:
            source = list(words) if fit else self._listed(tuple(words))
            self._validate(sheet, cells, source, insist=insist)

    def _listed(self, words: tuple[str, ...]) -> str:
        """Return the range on the sheet of words that holds a list."""
        if words not in self.lists:
            column = xl_col_to_name(len(self.lists))
            name = text("form.words.sheet", self.language)
            self.lists[words] = f"='{name}'!${column}$2:${column}${len(words) + 1}"
        return self.lists[words]

    def words_sheet(self) -> None:
        """Write the lists that are too long for a validation rule, one per column."""
        page = self.book.add_worksheet(text("form.words.sheet", self.language))
        page.write_string(0, 0, text("form.words.note", self.language), self.looks["legend"])
        for number, words in enumerate(self.lists):
            page.set_column(number, number, 40)
            for line, word in enumerate(words, 1):
                page.write_string(line, number, word)
        self._page(page, 0, 0)

    def _validate(
        self,
        sheet: Worksheet,
        cells: tuple[int, int, int, int],
        source: str | list[str],
        *,
        insist: bool,
    ) -> None:
        """Add a drop-down; a strict one refuses other words on entry."""
        sheet.data_validation(*cells, {"validate": "list", "source": source, "show_error": insist})


def _note_height(sheet: Sheet, language: Language) -> int:
    """Return the height in points of the longest note, wrapped (8 point letters)."""
    lines = 1
    for column in sheet.columns:
        width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in column.note(language))
        lines = max(lines, -(-width // (column.width + 2)) + 1)
    return 11 * lines


def _keys(fields: Iterable[Column], given: dict[str, Any]) -> Iterable[tuple[str, Column]]:
    """Return the rows to show: existing numbered items and free names, else one to fill in."""
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
    """Return the highest number of an item."""
    numbers = [
        int(key[len(stem) + 1 :].partition("]")[0]) for key in given if key.startswith(f"{stem}[")
    ]
    return max(numbers, default=0)
