"""``check``: the rules of a profile on a study's footprint, before it is issued."""

from __future__ import annotations

from openpcf.ruleset import Report, resolve
from openpcf.ruleset import check as run
from openpcf.workflow.base.resources import profiles
from openpcf.workflow.issue.calculate import DEFAULT_PROFILE, Prepared


def check(prepared: Prepared, profile: str | None = None) -> Report:
    """The report of the study's profile (or of another)."""
    name = profile or prepared.loaded.study.profile or DEFAULT_PROFILE
    return run(prepared.document, prepared.evidence, resolve(profiles(), name))
