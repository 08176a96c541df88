"""Texts of the page in every language of the catalogue; the page shows one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from openpcf.messages import catalogue, render, text
from openpcf.messages.catalogue import Language
from openpcf.reporting.figures import percent_text
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.vocabulary import in_words

LocalizedText = Callable[[Language], str]
"""A text by language."""

_SPAN = Markup('<span lang="{}">{}</span>')


def each(words: LocalizedText) -> list[tuple[str, str]]:
    """Return the BCP 47 code and the sanitised text of every language."""
    return [
        (text("meta.html", language), sanitize(words(language))) for language in catalogue.LANGUAGES
    ]


def spans(words: LocalizedText) -> Markup:
    """Return one element per language, escaped; only the text if all languages agree."""
    found = each(words)
    if len({shown for _, shown in found}) == 1:
        return escape(found[0][1])
    return Markup("").join(_SPAN.format(code, shown) for code, shown in found)


def text_of(key: str, /, **params: Any) -> LocalizedText:
    """Return the text of a key; a parameter may be a text by language."""

    def words(language: Language) -> str:
        values = {n: v(language) if callable(v) else v for n, v in params.items()}
        return text(key, language, **values)

    return words


def label(key: str, /, **params: Any) -> Markup:
    """Return a label of the report with its parameters."""
    return spans(text_of(f"label.{key}", **params))


def word_of(kind: str, value: object) -> LocalizedText:
    """Return a word of the data model."""
    return lambda language: in_words(kind, value, language)


def reason_of(value: Any) -> LocalizedText:
    """Return a coded text, or a plain one unchanged."""
    return lambda language: render(value, language)


def share_of(value: str | None) -> LocalizedText:
    """Return a share with its percent sign."""
    return lambda language: percent_text(value, language)


def list_of(values: Iterable[object]) -> LocalizedText:
    """Return several texts joined by the separator of the language."""
    many = [str(value) for value in values]
    return lambda language: text("meta.list", language).join(many)
