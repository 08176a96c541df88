"""Rows with the same members as an aligned table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from openpcf.messages.catalogue import text
from openpcf.reporting.layout import table

if TYPE_CHECKING:
    from openpcf.messages.catalogue import Language


def _cell(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return text("answer.yes", language) if value else ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_cell(each, language) for each in value)
    if isinstance(value, Mapping):
        return " ".join(_cell(each, language) for each in value.values() if each)
    return "" if value is None else str(value)


def rows_text(
    rows: Sequence[Mapping[str, Any]], language: Language = "en", empty: str = "nothing"
) -> str:
    """Return rows as columns of text; without rows, the text ``answer.<empty>``."""
    shown = table(tuple(_cell(value, language) for value in row.values()) for row in rows)
    return shown or text(f"answer.{empty}", language)
