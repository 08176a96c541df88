"""The tables of common texts in BOMs, from ``data/bom``.

``headers.csv`` (column names), ``doubtful_headers.csv`` (names whose cells decide),
``cell_words.csv`` (words of columns with a fixed meaning), ``line_rules.csv`` (rules that set a
line apart).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from openpcf.package_data import reading, table

Rows = tuple[Mapping[str, str], ...]


@cache
def rows(name: str) -> Rows:
    """Return the rows of a table by its name."""
    return table(f"bom/{name}.csv")


def listed(text: str) -> tuple[str, ...]:
    """Return the names of a cell that lists several."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


@cache
@reading("bom/cell_words.csv")
def _meanings(column: str) -> Mapping[str, str]:
    return {
        word: row["means"]
        for row in rows("cell_words")
        if row["column"] == column
        for word in listed(row["words"])
    }


def meant(column: str, word: str) -> str | None:
    """Return what a lower-case word means in a column; None for an unknown word."""
    return _meanings(column).get(word)
