"""Helpers for a user interface over the verbs: sentences, tables, language, environment.

A command line, server or web page imports the verbs and this module, and nothing below them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from openpcf.errors import (
    Diagnostic,
    FindingsError,
    InputError,
    OpenpcfError,
    TrustError,
    UsageError,
)
from openpcf.messages.catalogue import (
    LANGUAGES,
    Language,
    catalogue,
    fix,
    language_of,
    say,
    term,
    text,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpcf.workflow.base.environment import Environment

__all__ = [
    "LANGUAGES",
    "Diagnostic",
    "FindingsError",
    "InputError",
    "Language",
    "OpenpcfError",
    "TrustError",
    "UsageError",
    "catalogue",
    "engine_version",
    "environment",
    "fill",
    "finding_json",
    "findings_text",
    "instant",
    "language_of",
    "needs_confirmation",
    "read_passphrase",
    "sentence",
    "term",
    "text",
    "verdict_text",
    "width",
    "wrap",
]


def sentence(diagnostic: Diagnostic, language: Language) -> str:
    """Return what is wrong and how to fix it, with code and place."""
    lines = [f"{diagnostic.code}  {say(diagnostic, language)}"]
    if diagnostic.place and diagnostic.place not in lines[0]:
        lines.append(f"    {diagnostic.place}")
    remedy = fix(diagnostic, language)
    if remedy:
        lines.append(f"    → {remedy}")
    return "\n".join(lines)


def needs_confirmation(diagnostic: Diagnostic) -> bool:
    """Return whether a person has to confirm a finding before a footprint is issued."""
    from openpcf.model.finding import NEEDS_CONFIRMATION

    return diagnostic.code in NEEDS_CONFIRMATION


def finding_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding with its sentences in every language, JSON-ready (docs/findings.md)."""
    from openpcf.api.text import finding_json as to_json

    return to_json(diagnostic)


def findings_text(findings: Any, language: Language) -> str:
    """Return findings with their places and fixes as text."""
    from openpcf.reporting.findings import findings_text as shown

    return shown(findings, language)


def verdict_text(verdict: str, profile: str, language: Language, colour: bool) -> str:
    """Return a verdict as one line of text."""
    from openpcf.reporting.findings import verdict_text as shown

    return shown(verdict, profile, language, colour)


def width(line: str) -> int:
    """Return the number of columns a text takes on a terminal."""
    from openpcf.reporting.layout import width as columns

    return columns(line)


def wrap(shown: str, columns: int | None) -> str:
    """Break every line to at most ``columns``; None leaves the text unchanged."""
    if columns is None:
        return shown
    from openpcf.reporting.wrap import wrap as wrapped

    return wrapped(shown, columns)


def fill(shown: str, columns: int) -> list[str]:
    """Break one paragraph to lines of at most ``columns``."""
    from openpcf.reporting.wrap import fill as filled

    return filled(shown, columns)


def environment(progress: Callable[[str], None]) -> Environment:
    """Return the environment of this machine; ``progress`` receives progress messages."""
    from openpcf.workflow.base.environment import machine_environment

    return machine_environment(progress)


def engine_version() -> str:
    """Return the version of this package."""
    from importlib.metadata import version

    return version("openpcf")


def read_passphrase(path: Path) -> str:
    """Read a passphrase from a file.

    Raises InputError ``PASSPHRASE_FORM`` and the errors of reading a file.
    """
    from openpcf.workflow.base.files import read_bytes

    try:
        return read_bytes(path, 10_000).decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise InputError("PASSPHRASE_FORM", place=str(path)) from None


def instant(typed: str) -> str:
    """Return an instant, or the last second of a day, as RFC 3339 UTC.

    A day means its last second so that documents made on that day are included. Raises UsageError
    ``AS_OF_FORM``.
    """
    from datetime import UTC, date, datetime

    try:
        if len(typed) == 10:
            return f"{date.fromisoformat(typed).isoformat()}T23:59:59Z"
        moment = datetime.fromisoformat(typed)
        if moment.tzinfo is None:
            raise ValueError(typed)
    except ValueError:
        raise UsageError("AS_OF_FORM", found=typed, expected="2026-11-24") from None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
