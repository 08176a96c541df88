"""All oracles, in the order of the page."""

from __future__ import annotations

from tests.oracles import act

ORACLES = (act.ORACLE,)
