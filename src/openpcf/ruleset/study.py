"""Findings made while the study was read and matched, beside the rules' own."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.finding import Finding, Outcome
from openpcf.ruleset.engine import Subject, rule


@rule(
    "study.faults",
    covers=("F63782-008",),
    applies=lambda s: s.evidence.direction == "issue" and s.evidence.study is not None,
)
def faults(subject: Subject) -> Iterator[Finding]:
    """The study has no fault that removed a row from the result; other findings are notes."""
    for found in subject.evidence.study or ():
        outcome = Outcome.FAIL if found.is_error else Outcome.NOTE
        yield found.model_copy(update={"outcome": outcome})
