"""What the report shows of a document: top parts, shares, next steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpcf.model.base import EXACT, decimal_text, exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.inventory import STAGES
from openpcf.model.policy import Clearance
from openpcf.reporting.figures import DASH, headline, share_text, shown
from openpcf.reporting.finding_groups import FindingGroup, gathered, main_reasons
from openpcf.reporting.lines import LineView, line_views
from openpcf.reporting.next_steps import NextStep, next_steps, ranges_of
from openpcf.reporting.parts import Part, parts_of
from openpcf.ruleset.engine import Report

TOP = 10
AFTER_GATE = ("distribution", "installation", "use", "end-of-life")


@dataclass(frozen=True)
class ShareRow:
    """One row of a table of shares; ``share`` in percent."""

    name: str
    figure: str
    share: str
    value: float


@dataclass(frozen=True)
class ChildView:
    """A supplied declaration: issuer, identity, share of the result, and its own quality."""

    supplier: str
    product: str
    series: str
    version: str
    digest: str
    figure: str
    share: str
    boundary: str
    estimated: str
    verdict: str


@dataclass(frozen=True)
class View:
    """The whole report."""

    total: str
    low: str
    high: str
    incl: str
    net: str
    stages: tuple[ShareRow, ...]
    scopes: tuple[ShareRow, ...]
    lines: tuple[LineView, ...]
    parts: tuple[Part, ...]
    next: tuple[NextStep, ...]
    reasons: tuple[FindingGroup, ...]
    findings: tuple[FindingGroup, ...]
    children: tuple[ChildView, ...]
    classes: tuple[tuple[str, str, float], ...]
    boundary: tuple[tuple[str, bool], ...]

    @property
    def scenario_stages(self) -> tuple[str, ...]:
        """Return the included stages after the gate, which are based on scenarios."""
        return tuple(stage for stage, inside in self.boundary if inside and stage in AFTER_GATE)

    @property
    def credits(self) -> bool:
        """Return whether any line is negative."""
        return any(line.value < 0 for line in self.lines)

    @property
    def top(self) -> tuple[Part, ...]:
        """Return the ten largest parts."""
        return tuple(part for part in self.parts if part.value)[:TOP]


def _share_rows(named: Iterable[tuple[str, str]], total: Decimal | None) -> tuple[ShareRow, ...]:
    return tuple(
        ShareRow(
            name,
            shown(text, whole=total),
            share_text(parse_decimal(text), total),
            float(parse_decimal(text)),
        )
        for name, text in named
    )


def _net(result: dict[str, Any], total: Decimal | None) -> str:
    """Return net biogenic CO2: the total including it less the total without."""
    text = result.get("total_incl_biogenic_uptake")
    if text is None or total is None:
        return DASH
    return shown(decimal_text(EXACT.subtract(parse_decimal(text), total)))


def _scopes(result: dict[str, Any], total: Decimal | None) -> tuple[ShareRow, ...]:
    """Return scopes, and in a row of their own the removals and capture outside them."""
    scopes: dict[str, str] = dict(result.get("by_scope") or {})
    if scopes and total is not None:
        rest = EXACT.subtract(total, exact_sum(parse_decimal(v) for v in scopes.values()))
        if rest:
            scopes["removals"] = decimal_text(rest)
    return _share_rows(scopes.items(), total)


def _children(
    document: Document,
    lines: Sequence[LineView],
    known: Sequence[ChildEvidence],
    total: Decimal | None,
) -> tuple[ChildView, ...]:
    by_digest = {child.digest: child for child in known}
    found = []
    for item in document.items():
        child = item.get("child") or {}
        evidence = by_digest.get(str(child.get("digest")))
        exact = exact_sum(
            parse_decimal(line.exact)
            for line in lines
            if line.raw.get("component") == item.get("id") and line.exact != DASH
        )
        payload = (evidence.payload if evidence is not None else None) or {}
        found.append(
            ChildView(
                supplier=(evidence.issuer if evidence is not None else "")
                or str(child.get("issuer", DASH)),
                product=evidence.product if evidence is not None else "",
                series=str(child.get("series", DASH)),
                version=str(child.get("version", DASH)),
                digest=str(child.get("digest", DASH)),
                figure=shown(decimal_text(exact), whole=total) if exact else DASH,
                share=share_text(exact, total) if exact else DASH,
                boundary=str((payload.get("boundary") or {}).get("type") or ""),
                estimated=item.get("child_estimated_percent", DASH),
                verdict=str(item.get("verdict_at_build", "")),
            )
        )
    return tuple(found)


def _products(document: Document, known: Sequence[ChildEvidence]) -> dict[str, str]:
    """Return the product of each component item whose declaration is available."""
    by_digest = {child.digest: child for child in known}
    found = {}
    for item in document.items():
        child = by_digest.get(str((item.get("child") or {}).get("digest")))
        if child is not None and child.product:
            found[str(item.get("id"))] = child.product
    return found


def view(
    document: Document,
    rules: Report | None,
    clearance: Clearance | None,
    children: Sequence[ChildEvidence] = (),
) -> View:
    """Return everything the template shows, from the document alone."""
    result = document.get("result") or {}
    total_text = result.get("total_excl_biogenic_uptake")
    total = parse_decimal(total_text) if total_text is not None else None
    number, low, high = headline(result)
    lines = line_views(document, total)
    inventory, bounds = ranges_of(document)
    parts = parts_of(lines, total, _products(document, children), bounds)
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
        net=_net(result, total),
        stages=_share_rows(
            ((s["stage"], s["excl"]) for s in result.get("by_stage") or () if "excl" in s), total
        ),
        scopes=_scopes(result, total),
        lines=lines,
        parts=parts,
        next=next_steps(parts, inventory, total),
        reasons=main_reasons(rules, clearance),
        findings=gathered(rules.findings) if rules is not None else (),
        children=_children(document, lines, children, total),
        classes=tuple((c, s, v) for (c, s), v in sorted(sums.items(), key=lambda kv: -kv[1])),
        boundary=tuple((stage, stage in inside) for stage in STAGES),
    )
