"""A BOM as a table file → records, with all findings.

The file is only read. Nothing is filled in, split or joined: a field that can't be understood stays
empty and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpcf.errors import InputError
from openpcf.formats.bom.columns import map_columns, score
from openpcf.formats.bom.lines import LineReader
from openpcf.formats.tables.read import find_table, mark_findings, open_tables
from openpcf.formats.tables.table import HEADER_SEARCH_ROWS, Table
from openpcf.model.bom import EXTRA, BomImport, ColumnMapping, TableFacts
from openpcf.model.finding import Finding, error, info, warning

__all__ = ["map_columns", "read_bom"]

_SAMPLE_ROWS = 200
_NAMING = ("designators", "part_number", "value", "description", "own_number", "gtin")
"""A BOM has at least one of these: what the line is."""
_ASKED = "Reference, Qty, Value, Part Number, Description"


def read_bom(
    data: bytes,
    name: str,
    mapping: ColumnMapping | Mapping[str, str] | None = None,
    sheet: str | None = None,
    saved: Sequence[ColumnMapping] = (),
) -> BomImport:
    """Read every line of a BOM in CSV, XLSX, XLS or ODS.

    ``mapping`` states header → field (or ``extra``) and takes precedence; the other headers are
    found by synonyms. The mapping used is returned, to be saved. ``sheet`` names the sheet of a
    workbook. ``saved`` are mappings of earlier imports: the first whose columns all occur in one
    row is used again, with lower precedence than ``mapping``. ``name`` is used in places only.

    Raises InputError if there is no table to read: what ``formats.tables.read_tables`` raises,
    ``TABLE_SHEET``, ``BOM_NO_HEADER``, ``BOM_SHEET_WRONG``.
    """
    stated = mapping if isinstance(mapping, ColumnMapping) else None
    overrides = stated.fields if stated else dict(mapping or {})
    tables, findings = open_tables(data, name)
    again = next((m for m in saved if _fits(m, tables)), None)
    if again is not None:
        fields = set(overrides.values()) - {EXTRA}
        kept = {h: f for h, f in again.fields.items() if h not in overrides and f not in fields}
        overrides = {**kept, **overrides}
        sheet = sheet or again.sheet
    elif saved:
        findings = (*findings, warning("BOM_MAPPING_UNFIT", name))
    table, reported = _choose(tables, sheet or (stated.sheet if stated else None), overrides)
    header_row = stated.header_row if stated else None
    if header_row is not None and any(r.number == header_row for r in table.rows):
        table = table.at_header(header_row)
    header = table.header
    if again is not None:
        gone = {h for h, f in again.fields.items() if f == EXTRA and h not in header}
        overrides = {h: f for h, f in overrides.items() if h not in gone}
    sample = table.body[:_SAMPLE_ROWS]
    used, faults = map_columns(
        header,
        overrides,
        lambda column: [row.text(column) for row in sample],
        table.row_place(table.header_row),
    )
    units = (m.mass_unit for m in (stated, used, again) if m is not None)
    unit = next(filter(None, units), None)
    used = used.model_copy(
        update={"sheet": table.sheet, "header_row": table.header_row, "mass_unit": unit}
    )
    found = set(used.fields.values())
    missing = _missing(table, found)
    needed = frozenset(c for c, h in enumerate(header) if used.fields[h] != EXTRA)
    reader = LineReader(table, used)
    records = reader.records()
    empty = () if records else (error("BOM_NO_LINES", table.row_place(table.header_row), "0", "1"),)
    return BomImport(
        records=records,
        mapping=used,
        findings=(
            *findings,
            *reported,
            *faults,
            *missing,
            *mark_findings(table, needed),
            *reader.findings,
            *empty,
        ),
        table=TableFacts(
            name=name,
            format=table.format,
            encoding=table.encoding,
            delimiter=table.delimiter,
            sheet=table.sheet,
            sheets=tuple(t.sheet for t in tables if t.sheet is not None),
            header_row=table.header_row,
            rows=len(table.body),
            decimal=reader.decimal,
        ),
    )


def _fits(mapping: ColumnMapping, tables: Sequence[Table]) -> bool:
    """Return whether one row of the sheet has every column that a saved mapping maps."""
    wanted = {header for header, field in mapping.fields.items() if field != EXTRA}
    return any(
        wanted <= set(table.at_header(row.number).header)
        for table in tables
        if mapping.sheet in (None, table.sheet)
        for row in table.rows[:HEADER_SEARCH_ROWS]
        if sum(1 for text in row.texts if text.strip()) >= len(wanted)
    )


def _missing(table: Table, found: set[str]) -> tuple[Finding, ...]:
    """Report a table without the columns of a BOM."""
    place = table.row_place(table.header_row)
    header = ", ".join(table.header)[:200]
    if not found & set(_NAMING):
        return (error("BOM_COLUMN_MISSING", place, header, "Part Number"),)
    if "quantity" not in found:
        if "designators" in found:
            return (info("BOM_QUANTITY_FROM_DESIGNATORS", place, header, "Qty"),)
        return (error("BOM_COLUMN_MISSING", place, header, "Qty"),)
    return ()


def _choose(
    tables: Sequence[Table], sheet: str | None, overrides: Mapping[str, str]
) -> tuple[Table, tuple[Finding, ...]]:
    """Return the sheet that is a BOM, at its header row."""
    if sheet is not None and tables[0].sheet is not None:
        table = find_table(tables, sheet)
        points, row = _header(table, overrides)
        if points >= 2:
            return table.at_header(row), ()
        better = [t.sheet or "" for t in tables if _header(t, overrides)[0] >= 2]
        if better:
            raise InputError("BOM_SHEET_WRONG", table.where, sheet, ", ".join(better))
        raise _no_header(table)
    shown = [t for t in tables if not t.hidden] or list(tables)
    best = max(shown, key=lambda t: _header(t, overrides)[0])
    points, row = _header(best, overrides)
    if points < 2:
        raise _no_header(best)
    if len(shown) > 1:
        others = ", ".join(t.sheet or "" for t in shown if t is not best)
        return best.at_header(row), (
            info("BOM_SHEET_CHOSEN", best.where, best.sheet or "", others),
        )
    return best.at_header(row), ()


def _header(table: Table, overrides: Mapping[str, str]) -> tuple[int, int]:
    """Return (fields named, row number) of the row that names most fields."""
    best = (0, table.header_row)
    for row in table.rows[:HEADER_SEARCH_ROWS]:
        cells = [" ".join(t.split()) for t in row.texts if t.strip()]
        if len(cells) < 2:
            continue
        stated = sum(1 for c in cells if overrides.get(c, EXTRA) != EXTRA)
        points = max(score(cells), stated)
        if points > best[0]:
            best = (points, row.number)
    return best


def _no_header(table: Table) -> InputError:
    first = ", ".join(t.strip() for t in table.rows[0].texts if t.strip())[:120]
    return InputError("BOM_NO_HEADER", table.where, first, _ASKED)
