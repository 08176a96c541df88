"""What one column of a study is: what may be entered, its drop-down, where its words are.

The kind of a column comes from the model's own annotation, so that both cannot drift apart.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from openpcf.messages.catalogue import LANGUAGES, Language, catalogue, term, text
from openpcf.model.base import Measure, Word
from openpcf.vocabulary import words

Kind = Literal["text", "amount", "date", "yes-no", "choice", "list", "measure", "unit", "json"]
Least = Literal["any", "zero", "positive", "above-zero"]
"""Lowest amount: any; zero; positive (zero is told as a warning); above zero (a divisor)."""

SHARED = "column.shared"
"""Where the catalogues keep titles and notes that several tables have in common."""

_KINDS: Mapping[Any, Kind] = {Decimal: "amount", bool: "yes-no", str: "text", Measure: "measure"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one key of the key/value part (then ``key`` is dotted).

    ``choices`` are the only words allowed; ``offers`` are shown to choose from and others may be
    typed. ``vocabulary`` names the word list of either. ``refers`` names the table whose ids are
    entered, ``unit_in`` the column that holds the unit of an amount, ``main`` what a first
    calculation can hardly do without. ``whole_percent`` marks shares where 1 or less is hardly
    meant: a spreadsheet stores a typed 98 % as 0.98. ``total`` marks amounts of a whole site or
    year: ``310.000`` is then hardly 310. ``table`` is empty for the key/value part.
    """

    key: str
    kind: Kind = "text"
    vocabulary: str = ""
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
    table: str = ""

    def title(self, language: Language) -> str:
        """The header a person reads."""
        return self._text("title", language)

    def note(self, language: Language) -> str:
        """What to enter, with an example."""
        return self._text("note", language)

    def _text(self, part: str, language: Language) -> str:
        if not self.table:
            return text(f"field.{self.key}.{part}", language)
        own = f"column.{self.table}.{self.key}.{part}"
        return text(own if own in catalogue(language) else f"{SHARED}.{self.key}.{part}", language)

    def titles(self) -> tuple[str, ...]:
        """Its header in every language."""
        return tuple(self.title(language) for language in LANGUAGES)

    def words(self, language: Language) -> tuple[str, ...]:
        """The words of its drop-down, in a language."""
        return tuple(self.word(each, language) for each in (*self.choices, *self.offers))

    def word(self, key: str, language: Language) -> str:
        """A word of its list as a language writes it; any other text as it is."""
        return term(self.vocabulary, key, language) if self.vocabulary else key

    def key_of(self, text: str) -> str | None:
        """The word of its list that a key or a term means, in any language and any case."""
        return key_of(self.vocabulary, text) if self.vocabulary else None


@cache
def _keys_by_word(vocabulary: str) -> Mapping[str, str]:
    found = {normal(key): key for key in words(vocabulary)}
    for language in LANGUAGES:
        for key in words(vocabulary):
            found.setdefault(normal(term(vocabulary, key, language)), key)
    return found


def key_of(vocabulary: str, text: str) -> str | None:
    """The word of a list that a key or a term means, in any language and any case."""
    return _keys_by_word(vocabulary).get(normal(text))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its key (file name, field of Study) and its columns."""

    key: str
    columns: tuple[Column, ...]

    def title(self, language: Language) -> str:
        """The name of its sheet."""
        return text(f"sheet.{self.key}", language)


@dataclass(frozen=True, slots=True)
class Section:
    """Keys of the key/value part that are shown under one heading."""

    key: str
    fields: tuple[Column, ...]

    def title(self, language: Language) -> str:
        """The heading."""
        return text(f"section.{self.key}", language)


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


def kind_of(annotation: Any) -> Kind:
    """The kind that follows from a model's annotation; raises TypeError for others."""
    if word_of(annotation) is not None:
        return "choice"
    plain = bare(annotation)
    if get_origin(plain) is tuple and bare(get_args(plain)[0]) is str:
        return "list"
    for type_, kind in _KINDS.items():
        if plain is type_:
            return kind
    raise TypeError(f"no kind of column for {annotation}")


def typed(model: type[BaseModel], columns: Iterable[Column], table: str) -> tuple[Column, ...]:
    """The columns of a table with kind and choices of the model's fields."""
    return tuple(
        replace(typed_by(model.model_fields[c.key].rebuild_annotation(), c), table=table)
        for c in columns
    )


def typed_by(annotation: Any, column: Column) -> Column:
    """One column with the kind and the words of an annotation (a kind of its own stays)."""
    kind, word = kind_of(annotation), word_of(annotation)
    if word is not None:
        return replace(column, kind=kind, vocabulary=word.name, choices=word.words)
    if column.vocabulary:
        column = replace(column, offers=words(column.vocabulary))
    return column if column.kind != "text" and kind == "text" else replace(column, kind=kind)


def by_key(columns: Iterable[Column]) -> Mapping[str, Column]:
    """Columns by their key, in order."""
    return {column.key: column for column in columns}
