"""Declaration + policy → accept, supplement, refer or refuse; offline, with reasons."""

from openpcf.clearance.decide import MATCHING_STEP, Facts, claimed_profiles, decide
from openpcf.clearance.policy import read_policy

__all__ = ["MATCHING_STEP", "Facts", "claimed_profiles", "decide", "read_policy"]
