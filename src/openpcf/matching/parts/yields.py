"""Yields of the steps a part goes through: gross = net / product of the later yields.

The treatment of scrap is a line of its own, entered with the waste of the site; reworked boards are
not scrap (method.md, Yields). A yield of 100 and an unknown yield differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from openpcf.model.base import exact_product, exact_sum, hundredth, trimmed_decimal
from openpcf.model.finding import Finding, error, warning
from openpcf.model.inventory import Per
from openpcf.model.message import message
from openpcf.model.study import Process, Study, place_of

LOW, FRACTION = Decimal(50), Decimal(1)


def _start(study: Study, fitted_at: str | None) -> int:
    return next((n for n, p in enumerate(study.processes) if p.id == fitted_at), 0)


def _yield(step: Process) -> Decimal:
    known = step.yield_percent
    return hundredth(known) if known is not None else Decimal(1)


def yields(study: Study, fitted_at: str | None) -> tuple[Per, ...]:
    """Return divisors of the steps from where a part is fitted (blank: the first) to the end."""
    return tuple(
        Per(amount=_yield(step), why=message("step-yield", step=step.what or step.id))
        for step in study.processes[_start(study, fitted_at) :]
        if _yield(step) != 1
    )


def fitted_together(
    study: Study, positions: Iterable[tuple[Decimal, str | None]]
) -> tuple[Decimal, tuple[Per, ...]]:
    """Combine amount and divisors of positions fitted at different steps.

    Positions fitted later are multiplied by the yields they do not go through: 2 at a step of 0.8
    and 1 after it are (2 + 1 x 0.8) / 0.8.
    """
    many = [(amount, _start(study, step)) for amount, step in positions]
    first = min(start for _, start in many)
    total = exact_sum(
        exact_product((amount, *(_yield(step) for step in study.processes[first:start])))
        for amount, start in many
    )
    step = study.processes[first].id if study.processes else None
    return total, yields(study, step)


def yield_findings(
    study: Study, *, treated: bool, proven: Callable[[str | None], bool]
) -> tuple[Finding, ...]:
    """Check the yields of all steps.

    ``YIELD_UNKNOWN`` for a step without yield; ``SCRAP_WITHOUT_TREATMENT`` for one that loses
    pieces while no production line is a waste (``treated`` False); ``YIELD_LOW`` below 50 %;
    ``YIELD_FRACTION`` up to 1 %, probably a fraction in place of a percentage, unless evidence is
    ``proven``.
    """
    found = []
    for step in study.processes:
        place, what = place_of(step, "processes"), step.what or step.id
        if step.yield_percent is None:
            found.append(warning("YIELD_UNKNOWN", place, what=what))
            continue
        stated, meant = (
            trimmed_decimal(step.yield_percent),
            trimmed_decimal(100 * step.yield_percent),
        )
        if step.yield_percent <= FRACTION and not proven(step.evidence):
            found.append(error("YIELD_FRACTION", place, stated, meant, what=what))
        elif step.yield_percent < LOW:
            found.append(warning("YIELD_LOW", place, stated, what=what))
        if _yield(step) != 1 and not treated:
            found.append(warning("SCRAP_WITHOUT_TREATMENT", place, what=what))
    return tuple(found)
