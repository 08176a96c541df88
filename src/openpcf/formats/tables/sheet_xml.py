"""Inspect the XML of sheets for what common workbook readers do not report.

These are formulas without a computed value (which read as nothing or 0.0), errors, merged cells,
and the size a sheet would expand to. DOCTYPE is refused; expat resolves no external entities.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from openpcf.errors import InputError
from openpcf.formats.tables.table import Mark

MAX_CELLS = 4_000_000
"""Maximum cells of a sheet from A1 to its last filled cell."""
WIDE_CELLS = 1_000_000
"""Above this size, cells that are only formatted are excluded."""
MAX_TEXT = 256 * 1024 * 1024
"""Characters a workbook's cells may hold when every repeated text is written out."""


@dataclass(slots=True)
class Look:
    """What was found in one sheet; rows from 1, columns from 0, both of the last filled cell."""

    name: str = ""
    marks: list[Mark] = field(default_factory=list)
    last_row: int = 0
    last_column: int = -1
    shared: int = 0
    shared_chars: int = 0
    chars: int = 0
    hidden: bool = False

    @property
    def span(self) -> int:
        return self.last_row * (self.last_column + 1)


def parse(
    xml: bytes,
    place: str,
    start: Callable[[str, dict[str, str]], None] | None,
    end: Callable[[str], None] | None = None,
    make: Callable[[expat.XMLParserType], None] | None = None,
) -> None:
    """Run handlers over a part; raises InputError ``TABLE_DOCTYPE`` or ``TABLE_DAMAGED``."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise InputError("TABLE_DOCTYPE", place, "DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if make is not None:
        make(parser)
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as e:
        raise InputError("TABLE_DAMAGED", place, str(e), "XML") from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


# --- XLSX ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of an XLSX workbook and the member that holds it."""

    name: str
    member: str
    hidden: bool


