"""``check``: the rules of a profile on a study's footprint, before it is issued."""

from __future__ import annotations

from openpcf.ruleset import Report, resolve
from openpcf.ruleset import check as run
from openpcf.workflow.base.resources import profiles
from openpcf.workflow.issue.calculate import DEFAULT_PROFILE, CalculatedStudy


def check(calculated_study: CalculatedStudy, profile: str | None = None) -> Report:
    """Return the report of the study's profile, or of another."""
    name = profile or calculated_study.loaded.study.profile or DEFAULT_PROFILE
    return run(calculated_study.document, calculated_study.evidence, resolve(profiles(), name))
