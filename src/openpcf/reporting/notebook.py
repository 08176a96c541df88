"""Small HTML for notebooks: the same figures and sentences as on a terminal, escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from openpcf.messages import fix, render
from openpcf.messages.catalogue import Language
from openpcf.model.base import parse_decimal
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Outcome
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.compare import Comparison
from openpcf.reporting.figures import (
    DASH,
    headline,
    percent_text,
    share_text,
    shown,
    signed,
    significant,
)
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.terminal import sentence, together, unit_text, words
from openpcf.reporting.vocabulary import in_words
from openpcf.ruleset.engine import Report

_CELL = "padding:.15em .9em .15em 0;border:0;vertical-align:top;text-align:"
"""Notebooks align to the right and stripe; colours stay theirs, so that dark ones work."""


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


def result_html(document: Document, language: Language = "en") -> str:
    """Product, total with its range, shares, stages."""
    result: dict[str, Any] = document.get("result") or {}
    quality: dict[str, Any] = document.get("quality") or {}
    said = words(language)
    total, low, high = headline(result)
    unit = str(result.get("unit", ""))
    bounds = said["no_range"] if low == DASH else f"{low} – {high}, 95 %, {said['of']}"
    per = unit_text(document, language)
    title = (
        f"<p>{escape(sanitize(str(document.get('product.name') or DASH)))}<br>"
        f'<strong style="font-size:1.6em">{escape(total)}</strong> {escape(unit)} / '
        f"{escape(per)} ({escape(bounds)})</p>"
    )
    gaps = document.get("result.coverage.gaps")
    shares = [
        (said["estimated"], percent_text(quality.get("estimated_share_percent"))),
        (said["primary"], percent_text(quality.get("primary_data_share_percent"))),
        (said["supplied"], percent_text(document.get("supplied.share_percent"))),
        (said["verified"], percent_text(document.get("supplied.verified_percent"))),
        (said["gaps"], DASH if gaps is None else str(gaps)),
    ]
    whole = result.get("total_excl_biogenic_uptake")
    total_excl = None if whole is None else parse_decimal(whole)
    stages = [
        (
            in_words("stage", s["stage"], language),
            shown(s.get("excl"), whole=total_excl),
            share_text(parse_decimal(s["excl"]), total_excl) if "excl" in s else DASH,
        )
        for s in result.get("by_stage") or ()
    ]
    numbers = frozenset({1, 2})
    return title + _table(shares, (), numbers) + _table(stages, (said["stage"], unit, ""), numbers)


def findings_html(findings: Iterable[Finding], language: Language = "en") -> str:
    """One row a finding: code, what was found, how to mend it."""
    rows = [
        (f.code, sentence(f, rules, language), fix(f, language) or "")
        for f, rules in together(findings)
    ]
    return _table(rows) if rows else ""


def report_html(report: Report, language: Language = "en") -> str:
    """Verdict of a profile with its findings; remarks are left out."""
    word = in_words("verdict", report.verdict, language)
    verdict = f"<p><strong>{escape(word)}</strong> {escape(report.profile)}</p>"
    return verdict + findings_html(
        (f for f in report.findings if f.outcome is not Outcome.NOTE), language
    )


def clearance_html(clearance: Clearance, language: Language = "en") -> str:
    """The decision and every reason with its mend."""
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
    word = in_words("decision", clearance.decision, language)
    head = f"<p><strong>{escape(word)}</strong> {escape(clearance.policy)}</p>"
    return head + _table(rows)


def comparison_html(found: Comparison) -> str:
    """Totals, and every line that differs."""
    rows = [
        (
            DASH if line.first is None else significant(line.first, 3),
            DASH if line.second is None else significant(line.second, 3),
            signed(line.change),
            render(line.what),
        )
        for line in found.lines
        if line.change
    ]
    total = (
        significant(found.first_total, 3),
        significant(found.second_total, 3),
        signed(found.change),
        "total",
    )
    head = (
        f"<p>A {escape(sanitize(found.first_name))}<br>B {escape(sanitize(found.second_name))}</p>"
    )
    return head + _table([*rows, total], ("A", "B", "B − A", ""), frozenset({0, 1, 2}))


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
