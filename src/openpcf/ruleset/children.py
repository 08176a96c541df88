"""F8: requirements for a child: its parent's rules, purpose and kind, complete up to its gate.

What a child lacks is reported for its parent with the share of the result it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpcf.model.document import get_path
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding
from openpcf.model.inventory import GATE_STAGES
from openpcf.ruleset.child_status import ChildFindings
from openpcf.ruleset.components import has_components, presented
from openpcf.ruleset.engine import Subject, fail, inconclusive, note, rule

_NEEDS = ("components",)


def _opened(subject: Subject) -> Iterator[tuple[ChildFindings, ChildEvidence, dict[str, Any]]]:
    """Yield the children whose clear part is known."""
    for item, found in presented(subject):
        if found.payload is not None:
            yield ChildFindings(subject, item, found), found, found.payload


@rule(
    "children.profile",
    covers=("F63782-033",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def profile(subject: Subject) -> Iterator[Finding]:
    """A child claims the profile its parent is judged by, or one that extends it.

    Under other rules, the requirements of the parent have not been checked.
    """
    wanted = subject.profile.id
    for report, found, payload in _opened(subject):
        if wanted not in found.profiles:
            claimed = ", ".join(map(str, get_path(payload, "dataset.profiles") or ())) or "–"
            yield report(inconclusive, "CHILD_PROFILE", "dataset.profiles", claimed, wanted=wanted)


_FOR_OTHERS = ("tender", "customer", "regulatory")


@rule(
    "children.purpose",
    covers=("F63782-033",),
    scope="graph",
    needs=(*_NEEDS, "dataset.purpose"),
    shown_parts=True,
    applies=has_components,
)
def purpose(subject: Subject) -> Iterator[Finding]:
    """The purpose and kind of a child fit its parent.

    A demonstration is allowed in a demonstration only, a draft in nothing made for others; a
    footprint measured over a period does not include a forecast.
    """
    own = subject.document.get("dataset.purpose")
    for report, _, payload in _opened(subject):
        of_child = get_path(payload, "dataset.purpose")
        invented = of_child == "demonstration" and own != "demonstration"
        if invented or (of_child == "draft" and own in _FOR_OTHERS):
            yield report(fail, "CHILD_PURPOSE", "dataset.purpose", str(of_child), own=str(own))
        kinds = subject.document.get("dataset.kind"), get_path(payload, "dataset.kind")
        if kinds[0] == "retrospective" and kinds[1] not in (None, "retrospective"):
            yield report(
                inconclusive, "CHILD_KIND", "dataset.kind", str(kinds[1]), own=str(kinds[0])
            )


def _absent(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return stages up to the gate for which a child has no value, with the reason."""
    valued = {s.get("stage") for s in get_path(payload, "result.by_stage") or () if "excl" in s}
    reasons = {e.get("path"): str(e.get("reason")) for e in payload.get("absent") or ()}
    for stage in GATE_STAGES:
        if stage not in valued:
            yield stage, reasons.get(f"result.by_stage[stage={stage}]", "–")


@rule(
    "children.whole",
    covers=("F63782-028",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def whole(subject: Subject) -> Iterator[Finding]:
    """A child covers cradle to gate; its unknown stages and gaps are reported for the parent."""
    for report, _, payload in _opened(subject):
        kind = get_path(payload, "boundary.type")
        if kind == "gate-to-gate" and subject.document.get("boundary.type") != kind:
            yield report(inconclusive, "CHILD_BOUNDARY", "boundary.type", str(kind))
        for stage, reason in _absent(payload):
            if reason != "not-relevant":
                path = f"result.by_stage[stage={stage}]"
                yield report(note, "CHILD_STAGE_ABSENT", path, reason, stage=stage)
        gaps = get_path(payload, "result.coverage.gaps") or 0
        if gaps:
            covered = get_path(payload, "result.coverage.result_percent_screened")
            yield report(
                note,
                "CHILD_GAPS",
                "result.coverage.gaps",
                str(gaps),
                screened=f"{covered} %" if covered else "–",
            )
