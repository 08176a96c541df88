"""Small HTML for notebooks: the same figures and sentences as on a terminal, escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from openpcf.messages import fix, say
from openpcf.messages.catalogue import Language
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Outcome
from openpcf.model.policy import Clearance
from openpcf.report.compare import Comparison
from openpcf.report.figures import DASH, headline, percent_text, shown, signed, significant
from openpcf.report.terminal import words
from openpcf.rules.engine import Report


def _table(rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(c)}</{tag}>" for c in cells) + "</tr>"

    top = f"<thead>{row(head, 'th')}</thead>" if head else ""
    return f"<table>{top}<tbody>{''.join(row(cells, 'td') for cells in rows)}</tbody></table>"


def result_html(document: Document, language: Language = "en") -> str:
    """Product, total with its range, shares, stages."""
    result: dict[str, Any] = document.get("result") or {}
    quality: dict[str, Any] = document.get("quality") or {}
    said = words(language)
    total, low, high = headline(result)
    unit = str(result.get("unit", ""))
    bounds = said["no_range"] if low == DASH else f"{low} – {high}, 95 %, {said['of']}"
    title = (
        f"<p><strong>{escape(str(document.get('product.name') or DASH))}</strong><br>"
        f"{escape(total)} {escape(unit)} / "
        f"{escape(str(document.get('unit.measure') or ''))} ({escape(bounds)})</p>"
    )
    gaps = document.get("result.coverage.gaps")
    shares = [
        (said["estimated"], percent_text(quality.get("estimated_share_percent"))),
        (said["primary"], percent_text(quality.get("primary_data_share_percent"))),
        (said["supplied"], percent_text(document.get("supplied.share_percent"))),
        (said["gaps"], DASH if gaps is None else str(gaps)),
    ]
    stages = [(s["stage"], shown(s.get("excl"))) for s in result.get("by_stage") or ()]
    return title + _table(stages, (said["stage"], unit)) + _table(shares)


def findings_html(findings: Iterable[Finding], language: Language = "en") -> str:
    """One row a finding: code, what was found, how to mend it."""
    rows = [(f.code, f.place, say(f, language), fix(f, language) or "") for f in findings]
    return _table(rows) if rows else ""


def report_html(report: Report, language: Language = "en") -> str:
    """Verdict of a profile with its findings; remarks are left out."""
    verdict = f"<p><strong>{escape(str(report.verdict))}</strong> {escape(report.profile)}</p>"
    return verdict + findings_html(
        (f for f in report.findings if f.outcome is not Outcome.NOTE), language
    )


def clearance_html(clearance: Clearance, language: Language = "en") -> str:
    """The decision and every reason with its mend."""
    rows = [
        (str(r.decision), say(r.finding, language), fix(r.finding, language) or "")
        for r in clearance.reasons
    ]
    head = f"<p><strong>{escape(str(clearance.decision))}</strong> {escape(clearance.policy)}</p>"
    return head + _table(rows)


def comparison_html(found: Comparison) -> str:
    """Totals, and every line that differs."""
    rows = [
        (
            DASH if line.first is None else significant(line.first, 3),
            DASH if line.second is None else significant(line.second, 3),
            signed(line.change),
            line.what,
        )
        for line in found.lines
        if line.change
    ]
    total = (
        significant(found.first_total, 3),
        significant(found.second_total, 3),
        signed(found.change),
        "",
    )
    return _table([*rows, total], ("A", "B", "B - A", ""))


def data_html(data: Any) -> str:
    """Rows of members as a table with their names on top; members alone as name and value."""

    def cell(value: Any) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(cell(each) for each in value)
        if isinstance(value, dict):
            return " ".join(cell(each) for each in value.values())
        return DASH if value is None else str(value)

    if isinstance(data, dict):
        return _table((name, cell(value)) for name, value in data.items())
    head = tuple(dict.fromkeys(name for row in data for name in row))
    return _table(([cell(row.get(name)) for name in head] for row in data), head)
