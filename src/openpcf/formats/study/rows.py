"""One table of a study: rows of a file ↔ rows of the model, with the place of every fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpcf.errors import InputError
from openpcf.formats.study.column import Column, Sheet, by_key
from openpcf.formats.study.columns import OWN, SHEET, column_of, nearest_header
from openpcf.formats.study.values import parse
from openpcf.formats.tables.cells import formula_text, plain_text
from openpcf.formats.tables.table import Row as TableRow
from openpcf.formats.tables.table import Table, letters
from openpcf.model.finding import Finding, error, info, warning
from openpcf.model.study import TABLES, Row

NOTE_SIGN = "›"
"""Prefix of every cell in a row of notes."""

PIECES = frozenset({("bom", "quantity"), ("declarations", "quantity")})
"""Amounts for which a blank unit means pieces."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row, its place, and the place of each of its cells."""

    row: Row
    place: str
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """Columns by position: a known column, or a header of the company's own."""

    columns: Mapping[int, Column]
    own: Mapping[int, str]


def read_header(sheet: Sheet, table: Table) -> tuple[Header, tuple[Finding, ...]]:
    """Return the columns that a header row names, in any order and language."""
    columns: dict[int, Column] = {}
    own: dict[int, str] = {}
    findings: list[Finding] = []
    texts = next((r.texts for r in table.rows if r.number == table.header_row), ())
    for number, text in enumerate(texts):
        header = text.strip()
        if not header:
            continue
        place = table.place(table.header_row, number)
        column = column_of(sheet.key, header)
        if header.startswith(OWN):
            if header in own.values():
                findings.append(error("STUDY_HEADER_TWICE", place, header))
            else:
                own[number] = header
        elif column is None:
            near = nearest_header(sheet.key, header)
            findings.append(
                error("STUDY_HEADER_UNKNOWN", place, header[:60], near or f"{OWN}{header[:40]}")
            )
        elif column in columns.values():
            findings.append(error("STUDY_HEADER_TWICE", place, header))
        else:
            columns[number] = column
    findings += _nameless(table, set(columns) | set(own), texts)
    return Header(columns, own), tuple(findings)


def _nameless(table: Table, known: set[int], texts: Sequence[str]) -> list[Finding]:
    """Report columns with entries and no header: nothing is dropped silently."""
    first: dict[int, int] = {}
    width = len(table.header) if table.format == "csv" else None  # mark_findings reports wider rows
    for row in table.body:
        for number, text in enumerate(row.texts[:width]):
            named = number < len(texts) and texts[number].strip()
            if text.strip() and number not in known and not named:
                first.setdefault(number, row.number)
    return [
        error("STUDY_HEADER_BLANK", table.place(row, number), found=letters(number))
        for number, row in first.items()
    ]


def second_header(sheet: Sheet, header: Header, row: TableRow) -> bool:
    """Return whether a row repeats the header in another language."""
    cells = [(n, t.strip()) for n, t in enumerate(row.texts) if t.strip()]
    return bool(cells) and all(
        header.own.get(n) == t
        or ((c := column_of(sheet.key, t)) is not None and header.columns.get(n) == c)
        for n, t in cells
    )


def is_note(row: TableRow) -> bool:
    """Return whether a row is one of notes."""
    cells = [t.strip() for t in row.texts if t.strip()]
    return bool(cells) and all(t.startswith(NOTE_SIGN) for t in cells)


