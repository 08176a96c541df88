"""Study as a folder: ``study.yaml`` (text-only YAML) and one CSV per table that has rows.

Works on bytes only. CSV is written as UTF-8, LF, RFC 4180 with field keys as header; other
encodings, delimiters and titled headers are read too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from openpcf.errors import InputError
from openpcf.formats.study.build import build, has_field_keys, read_sheet
from openpcf.formats.study.column import Sheet
from openpcf.formats.study.columns import SHEETS, sheet_of
from openpcf.formats.study.rows import ReadRow, own_headers, used
from openpcf.formats.study.tree import entries_of, tree_of
from openpcf.formats.study.values import check_text, shown
from openpcf.formats.tables.cells import safe_text
from openpcf.formats.tables.read import Table, open_tables
from openpcf.formats.tables.table import Row as TableRow
from openpcf.formats.yaml_text import read_yaml_text, write_yaml_text
from openpcf.model.finding import Finding, error, finding_of, warning
from openpcf.model.study import Row, Study

STUDY_FILE = "study.yaml"
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')


def read_study_folder(files: Mapping[str, bytes]) -> tuple[Study | None, tuple[Finding, ...]]:
    """Read the study of a folder's files by name, with all findings.

    The study is None if there are errors. Files in subfolders, and files other than ``study.yaml``
    and CSV, are ignored.
    """
    findings: list[Finding] = []
    entries = []
    if STUDY_FILE in files:
        try:
            tree = read_yaml_text(files[STUDY_FILE], STUDY_FILE)
        except InputError as e:
            findings += _refused(e)
        else:
            entries = list(entries_of(tree, STUDY_FILE))
    else:
        findings.append(error("STUDY_FILE_MISSING", STUDY_FILE, expected=STUDY_FILE))
    rows: dict[str, tuple[ReadRow, ...]] = {}
    names: dict[str, str] = {}
    for name in sorted(files):
        if not name.lower().endswith(".csv") or "/" in name or "\\" in name:
            continue
        sheet = sheet_of(name[:-4])
        if sheet is None:
            known = ", ".join(f"{s.key}.csv" for s in SHEETS)
            findings.append(warning("STUDY_FILE_IGNORED", name, name, known))
        elif sheet.key in names:
            findings.append(error("STUDY_FILE_TWICE", name, names[sheet.key]))
        else:
            names[sheet.key] = name
            rows[sheet.key], reported = _read_csv(sheet, files[name], name)
            findings += reported
    order = [s.key for s in SHEETS if s.key in rows]
    return build(entries, {key: rows[key] for key in order}, findings)


def _refused(refusal: InputError) -> list[Finding]:
    """Return an error as findings, so that the other files are read as well."""
    inner = [f for f in refusal.findings if isinstance(f, Finding)]
    own = finding_of(refusal)
    return inner or [own]


def _read_csv(
    sheet: Sheet, data: bytes, name: str
) -> tuple[tuple[ReadRow, ...], tuple[Finding, ...]]:
    table = _plain_table(sheet, data, name)
    if table is not None:
        return read_sheet(sheet, table, plain=True)
    try:
        tables, findings = open_tables(data, name)
    except InputError as e:
        if e.code == "TABLE_EMPTY":
            return (), ()
        return (), tuple(_refused(e))
    rows, reported = read_sheet(sheet, tables[0])
    return rows, (*findings, *reported)


def _plain_table(sheet: Sheet, data: bytes, name: str) -> Table | None:
    """Return the table of a file in the form of :func:`write_study_folder`, if it has it."""
    try:
        text = data.decode("utf-8-sig")
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    if not records or not has_field_keys(sheet, records[0]):
        return None
    rows = tuple(
        TableRow(number, tuple(cells))
        for number, cells in enumerate(records, 1)
        if any(c.strip() for c in cells)
    )
    return Table(name, "csv", rows, header_row=1, encoding="utf-8", delimiter=",")


def write_study_folder(study: Study) -> dict[str, bytes]:
    """Return the files of a study by name; reading them returns the same study.

    Raises InputError for what the form can't represent: ``STUDY_TEXT_LENGTH``, ``STUDY_TEXT_SIGN``,
    ``STUDY_OWN_HEADER``, ``STUDY_NOT_CARRIED``, ``STUDY_EXTENSION``.
    """
    files = {STUDY_FILE: write_yaml_text(tree_of(study)).encode()}
    for sheet in SHEETS:
        rows: Sequence[Row] = getattr(study, sheet.key)
        if rows:
            files[f"{sheet.key}.csv"] = _csv(sheet, rows)
    return files


def _csv(sheet: Sheet, rows: Sequence[Row]) -> bytes:
    """Return columns that any row uses, in the order of the sheet, then the company's own."""
    name = f"{sheet.key}.csv"
    placed = [_unplaced(row, f"{name}#row={n}") for n, row in enumerate(rows, 2)]
    columns = [c for c in sheet.columns if c.key == "id" or used(c, placed)]
    own = own_headers(rows)
    lines = [[*(c.key for c in columns), *own]]
    for number, row in enumerate(placed, 2):
        cells = [shown(c, getattr(row, c.key)) for c in columns]
        cells += [row.extra.get(h, "") for h in own]
        for cell in cells:
            check_text(cell, f"{name}#row={number}")
        lines.append(cells)
    for header in own:
        check_text(header, f"{name}#row=1")
    return "".join(",".join(map(_field, line)) + "\n" for line in lines).encode()


def _unplaced(row: Row, place: str) -> Row:
    """Return a row without its source if that is only its own place in this file."""
    return row.model_copy(update={"source": None}) if row.source == place else row


def _field(text: str) -> str:
    """Quote a field by RFC 4180 so that no spreadsheet program runs it as a formula."""
    text = safe_text(text)
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
