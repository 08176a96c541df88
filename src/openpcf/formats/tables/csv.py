"""Delimited text → one table; encoding and delimiter are detected from the content.

Encodings in strict order: byte-order mark, UTF-8, then GB18030 or Windows-1252, whichever fits the
bytes above 127. The delimiter is the one that gives rows of equal width.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from openpcf.errors import InputError
from openpcf.formats.tables.table import Mark, Row, Table, guess_header
from openpcf.model.finding import Finding, error, info, warning

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_CHARS = 64 * 1024
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_STATED = re.compile(r"sep=(.)\r?\n?")
ERROR_WORDS = frozenset(
    {
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "#NAME?",
        "#VALUE!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#BEZUG!",
        "#NV",
        "#WERT!",
        "#ZAHL!",
        "#ÜBERLAUF!",
        "Err:502",
        "Err:504",
        "Err:508",
        "Err:522",
        "#REF",
        "#VALUE",
    }
)
"""What Excel and LibreOffice write for a failed formula, English, Chinese (the same) and German."""
_ERROR = re.compile("|".join(re.escape(w) for w in sorted(ERROR_WORDS)))


def decode(data: bytes, name: str) -> tuple[str, str, tuple[Finding, ...]]:
    """Return text, encoding and findings; raises InputError ``TABLE_ENCODING``."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, ()
            except UnicodeDecodeError as e:
                raise InputError(
                    "TABLE_ENCODING", name, f"byte {e.start}", encoding.removesuffix("-sig")
                ) from None
    if b"\x00" in data:
        raise InputError("TABLE_NOT_TABLE", name, "binary data", "CSV, XLSX, XLS or ODS")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as e:
        first = e.start
    order = ("gb18030", "cp1252") if _reads_as_chinese(data) else ("cp1252", "gb18030")
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = next((line for line in text.splitlines() if not line.isascii()), "")[:60].strip()
        return text, encoding, (info("TABLE_ENCODING_GUESSED", name, encoding, "utf-8", s=sample),)
    raise InputError("TABLE_ENCODING", name, f"byte {first}", "utf-8")


def _reads_as_chinese(data: bytes) -> bool:
    """Return whether most bytes above 127 are pairs of common characters (GB 2312).

    Accented letters of Western text are single bytes.
    """
    good = total = 0
    for run in _HIGH.findall(data):
        total += len(run)
        if len(run) % 2 == 0:
            try:
                run.decode("gb2312")
            except UnicodeDecodeError:
                continue
            good += len(run)
    return total > 0 and good * 10 >= total * 7


def _width_score(sample: str, delimiter: str) -> tuple[int, int]:
    """Return (rows of the commonest width in percent, that width) of a sample."""
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return (0, 0)
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return (0, 0)
    wide = {w: n for w, n in widths.items() if w > 1}
    if not wide:
        return (0, 1)
    width, count = max(wide.items(), key=lambda item: (item[1] * item[0], item[0]))
    return (count * 100 // sum(widths.values()), width)


def find_delimiter(text: str) -> str:
    """Return the delimiter with the most rows of one width; the wider one on a tie."""
    sample = text[:SAMPLE_CHARS]
    if len(text) > SAMPLE_CHARS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    scores = {d: _width_score(sample, d) for d in DELIMITERS}
    best = max(DELIMITERS, key=lambda d: (scores[d][0] >= 80, scores[d][0] * scores[d][1]))
    return best if scores[best][1] > 1 else ","


def _records(text: str, delimiter: str, name: str) -> tuple[list[list[str]], list[Finding]]:
    findings: list[Finding] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
        return rows, findings
    except csv.Error as e:
        reported, place = str(e), f"{name}#row={len(rows) + 1}"
    if "field larger" in reported:
        raise InputError("TABLE_CELL_TOO_LONG", place, ">131072", "131072")
    if "unexpected end" in reported:
        findings.append(error("TABLE_QUOTE_OPEN", place, '"', '""'))
    else:
        findings.append(warning("TABLE_QUOTE", place, reported, '""'))
    try:
        lenient = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(lenient), findings
    except csv.Error as e:
        raise InputError("TABLE_DAMAGED", place, str(e), "CSV") from None


def read_csv(data: bytes, name: str) -> tuple[Table, tuple[Finding, ...]]:
    """Read the table of a delimited text file, with its encoding and delimiter.

    Raises InputError: ``TABLE_ENCODING``, ``TABLE_NOT_TABLE``, ``TABLE_EMPTY``,
    ``TABLE_CELL_TOO_LONG``, ``TABLE_DAMAGED``.
    """
    text, encoding, reported = decode(data, name)
    if "\x00" in text:
        raise InputError("TABLE_NOT_TABLE", name, "binary data", "CSV, XLSX, XLS or ODS")
    findings = list(reported)
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else find_delimiter(text)
    records, faults = _records(text, delimiter, name)
    findings += faults
    if stated:
        records[0] = []
    rows = tuple(
        Row(number, tuple(cells))
        for number, cells in enumerate(records, 1)
        if cells and any(map(str.strip, cells))
    )
    if not rows:
        raise InputError("TABLE_EMPTY", name, "0", "1")
    marks: list[Mark] = []
    if _ERROR.search(text):
        rows = tuple(_without_errors(row, marks) for row in rows)
    table = Table(
        name,
        "csv",
        rows,
        header_row=guess_header(rows),
        encoding=encoding,
        delimiter=delimiter,
        marks=tuple(marks),
    )
    return table, tuple(findings)


def _without_errors(row: Row, marks: list[Mark]) -> Row:
    wrong = {c: t.strip() for c, t in enumerate(row.texts) if t.strip() in ERROR_WORDS}
    if not wrong:
        return row
    marks.extend(Mark("error", row.number, column, found) for column, found in wrong.items())
    texts = tuple("" if c in wrong else t for c, t in enumerate(row.texts))
    return Row(row.number, texts, dict.fromkeys(wrong, "error"))
