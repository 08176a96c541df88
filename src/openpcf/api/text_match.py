"""The matches of lines, and the changes of a filled gaps workbook, as rows and text."""

from __future__ import annotations

from collections import Counter
from typing import Any

from openpcf.messages.catalogue import Language, render, term, text
from openpcf.model.base import decimal_text, dump, parse_decimal, trimmed_decimal
from openpcf.reporting.figures import significant
from openpcf.reporting.layout import table
from openpcf.workflow.issue.calculate import CalculatedStudy


def match_rows(calculated_study: CalculatedStudy) -> list[dict[str, Any]]:
    """Return every line with its match, JSON-ready."""
    rows = []
    for line in calculated_study.calculated.inventory.lines:
        detail = calculated_study.matching.details[line.id]
        rows.append(
            {
                "line": line.id,
                "source": line.source or "",
                "what": dump(line.what),
                "class": line.part_class or "",
                "how": detail.how,
                "why": None if detail.why is None else dump(detail.why),
                "confidence": detail.confidence,
                "factor": line.factor.id if line.factor else "",
                "confirmed_by": detail.confirmed_by,
                "alternatives": [
                    {
                        "factor": a.factor,
                        "name": a.name,
                        "value": trimmed_decimal(a.value),
                        "unit": a.unit,
                    }
                    for a in detail.alternatives
                ],
                "result": decimal_text(line.result.excl) if line.result else "",
                "estimated": bool(line.estimated),
            }
        )
    return rows


COLUMNS = ("line", "how", "confidence", "alternatives", "factor", "result", "what", "why", "source")


def _way(how: str, language: Language) -> str:
    """Return how a line got its factor, as text."""
    return term("origin" if how in ("gap", "supplied") else "how", how, language)


def match_text(calculated_study: CalculatedStudy, language: Language) -> str:
    """Return one row per line and the counts per way of matching.

    Columns: way of matching, confidence, number of alternatives, factor, result, reason.
    """
    rows = match_rows(calculated_study)
    counts = Counter(row["how"] for row in rows)
    ways = [
        text("match.way", language, how=_way(how, language), count=n)
        for how, n in counts.most_common()
    ]
    cells = [
        (
            row["line"],
            text("match.by", language, how=_way(row["how"], language), by=row["confirmed_by"])
            if row["confirmed_by"]
            else _way(row["how"], language),
            row["confidence"],
            str(len(row["alternatives"]) or ""),
            _cut(row["factor"] or "–", 36),
            significant(parse_decimal(row["result"]), 3) if row["result"] else "–",
            _cut(render(row["what"], language), 64),
            _cut(render(row["why"], language), 60),
            row["source"].rpartition("#")[2],
        )
        for row in rows
    ]
    titles = tuple(text(f"match.column.{name}", language) for name in COLUMNS)
    shown = [table([titles, *cells], frozenset({2, 3, 5})), ""]
    shown.append(text("match.count", language, lines=len(rows), ways=ways))
    if counts["gap"]:
        shown.append(text("match.gaps", language, count=counts["gap"]))
    return "\n".join(shown)


def _cut(shown: str, letters: int) -> str:
    return shown if len(shown) <= letters else shown[: letters - 1] + "…"
