"""How lines got their factors, and what a filled workbook of gaps changes, as rows and text."""

from __future__ import annotations

from collections import Counter
from typing import Any

from openpcf.messages import render
from openpcf.messages.catalogue import Language
from openpcf.model.base import decimal_text, dump, parse_decimal, trimmed_decimal
from openpcf.reporting.figures import significant
from openpcf.reporting.terminal import table
from openpcf.reporting.vocabulary import in_words
from openpcf.workflow.issue.calculate import CalculatedStudy


def match_rows(calculated_study: CalculatedStudy) -> list[dict[str, Any]]:
    """Every line with its match, JSON-ready."""
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


_MATCH: dict[str, dict[str, str]] = {
    "en": {
        "columns": "line,how,conf.,alt.,factor,kg CO2e,what,why,source",
        "count": "{lines} lines: {head}",
        "gaps": "{count} of them are gaps: write them with --gaps FILE.xlsx, fill them in, "
        "give them back with --fill FILE.xlsx",
        "by": "{how}, {by}",
        "comma": ", ",
    },
    "zh": {
        "columns": "条目,方式,置信度,备选,因子,kg CO2e,内容,理由,出处",
        "count": "共 {lines} 条：{head}",
        "gaps": "其中 {count} 条为缺口：用 --gaps FILE.xlsx 导出，填写后以 --fill FILE.xlsx 交回",
        "by": "{how}，{by}",
        "comma": "，",
    },
}


def _way(how: str, language: Language) -> str:
    """How a line got its factor: the code in English, its words in Chinese."""
    if language == "en":
        return how
    return in_words("origin" if how in ("gap", "supplied") else "how", how, language)


def match_text(calculated_study: CalculatedStudy, language: Language) -> str:
    """One row a line: how, confidence, number of alternatives, factor, result, why; and how many
    came how."""
    said = _MATCH[language]
    rows = match_rows(calculated_study)
    counts = Counter(row["how"] for row in rows)
    ways = {how: _way(how, language) for how in counts}
    head = said["comma"].join(f"{ways[how]} {n}" for how, n in counts.most_common())
    cells = [
        (
            row["line"],
            said["by"].format(how=ways[row["how"]], by=row["confirmed_by"])
            if row["confirmed_by"]
            else ways[row["how"]],
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
    text = table([tuple(said["columns"].split(",")), *cells], frozenset({2, 3, 5}))
    text += "\n\n" + said["count"].format(lines=len(rows), head=head)
    gaps = sum(row["how"] == "gap" for row in rows)
    return text + ("\n" + said["gaps"].format(count=gaps) if gaps else "")


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"
