"""What customs or a buyer requires of a declaration (data-model §6)."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from openpcf.model.base import Frozen, Word
from openpcf.model.finding import Finding


class Decision(StrEnum):
    """Decision of clearance, gravest first: refuse, refer, supplement, accept (design §2)."""

    REFUSE = "refuse"
    REFER = "refer"
    SUPPLEMENT = "supplement"
    ACCEPT = "accept"


DECISIONS = (Decision.REFUSE, Decision.REFER, Decision.SUPPLEMENT, Decision.ACCEPT)

YesNo = Literal["yes", "no"]


class Require(Frozen):
    """Proofs that must be presented."""

    timestamp: YesNo = "no"
    statement: YesNo = "no"
    status: YesNo = "no"


class Policy(Frozen):
    """The requirements of one authority or buyer; dated by ``version``.

    ``profiles``: accepted rules; every one of them that the declaration claims must pass.
    ``level_min``: required level of assurance of a verifier's statement (ISO 14064-3).
    ``purposes``: accepted purposes; none named: all except demonstration.
    """

    policy: str = Field(min_length=1)
    version: str = Field(min_length=1)
    profiles: tuple[str, ...] = Field(min_length=1)
    hidden: Literal["accept", "supplement", "refer"] = "refer"
    require: Require = Require()
    unknown_status: Literal["refer", "supplement", "accept"] = "refer"
    max_age_months: int | None = Field(default=None, ge=0)
    level_min: Annotated[str, Word("level-of-assurance")] | None = None
    purposes: tuple[Annotated[str, Word("purpose")], ...] = ()


class Reason(Frozen):
    """One reason with the decision it leads to."""

    decision: Decision
    finding: Finding


class Clearance(Frozen):
    """The decision, all reasons (gravest first), and what was not checked."""

    decision: Decision
    reasons: tuple[Reason, ...] = ()
    not_applicable: tuple[str, ...] = ()
    policy: str
    as_of: str
    digest: str | None = None
