"""XLSX, XLS and ODS → tables, through python-calamine, after the archive was inspected."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TypeAlias

import python_calamine

from openpcf.errors import InputError
from openpcf.formats.tables.csv import ERROR_WORDS
from openpcf.formats.tables.sheet_xml import (
    MAX_CELLS,
    MAX_TEXT,
    Look,
    look_at_ods,
    look_at_xlsx,
    look_quickly,
    shared_lengths,
    workbook_sheets,
)
from openpcf.formats.tables.table import NO_KINDS, Format, Kind, Mark, Row, Table, guess_header
from openpcf.formats.tables.zip_parts import read_parts, stored
from openpcf.model.finding import Finding, info

Value: TypeAlias = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS_SIGNS = re.compile(rb"<text:(tab|line-break)\b[^<>]*?(?:/>|></text:\1>)")
"""Tabs and line breaks in a cell are elements, which calamine leaves out."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def number_text(value: float) -> str:
    """Return the shortest decimal text of a binary number, without exponent."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def _text(value: Value) -> tuple[str, Kind]:
    if isinstance(value, str):
        return value, "text"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "bool"
    if isinstance(value, int | float):
        return number_text(value), "number"
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time(0)
        return (value.date().isoformat() if whole else value.isoformat()), "date"
    if isinstance(value, datetime.date):
        return value.isoformat(), "date"
    if isinstance(value, datetime.time):
        return value.isoformat(), "time"
    return str(value), "time"


def _row(number: int, values: Sequence[Value], wrong: Mapping[int, Kind]) -> Row | None:
    texts: list[str] = []
    kinds: dict[int, Kind] = {}
    filled = bool(wrong)
    for column, value in enumerate(values):
        if value.__class__ is str:
            texts.append(value)
            if value:
                filled = True
            continue
        text, kind = _text(value)
        texts.append(text)
        kinds[column] = kind
        filled = True
    for column, kind in wrong.items():
        while len(texts) <= column:
            texts.append("")
        texts[column], kinds[column] = "", kind
    if not filled or not (wrong or any(map(str.strip, texts))):
        return None
    return Row(number, tuple(texts), kinds or NO_KINDS)


def _rows(grid: Sequence[Sequence[Value]], marks: Sequence[Mark]) -> tuple[Row, ...]:
    wrong: dict[int, dict[int, Kind]] = {}
    for mark in marks:
        if mark.kind != "merged":
            wrong.setdefault(mark.row, {})[mark.column] = mark.kind
    rows = []
    for number in range(1, max(len(grid), max(wrong, default=0)) + 1):
        values = grid[number - 1] if number <= len(grid) else ()
        row = _row(number, values, wrong.get(number, {}))
        if row is not None:
            rows.append(row)
    return tuple(rows)


@contextmanager
def _refusing_damage(place: str) -> Iterator[None]:
    """Turn every failure of calamine on a damaged workbook, even a panic, into an error."""
    try:
        yield
    except InputError:
        raise
    except BaseException as e:
        if not isinstance(e, Exception) and type(e).__name__ != "PanicException":
            raise
        raise InputError("TABLE_DAMAGED", place, str(e)[:120], "XLSX, XLS or ODS") from None


def _open(data: bytes, name: str) -> python_calamine.CalamineWorkbook:
    with _refusing_damage(name):
        try:
            return python_calamine.load_workbook(io.BytesIO(data))
        except python_calamine.PasswordError:
            raise InputError("TABLE_ENCRYPTED", name, "encryption") from None


def _grid(
    book: python_calamine.CalamineWorkbook, sheet: str, place: str
) -> Sequence[Sequence[Value]]:
    with _refusing_damage(place):
        found = book.get_sheet_by_name(sheet)
        if found.total_height * found.total_width > MAX_CELLS:
            size = f"{found.total_height} x {found.total_width}"
            raise InputError("TABLE_TOO_LARGE", place, size, f"{MAX_CELLS} cells")
        return found.to_python(skip_empty_area=False)


def read_workbook(data: bytes, name: str) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Read every sheet that is not empty.

    Raises InputError: ``TABLE_BOMB``, ``TABLE_TOO_LARGE``, ``TABLE_ENCRYPTED``, ``TABLE_DOCTYPE``,
    ``TABLE_DAMAGED``, ``TABLE_NOT_TABLE``, ``TABLE_EMPTY``.
    """
    findings: tuple[Finding, ...] = ()
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise InputError("TABLE_ENCRYPTED", name, "encryption")
        form: Format = "xls"
        findings = (info("TABLE_XLS", name, "XLS", "XLSX"),)
        book = _open(data, name)
        looks = [Look(name=sheet) for sheet in book.sheet_names]
    else:
        parts = read_parts(data, name)
        if "content.xml" in parts:
            form, looks = "ods", _ods_looks(parts, name)
            parts = {**parts, "content.xml": _with_signs(parts["content.xml"])}
        else:
            form, looks = "xlsx", _xlsx_looks(parts, name)
        for look in looks:
            if look.span > MAX_CELLS:
                size = f"{look.last_row} x {look.last_column + 1}"
                raise InputError(
                    "TABLE_TOO_LARGE", f"{name}#{look.name}", size, f"{MAX_CELLS} cells"
                )
        if sum(look.chars for look in looks) > MAX_TEXT:
            raise InputError("TABLE_BOMB", name, f">{MAX_TEXT} characters", f"{MAX_TEXT}")
        book = _open(stored(parts), name)
    tables = []
    for look in looks:
        if look.name in book.sheet_names:
            table = _table(book, look, name, form)
            if table.rows:
                tables.append(table)
    if not tables:
        raise InputError("TABLE_EMPTY", name, "0", "1")
    return tuple(tables), findings


