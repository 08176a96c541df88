"""BOM rows whose text describes them: bare boards and parts of a material."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpcf.matching.parts.description import (
    StatedBoard,
    stated_board,
    stated_material,
    stated_part,
)
from openpcf.matching.parts.parser import parse_part
from openpcf.matching.tables.tables import MatchingTables
from openpcf.messages import Language
from openpcf.messages import text as say
from openpcf.model.base import trimmed_decimal
from openpcf.model.bom import BomRecord
from openpcf.model.finding import Finding, info, warning
from openpcf.model.study import Board, BomLine


def _board(line: BomLine, stated: StatedBoard, text: str) -> Board:
    return Board(
        id=line.id,
        what=text,
        source=line.source,
        quantity=line.quantity,
        area=stated.width_mm * stated.height_mm,
        area_unit="mm2",
        area_basis="bounding-box",
        layers=None if stated.layers is None else Decimal(stated.layers),
        thickness_mm=stated.thickness_mm,
        finish=stated.finish,
    )


def _of_material(line: BomLine, text: str, tables: MatchingTables) -> dict[str, Any]:
    """Return the material and mass that the text states, or the mass of the mass column."""
    if line.mass is not None:
        material = stated_material(text, tables.terms)
        unit = line.mass_unit
        return {"material": material, "mass": line.mass, "mass_unit": unit} if material else {}
    part = stated_part(text, tables.terms)
    return {"material": part.material, "mass": part.mass, "mass_unit": part.unit} if part else {}


def read_description(
    line: BomLine, record: BomRecord, tables: MatchingTables, language: Language = "en"
) -> tuple[BomLine, Board | None, tuple[Finding, ...]]:
    """Fill in a line from its own text.

    Returns the line, the board if it describes a bare board (which moves to the table of boards),
    and the findings. A line with a package or material, or with a class from its designator or
    keywords, is returned unchanged.
    """
    stated = line.package or line.material
    if line.kind != "part" or stated or parse_part(line, tables).part_class:
        return line, None, ()
    texts = (*record.leftover, line.value, line.description)
    text = " ".join(t for t in texts if t)
    place = line.source or line.id
    board = stated_board(text)
    if board is not None:
        size = f"{trimmed_decimal(board.width_mm)} x {trimmed_decimal(board.height_mm)} mm"
        known = {"layers": board.layers, "thickness_mm": board.thickness_mm}
        missing = ", ".join(name for name, value in known.items() if value is None)
        layers = "?" if board.layers is None else str(board.layers)
        notes = [t for t in (line.note, say("study-note.moved-to-boards", language)) if t]
        note = say("study-note.notes", language, notes=notes)
        moved = line.model_copy(update={"kind": "not-part", "note": note})
        code = "BOM_SAID_BOARD" if missing else "BOM_BOARD_READ"
        finding = warning(code, place, text[:80], missing, size=size, layers=layers)
        return moved, _board(line, board, text), (finding,)
    filled = _of_material(line, text, tables)
    if filled:
        mass = f"{trimmed_decimal(filled['mass'])} {filled['mass_unit'] or 'g'}"
        finding = info("BOM_SAID_PART", place, text[:80], material=filled["material"], mass=mass)
        return line.model_copy(update=filled), None, (finding,)
    return line, None, ()
