"""The result of a BOM import as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from openpcf.messages.catalogue import Language, text
from openpcf.model.assemblies import (
    assemblies,
    cycles,
    flattened,
    has_assemblies,
    unknown_assemblies,
)
from openpcf.model.base import trimmed_decimal
from openpcf.reporting.layout import table
from openpcf.workflow.study.import_records import ImportRecord
from openpcf.workflow.study.init import ImportPreview

LINES_SHOWN = 200
COLUMNS = (
    "source",
    "class",
    "package",
    "value",
    "quantity",
    "designators",
    "rule",
    "left-over",
)


def _short(names: Sequence[str], width: int = 24) -> str:
    shown = ",".join(names)
    return shown if len(shown) <= width else f"{shown[: width - 1]}…"


def import_text(preview: ImportPreview, records: Iterable[ImportRecord], language: Language) -> str:
    """Return what was read from each BOM: columns, lines, and lines set apart.

    Lists at most ``LINES_SHOWN`` lines of each file.
    """
    every = iter(records)
    quantities, inside = _in_product(preview)
    ids = iter([line.id for line in preview.study.bom])
    parts = [] if preview.imports else [text("import.template", language)]
    for read in preview.imports:
        facts = read.table
        pieces = sum(quantities[id] or 0 for id in islice(ids, len(read.records)))
        others = sum((r.quantity or 0) for r in read.records if r.kind != "part")
        head = text(
            "import.file-others" if others else "import.file",
            language,
            name=facts.name,
            lines=len(read.records),
            parts=trimmed_decimal(pieces) if pieces else 0,
            others=trimmed_decimal(others) if others else 0,
            format=" ".join(t for t in (facts.format, facts.encoding, facts.delimiter) if t),
        )
        columns = [
            (header, "→", text("import.extra", language) if field == "extra" else field)
            for header, field in read.mapping.fields.items()
        ]
        parts.append(f"{head}\n{table(columns)}")
        total = len(read.records)
        shown = [_row(record) for record in islice(every, min(total, LINES_SHOWN))]
        titles = tuple(text(f"import.column.{name}", language) for name in COLUMNS)
        parts.append(table([titles, *shown], frozenset({4})))
        if total > LINES_SHOWN:
            parts.append(text("import.more", language, count=total - LINES_SHOWN))
        apart = Counter(r.rule for r in read.records if r.kind != "part")
        if apart:
            rows = [
                (
                    text("import.apart", language, rule=rule or ""),
                    text("import.lines", language, count=n),
                )
                for rule, n in apart.items()
            ]
            parts.append(table(rows))
    if inside:
        parts.append(text("import.assemblies", language, count=inside))
    out = sum(1 for line in preview.study.bom if line.option == "out" and line.kind == "part")
    if out:
        parts.append(text("import.out", language, count=out))
    parts.append(_defaults(preview, language))
    return "\n\n".join(parts)


def _defaults(preview: ImportPreview, language: Language) -> str:
    """Return the assumptions of the study that the user has not stated."""
    study = preview.study
    control = study.method.scope_approach if study.method else None
    if study.period is None:
        return text("import.defaults", language, purpose=study.purpose, control=control)
    start, end = study.period.valid_from or "–", study.period.valid_until or "–"
    return text(
        "import.defaults-valid",
        language,
        purpose=study.purpose,
        control=control,
        start=start[:10],
        end=end[:10],
    )


def _in_product(preview: ImportPreview) -> tuple[dict[str, Decimal | None], int]:
    """Return pieces per product by line id, and the number of assemblies.

    An assembly is represented by its parts.
    """
    lines = preview.study.bom
    found: dict[str, Decimal | None] = dict.fromkeys((line.id for line in lines), None)
    counted = lines if cycles(lines) or unknown_assemblies(lines) else flattened(lines)
    found |= {line.id: line.quantity for line in counted if line.kind == "part"}
    if not has_assemblies(lines):
        return found, 0
    known = assemblies(lines)
    return found, len({p for line in lines if line.part_of for p in known.get(line.part_of, [])})


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
