"""Verdicts in colour, only when requested."""

from __future__ import annotations

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
    """Return a word in the colour of a verdict, or unchanged."""
    code = _COLOURS.get(verdict)
    return f"\x1b[1;{code}m{word}\x1b[0m" if colour and code else word
