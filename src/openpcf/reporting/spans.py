"""Texts of the page in every language of the catalogue, side by side; it shows one of them."""

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
    """The BCP 47 code and the text of every language, the text cleaned."""
    return [
        (text("meta.html", language), sanitize(words(language))) for language in catalogue.LANGUAGES
    ]


def spans(words: LocalizedText) -> Markup:
    """One element per language, escaped; the text alone where all languages have the same."""
    found = each(words)
    if len({shown for _, shown in found}) == 1:
        return escape(found[0][1])
    return Markup("").join(_SPAN.format(code, shown) for code, shown in found)


def text_of(key: str, /, **params: Any) -> LocalizedText:
    """The text of a key; a parameter may itself be a text by language."""

    def words(language: Language) -> str:
        values = {n: v(language) if callable(v) else v for n, v in params.items()}
        return text(key, language, **values)

    return words


def label(key: str, /, **params: Any) -> Markup:
    """A label of the report, filled in."""
    return spans(text_of(f"label.{key}", **params))


def word_of(kind: str, value: object) -> LocalizedText:
    """A word of the data model."""
    return lambda language: in_words(kind, value, language)


def reason_of(value: Any) -> LocalizedText:
    """A coded text, or a plain one as it is."""
    return lambda language: render(value, language)


def share_of(value: str | None) -> LocalizedText:
    """A share with its percent sign."""
    return lambda language: percent_text(value, language)


def list_of(values: Iterable[object]) -> LocalizedText:
    """Several texts with the separator of the language."""
    many = [str(value) for value in values]
    return lambda language: text("meta.list", language).join(many)
