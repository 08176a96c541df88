"""The one table of columns that both forms of a study, the drop-downs and the reference rest on.

Headers are found by field key, English or Chinese title alike; ``x-…`` columns are the firm's
own and are kept as they are (law 7).
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from openpcf.formats.study import columns_parts as parts
from openpcf.formats.study import columns_work as work
from openpcf.formats.study.choices import CHOICE_ZH
from openpcf.formats.study.column import Column, Sheet, normal, typed
from openpcf.formats.study.columns_activities import ACTIVITIES
from openpcf.messages.catalogue import Language
from openpcf.model.study import TABLES

_SHEETS: tuple[tuple[str, str, str, tuple[Column, ...]], ...] = (
    ("sites", "Sites", "场所", work.SITES),
    ("bom", "BOM", "物料清单", parts.BOM),
    ("boards", "Boards", "电路板", parts.BOARDS),
    ("activities", "Activities", "活动数据", ACTIVITIES),
    ("processes", "Processes", "工序", work.PROCESSES),
    ("transport", "Transport", "运输", work.TRANSPORT),
    ("packaging", "Packaging", "包装", parts.PACKAGING),
    ("declarations", "Declarations", "供应商声明", parts.DECLARATIONS),
    ("assumptions", "Assumptions", "假设", work.ASSUMPTIONS),
    ("evidence", "Evidence", "证据", work.EVIDENCE_FILES),
)

SHEETS: tuple[Sheet, ...] = tuple(
    Sheet(key, en, zh, typed(TABLES[key], columns)) for key, en, zh, columns in _SHEETS
)
"""All tables in the order they are shown."""

SHEET: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}

OWN = "x-"
"""Headers that begin so are the firm's own."""


@cache
def _headers(table: str) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in SHEET[table].columns:
        for name in (column.key, column.en, column.zh):
            if found.setdefault(normal(name), column) is not column:
                raise ValueError(f"two columns of {table} answer to {name}")
    return found


def column_of(table: str, header: str) -> Column | None:
    """The column a header means: its field key, its English or its Chinese title."""
    return _headers(table).get(normal(header))


def nearest_header(table: str, header: str) -> str:
    """The field key most like an unknown header, empty where none is near."""
    near = get_close_matches(normal(header), _headers(table), n=1, cutoff=0.5)
    return _headers(table)[near[0]].key if near else ""


def sheet_of(name: str) -> Sheet | None:
    """The table a sheet's name or a file's stem means."""
    wanted = normal(name)
    for sheet in SHEETS:
        if wanted in (normal(sheet.key), normal(sheet.en), normal(sheet.zh)):
            return sheet
    return None


def choice_word(choice: str, language: Language) -> str:
    """A choice as its drop-down shows it."""
    return CHOICE_ZH.get(choice, choice) if language == "zh" else choice


def choice_of(column: Column, text: str) -> str | None:
    """The choice a word means, in either language and any case."""
    wanted = normal(text)
    for choice in column.choices:
        if wanted in (normal(choice), normal(choice_word(choice, "zh"))):
            return choice
    return None
