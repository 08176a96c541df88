"""Texts of the command line that stand on workflow's own values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from openpcf.model.base import decimal_text, dump, plain
from openpcf.report.terminal import table

if TYPE_CHECKING:
    from openpcf.messages.catalogue import Language
    from openpcf.workflow.calculate import Prepared
    from openpcf.workflow.declarations import Read
    from openpcf.workflow.init import Started


def import_text(started: Started) -> str:
    """What was read from each bill: columns, lines, parts, what was set apart and why."""
    parts = []
    for read in started.imports:
        facts = read.table
        how = " ".join(t for t in (facts.format, facts.encoding, facts.delimiter) if t)
        pieces = sum((r.quantity or 0) for r in read.parts)
        others = sum((r.quantity or 0) for r in read.records if r.kind != "part")
        head = f"{facts.name}: {len(read.records)} lines, {plain(pieces) if pieces else 0} parts"
        if others:
            head += f", {plain(others)} not parts"
        columns = [
            (header, "→", "kept as it is" if field == "extra" else field)
            for header, field in read.mapping.fields.items()
        ]
        parts.append(f"{head}  ({how})\n{table(columns)}")
        apart = Counter(r.rule for r in read.records if r.kind != "part")
        if apart:
            parts.append(table((f"set apart: {rule}", f"{n} lines") for rule, n in apart.items()))
    out = sum(1 for line in started.study.bom if line.option == "out" and line.kind == "part")
    if out:
        parts.append(f"{out} optional lines stay out until you set them in")
    return "\n\n".join(parts)


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
                "alternatives": [a.factor for a in detail.alternatives],
                "result": decimal_text(line.result.excl) if line.result else "",
            }
        )
    return rows


def match_text(prepared: Prepared, language: Language) -> str:
    """One row a line, and how many came how."""
    rows = match_rows(prepared)
    counts = Counter(row["how"] for row in rows)
    head = ", ".join(f"{how} {n}" for how, n in counts.most_common())
    body = table(
        (row["line"], row["how"], row["factor"] or "–", row["source"], row["what"][:60])
        for row in rows
    )
    return f"{body}\n\n{len(rows)} lines: {head}"


def verification_plain(read: Read) -> dict[str, Any]:
    """Steps, children and rules, JSON-ready."""
    return {
        "digest": read.document.digest if read.document is not None else None,
        "steps": [step._asdict() for step in read.verified.own.steps],
        "children": {
            digest: [step._asdict() for step in opening.steps]
            for digest, opening in read.verified.children.items()
        },
        "problems": [p.code for p in read.problems],
        "report": dump(read.report) if read.report is not None else None,
    }
