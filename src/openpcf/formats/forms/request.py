"""A request to a supplier as one workbook.

One sheet: for each question a line in every language, one answer cell, its unit and a note. The
supplier needs only a spreadsheet program; nothing is locked, merged or computed.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import zip_longest

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from openpcf.formats.tables.cells import safe_text
from openpcf.messages.catalogue import LANGUAGES, catalogue, term
from openpcf.model.request import OTHER_CLASS, Question, Request
from openpcf.vocabulary import words

_WIDE = "  "


def each_language(key: str) -> tuple[str, ...]:
    """Return a text in every language that has it, without repetition."""
    found = (catalogue(language).get(key) for language in LANGUAGES)
    return tuple(dict.fromkeys(text for text in found if text))


def both(key: str, between: str = " ") -> str:
    """Return a text in every language side by side, as shown to suppliers."""
    return between.join(each_language(key))


def shown_word(question: Question, word: str) -> str:
    """Return a word of a drop-down in every language."""
    terms = (term(question.vocabulary, word, language) for language in LANGUAGES)
    return " ".join(dict.fromkeys(terms))


def is_header(text: str, header: str) -> bool:
    """Return whether a cell is a header in any combination of languages."""
    return bool(text.strip()) and set(text.split()) <= set(header.split())


SHEET, ANSWER, KEY = (both(f"form.request.{name}") for name in ("sheet", "answer", "key"))
HEADERS = tuple(
    both(f"form.request.{name}") for name in ("question", "answer", "unit", "note", "key")
)
FACTS = ("request_id", "subject", "part_class", "requester", "product")
"""Data the program reads back; below the questions."""

_WIDTHS = (50, 30, 12, 52, 20)
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_COUNTRIES = (
    *("CN", "DE", "US", "JP", "KR", "TW", "VN", "MY", "TH", "IN", "ID", "PH", "SG", "MX", "BR"),
    *("CA", "FR", "IT", "ES", "NL", "BE", "AT", "CH", "CZ", "SK", "PL", "HU", "RO", "BG", "SI"),
    *("SE", "FI", "DK", "NO", "GB", "IE", "PT", "TR", "IL", "AU"),
)
"""Suggestions; any other code may be typed."""

_GUIDE = (
    ("fill", ("colours", "amounts", "blank")),
    ("use", ("result", "sign")),
)
"""Headings of the guide above the questions, and the paragraphs of each."""


def questions_of(rows: Iterable[Mapping[str, str]], part_class: str) -> tuple[Question, ...]:
    """Return the questions for a part class: the general ones and those of the class.

    A class without questions of its own gets those for other classes.
    """
    found = []
    for row in rows:
        also = (c.partition("=") for c in row["words"].split("|") if c)
        found.append(
            Question.model_validate(
                {
                    **{k: row[k] for k in ("section", "key", "kind", "unit")},
                    "text": f"question.{row['text'] or row['key']}",
                    "part_classes": tuple(c for c in row["part_class"].split("|") if c),
                    "mandatory": row["mandatory"] == "yes",
                    "vocabulary": row["choices"],
                    "choices": words(row["choices"]) if row["choices"] else (),
                    "words": {word: tuple(many.split(",")) for word, _, many in also},
                }
            )
        )
    own = any(part_class in q.part_classes and q.section == "materials" for q in found)
    wanted = {part_class} if own else {part_class, OTHER_CLASS}
    return tuple(q for q in found if not q.part_classes or wanted & set(q.part_classes))


def _lines(text: str, columns: int) -> int:
    """Return the lines a text takes in a cell of some columns; East Asian letters take two."""
    wide = [
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in part)
        for part in text.split("\n")
    ]
    return sum(max(1, math.ceil(w / columns)) for w in wide)


class _Sheet:
    """The sheet while it is written, line by line."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        self.sheet, self.row = sheet, 0
        base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B8C2CC"}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.plain = book.add_format({})
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({**base, "bold": True, "bg_color": "#DDE5EC"})
        self.section = book.add_format({"bold": True, "bg_color": "#EEF2F6"})
        self.text = book.add_format(base)
        self.quiet = book.add_format({**base, "font_color": "#59636E"})
        answer = {**base, "num_format": "@", "bold": True}
        self.need = book.add_format({**answer, "bg_color": "#FFF2B3"})
        self.may = book.add_format(answer)
        self.known = book.add_format({**answer, "bg_color": "#DDEBFF"})

    def say(self, text: str, form: Format) -> None:
        self.sheet.write_string(self.row, 0, text, form)
        if form is self.section:
            for column in range(1, len(HEADERS)):
                self.sheet.write_blank(self.row, column, None, form)
        self.row += 1

    def cells(self, texts: Iterable[str], forms: Iterable[Format]) -> None:
        many = tuple(texts)
        for column, (text, form) in enumerate(zip(many, forms, strict=True)):
            if text:
                self.sheet.write_string(self.row, column, text, form)
            else:
                self.sheet.write_blank(self.row, column, None, form)
        high = max(_lines(t, w) for t, w in zip(many, _WIDTHS, strict=True))
        self.sheet.set_row(self.row, 15 * high + 3)
        self.row += 1

    def ask(self, question: Question, known: str | None) -> None:
        answer = self.need if question.mandatory else self.may
        self._choose(question)
        self.cells(
            (
                both(f"{question.text}.text", "\n"),
                safe_text(known or ""),
                question.unit,
                both(f"{question.text}.hint", "\n"),
                question.key,
            ),
            (self.text, answer if known is None else self.known, self.text, self.quiet, self.quiet),
        )

        if known is not None and question.kind == "decimal":
            self.sheet.write_number(self.row - 1, 1, float(known), self.known)

    def _choose(self, question: Question) -> None:
        hint = both(f"{question.text}.hint", "\n")
        rule: dict[str, object] = {"validate": "any"}
        if question.choices:
            rule = {
                "validate": "list",
                "source": [shown_word(question, each) for each in question.choices],
            }
        elif question.kind == "country":
            rule = {"validate": "list", "source": list(_COUNTRIES), "show_error": False}
        if hint:
            rule |= {"input_title": HEADERS[3], "input_message": hint[:255]}
        if len(rule) > 1:
            self.sheet.data_validation(self.row, 1, self.row, 1, rule)


