"""A request to a supplier as one workbook, and the filled reply read back.

One sheet: a row for each question, English and Chinese, the unit, one answer cell. The supplier
needs a spreadsheet program and nothing else. Rows are found by their key, columns by header.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter

from openpcf.errors import InputError
from openpcf.formats.cells import read_date, read_decimal
from openpcf.formats.tables import Row, Table, read_tables
from openpcf.model.base import decimal_text
from openpcf.model.finding import Finding, error
from openpcf.model.request import Answer, Question, Reply, Request

SHEET = "Request 数据请求"
HEADERS = ("key", "Question", "问题", "Unit 单位", "Answer 填写", "Hint", "提示")
_ANSWER = HEADERS[4]
_FACTS = ("request_id", "subject", "part_class", "requester", "product")
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def questions_of(rows: Iterable[Mapping[str, str]], part_class: str) -> tuple[Question, ...]:
    """The questions for a class of part: those for everybody and those for this class."""
    found = []
    for row in rows:
        if row["part_class"] not in ("", part_class):
            continue
        found.append(
            Question.model_validate(
                {
                    **{k: row[k] for k in ("key", "part_class", "kind", "unit", "en", "zh")},
                    "hint_en": row["hint_en"],
                    "hint_zh": row["hint_zh"],
                    "mandatory": row["mandatory"] == "yes",
                    "choices": tuple(c for c in row["choices"].split("|") if c),
                }
            )
        )
    return tuple(found)


def write_request(request: Request) -> bytes:
    """The workbook a supplier fills; nothing in it is locked."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": f"Request {request.id}", "created": _MADE})
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#E8EDF2", "border": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    quiet = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#666666"})
    need = book.add_format({"bg_color": "#FFF8DC", "border": 1, "num_format": "@"})
    may = book.add_format({"border": 1, "num_format": "@"})
    for column, width in enumerate((22, 44, 40, 14, 34, 40, 34)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{request.requester}: {request.product}", bold)
    sheet.write_string(
        1,
        0,
        "Please fill the column “Answer”. Yellow = needed. Leave blank what you do not know; "
        "write 0 only for zero.",
    )
    sheet.write_string(
        2, 0, "请填写“Answer 填写”一列。黄色为必填。不知道的请留空；确实为零才填 0。"
    )
    facts = (request.id, request.subject, request.part_class, request.requester, request.product)
    for offset, (key, value) in enumerate(zip(_FACTS, facts, strict=True)):
        sheet.write_string(4 + offset, 0, key, quiet)
        sheet.write_string(4 + offset, 4, value, quiet)
    top = 5 + len(_FACTS)
    for column, text in enumerate(HEADERS):
        sheet.write_string(top, column, text, head)
    for offset, question in enumerate(request.questions, 1):
        row = top + offset
        cells = (question.key, question.en, question.zh, question.unit)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, wrap)
        sheet.write_blank(row, 4, None, need if question.mandatory else may)
        sheet.write_string(row, 5, question.hint_en, quiet)
        sheet.write_string(row, 6, question.hint_zh, quiet)
        if question.choices:
            sheet.data_validation(
                row, 4, row, 4, {"validate": "list", "source": list(question.choices)}
            )
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _cells(table: Table) -> tuple[dict[str, Row], int]:
    rows = {row.text(0): row for row in table.rows if row.text(0)}
    header = next((r for r in table.rows if _ANSWER in [t.strip() for t in r.texts]), None)
    if header is None:
        raise InputError("REPLY_HEADER", place=table.where, expected=_ANSWER)
    return rows, [t.strip() for t in header.texts].index(_ANSWER)


def _problem(question: Question, text: str, place: str) -> Finding | None:
    if not text:
        return error("REPLY_BLANK", place, question=question.en) if question.mandatory else None
    if question.kind == "decimal":
        amount = read_decimal(text)
        if amount is None or amount < 0:
            return error("REPLY_NUMBER", place, text, "12.5", question=question.en)
    if question.kind == "instant" and read_date(text) is None:
        return error("REPLY_DATE", place, text, "2025-12-31", question=question.en)
    if question.kind == "identifier" and not text.startswith(("urn:", "https://")):
        return error("REPLY_IDENTIFIER", place, text, "urn:… / https://…", question=question.en)
    if question.choices and text not in question.choices:
        return error("REPLY_CHOICE", place, text, ", ".join(question.choices), question=question.en)
    return None


def read_reply(
    data: bytes, name: str, questions: Iterable[Question]
) -> tuple[Reply, tuple[Finding, ...]]:
    """A filled request and all its faults at once; raises InputError when it is no request."""
    tables, findings = read_tables(data, name)
    table = next((t for t in tables if any(r.text(0) == "request_id" for r in t.rows)), None)
    if table is None:
        raise InputError("REPLY_NO_REQUEST", place=name, findings=findings)
    rows, column = _cells(table)
    answers, problems = [], list(findings)
    for question in questions:
        row = rows.get(question.key)
        if row is None:
            if question.mandatory:
                problems.append(error("REPLY_ROW", table.where, expected=question.key))
            continue
        text, place = row.text(column), table.place(row.number, column)
        problem = _problem(question, text, place)
        if problem is not None:
            problems.append(problem)
            continue
        if text and question.kind == "decimal":
            text = decimal_text(read_decimal(text) or Decimal(0))
        answers.append(Answer(key=question.key, text=text, place=place, unit=question.unit))

    def fact(key: str) -> str:
        return rows[key].text(column) if key in rows else ""

    reply = Reply(
        request_id=fact("request_id"),
        subject=fact("subject"),
        part_class=fact("part_class"),
        answers=tuple(answers),
    )
    return reply, tuple(problems)


def reply_class(data: bytes, name: str) -> str:
    """The class of part a reply is about; raises InputError ``REPLY_NO_REQUEST``."""
    tables, findings = read_tables(data, name)
    for table in tables:
        for row in table.rows:
            if row.text(0) == "part_class":
                return row.text(4)
    raise InputError("REPLY_NO_REQUEST", place=name, findings=findings)
