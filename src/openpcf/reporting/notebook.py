"""Small HTML for notebooks: figures and sentences of the report, escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from openpcf.messages import fix, text
from openpcf.messages.catalogue import Language
from openpcf.model.base import parse_decimal
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Outcome
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.compare import Comparison
from openpcf.reporting.compare_text import figure_text
from openpcf.reporting.figures import (
    DASH,
    headline,
    percent_text,
    share_text,
    shown,
    signed,
    typeset,
)
from openpcf.reporting.findings import sentence, together
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.vocabulary import in_words
from openpcf.ruleset.engine import Report

_CELL = "padding:.15em .9em .15em 0;border:0;vertical-align:top;text-align:"
"""Overrides right alignment and stripes of notebooks; keeps their colours for dark themes."""


def _table(
    rows: Iterable[Sequence[str]], head: Sequence[str] = (), right: frozenset[int] = frozenset()
) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        many = (escape(sanitize(cell)) for cell in cells)
        shown = (
            f'<{tag} style="{_CELL}{"right" if n in right else "left"}">{cell}</{tag}>'
            for n, cell in enumerate(many)
        )
        return f"<tr>{''.join(shown)}</tr>"

    top = f"<thead>{row(head, 'th')}</thead>" if head else ""
    body = "".join(row(cells, "td") for cells in rows)
    return f'<table style="border:0;margin:.4em 0">{top}<tbody>{body}</tbody></table>'


def _paragraph(*parts: str) -> str:
    """Return a strong text and the text after it."""
    first, *rest = (escape(sanitize(part)) for part in parts)
    return f"<p><strong>{first}</strong> {' '.join(rest)}</p>"


def _title(document: Document, unit: str, language: Language) -> str:
    """Return the product and the total with its range."""
    total, low, high = headline(document.get("result") or {})
    amount, measure = document.get("unit.amount"), document.get("unit.measure") or DASH
    single = "label.per_unit" if amount in (None, "1") else "label.per_units"
    per = text(single, language, unit=unit, amount=amount, measure=measure)
    known = "label.no_range" if low == DASH else "label.range"
    bounds = text(known, language, low=low, high=high)
    product = str(document.get("product.name") or DASH)
    product, per, bounds = (escape(sanitize(part)) for part in (product, per, bounds))
    figure = f'<strong style="font-size:1.6em">{escape(total)}</strong>'
    return f"<p>{product}<br>{figure} {per}<br>{bounds}</p>"


def result_html(document: Document, language: Language = "en") -> str:
    """Return product, total with its range, shares, stages."""
    result: dict[str, Any] = document.get("result") or {}
    quality: dict[str, Any] = document.get("quality") or {}
    unit = typeset(str(result.get("unit", "")))
    gaps = document.get("result.coverage.gaps")
    shares = {
        "label.estimated_cell": quality.get("estimated_share_percent"),
        "label.primary_cell": quality.get("primary_data_share_percent"),
        "term.origin.supplied": document.get("supplied.share_percent"),
        "label.verified_cell": document.get("supplied.verified_percent"),
    }
    cells = [(text(key, language), percent_text(v, language)) for key, v in shares.items()]
    cells.append((text("label.gaps", language), DASH if gaps is None else str(gaps)))
    whole = result.get("total_excl_biogenic_uptake")
    total = None if whole is None else parse_decimal(whole)
    stages = [
        (
            in_words("stage", s["stage"], language),
            shown(s.get("excl"), whole=total),
            percent_text(share_text(parse_decimal(s["excl"]), total), language)
            if "excl" in s
            else DASH,
        )
        for s in result.get("by_stage") or ()
    ]
    head, numbers = (text("label.stage", language), unit, ""), frozenset({1, 2})
    title = _title(document, unit, language)
    return title + _table(cells, (), numbers) + _table(stages, head, numbers)


def findings_html(findings: Iterable[Finding], language: Language = "en") -> str:
    """Return one row per finding: code, problem, fix."""
    rows = [
        (f.code, sentence(f, rules, language), fix(f, language)) for f, rules in together(findings)
    ]
    return _table(rows) if rows else ""


def report_html(report: Report, language: Language = "en") -> str:
    """Return the verdict of a profile with its findings, without notes."""
    word = in_words("verdict-shown", report.verdict, language)
    return _paragraph(word, report.profile) + findings_html(
        (f for f in report.findings if f.outcome is not Outcome.NOTE), language
    )


def clearance_html(clearance: Clearance, language: Language = "en") -> str:
    """Return the decision and every reason with its fix."""
    by_decision: dict[Decision, list[Finding]] = {}
    for reason in clearance.reasons:
        by_decision.setdefault(reason.decision, []).append(reason.finding)
    rows = [
        (
            in_words("decision", decision, language),
            sentence(f, rules, language),
            "" if decision is Decision.ACCEPT else fix(f, language),
        )
        for decision, found in by_decision.items()
        for f, rules in together(found)
    ]
    word = in_words("decision-shown", clearance.decision, language)
    return _paragraph(word, clearance.policy) + _table(rows)


def comparison_html(found: Comparison, language: Language = "en") -> str:
    """Return totals, and every line that differs."""
    rows = [
        (
            figure_text(line.first),
            figure_text(line.second),
            signed(line.change),
            line.name(language),
        )
        for line in found.lines
        if line.change
    ]
    totals = (figure_text(found.first_total), figure_text(found.second_total))
    rows.append((*totals, signed(found.change), text("terminal.sum", language)))
    head = (
        f"<p>A {escape(sanitize(found.first_name))}<br>B {escape(sanitize(found.second_name))}</p>"
    )
    return head + _table(rows, ("A", "B", "B − A", ""), frozenset({0, 1, 2}))


def data_html(data: Any) -> str:
    """Return rows of members as a table, or members alone as name and value."""

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
