"""``check``: the rules of a profile on a study's footprint, before it is issued."""

from __future__ import annotations

from openpcf.rules import Report, resolve
from openpcf.rules import check as run
from openpcf.workflow.calculate import DEFAULT_PROFILE, Prepared
from openpcf.workflow.resources import profiles


def check(prepared: Prepared, profile: str | None = None) -> Report:
    """The report of the study's profile (or of another)."""
    name = profile or prepared.loaded.study.profile or DEFAULT_PROFILE
    return run(prepared.document, prepared.evidence, resolve(profiles(), name))
