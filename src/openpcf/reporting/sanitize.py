"""Make texts of other people's documents safe to show."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, line separators, marks that turn the writing, lone surrogates."""


def sanitize(text: str) -> str:
    """Replace what would move the cursor, start a line, or colour or turn the text around it."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
