"""Workbook (XLSX, ODS, XLS) → study: columns by header text, in any order."""

from __future__ import annotations

from collections.abc import Mapping

from openpcf.errors import InputError
from openpcf.formats.study.build import build, read_sheet
from openpcf.formats.study.column import normal
from openpcf.formats.study.columns import SHEETS, sheet_of
from openpcf.formats.study.keys import field_titled
from openpcf.formats.study.keys_read import Entry
from openpcf.formats.study.rows import ReadRow
from openpcf.formats.tables.read import Table, mark_findings, open_tables
from openpcf.formats.tables.table import HEADER_SEARCH_ROWS, Row
from openpcf.messages.catalogue import DEFAULT, LANGUAGES, text
from openpcf.model.finding import Finding, error, warning
from openpcf.model.study import Study

_KEY, _ITEM, _VALUE, _UNIT = _NAMES = ("key", "item", "value", "unit")


def _meant(name: str, key: str) -> bool:
    """Return whether a text is a text of the form in any language."""
    return normal(name) in (normal(text(f"form.{key}", language)) for language in LANGUAGES)


def read_workbook(data: bytes, name: str) -> tuple[Study | None, tuple[Finding, ...]]:
    """Read the study of a workbook with all findings; None if there are errors.

    ``name`` is used in the places of findings and in the source of rows that state none.

    Raises InputError if the file can't be opened (as ``formats.tables.read_tables``) and
    ``STUDY_NONE`` if no sheet belongs to a study.
    """
    tables, file_findings = open_tables(data, name)
    findings = list(file_findings)
    entries: list[Entry] = []
    rows: dict[str, tuple[ReadRow, ...]] = {}
    found = False
    for table in tables:
        title = table.sheet or table.name
        if _meant(title, "words.sheet"):
            continue
        if _meant(title, "study.sheet"):
            found = True
            made, key_findings = _read_keys(table)
            entries += made
            findings += key_findings
            continue
        sheet = sheet_of(title)
        if sheet is None:
            names = ", ".join(s.title(DEFAULT) for s in SHEETS)
            findings.append(warning("STUDY_SHEET_IGNORED", table.where, title, names))
        elif sheet.key in rows:
            findings.append(error("STUDY_SHEET_TWICE", table.where, title))
        else:
            found = True
            rows[sheet.key], row_findings = read_sheet(sheet, table)
            findings += row_findings
    if not found:
        raise InputError("STUDY_NONE", name, findings=findings)
    return build(entries, rows, findings)


def _roles(row: Row) -> dict[str, list[int]]:
    """Return the columns of the sheet of keys by their headers."""
    roles: dict[str, list[int]] = {}
    for number, header in enumerate(row.texts):
        for name in _NAMES:
            if _meant(header, f"study.{name}"):
                roles.setdefault(name, []).append(number)
    return roles


def _read_keys(table: Table) -> tuple[list[Entry], list[Finding]]:
    """Return the entries of the sheet of keys; rows without value are skipped."""
    for row in table.rows[:HEADER_SEARCH_ROWS]:
        roles = _roles(row)
        if _VALUE in roles and {_KEY, _ITEM} & set(roles):
            break
    else:
        return [], [error("STUDY_HEADER_MISSING", table.where, expected="Key, Value")]
    table = table.at_header(row.number)
    column = roles[_VALUE][0]
    findings = list(mark_findings(table, frozenset({column})))
    entries = []
    for row in table.body:
        value = row.texts[column] if column < len(row.texts) else ""
        if not value.strip():
            continue
        place = table.place(row.number, column)
        key = _key(row, roles)
        if not key:
            findings.append(error("STUDY_KEY_UNKNOWN", place, _label(row, roles) or "–", ""))
            continue
        unit = row.text(roles[_UNIT][0]) if _UNIT in roles else ""
        entries.append(Entry(key, place, value, unit))
    return entries, findings


def _label(row: Row, roles: Mapping[str, list[int]]) -> str:
    return next((t for column in roles.get(_ITEM, ()) if (t := row.text(column))), "")


def _key(row: Row, roles: Mapping[str, list[int]]) -> str:
    """Return the key that a row states, else the key of its label."""
    for column in roles.get(_KEY, ())[:1]:
        if stated := row.text(column):
            return stated
    for column in roles.get(_ITEM, ()):
        if field := field_titled(row.text(column)):
            return field.key
    return ""
