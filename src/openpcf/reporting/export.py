"""Results as a workbook, a CSV table or JSON; no cell is ever read as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
import xlsxwriter

from openpcf.formats.tables.cells import safe_text
from openpcf.messages import Language, fix, render, say
from openpcf.model.document import Document
from openpcf.model.indicators import ALL_PARTS, MEMO
from openpcf.ruleset.engine import Report

LINE_COLUMNS = (
    "id",
    "what",
    "stage",
    "scope",
    "class",
    "source",
    "amount",
    "unit",
    "per",
    "origin",
    "factor",
    "factor_dataset",
    "factor_value",
    "factor_unit",
    "gwp",
    "how",
    "why",
    "estimated",
    "note",
    "screening",
    "result",
)
"""Columns of a line; the indicators that occur follow, parts before memo."""

INDICATORS = (*ALL_PARTS, *MEMO)
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001


def _per(divisors: Iterable[dict[str, Any]], language: Language) -> str:
    return " | ".join(f"{p['amount']} {render(p['why'], language)}" for p in divisors)


def _indicators(line: dict[str, Any]) -> dict[str, str]:
    result = line.get("result") or {}
    return {**result.get("parts", {}), **(result.get("memo") or {})}


def line_columns(document: Document) -> tuple[str, ...]:
    """Return headers of the lines: the fixed ones, and the indicators that occur."""
    used = {name for line in document.lines() for name in _indicators(line)}
    return (*LINE_COLUMNS, *(name for name in INDICATORS if name in used))


def line_rows(document: Document, language: Language) -> list[dict[str, str]]:
    """Return every disclosed line as texts; blank for missing values.

    A supplied line has the quantity of its component.
    """
    items = {item.get("id"): item for item in document.items()}
    indicators = line_columns(document)[len(LINE_COLUMNS) :]
    rows = []
    for line in document.lines():
        item = items.get(line.get("component"))
        quantity = (item or line).get("quantity") or {}
        factor, parts = line.get("factor") or {}, _indicators(line)
        match = line.get("match") or {}
        rows.append(
            {
                "id": str(line.get("id", "")),
                "what": render(line.get("what"), language),
                "stage": str(line.get("stage", "")),
                "scope": str(line.get("scope", "")),
                "class": str(line.get("class", "")),
                "source": str(line.get("source", "")),
                "amount": str(quantity.get("amount", "")),
                "unit": str(quantity.get("unit", "")),
                "per": _per((item or quantity).get("per", ()), language),
                "origin": "supplied" if item else str(quantity.get("origin", "")),
                "factor": str(item["child"]["digest"] if item else factor.get("id", "")),
                "factor_dataset": f"{factor['dataset']}/{factor['version']}" if factor else "",
                "factor_value": str(factor.get("value", "")),
                "factor_unit": str(factor.get("unit", "")),
                "gwp": str(factor.get("gwp", "")),
                "how": str(match.get("how", "")),
                "why": render(match.get("why"), language),
                "estimated": "" if "estimated" not in line else str(line["estimated"]).lower(),
                "note": render(line.get("note"), language),
                "screening": str(line.get("screening", "")),
                "result": str((line.get("result") or {}).get("excl", "")),
                **{name: parts.get(name, "") for name in indicators},
            }
        )
    return rows


def to_csv(document: Document, language: Language = "en") -> bytes:
    """Return the lines as UTF-8 with byte-order mark, which spreadsheet programs detect."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, line_columns(document))
    writer.writeheader()
    for row in line_rows(document, language):
        writer.writerow({name: safe_text(value) for name, value in row.items()})
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def to_json(document: Document) -> bytes:
    """Return payload, inventory and components as data."""
    return orjson.dumps(document.shown(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def _flat(value: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [row for k, v in value.items() for row in _flat(v, f"{path}.{k}" if path else k)]
    if isinstance(value, list):
        return [row for n, v in enumerate(value) for row in _flat(v, f"{path}[{n}]")]
    return [(path, str(value).lower() if isinstance(value, bool) else str(value))]


def to_xlsx(document: Document, report: Report | None, language: Language = "en") -> bytes:
    """Return sheets Result, Lines, Components, Findings; figures as text, digit by digit."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True})

    def sheet(name: str, rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> None:
        page = book.add_worksheet(name)
        for column, wide in enumerate(widths):
            page.set_column(column, column, wide)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                page.write_string(number, column, text, bold if number == 0 else None)
        page.freeze_panes(1, 0)

    sheet("Result", [("field", "value"), *_flat(document.payload)], (48, 60))
    columns = line_columns(document)
    lines = [tuple(row[name] for name in columns) for row in line_rows(document, language)]
    sheet("Lines", [columns, *lines], (9, 50, 16, 9, 18, 28, 16, 10, 30))
    items = [row for item in document.items() for row in _flat(item, f"{item['id']}")]
    sheet("Components", [("field", "value"), *items], (40, 80))
    if report is not None:
        found = [
            (
                f.rule,
                str(f.outcome),
                f.code,
                f.place,
                say(f, language),
                fix(f, language),
                ", ".join(f.requirements),
            )
            for f in report.findings
        ]
        header = ("rule", "outcome", "code", "place", "finding", "fix", "requirements")
        sheet("Findings", [header, *found], (28, 12, 22, 40, 70, 60, 24))
    book.close()
    return buffer.getvalue()
