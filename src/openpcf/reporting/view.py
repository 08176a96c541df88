"""What the report shows of a document, worked out once: top parts, shares, next steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from openpcf.messages import fix, say
from openpcf.model.base import EXACT, decimal_text, exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding, Outcome
from openpcf.model.inventory import STAGES
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.figures import DASH, headline, share_text, shown
from openpcf.reporting.lines import LineView, Part, line_views, parts_of
from openpcf.reporting.next_steps import NextStep, next_steps, ranges_of
from openpcf.reporting.spans import spans
from openpcf.ruleset.engine import Report

TOP = 10
NOT_EVALUATED = "NOT_EVALUATED"
AFTER_GATE = ("distribution", "installation", "use", "end-of-life")
REASONS = 3
REGISTERS = {"F63782": False}
"""Registers of requirements by prefix, and whether the text they cite was seen."""


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one kind, the first for the rest. ``alike``: they differ in their rules alone."""

    finding: Finding
    text: Markup
    fix: Markup
    has_fix: bool
    seen: bool | None
    rules: tuple[str, ...]
    rows: tuple[str, ...]
    alike: bool
    others: tuple[Markup, ...]


@dataclass(frozen=True)
class Share:
    """One row of a table of shares; ``share`` in percent."""

    name: str
    figure: str
    share: str
    value: float


@dataclass(frozen=True)
class ChildView:
    """A supplied declaration: who, which, how much of the result, and its own quality."""

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
    stages: tuple[Share, ...]
    scopes: tuple[Share, ...]
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
        """Stages after the gate that are in: they rest on scenarios."""
        return tuple(stage for stage, inside in self.boundary if inside and stage in AFTER_GATE)

    @property
    def credits(self) -> bool:
        """Whether some line is negative."""
        return any(line.value < 0 for line in self.lines)

    @property
    def top(self) -> tuple[Part, ...]:
        """The ten largest parts."""
        return tuple(part for part in self.parts if part.value)[:TOP]


def group(findings: Sequence[Finding]) -> FindingGroup:
    """Findings with what is wrong and how to fix it, in every language."""
    first, *rest = findings
    rows = tuple(dict.fromkeys(row for f in findings for row in f.requirements))
    registers = [seen for prefix, seen in REGISTERS.items() for r in rows if r.startswith(prefix)]
    return FindingGroup(
        first,
        spans(partial(say, first)),
        spans(partial(fix, first)),
        bool(fix(first)),
        all(registers) if registers else None,
        tuple(dict.fromkeys(f.rule for f in findings)),
        rows,
        first.code == NOT_EVALUATED,
        tuple(spans(partial(say, f)) for f in rest),
    )


def _gathered(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Findings in their order (by effect); those of one rule and code together, and what could
    not be evaluated by what it wanted."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        about = finding.place if finding.code == NOT_EVALUATED else finding.rule
        found.setdefault((finding.outcome, finding.code, about), []).append(finding)
    return tuple(group(many) for many in found.values())


def _reasons(rules: Report | None, clearance: Clearance | None) -> tuple[FindingGroup, ...]:
    """The weightiest three, one of each code: what fails, what the decision rests on, what could
    not be judged."""
    weighty = [f for f in rules.findings if f.outcome is not Outcome.NOTE] if rules else []
    found = [f for f in weighty if f.outcome is Outcome.FAIL]
    if clearance is not None:
        found += [r.finding for r in clearance.reasons if r.decision is not Decision.ACCEPT]
    found += weighty
    by_code: dict[str, Finding] = {}
    for finding in found:
        by_code.setdefault(finding.code, finding)
    return tuple(group([f]) for f in list(by_code.values())[:REASONS])


def _shares(named: Iterable[tuple[str, str]], total: Decimal | None) -> tuple[Share, ...]:
    return tuple(
        Share(
            name,
            shown(text, whole=total),
            share_text(parse_decimal(text), total),
            float(parse_decimal(text)),
        )
        for name, text in named
    )


def _net(result: dict[str, Any], total: Decimal | None) -> str:
    """Net biogenic CO2: what the total with it has over the total without."""
    text = result.get("total_incl_biogenic_uptake")
    if text is None or total is None:
        return DASH
    return shown(decimal_text(EXACT.subtract(parse_decimal(text), total)))


def _scopes(result: dict[str, Any], total: Decimal | None) -> tuple[Share, ...]:
    """Scopes, and on a line of their own the removals and capture they do not hold."""
    scopes: dict[str, str] = dict(result.get("by_scope") or {})
    if scopes and total is not None:
        rest = EXACT.subtract(total, exact_sum(parse_decimal(v) for v in scopes.values()))
        if rest:
            scopes["removals"] = decimal_text(rest)
    return _shares(scopes.items(), total)


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
    """What each component item is of, where its declaration is at hand."""
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
    """Everything the template shows, from the document alone."""
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
        stages=_shares(
            ((s["stage"], s["excl"]) for s in result.get("by_stage") or () if "excl" in s), total
        ),
        scopes=_scopes(result, total),
        lines=lines,
        parts=parts,
        next=next_steps(parts, inventory, total),
        reasons=_reasons(rules, clearance),
        findings=_gathered(rules.findings) if rules is not None else (),
        children=_children(document, lines, children, total),
        classes=tuple((c, s, v) for (c, s), v in sorted(sums.items(), key=lambda kv: -kv[1])),
        boundary=tuple((stage, stage in inside) for stage in STAGES),
    )
