"""Bytes of a table file → tables: CSV, XLSX, XLS, ODS, with all sheets of a file."""

from __future__ import annotations

from collections.abc import Sequence

from openpcf.errors import InputError
from openpcf.formats.tables.csv import DELIMITER_NAMES, read_csv
from openpcf.formats.tables.table import Format, Kind, Mark, Row, Table, letters
from openpcf.formats.tables.workbook import OLE, number_text, read_workbook
from openpcf.model.finding import Finding, error, warning

__all__ = [
    "DELIMITER_NAMES",
    "MAX_BYTES",
    "Format",
    "Kind",
    "Mark",
    "Row",
    "Table",
    "find_table",
    "letters",
    "mark_findings",
    "number_text",
    "read_tables",
]

MAX_BYTES = 64 * 1024 * 1024
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"{\\rtf": "RTF",
    b"<?xml": "XML",
    b"<html": "HTML",
    b"<!DOC": "HTML",
    b"<tabl": "HTML",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
}


def read_tables(data: bytes, name: str) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Read every table of a file with all findings on its cells.

    The file type is detected from its bytes, not from ``name``, which is used in places only.

    Raises InputError if nothing can be read: ``TABLE_EMPTY``, ``TABLE_TOO_LARGE``, ``TABLE_BOMB``,
    ``TABLE_ENCRYPTED``, ``TABLE_DOCTYPE``, ``TABLE_DAMAGED``, ``TABLE_NOT_TABLE``,
    ``TABLE_ENCODING``, ``TABLE_CELL_TOO_LONG``.
    """
    tables, findings = open_tables(data, name)
    reported = tuple(f for table in tables for f in mark_findings(table))
    return tables, findings + reported


def open_tables(data: bytes, name: str) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Read tables as :func:`read_tables`, with the findings on the file only.

    :func:`mark_findings` makes those on cells once the header row is known.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputError("TABLE_EMPTY", name, "0", "1")
    if len(data) > MAX_BYTES:
        raise InputError("TABLE_TOO_LARGE", name, f"{len(data)} bytes", f"{MAX_BYTES} bytes")
    if data.startswith((b"PK\x03\x04", OLE)):
        return read_workbook(data, name)
    if data.startswith(b"PK\x05\x06"):
        raise InputError("TABLE_EMPTY", name, "0", "1")
    other = next((kind for head, kind in _OTHERS.items() if data.startswith(head)), None)
    if other is not None:
        raise InputError("TABLE_NOT_TABLE", name, other, "CSV, XLSX, XLS or ODS")
    table, findings = read_csv(data, name)
    return (table,), findings


def mark_findings(table: Table, needed: frozenset[int] | None = None) -> tuple[Finding, ...]:
    """Report errors, formulas without value, merged cells and over-wide rows.

    Only cells at or below the header count. With ``needed`` (columns from 0), other columns only
    give warnings.
    """
    found: list[Finding] = []
    for mark in table.marks:
        if max(mark.row, mark.last_row) < table.header_row:
            continue
        place = table.place(mark.row, mark.column)
        make = error if needed is None or mark.column in needed else warning
        if mark.kind == "error":
            found.append(make("TABLE_FORMULA_ERROR", place, mark.found, "a value"))
        elif mark.kind == "formula":
            found.append(
                make("TABLE_FORMULA_UNCOMPUTED", place, mark.found or "no value", "a value")
            )
        elif mark.last_row > table.header_row:
            found.append(make("TABLE_MERGED", place, mark.found, "one cell per value"))
    if table.format == "csv":
        width = len(table.header)
        for row in table.body:
            if any(t.strip() for t in row.texts[width:]):
                filled = max(c for c, t in enumerate(row.texts, 1) if t.strip())
                found.append(
                    error("TABLE_ROW_WIDTH", table.row_place(row.number), f"{filled}", f"{width}")
                )
    return tuple(found)


def find_table(tables: Sequence[Table], sheet: str) -> Table:
    """Return the table with a sheet name in any case; raises InputError ``TABLE_SHEET``."""
    for table in tables:
        if (table.sheet or table.name).strip().casefold() == sheet.strip().casefold():
            return table
    names = ", ".join(t.sheet or t.name for t in tables)
    raise InputError("TABLE_SHEET", tables[0].name if tables else "", sheet, names)
