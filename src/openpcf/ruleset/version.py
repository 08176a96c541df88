"""F6: versions in a chain, corrections with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction

from openpcf.model.base import parse_decimal, trimmed_decimal
from openpcf.model.canonical import is_digest
from openpcf.model.finding import Finding
from openpcf.ruleset.engine import Subject, fail, inconclusive, note, rule


@rule(
    "version.chain",
    covers=("F63782-021",),
    scope="graph",
    needs=("dataset.version", "dataset.series"),
)
def chain(subject: Subject) -> Iterator[Finding]:
    """Versions are ordered; each names the previous one by id and digest.

    The issuer has the previous version; a reader without it can check only that it is named.
    """
    document, before = subject.document, subject.evidence.predecessor
    version, previous = document.get("dataset.version"), document.get("dataset.previous") or {}
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 2**31:
        yield fail("VERSION_CHAIN", "dataset.version", str(version)[:40], "1 … 2147483647")
        return
    if version == 1:
        if previous:
            yield fail("VERSION_CHAIN", "dataset.previous", str(previous.get("digest")), "-")
        elif before is not None and before.series == document.get("dataset.series"):
            yield fail("VERSION_CHAIN", "dataset.version", "1", str(before.version + 1))
        return
    if not previous.get("id") or not is_digest(previous.get("digest")):
        yield fail("VERSION_CHAIN", "dataset.previous", str(previous.get("digest")), "sha-256:…")
        return
    if before is None:
        make = inconclusive if subject.evidence.direction == "issue" else note
        yield make("VERSION_BEFORE_NOT_AT_HAND", "dataset.previous", previous["digest"])
        return
    for member, stated, wanted in (
        ("series", document.get("dataset.series"), before.series),
        ("version", str(version), str(before.version + 1)),
        ("previous.id", previous["id"], before.id),
        ("previous.digest", previous["digest"], before.digest),
    ):
        if stated != wanted:
            yield fail("VERSION_CHAIN", f"dataset.{member}", str(stated), wanted)


FAR = Fraction(3)
"""Source: our own, 2026-11: above three times or below a third of the previous result."""
_TWO = Context(prec=2)


def _far(subject: Subject) -> Iterator[Finding]:
    """Report a result that differs greatly from that of the previous version."""
    before = subject.evidence.predecessor
    total = subject.document.get("result.total_excl_biogenic_uptake")
    if before is None or before.total is None or not isinstance(total, str):
        return
    now, then = Fraction(parse_decimal(total)), Fraction(before.total)
    if now <= 0 or then <= 0 or 1 / FAR <= now / then <= FAR:
        return
    ratio = now / then
    times = _TWO.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    yield note(
        "RESULT_FAR_FROM_BEFORE",
        "result.total_excl_biogenic_uptake",
        trimmed_decimal(parse_decimal(total)),
        trimmed_decimal(before.total),
        before=f"v{before.version}",
        times=f"{times:f}",
    )


@rule("version.reason", covers=("F63782-022",), scope="graph", needs=("dataset.version",))
def reason(subject: Subject) -> Iterator[Finding]:
    """An issued version never changes: a correction is a new version with its reason.

    A document with the same content as the previous version is not a new version.
    """
    version, before = subject.document.get("dataset.version"), subject.evidence.predecessor
    if before is not None and before.unchanged:
        yield note("VERSION_UNCHANGED", "dataset.version", f"v{before.version}")
    elif isinstance(version, int) and version > 1:
        for member in ("reason", "change_class"):
            path = f"dataset.previous.{member}"
            if not subject.document.get(path):
                yield fail("VERSION_REASON", path)
        yield from _far(subject)
    for other in subject.evidence.forks:
        yield fail("VERSION_FORK", "dataset.version", other)
