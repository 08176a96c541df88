"""Runs the rules of a profile on one document and its evidence (design §6).

A rule yields findings; the engine decides its verdict: it does not apply → not-applicable; a
needed path is hidden or missing → inconclusive with NOT_EVALUATED; otherwise the worst outcome
of its findings. The profile's verdict follows from those of its rules, never from the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from openpcf.model.base import Frozen
from openpcf.model.document import Document, State
from openpcf.model.evidence import Evidence
from openpcf.model.finding import Finding, Outcome, Severity, Verdict
from openpcf.rules.profile import ResolvedProfile, Waiver

ENGINE = "openpcf-rules/0.1"


@dataclass(frozen=True)
class Subject:
    """What a rule looks at. ``date`` is the legal reference date: the end of the period."""

    document: Document
    evidence: Evidence
    profile: ResolvedProfile

    @property
    def date(self) -> str:
        end = self.document.get("period.reference_end")
        return end if isinstance(end, str) and len(end) >= 10 else self.evidence.as_of


Run = Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: stable id, register rows it covers, paths it needs, when it applies."""

    id: str
    covers: tuple[str, ...]
    needs: tuple[str, ...]
    applies: Callable[[Subject], bool] | None
    run: Run

    @property
    def sentence(self) -> str:
        """What it asks, in a line."""
        return " ".join((self.run.__doc__ or "").split())


_REGISTRY: dict[str, Rule] = {}


def rule(
    name: str,
    *,
    covers: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    applies: Callable[[Subject], bool] | None = None,
) -> Callable[[Run], Run]:
    """Register a rule. ``covers`` are register ids without their prefix ``F63782-``."""

    def register(run: Run) -> Run:
        if name in _REGISTRY:
            raise ValueError(f"rule {name} stands twice")
        rows = tuple(f"F63782-{row}" for row in covers)
        _REGISTRY[name] = Rule(name, rows, needs, applies, run)
        return run

    return register


def registry() -> dict[str, Rule]:
    """All rules by id."""
    return dict(_REGISTRY)


class RuleOutcome(Frozen):
    """Verdict of one rule."""

    id: str
    verdict: Verdict
    severity: Severity
    covers: tuple[str, ...]


class Report(Frozen):
    """Verdict of a profile on one document; findings are ordered by effect on the result."""

    verdict: Verdict
    rules: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    not_evaluated: tuple[str, ...] = ()
    waived: tuple[Waiver, ...] = ()
    profile: str
    profile_digest: str
    engine: str = ENGINE

    def failing(self) -> tuple[Finding, ...]:
        """Findings that fail, most weighty first."""
        return tuple(f for f in self.findings if f.outcome is Outcome.FAIL)


def fail(code: str, place: str = "", found: str = "", expected: str = "", **params: str) -> Finding:
    """The rule is broken here."""
    return Finding(code=code, place=place, found=found, expected=expected, params=params)


def unclear(
    code: str, place: str = "", found: str = "", expected: str = "", **params: str
) -> Finding:
    """It can't be told."""
    return Finding(
        code=code, place=place, found=found, expected=expected, params=params,
        outcome=Outcome.INCONCLUSIVE, severity=Severity.WARNING,
    )  # fmt: skip


def remark(
    code: str, place: str = "", found: str = "", expected: str = "", **params: str
) -> Finding:
    """It passes, with something to know."""
    return Finding(
        code=code, place=place, found=found, expected=expected, params=params,
        outcome=Outcome.NOTE, severity=Severity.WARNING,
    )  # fmt: skip


_BROKEN = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)


def _states(needs: tuple[str, ...], document: Document) -> dict[str, State]:
    return {path: document.state(path) for path in needs}


def _cannot(rule_id: str, missing: Mapping[str, State]) -> Finding:
    hidden = [p for p, s in missing.items() if s in (State.HIDDEN, State.PARTLY)]
    return unclear(
        "NOT_EVALUATED",
        ", ".join(missing),
        "hidden" if hidden else "missing",
        "",
        rule=rule_id,
        why_zh="被隐藏" if hidden else "缺失",
    )


