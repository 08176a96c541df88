"""A request to a supplier as one workbook.

One sheet: a line for each question in English and Chinese, one answer cell, its unit, a note. The
supplier needs a spreadsheet program and nothing else; nothing is locked, merged or computed.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from openpcf.formats.tables.cells import safe_text
from openpcf.model.request import OTHER_CLASS, Question, Request

SHEET = "Request 数据请求"
ANSWER, KEY = "Answer 填写", "key 键"
HEADERS = ("Question 问题", ANSWER, "Unit 单位", "Note 说明", KEY)
FACTS = ("request_id", "subject", "part_class", "requester", "product")
"""What the program needs to know again; stands below the questions."""

_WIDTHS = (50, 30, 12, 52, 20)
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_COUNTRIES = (
    "CN",
    "DE",
    "US",
    "JP",
    "KR",
    "TW",
    "VN",
    "MY",
    "TH",
    "IN",
    "ID",
    "PH",
    "SG",
    "MX",
    "BR",
    "CA",
    "FR",
    "IT",
    "ES",
    "NL",
    "BE",
    "AT",
    "CH",
    "CZ",
    "SK",
    "PL",
    "HU",
    "RO",
    "BG",
    "SI",
    "SE",
    "FI",
    "DK",
    "NO",
    "GB",
    "IE",
    "PT",
    "TR",
    "IL",
    "AU",
)
"""Shown to choose from; any other code may be typed."""

_SECTIONS = {
    "company": "1  Your company  贵公司",
    "product": "2  Your product  所供产品",
    "period": "3  What the figures are of  数据期间",
    "energy": "4  Energy and gases  能源与气体",
    "materials": "5  Materials of one piece  单件材料",
}
_FOR_THE_PROGRAM = "For the program, please leave  供程序读取，请勿改动"


def questions_of(rows: Iterable[Mapping[str, str]], part_class: str) -> tuple[Question, ...]:
    """The questions for a class of part: those for everybody, and those for this class or, where
    it has none of its own, for other classes."""
    found = []
    for row in rows:
        shown = (c.partition("=") for c in row["choices"].split("|") if c)
        words = (c.partition("=") for c in row["words"].split("|") if c)
        found.append(
            Question.model_validate(
                {
                    **{k: row[k] for k in ("section", "key", "kind", "unit", "en", "zh")},
                    "part_classes": tuple(c for c in row["part_class"].split("|") if c),
                    "hint_en": row["hint_en"],
                    "hint_zh": row["hint_zh"],
                    "mandatory": row["mandatory"] == "yes",
                    "choices": {word: text or word for word, _, text in shown},
                    "words": {word: tuple(many.split(",")) for word, _, many in words},
                }
            )
        )
    own = any(part_class in q.part_classes and q.section == "materials" for q in found)
    wanted = {part_class} if own else {part_class, OTHER_CLASS}
    return tuple(q for q in found if not q.part_classes or wanted & set(q.part_classes))


def _lines(text: str, columns: int) -> int:
    """Lines a text takes in a cell of some columns; East Asian letters take two."""
    wide = [
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in part)
        for part in text.split("\n")
    ]
    return sum(max(1, math.ceil(w / columns)) for w in wide)


def _both(en: str, zh: str) -> str:
    return "\n".join(t for t in (en, zh) if t)


class _Sheet:
    """The sheet while it is written, line after line."""

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
                _both(question.en, question.zh),
                safe_text(known or ""),
                question.unit,
                _both(question.hint_en, question.hint_zh),
                question.key,
            ),
            (self.text, answer if known is None else self.known, self.text, self.quiet, self.quiet),
        )

        if known is not None and question.kind == "decimal":
            self.sheet.write_number(self.row - 1, 1, float(known), self.known)

    def _choose(self, question: Question) -> None:
        hint = _both(question.hint_en, question.hint_zh)
        rule: dict[str, object] = {"validate": "any"}
        if question.choices:
            rule = {"validate": "list", "source": list(question.choices.values())}
        elif question.kind == "country":
            rule = {"validate": "list", "source": list(_COUNTRIES), "show_error": False}
        if hint:
            rule |= {"input_title": "Note 说明", "input_message": hint[:255]}
        if len(rule) > 1:
            self.sheet.data_validation(self.row, 1, self.row, 1, rule)


_GUIDE = (
    "How to fill it in  填写方法",
    "•  Yellow = needed. White = if it applies. Blue = what we know already: correct it.",
    "    黄色 = 必填；白色 = 适用时填写；蓝色 = 我方已知，请核对更正。",
    "•  All amounts are for ONE piece unless the line says otherwise. Numbers only; "
    "the unit stands beside.",
    "    除另有说明外，数量均按单件计。只填数字，单位见右侧。",
    "•  Leave blank what you do not know. Write 0 only if it is really zero.",
    "    不知道的请留空；确实为零才填 0。",
    "What becomes of it  数据用途",
    "•  Your answers become your own carbon footprint declaration, signed with your key. "
    "It shows your result, not your amounts.",
    "    答复将成为贵公司自己的产品碳足迹声明，以贵公司的密钥签名；只列结果，不公开用量。",
    "•  See the result:  openpcf reply THIS-FILE.xlsx   "
    "Sign it:  … --key YOUR-KEY --out NAME.json   and send NAME.json back.",
    "    前一命令显示结果，后一命令签名；请将 NAME.json 发回。也可将本文件交由代办人处理。",
)


def write_request(request: Request) -> bytes:
    """The workbook a supplier fills in."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": f"Request {request.id}", "created": _MADE})
    page = _Sheet(book, book.add_worksheet(SHEET))
    for column, width in enumerate(_WIDTHS):
        page.sheet.set_column(column, column, width)
    page.say("Carbon footprint of a part you deliver  所供零部件的产品碳足迹", page.title)
    page.say(f"Asked by 请求方:  {request.requester}", page.bold)
    page.say(f"For their product 用于产品:  {request.product}", page.plain)
    page.say(f"Your part 所供零部件:  {request.subject}", page.bold)
    page.row += 1
    for line in _GUIDE:
        page.say(line, page.plain if line[0] in "• " else page.bold)
    page.row += 1
    page.cells(HEADERS, [page.head] * len(HEADERS))
    page.sheet.repeat_rows(page.row - 1)
    section = ""
    for question in request.questions:
        if question.section != section:
            section = question.section
            page.say(_SECTIONS[section], page.section)
        page.ask(question, request.known.get(question.key))
    page.row += 1
    page.say(_FOR_THE_PROGRAM, page.section)
    facts = (request.id, request.subject, request.part_class, request.requester, request.product)
    for key, value in zip(FACTS, facts, strict=True):
        page.cells(("", safe_text(value), "", "", key), [page.quiet] * len(HEADERS))
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    page.sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()
