"""Bare boards → lines: outline area x layers x thickness over panel utilisation (method.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpcf.matching.work_lines import Built, Choice, Ground, line, named_factor
from openpcf.model.finding import error, warning
from openpcf.model.inventory import Per
from openpcf.model.study import Board
from openpcf.model.units import conversion, same_dimension

FACTOR = "deltalca:fr4-area"
USUAL_COPPER_UM = Decimal(35)
_HUNDRED = Decimal(100)


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
    choice = named
    if choice is None:
        choice = Choice(
            ground.library.get(FACTOR, place=place), "class",
            "FR-4 by area, layers and thickness", technology=technology, sigma=sigma,
        )  # fmt: skip
    times, over = conversion(board.area_unit or "mm2", "mm2", place)
    quantity = board.quantity if board.quantity is not None else Decimal(1)
    divisors = [*per]
    if over != 1:
        divisors.append(Per(amount=over, why=f"{board.area_unit} in mm2"))
    if board.panel_utilisation_percent:
        divisors.append(
            Per(amount=board.panel_utilisation_percent.scaleb(-2), why="panel utilisation")
        )
    numerators: tuple[Decimal, ...] = (quantity, board.area, times)
    if by_volume and board.layers is not None and board.thickness_mm is not None:
        numerators = (*numerators, board.layers, board.thickness_mm)
    line(
        ground, built, choice=choice, numerators=numerators,
        unit="mm2.layer.mm" if by_volume else "mm2", per=tuple(divisors), origin="calculated",
        sigma_quantity=Decimal("0.05"), **common,
    )  # fmt: skip
