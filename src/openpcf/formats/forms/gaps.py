"""Gaps as one workbook: what each row of the study lacks, and cells to fill in.

The cells to fill in are columns of the study's own tables, with the same headers and rules. Nothing
is locked, merged or computed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from openpcf.errors import InputError
from openpcf.formats.forms.request import both, each_language, is_header
from openpcf.formats.study.column import Column, by_key
from openpcf.formats.study.columns import SHEET
from openpcf.formats.study.values import parse
from openpcf.formats.tables.cells import plain_text, safe_text
from openpcf.formats.tables.read import find_table, read_tables
from openpcf.formats.tables.table import Table
from openpcf.model.finding import Finding, error

SHEET_NAME = both("form.gaps.sheet")
FACTS = {"table": 10, "id": 10, "row": 24, "part": 44, "missing": 44, "screening": 16, "near": 50}
"""Information on each row, and the width of its column."""
ANSWERS = (
    "part_class",
    "package",
    "mass",
    "mass_unit",
    "material",
    "region",
    "recycled_content_percent",
    "factor",
    "evidence",
)
"""Columns of the BOM that close a gap; other tables only have ``factor``."""

_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One row of the study with gaps: its place, what is missing, and near matches."""

    table: str
    id: str
    source: str
    part: str
    missing: str
    screening: str
    near: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers for one row of the study."""

    table: str
    id: str
    values: Mapping[str, Any]
    place: str


def _column(name: str) -> Column:
    return by_key(SHEET["bom"].columns)[name]


def _headers() -> list[str]:
    """Return the key of each column, by which it is read, and its title in every language."""
    facts = [(name, each_language(f"form.gaps.{name}")) for name in FACTS]
    answers = [(name, _column(name).titles()) for name in ANSWERS]
    return [" ".join(dict.fromkeys((key, *titles))) for key, titles in (*facts, *answers)]


def write_gaps(rows: Iterable[GapRow], classes: Sequence[str]) -> bytes:
    """Write the workbook; ``classes`` are offered for ``part_class``."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": SHEET_NAME, "created": _MADE})
    page = book.add_worksheet(SHEET_NAME)
    base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B8C2CC"}
    head, fact = (
        book.add_format({**base, "bold": True, "bg_color": "#DDE5EC"}),
        book.add_format(base),
    )
    answer = book.add_format({**base, "num_format": "@", "bg_color": "#FFF2B3"})
    lists = book.add_worksheet("Lists")
    for number, text in enumerate(classes):
        lists.write_string(number, 0, text)
    help_lines = (*each_language("form.gaps.help"), *each_language("form.gaps.then"))
    for number, text in enumerate(help_lines):
        page.write_string(number, 0, text)
    top = len(help_lines) + 1
    widths = [*FACTS.values(), *(_column(a).width for a in ANSWERS)]
    for column, (text, width) in enumerate(zip(_headers(), widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(top, column, text, head)
    last = top
    for last, row in enumerate(rows, top + 1):
        texts = (row.table, row.id, row.source, row.part, row.missing, row.screening, row.near)
        for column, text in enumerate(texts):
            page.write_string(last, column, safe_text(text), fact)
        for column in range(len(FACTS), len(widths)):
            open_cell = row.table == "bom" or ANSWERS[column - len(FACTS)] == "factor"
            page.write_blank(last, column, None, answer if open_cell else fact)
    for name, source in (
        ("part_class", f"=Lists!$A$1:$A${max(1, len(classes))}"),
        ("mass_unit", list(_column("mass_unit").offers)),
    ):
        column = len(FACTS) + ANSWERS.index(name)
        rule = {"validate": "list", "source": source, "show_error": False}
        page.data_validation(top + 1, column, max(last, top + 1), column, rule)
    page.freeze_panes(top + 1, 4)
    book.close()
    return buffer.getvalue()


def _header_row(table: Table) -> Table:
    wanted = next(iter(FACTS))
    for row in table.rows:
        if row.text(0).split()[:1] == [wanted] and len(row.texts) > len(FACTS):
            return table.at_header(row.number)
    raise InputError("GAPS_FORM", table.where, table.header[0] if table.header else "", wanted)


def read_gaps(data: bytes, name: str) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
    """Return the answers and all findings.

    Raises InputError if it is not such a workbook: ``TABLE_…``, ``GAPS_FORM``.
    """
    tables, findings = read_tables(data, name)
    sheet = next((t.sheet for t in tables if is_header(t.sheet or "", SHEET_NAME)), SHEET_NAME)
    table = _header_row(find_table(tables, sheet or SHEET_NAME))
    reported = [f for f in findings if f.place.startswith(f"{name}#{sheet}")]
    places = {header.split()[0]: n for n, header in enumerate(table.header)}
    missing = [a for a in ("table", "id", *ANSWERS) if a not in places]
    if missing:
        raise InputError("GAPS_FORM", table.where, ", ".join(table.header)[:120], missing[0])
    answers = []
    for row in table.body:
        key, id = (plain_text(row.text(places[n])).strip() for n in ("table", "id"))
        values: dict[str, Any] = {}
        for field in ANSWERS:
            place = table.place(row.number, places[field])
            value, more = parse(_column(field), plain_text(row.text(places[field])), place)
            reported += more
            if value is not None and key != "bom" and field != "factor":
                reported.append(error("GAPS_NOT_HERE", place, field, key))
            elif value is not None:
                values[field] = value
        if values:
            answers.append(Answer(key, id, values, table.row_place(row.number)))
    return tuple(answers), tuple(reported)
