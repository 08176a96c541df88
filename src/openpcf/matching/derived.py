"""Factors that no publisher states, derived from the library's rows and reproducible."""

from __future__ import annotations

from openpcf.factor_library.library import Library
from openpcf.matching.activities.lines import DIRECT
from openpcf.matching.activities.packaging import UPTAKE
from openpcf.matching.parts.silicon import WAFER, wafer
from openpcf.model.factor import Factor


def derived(library: Library, factor_id: str) -> Factor | None:
    """Return the factor of an id, calculated again from the rows the id names.

    None if the id is not a derived one or a row is not in the library.
    """
    for constant in (DIRECT, UPTAKE):
        if factor_id == constant.id:
            return constant
    if not factor_id.startswith(WAFER):
        return None
    node, _, grid_id = factor_id.removeprefix(WAFER).partition(":")
    grid = library.find(grid_id)
    return None if grid is None else wafer(library, node, grid)
