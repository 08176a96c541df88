"""Wrap text to the width of a terminal with hanging indents."""

from __future__ import annotations

import re

from openpcf.reporting.layout import width

_DEEP = 8
"""Indentation that counts as a column."""
_NARROW = 20
"""Minimum columns of a hanging text."""
_TOKEN = re.compile(r"\x1b\[[0-9;]*m|\s+|[\x21-\x7e\u00a0-\u02af]+|.", re.S)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PERCENT = re.compile(r"(?<=\d) %")
_NEVER_FIRST = "，。；：、）”’！？》…·–%"
_NEVER_LAST = "（“‘《"
_LEAD = re.compile(r"(\s*)((?:[x?·]|→|-) )?")


def _plain_width(text: str) -> int:
    return width(_COLOUR.sub("", text))


def _hang(line: str, columns: int) -> int:
    """Return the column of continuation lines.

    It is that of the last cell that starts in the left half; for a marked sentence, two or four
    columns after the mark.
    """
    bare = _COLOUR.sub("", line)
    lead = _LEAD.match(bare)
    indent = len(lead[1]) if lead else 0
    mark = lead[2] if lead else None
    if mark:
        return indent + (2 if mark == "→ " else 4)
    found = None
    for gap in re.finditer(r"(?<=\S)\s{2,}(?=\S)", bare):
        if width(bare[: gap.end()]) <= columns // 2:
            found = width(bare[: gap.end()])
    if found is not None:
        return found
    return indent if indent >= _DEEP else indent + 4


def _pieces(line: str) -> list[str]:
    """Return words, and single wide letters, with the punctuation that stays with them."""
    found: list[str] = []
    for token in _TOKEN.findall(line):
        last = found[-1] if found else " "
        glued = (
            token[0] in _NEVER_FIRST
            or last[-1] in _NEVER_LAST
            or _COLOUR.fullmatch(token)
            or _COLOUR.fullmatch(last)
        )
        if glued and not token.isspace() and not last.isspace():
            found[-1] += token
        else:
            found.append(token)
    return found


def fill(line: str, columns: int, hang: int = 0) -> list[str]:
    """Wrap one line to at most ``columns``; continuation starts at column ``hang``."""
    if _plain_width(line) <= columns:
        return [line]
    rows, row, blank = [], "", ""
    for piece in _pieces(_PERCENT.sub("\u00a0%", line)):
        if piece.isspace():
            blank += piece
            continue
        room = columns - _plain_width(row) - len(blank)
        started = row.strip() != ""
        if started and _plain_width(piece) > room:
            rows.append(row)
            row, blank = " " * hang, ""
        row += blank + piece
        blank = ""
    rows.append(row)
    return [found.replace("\u00a0", " ") for found in rows]


def _fold_line(line: str, columns: int) -> list[str]:
    return fill(line, columns, min(_hang(line, columns), max(0, columns - _NARROW)))


def wrap(text: str, columns: int | None) -> str:
    """Wrap every line to at most ``columns`` (None: unchanged), between words or wide letters.

    A word longer than the line stays whole. Colour codes take no columns.
    """
    if columns is None:
        return text
    return "\n".join(row for line in text.split("\n") for row in _fold_line(line, columns))
