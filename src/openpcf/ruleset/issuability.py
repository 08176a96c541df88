"""Conditions for issuing a footprint: computed shares against our own dated limits."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.base import decimal_text, exact_sum, parse_decimal, trimmed_decimal
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


CUT_OFF = "boundary.cutoff"


def _nothing_cut(subject: Subject) -> bool:
    """Return whether an allowed absence states that nothing was cut off on purpose."""
    return subject.document.get(CUT_OFF) is None and subject.absence_allowed(CUT_OFF)


@rule(
    "issuable.cut-off",
    needs=lambda s: () if _nothing_cut(s) else (CUT_OFF,),
    parameters=("cut-off-percent",),
)
def cut_off(subject: Subject) -> Iterator[Finding]:
    """Deliberate cut-offs and screened gaps together stay within the profile's limit.

    Without cut-offs only the gaps count. The possible size of each gap must be known.
    """
    stated = subject.document.get(f"{CUT_OFF}.emissions_percent")
    if _nothing_cut(subject):
        stated = "0"
    if stated is None:
        yield fail("CUT_OFF_UNSTATED", f"{CUT_OFF}.emissions_percent")
        return
    covered = subject.document.get("result.coverage.result_percent_screened")
    gaps = exact_sum((parse_decimal("100"), -parse_decimal(covered))) if covered else None
    total = parse_decimal(stated) if gaps is None else exact_sum((parse_decimal(stated), gaps))
    limit = subject.number("cut-off-percent")
    if total > limit:
        yield with_share(
            fail(
                "CUT_OFF_ABOVE_LIMIT",
                f"{CUT_OFF}.emissions_percent",
                trimmed_decimal(total),
                trimmed_decimal(limit),
                cut=stated,
                gaps="–" if gaps is None else trimmed_decimal(gaps),
            ),
            total,
        )
    elif covered is None and (gaps_left := subject.document.get("result.coverage.gaps")):
        yield inconclusive(
            "GAPS_NOT_SCREENED", "result.coverage.result_percent_screened", str(gaps_left)
        )


@rule(
    "issuable.coverage",
    covers=("F63782-008",),
    needs=("result.coverage.lines_percent",),
    parameters=("coverage-lines-percent",),
)
def coverage(subject: Subject) -> Iterator[Finding]:
    """Enough of the lines have a result."""
    stated = parse_decimal(subject.document.get("result.coverage.lines_percent"))
    limit = subject.number("coverage-lines-percent")
    if stated < limit:
        yield fail(
            "COVERAGE_BELOW_LIMIT",
            "result.coverage.lines_percent",
            trimmed_decimal(stated),
            trimmed_decimal(limit),
        )


@rule("issuable.offsets", needs=("method.offsets_included",))
def offsets(subject: Subject) -> Iterator[Finding]:
    """A footprint is stated without offsets (ISO 14067)."""
    if subject.document.get("method.offsets_included") is not False:
        yield fail("OFFSETS_INCLUDED", "method.offsets_included", "true", "false")
