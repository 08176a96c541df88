"""The order of matching: what is exact and what a person said wins; nothing is guessed."""

from __future__ import annotations

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.match import Confirmed
from openpcf.matching.tables.tables import MatchingTables
from openpcf.workflow.base.resources import library as shipped

from .build import amount, codes, matched, reason, with_own

CHIP = {"quantity": "2", "designators": ["R1", "R2"], "package": "R_0603"}
MINE = {"id": "mine", "value": "0.0002", "unit": "kg CO2e/piece"}


def test_the_factor_of_the_row_wins(library: Library, tables: MatchingTables) -> None:
    found = matched(with_own(library, [MINE]), tables, bom=[{**CHIP, "factor": "mine"}])
    (line,) = found.inventory.lines
    assert (line.factor.id, line.match.how, amount(line)) == ("mine", "user", 2)


def test_the_class_of_the_row_wins_and_brings_its_own_mass(
    library: Library, tables: MatchingTables
) -> None:
    found = matched(library, tables, bom=[{**CHIP, "part_class": "capacitor-ceramic"}])
    (line,), (record,) = found.inventory.lines, found.parts
    assert line.factor.id == "deltalca:capacitor:0603"
    assert (record.mass_key, record.rules[0].code) == ("MLCC 0603", "by-user")


def test_the_mass_of_the_row_wins(library: Library, tables: MatchingTables) -> None:
    row = {
        "quantity": "1",
        "designators": ["Q1"],
        "package": "SOT-23",
        "mass": "9",
        "mass_unit": "mg",
    }
    found = matched(library, tables, bom=[row])
    frame = next(
        x
        for x in found.inventory.lines
        if x.what.params and x.what.params.get("element") == "lead-frame"
    )
    assert amount(frame) * 1_000_000 == 9 * amount(frame) / amount(frame) * 4 / 10
    assert reason(frame) == "share-mass-entered"


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("own:4711", {"own_number": "4711"}),
        ("gtin:04012345678901", {"gtin": "04012345678901"}),
        ("part:Maker/ABC-1", {"manufacturer": "Maker", "part_number": "ABC-1"}),
    ],
)
def test_a_confirmed_mapping_is_remembered_by_its_key(
    library: Library, tables: MatchingTables, key: str, row: dict[str, str]
) -> None:
    known = {key: Confirmed("deltalca:inductor:0603", "Li Wei", "2026-01-01T00:00:00Z")}
    found = matched(library, tables, bom=[{**CHIP, **row}], confirmed=known)
    (line,) = found.inventory.lines
    assert line.factor.id == "deltalca:inductor:0603"
    assert (line.match.how, line.match.confirmed_by) == ("part-number", "Li Wei")
    assert (reason(line), line.match.why["key"]) == ("confirmed", key)
    detail = found.details[line.id]
    assert detail.confirmed_by == "Li Wei"
    other = matched(library, tables, bom=[{**CHIP, **dict.fromkeys(row, "x")}], confirmed=known)
    assert other.inventory.lines[0].factor.id == "deltalca:resistor:0603"


def test_a_factor_of_the_part_itself_is_an_exact_key(
    library: Library, tables: MatchingTables
) -> None:
    own = with_own(library, [{**MINE, "id": "part:Maker/ABC-1"}])
    row = {**CHIP, "manufacturer": "Maker", "part_number": "ABC-1"}
    (line,) = matched(own, tables, bom=[row]).inventory.lines
    assert (line.factor.id, line.match.how) == ("part:Maker/ABC-1", "part-number")


def test_the_row_wins_over_a_confirmed_mapping(library: Library, tables: MatchingTables) -> None:
    known = {"own:1": Confirmed("deltalca:inductor:0603", "Li Wei", "2026-01-01T00:00:00Z")}
    row = {**CHIP, "own_number": "1", "factor": "mine"}
    found = matched(with_own(library, [MINE]), tables, bom=[row], confirmed=known)
    assert found.inventory.lines[0].factor.id == "mine"


