"""Lines of an inventory for display."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpcf.calculation.uncertainty import Z95
from openpcf.messages import render, text
from openpcf.messages.catalogue import Language
from openpcf.model.base import parse_decimal
from openpcf.model.document import Document
from openpcf.reporting.figures import DASH, share_text, shown, typeset
from openpcf.reporting.spans import LocalizedText


@dataclass(frozen=True)
class LineView:
    """One line for display; ``low``/``high`` from its own sigmas, 95 %, kg CO2e.

    ``share`` is in percent; ``name`` and ``formula`` are texts by language.
    """

    id: str
    name: LocalizedText
    stage: str
    scope: str
    part_class: str
    figure: str
    exact: str
    share: str
    value: float
    low: float | None
    high: float | None
    origin: str
    estimated: bool
    gap: bool
    supplied: bool
    raw: dict[str, Any]
    formula: LocalizedText


def _product(line: dict[str, Any], items: Mapping[str, dict[str, Any]]) -> tuple[str, Any]:
    """Return the numerators and divisors of a line; a dash for unknown ones."""
    if "component" in line:
        item = items.get(line["component"])
        if item is None:
            return DASH, ()
        quantity, child = item["quantity"], item["child_result"]
        return f"{quantity['amount']} {quantity['unit']} × {child['excl']}", item.get("per", ())
    if "factor" in line and "quantity" in line:
        quantity, factor = line["quantity"], line["factor"]
        amount = f"{quantity['amount']} {quantity['unit']}"
        return f"{amount} × {factor['value']} {factor['unit']}", quantity.get("per", ())
    return DASH, ()


def divisors(per: Iterable[Mapping[str, Any]], language: Language) -> str:
    """Return each divisor with its reason."""
    return "".join(
        " ÷ " + text("meta.noted", language, text=each["amount"], note=each["why"]) for each in per
    )


def _formula(line: dict[str, Any], items: Mapping[str, dict[str, Any]]) -> LocalizedText:
    product, per = _product(line, items)
    return lambda language: typeset(product) + divisors(per, language)


def _bounds(line: dict[str, Any], value: float) -> tuple[float | None, float | None]:
    sigmas = line.get("sigma_ln") or {}
    variance = sum(float(sigmas[n]) ** 2 for n in ("quantity", "factor") if n in sigmas)
    if variance <= 0 or value <= 0:
        return None, None
    factor = float((Z95 * Decimal(repr(variance**0.5))).exp())
    return value / factor, value * factor


def _child_bounds(item: dict[str, Any] | None, value: float) -> tuple[float | None, float | None]:
    """Return a child's own range in proportion to the quantity taken."""
    stated = (item or {}).get("child_range")
    whole = float(((item or {}).get("child_result") or {}).get("excl", 0) or 0)
    if not stated or whole <= 0:
        return None, None
    return value * float(stated["low"]) / whole, value * float(stated["high"]) / whole


def line_view(
    line: dict[str, Any], items: Mapping[str, dict[str, Any]], total: Decimal | None
) -> LineView:
    """Return one line for display."""
    exact = (line.get("result") or {}).get("excl")
    value = parse_decimal(exact) if exact is not None else None
    number = float(value) if value is not None else 0.0
    supplied = "component" in line
    low, high = (
        _child_bounds(items.get(line["component"]), number) if supplied else _bounds(line, number)
    )
    origin = "supplied" if supplied else str((line.get("quantity") or {}).get("origin", ""))
    gap = "factor" not in line and not supplied
    return LineView(
        id=str(line.get("id", "")),
        name=lambda language: render(line.get("what", ""), language),
        stage=str(line.get("stage", "")),
        scope=str(line.get("scope", "")),
        part_class=str(line.get("class", "other")),
        figure=shown(exact, whole=total),
        exact=exact or DASH,
        share=share_text(value, total),
        value=number,
        low=low,
        high=high,
        origin="gap" if gap else origin,
        estimated=bool(line.get("estimated")),
        gap=gap,
        supplied=supplied,
        raw=line,
        formula=_formula(line, items),
    )


def line_views(document: Document, total: Decimal | None) -> tuple[LineView, ...]:
    """Return all disclosed lines by id."""
    items = {str(item.get("id")): item for item in document.items()}
    return tuple(sorted((line_view(x, items, total) for x in document.lines()), key=lambda v: v.id))
