"""The difference of two documents as plain text."""

from __future__ import annotations

from decimal import Decimal

from openpcf.messages import text
from openpcf.messages.catalogue import Language
from openpcf.model.base import exact_sum
from openpcf.reporting.compare import Comparison
from openpcf.reporting.figures import DASH, signed, significant
from openpcf.reporting.layout import table
from openpcf.reporting.sanitize import sanitize


def figure_text(value: Decimal | None) -> str:
    """Return a figure to three digits; a dash for none."""
    return DASH if value is None else significant(value, 3)


def comparison_text(found: Comparison, language: Language = "en", limit: int = 15) -> str:
    """Return totals and the largest changes; the others are summed in one line."""
    changed = [line for line in found.lines if line.change]
    rows = [
        (
            figure_text(line.first),
            figure_text(line.second),
            signed(line.change),
            line.name(language)[:64],
        )
        for line in changed[:limit]
    ]
    if len(changed) > limit:
        rest = exact_sum(line.change for line in changed[limit:])
        name = text("terminal.other_lines", language, count=len(changed) - limit)
        rows.append(("", "", signed(rest), name))
    totals = (figure_text(found.first_total), figure_text(found.second_total))
    rows.append((*totals, signed(found.change), text("terminal.sum", language)))
    head = f"A {sanitize(found.first_name)}\nB {sanitize(found.second_name)}\n\n"
    return head + table([("A", "B", "B - A", ""), *rows], frozenset({0, 1, 2}))
