"""The issuer's signature, as trust found it."""

from __future__ import annotations

from .cases import Row, evidence, fails, holds, idle, inconclusive, passes, table
from .example import Change

RULE = "signature.issuer"


def signed(state: str, bound: bool = True, direction: str = "import", code: str = "") -> Change:
    found = {"state": state, "bound": bound, "kid": "k1", "code": code}
    return evidence(signature=found, direction=direction)


CASES = (
    idle(RULE, "on its way to its first signature"),
    passes(RULE, "good, of the issuer", signed("good")),
    passes(RULE, "good where we issue", signed("good", direction="issue")),
    fails(RULE, "none", signed("absent"), ("SIGNATURE_ABSENT", "signature")),
    fails(RULE, "does not hold", signed("bad", code="SIG"), ("SIGNATURE_BAD", "signature")),
    fails(RULE, "does not hold where we issue", signed("bad", direction="issue"), ("SIGNATURE_BAD", "signature")),
    fails(RULE, "of somebody else", signed("good", bound=False), ("SIGNATURE_NOT_BOUND", "issuer.ids")),
    inconclusive(RULE, "key of nobody known", signed("key-unknown"), ("SIGNATURE_KEY_UNKNOWN", "signature")),
    inconclusive(RULE, "nobody has looked", evidence(direction="import"), ("SIGNATURE_NOT_CHECKED", "signature")),
)  # fmt: skip


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
