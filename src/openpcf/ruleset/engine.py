"""Run the rules of a profile on one document and its evidence (design §6).

A rule yields findings; the engine derives its verdict. A rule that does not apply is
not-applicable. A rule with a hidden or missing needed path is inconclusive with NOT_EVALUATED.
Otherwise the worst outcome of its findings decides. The profile's verdict follows from the verdicts
of its rules, never from the list of findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import JsonValue

from openpcf.errors import InputError, OpenpcfError
from openpcf.model.base import Frozen
from openpcf.model.canonical import canonical_bytes, digest
from openpcf.model.document import Document, State
from openpcf.model.evidence import Evidence
from openpcf.model.finding import Finding, Outcome, Severity, Verdict, error, warning
from openpcf.model.instants import last_day
from openpcf.ruleset.profile import ResolvedProfile, Waiver

ENGINE = "openpcf-rules/0.1"
PERIOD_END = "period.reference_end"
Scope = Literal["document", "graph"]
T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """What a rule judges: a document, the evidence about it, and the profile.

    ``clear_part``: the document is a child, judged on its clear part. ``date`` is the legal
    reference date of the parameters: the last day of the period, never today; ``in_force`` are the
    parameters with a value on that date.
    """

    document: Document
    evidence: Evidence
    profile: ResolvedProfile
    clear_part: bool
    date: str | None
    in_force: Mapping[str, str]
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def number(self, name: str) -> Decimal:
        """Return a parameter as a number on the reference date; raises KeyError."""
        return self.profile.number(name, self.date or "")

    def words(self, name: str) -> tuple[str, ...]:
        """Return a parameter as words on the reference date; raises KeyError."""
        return self.profile.words(name, self.date or "")

    def cached(self, name: str, make: Callable[[], T]) -> T:
        """Return a value that several rules share; the first caller computes it."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made

    def state(self, path: str) -> State:
        """Return the state of a path; an absent section makes its members absent."""
        state = self.document.state(path)
        if state is State.MISSING and self.absent_reason(path) is not None:
            return State.ABSENT
        return state

    def absent_reason(self, path: str) -> str | None:
        """Return the reason declared for a path or for a section that contains it."""
        for above in sections(path):
            reason = self.document.absent_reason(above)
            if reason is not None:
                return reason
        return None

    def absence_allowed(self, path: str) -> bool:
        """Return whether the profile's field table accepts the declared reason."""
        for above in sections(path):
            reason, row = self.document.absent_reason(above), self.profile.field(above)
            if reason is not None and row is not None and reason in row.absent:
                return True
        return False


def sections(path: str) -> tuple[str, ...]:
    """Return a path and every section that contains it: ``a.b.c``, ``a.b``, ``a``."""
    parts = path.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))


Run = Callable[[Subject], Iterable[Finding]]
Needs = tuple[str, ...] | Callable[[Subject], tuple[str, ...]]


@dataclass(frozen=True)
class Rule:
    """A rule: stable id, register rows covered, needed paths and parameters, condition.

    ``graph`` rules look at children or predecessors. A rule with ``shown_parts`` checks disclosed
    parts one by one, so it can find faults while the rest is hidden; a graph rule checks the
    children that were presented, even if no item is disclosed.
    """

    id: str
    covers: tuple[str, ...]
    scope: Scope
    needs: Needs
    parameters: tuple[str, ...]
    shown_parts: bool
    applies: Callable[[Subject], bool] | None
    run: Run

    @property
    def sentence(self) -> str:
        """Return the requirement of the rule in one line."""
        return " ".join((self.run.__doc__ or "").split())


_REGISTRY: dict[str, Rule] = {}


def _origin(run: Run) -> tuple[str, str]:
    return run.__module__, getattr(run, "__qualname__", "")


def rule(
    id: str,
    *,
    covers: tuple[str, ...] = (),
    scope: Scope = "document",
    needs: Needs = (),
    parameters: tuple[str, ...] = (),
    shown_parts: bool = False,
    applies: Callable[[Subject], bool] | None = None,
) -> Callable[[Run], Run]:
    """Register the decorated function as a rule.

    ``covers`` lists rows of the register of requirements, ``needs`` the paths without which the
    rule is inconclusive, ``parameters`` the profile parameters it reads; ``applies`` returns
    whether it applies to a subject. Its severity is set by the profile alone.

    Raises InputError ``RULE_TAKEN`` if another rule has the id. Importing a module again registers
    its rules again.
    """

    def register(run: Run) -> Run:
        taken = _REGISTRY.get(id)
        if taken is not None and _origin(taken.run) != _origin(run):
            raise InputError("RULE_TAKEN", found=id)
        _REGISTRY[id] = Rule(id, covers, scope, needs, parameters, shown_parts, applies, run)
        return run

    return register


