"""Common end of both readers: entries and tables → a study, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from openpcf.formats.study.checks import check_bom
from openpcf.formats.study.column import Sheet
from openpcf.formats.study.columns import OWN, column_of
from openpcf.formats.study.keys_read import Entry, read_fields
from openpcf.formats.study.rows import (
    ReadRow,
    check_ids,
    is_note,
    read_header,
    read_rows,
    second_header,
)
from openpcf.formats.tables.read import Table, mark_findings
from openpcf.formats.tables.table import HEADER_SEARCH_ROWS, Row
from openpcf.messages.catalogue import LANGUAGES
from openpcf.model.finding import Finding, error, errors_of
from openpcf.model.study import Study


def find_header(sheet: Sheet, table: Table) -> int:
    """Return the number of the row that names the most columns; 0 if there is none."""
    best, most = 0, 0
    for row in table.rows[:HEADER_SEARCH_ROWS]:
        named = {c.key for t in row.texts if t.strip() and (c := column_of(sheet.key, t))}
        count = len(named)
        if count > most:
            best, most = row.number, count
    return best


def read_sheet(
    sheet: Sheet, table: Table, *, plain: bool = False
) -> tuple[tuple[ReadRow, ...], tuple[Finding, ...]]:
    """Read all rows of one table, wherever its header row is.

    Directly below a header, rows that repeat it in other languages and one row of notes are
    skipped; not so in a ``plain`` table, whose header is its first row of field keys.
    """
    if not plain:
        at = find_header(sheet, table)
        if at == 0:
            expected = ", ".join(c.key for c in sheet.columns[:4])
            return (), (error("STUDY_HEADER_MISSING", table.where, expected=expected),)
        table = table.at_header(at)
    header, findings = read_header(sheet, table)
    needed = frozenset(header.columns) | frozenset(header.own)
    findings = (*findings, *mark_findings(table, needed))
    body: Sequence[Row] = table.body
    if not plain:
        for _ in LANGUAGES[1:]:
            if body and second_header(sheet, header, body[0]):
                body = body[1:]
        if body and is_note(body[0]):
            body = body[1:]
    rows, reported = read_rows(sheet, table, header, body)
    return rows, (*findings, *reported)


def has_field_keys(sheet: Sheet, headers: Iterable[str]) -> bool:
    """Return whether a first row has only field keys and the company's own headers."""
    keys = {c.key for c in sheet.columns}
    names = list(headers)
    return any(n in keys for n in names) and all(n in keys or n.startswith(OWN) for n in names)


def build(
    entries: Iterable[Entry],
    tables: Mapping[str, Sequence[ReadRow]],
    findings: Iterable[Finding],
) -> tuple[Study | None, tuple[Finding, ...]]:
    """Return the study; None if any finding is an error."""
    members, reported = read_fields(entries)
    bom_findings = check_bom(tables.get("bom", ()))
    everything = (*findings, *reported, *check_ids(tables), *bom_findings)
    if errors_of(everything):
        return None, everything
    rows = {key: tuple(read.row for read in reads) for key, reads in tables.items()}
    return Study(**members, **rows), everything
