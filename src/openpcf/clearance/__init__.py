"""Declaration + policy → accept, supplement, refer or refuse; offline, with reasons."""

from openpcf.clearance.decide import Facts, decide
from openpcf.clearance.policy import read_policy

__all__ = ["Facts", "decide", "read_policy"]
