"""What the words of a row say: sizes, layers, material, mass, and nothing that is not written."""

from __future__ import annotations

import pytest

from openpcf.matching.parts.description import stated_board, stated_material, stated_part
from openpcf.matching.tables.tables import MatchingTables


@pytest.mark.parametrize(
    ("text", "size", "layers", "thickness"),
    [
        ("PCB FR4 4-lagig 100x80mm", ("100", "80"), 4, None),
        ("Leiterplatte 2 Lagen 50,5 x 30 x 1,6 mm", ("50.5", "30"), 2, "1.6"),
        ("bare board 100 mm x 80 mm, 6 layers", ("100", "80"), 6, None),
        ("印制板 4层 135×70mm", ("135", "70"), 4, None),
        ("PCB 10x20 mm", ("10", "20"), None, None),
        ("PCB 60x40 mm 2 layers FR4 1.6mm ENIG", ("60", "40"), 2, "1.6"),
        ("Leiterplatte 60x40mm, 1,6 mm, Bohrung 0,3 mm", ("60", "40"), None, "1.6"),
        ("PCB 60x40mm 1.6mm or 0.8mm", ("60", "40"), None, None),
    ],
)
def test_a_board(
    text: str, size: tuple[str, str], layers: int | None, thickness: str | None
) -> None:
    found = stated_board(text)
    assert found is not None
    assert (str(found.width_mm), str(found.height_mm)) == size
    assert found.layers == layers
    assert (found.thickness_mm and str(found.thickness_mm)) == thickness


@pytest.mark.parametrize(
    ("text", "finish"),
    [
        ("PCB 60x40 mm ENIG", "ENIG"),
        ("PCB 60x40 mm LF-HASL", "HASL"),
        ("电路板 60x40 mm 沉金", "ENIG"),
        ("PCB 60x40 mm OSP", "OSP"),
        ("PCB 60x40 mm ENIG or OSP", None),
        ("PCB 60x40 mm", None),
    ],
)
def test_the_finish_of_a_board(text: str, finish: str | None) -> None:
    found = stated_board(text)
    assert found is not None and found.finish == finish


@pytest.mark.parametrize(
    ("text", "material"),
    [
        ("Housing ABS", "ABS"),
        ("Gehäuse PA66", "polyamide 6.6"),
        ("外壳 ABS", "ABS"),
        ("外壳ABS", "ABS"),
        ("absorber", None),
        ("五金件", None),
        ("ABS and PC", None),
    ],
)
def test_the_one_material_a_text_names(
    tables: MatchingTables, text: str, material: str | None
) -> None:
    assert stated_material(text, tables.terms) == material


@pytest.mark.parametrize(
    "text",
    [
        "PCB",
        "Gehäuse 100x80mm",
        "FR4 100x80",
        "PCB 100x80mm, panel 200x160mm",
        "display 20x10mm",
        "",
    ],
)
def test_no_board(text: str) -> None:
    assert stated_board(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GEH Gehäuse ABS 120 g", ("ABS", "120", "g")),
        ("Deckel Edelstahl 0,25 kg", ("stainless steel", "0.25", "kg")),
        ("外壳 铝合金 85 g", ("aluminium", "85", "g")),
        ("pipe, stainless steel, 12.5g", ("stainless steel", "12.5", "g")),
    ],
)
def test_a_part_of_a_material(
    tables: MatchingTables, text: str, expected: tuple[str, str, str]
) -> None:
    found = stated_part(text, tables.terms)
    assert found is not None
    assert (found.material, str(found.mass), found.unit) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Gehäuse ABS",
        "Gehäuse 120 g",
        "ABS and PC 120 g",
        "ABS 120 g, 130 g packed",
        "absolute 5 g",
        "",
    ],
)
def test_what_is_missing_or_twofold_is_not_taken(tables: MatchingTables, text: str) -> None:
    assert stated_part(text, tables.terms) is None
