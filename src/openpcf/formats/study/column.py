"""A column of a study: allowed values, its drop-down, the place of its texts.

The kind of a column is derived from the model's own annotation, so that the two cannot differ.
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
"""Lowest amount: any; zero; positive (zero gives a warning); above zero (a divisor)."""

SHARED = "column.shared"
"""Catalogue section of titles and notes shared by several tables."""

_KINDS: Mapping[Any, Kind] = {Decimal: "amount", bool: "yes-no", str: "text", Measure: "measure"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one key of the key/value part (then ``key`` is dotted).

    ``choices`` are the only words allowed; ``offers`` are suggestions, and other texts may be
    typed. ``vocabulary`` names the word list of either. ``refers`` names the table whose ids are
    entered, ``unit_in`` the column with the unit of an amount; ``main`` marks what a first
    calculation usually needs. ``whole_percent`` marks shares where 1 or less is probably a mistake:
    a spreadsheet stores a typed 98 % as 0.98. ``total`` marks amounts of a whole site or year,
    where ``310.000`` is probably not 310. ``table`` is empty for the key/value part.
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
        """Return the header for display."""
        return self._text("title", language)

    def note(self, language: Language) -> str:
        """Return what to enter, with an example."""
        return self._text("note", language)

    def _text(self, part: str, language: Language) -> str:
        if not self.table:
            return text(f"field.{self.key}.{part}", language)
        own = f"column.{self.table}.{self.key}.{part}"
        return text(own if own in catalogue(language) else f"{SHARED}.{self.key}.{part}", language)

    def titles(self) -> tuple[str, ...]:
        """Return the header in every language."""
        return tuple(self.title(language) for language in LANGUAGES)

    def words(self, language: Language) -> tuple[str, ...]:
        """Return the words of the drop-down in a language."""
        return tuple(self.word(each, language) for each in (*self.choices, *self.offers))

    def word(self, key: str, language: Language) -> str:
        """Return the term of a word of the list in a language; other texts unchanged."""
        return term(self.vocabulary, key, language) if self.vocabulary else key

    def key_of(self, text: str) -> str | None:
        """Return the word that a key or a term means, in any language and case."""
        return key_of(self.vocabulary, text) if self.vocabulary else None


@cache
def _keys_by_word(vocabulary: str) -> Mapping[str, str]:
    found = {normal(key): key for key in words(vocabulary)}
    for language in LANGUAGES:
        for key in words(vocabulary):
            found.setdefault(normal(term(vocabulary, key, language)), key)
    return found


def key_of(vocabulary: str, text: str) -> str | None:
    """Return the word of a list that a key or a term means, in any language and case."""
    return _keys_by_word(vocabulary).get(normal(text))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its key (file name, field of Study) and its columns."""

    key: str
    columns: tuple[Column, ...]

    def title(self, language: Language) -> str:
        """Return the name of its sheet."""
        return text(f"sheet.{self.key}", language)


@dataclass(frozen=True, slots=True)
class Section:
    """Keys of the key/value part that are shown under one heading."""

    key: str
    fields: tuple[Column, ...]

    def title(self, language: Language) -> str:
        """Return the heading."""
        return text(f"section.{self.key}", language)


def normal(header: str) -> str:
    """Normalise a header for comparison: case, blanks, hyphens and underscores."""
    return re.sub(r"[\s_\-]+", " ", header).strip().casefold()


def bare(annotation: Any) -> Any:
    """Return an annotation without ``None`` and without metadata."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return bare(inner[0]) if len(inner) == 1 else annotation
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    return annotation


def word_of(annotation: Any) -> Word | None:
    """Return the vocabulary list of an annotation; None if it has none."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next((found for a in get_args(annotation) if (found := word_of(a))), None)
    if get_origin(annotation) is Annotated:
        return next((a for a in get_args(annotation)[1:] if isinstance(a, Word)), None)
    return None


def kind_of(annotation: Any) -> Kind:
    """Return the kind of a model's annotation; raises TypeError for unknown ones."""
    if word_of(annotation) is not None:
        return "choice"
    plain = bare(annotation)
    if get_origin(plain) is tuple and bare(get_args(plain)[0]) is str:
        return "list"
    for type_, kind in _KINDS.items():
        if plain is type_:
            return kind
    raise TypeError(f"no column kind for annotation {annotation}")


def typed(model: type[BaseModel], columns: Iterable[Column], table: str) -> tuple[Column, ...]:
    """Return the columns of a table with kind and choices of the model's fields."""
    return tuple(
        replace(typed_by(model.model_fields[c.key].rebuild_annotation(), c), table=table)
        for c in columns
    )


def typed_by(annotation: Any, column: Column) -> Column:
    """Return one column with the kind and words of an annotation.

    A kind that the column already has is kept.
    """
    kind, word = kind_of(annotation), word_of(annotation)
    if word is not None:
        return replace(column, kind=kind, vocabulary=word.name, choices=word.words)
    if column.vocabulary:
        column = replace(column, offers=words(column.vocabulary))
    return column if column.kind != "text" and kind == "text" else replace(column, kind=kind)


def by_key(columns: Iterable[Column]) -> Mapping[str, Column]:
    """Return columns by their key, in order."""
    return {column.key: column for column in columns}
