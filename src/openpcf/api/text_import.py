"""What an import understood of each bill, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from openpcf.messages import Language, term
from openpcf.model.assemblies import (
    assemblies,
    cycles,
    flattened,
    has_assemblies,
    unknown_assemblies,
)
from openpcf.model.base import trimmed_decimal
from openpcf.reporting.terminal import table
from openpcf.workflow.study.import_records import ImportRecord
from openpcf.workflow.study.init import ImportPreview

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
        "assemblies": "{count} sub-assemblies; their parts stand for them",
        "dry-run": "dry run: nothing was written; add --write to make {target}",
        "set": "Set for you; correct in the study what is not so: {claims}.",
        "claims": "purpose {purpose}, cradle to gate, retrospective, control {control}, "
        "electricity by location, offsets not included",
        "valid": ", valid {start} to {end}",
        "next": "purpose {purpose}, cut-off and excluded processes blank; next: "
        "openpcf match {target}, then openpcf check {target}",
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
        "assemblies": "{count} 个组件，按其零部件计算",
        "dry-run": "试运行：未写入任何内容；加 --write 以生成 {target}",
        "set": "以下各项已预先填写，如与事实不符请在研究中更正：{claims}。",
        "claims": "用途 {purpose}、从摇篮到大门、回顾性研究、控制权 {control}、"
        "电力按所在地计、不含抵消",
        "valid": "、有效期 {start} 至 {end}",
        "next": "用途 {purpose}；取舍准则与排除的过程未填；下一步："
        "openpcf match {target}，然后 openpcf check {target}",
    },
}


def import_word(key: str, language: Language) -> str:
    """A sentence of the import."""
    return _IMPORT[language][key]


def _short(names: Sequence[str], width: int = 24) -> str:
    text = ",".join(names)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def import_text(preview: ImportPreview, records: Iterable[ImportRecord], language: Language) -> str:
    """What was read from each bill: columns, a record for each line (``LINES_SHOWN`` of each
    file), what was set apart."""
    words = _IMPORT[language]
    every = iter(records)
    quantities, inside = _in_product(preview)
    ids = iter([line.id for line in preview.study.bom])
    parts = [] if preview.imports else [words["template"]]
    for read in preview.imports:
        facts = read.table
        how = " ".join(t for t in (facts.format, facts.encoding, facts.delimiter) if t)
        pieces = sum(quantities[id] or 0 for id in islice(ids, len(read.records)))
        others = sum((r.quantity or 0) for r in read.records if r.kind != "part")
        head = words["head"].format(
            name=facts.name, lines=len(read.records), parts=trimmed_decimal(pieces) if pieces else 0
        )
        if others:
            head += words["others"].format(others=trimmed_decimal(others))
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
        apart = Counter(r.rule for r in read.records if r.kind != "part")
        if apart:
            rows = [
                (
                    words["apart"].format(rule=term("bom-rule", rule or "", language)),
                    words["lines"].format(count=n),
                )
                for rule, n in apart.items()
            ]
            parts.append(table(rows))
    if inside:
        parts.append(words["assemblies"].format(count=inside))
    out = sum(1 for line in preview.study.bom if line.option == "out" and line.kind == "part")
    if out:
        parts.append(words["out"].format(count=out))
    parts.append(words["set"].format(claims=_claims(preview, words)))
    return "\n\n".join(parts)


def _claims(preview: ImportPreview, words: dict[str, str]) -> str:
    """What the study says that nobody has said."""
    study = preview.study
    control = study.method.scope_approach if study.method else None
    told = words["claims"].format(purpose=study.purpose, control=control)
    if study.period is not None:
        start, end = study.period.valid_from or "–", study.period.valid_until or "–"
        told += words["valid"].format(start=start[:10], end=end[:10])
    return told


def _in_product(preview: ImportPreview) -> tuple[dict[str, Decimal | None], int]:
    """Pieces of each part in one product by its line's id (an assembly's parts stand for it), and
    how many assemblies there are."""
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