def write_request(request: Request) -> bytes:
    """Write the workbook for a supplier to fill in."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": f"Request {request.id}", "created": _MADE})
    page = _Sheet(book, book.add_worksheet(SHEET))
    for column, width in enumerate(_WIDTHS):
        page.sheet.set_column(column, column, width)
    page.say(both("form.request.title", _WIDE), page.title)
    for name, form in (("requester", page.bold), ("product", page.plain), ("subject", page.bold)):
        page.say(f"{both(f'form.request.{name}')}:  {getattr(request, name)}", form)
    page.row += 1
    for heading, paragraphs in _GUIDE:
        page.say(both(f"form.request.guide.{heading}", _WIDE), page.bold)
        for name in paragraphs:
            for sign, line in zip_longest("•", each_language(f"form.request.guide.{name}")):
                page.say(f"{sign or ' ':4}{line}", page.plain)
    page.row += 1
    page.cells(HEADERS, [page.head] * len(HEADERS))
    page.sheet.repeat_rows(page.row - 1)
    section = ""
    number = 0
    for question in request.questions:
        if question.section != section:
            section, number = question.section, number + 1
            title = both(f"form.request.section.{section}", _WIDE)
            page.say(f"{number}{_WIDE}{title}", page.section)
        page.ask(question, request.known.get(question.key))
    page.row += 1
    page.say(both("form.request.for-the-program", _WIDE), page.section)
    facts = (request.id, request.subject, request.part_class, request.requester, request.product)
    for key, value in zip(FACTS, facts, strict=True):
        page.cells(("", safe_text(value), "", "", key), [page.quiet] * len(HEADERS))
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    page.sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()
