"""A table: rows as their owner sees them, each cell as text with its kind and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

Kind = Literal["text", "number", "date", "time", "bool", "error", "formula"]
"""``error``: a formula that gave #N/A and the like; ``formula``: one without computed value.
Both read as empty text."""

Format = Literal["csv", "xlsx", "xls", "ods"]

NO_KINDS: Mapping[int, Kind] = MappingProxyType({})
HEADER_SEARCH_ROWS = 60


class Row(NamedTuple):
    """One row that is not blank; ``number`` counts from 1 as the file's owner sees it.

    ``kinds`` names the cells (by column, from 0) that are not plain text.
    """

    number: int
    texts: tuple[str, ...]
    kinds: Mapping[int, Kind] = NO_KINDS

    def text(self, column: int) -> str:
        """Return the text of a cell without surrounding blanks; empty beyond the row's end."""
        return self.texts[column].strip() if column < len(self.texts) else ""

    def kind(self, column: int) -> Kind:
        """Return the kind of a cell."""
        return self.kinds.get(column, "text")


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem of one cell, or one merged range of cells."""

    kind: Literal["error", "formula", "merged"]
    row: int
    column: int
    found: str
    last_row: int = 0


@dataclass(frozen=True)
class Table:
    """One file's or sheet's cells; ``header_row`` is the row number of its header (0: none).

    ``rows`` holds every row that is not blank, those above the header too.
    """

    name: str
    format: Format
    rows: tuple[Row, ...]
    sheet: str | None = None
    header_row: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    marks: tuple[Mark, ...] = ()
    hidden: bool = False

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Return unique column names.

        Names are as written; a second ``Qty`` becomes ``Qty [2]``, a blank one its letter as
        ``column E``.
        """
        top = next((r for r in self.rows if r.number == self.header_row), None)
        names: list[str] = []
        for column in range(len(top.texts) if top else 0):
            name = " ".join(top.texts[column].split()) if top else ""
            name = name or f"column {letters(column)}"
            copy, number = name, 1
            while copy in names:
                number += 1
                copy = f"{name} [{number}]"
            names.append(copy)
        while names and names[-1] == f"column {letters(len(names) - 1)}":
            names.pop()
        return tuple(names)

    @property
    def body(self) -> tuple[Row, ...]:
        """Return the rows below the header."""
        return tuple(r for r in self.rows if r.number > self.header_row)

    def at_header(self, row: int) -> Table:
        """Return the same table with another header row."""
        return replace(self, header_row=row)

    def row_place(self, row: int) -> str:
        """Return ``bom.csv#row=18`` or ``bom.xlsx#Sheet!18``."""
        if self.sheet is None:
            return f"{self.name}#row={row}"
        return f"{self.name}#{self.sheet}!{row}"

    def place(self, row: int, column: int) -> str:
        """Return ``bom.csv#row=18;col=Qty`` or ``bom.xlsx#Sheet!B7``."""
        if self.sheet is not None:
            return f"{self.name}#{self.sheet}!{letters(column)}{row}"
        header = self.header
        name = header[column] if column < len(header) and row != self.header_row else column + 1
        return f"{self.name}#row={row};col={name}"

    @property
    def where(self) -> str:
        """Return the file, with its sheet."""
        return self.name if self.sheet is None else f"{self.name}#{self.sheet}"


def letters(column: int) -> str:
    """Return the spreadsheet letters of a column counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def guess_header(rows: tuple[Row, ...]) -> int:
    """Return the likely header row: the first row of words about as wide as the widest.

    Logos and titles above a table fill fewer cells; 0 if there are no rows.
    """
    top = rows[:HEADER_SEARCH_ROWS]
    if not top:
        return 0
    filled = [sum(1 for t in r.texts if t.strip()) for r in top]
    widest = max(filled)
    for row, count in zip(top, filled, strict=True):
        words = sum(1 for c, t in enumerate(row.texts) if _word(t) and row.kind(c) == "text")
        if count >= min(2, widest) and 10 * count >= 6 * widest and 10 * words >= 8 * count:
            return row.number
    return top[0].number


def _word(text: str) -> bool:
    text = text.strip()
    return bool(text) and not text.replace(".", "").replace(",", "").isdigit()
