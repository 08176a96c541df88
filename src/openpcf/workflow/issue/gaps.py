"""``match``: gaps as a workbook to fill in and return, and factors a person confirms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpcf.errors import InputError, UsageError
from openpcf.formats.forms.gaps import GapRow, read_gaps, write_gaps
from openpcf.matching.lines.builder import unknown_material
from openpcf.matching.match import confirmation_keys
from openpcf.messages import language_of, render
from openpcf.model.base import exact_sum, trimmed_decimal
from openpcf.model.finding import Finding, error, errors_of, finding_of
from openpcf.model.inventory import Line
from openpcf.model.message import Message, message
from openpcf.model.study import BomLine, Row, Study, place_of
from openpcf.store import ConfirmedMatch
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.base.resources import library
from openpcf.workflow.issue.calculate import CalculatedStudy
from openpcf.workflow.study.library import matching_tables

GAP_TABLES = ("bom", "boards", "activities", "transport", "packaging")


def _rows_by_source(study: Study) -> dict[str, tuple[str, Row]]:
    """Return table and row of the study by the source that lines name."""
    return {
        place_of(row, table): (table, row) for table in GAP_TABLES for row in getattr(study, table)
    }


def _part(row: Row) -> str:
    """Return how a person identifies a row."""
    names = ("designators", "description", "what", "value", "package", "manufacturer")
    values = [getattr(row, name, None) for name in (*names, "part_number", "material")]
    texts = (" ".join(v[:4]) if isinstance(v, tuple) else v for v in values)
    return ", ".join(dict.fromkeys(t for t in texts if t))


def _missing(line: Line) -> Message:
    """Return what a gap lacks: its elements, if only some are missing, and the reason."""
    element = (line.what.params or {}).get("element")
    if element is None or line.note is None:
        return line.note or line.what
    return message("missing-of-part", element=element, note=line.note)


def gap_rows(calculated_study: CalculatedStudy) -> tuple[GapRow, ...]:
    """Return one row for each row of the study with gaps.

    Rows without a screening value come first, then the largest.
    """
    language = language_of(calculated_study.loaded.study.language)
    known = _rows_by_source(calculated_study.loaded.study)
    by_row: dict[tuple[str, str], list[Line]] = {}
    for line in calculated_study.calculated.inventory.lines:
        if line.is_gap and line.source in known:
            table, row = known[line.source]
            by_row.setdefault((table, row.id), []).append(line)
    made = []
    for (table, id), lines in by_row.items():
        row = known[str(lines[0].source)][1]
        details = [calculated_study.matching.details[line.id] for line in lines]
        bounded = [line.screening for line in lines if line.screening is not None]
        total = exact_sum(bounded) if len(bounded) == len(lines) else None
        near = [f"{a.factor} ({a.name})" for d in details for a in d.alternatives]
        missing = message("several", texts=[_missing(line) for line in lines])
        given = GapRow(
            table,
            id,
            str(lines[0].source),
            _part(row),
            render(missing, language),
            "" if total is None else trimmed_decimal(total),
            "; ".join(near),
        )
        made.append((total is not None, -(total or Decimal(0)), given))
    return tuple(row for _, _, row in sorted(made, key=lambda m: m[:2]))


def gaps_workbook(calculated_study: CalculatedStudy) -> bytes:
    """Return the gaps as a workbook to fill in and return (``fill``)."""
    tables = matching_tables()
    chips = {name for name, _ in tables.chips}
    return write_gaps(gap_rows(calculated_study), sorted(chips | set(tables.recipes)))


@dataclass(frozen=True)
class Filled:
    """The study with the answers, the changes, and the factors to remember by key."""

    study: Study
    changes: tuple[tuple[str, str, str, str, str], ...]
    mappings: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def fill(calculated_study: CalculatedStudy, path: Path) -> Filled:
    """Apply the answers of a gaps workbook to the study; nothing is written.

    Raises InputError ``GAPS_FAULTS`` with every fault of the workbook at once.
    """
    study = calculated_study.loaded.study
    answers, reported = read_gaps(read_bytes(path), path.name)
    findings = list(reported)
    changes: list[tuple[str, str, str, str, str]] = []
    mappings: list[tuple[str, str]] = []
    tables: dict[str, tuple[Row, ...]] = {name: getattr(study, name) for name in GAP_TABLES}
    everything, words = library(everything=True), matching_tables().terms
    for answer in answers:
        row = next((r for r in tables.get(answer.table, ()) if r.id == answer.id), None)
        if row is None:
            findings.append(error("GAPS_ROW_UNKNOWN", answer.place, f"{answer.table} {answer.id}"))
            continue
        factor = answer.values.get("factor")
        if factor and not (calculated_study.library.find(factor) or everything.find(factor)):
            try:
                calculated_study.library.get(factor, place=answer.place)
            except InputError as e:
                findings.append(finding_of(e))
        for name, value in answer.values.items():
            before = getattr(row, name, None)
            old = "" if before is None else str(before)
            changes.append((answer.table, answer.id, name, old, str(value)))
        material = None if factor else answer.values.get("material")
        findings += unknown_material(words, material, answer.place)
        filled = row.model_copy(update=dict(answer.values))
        tables[answer.table] = tuple(filled if r is row else r for r in tables[answer.table])
        if factor and isinstance(row, BomLine) and (keys := confirmation_keys(row)):
            mappings.append((keys[0], factor))
    faults = errors_of(findings)
    if faults:
        raise InputError("GAPS_FAULTS", str(path), str(len(faults)), findings=faults)
    return Filled(study.model_copy(update=tables), tuple(changes), tuple(mappings), tuple(findings))


def remember(filled: Filled, by: str, environment: Environment) -> tuple[str, ...]:
    """Store the factors entered for parts with a key, for use in other studies.

    Nothing is stored without the name of the person who confirms them.
    """
    if not by or not filled.mappings:
        return ()
    now = environment.now()
    store = environment.store()
    store.confirm(tuple(ConfirmedMatch(key, factor, by, now) for key, factor in filled.mappings))
    store.close()
    return tuple(f"{key} → {factor}, confirmed by {by}" for key, factor in filled.mappings)


def confirm(
    calculated_study: CalculatedStudy, pairs: Sequence[str], by: str, environment: Environment
) -> tuple[str, ...]:
    """Remember ``LINE=FACTOR`` for the part of a line, across studies.

    Raises UsageError ``CONFIRM_FORM``, ``CONFIRM_WHO``, ``LINE_UNKNOWN``, ``CONFIRM_NO_KEY``.
    """
    if not by:
        raise UsageError("CONFIRM_WHO")
    made, reported = [], []
    now = environment.now()
    lines = {line.id: line for line in calculated_study.calculated.inventory.lines}
    for pair in pairs:
        name, separator, factor_id = pair.partition("=")
        if not separator:
            raise UsageError("CONFIRM_FORM", found=pair, expected="l-0017=ne14-cu")
        if name not in lines:
            raise UsageError("LINE_UNKNOWN", found=name, expected="l-0001")
        factor = calculated_study.library.find(factor_id) or library(everything=True).get(factor_id)
        source = lines[name].source
        row = next(
            (r for r in calculated_study.loaded.study.bom if place_of(r, "bom") == source),
            None,
        )
        keys = confirmation_keys(row) if row is not None else ()
        if not keys:
            raise UsageError("CONFIRM_NO_KEY", place=source or name)
        made.append(ConfirmedMatch(keys[0], factor.id, by, now))
        reported.append(f"{keys[0]} → {factor.id}, confirmed by {by}")
    store = environment.store()
    store.confirm(tuple(made))
    store.close()
    return tuple(reported)