def read_rows(
    sheet: Sheet, table: Table, header: Header, body: Iterable[TableRow]
) -> tuple[tuple[ReadRow, ...], tuple[Finding, ...]]:
    """Read the rows of a table; a faulty cell gives a finding and stays blank."""
    drafts: list[tuple[dict[str, Any], str, dict[str, str]]] = []
    findings: list[Finding] = []
    for row in body:
        values: dict[str, Any] = {}
        places: dict[str, str] = {}
        for number, column in header.columns.items():
            text = row.texts[number] if number < len(row.texts) else ""
            places[column.key] = table.place(row.number, number)
            if table.format == "csv":
                text = plain_text(text)
            value, cell_findings = parse(column, text, places[column.key])
            findings += cell_findings
            if isinstance(value, str):
                findings += formula_text(value, places[column.key])
            if value is not None:
                values[column.key] = value
        extra = {
            name: plain_text(text) if table.format == "csv" else text
            for number, name in header.own.items()
            if number < len(row.texts) and (text := row.texts[number]).strip()
        }
        for number, name in header.own.items():
            if name in extra:
                findings += formula_text(extra[name], table.place(row.number, number))
        if not values and not extra and not row.kinds:
            continue
        values["extra"] = extra
        place = table.row_place(row.number)
        values.setdefault("source", place)
        findings += _unit_blanks(sheet, values, places)
        drafts.append((values, place, places))
    findings += _give_ids(sheet.key, drafts)
    model = TABLES[sheet.key]
    return tuple(ReadRow(model(**v), place, p) for v, place, p in drafts), tuple(findings)


def _unit_blanks(
    sheet: Sheet, values: Mapping[str, Any], places: Mapping[str, str]
) -> list[Finding]:
    columns = by_key(sheet.columns)
    return [
        warning("STUDY_AMOUNT_NO_UNIT", places[key], column=key, unit=columns[key].unit_in)
        for key in values
        if key in columns
        and columns[key].unit_in
        and columns[key].unit_in not in values
        and (sheet.key, key) not in PIECES
    ]


def _give_ids(
    key: str, drafts: Sequence[tuple[dict[str, Any], str, dict[str, str]]]
) -> list[Finding]:
    """Number blank ids by position (``bom-3``); one finding per table."""
    taken = {values["id"] for values, _, _ in drafts if "id" in values}
    given: list[str] = []
    first = ""
    for position, (values, place, _) in enumerate(drafts, 1):
        if "id" in values:
            continue
        made, copy = f"{key}-{position}", 1
        while made in taken:
            copy += 1
            made = f"{key}-{position}-{copy}"
        taken.add(made)
        values["id"] = made
        given.append(made)
        first = first or place
    if not given:
        return []
    return [info("STUDY_ID_GIVEN", first, str(len(given)), given[0], table=key)]


def check_ids(tables: Mapping[str, Sequence[ReadRow]]) -> tuple[Finding, ...]:
    """Report ids used twice in a table and references to ids that do not exist."""
    findings: list[Finding] = []
    ids: dict[str, dict[str, str]] = {}
    for key, rows in tables.items():
        seen = ids.setdefault(key, {})
        for read in rows:
            place = read.places.get("id", read.place)
            if read.row.id in seen:
                findings.append(
                    error("STUDY_ID_TWICE", place, read.row.id, first=seen[read.row.id])
                )
            else:
                seen[read.row.id] = place
    for key, rows in tables.items():
        for column in SHEET[key].columns:
            if column.refers:
                known = ids.get(column.refers, {})
                findings += _dangling(column, rows, known)
    return tuple(findings)


def _dangling(column: Column, rows: Sequence[ReadRow], known: Mapping[str, str]) -> list[Finding]:
    shown = ", ".join(list(known)[:8]) or "–"
    findings = []
    for read in rows:
        wanted = getattr(read.row, column.key)
        if wanted is not None and wanted not in known:
            place = read.places.get(column.key, read.place)
            findings.append(
                error("STUDY_REFERENCE", place, wanted[:60], shown, table=column.refers)
            )
    return findings


def own_headers(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the company's own headers in order of first use.

    Raises InputError ``STUDY_OWN_HEADER`` for a header that could not be read back.
    """
    found: dict[str, None] = {}
    for row in rows:
        for name, value in row.extra.items():
            if not name.startswith(OWN) or name != name.strip() or name == OWN:
                raise InputError("STUDY_OWN_HEADER", row.id, name[:60], f"{OWN}…")
            if value.strip():
                found[name] = None
    return tuple(found)


def used(column: Column, rows: Iterable[Row]) -> bool:
    """Return whether any row has a value other than the model's default in a column."""
    rows = tuple(rows)
    if not rows:
        return False
    default = type(rows[0]).model_fields[column.key].default
    return any(getattr(row, column.key) != default for row in rows)
