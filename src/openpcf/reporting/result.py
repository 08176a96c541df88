"""The result of a footprint as plain text: total, range, shares, stages and largest lines."""

from __future__ import annotations

from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.messages import render, text
from openpcf.messages.catalogue import Language
from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.document import Document
from openpcf.reporting.figures import DASH, headline, percent_text, shown
from openpcf.reporting.layout import table
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.vocabulary import in_words

LARGEST = 10
NAME = 60
"""Characters of a line's name."""


def unit_text(document: Document, language: Language) -> str:
    """Return the declared unit: ``piece``, or ``1000 piece`` if the amount is not 1."""
    amount, measure = document.get("unit.amount"), document.get("unit.measure") or ""
    if amount in (None, "1"):
        return sanitize(in_words("unit", measure, language))
    return sanitize(text("terminal.units", language, amount=amount, measure=measure))


def total_text(document: Document, language: Language = "en") -> str:
    """Return the total per declared unit with its range."""
    result: dict[str, Any] = document.get("result") or {}
    total, low, high = headline(result)
    return text(
        "terminal.total_open" if low == DASH else "terminal.total",
        language,
        total=total,
        unit=sanitize(str(result.get("unit", ""))),
        per=unit_text(document, language),
        low=low,
        high=high,
    )


def _share(value: str | None, total: str | None, language: Language) -> str:
    if value is None or total is None:
        return DASH
    found = percent(parse_decimal(value), parse_decimal(total))
    return percent_text(None if found is None else decimal_text(found), language)


def _shares(document: Document, language: Language) -> str:
    quality, supplied = document.get("quality") or {}, document.get("supplied") or {}
    return text(
        "terminal.shares",
        language,
        estimated=percent_text(quality.get("estimated_share_percent"), language),
        primary=percent_text(quality.get("primary_data_share_percent"), language),
        supplied=percent_text(supplied.get("share_percent"), language),
        verified=percent_text(supplied.get("verified_percent"), language),
        gaps=(document.get("result.coverage") or {}).get("gaps", DASH),
    )


def result_text(document: Document, language: Language = "en") -> str:
    """Return the headline with its range, shares, stages and the ten largest lines."""
    result: dict[str, Any] = document.get("result") or {}
    whole = result.get("total_excl_biogenic_uptake")
    stages = [
        (
            in_words("stage", s["stage"], language),
            shown(s.get("excl")),
            _share(s.get("excl"), whole, language),
        )
        for s in result.get("by_stage") or ()
    ]
    largest = sorted(
        (line for line in document.lines() if line.get("result")),
        key=lambda line: abs(parse_decimal(line["result"]["excl"])),
        reverse=True,
    )[:LARGEST]
    lines = [
        (
            line["id"],
            shown(line["result"]["excl"]),
            _share(line["result"]["excl"], whole, language),
            render(line.get("what", ""), language)[:NAME],
        )
        for line in largest
    ]
    figures = frozenset({1, 2})
    return "\n".join(
        (
            sanitize(str(document.get("product.name") or DASH)),
            total_text(document, language),
            _shares(document, language),
            "",
            table(stages, figures),
            "",
            table(lines, figures),
        )
    )
