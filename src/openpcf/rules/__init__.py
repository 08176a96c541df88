"""Footprint, inventory, graph → findings. Profiles and dated parameters are data.

Importing this package registers every rule.
"""

from openpcf.rules import (
    components,
    data_model,
    granularity,
    identifiers,
    invalidation,
    issuability,
    period,
    provenance,
    recompute,
    version,
)
from openpcf.rules.engine import Report, RuleOutcome, check, registry
from openpcf.rules.profile import ResolvedProfile, resolve

__all__ = [
    "Report",
    "ResolvedProfile",
    "RuleOutcome",
    "check",
    "components",
    "data_model",
    "granularity",
    "identifiers",
    "invalidation",
    "issuability",
    "period",
    "provenance",
    "recompute",
    "registry",
    "resolve",
    "version",
]
