"""The texts of the program by key, one catalogue per language (:mod:`openpcf.messages.catalogue`)."""

from __future__ import annotations

from openpcf.messages.catalogue import (
    LANGUAGES,
    Language,
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
