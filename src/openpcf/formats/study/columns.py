"""The tables of a study, and what their sheets and headers are recognised by.

Headers are found by field key or by their title in any language of the catalogues; ``x-…`` columns
are the firm's own and are kept as they are (law 7).
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
"""Headers that begin so are the firm's own."""


@cache
def _headers(table: str) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in SHEET[table].columns:
        for name in (column.key, *column.titles()):
            if found.setdefault(normal(name), column) is not column:
                raise ValueError(f"two columns of {table} answer to {name}")
    return found


def column_of(table: str, header: str) -> Column | None:
    """The column a header means: its field key or its title in any language."""
    return _headers(table).get(normal(header))


def nearest_header(table: str, header: str) -> str:
    """The field key most like an unknown header, empty where none is near."""
    near = get_close_matches(normal(header), _headers(table), n=1, cutoff=0.5)
    return _headers(table)[near[0]].key if near else ""


@cache
def _sheets() -> dict[str, Sheet]:
    named = {normal(s.title(language)): s for language in LANGUAGES for s in SHEETS}
    return {**named, **{normal(s.key): s for s in SHEETS}}


def sheet_of(name: str) -> Sheet | None:
    """The table a sheet's name or a file's stem means."""
    return _sheets().get(normal(name))
