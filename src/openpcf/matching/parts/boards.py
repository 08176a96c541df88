"""Bare boards → lines (method.md).

Outline area x layers x thickness over panel utilisation, and the copper above the usual 35 µm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from openpcf.matching.lines.builder import (
    PIECES,
    Amounts,
    FactorChoice,
    LineBuilder,
    converted,
    in_unit,
    incomplete,
    unit_in,
)
from openpcf.matching.parts.named_factors import (
    board_floor,
    class_finding,
    emissions,
    floor_finding,
)
from openpcf.model.base import exact_product, hundredth, trimmed_decimal
from openpcf.model.finding import Finding, warning
from openpcf.model.inventory import Per
from openpcf.model.message import message, verbatim
from openpcf.model.study import Board, place_of
from openpcf.model.units import conversion, same_dimension

FACTOR = "deltalca:fr4-area"
USUAL_COPPER_UM = Decimal(35)
COPPER = "ne14-cu"
COPPER_KG_PER_MM2_UM = Decimal("0.00000000896")
"""Density of copper, 8.96 g/cm3."""
_OUTER = Decimal(2)


def board_line(builder: LineBuilder, board: Board, per: tuple[Per, ...]) -> None:
    """Add one line for a board; missing data makes it a gap with a finding.

    A factor per area that the user names for this board needs only its area.
    """
    place = place_of(board, "boards")
    named = builder.named_factor(board.factor, place) if board.factor else None
    by_volume = named is None or named.factor is None or not same_dimension(named.factor.per, "mm2")
    needed = [("area", board.area)]
    if by_volume:
        needed += [("layers", board.layers), ("thickness", board.thickness_mm)]
    missing = [name for name, value in needed if value is None]
    if missing or board.area is None:
        builder.findings.append(incomplete("BOARD_INCOMPLETE", place, missing))
        _add(builder, board, FactorChoice(None), Amounts())
        return
    technology, sigma = Decimal(3), Decimal("0.35")
    if board.copper_um is not None and board.copper_um > USUAL_COPPER_UM:
        technology, sigma = Decimal(4), Decimal("0.5")
        builder.findings.append(warning("BOARD_COPPER", place, str(board.copper_um), "35"))
    if board.area_basis == "bounding-box":
        builder.findings.append(warning("BOARD_BOX", place))
    builder.findings.extend(_blanks(board, named, place))
    choice = named
    if choice is None:
        choice = FactorChoice(
            builder.context.library.get(FACTOR, place=place),
            "class",
            message("fr4"),
            technology=technology,
            sigma=sigma,
        )
    area = _area(board, board.area, per, place)
    amounts = replace(area, unit="mm2")
    if by_volume and board.layers is not None and board.thickness_mm is not None:
        amounts = replace(
            area,
            numerators=(*area.numerators, board.layers, board.thickness_mm),
            unit="mm2.layer.mm",
            labels=(*area.labels, message("times-layers"), in_unit("mm")),
        )
    made = builder.another()
    _add(made, board, choice, amounts)
    if named is not None and board.thickness_mm is not None:
        _, over = conversion(board.area_unit or "mm2", "mm2", place)
        _check(made, board, exact_product(area.numerators) / over, place)
        if any(f.code == "FACTOR_BELOW_FLOOR" for f in made.findings):
            made.drop_lines()
            _add(made, board, FactorChoice(None, alternatives=choice.alternatives), Amounts())
    builder.take(made)
    if named is None and board.copper_um is not None and board.layers is not None:
        _copper(builder, board, area)


def _add(
    builder: LineBuilder, board: Board, choice: FactorChoice, amounts: Amounts, *, copper: str = ""
) -> None:
    """Add the line of a board, or of its copper above the usual thickness."""
    name, what = f"board:{board.id}", verbatim(board.what or board.id)
    members: dict[str, Any] = {
        "stage": "raw-materials",
        "scope": "3.1",
        "source": place_of(board, "boards"),
        "part_class": "board",
        "region": board.region,
        "granularity": "item",
    }
    if copper:
        name, what = f"{name}:copper", message("board-copper", of=what, usual=copper)
    builder.add(name, what, choice=choice, amounts=amounts, **members)


def _area(board: Board, area: Decimal, per: tuple[Per, ...], place: str) -> Amounts:
    """Return boards x area in mm2 over the yields and the used share of the panel."""
    unit = board.area_unit or "mm2"
    times, over = conversion(unit, "mm2", place)
    divisors = [*per]
    if over != 1:
        divisors.append(converted(over, unit, "mm2"))
    if board.panel_utilisation_percent:
        utilised = hundredth(board.panel_utilisation_percent)
        divisors.append(Per(amount=utilised, why=message("panel-utilisation")))
    return Amounts(
        numerators=(board.quantity if board.quantity is not None else Decimal(1), area, times),
        unit="mm2",
        per=tuple(divisors),
        labels=(PIECES, in_unit(unit), unit_in(unit, "mm2")),
        origin="calculated",
        sigma=Decimal("0.05"),
    )


def _blanks(board: Board, named: FactorChoice | None, place: str) -> Iterator[Finding]:
    """Return defaults for blank cells: one board, full panel utilisation, usual copper."""
    factor = named.factor if named is not None else None
    if board.quantity is None:
        yield warning("BOARD_QUANTITY_BLANK", place)
    if board.panel_utilisation_percent is None and (factor is None or factor.basis == "panel"):
        yield warning("BOARD_PANEL_BLANK", place)
    if board.copper_um is None and factor is None:
        yield warning("BOARD_COPPER_BLANK", place, trimmed_decimal(USUAL_COPPER_UM))


def _check(made: LineBuilder, board: Board, area_mm2: Decimal, place: str) -> None:
    """Check a factor named for the board against its laminate and the usual factor."""
    if board.thickness_mm is None:
        return
    library = made.context.library
    found, volume = emissions(made.lines), area_mm2 * board.thickness_mm
    floor = board_floor(volume, library)
    below = floor_finding(found, floor, place, proven=made.context.proven(board.evidence))
    if below is not None:
        made.findings.append(below)
    usual = library.find(FACTOR)
    if usual is not None and board.layers is not None:
        made.findings.extend(class_finding(found, volume * board.layers * usual.value, place))


def _copper(builder: LineBuilder, board: Board, area: Amounts) -> None:
    """Return copper above what the factor includes, on the outer layers.

    Area x layers x thickness x density, before etching.
    """
    if board.copper_um is None or board.layers is None or board.copper_um <= USUAL_COPPER_UM:
        return
    outer, usual = min(board.layers, _OUTER), trimmed_decimal(USUAL_COPPER_UM)
    choice = FactorChoice(
        builder.context.library.get(COPPER, place=place_of(board, "boards")),
        "class",
        message("copper-beyond", usual=usual, outer=trimmed_decimal(outer)),
        technology=Decimal(4),
        sigma=Decimal("0.4"),
    )
    beyond = board.copper_um - USUAL_COPPER_UM
    amounts = replace(
        area,
        numerators=(*area.numerators, outer, beyond, COPPER_KG_PER_MM2_UM),
        unit="kg",
        labels=(
            *area.labels,
            message("times-outer-layers"),
            message("times-copper-beyond"),
            in_unit("kg/(mm2.µm)"),
        ),
        sigma=Decimal("0.3"),
    )
    _add(builder, board, choice, amounts, copper=usual)
