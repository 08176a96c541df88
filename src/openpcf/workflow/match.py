"""``match``: what has no factor as a workbook to fill, and factors a person confirms."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from openpcf.errors import UsageError
from openpcf.matching.match import confirmation_keys
from openpcf.store import Mapping
from openpcf.workflow.calculate import Prepared
from openpcf.workflow.surroundings import Surroundings

GAP_COLUMNS = ("line", "source", "what", "why", "screening kg CO2e", "alternatives")


def gap_rows(prepared: Prepared) -> list[tuple[str, ...]]:
    """Lines without factor."""
    rows: list[tuple[str, ...]] = []
    for line in prepared.calculated.inventory.lines:
        if not line.is_gap:
            continue
        detail = prepared.matching.details[line.id]
        rows.append(
            (
                line.id,
                line.source or "",
                line.what,
                line.note or "",
                "" if line.screening is None else str(line.screening),
                "; ".join(f"{a.factor} ({a.name})" for a in detail.alternatives),
            )
        )
    return rows


def gaps_workbook(prepared: Prepared) -> bytes:
    """The gaps as a sheet to look at and to work through."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("Gaps")
    bold = book.add_format({"bold": True})
    for column, wide in enumerate((9, 28, 60, 60, 18, 80)):
        page.set_column(column, column, wide)
    for number, row in enumerate([GAP_COLUMNS, *gap_rows(prepared)]):
        for column, text in enumerate(row):
            page.write_string(number, column, text, bold if number == 0 else None)
    page.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def confirm(
    prepared: Prepared, pairs: Sequence[str], by: str, surroundings: Surroundings
) -> tuple[str, ...]:
    """Remember ``LINE=FACTOR`` for the part of a line, across studies.

    Raises UsageError ``CONFIRM_FORM``, ``CONFIRM_WHO``, ``LINE_UNKNOWN``, ``CONFIRM_NO_KEY``.
    """
    if not by:
        raise UsageError("CONFIRM_WHO")
    made, said = [], []
    now = surroundings.now()
    lines = {line.id: line for line in prepared.calculated.inventory.lines}
    for pair in pairs:
        name, separator, factor_id = pair.partition("=")
        if not separator:
            raise UsageError("CONFIRM_FORM", found=pair, expected="l-0017=ne14-cu")
        if name not in lines:
            raise UsageError("LINE_UNKNOWN", found=name, expected="l-0001")
        factor = prepared.library.get(factor_id)
        source = lines[name].source
        row = next(
            (r for r in prepared.loaded.study.bom if (r.source or f"bom#{r.id}") == source), None
        )
        keys = confirmation_keys(row) if row is not None else ()
        if not keys:
            raise UsageError("CONFIRM_NO_KEY", place=source or name)
        made.append(Mapping(keys[0], factor.id, by, now))
        said.append(f"{keys[0]} → {factor.id}, confirmed by {by}")
    store = surroundings.store()
    store.confirm(tuple(made))
    store.close()
    return tuple(said)
