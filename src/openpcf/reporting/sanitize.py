"""Texts of somebody else's documents, fit to be shown."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, line separators, marks that turn the writing, lone surrogates."""


def sanitize(text: str) -> str:
    """A text of somebody else's document as it may be shown: nothing in it moves the
    cursor, starts a line, colours or turns what stands around it."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
