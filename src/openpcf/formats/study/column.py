"""What one column of a study is: its names in two languages, what may be entered, its drop-down.

The kind of a column comes from the model's own annotation, so that both cannot drift apart.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from openpcf.messages.catalogue import Language
from openpcf.model.base import Measure, Word

Kind = Literal["text", "amount", "date", "yes-no", "choice", "list", "measure", "unit", "json"]
Least = Literal["any", "zero", "positive", "above-zero"]
"""Lowest amount: any; zero; positive (zero is told as a warning); above zero (a divisor)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one key of the key/value part (then ``key`` is dotted).

    ``offers`` are words the drop-down shows without insisting; ``choices`` are the only words
    allowed. ``refers`` names the table whose ids stand here, ``unit_in`` the column that holds
    the unit of an amount, ``main`` what a first calculation can hardly do without.
    ``whole_percent`` marks shares where 1 or less is hardly meant: a spreadsheet stores a typed
    98 % as 0.98. ``total`` marks amounts of a whole site or year: ``310.000`` is then hardly 310.
    """

    key: str
    en: str
    zh: str
    note_en: str
    note_zh: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    refers: str = ""
    unit_in: str = ""
    least: Least = "zero"
    most: int | None = None
    whole_percent: bool = False
    total: bool = False
    main: bool = False
    width: int = 16

    def title(self, language: Language) -> str:
        """The header a person reads."""
        return self.zh if language == "zh" else self.en

    def note(self, language: Language) -> str:
        """What to enter, with an example."""
        return self.note_zh if language == "zh" else self.note_en


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its key (file name, field of Study), names of its sheet, its columns."""

    key: str
    en: str
    zh: str
    columns: tuple[Column, ...]

    def title(self, language: Language) -> str:
        """The name of its sheet."""
        return self.zh if language == "zh" else self.en


def normal(header: str) -> str:
    """A header as it is compared: no case, one blank for any gap, hyphen or underscore."""
    return re.sub(r"[\s_\-]+", " ", header).strip().casefold()


def bare(annotation: Any) -> Any:
    """An annotation without ``None`` and without metadata."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return bare(inner[0]) if len(inner) == 1 else annotation
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    return annotation


def word_of(annotation: Any) -> Word | None:
    """The vocabulary list an annotation takes its words from; None for another annotation."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next((found for a in get_args(annotation) if (found := word_of(a))), None)
    if get_origin(annotation) is Annotated:
        return next((a for a in get_args(annotation)[1:] if isinstance(a, Word)), None)
    return None


def kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    """Kind and choices that follow from a model's annotation; raises TypeError for others."""
    word = word_of(annotation)
    if word is not None:
        return "choice", word.words
    plain = bare(annotation)
    if plain is Decimal:
        return "amount", ()
    if plain is bool:
        return "yes-no", ()
    if plain is str:
        return "text", ()
    if get_origin(plain) is Literal:
        return "choice", tuple(str(a) for a in get_args(plain))
    if get_origin(plain) is tuple and bare(get_args(plain)[0]) is str:
        return "list", ()
    if plain is Measure:
        return "measure", ()
    raise TypeError(f"no kind of column for {annotation}")


def typed(model: type[BaseModel], columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns with kind and choices of the model's fields (a kind given by hand stays)."""
    return tuple(typed_by(model.model_fields[c.key].rebuild_annotation(), c) for c in columns)


def typed_by(annotation: Any, column: Column) -> Column:
    """One column with the kind and choices of an annotation."""
    kind, choices = kind_of(annotation)
    if column.kind != "text" and kind == "text":
        return column
    return replace(column, kind=kind, choices=choices)


def by_key(columns: Iterable[Column]) -> Mapping[str, Column]:
    """Columns by their key, in order."""
    return {column.key: column for column in columns}


ID = Column(
    "id",
    "ID",
    "编号",
    "Unique in this table; other tables refer to it. Example: R1-R8. Blank: given by position.",
    "在本表内唯一，供其他表引用。例：R1-R8。留空则按行序自动给出。",
    width=14,
)
SOURCE = Column(
    "source",
    "Source",
    "数据来源",
    "File and place the row was first read from. Example: erp.csv#row=8. Blank: this row itself.",
    "该行最初读取的文件及位置。例：erp.csv#row=8。留空则为本行位置。",
    width=22,
)
NOTE = Column(
    "note",
    "Note",
    "备注",
    "Anything a reader should know about this row.",
    "需要向读者说明的事项。",
    width=30,
)
EVIDENCE = Column(
    "evidence",
    "Evidence",
    "证据",
    "ID of a row of table Evidence that proves these figures. Example: meter-2025.",
    "“证据”表中的编号，用以证明本行数据。例：meter-2025。",
    refers="evidence",
    width=14,
)
OPTION = Column(
    "option",
    "Option",
    "选配",
    "in: part of the declared configuration; out: not in it; scenario: shown apart. Blank: in.",
    "包含（in）：属于所声明的配置；不包含（out）；情景（scenario）：单独列示。留空视为包含。",
    width=12,
)
FACTOR = Column(
    "factor",
    "Factor ID",
    "排放因子编号",
    "ID of the factor you choose yourself. Blank: openpcf looks for one and says why.",
    "自行指定的排放因子编号。留空则由 openpcf 查找并说明理由。",
    width=22,
)
REGION = Column(
    "region",
    "Region",
    "地区",
    "Country or subdivision where it is made or used (ISO 3166). Example: CN or CN-JS.",
    "生产或使用所在国家或省级区划（ISO 3166）。例：CN 或 CN-JS。",
    width=10,
)
DECLARATION = Column(
    "declaration",
    "Declaration",
    "供应商声明",
    "ID of a row of table Declarations that stands for this line instead of a factor.",
    "“供应商声明”表中的编号；以该声明代替排放因子。",
    refers="declarations",
    width=14,
)
SITE = Column(
    "site",
    "Site",
    "场所",
    "ID of a row of table Sites. Example: site-1.",
    "“场所”表中的编号。例：site-1。",
    refers="sites",
    width=12,
)
FITTED_AT = Column(
    "fitted_at",
    "Fitted at",
    "装配工序",
    "ID of the process step where it is fitted: yields from there on count. Example: smt.",
    "装配所在工序的编号：自该工序起的良品率计入。例：smt。",
    refers="processes",
    width=12,
)
