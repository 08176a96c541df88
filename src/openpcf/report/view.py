"""What the report shows of a document, worked out once: top lines, shares, next steps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError

from openpcf.calculation.rounding import percent
from openpcf.calculation.uncertainty import Z95, sample, terms
from openpcf.messages import fix, say
from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Outcome
from openpcf.model.inventory import STAGES, SigmaLn
from openpcf.model.inventory_document import inventory_of
from openpcf.model.policy import Clearance
from openpcf.report.figures import DASH, headline, shown
from openpcf.report.labels import pair
from openpcf.rules.engine import Report

TOP = 10
NEXT = 8
BETTER = SigmaLn(quantity=Decimal("0.05"), factor=Decimal("0.05"))
"""Range of a line that rests on a supplier's own measured data; ours."""


@dataclass(frozen=True)
class LineView:
    """One line for people; ``low``/``high`` from its own sigmas."""

    id: str
    what: str
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
    formula: str


@dataclass(frozen=True)
class Said:
    """A finding in both languages."""

    finding: Finding
    text: Markup
    mend: Markup
    has_mend: bool


@dataclass(frozen=True)
class NextStep:
    """A weak line or gap: whom to ask for what, how much work, what it would narrow."""

    line: LineView
    who: str
    field: str
    effort: str
    narrowing: str


@dataclass(frozen=True)
class View:
    """The whole report."""

    total: str
    low: str
    high: str
    incl: str
    stages: tuple[tuple[str, str, str], ...]
    scopes: tuple[tuple[str, str, str], ...]
    lines: tuple[LineView, ...]
    top: tuple[LineView, ...]
    next: tuple[NextStep, ...]
    reasons: tuple[Said, ...]
    findings: tuple[Said, ...]
    classes: tuple[tuple[str, str, float], ...]
    boundary: tuple[tuple[str, bool], ...]


def said(finding: Finding) -> Said:
    """What and how to mend, in both languages."""
    mend = fix(finding, "en")
    return Said(
        finding,
        pair(say(finding, "en"), say(finding, "zh")),
        pair(mend, fix(finding, "zh")),
        bool(mend),
    )


def _share(value: Decimal | None, total: Decimal | None) -> str:
    found = None if value is None or total is None else percent(value, total)
    return DASH if found is None else f"{decimal_text(found)} %"


def _formula(line: dict[str, Any], items: dict[str, dict[str, Any]]) -> str:
    if "component" in line:
        item = items.get(line["component"])
        if item is None:
            return DASH
        text = f"{item['quantity']['amount']} {item['quantity']['unit']}"
        text += f" × {item['child_result']['excl']}"
        divisors = item.get("per", ())
    elif "factor" in line and "quantity" in line:
        quantity, factor = line["quantity"], line["factor"]
        text = f"{quantity['amount']} {quantity['unit']} × {factor['value']} {factor['unit']}"
        divisors = quantity.get("per", ())
    else:
        return DASH
    for per in divisors:
        text += f" ÷ {per['amount']} ({per['why']})"
    return text


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


def _line(
    line: dict[str, Any], items: dict[str, dict[str, Any]], total: Decimal | None
) -> LineView:
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
        what=str(line.get("what", "")),
        stage=str(line.get("stage", "")),
        scope=str(line.get("scope", "")),
        part_class=str(line.get("class", "other")),
        figure=shown(exact),
        exact=exact or DASH,
        share=_share(value, total),
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


def _narrowing(document: Document) -> dict[str, str]:
    """By how much the width of the range falls when one line's sigmas become 0.05; nothing where
    the inventory has not the shape of this data model (the rules say so)."""
    try:
        inventory = inventory_of(document.inventory, document.components)
    except ValidationError:
        return {}
    components = {item.id: item for item in inventory.components}
    with_result = [line for line in inventory.lines if line.result and line.result.excl > 0]
    weak = sorted(with_result, key=lambda line: line.result.excl if line.result else 0)[-NEXT:]

    def width(lines: Any) -> float:
        low, high = sample(terms(lines, components), draws=800)
        return high - low

    whole = width(inventory.lines)
    found = {}
    for line in weak:
        better = tuple(
            other.model_copy(update={"sigma_ln": BETTER}) if other.id == line.id else other
            for other in inventory.lines
        )
        if whole > 0:
            found[line.id] = f"{max(0.0, 100 * (1 - width(better) / whole)):.0f} %"
    return found


def _next(lines: tuple[LineView, ...], document: Document) -> tuple[NextStep, ...]:
    weak = sorted((v for v in lines if v.estimated and v.value > 0), key=lambda v: -v.value)[:NEXT]
    gaps = [v for v in lines if v.gap]
    gaps.sort(key=lambda v: -float(v.raw.get("screening", "0")))
    narrowing = _narrowing(document) if weak else {}
    steps = []
    for line in (*weak, *gaps[: max(0, NEXT - len(weak)) + 3]):
        bought = line.stage == "raw-materials"
        silicon = line.what.endswith("silicon")
        steps.append(
            NextStep(
                line,
                "supplier" if bought else "own",
                "declaration_field" if silicon else "mass_field" if bought else "meter_field",
                "high" if bought else "low",
                narrowing.get(line.id, DASH),
            )
        )
    return tuple(steps)


def _reasons(rules: Report | None, clearance: Clearance | None) -> tuple[Said, ...]:
    found: list[Finding] = []
    if rules is not None:
        found += [f for f in rules.findings if f.outcome is not Outcome.NOTE]
    if clearance is not None:
        known = {(f.code, f.place) for f in found}
        found += [
            r.finding for r in clearance.reasons if (r.finding.code, r.finding.place) not in known
        ]
    return tuple(said(f) for f in found[:3])


def view(document: Document, rules: Report | None, clearance: Clearance | None) -> View:
    """Everything the template shows, from the document alone."""
    result = document.get("result") or {}
    total_text = result.get("total_excl_biogenic_uptake")
    total = parse_decimal(total_text) if total_text is not None else None
    number, low, high = headline(result)
    items = {str(item.get("id")): item for item in document.items()}
    lines = tuple(sorted((_line(x, items, total) for x in document.lines()), key=lambda v: v.id))
    stages = tuple(
        (s["stage"], shown(s.get("excl")), _share(parse_decimal(s["excl"]), total))
        for s in result.get("by_stage") or ()
        if "excl" in s
    )
    scopes = tuple(
        (scope, shown(value), _share(parse_decimal(value), total))
        for scope, value in (result.get("by_scope") or {}).items()
    )
    sums: dict[tuple[str, str], float] = {}
    for line in lines:
        if line.value > 0:
            key = (line.part_class, line.stage)
            sums[key] = sums.get(key, 0.0) + line.value
    inside = set(document.get("boundary.includes") or ())
    return View(
        total=number,
        low=low,
        high=high,
        incl=shown(result.get("total_incl_biogenic_uptake")),
        stages=stages,
        scopes=scopes,
        lines=lines,
        top=tuple(sorted((v for v in lines if v.value), key=lambda v: -abs(v.value))[:TOP]),
        next=_next(lines, document) if lines else (),
        reasons=_reasons(rules, clearance),
        findings=tuple(said(f) for f in rules.findings) if rules is not None else (),
        classes=tuple((c, s, v) for (c, s), v in sorted(sums.items(), key=lambda kv: -kv[1])),
        boundary=tuple((stage, stage in inside) for stage in STAGES),
    )
