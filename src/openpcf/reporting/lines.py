"""Lines of an inventory for people, each and gathered by the row of the study they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpcf.calculation.uncertainty import Z95
from openpcf.model.base import exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.model.message import AS_SIGNED
from openpcf.reporting.figures import DASH, float_shown, share_text, shown

_COLON = re.compile(": |：")
Text = Any
"""A coded text (or a plain one), put into words for each reader."""
Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class LineView:
    """One line for people; ``low``/``high`` from its own sigmas, 95 %, kg CO2e."""

    id: str
    what: Text
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
    formula: Text


@dataclass(frozen=True)
class Part:
    """All lines of one row of the study, as the one thing a person knows: a part with its silicon,
    lead frame and package; a leg; a meter."""

    name: Text
    stage: str
    part_class: str
    figure: str
    share: str
    value: float
    low: float | None
    high: float | None
    origin: str
    estimated: bool
    lines: tuple[LineView, ...]

    @property
    def range(self) -> str:
        """``low – high`` to two digits, or nothing."""
        if self.low is None or self.high is None:
            return ""
        low, high = (float_shown(v) for v in (self.low, self.high))
        return f"{low} – {high}"

    @property
    def gaps(self) -> tuple[LineView, ...]:
        """Lines without a factor or a quantity."""
        return tuple(line for line in self.lines if line.gap)


def _formula(line: dict[str, Any], items: Mapping[str, dict[str, Any]]) -> Text:
    formula: Text
    if "component" in line:
        item = items.get(line["component"])
        if item is None:
            return DASH
        taken = f"{item['quantity']['amount']} {item['quantity']['unit']}"
        formula = f"{taken} × {item['child_result']['excl']}"
        divisors = item.get("per", ())
    elif "factor" in line and "quantity" in line:
        quantity, factor = line["quantity"], line["factor"]
        formula = f"{quantity['amount']} {quantity['unit']} × {factor['value']} {factor['unit']}"
        divisors = quantity.get("per", ())
    else:
        return DASH
    for per in divisors:
        params = {"of": formula, "amount": per["amount"], "why": per["why"]}
        formula = {"code": "divided", "params": params}
    return formula


def _bounds(line: dict[str, Any], value: float) -> tuple[float | None, float | None]:
    sigmas = line.get("sigma_ln") or {}
    variance = sum(float(sigmas[n]) ** 2 for n in ("quantity", "factor") if n in sigmas)
    if variance <= 0 or value <= 0:
        return None, None
    factor = float((Z95 * Decimal(repr(variance**0.5))).exp())
    return value / factor, value * factor


def _child_bounds(item: dict[str, Any] | None, value: float) -> tuple[float | None, float | None]:
    """A child's own range, in proportion to what is taken of it."""
    stated = (item or {}).get("child_range")
    whole = float(((item or {}).get("child_result") or {}).get("excl", 0) or 0)
    if not stated or whole <= 0:
        return None, None
    return value * float(stated["low"]) / whole, value * float(stated["high"]) / whole


def line_view(
    line: dict[str, Any], items: Mapping[str, dict[str, Any]], total: Decimal | None
) -> LineView:
    """What is shown of one line."""
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
        what=line.get("what") or "",
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
    """All lines shown, by id."""
    items = {str(item.get("id")): item for item in document.items()}
    return tuple(sorted((line_view(x, items, total) for x in document.lines()), key=lambda v: v.id))


def _whole(what: Text) -> Text:
    """What a line is a piece of; prose of data model 0.1 has that before its colon."""
    if not isinstance(what, Mapping):
        return what
    params = what.get("params") or {}
    if what.get("code") == AS_SIGNED:
        head = _COLON.split(str(params.get("text")), maxsplit=1)[0]
        return {**what, "params": {**params, "text": head}}
    return params.get("of", what)


def _name(lines: Sequence[LineView], products: Mapping[str, str]) -> Text:
    """What all lines are pieces of; a supplied product by its name."""
    first = lines[0]
    if first.supplied:
        params = (first.what.get("params") or {}) if isinstance(first.what, Mapping) else {}
        component = str(first.raw.get("component"))
        return products.get(component) or params.get("supplier") or first.what
    wholes = [_whole(line.what) for line in lines]
    if all(whole == wholes[0] for whole in wholes):
        return wholes[0]
    return max(lines, key=lambda v: abs(v.value)).what


def parts_of(
    lines: Sequence[LineView],
    total: Decimal | None,
    products: Mapping[str, str],
    bounds: Callable[[Sequence[LineView]], Bounds],
) -> tuple[Part, ...]:
    """Lines gathered by source row and stage, largest first. ``products`` names what a component
    item is of; ``bounds`` gives the range of several lines together."""
    rows: dict[tuple[str, ...], list[LineView]] = {}
    for line in lines:
        source = str(line.raw.get("source") or line.id)
        key = ("supplied", line.id) if line.supplied else (line.stage, source)
        rows.setdefault(key, []).append(line)
    found = []
    for many in rows.values():
        largest = max(many, key=lambda v: abs(v.value))
        exact = exact_sum(parse_decimal(v.exact) for v in many if v.exact != DASH)
        valued = [v for v in many if v.value]
        if len(valued) > 1:
            low, high = bounds(valued) or (None, None)
        else:
            low, high = largest.low, largest.high
        found.append(
            Part(
                name=_name(many, products),
                stage=largest.stage,
                part_class=largest.part_class,
                figure=shown(format(exact, "f"), whole=total) if valued else DASH,
                share=share_text(exact, total) if valued else DASH,
                value=float(exact),
                low=low,
                high=high,
                origin=largest.origin,
                estimated=sum(abs(v.value) for v in many if v.estimated)
                > sum(abs(v.value) for v in many) / 2,
                lines=tuple(many),
            )
        )
    return tuple(sorted(found, key=lambda p: -abs(p.value)))
