"""``check``: the rules of a profile on a study's footprint, before it is issued."""

from __future__ import annotations

from openpcf.ruleset import Report
from openpcf.workflow.issue.calculate import CalculatedStudy


def check(calculated_study: CalculatedStudy, profile: str | None = None) -> Report:
    """The report of the study's profile (or of another)."""
    return calculated_study.report if profile is None else calculated_study.report_of(profile)
