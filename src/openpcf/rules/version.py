"""F6, F7: versions in a chain, corrections with a reason, the signature of the issuer."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.canonical import is_digest
from openpcf.model.finding import Finding
from openpcf.rules.engine import Subject, fail, rule, unclear


@rule("version.chain", covers=("021",), needs=("dataset.version", "dataset.series"))
def chain(subject: Subject) -> Iterator[Finding]:
    """Versions are ordered; each names the one before it by id and digest."""
    document, before = subject.document, subject.evidence.predecessor
    version, previous = document.get("dataset.version"), document.get("dataset.previous") or {}
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        yield fail("VERSION_CHAIN", "dataset.version", str(version), "1, 2, …")
        return
    if version == 1:
        if previous:
            yield fail("VERSION_CHAIN", "dataset.previous", str(previous.get("digest")), "-")
        return
    if not previous.get("id") or not is_digest(previous.get("digest")):
        yield fail("VERSION_CHAIN", "dataset.previous", str(previous.get("digest")), "sha-256:…")
        return
    if before is None:
        return
    for member, stated, wanted in (
        ("series", document.get("dataset.series"), before.series),
        ("version", str(version), str(before.version + 1)),
        ("previous.id", previous["id"], before.id),
        ("previous.digest", previous["digest"], before.digest),
    ):
        if stated != wanted:
            yield fail("VERSION_CHAIN", f"dataset.{member}", str(stated), wanted)


@rule("version.reason", covers=("022",), needs=("dataset.version",))
def reason(subject: Subject) -> Iterator[Finding]:
    """An issued version never changes: a correction is a new version with its reason."""
    version = subject.document.get("dataset.version")
    if isinstance(version, int) and version > 1:
        for member in ("reason", "change_class"):
            path = f"dataset.previous.{member}"
            if not subject.document.get(path):
                yield fail("VERSION_REASON", path)
    for other in subject.evidence.forks:
        yield fail("VERSION_FORK", "dataset.version", other)


@rule(
    "signature.issuer",
    covers=("024",),
    applies=lambda s: s.evidence.direction == "import" or s.evidence.signature is not None,
)
def signature(subject: Subject) -> Iterator[Finding]:
    """The issuer signs the canonical form; the key is bound to the issuer on a trust list."""
    found = subject.evidence.signature
    if found is None or found.state == "absent":
        yield fail("SIGNATURE_ABSENT", "signature")
    elif found.state == "bad":
        yield fail("SIGNATURE_BAD", "signature", found.code)
    elif found.state == "key-unknown":
        yield unclear("SIGNATURE_KEY_UNKNOWN", "signature", found.kid)
    elif not found.bound:
        yield fail("SIGNATURE_NOT_BOUND", "issuer.ids", found.kid)
