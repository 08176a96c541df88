"""The texts of the program by key, one catalogue per language.

See :mod:`openpcf.messages.catalogue`.
"""

from __future__ import annotations

from openpcf.messages.catalogue import (
    LANGUAGES,
    Language,
    coded,
    codes,
    fix,
    known,
    language_of,
    render,
    say,
    term,
    text,
    texts,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "coded",
    "codes",
    "fix",
    "known",
    "language_of",
    "render",
    "say",
    "term",
    "text",
    "texts",
]