def registry() -> dict[str, Rule]:
    """Return all rules by id."""
    return dict(_REGISTRY)


class RuleOutcome(Frozen):
    """The verdict of one rule."""

    id: str
    verdict: Verdict
    severity: Severity
    covers: tuple[str, ...]


class Report(Frozen):
    """Verdict of a profile on one document; findings are ordered by effect on the result.

    ``not_evaluated``: rules left out because what they need is hidden. ``date`` is the reference
    date of the parameters; ``parameters_digest`` covers those in force on it.
    """

    verdict: Verdict
    rules: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    not_evaluated: tuple[str, ...] = ()
    waived: tuple[Waiver, ...] = ()
    profile: str
    profile_digest: str
    parameters_digest: str = ""
    date: str = ""
    engine: str = ENGINE

    def failing(self) -> tuple[Finding, ...]:
        """Return the findings that fail, those with the largest effect first."""
        return tuple(f for f in self.findings if f.outcome is Outcome.FAIL)

    def outcome(self, rule_id: str) -> RuleOutcome:
        """Return the outcome of one rule; raises KeyError for an unknown id."""
        for found in self.rules:
            if found.id == rule_id:
                return found
        raise KeyError(rule_id)


fail = error
"""Make a finding that fails the rule."""

note = warning
"""Make a finding that notes something; the rule passes."""


def inconclusive(
    code: str, place: str = "", found: str = "", expected: str = "", **params: JsonValue
) -> Finding:
    """Make a finding that leaves the rule inconclusive."""
    return Finding(
        code=code,
        place=place,
        found=found,
        expected=expected,
        params=params,
        outcome=Outcome.INCONCLUSIVE,
        severity=Severity.WARNING,
    )


def with_share(finding: Finding, share: Decimal | None) -> Finding:
    """Return a finding with the share of the result it concerns, in percent."""
    return finding.model_copy(update={"share_percent": share})