def _run(found: Rule, subject: Subject, clear_part: bool) -> tuple[Verdict, list[Finding], bool]:
    """Verdict, findings, and whether it was left out because its parts are hidden."""
    try:
        if found.applies is not None and not found.applies(subject):
            return Verdict.NOT_APPLICABLE, [], False
        states = _states(found.needs, subject.document)
        if any(s is State.ABSENT for s in states.values()):
            return Verdict.NOT_APPLICABLE, [], False
        open_paths = {p: s for p, s in states.items() if s is not State.PRESENT}
        if open_paths:
            by_hiding = all(s in (State.HIDDEN, State.PARTLY) for s in open_paths.values())
            seen = subject.evidence.lines_seen_by_statement
            if by_hiding and (clear_part or seen):
                return Verdict.NOT_APPLICABLE, [], True
            return Verdict.INCONCLUSIVE, [_cannot(found.id, open_paths)], by_hiding
        findings = list(found.run(subject))
    except _BROKEN as e:
        broken = unclear("RULE_ERROR", found.id, f"{type(e).__name__}: {e}"[:120])
        return Verdict.INCONCLUSIVE, [broken], False
    outcomes = {f.outcome for f in findings}
    if Outcome.FAIL in outcomes:
        return Verdict.FAIL, findings, False
    if Outcome.INCONCLUSIVE in outcomes:
        return Verdict.INCONCLUSIVE, findings, False
    return Verdict.PASS, findings, False


def _severity(finding: Finding, severity: Severity) -> Severity:
    if finding.outcome is Outcome.FAIL:
        return severity
    return finding.severity


_WEIGHT = {Outcome.FAIL: 0, Outcome.INCONCLUSIVE: 1, Outcome.NOTE: 2}


def _by_effect(finding: Finding) -> tuple[int, float]:
    share = finding.share_percent
    return _WEIGHT[finding.outcome], -float(share) if share is not None else 0.0


def check(
    document: Document,
    evidence: Evidence,
    profile: ResolvedProfile,
    *,
    clear_part: bool = False,
) -> Report:
    """Run a profile. ``clear_part``: a child is judged on its clear part; rules that need what
    is hidden are listed and don't lower its verdict. A rule whose severity in the profile is
    below error never fails the profile: its findings are remarks."""
    subject = Subject(document, evidence, profile)
    outcomes: list[RuleOutcome] = []
    findings: list[Finding] = []
    left: list[str] = []
    for name, severity in profile.rules.items():
        if name not in _REGISTRY:
            outcomes.append(
                RuleOutcome(id=name, verdict=Verdict.INCONCLUSIVE, severity=severity, covers=())
            )
            findings.append(unclear("RULE_UNKNOWN", name))
            continue
        found = _REGISTRY[name]
        verdict, said, hidden = _run(found, subject, clear_part)
        if hidden:
            left.append(name)
        if verdict is Verdict.FAIL and severity is not Severity.ERROR:
            verdict = Verdict.PASS
            said = [
                f.model_copy(update={"outcome": Outcome.NOTE}) if f.outcome is Outcome.FAIL else f
                for f in said
            ]
        outcomes.append(
            RuleOutcome(id=name, verdict=verdict, severity=severity, covers=found.covers)
        )
        for finding in said:
            findings.append(
                finding.model_copy(
                    update={
                        "rule": name,
                        "requirements": finding.requirements or found.covers,
                        "severity": severity
                        if severity is not Severity.ERROR
                        else _severity(finding, severity),
                    }
                )
            )
    return Report(
        verdict=Verdict.worst(o.verdict for o in outcomes),
        rules=tuple(outcomes),
        findings=tuple(sorted(findings, key=_by_effect)),
        not_evaluated=tuple(left),
        waived=profile.waived,
        profile=profile.id,
        profile_digest=profile.digest,
    )
