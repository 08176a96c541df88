"""F9: what a child's state does to its parent (design §2, facts about a child).

Deficient or withdrawn from the start → fail; unknown, unobtainable or expired when the parent
was built → inconclusive; expired later or superseded → a warning; replaced by a penalised
default → a warning, inside the profile's share of the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding, Outcome, Verdict
from openpcf.rules.components import has_components, place
from openpcf.rules.engine import Subject, fail, remark, rule, unclear
from openpcf.rules.period import instant


def _share(subject: Subject, item: dict[str, Any]) -> Decimal | None:
    total = subject.document.get("result.total_excl_biogenic_uptake")
    found = Decimal(0)
    for line in subject.document.lines():
        if line.get("component") == item.get("id") and line.get("result"):
            found += parse_decimal(line["result"]["excl"])
    return None if total is None else percent(found, parse_decimal(total))


def _said(
    make: Any, code: str, subject: Subject, item: dict[str, Any], child: ChildEvidence,
    field: str, found: str, rule_id: str = "",
) -> Finding:  # fmt: skip
    share = _share(subject, item)
    made: Finding = make(
        code,
        place(item),
        found,
        "",
        supplier=child.issuer or str((item.get("child") or {}).get("issuer", "")),
        product=child.product,
        path=f"{subject.document.get('product.name')} › {child.product} › {field}",
        field=field,
        rule_id=rule_id,
        share="–" if share is None else decimal_text(share),
    )
    return made.model_copy(update={"share_percent": share})


def _children(subject: Subject) -> Iterator[tuple[dict[str, Any], ChildEvidence]]:
    for item in subject.document.items():
        found = subject.evidence.child((item.get("child") or {}).get("digest", ""))
        if found is not None:
            yield item, found


@rule("invalidation.child", covers=("032", "033"), needs=("components",), applies=has_components)
def child(subject: Subject) -> Iterator[Finding]:
    """A missing or inconsistent mandatory field of a supplier makes the parent invalid; the
    finding names the path from the product to the failing field."""
    for item, found in _children(subject):
        if found.signature.state == "bad":
            yield _said(
                fail, "CHILD_SIGNATURE", subject, item, found, "signature", found.signature.code
            )
            continue
        if found.verdict is Verdict.FAIL:
            causes = [f for f in found.findings if f.outcome is Outcome.FAIL]
            for cause in causes:
                yield _said(
                    fail, "CHILD_FAILS", subject, item, found, cause.place, cause.code, cause.rule
                )
            if not causes:
                yield _said(fail, "CHILD_FAILS", subject, item, found, "", "fail")
        elif found.verdict is not Verdict.PASS:
            for cause in [f for f in found.findings if f.outcome is Outcome.INCONCLUSIVE][:1]:
                yield _said(
                    unclear, "CHILD_INCONCLUSIVE", subject, item, found, cause.place, cause.code
                )
        if found.status in ("withdrawn", "suspended"):
            yield _said(
                fail, "CHILD_WITHDRAWN", subject, item, found, "dataset.status_ref", found.status
            )
        elif found.status == "unknown":
            yield _said(
                unclear, "CHILD_STATUS_UNKNOWN", subject, item, found, "dataset.status_ref", ""
            )
        elif found.status == "superseded":
            yield _said(
                remark, "CHILD_SUPERSEDED", subject, item, found, "dataset.version", found.status
            )


def _built(subject: Subject) -> Any:
    return instant(subject.document.get("dataset.created_at")) or instant(subject.evidence.as_of)


@rule("invalidation.validity", covers=("035",), needs=("components",), applies=has_components)
def validity(subject: Subject) -> Iterator[Finding]:
    """A child was valid when its parent was built."""
    built, now = _built(subject), instant(subject.evidence.as_of)
    for item, found in _children(subject):
        period = (found.payload or {}).get("period") or {}
        start, end = instant(period.get("valid_from")), instant(period.get("valid_until"))
        if start is None or end is None:
            yield _said(
                unclear, "CHILD_VALIDITY_UNKNOWN", subject, item, found, "period.valid_until", ""
            )
        elif not start <= built < end:
            yield _said(
                unclear, "CHILD_EXPIRED_AT_BUILD", subject, item, found, "period.valid_until",
                str(period["valid_until"]),
            )  # fmt: skip
        elif now is not None and now >= end:
            yield _said(
                remark, "CHILD_EXPIRED_SINCE", subject, item, found, "period.valid_until",
                str(period["valid_until"]),
            )  # fmt: skip


@rule("invalidation.penalised-default", covers=("036",), needs=("inventory",))
def penalised_default(subject: Subject) -> Iterator[Finding]:
    """A penalised default stands in for an unusable child only inside the profile's share."""
    total = parse_decimal(subject.document.get("result.total_excl_biogenic_uptake"))
    taken, lines = Decimal(0), []
    for line in subject.document.lines():
        if (line.get("quantity") or {}).get("origin") == "default" and line.get("result"):
            taken += parse_decimal(line["result"]["excl"])
            lines.append(line["id"])
    if not lines:
        return
    share = percent(taken, total)
    limit = subject.profile.number("penalised-default-share-percent", subject.date)
    make = fail if share is None or share > limit else remark
    yield make(
        "PENALISED_DEFAULT",
        "inventory",
        "–" if share is None else decimal_text(share),
        decimal_text(limit),
        lines=", ".join(lines),
    ).model_copy(update={"share_percent": share})
