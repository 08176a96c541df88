"""Make texts from other people's documents safe for display."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, line separators, marks that turn the writing, lone surrogates."""


def sanitize(text: str) -> str:
    """Replace characters that move the cursor, break lines, or colour or reorder text."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