def workbook_sheets(parts: Mapping[str, bytes], name: str) -> tuple[list[SheetPart], bool]:
    """Return sheets in order, and whether the workbook recalculates when opened.

    With ``fullCalcOnLoad`` its writer has not calculated the formulas itself.
    """
    members = {member.lower(): member for member in parts}
    book = members.get("xl/workbook.xml")
    if book is None:
        kind = "xlsb" if "xl/workbook.bin" in members else "zip archive"
        raise InputError("TABLE_NOT_TABLE", name, kind, "CSV, XLSX, XLS or ODS")
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str, bool]] = []
    recalculate = False

    def relation(tag: str, attrs: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            targets[attrs.get("Id", "")] = attrs.get("Target", "")

    def entry(tag: str, attrs: dict[str, str]) -> None:
        nonlocal recalculate
        local = _local(tag)
        if local == "sheet":
            link = next((v for k, v in attrs.items() if _local(k) == "id"), "")
            hidden = attrs.get("state", "visible") != "visible"
            sheets.append((attrs.get("name", ""), link, hidden))
        elif local == "calcPr":
            recalculate = attrs.get("fullCalcOnLoad", "0") in {"1", "true"}

    rels = members.get("xl/_rels/workbook.xml.rels")
    if rels is not None:
        parse(parts[rels], f"{name}#{rels}", relation)
    parse(parts[book], f"{name}#{book}", entry)
    found = []
    for title, link, hidden in sheets:
        target = targets.get(link, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        member = members.get(posixpath.normpath(path).lower())
        if member is not None and "worksheets/" in member.lower():
            found.append(SheetPart(title, member, hidden))
    return found, recalculate


def shared_lengths(xml: bytes, place: str) -> list[int]:
    """Return the length of each shared string."""
    lengths: list[int] = []
    total = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal total
        if _local(tag) == "si":
            total = 0

    def end(tag: str) -> None:
        if _local(tag) == "si":
            lengths.append(total)

    def text(chars: str) -> None:
        nonlocal total
        total += len(chars)

    def make(parser: expat.XMLParserType) -> None:
        parser.CharacterDataHandler = text

    parse(xml, place, start, end, make)
    return lengths


def column_of(reference: str) -> int:
    """Return the column (from 0) of a cell reference such as ``AB12``."""
    column = 0
    for char in reference:
        if not char.isalpha():
            break
        column = column * 26 + ord(char) - 64
    return column - 1


def _range(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    ends = []
    for end in (first, last or first):
        digits = end.lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("$")
        if not digits.isdigit():
            return None
        ends.append((int(digits), column_of(end.replace("$", ""))))
    return ends[0][0], ends[0][1], ends[1][0], ends[1][1]


_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_TELLING = (b"<f", b":f", b"mergeCell", b't="e"', b"t='e'", b"&#", b"\x00", b":c")
"""Any of these in a sheet may be a formula, an error, a merged range, a cell in disguise."""
_OTHER_TAGS = (b"<col", b"<cond", b"<cfv", b"<cfR")


def look_quickly(xml: bytes) -> Look | None:
    """Return the extents of a simple worksheet without parsing it.

    A worksheet is simple if every cell names itself and there are no formulas, errors or merged
    cells; otherwise None, and :func:`look_at_xlsx` has to parse it.
    """
    if any(word in xml for word in _TELLING):
        return None
    cells = _CELL.findall(xml)
    if len(cells) + sum(map(xml.count, _OTHER_TAGS)) != xml.count(b"<c"):
        return None
    look = Look(shared=len(cells))
    if cells:
        look.last_row = max(map(int, {row for _, row in cells}))
        look.last_column = max(column_of(name.decode()) for name in {name for name, _ in cells})
    return look if look.span <= WIDE_CELLS else None


def look_at_xlsx(
    xml: bytes, place: str, recalculate: bool = False, lengths: Sequence[int] | None = None
) -> Look:
    """Return marks and extents of one worksheet.

    With ``lengths`` of the shared strings, also how many characters its cells expand to.
    """
    look = Look()
    tags: dict[str, int] = {}
    columns: dict[str, int] = {}
    row = column = 0
    kind = ""
    formula = valued = False
    words: list[str] = []
    parser_of: list[expat.XMLParserType] = []
    numbers = {"c": 1, "v": 2, "row": 3, "f": 4, "is": 5, "mergeCell": 6}

    def start(tag: str, attrs: dict[str, str]) -> None:
        nonlocal row, column, kind, formula, valued
        try:
            number = tags[tag]
        except KeyError:
            number = tags[tag] = numbers.get(_local(tag), 0)
        if number == 1:
            reference = attrs.get("r")
            if reference is None:
                column += 1
            else:
                name = reference.rstrip("0123456789")
                try:
                    column = columns[name]
                except KeyError:
                    column = columns[name] = column_of(name)
            kind = attrs.get("t", "")
            formula = valued = False
            if kind == "s":
                look.shared += 1
        elif number == 2:
            valued = True
            if column > look.last_column:
                look.last_column = column
            if row > look.last_row:
                look.last_row = row
            if formula or kind == "e" or (lengths is not None and kind == "s"):
                words.clear()
                parser_of[0].CharacterDataHandler = words.append
        elif number == 3:
            stated = attrs.get("r", "")
            row = int(stated) if stated.isdigit() else row + 1
            column = -1
        elif number == 4:
            formula = True
        elif number == 5:
            look.last_column = max(look.last_column, column)
            look.last_row = max(look.last_row, row)
        elif number == 6:
            merged = _range(attrs.get("ref", ""))
            if merged is not None:
                look.marks.append(
                    Mark("merged", merged[0], merged[1], attrs.get("ref", ""), merged[2])
                )

    def end(tag: str) -> None:
        number = tags.get(tag, 0)
        if number == 2 and parser_of[0].CharacterDataHandler is not None:
            parser_of[0].CharacterDataHandler = None
            text = "".join(words)
            if kind == "e":
                look.marks.append(Mark("error", row, column, text.strip()))
            elif formula:
                has_value = bool(text.strip()) or kind == "str"
                if not has_value or (recalculate and text.strip() == "0" and kind in {"", "n"}):
                    look.marks.append(Mark("formula", row, column, text.strip()))
            elif lengths is not None and text.isdigit() and int(text) < len(lengths):
                look.shared_chars += lengths[int(text)]
        elif number == 1 and formula and not valued:
            look.last_column = max(look.last_column, column)
            look.last_row = max(look.last_row, row)
            look.marks.append(Mark("formula", row, column, ""))

    parse(xml, place, start, end, parser_of.append)
    return look


# --- ODS -------------------------------------------------------------------------------------


def look_at_ods(xml: bytes, place: str) -> list[Look]:
    """Return marks and extents of every sheet of an ODS file's content."""
    looks: list[Look] = []
    row = column = 0
    row_repeat = column_repeat = 1
    filled_row = False
    row_chars = 0
    cell: dict[str, str] | None = None
    words: list[str] = []
    depth = 0

    def number(attrs: dict[str, str], key: str) -> int:
        text = attrs.get(key, "1")
        return min(int(text), 2**31) if text.isdigit() and len(text) < 10 else 1

    def start(tag: str, attrs: dict[str, str]) -> None:
        nonlocal row, column, row_repeat, column_repeat, filled_row, cell, row_chars, depth
        if tag == "table:table":
            depth += 1
            if depth == 1:
                looks.append(Look(name=attrs.get("table:name", "")))
                row = 0
        elif depth != 1:
            return
        elif tag == "table:table-row":
            row_repeat = number(attrs, "table:number-rows-repeated")
            column, filled_row, row_chars = 0, False, 0
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            cell = attrs
            column_repeat = number(attrs, "table:number-columns-repeated")
            words.clear()

    def end(tag: str) -> None:
        nonlocal row, column, filled_row, cell, row_chars, depth
        if tag == "table:table":
            depth -= 1
        elif depth != 1 or not looks:
            return
        elif tag in {"table:table-cell", "table:covered-table-cell"} and cell is not None:
            look, text = looks[-1], "".join(words).strip()
            if text or "office:value-type" in cell or "table:formula" in cell:
                filled_row = True
                look.last_column = max(look.last_column, column + column_repeat - 1)
                row_chars += (len(text) + 8) * column_repeat
            _mark_ods(look, cell, text, row + 1, column)
            column += column_repeat
            cell = None
        elif tag == "table:table-row":
            row += row_repeat
            if filled_row:
                looks[-1].last_row = row
                looks[-1].chars += row_chars * row_repeat

    def text(chars: str) -> None:
        if cell is not None and depth == 1:
            words.append(chars)

    def make(parser: expat.XMLParserType) -> None:
        parser.CharacterDataHandler = text

    parse(xml, place, start, end, make)
    return looks


def _mark_ods(look: Look, cell: dict[str, str], text: str, row: int, column: int) -> None:
    kind = cell.get("calcext:value-type") or cell.get("office:value-type")
    if kind == "error":
        look.marks.append(Mark("error", row, column, text or "error"))
    elif "table:formula" in cell:
        stated = {"office:value", "office:date-value", "office:time-value"} | {
            "office:boolean-value",
            "office:string-value",
        }
        if not text and not stated & cell.keys() and kind != "string":
            look.marks.append(Mark("formula", row, column, ""))
        elif text.startswith(("#", "Err:")) and "office:value" in cell:
            look.marks.append(Mark("error", row, column, text))
    rows = cell.get("table:number-rows-spanned", "1")
    columns = cell.get("table:number-columns-spanned", "1")
    if rows.isdigit() and columns.isdigit() and (int(rows) > 1 or int(columns) > 1):
        found = f"{rows} x {columns}"
        look.marks.append(Mark("merged", row, column, found, row + int(rows) - 1))
