"""What was said of the study when it was read and matched stands beside the rules' own findings."""

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
    """The study behind the footprint has no fault that took a row out of the result; what was
    only remarked of it is told."""
    for found in subject.evidence.study or ():
        outcome = Outcome.FAIL if found.is_error else Outcome.NOTE
        yield found.model_copy(update={"outcome": outcome})
