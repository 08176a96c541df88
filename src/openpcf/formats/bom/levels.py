"""Indented BOMs: levels in common notations → parent of each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEVEL = re.compile(r"[.\s·>*-]*(\d{1,2})(?:\.0+)?")


def read_level(text: str) -> int | None:
    """Parse ``2``, ``..2``, `` 2``, ``> 2``; None for anything else."""
    found = _LEVEL.fullmatch(text.strip())
    return int(found[1]) if found else None


def owners(levels: Sequence[int | None]) -> list[int | None]:
    """Return the position of each line's parent: the nearest line above with a lower level.

    None for outermost lines and lines without level.
    """
    above: list[tuple[int, int]] = []
    found: list[int | None] = []
    for position, level in enumerate(levels):
        if level is None:
            found.append(None)
            continue
        while above and above[-1][0] >= level:
            above.pop()
        found.append(above[-1][1] if above else None)
        above.append((level, position))
    return found
