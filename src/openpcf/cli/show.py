"""Texts of the command line that stand on workflow's own values."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from openpcf.model.base import decimal_text, dump, parse_decimal, plain
from openpcf.model.finding import Finding
from openpcf.report.figures import significant
from openpcf.report.terminal import table

if TYPE_CHECKING:
    from openpcf.errors import Said
    from openpcf.messages.catalogue import Language
    from openpcf.rules import Report
    from openpcf.workflow.calculate import Prepared
    from openpcf.workflow.declarations import Read
    from openpcf.workflow.import_records import ImportRecord
    from openpcf.workflow.init import Started


LINES_SHOWN = 200
_IMPORT: dict[Language, dict[str, str]] = {
    "en": {
        "head": "{name}: {lines} lines, {parts} parts",
        "others": ", {others} not parts",
        "extra": "kept as it is",
        "columns": "source,class,package,value,qty,designators,rule,left over",
        "more": "… {count} more lines (--format json lists all)",
        "apart": "set apart: {rule}",
        "lines": "{count} lines",
        "out": "{count} optional lines stay out until you set them in",
        "template": "A study to fill in: no bill of materials was named.",
        "dry-run": "dry run: nothing was written; add --write to make {target}",
    },
    "zh": {
        "head": "{name}：{lines} 行，{parts} 个零部件",
        "others": "，{others} 个非零部件",
        "extra": "原样保留",
        "columns": "来源,类别,封装,规格,数量,位号,规则,未识别内容",
        "more": "……其余 {count} 行（--format json 列出全部）",
        "apart": "另列：{rule}",
        "lines": "{count} 行",
        "out": "{count} 个选配行在选入之前不计入",
        "template": "未指定物料清单：将生成待填写的研究。",
        "dry-run": "试运行：未写入任何内容；加 --write 以生成 {target}",
    },
}


def import_word(key: str, language: Language) -> str:
    """A sentence of the import."""
    return _IMPORT[language][key]


def _short(names: Sequence[str], width: int = 24) -> str:
    text = ",".join(names)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def import_text(started: Started, records: Iterable[ImportRecord], language: Language) -> str:
    """What was read from each bill: columns, a record for each line, what was set apart."""
    words = _IMPORT[language]
    every = iter(records)
    parts = [] if started.imports else [words["template"]]
    for read in started.imports:
        facts = read.table
        how = " ".join(t for t in (facts.format, facts.encoding, facts.delimiter) if t)
        pieces = sum((r.quantity or 0) for r in read.parts)
        others = sum((r.quantity or 0) for r in read.records if r.kind != "part")
        head = words["head"].format(
            name=facts.name, lines=len(read.records), parts=plain(pieces) if pieces else 0
        )
        if others:
            head += words["others"].format(others=plain(others))
        columns = [
            (header, "→", words["extra"] if field == "extra" else field)
            for header, field in read.mapping.fields.items()
        ]
        parts.append(f"{head}  ({how})\n{table(columns)}")
        total = len(read.records)
        shown = [_row(record) for record in islice(every, min(total, LINES_SHOWN))]
        parts.append(table([tuple(words["columns"].split(",")), *shown], frozenset({4})))
        if total > LINES_SHOWN:
            parts.append(words["more"].format(count=total - LINES_SHOWN))
            deque(islice(every, total - LINES_SHOWN), maxlen=0)
        apart = Counter(r.rule for r in read.records if r.kind != "part")
        if apart:
            rows = [
                (words["apart"].format(rule=rule), words["lines"].format(count=n))
                for rule, n in apart.items()
            ]
            parts.append(table(rows))
    out = sum(1 for line in started.study.bom if line.option == "out" and line.kind == "part")
    if out:
        parts.append(words["out"].format(count=out))
    return "\n\n".join(parts)


def _row(record: ImportRecord) -> tuple[str, ...]:
    return (
        record.source.rpartition("#")[2],
        record.part_class or ("–" if record.kind == "part" else record.kind),
        record.package or record.footprint[:24],
        record.value[:20],
        record.quantity or "–",
        _short(record.designators),
        record.rule,
        " ".join(record.left_over)[:40],
    )


def match_rows(prepared: Prepared) -> list[dict[str, Any]]:
    """Every line with its match, JSON-ready."""
    rows = []
    for line in prepared.calculated.inventory.lines:
        detail = prepared.matching.details[line.id]
        rows.append(
            {
                "line": line.id,
                "source": line.source or "",
                "what": line.what,
                "class": line.part_class or "",
                "how": detail.how,
                "why": detail.why,
                "confidence": detail.confidence,
                "factor": line.factor.id if line.factor else "",
                "confirmed_by": detail.confirmed_by,
                "alternatives": [
                    {"factor": a.factor, "name": a.name, "value": plain(a.value), "unit": a.unit}
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
    },
    "zh": {
        "columns": "条目,方式,置信度,备选,因子,kg CO2e,内容,理由,出处",
        "count": "共 {lines} 条：{head}",
        "gaps": "其中 {count} 条为缺口：用 --gaps FILE.xlsx 导出，填写后以 --fill FILE.xlsx 交回",
        "by": "{how}，{by}",
    },
}


def match_text(prepared: Prepared, language: Language) -> str:
    """One row a line: how, confidence, number of alternatives, factor, result, why; and how many
    came how."""
    said = _MATCH[language]
    rows = match_rows(prepared)
    counts = Counter(row["how"] for row in rows)
    head = ", ".join(f"{how} {n}" for how, n in counts.most_common())
    cells = [
        (
            row["line"],
            said["by"].format(how=row["how"], by=row["confirmed_by"])
            if row["confirmed_by"]
            else row["how"],
            row["confidence"],
            str(len(row["alternatives"]) or ""),
            _cut(row["factor"] or "–", 36),
            significant(parse_decimal(row["result"]), 3) if row["result"] else "–",
            _cut(row["what"], 48),
            _cut(row["why"], 60),
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


def finding_plain(finding: Said) -> dict[str, Any]:
    """A finding with its sentences in both languages, JSON-ready (docs/findings.md)."""
    from openpcf.messages import fix, say

    plain_one = dump(finding) if isinstance(finding, Finding) else {"code": finding.code}
    return {
        **plain_one,
        "text": {"en": say(finding), "zh": say(finding, "zh")},
        "fix": {"en": fix(finding), "zh": fix(finding, "zh")},
    }


def report_plain(report: Report) -> dict[str, Any]:
    """The report of a profile, JSON-ready (docs/findings.md)."""
    return {**dump(report), "findings": [finding_plain(f) for f in report.findings]}


def verification_plain(read: Read) -> dict[str, Any]:
    """Steps, children and rules, JSON-ready."""
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
        "report": report_plain(read.report) if read.report is not None else None,
    }