@pytest.mark.parametrize(
    ("material", "factor"),
    [("Kupfer", "ne14-cu"), ("不锈钢", "mem-stainless-npi"), ("PA66", "ice2-pa66")],
)
def test_a_word_of_the_table_is_a_class(
    library: Library, tables: MatchingTables, material: str, factor: str
) -> None:
    row = {"quantity": "2", "material": material, "mass": "5", "mass_unit": "g"}
    (line,) = matched(library, tables, bom=[row]).inventory.lines
    assert (line.factor.id, line.match.how) == (factor, "class")
    assert amount(line) * 1000 == 10


@pytest.mark.parametrize(
    "text",
    ["copper foil coil with resistors", "Coppper", "steel like thing", "aluminium bracket holder"],
)
def test_words_that_look_alike_never_decide(
    library: Library, tables: MatchingTables, text: str
) -> None:
    row = {"quantity": "1", "description": text, "material": text, "mass": "5", "mass_unit": "g"}
    found = matched(library, tables, bom=[row])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    detail = found.details[found.inventory.lines[0].id]
    assert detail.how == "gap"


def test_a_person_gets_a_list_with_usable_factors_only(
    library: Library, tables: MatchingTables
) -> None:
    row = {"quantity": "1", "description": "aluminium plate", "mass": "5", "mass_unit": "g"}
    found = matched(library, tables, bom=[row])
    shown = found.details[found.inventory.lines[0].id].alternatives
    assert shown
    for alternative in shown:
        factor = library.get(alternative.factor)
        assert (factor.incomplete, factor.kind in ("spend", "cbam-default")) == ("", False)


def test_nothing_the_tables_name_is_incomplete_spend_or_a_customs_default(
    tables: MatchingTables,
) -> None:
    everything = shipped(everything=True)
    named = {chip.factor for chip in tables.chips.values()}
    named |= {s.factor for shares in tables.recipes.values() for s in shares if s.factor}
    named |= {t.factor for t in tables.terms.terms if t.factor}
    for name in named:
        factor = everything.get(name)
        assert factor.numerator == "kg CO2e", name
        assert factor.kind not in ("spend", "cbam-default", "parameter", "transport-ttw"), name
        assert not factor.incomplete, (name, factor.incomplete)


def test_an_incomplete_factor_named_by_hand_is_reported(
    library: Library, tables: MatchingTables
) -> None:
    row = {**CHIP, "factor": "pcb4-act", "factor_quantity": "0.01", "factor_unit": "m2"}
    assert "FACTOR_INCOMPLETE" in codes(matched(library, tables, bom=[row]))


@pytest.mark.parametrize(
    ("designator", "words", "part_class"),
    [
        ("BT1", "Battery holder", "battery-holder"),
        ("BT1", "Knopfzellenhalter CR2032", "battery-holder"),
        ("BAT1", "电池座", "battery-holder"),
        ("F1", "Fuse holder 5x20", "connector"),
        ("F1", "Sicherungshalter", "connector"),
        ("K1", "relay socket", "connector"),
        ("U1", "IC socket DIP-8", "connector"),
        ("", "fuse holder", "connector"),
        ("BT1", "CR2032 coin cell", "battery"),
        ("F1", "fuse 5x20 T1A", "fuse"),
        ("K1", "relay 24 V", "relay"),
    ],
)
def test_what_holds_a_part_is_not_the_part(
    library: Library, tables: MatchingTables, designator: str, words: str, part_class: str
) -> None:
    row = {"quantity": "1", "designators": [designator] if designator else [], "description": words}
    (record,) = matched(library, tables, bom=[row]).parts
    assert record.part_class == part_class


@pytest.mark.parametrize(
    ("material", "near"),
    [("LiFePO4", "copper"), ("aluminum alloy", "aluminium"), ("polycarbonat-mix", "polycarbonate")],
)
def test_a_material_nobody_knows_is_reported_with_words_that_come_near(
    library: Library, tables: MatchingTables, material: str, near: str
) -> None:
    row = {"quantity": "1", "designators": ["BT1"], "material": material, "mass": "9"}
    found = matched(library, tables, bom=[{**row, "mass_unit": "g"}])
    (reported,) = [f for f in found.findings if f.code == "MATERIAL_UNKNOWN"]
    assert reported.found == material and near in str(reported.expected).split(", ")
    known = matched(library, tables, bom=[{**row, "material": "ABS", "mass_unit": "g"}])
    assert "MATERIAL_UNKNOWN" not in {f.code for f in known.findings}
