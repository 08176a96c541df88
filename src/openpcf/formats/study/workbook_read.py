"""Workbook (XLSX, ODS, XLS) → Study: columns by the text of their headers, in any order."""

from __future__ import annotations

from collections.abc import Mapping

from openpcf.errors import InputError
from openpcf.formats.study.build import build, read_sheet
from openpcf.formats.study.column import normal
from openpcf.formats.study.columns import SHEETS, sheet_of
from openpcf.formats.study.keys import field_titled
from openpcf.formats.study.keys_read import Entry
from openpcf.formats.study.rows import ReadRow
from openpcf.formats.study.workbook_write import KEY_HEADERS, STUDY_SHEET
from openpcf.formats.tables.read import Table, mark_findings, open_tables
from openpcf.formats.tables.table import HEADER_SEARCH_ROWS, Row
from openpcf.model.finding import Finding, error, warning
from openpcf.model.study import Study

_KEY, _ITEM, _ITEM_ZH, _VALUE, _UNIT = range(5)
_ROLES = {
    normal(name): role
    for names in KEY_HEADERS.values()
    for role, name in enumerate(names)
    if role <= _UNIT
}


def read_workbook(data: bytes, name: str) -> tuple[Study | None, tuple[Finding, ...]]:
    """The study of a workbook and all that is to be said of it; None where there are errors.

    ``name`` stands in the places of findings and, where a row states none, in its source.
    Raises InputError where the file can't be opened (as ``formats.tables.read_tables``) and
    ``STUDY_NONE`` where no sheet belongs to a study.
    """
    tables, said = open_tables(data, name)
    findings = list(said)
    entries: list[Entry] = []
    rows: dict[str, tuple[ReadRow, ...]] = {}
    found = False
    for table in tables:
        title = table.sheet or table.name
        if normal(title) in (normal(n) for n in STUDY_SHEET.values()):
            found = True
            made, said_of_keys = _read_keys(table)
            entries += made
            findings += said_of_keys
            continue
        sheet = sheet_of(title)
        if sheet is None:
            names = ", ".join(s.en for s in SHEETS)
            findings.append(warning("STUDY_SHEET_IGNORED", table.where, title, names))
        elif sheet.key in rows:
            findings.append(error("STUDY_SHEET_TWICE", table.where, title))
        else:
            found = True
            rows[sheet.key], told = read_sheet(sheet, table)
            findings += told
    if not found:
        raise InputError("STUDY_NONE", name, findings=findings)
    return build(entries, rows, findings)


def _roles(row: Row) -> dict[int, int]:
    """Which column of the sheet of keys is what, by its header."""
    roles: dict[int, int] = {}
    for number, text in enumerate(row.texts):
        role = _ROLES.get(normal(text))
        if role is not None:
            roles.setdefault(role, number)
    return roles


def _read_keys(table: Table) -> tuple[list[Entry], list[Finding]]:
    """The entries of the sheet of keys; a row without value says nothing."""
    for row in table.rows[:HEADER_SEARCH_ROWS]:
        roles = _roles(row)
        if _VALUE in roles and {_KEY, _ITEM, _ITEM_ZH} & set(roles):
            break
    else:
        return [], [error("STUDY_HEADER_MISSING", table.where, expected="Key, Value")]
    table = table.at_header(row.number)
    findings = list(mark_findings(table, frozenset({roles[_VALUE]})))
    entries = []
    for row in table.body:
        value = row.texts[roles[_VALUE]] if roles[_VALUE] < len(row.texts) else ""
        if not value.strip():
            continue
        place = table.place(row.number, roles[_VALUE])
        key = _key(row, roles)
        if not key:
            findings.append(error("STUDY_KEY_UNKNOWN", place, _label(row, roles) or "–", ""))
            continue
        unit = row.text(roles[_UNIT]) if _UNIT in roles else ""
        entries.append(Entry(key, place, value, unit))
    return entries, findings


def _label(row: Row, roles: Mapping[int, int]) -> str:
    return next((t for r in (_ITEM, _ITEM_ZH) if r in roles and (t := row.text(roles[r]))), "")


def _key(row: Row, roles: Mapping[int, int]) -> str:
    """The key a row states, else the one its label means."""
    if _KEY in roles and (stated := row.text(roles[_KEY])):
        return stated
    for role in (_ITEM, _ITEM_ZH):
        if role in roles and (field := field_titled(row.text(roles[role]))):
            return field.key
    return ""
