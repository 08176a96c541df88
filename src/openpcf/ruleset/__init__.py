"""Footprint, inventory, children → findings. Profiles and dated parameters are data.

Importing this package registers every rule.
"""

from importlib import import_module

from openpcf.ruleset.engine import Report, Rule, RuleOutcome, check, registry
from openpcf.ruleset.profile import ResolvedProfile, resolve

RULE_MODULES = (
    "child_status",
    "children",
    "components",
    "consistency",
    "cut_off",
    "data_model",
    "granularity",
    "identifiers",
    "issuability",
    "members",
    "period",
    "provenance",
    "recompute",
    "signature",
    "study",
    "sums",
    "version",
)

for _name in RULE_MODULES:
    import_module(f"{__name__}.{_name}")

__all__ = [
    "RULE_MODULES",
    "Report",
    "ResolvedProfile",
    "Rule",
    "RuleOutcome",
    "check",
    "registry",
    "resolve",
]
