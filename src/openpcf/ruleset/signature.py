"""F7: the signature of the issuer, as verified by the proof package."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.finding import Finding
from openpcf.ruleset.engine import Subject, fail, inconclusive, rule


@rule(
    "signature.issuer",
    covers=("F63782-024",),
    applies=lambda s: s.evidence.direction == "import" or s.evidence.signature is not None,
)
def issuer(subject: Subject) -> Iterator[Finding]:
    """The issuer signs the canonical form; the key is bound to the issuer on a trust list.

    A document before its first signature has none yet.
    """
    found = subject.evidence.signature
    if found is None:
        yield inconclusive("SIGNATURE_NOT_CHECKED", "signature")
    elif found.state == "absent":
        yield fail("SIGNATURE_ABSENT", "signature")
    elif found.state == "bad":
        yield fail("SIGNATURE_BAD", "signature", found.code)
    elif found.state == "key-unknown":
        yield inconclusive("SIGNATURE_KEY_UNKNOWN", "signature", found.kid)
    elif not found.bound:
        yield fail("SIGNATURE_NOT_BOUND", "issuer.ids", found.kid)
