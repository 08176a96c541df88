"""Findings, verdicts and decisions as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from openpcf.messages import fix, say, text, texts
from openpcf.messages.catalogue import Language
from openpcf.model.finding import NEEDS_CONFIRMATION, Finding, Outcome
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.terminal import paint
from openpcf.reporting.vocabulary import in_words
from openpcf.ruleset.engine import Report

_MARK = {Outcome.FAIL: "x", Outcome.INCONCLUSIVE: "?", Outcome.NOTE: "·"}
_UNCHANGED = "VERSION_UNCHANGED"


def together(findings: Iterable[Finding]) -> list[tuple[Finding, tuple[str, ...]]]:
    """Group findings with their rules; rules not evaluated for one reason share a finding."""
    found: dict[object, tuple[Finding, tuple[str, ...]]] = {}
    for number, finding in enumerate(findings):
        alike = finding.code == "NOT_EVALUATED"
        key: object = (finding.place, finding.found) if alike else number
        first, rules = found.get(key, (finding, ()))
        found[key] = (first, (*rules, str(finding.params.get("rule", finding.rule))))
    return list(found.values())


def sentence(finding: Finding, rules: tuple[str, ...], language: Language) -> str:
    """Return what is wrong; for several rules not evaluated, how many and which."""
    if len(rules) == 1:
        return sanitize(say(finding, language))
    many = finding.model_copy(
        update={
            "code": "NOT_EVALUATED_MANY",
            "params": {**finding.params, "count": str(len(rules)), "rules": ", ".join(rules)},
        }
    )
    return sanitize(say(many, language))


def _rule(finding: Finding) -> str:
    """Return rule and register rows of a finding."""
    if not finding.rule:
        return ""
    rows = f" ({', '.join(finding.requirements)})" if finding.requirements else ""
    return f"[{finding.rule}{rows}]"


def findings_text(findings: Iterable[Finding], language: Language = "en") -> str:
    """Return one paragraph per finding: mark, code, problem, place, rule, fix."""
    found = []
    for finding, rules in together(findings):
        lines = [f"{_MARK[finding.outcome]} {finding.code}  {sentence(finding, rules, language)}"]
        place = sanitize(finding.place)
        below = (
            place if place not in lines[0] else "",
            _rule(finding) if len(rules) == 1 else "",
        )
        if any(below):
            lines.append("    " + "  ".join(filter(None, below)))
        if how := sanitize(fix(finding, language)):
            lines.append(f"    → {how}")
        found.append("\n".join(lines))
    return "\n".join(found)


def verdict_text(verdict: str, profile: str, language: Language, colour: bool) -> str:
    """Return the verdict of a profile in one line."""
    word = paint(in_words("verdict-shown", verdict, language), verdict, colour)
    key = "terminal.verdict" if profile else "terminal.verdict_alone"
    return text(key, language, profile=profile, verdict=word)


def report_text(report: Report, language: Language = "en", colour: bool = False) -> str:
    """Return verdict, findings and what needs confirmation; other notes as counts."""
    notes = [f for f in report.findings if f.outcome is Outcome.NOTE]
    asked = [f for f in notes if f.code in NEEDS_CONFIRMATION]
    weighty = [f for f in report.findings if f.outcome is not Outcome.NOTE] + asked
    unchanged = [f for f in report.findings if f.code == _UNCHANGED]
    counts = Counter(f.code for f in notes if f.code not in (*NEEDS_CONFIRMATION, _UNCHANGED))
    lines = [verdict_text(str(report.verdict), report.profile, language, colour)]
    if weighty:
        lines.append(findings_text(weighty, language))
    lines += [f"· {sanitize(say(finding, language))}" for finding in unchanged]
    if counts:
        shown = [text("terminal.remarks", language, code=c, count=n) for c, n in counts.items()]
        lines.append("· " + text("meta.list", language).join(shown))
    return "\n".join(lines)


def clearance_text(clearance: Clearance, language: Language = "en", colour: bool = False) -> str:
    """Return the decision and its meaning, and every reason with its fix."""
    decision = str(clearance.decision)
    word = paint(in_words("decision-shown", decision, language), decision, colour)
    lines = [
        text(
            f"terminal.decision.{decision}",
            language,
            decision=word,
            policy=sanitize(clearance.policy),
            as_of=clearance.as_of,
        )
    ]
    by_decision: dict[Decision, list[Finding]] = {}
    for reason in clearance.reasons:
        by_decision.setdefault(reason.decision, []).append(reason.finding)
    for each, findings in by_decision.items():
        for finding, rules in together(findings):
            shown = sentence(finding, rules, language)
            lines.append("  " + text("terminal.reason", language, decision=str(each), text=shown))
            place = sanitize(finding.place)
            if place.startswith("children.") and place not in shown:
                lines.append(f"      {place}")
            how = sanitize(fix(finding, language))
            if how and each is not Decision.ACCEPT:
                lines.append(f"      → {how}")
    steps = texts("terminal.not_applicable", language)
    lines += [f"  {steps.get(step, step)}" for step in clearance.not_applicable]
    return "\n".join(lines)
