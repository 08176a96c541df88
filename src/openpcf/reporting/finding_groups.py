"""Findings grouped for the page, and the main reasons of a verdict or decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from openpcf.messages import fix, say
from openpcf.model.finding import Finding, Outcome
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.spans import spans
from openpcf.ruleset.engine import Report

NOT_EVALUATED = "NOT_EVALUATED"
REASONS = 3
REGISTERS = {"F63782": False}
"""Registers of requirements by prefix, and whether the text they cite was read."""


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one kind; the first represents all.

    ``alike``: they differ in their rules only.
    """

    finding: Finding
    text: Markup
    fix: Markup
    has_fix: bool
    seen: bool | None
    rules: tuple[str, ...]
    rows: tuple[str, ...]
    alike: bool
    others: tuple[Markup, ...]


def group(findings: Sequence[Finding]) -> FindingGroup:
    """Return findings with the problem and the fix in every language."""
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


def gathered(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Group findings by rule and code, in their order (by effect).

    Rules that could not be evaluated are grouped by what they need.
    """
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        about = finding.place if finding.code == NOT_EVALUATED else finding.rule
        found.setdefault((finding.outcome, finding.code, about), []).append(finding)
    return tuple(group(many) for many in found.values())


def main_reasons(rules: Report | None, clearance: Clearance | None) -> tuple[FindingGroup, ...]:
    """Return the three most important reasons, one of each code.

    Failures come first, then the basis of the decision, then what could not be judged.
    """
    weighty = [f for f in rules.findings if f.outcome is not Outcome.NOTE] if rules else []
    found = [f for f in weighty if f.outcome is Outcome.FAIL]
    if clearance is not None:
        found += [r.finding for r in clearance.reasons if r.decision is not Decision.ACCEPT]
    found += weighty
    by_code: dict[str, Finding] = {}
    for finding in found:
        by_code.setdefault(finding.code, finding)
    return tuple(group([f]) for f in list(by_code.values())[:REASONS])
