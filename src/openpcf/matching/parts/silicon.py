"""Dies: good-die area x a logic wafer as proxy, over die yield and wafer utilisation.

There is no open factor for power, analogue or discrete processes; ACT's oldest logic node is used
for them, with technology rating 5 and the difference inside the range (method.md, Silicon).
"""

from __future__ import annotations

from decimal import Decimal

from openpcf.factor_library.combine import logic_die
from openpcf.factor_library.library import Library
from openpcf.matching.lines.electricity import grid_factor
from openpcf.model.factor import Factor
from openpcf.model.inventory import Per
from openpcf.model.message import message

WAFER = "derived:logic-wafer:"
NODE = "28nm"
FAB_REGION = "TW"
DIE_YIELD = Decimal("0.875")
UTILISATION = Decimal("0.9")
SIGMA_PROXY = Decimal("0.6")
DISCRETE = frozenset(
    {
        "transistor-small",
        "transistor-power",
        "diode",
        "diode-power",
        "ic-leaded",
        "optocoupler",
        "led",
    }
)
CLASSES = DISCRETE | {"ic", "module"}
BACK_END = (Decimal("0.07"), Decimal("0.0101"), Decimal("0.4925"))
"""Assembly and test of a discrete device as a share of its wafer: typical, low, high.

Life cycle studies put the back end at 1 to 33 % of front end and back end together (survey in
J. Döberl, PCR development for Semiconductor Back-End Processes, Lund University 2026, abstract);
as a share of the front end that is 1 ÷ 99 to 33 ÷ 67, and the geometric middle of the two."""


def die_factor(library: Library, year: int, region: str | None = None) -> Factor | None:
    """Return ACT's 28 nm wafer on the grid of the fabs' region; None if a row is missing."""
    grid = grid_factor(library, region or FAB_REGION, year, "silicon").factor
    return None if grid is None else wafer(library, NODE, grid)


def wafer(library: Library, node: str, grid: Factor) -> Factor | None:
    """Return ACT's wafer of a node on a grid; None if a row of ACT is missing."""
    energy = library.find(f"act:logic/epa:{node}")
    gases = [library.find(f"act:logic/gpa_{level}:{node}") for level in ("95", "99")]
    materials = library.find(f"act:logic/materials:{node}")
    if energy is None or materials is None:
        return None
    known = [gas for gas in gases if gas is not None]
    made = logic_die(f"{WAFER}{node}:{grid.id}", energy, known, materials, grid)
    return made.model_copy(
        update={
            "dataset": "openpcf-derived",
            "version": "0.1",
            "geography": grid.geography,
            "year": grid.year,
            "gwp": "unstated",
        }
    )


def die_divisors() -> tuple[Per, ...]:
    """Return the divisors from good-die area to processed wafer area."""
    return (
        Per(amount=DIE_YIELD, why=message("die-yield")),
        Per(amount=UTILISATION, why=message("wafer-use")),
    )
