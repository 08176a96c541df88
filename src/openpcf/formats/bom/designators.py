"""Reference designators of a board: lists and ranges in common notations."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_RANGE = 5_000
"""More parts than this in one range are treated as a typing error."""

_SEPARATORS = re.compile(r"[,;\s、，；/|]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－~～〜…至", "-"))
_ONE = re.compile(r"(?P<prefix>[A-Za-z][A-Za-z_]*)(?P<number>\d{1,6})(?P<suffix>[A-Za-z]?)")
_SPAN = re.compile(
    r"(?P<prefix>[A-Za-z][A-Za-z_]*)(?P<first>\d{1,6})"
    r"(?:-|\.{2,3})(?P<prefix2>[A-Za-z_]*)(?P<last>\d{1,6})"
)
_LOOSE_DASH = re.compile(r"(?<=[\dA-Za-z])\s*(-|\.{2,3})\s*(?=[A-Za-z_]*\d)")
_SHORT = re.compile(r"\d{1,6}")


class Designators(NamedTuple):
    """Designators in the order of the cell.

    ``leftover`` are words that are not designators; ``twice`` are those that the cell repeats (kept
    once in ``names``).
    """

    names: tuple[str, ...]
    leftover: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


def read_designators(text: str) -> Designators:
    """Parse ``R1,R2``, ``R1 R2``, ``R1、R2``, ``R1-R4``, ``C1..C5``, ``R1-4``, ``R1,2,5``.

    A range has the same prefix on both sides (or none on the second) and ascends; any other word is
    left over. Case and leading zeros of a range are kept (``R01-R03``).
    """
    if not text:
        return Designators(())
    if text.isascii():
        tidy = text.replace("~", "-")
    else:
        tidy = unicodedata.normalize("NFKC", text).translate(_DASHES)
    tidy = _LOOSE_DASH.sub(r"\1", tidy)
    names: dict[str, None] = {}
    leftover: list[str] = []
    twice: dict[str, None] = {}
    prefix = ""
    for word in _SEPARATORS.split(tidy):
        if not word:
            continue
        found: list[str]
        if match := _ONE.fullmatch(word):
            prefix, found = match["prefix"], [word]
        elif match := _SPAN.fullmatch(word):
            found = _range(match)
            prefix = match["prefix"] if found else ""
        elif prefix and _SHORT.fullmatch(word):
            found = [f"{prefix}{word}"]
        else:
            found = []
        if not found:
            leftover.append(word)
            prefix = ""
        for name in found:
            if name in names:
                twice[name] = None
            names[name] = None
    return Designators(tuple(names), tuple(leftover), tuple(twice))


def _range(match: re.Match[str]) -> list[str]:
    first, last = int(match["first"]), int(match["last"])
    if match["prefix2"] not in {"", match["prefix"]}:
        return []
    if not first < last or last - first >= MAX_RANGE:
        return []
    width = len(match["first"]) if match["first"].startswith("0") else 0
    return [f"{match['prefix']}{number:0{width}d}" for number in range(first, last + 1)]


def prefix_of(name: str) -> str:
    """Return the letters before the number, in capitals: ``TP`` of ``TP12``."""
    match = _ONE.fullmatch(name)
    return match["prefix"].rstrip("_").upper() if match else ""
