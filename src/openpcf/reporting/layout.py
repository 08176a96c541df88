"""Text in columns: letter widths on a terminal, aligned tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from openpcf.reporting.sanitize import sanitize


def width(text: str) -> int:
    """Return the columns a text takes: East Asian wide letters take two, combining marks none."""
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def pad(text: str, columns: int) -> str:
    """Pad a text to a number of columns, left-aligned."""
    return text + " " * max(0, columns - width(text))


def table(rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return aligned columns, two blanks apart; cells in ``right`` are right-aligned.

    Cells are sanitised.
    """
    many = [tuple(sanitize(cell) for cell in row) for row in rows]
    if not many:
        return ""
    widths = [max(width(row[n]) for row in many) for n in range(len(many[0]))]
    lines = []
    for row in many:
        cells = [
            " " * (widths[n] - width(cell)) + cell if n in right else pad(cell, widths[n])
            for n, cell in enumerate(row)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
