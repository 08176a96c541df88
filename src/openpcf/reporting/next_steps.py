"""Next steps: parts that are estimates or gaps, and whom to ask for which data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from openpcf.calculation.uncertainty import sample, terms
from openpcf.matching.parts.silicon import CLASSES as SILICON
from openpcf.model.base import exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.model.inventory import Inventory, Line, SigmaLn
from openpcf.model.inventory_document import inventory_of
from openpcf.reporting.figures import DASH, share_text
from openpcf.reporting.lines import LineView
from openpcf.reporting.parts import Bounds, Part

NEXT = 10
DRAWS = 800
BETTER = SigmaLn(quantity=Decimal("0.05"), factor=Decimal("0.05"))
"""Range of a line with a supplier's own measured data; our own estimate."""

Asked = tuple[str, str, str]
"""Labels: whom to ask, for which data, how much work."""
BY_CLASS: dict[str, Asked] = {
    "transport": ("forwarder", "leg_field", "hours"),
    "electricity": ("own", "meter_field", "hours"),
    "natural gas": ("own", "meter_field", "hours"),
}
BY_STAGE: dict[str, Asked] = {
    "inbound-transport": ("forwarder", "leg_field", "hours"),
    "distribution": ("forwarder", "leg_field", "hours"),
    "production": ("own", "consumption_field", "hours"),
    "packaging": ("packaging_supplier", "packaging_field", "days"),
    "installation": ("own", "scenario_field", "days"),
    "use": ("own", "scenario_field", "days"),
    "end-of-life": ("own", "scenario_field", "days"),
}


@dataclass(frozen=True)
class NextStep:
    """A weak part or gap: its share, whom to ask for which data, effort and benefit.

    Shares and ``narrowing``, the reduction of the range's width, are in percent; ``who``, ``field``
    and ``effort`` are labels.
    """

    part: Part
    share: str
    gap_share: str
    who: str
    field: str
    effort: str
    narrowing: str


def ranges_of(
    document: Document,
) -> tuple[Inventory | None, Callable[[Sequence[LineView]], Bounds]]:
    """Return the inventory and a function for the 95 % range of several of its lines.

    Shared factors are drawn once. The inventory is None for a document without the shape of this
    data model, on which the rules report.
    """
    try:
        inventory = inventory_of(document.inventory, document.components)
    except ValidationError:
        return None, lambda _: None
    components = {item.id: item for item in inventory.components}
    by_id = {line.id: line for line in inventory.lines}
    if any(line.component not in components for line in inventory.lines if line.component):
        return None, lambda _: None

    def bounds(lines: Sequence[LineView]) -> Bounds:
        many = terms([by_id[v.id] for v in lines if v.id in by_id], components)
        if not any(t.sigma_quantity or t.sigma_factor for t in many):
            return None
        return sample(many, draws=DRAWS)

    return inventory, bounds


def _narrowing(inventory: Inventory, parts: Sequence[Part]) -> list[str]:
    """Return by how many percent the range narrows if one part's sigmas become 0.05."""
    components = {item.id: item for item in inventory.components}

    def width(lines: Sequence[Line]) -> float:
        low, high = sample(terms(lines, components), draws=DRAWS)
        return high - low

    whole = width(inventory.lines)
    found = []
    for part in parts:
        ids = {line.id for line in part.lines}
        better = [
            line.model_copy(update={"sigma_ln": BETTER}) if line.id in ids else line
            for line in inventory.lines
        ]
        fall = 100 * (1 - width(better) / whole) if whole > 0 else 0.0
        found.append(f"{fall:.0f}" if fall >= 0.5 else "<1")
    return found


def _asked(part: Part) -> Asked:
    known = BY_CLASS.get(part.part_class) or BY_STAGE.get(part.stage)
    if known is not None:
        return known
    if part.part_class in SILICON:
        return "supplier", "silicon_field", "days"
    return "supplier", "mass_field", "days"


def _screened(lines: Sequence[LineView]) -> Decimal:
    """Return mass of the gaps times a high factor, kg CO2e: an upper bound."""
    found: list[Any] = [line.raw.get("screening") for line in lines]
    return exact_sum(parse_decimal(str(text)) for text in found if text is not None)


def next_steps(
    parts: Sequence[Part], inventory: Inventory | None, total: Decimal | None
) -> tuple[NextStep, ...]:
    """Return mostly estimated parts and gaps by share, including what gaps may add."""
    weighed = []
    for part in parts:
        weak = exact_sum(
            parse_decimal(v.exact) for v in part.lines if v.estimated and v.exact != DASH
        )
        gap = _screened(part.gaps)
        if weak > 0 or part.gaps:
            weighed.append((weak + gap, weak, gap, part))
    weighed.sort(key=lambda found: -found[0])
    chosen = weighed[:NEXT]
    narrowing = [DASH] * len(chosen)
    if inventory is not None and any(weak for _, weak, _, _ in chosen):
        narrowing = _narrowing(inventory, [part for _, _, _, part in chosen])
    return tuple(
        NextStep(
            part,
            share_text(weak, total) if weak else DASH,
            share_text(gap, total) if gap else "",
            *_asked(part),
            narrowing=narrow if weak else DASH,
        )
        for (_, weak, gap, part), narrow in zip(chosen, narrowing, strict=True)
    )
