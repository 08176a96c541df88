"""When a footprint may be issued: by computed shares alone, against our own dated limits."""

from __future__ import annotations

from collections.abc import Iterator

from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.finding import Finding
from openpcf.rules.engine import Subject, fail, remark, rule


@rule(
    "issuable.estimated-share",
    needs=("quality.estimated_share_percent",),
)
def estimated_share(subject: Subject) -> Iterator[Finding]:
    """The estimated share of the result is not above the limit; a signature does not change it."""
    share = parse_decimal(subject.document.get("quality.estimated_share_percent"))
    limit = subject.profile.number("estimated-share-percent", subject.date)
    if share > limit:
        make = fail if subject.evidence.direction == "issue" else remark
        yield make(
            "ESTIMATED_SHARE",
            "quality.estimated_share_percent",
            decimal_text(share),
            decimal_text(limit),
        ).model_copy(update={"share_percent": share})


@rule("issuable.demonstration", needs=("dataset.purpose",))
def demonstration(subject: Subject) -> Iterator[Finding]:
    """A demonstration says so everywhere."""
    if subject.document.get("dataset.purpose") == "demonstration":
        yield remark("DEMONSTRATION", "dataset.purpose", "demonstration")


@rule("issuable.cut-off", needs=("boundary.cutoff",))
def cut_off(subject: Subject) -> Iterator[Finding]:
    """Deliberate cut-offs stay below the profile's limit and name their items."""
    cutoff = subject.document.get("boundary.cutoff")
    stated = cutoff.get("emissions_percent")
    limit = subject.profile.number("cut-off-percent", subject.date)
    if stated is None:
        yield fail("CUT_OFF_UNSTATED", "boundary.cutoff.emissions_percent")
    elif parse_decimal(stated) > limit:
        yield fail(
            "CUT_OFF_ABOVE_LIMIT", "boundary.cutoff.emissions_percent", stated, decimal_text(limit)
        )
