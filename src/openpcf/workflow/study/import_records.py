"""One record for each line of a BOM: its place, what was understood, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from openpcf.matching.parts.parser import mates_of, parse_part
from openpcf.matching.tables.tables import MatchingTables
from openpcf.messages import Language, render, term, text
from openpcf.model.base import decimal_text, dump
from openpcf.workflow.study.init import ImportPreview


@dataclass(frozen=True)
class ImportRecord:
    """What was understood of a line.

    ``rule`` is the rule that set it apart, else the one that gave its class; ``package`` was read
    from ``footprint``, the text of the file; ``left_over`` are words of designators and footprint
    that were not understood.
    """

    line: str
    source: str
    kind: str
    part_class: str
    package: str
    footprint: str
    value: str
    designators: tuple[str, ...]
    quantity: str
    unit: str
    option: str
    rule: str
    left_over: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return JSON-ready data; unknown values are left out."""
        members = {
            "line": self.line,
            "source": self.source,
            "kind": self.kind,
            "class": self.part_class,
            "package": self.package,
            "footprint": self.footprint,
            "value": self.value,
            "designators": list(self.designators),
            "quantity": self.quantity,
            "unit": self.unit,
            "option": self.option,
            "rule": self.rule,
            "left_over": list(self.left_over),
        }
        return {name: value for name, value in members.items() if value}


def records_of(
    preview: ImportPreview,
    tables: MatchingTables,
    limit: int | None = None,
    language: Language = "en",
) -> Iterator[ImportRecord]:
    """Return one record per line in the order of the files, at most ``limit`` per file.

    ``language`` is that of the rules' names.
    """
    mates = mates_of(preview.study.bom)
    lines = iter(preview.study.bom)
    pairs = [
        list(zip(read.records, islice(lines, len(read.records)), strict=True))[:limit]
        for read in preview.imports
    ]
    for record, line in chain.from_iterable(pairs):
        part = record.kind == "part"
        mate = mates.get(line.part_number or "")
        parsed = parse_part(line, tables, mate) if part else None
        rules = [term("bom-rule", name, language) for name in (record.rule,) if name]
        rules += [render(rule, language) for rule in (parsed.rules if parsed else ())]
        rules += [term("bom-rule", name, language) for name in (record.option_rule,) if name]
        yield ImportRecord(
            line=line.id,
            source=record.source,
            kind=record.kind,
            part_class=parsed.part_class if parsed else "",
            package=parsed.package if parsed else "",
            footprint=record.package or "",
            value=record.value or "",
            designators=record.designators,
            quantity=decimal_text(record.quantity) if record.quantity is not None else "",
            unit=record.unit or "",
            option=record.option or "",
            rule=text("study-note.notes", language, notes=rules),
            left_over=(*record.leftover, *(parsed.leftover if parsed else ())),
        )


def import_json(preview: ImportPreview, records: Iterable[ImportRecord]) -> dict[str, Any]:
    """Return files, lines and findings of an import, JSON-ready."""
    return {
        "files": [
            {**dump(read.table), "columns": dict(read.mapping.fields)} for read in preview.imports
        ],
        "lines": [record.to_json() for record in records],
        "findings": [dump(finding) for finding in preview.findings],
    }
