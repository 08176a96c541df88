"""Plain text for a terminal: short, aligned; colour only when asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from openpcf.reporting.sanitize import sanitize

_COLOURS = {
    "fail": "31",
    "refuse": "31",
    "pass": "32",
    "accept": "32",
    "inconclusive": "33",
    "refer": "33",
    "supplement": "33",
}


def paint(word: str, verdict: str, colour: bool) -> str:
    """A word in the colour of a verdict, or as it is."""
    code = _COLOURS.get(verdict)
    return f"\x1b[1;{code}m{word}\x1b[0m" if colour and code else word


def width(text: str) -> int:
    """Columns a text takes on a terminal: East Asian wide letters take two, marks none."""
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def pad(text: str, columns: int) -> str:
    """Left-aligned to a number of columns."""
    return text + " " * max(0, columns - width(text))


def table(rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Aligned columns, two blanks apart, cells cleaned; those in ``right`` are right-aligned."""
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
