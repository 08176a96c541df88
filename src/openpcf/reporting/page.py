"""The template environment of the page: functions for templates, and display of values."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, Template, Undefined
from markupsafe import Markup

from openpcf.messages import catalogue, text
from openpcf.model.base import decimal_text
from openpcf.model.inventory import STAGES
from openpcf.reporting.charts import MARKS
from openpcf.reporting.figures import DASH, shown, signed, significant, typeset
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.spans import (
    LocalizedText,
    label,
    list_of,
    reason_of,
    share_of,
    spans,
    text_of,
    word_of,
)


class _Missing(ChainableUndefined):
    """A missing value of a document, to any depth: a dash."""

    def __str__(self) -> str:
        return DASH


def _visible(value: object) -> object:
    """Return a text of a document without marks that reorder or hide text."""
    return sanitize(value) if type(value) is str else value


def _figure(value: object) -> str:
    return shown(value) if isinstance(value, str) else DASH


def _rounded(value: Decimal) -> str:
    return significant(value, 2)


def _label(key: str, **params: Any) -> Markup:
    """Return a label whose parameters may be missing."""
    given = {name: str(v) if isinstance(v, Undefined) else v for name, v in params.items()}
    return label(key, **given)


def _percent(value: object) -> LocalizedText:
    return share_of(value if isinstance(value, str) else None)


def _noted(shown: Any, note: Any) -> Markup:
    return spans(text_of("meta.noted", text=str(shown), note=str(note)))


def _languages() -> list[tuple[str, str]]:
    """Return the BCP 47 code and the native name of every language of the page."""
    names = catalogue.LANGUAGES
    return [(text("meta.html", name), text("meta.name", name)) for name in names]


def _title(key: str, **params: object) -> str:
    """Return a label in the language the page opens in."""
    return text(f"label.{key}", catalogue.LANGUAGES[0], **params)


@cache
def template(source: str) -> Template:
    environment = Environment(
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.globals |= {
        "t": _label,
        "term": lambda kind, value: spans(word_of(kind, value)),
        "word": word_of,
        "spans": spans,
        "reason": lambda value: spans(reason_of(value)),
        "percent": _percent,
        "noted": _noted,
        "title": _title,
        "languages": _languages,
        "marks": MARKS,
        "stages": STAGES,
    }
    environment.filters |= {
        "plain": decimal_text,
        "signed": signed,
        "share": lambda value: spans(_percent(value)),
        "fig": _figure,
        "listed": lambda values: spans(list_of(values)),
        "rounded": _rounded,
        "unit": lambda value: typeset(str(value)),
    }
    return environment.from_string(source)
