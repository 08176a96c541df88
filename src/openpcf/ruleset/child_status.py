"""F9: effects of a child's state on its parent (design §2, facts about a child).

Faulty or withdrawn from the start → fail; unknown, unobtainable or expired when the parent was
built → inconclusive; expired later or superseded → a warning; replaced by a penalised default → a
warning, within the profile's share of the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from pydantic import JsonValue

from openpcf.calculation.rounding import percent
from openpcf.model.base import decimal_text, exact_sum, parse_decimal
from openpcf.model.document import get_path
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding, Outcome, Verdict
from openpcf.model.instants import instant
from openpcf.ruleset.components import has_components, place, presented
from openpcf.ruleset.engine import Subject, fail, inconclusive, note, rule, with_share
from openpcf.ruleset.granularity import TOTAL
from openpcf.ruleset.recompute import needed

STATUS = "dataset.status_ref"
UNTIL = "period.valid_until"


def _share(subject: Subject, lines: list[dict[str, Any]]) -> Decimal | None:
    total = subject.document.get(TOTAL)
    if total is None or not lines:
        return None
    return percent(
        exact_sum(parse_decimal(i["result"]["excl"]) for i in lines), parse_decimal(total)
    )


def share_text(share: Decimal | None) -> dict[str, JsonValue]:
    """Return a share of the result in percent as a coded text; None: not disclosed."""
    if share is None:
        return {"code": "share.undisclosed"}
    return {"code": "share.of-result", "params": {"percent": decimal_text(share)}}


def _lines_of(subject: Subject, item: dict[str, Any]) -> list[dict[str, Any]]:
    name = item.get("id")
    return [i for i in subject.document.lines() if i.get("component") == name and "result" in i]


class ChildFindings:
    """Findings about one child: each names the supplier, the path, the rule and the share."""

    def __init__(self, subject: Subject, item: dict[str, Any], child: ChildEvidence) -> None:
        self.place = place(item) if item else f"children[{child.digest}]"
        self.share = _share(subject, _lines_of(subject, item))
        reference = item.get("child") or {}
        self.supplier = child.issuer or str(reference.get("issuer") or "?")
        self.product = child.product or str(reference.get("series") or child.digest[:20])
        self.parent = str(subject.document.get("product.name") or "?")

    def __call__(
        self,
        make: Callable[..., Finding],
        code: str,
        field: str,
        found: str,
        rule_id: str = "–",
        **more: JsonValue,
    ) -> Finding:
        params: dict[str, JsonValue] = {
            "supplier": self.supplier,
            "product": self.product,
            "field": field,
            "rule_id": rule_id,
            "path": f"{self.parent} › {self.product} › {field}",
            "share": share_text(self.share),
            **more,
        }
        made = make(code, self.place, found, "", **params)
        return with_share(made, self.share)


def _signature(report: ChildFindings, child: ChildEvidence) -> Iterator[Finding]:
    found = child.signature
    if found.state in ("bad", "absent"):
        yield report(fail, "CHILD_SIGNATURE", "signature", found.code or found.state)
    elif found.state == "key-unknown":
        yield report(inconclusive, "CHILD_KEY_UNKNOWN", "signature", found.kid)
    elif not found.bound:
        yield report(fail, "CHILD_SIGNATURE", "issuer.ids", "ISS_KEY")


def _verdict(report: ChildFindings, child: ChildEvidence) -> Iterator[Finding]:
    if child.verdict is Verdict.PASS:
        return
    failed = child.verdict is Verdict.FAIL
    code, wanted, make = (
        ("CHILD_FAILS", Outcome.FAIL, fail)
        if failed
        else ("CHILD_INCONCLUSIVE", Outcome.INCONCLUSIVE, inconclusive)
    )
    causes = [f for f in child.findings if f.outcome is wanted]
    for cause in causes:
        below = cause.params.get("path") if cause.code.startswith("CHILD_") else None
        more: dict[str, JsonValue] = {"path": f"{report.parent} › {below}"} if below else {}
        field = str(below).rsplit(" › ", 1)[-1] if below else cause.place or "–"
        yield report(make, code, field, cause.code, cause.rule or "–", **more)
    if not causes:
        yield report(make, code, "–", str(child.verdict))


def _status(report: ChildFindings, child: ChildEvidence) -> Iterator[Finding]:
    if child.status == "withdrawn":
        yield report(fail, "CHILD_WITHDRAWN", STATUS, child.status)
    elif child.status in ("unknown", "suspended"):
        yield report(inconclusive, "CHILD_STATUS_UNKNOWN", STATUS, child.status)
    elif child.status == "superseded":
        yield report(note, "CHILD_SUPERSEDED", "dataset.version", child.status)


@rule(
    "invalidation.child",
    covers=("F63782-032", "F63782-033"),
    scope="graph",
    needs=("components",),
    shown_parts=True,
    applies=has_components,
)
def child(subject: Subject) -> Iterator[Finding]:
    """A missing or inconsistent mandatory field of a supplier makes the parent invalid.

    The finding names the path from the product to the failing field.
    """
    for item, found in presented(subject):
        report = ChildFindings(subject, item, found)
        signature = list(_signature(report, found))
        yield from signature
        if not signature:
            yield from _verdict(report, found)
            yield from _status(report, found)


@rule(
    "invalidation.validity",
    covers=("F63782-035",),
    scope="graph",
    needs=("components", "dataset.created_at"),
    shown_parts=True,
    applies=has_components,
)
def validity(subject: Subject) -> Iterator[Finding]:
    """A child was valid when its parent was built."""
    created = instant(subject.document.get("dataset.created_at"))
    now = instant(subject.evidence.as_of)
    if created is None:
        raise ValueError("dataset.created_at")
    for item, found in presented(subject):
        if found.payload is None:
            continue
        report = ChildFindings(subject, item, found)
        texts = get_path(found.payload, "period.valid_from"), get_path(found.payload, UNTIL)
        start, end = instant(texts[0]), instant(texts[1])
        if start is None or end is None:
            yield report(inconclusive, "CHILD_VALIDITY_UNKNOWN", UNTIL, str(texts[1] or "–"))
        elif not start <= created < end:
            yield report(
                inconclusive, "CHILD_NOT_VALID_AT_BUILD", UNTIL, f"{texts[0]} – {texts[1]}"
            )
        elif now is not None and now >= end:
            yield report(note, "CHILD_EXPIRED_SINCE", UNTIL, str(texts[1]))


def _is_default(line: dict[str, Any], penalised: set[Any]) -> bool:
    origin = (line.get("quantity") or {}).get("origin")
    return "result" in line and (origin == "default" or line.get("component") in penalised)


@rule(
    "invalidation.penalised-default",
    covers=("F63782-032", "F63782-035", "F63782-036"),
    scope="graph",
    needs=lambda s: (*needed(s), TOTAL),
    parameters=("penalised-default-share-percent",),
)
def penalised_default(subject: Subject) -> Iterator[Finding]:
    """A penalised default replaces an unusable child only within the profile's share."""
    flagged = {i.get("id") for i in subject.document.items() if i.get("penalised_default")}
    lines = [line for line in subject.document.lines() if _is_default(line, flagged)]
    if not lines:
        return
    share = _share(subject, lines)
    limit = subject.number("penalised-default-share-percent")
    make = fail if share is None or share > limit else note
    found = make(
        "PENALISED_DEFAULT",
        "inventory",
        "–" if share is None else decimal_text(share),
        decimal_text(limit),
        lines=", ".join(str(line.get("id")) for line in lines),
    )
    yield with_share(found, share)
