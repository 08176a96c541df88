"""The tables of a study, and how their sheets and headers are recognised.

Headers are recognised by field key or by title in any language of the catalogues; ``x-…`` columns
are the company's own and are kept unchanged (law 7).
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from openpcf.formats.study.column import Column, Sheet, normal, typed
from openpcf.formats.study.table_columns import COLUMNS
from openpcf.messages.catalogue import LANGUAGES
from openpcf.model.study import TABLES

SHEETS: tuple[Sheet, ...] = tuple(
    Sheet(key, typed(TABLES[key], columns, key)) for key, columns in COLUMNS.items()
)
"""All tables in the order they are shown."""

SHEET: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}

OWN = "x-"
"""Prefix of the company's own headers."""


@cache
def _headers(table: str) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in SHEET[table].columns:
        for name in (column.key, *column.titles()):
            if found.setdefault(normal(name), column) is not column:
                raise ValueError(f"two columns of {table} have the header {name}")
    return found


def column_of(table: str, header: str) -> Column | None:
    """Return the column of a header: its field key or its title in any language."""
    return _headers(table).get(normal(header))


def nearest_header(table: str, header: str) -> str:
    """Return the field key most similar to an unknown header; empty if none is similar."""
    near = get_close_matches(normal(header), _headers(table), n=1, cutoff=0.5)
    return _headers(table)[near[0]].key if near else ""


@cache
def _sheets() -> dict[str, Sheet]:
    named = {normal(s.title(language)): s for language in LANGUAGES for s in SHEETS}
    return {**named, **{normal(s.key): s for s in SHEETS}}


def sheet_of(name: str) -> Sheet | None:
    """Return the table that a sheet name or a file name stem means."""
    return _sheets().get(normal(name))
