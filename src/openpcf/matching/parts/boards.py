"""Bare boards → lines: outline area x layers x thickness over panel utilisation, and the copper
beyond the usual 35 µm (method.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpcf.matching.lines.builder import UNIT_IN, Built, Choice, Ground, line, named_factor
from openpcf.matching.parts.named_factors import (
    board_floor,
    class_finding,
    emissions,
    floor_finding,
)
from openpcf.model.base import exact_product, hundredth, trimmed_decimal
from openpcf.model.finding import Finding, error, warning
from openpcf.model.inventory import Per
from openpcf.model.study import Board
from openpcf.model.units import conversion, same_dimension

FACTOR = "deltalca:fr4-area"
USUAL_COPPER_UM = Decimal(35)
COPPER = "ne14-cu"
COPPER_KG_PER_MM2_UM = Decimal("0.00000000896")
"""Density of copper, 8.96 g/cm3."""
_OUTER = Decimal(2)


def board_line(ground: Ground, built: Built, board: Board, per: tuple[Per, ...]) -> None:
    """One line for a board; a part of what is needed missing makes it a gap with its finding.

    A factor per area that the user names for this board needs its area alone.
    """
    place = board.source or f"boards#{board.id}"
    named = named_factor(ground, board.factor, place, built) if board.factor else None
    by_volume = named is None or named.factor is None or not same_dimension(named.factor.per, "mm2")
    needed = [("area", board.area)]
    if by_volume:
        needed += [("layers", board.layers), ("thickness", board.thickness_mm)]
    missing = [name for name, value in needed if value is None]
    common: dict[str, Any] = {
        "name": f"board:{board.id}",
        "what": board.what or board.id,
        "stage": "raw-materials",
        "scope": "3.1",
        "source": place,
        "part_class": "board",
        "region": board.region,
        "granularity": "item",
    }
    if missing or board.area is None:
        built.findings.append(error("BOARD_INCOMPLETE", place, ", ".join(missing)))
        line(ground, built, choice=Choice(None), **common)
        return
    technology, sigma = Decimal(3), Decimal("0.35")
    if board.copper_um is not None and board.copper_um > USUAL_COPPER_UM:
        technology, sigma = Decimal(4), Decimal("0.5")
        built.findings.append(warning("BOARD_COPPER", place, str(board.copper_um), "35"))
    if board.area_basis == "bounding-box":
        built.findings.append(warning("BOARD_BOX", place))
    built.findings.extend(_blanks(board, named, place))
    choice = named
    if choice is None:
        choice = Choice(
            ground.library.get(FACTOR, place=place),
            "class",
            "FR-4 by area, layers and thickness",
            technology=technology,
            sigma=sigma,
        )
    times, over = conversion(board.area_unit or "mm2", "mm2", place)
    quantity = board.quantity if board.quantity is not None else Decimal(1)
    divisors = [*per]
    if over != 1:
        divisors.append(
            Per(amount=over, why=ground.say(UNIT_IN, unit=str(board.area_unit), other="mm2"))
        )
    if board.panel_utilisation_percent:
        divisors.append(
            Per(amount=hundredth(board.panel_utilisation_percent), why="panel utilisation")
        )
    numerators: tuple[Decimal, ...] = (quantity, board.area, times)
    area_unit = board.area_unit or "mm2"
    converted = ground.say(f"({UNIT_IN})", unit=area_unit, other="mm2")
    said: tuple[str, ...] = ("piece", area_unit, converted)
    if by_volume and board.layers is not None and board.thickness_mm is not None:
        numerators = (*numerators, board.layers, board.thickness_mm)
        said = (*said, "layers", "mm")
    made = Built()
    line(
        ground,
        made,
        choice=choice,
        numerators=numerators,
        unit="mm2.layer.mm" if by_volume else "mm2",
        per=tuple(divisors),
        origin="calculated",
        said=said,
        sigma_quantity=Decimal("0.05"),
        **common,
    )
    if named is not None and board.thickness_mm is not None:
        _check(ground, made, board, exact_product((quantity, board.area, times)) / over, place)
        if any(f.code == "FACTOR_BELOW_FLOOR" for f in made.findings):
            made.lines.clear()
            made.choices.clear()
            line(ground, made, choice=Choice(None, alternatives=choice.alternatives), **common)
    built.take(made)
    if named is None and board.copper_um is not None and board.layers is not None:
        _copper(ground, built, board, (quantity, board.area, times), tuple(divisors), common)


def _blanks(board: Board, named: Choice | None, place: str) -> Iterator[Finding]:
    """Blanks that stand for a number: one board, a panel used whole, the usual copper."""
    factor = named.factor if named is not None else None
    if board.quantity is None:
        yield warning("BOARD_QUANTITY_BLANK", place)
    if board.panel_utilisation_percent is None and (factor is None or factor.basis == "panel"):
        yield warning("BOARD_PANEL_BLANK", place)
    if board.copper_um is None and factor is None:
        yield warning("BOARD_COPPER_BLANK", place, trimmed_decimal(USUAL_COPPER_UM))


def _check(ground: Ground, made: Built, board: Board, area_mm2: Decimal, place: str) -> None:
    """A factor named for the board against its laminate and against the usual factor."""
    if board.thickness_mm is None:
        return
    found, volume = emissions(made.lines), area_mm2 * board.thickness_mm
    floor = board_floor(volume, ground.library)
    said = floor_finding(found, floor, place, proven=ground.proven(board.evidence))
    if said is not None:
        made.findings.append(said)
    usual = ground.library.find(FACTOR)
    if usual is not None and board.layers is not None:
        made.findings.extend(class_finding(found, volume * board.layers * usual.value, place))


def _copper(
    ground: Ground,
    built: Built,
    board: Board,
    area: tuple[Decimal, ...],
    per: tuple[Per, ...],
    common: dict[str, Any],
) -> None:
    """Copper beyond what the factor is meant for, on the outer layers: area x layers x
    thickness x density, before etching."""
    if board.copper_um is None or board.layers is None or board.copper_um <= USUAL_COPPER_UM:
        return
    outer = min(board.layers, _OUTER)
    choice = Choice(
        ground.library.get(COPPER, place=str(common["source"])),
        "class",
        ground.say(
            "beyond {usual} µm on {outer} outer layers; inner ones not stated",
            usual=trimmed_decimal(USUAL_COPPER_UM),
            outer=trimmed_decimal(outer),
        ),
        technology=Decimal(4),
        sigma=Decimal("0.4"),
    )
    line(
        ground,
        built,
        choice=choice,
        numerators=(*area, outer, board.copper_um - USUAL_COPPER_UM, COPPER_KG_PER_MM2_UM),
        unit="kg",
        per=per,
        origin="calculated",
        sigma_quantity=Decimal("0.3"),
        said=("piece", "mm2", "(in mm2)", "outer layers", "µm beyond the usual", "kg/(mm2.µm)"),
        **common
        | {
            "name": f"{common['name']}:copper",
            "what": ground.say(
                "{name}: {what}",
                name=common["what"],
                what=ground.say("copper beyond {usual} µm", usual=trimmed_decimal(USUAL_COPPER_UM)),
            ),
        },
    )
