"""Results of the workflows as JSON-ready data and as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpcf.api.rows import rows_text
from openpcf.messages.catalogue import LANGUAGES, fix, render, say, text
from openpcf.model.base import dump, trimmed_decimal
from openpcf.model.finding import Finding
from openpcf.reporting.layout import table

if TYPE_CHECKING:
    from openpcf.errors import Diagnostic
    from openpcf.messages.catalogue import Language
    from openpcf.model.request import Request
    from openpcf.ruleset import Report
    from openpcf.store import Store
    from openpcf.workflow.declarations.judge import VerifiedDeclaration
    from openpcf.workflow.issue.calculate import CalculatedStudy
    from openpcf.workflow.suppliers.receive import Received
    from openpcf.workflow.suppliers.reply import Answered


def finding_json(finding: Diagnostic) -> dict[str, Any]:
    """Return a finding with its sentences in every language, JSON-ready (docs/findings.md)."""
    data = dump(finding) if isinstance(finding, Finding) else {"code": finding.code}
    return {
        **data,
        "text": {language: say(finding, language) for language in LANGUAGES},
        "fix": {language: fix(finding, language) for language in LANGUAGES},
    }


def report_json(report: Report) -> dict[str, Any]:
    """Return the report of a profile, JSON-ready (docs/findings.md)."""
    return {**dump(report), "findings": [finding_json(f) for f in report.findings]}


def verification_json(read: VerifiedDeclaration) -> dict[str, Any]:
    """Return steps, children and rules, JSON-ready."""
    return {
        "digest": read.document.digest if read.document is not None else None,
        "steps": [step._asdict() for step in read.verified.own.steps],
        "children": {
            digest: [step._asdict() for step in opening.steps]
            for digest, opening in read.verified.children.items()
        },
        "problems": [
            {"code": p.code, "place": p.place, "found": p.found, "expected": p.expected}
            for p in read.problems
        ],
        "remarks": [dump(finding) for finding in read.remarks],
        "trust_list": {
            "list_id": read.trust.list_id,
            "sequence": read.trust.sequence,
            "next_update": read.trust.next_update,
        },
        "as_of": read.as_of,
        "report": report_json(read.report) if read.report is not None else None,
    }


def received_rows(made: Received) -> list[dict[str, Any]]:
    """Return one row for each line that a received declaration now replaces."""
    document = made.document
    return [
        {
            "line": line,
            "supplier": made.row.supplier,
            "product": document.get("product.name"),
            "version": document.get("dataset.version"),
            "excl": document.get("result.gate.excl"),
            "excl_before": f"{made.before[line]:.3g}" if line in made.before else None,
            "unit": document.get("unit"),
            "estimated_share_percent": document.get("quality.estimated_share_percent"),
            "digest": made.row.digest,
        }
        for line in made.lines
    ]


def explained(calculated_study: CalculatedStudy, name: str) -> dict[str, Any] | None:
    """Return a line, its component and the alternative factors; None for an unknown line."""
    document = calculated_study.document
    line = next((found for found in document.lines() if found.get("id") == name), None)
    if line is None:
        return None
    items = [item for item in document.items() if item.get("id") == line.get("component")]
    detail = calculated_study.matching.details[name]
    return {
        "line": line,
        "working": [dump(step) for step in detail.working],
        **({"component": items[0]} if "component" in line and items else {}),
        "alternatives": [
            {"factor": a.factor, "name": a.name, "value": trimmed_decimal(a.value), "unit": a.unit}
            for a in detail.alternatives
        ],
    }


def explained_text(calculated_study: CalculatedStudy, name: str, language: Language = "en") -> str:
    """Return the explanation of a line as text."""
    from openpcf.reporting.explain import explain_text

    detail = calculated_study.matching.details[name]
    lines = [explain_text(calculated_study.document, name, language, detail.working) or ""]
    word = text("answer.alternative", language)
    for other in detail.alternatives:
        lines.append(
            f"{word}  {other.factor}  {trimmed_decimal(other.value)} {other.unit}  {other.name}"
        )
    return "\n".join(lines)


def reply_row(made: Answered) -> dict[str, Any]:
    """Return the result of a reply: total, shares, and the answers that were not used."""
    document = made.calculated_study.document
    return {
        "product": document.get("product.name"),
        "excl": document.get("result.total_excl_biogenic_uptake"),
        "unit": document.get("unit"),
        "estimated_share_percent": document.get("quality.estimated_share_percent"),
        "primary_data_share_percent": document.get("quality.primary_data_share_percent"),
        "gaps": [
            {
                "what": dump(line.what),
                "source": line.source,
                "at_most": None if line.screening is None else trimmed_decimal(line.screening),
            }
            for line in made.calculated_study.calculated.inventory.lines
            if line.is_gap
        ],
        "remarks": [finding_json(f) for f in made.remarks],
    }


def reply_text(made: Answered, language: Language = "en") -> str:
    """Return the result of a reply as text, for the supplier to read before signing."""
    from openpcf.reporting.result import result_text

    gaps = [
        (
            render(gap["what"], language),
            text("answer.gap", language),
            text("answer.at-most", language, value=gap["at_most"]) if gap["at_most"] else "",
            gap["source"],
        )
        for gap in reply_row(made)["gaps"]
    ]
    parts = [result_text(made.calculated_study.document, language), table(gaps)]
    parts += [f"{f.code}  {say(f, language)}" for f in made.remarks]
    return "\n".join(part for part in parts if part)


def request_rows(asked: Sequence[Request], files: Sequence[Path]) -> list[dict[str, Any]]:
    """Return one row per request: file, supplier, questions, share of the result."""
    return [
        {
            "file": str(path),
            "fields": len(each.asked),
            "share_percent": None
            if each.share_percent is None
            else trimmed_decimal(each.share_percent),
            "subject": each.subject,
        }
        for each, path in zip(asked, files, strict=True)
    ]


def history_text(rows: Sequence[Mapping[str, Any]], language: Language = "en") -> str:
    """Return one line per version: series, version, instant, digest, events."""
    shown = (
        {
            "series": row["series"],
            "version": f"v{row['version']}",
            "issued_at": row["issued_at"],
            "digest": row["digest"],
            "events": [f"{e['kind']} {e['at'][:10]} {e['detail']}".strip() for e in row["events"]],
        }
        for row in rows
    )
    return rows_text(tuple(shown), language, "nothing-issued")


def history_rows(store: Store, series: str | None) -> list[dict[str, Any]]:
    """Return one row per version with its events."""
    return [
        {
            "series": one.series,
            "version": one.version,
            "id": one.id,
            "issued_at": one.issued_at,
            "digest": one.digest,
            "events": [
                {"kind": e.kind, "at": e.at, "detail": e.detail} for e in store.events(one.digest)
            ],
        }
        for one in store.history(series)
    ]
