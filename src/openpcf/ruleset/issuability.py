"""Conditions for issuing a footprint: computed shares against our own dated limits."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.base import decimal_text, parse_decimal, trimmed_decimal
from openpcf.model.finding import Finding
from openpcf.ruleset.engine import Subject, fail, inconclusive, note, rule, with_share

ESTIMATED = "quality.estimated_share_percent"


@rule("issuable.estimated-share", needs=(ESTIMATED,), parameters=("estimated-share-percent",))
def estimated_share(subject: Subject) -> Iterator[Finding]:
    """The estimated share of the result is not above the limit.

    A signature does not change it: a child's share counts in its parent, whose own limit decides. A
    component made for a customer can therefore state its share and pass.
    """
    share = parse_decimal(subject.document.get(ESTIMATED))
    limit = subject.number("estimated-share-percent")
    if share > limit:
        child = subject.clear_part or (
            subject.document.get("dataset.purpose") == "customer"
            and subject.document.get("product.level") == "component"
        )
        make = note if child else fail
        found = make(
            "ESTIMATED_SHARE_ABOVE_LIMIT", ESTIMATED, decimal_text(share), trimmed_decimal(limit)
        )
        yield with_share(found, share)


@rule("issuable.profile", needs=("dataset.profiles",))
def profile(subject: Subject) -> Iterator[Finding]:
    """A footprint claims a profile that extends the root.

    The root of all profiles has no rule on a method, so that it alone judges no footprint.
    """
    root, claimed = subject.profile.chain[-1], subject.document.get("dataset.profiles")
    if set(claimed) <= {root}:
        make = fail if subject.evidence.direction == "issue" else inconclusive
        yield make("PROFILE_WITHOUT_METHOD", "dataset.profiles", root)


@rule("issuable.demonstration", needs=("dataset.purpose",))
def demonstration(subject: Subject) -> Iterator[Finding]:
    """A demonstration is labelled as such everywhere."""
    if subject.document.get("dataset.purpose") == "demonstration":
        yield note("DEMONSTRATION", "dataset.purpose", "demonstration")


@rule("issuable.offsets", needs=("method.offsets_included",))
def offsets(subject: Subject) -> Iterator[Finding]:
    """A footprint is stated without offsets (ISO 14067)."""
    if subject.document.get("method.offsets_included") is not False:
        yield fail("OFFSETS_INCLUDED", "method.offsets_included", "true", "false")