_BROKEN = (
    OpenpcfError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""Exceptions that a malformed document causes in a rule."""

_HIDDEN = (State.HIDDEN, State.PARTLY)


def not_evaluated(
    rule_id: str, places: Iterable[str], why: Literal["hidden", "missing"]
) -> Finding:
    """Make the finding NOT_EVALUATED: the rule needs places that are hidden or missing."""
    return inconclusive("NOT_EVALUATED", ", ".join(places), why, rule=rule_id)


@dataclass(frozen=True)
class _Ran:
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    left_out: bool = False


def _outcomes(reported: Iterable[Finding]) -> set[Outcome]:
    return {f.outcome for f in reported}


def _judged(findings: Iterable[Finding]) -> _Ran:
    reported = tuple(findings)
    if Outcome.FAIL in _outcomes(reported):
        return _Ran(Verdict.FAIL, reported)
    if Outcome.INCONCLUSIVE in _outcomes(reported):
        return _Ran(Verdict.INCONCLUSIVE, reported)
    return _Ran(Verdict.PASS, reported)


def _open(found: Rule, subject: Subject) -> tuple[dict[str, State], bool]:
    """Return needed paths that are not fully disclosed, and whether an absence excuses the rule."""
    needs = found.needs(subject) if callable(found.needs) else found.needs
    if found.parameters:
        needs = (*needs, PERIOD_END)
    states = {path: subject.state(path) for path in needs}
    absent = [p for p, s in states.items() if s is State.ABSENT]
    if any(subject.absence_allowed(p) for p in absent):
        return {}, True
    missing: dict[str, State] = {p: s for p, s in states.items() if s != State.PRESENT}
    if subject.date is not None:
        missing.update({p: State.MISSING for p in found.parameters if p not in subject.in_force})
    return missing, False


def _hidden(found: Rule, subject: Subject, places: Mapping[str, State]) -> _Ran:
    """Judge a rule whose needed parts are hidden.

    The rule is left out for a child and where a statement confirms that all lines were checked;
    otherwise it is inconclusive. Faults in disclosed parts always count; inconclusive findings on
    them count only if the document is judged for itself.
    """
    reported: tuple[Finding, ...] = ()
    shown = found.scope == "graph" or all(s is State.PARTLY for s in places.values())
    if found.shown_parts and shown:
        ran = _judged(found.run(subject))
        if ran.verdict is Verdict.FAIL:
            return ran
        reported = ran.findings
    if subject.evidence.lines_seen_by_statement and Outcome.INCONCLUSIVE in _outcomes(reported):
        return _Ran(Verdict.INCONCLUSIVE, reported, left_out=True)
    if subject.clear_part or subject.evidence.lines_seen_by_statement:
        return _Ran(Verdict.NOT_APPLICABLE, reported, left_out=True)
    return _Ran(
        Verdict.INCONCLUSIVE, (not_evaluated(found.id, places, "hidden"), *reported), left_out=True
    )


def _run(found: Rule, subject: Subject) -> _Ran:
    try:
        if found.applies is not None and not found.applies(subject):
            return _Ran(Verdict.NOT_APPLICABLE)
        missing, excused = _open(found, subject)
        if excused:
            return _Ran(Verdict.NOT_APPLICABLE)
        if missing and all(s in _HIDDEN for s in missing.values()):
            return _hidden(found, subject, missing)
        if missing:
            gone = [p for p, s in missing.items() if s not in _HIDDEN]
            return _Ran(Verdict.INCONCLUSIVE, (not_evaluated(found.id, gone, "missing"),))
        return _judged(found.run(subject))
    except _BROKEN as e:
        broken = inconclusive("RULE_ERROR", found.id, f"{type(e).__name__}: {e}"[:120])
        return _Ran(Verdict.INCONCLUSIVE, (broken,))


def _by_severity(ran: _Ran, severity: Severity) -> _Ran:
    """Turn the findings of a rule below severity error into notes, so that it never fails."""
    if severity is Severity.ERROR:
        return ran
    verdict = Verdict.PASS if ran.verdict is Verdict.FAIL else ran.verdict
    reported = tuple(
        f.model_copy(
            update={
                "severity": severity,
                "outcome": Outcome.NOTE if f.outcome is Outcome.FAIL else f.outcome,
            }
        )
        for f in ran.findings
    )
    return _Ran(verdict, reported, ran.left_out)


_WEIGHT = {Outcome.FAIL: 0, Outcome.INCONCLUSIVE: 1, Outcome.NOTE: 2}


def _by_effect(finding: Finding) -> tuple[int, Decimal]:
    share = finding.share_percent
    return _WEIGHT[finding.outcome], Decimal(0) if share is None else -abs(share)


def check(
    document: Document,
    evidence: Evidence,
    profile: ResolvedProfile,
    *,
    clear_part: bool = False,
) -> Report:
    """Run the rules of a profile on a document and its evidence.

    With ``clear_part`` a child is judged on its clear part: rules that need hidden parts are listed
    and do not lower its verdict. A rule with a severity below error never fails the profile; its
    findings are notes.
    """
    date = last_day(document.get(PERIOD_END))
    in_force = profile.values_on(date or "")
    subject = Subject(document, evidence, profile, clear_part, date, in_force)
    outcomes: list[RuleOutcome] = []
    findings: list[Finding] = []
    left: list[str] = []
    for name, severity in profile.rules.items():
        found = _REGISTRY.get(name)
        if found is None:
            ran = _Ran(Verdict.INCONCLUSIVE, (inconclusive("RULE_UNKNOWN", name),))
        else:
            ran = _by_severity(_run(found, subject), severity)
        covers = found.covers if found is not None else ()
        outcomes.append(RuleOutcome(id=name, verdict=ran.verdict, severity=severity, covers=covers))
        if ran.left_out:
            left.append(name)
        findings += [
            f.model_copy(update={"rule": name, "requirements": f.requirements or covers})
            for f in ran.findings
        ]
    return Report(
        verdict=Verdict.worst(o.verdict for o in outcomes),
        rules=tuple(outcomes),
        findings=tuple(sorted(findings, key=_by_effect)),
        not_evaluated=tuple(left),
        waived=profile.waived,
        profile=profile.id,
        profile_digest=profile.digest,
        parameters_digest=digest(canonical_bytes(in_force)),
        date=date or "",
    )