def _table(book: python_calamine.CalamineWorkbook, look: Look, name: str, form: Format) -> Table:
    grid = _grid(book, look.name, f"{name}#{look.name}")
    rows = _rows(grid, look.marks)
    marks = list(look.marks)
    marked = {(m.row, m.column) for m in marks if m.kind != "merged"}
    words = {
        (row.number, column): text
        for row in rows
        for column, text in enumerate(row.texts)
        if text in ERROR_WORDS and (row.number, column) not in marked
    }
    if words:
        extra = [Mark("error", r, c, text) for (r, c), text in words.items()]
        marks += extra
        rows = _rows(grid, marks)
    marks.sort(key=lambda m: (m.row, m.column))
    return Table(
        name,
        form,
        rows,
        sheet=look.name,
        header_row=guess_header(rows),
        marks=tuple(marks),
        hidden=look.hidden,
    )


def _xlsx_looks(parts: Mapping[str, bytes], name: str) -> list[Look]:
    sheets, recalculate = workbook_sheets(parts, name)
    looks = []
    for sheet in sheets:
        xml = parts[sheet.member]
        look = look_quickly(xml) or look_at_xlsx(xml, f"{name}#{sheet.name}", recalculate)
        look.name, look.hidden = sheet.name, sheet.hidden
        looks.append(look)
    strings = next((m for m in parts if m.lower() == "xl/sharedstrings.xml"), None)
    if strings is not None:
        text = parts[strings]
        longest = max((len(piece) for piece in text.split(b"si>")), default=0)
        if longest * sum(look.shared for look in looks) > MAX_TEXT:
            _count_shared(parts, strings, [s.member for s in sheets], name)
    return looks


def _count_shared(
    parts: Mapping[str, bytes], strings: str, members: Sequence[str], name: str
) -> None:
    """Refuse a workbook whose shared strings expand beyond the limit."""
    lengths = shared_lengths(parts[strings], f"{name}#{strings}")
    total = sum(
        look_at_xlsx(parts[member], f"{name}#{member}", lengths=lengths).shared_chars
        for member in members
    )
    if total > MAX_TEXT:
        raise InputError("TABLE_BOMB", name, f"{total} characters", f"{MAX_TEXT}")


def _with_signs(content: bytes) -> bytes:
    return _ODS_SIGNS.sub(lambda m: b"\t" if m[1] == b"tab" else b"\n", content)


def _ods_looks(parts: Mapping[str, bytes], name: str) -> list[Look]:
    manifest = parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise InputError("TABLE_ENCRYPTED", name, "encryption")
    return look_at_ods(parts["content.xml"], f"{name}#content.xml")
