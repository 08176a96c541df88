"""Lines as many boards have them, none of the two of the truth tables: class and mass of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.parts.parser import MECHANICAL, parse_part
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.study import BomLine

from .build import amount, by_what, matched


def line(marks: str, package: str | None = None, **more: Any) -> BomLine:
    return BomLine(
        id="r", designators=tuple(marks.split()), package=package, quantity=Decimal(1), **more
    )


@pytest.mark.parametrize(
    ("marks", "footprint", "words", "part_class", "low_g", "high_g"),
    [
        ("L4", "L_Toroid_Horizontal_D27.0mm_P20.0mm", "Ringkerndrossel", "inductor", 20, 60),
        ("L1", "L_Bourns-SRR1260", "Power inductor", "inductor", 2, 5),
        ("FB2", "L_0805_2012Metric", "Ferrite bead", "inductor", 0.005, 0.02),
        ("C1", "CP_Radial_D10.0mm_P5.00mm", "Elko 105°C", "capacitor-electrolytic", 1, 3),
        ("C6", None, "铝电解电容 16x25", "capacitor-electrolytic", 5, 9),
        ("C4", "C_Rect_L18.0mm_W8.5mm_H14.5mm_P15.00mm", "X2 275VAC", "capacitor-film", 2, 4),
        ("C7", "C_Rect_L13.0mm_W4.0mm_P10.00mm_FKS3", "Folienkondensator", "capacitor-film", 0.4, 2),
        ("C5", "C_Disc_D10.0mm_W5.0mm_P10.00mm", "Y1 safety", "capacitor-ceramic", 0.5, 1.5),
        ("D1", "D_SMB", "TVS 58 V", "diode", 0.08, 0.12),
        ("D3", "Diode_Bridge_Vishay_GBU", "Brückengleichrichter", "diode", 3, 5),
        ("D4", "D_DO-41_SOD81_P10.16mm_Horizontal", "Gleichrichter", "diode", 0.25, 0.45),
        ("D6", "TO-220-2_Vertical", "ultrafast", "diode-power", 1.8, 2.6),
        ("D5", "LED_D5.0mm", "LED grün", "led", 0.2, 0.4),
        ("K1", "Relay_SPDT_Omron-G5LE-1", "Relais 12 V", "relay", 7, 14),
        ("K2", "Relay_SPDT_HF115F", "继电器", "relay", 9, 17),
        ("J1", "USB_B_Lumberg_2411_02_Horizontal", "", "connector", 2, 5),
        ("J2", "DSUB-9_Female_Horizontal", "", "connector", 5, 14),
        ("J3", "PinSocket_1x04_P2.54mm_Vertical", "", "connector", 0.7, 1.5),
        ("J8", "PinHeader_2x05_P1.27mm_Vertical", "", "connector", 0.2, 0.7),
        ("J4", "BarrelJack_Horizontal", "DC-Buchse", "connector", 1.5, 5),
        ("J6", "RJ45_Hanrun_HR911105A", "", "connector", 7, 13),
        ("J9", "Molex_KK-254_AE-6410-03A_1x03_P2.54mm_Vertical", "", "connector", 0.3, 1),
        ("J11", "Hirose_FH12-24S-0.5SH_1x24-1MP_P0.50mm", "", "connector", 0.2, 1.2),
        ("F1", "Fuse_1812_4532Metric", "PPTC", "fuse", 0.02, 0.2),
        ("F2", "Fuse_Bourns_MF-RG300", "Polyfuse", "fuse", 0.2, 3),
        ("Y1", "Crystal_HC49-U_Vertical", "Quarz", "crystal", 0.5, 1.5),
        ("Y2", "Crystal_SMD_3215-2Pin_3.2x1.5mm", "晶振", "crystal", 0.004, 0.012),
        ("X1", "Oscillator_SMD_Abracon_ASE-4Pin_3.2x2.5mm", "Oszillator", "crystal", 0.01, 0.05),
        ("T1", "Transformer_EFD20", "Flyback", "transformer", 10, 30),
        ("T2", "XYZ", "Netztransformator 230 V", "transformer", 0, 0),
        ("TR1", "Transformer_Breve_TEZ", "", "transformer", 50, 200),
        ("T3", "SOT-23", "BC847", "transistor-small", 0.006, 0.01),
        ("RV1", "RV_Disc_D15.5mm_W5mm_P7.5mm", "Varistor", "varistor", 2, 4),
        ("RV2", "Potentiometer_Bourns_3296W_Vertical", "", "potentiometer", 0.5, 1.5),
        ("R1", "R_Axial_DIN0207_L6.3mm_D2.5mm_P10.16mm", "Metallschicht", "resistor", 0.1, 0.3),
        ("R3", "R_Array_Convex_4x0603", "", "resistor", 0.007, 0.01),
        ("R4", "RESC1608X55N", "", "resistor", 0.0015, 0.003),
        ("U2", "TO-220-3_Vertical", "voltage regulator", "ic-leaded", 1.8, 2.6),
        ("U5", "BGA-256_17.0x17.0mm_Layout16x16_P1.0mm", "", "ic", 0.3, 1),
        ("U8", "WSON-8-1EP_6x5mm_P1.27mm_EP3.4x4.0mm", "", "ic", 0.05, 0.1),
        ("U4", "QFN-28-1EP_4x5mm_P0.5mm_EP2.65x3.65mm", "", "ic", 0.03, 0.07),
        ("U3", "SSOP-28_5.3x10.2mm_P0.65mm", "", "ic", 0.1, 0.2),
        ("U6", "DIP-4_W7.62mm", "Optokoppler", "optocoupler", 0.2, 0.35),
        ("U7", "DIP-28_W7.62mm", "", "ic-leaded", 1.3, 2.2),
        ("U11", "TO-92_Inline", "Temperatursensor", "ic-leaded", 0.15, 0.3),
        ("U9", "HOPERF_RFM9XW_SMD", "LoRa module", "module", 0.4, 2),
        ("U10", "ESP32-WROOM-32", "WiFi module", "module", 2, 4),
        ("PS1", "Converter_ACDC_MeanWell_IRM-05-xx_THT", "", "module-power", 10, 50),
        ("LCD1", "WC1602A", "", "display", 25, 45),
        ("DS1", None, "OLED Anzeige 0.96\"", "display", 3, 7),
        ("BT1", "BatteryHolder_Keystone_3034_1x20mm", "", "battery-holder", 1, 4),
        ("BZ1", "Buzzer_12x9.5RM7.6", "Summer", "buzzer", 1, 4),
        ("SW1", "SW_DIP_SPSTx04_Slide_9.78x12.34mm", "", "switch", 0.5, 1.5),
        ("ENC1", "RotaryEncoder_Alps_EC11E-Switch_Vertical", "", "switch", 4, 10),
        ("Q3", "TO-263-2", "MOSFET", "transistor-power", 1.2, 1.9),
        ("Q5", "TO-236AB", "MOSFET", "transistor-small", 0.006, 0.011),
        ("HS1", "Heatsink_Fischer_SK104_35x13mm", "Kühlkörper", "heat-sink", 5, 25),
        ("VT1", "SOT-23", "", "transistor-small", 0.006, 0.011),
        ("M1", None, "DC-Motor 12 V", "motor", 0, 0),
    ],
)  # fmt: skip
def test_a_line_of_another_board(
    tables: MatchingTables, marks: str, footprint: str | None, words: str, part_class: str,
    low_g: float, high_g: float,
) -> None:  # fmt: skip
    """``low_g`` and ``high_g`` bound what such a part weighs; both 0: nobody can say."""
    record = parse_part(line(marks, footprint, description=words or None), tables)
    assert record.part_class == part_class
    if high_g == 0:
        assert record.mass_mg is None
        return
    assert record.mass_mg is not None
    typical, low, high = (float(m) / 1000 for m in record.mass_mg)
    assert low <= typical <= high
    assert low_g <= typical <= high_g


@pytest.mark.parametrize(
    ("words", "part_class"),
    [
        ("Widerstand 10k 1 % 0603", "resistor"),
        ("Kondensator 100 nF 0402", "capacitor-ceramic"),
        ("贴片电阻 0603 10k", "resistor"),
        ("贴片电容 0402 100nF", "capacitor-ceramic"),
        ("N-Kanal-MOSFET SOT-23", "transistor-small"),
        ("光耦 SOP-4", "optocoupler"),
        ("Resistors for the lab, various", "resistor"),
        ("Tray for resistors", ""),
        ("Packing of coils and paper", ""),
        ("Schraube M3 x 8", "fastener"),
    ],
)
def test_a_bom_without_designators(tables: MatchingTables, words: str, part_class: str) -> None:
    """A word decides where a package stands beside it or the text begins with it."""
    assert parse_part(line("", description=words), tables).part_class == part_class


def test_a_material_is_not_a_component(tables: MatchingTables) -> None:
    row = line("", description="coil of copper foil", material="copper")
    assert parse_part(row, tables).part_class in ("", *MECHANICAL)


def test_an_array_counts_its_elements(library: Library, tables: MatchingTables) -> None:
    row = {"designators": ["RN1"], "package": "R_Array_Convex_4x0603", "quantity": "2"}
    found = matched(library, tables, bom=[row])
    assert amount(found.inventory.lines[0]) == 8


def test_a_leaded_resistor_goes_by_its_mass(library: Library, tables: MatchingTables) -> None:
    """200 mg over the 10 mg of the chip the factor is of."""
    row = {"designators": ["R1"], "package": "R_Axial_DIN0207_L6.3mm", "quantity": "1"}
    found = matched(library, tables, bom=[row])
    assert amount(found.inventory.lines[0]) == 20


def test_the_mass_somebody_weighed_makes_a_part_of_unknown_size_count(
    library: Library, tables: MatchingTables
) -> None:
    row = {"designators": ["C1"], "package": "odd", "quantity": "1"}
    assert all(x.is_gap for x in matched(library, tables, bom=[row]).inventory.lines)
    weighed = {**row, "mass": "181.2", "mass_unit": "mg"}
    found = matched(library, tables, bom=[weighed])
    assert amount(found.inventory.lines[0]) == 10, "181.2 mg over 18.12 mg of an MLCC 0805"


def test_a_body_gives_mass_and_die_by_its_outline(library: Library, tables: MatchingTables) -> None:
    """5 x 5 mm: 25 mm2 x 2.3 mg; a quarter of it die."""
    record = parse_part(line("U1", "TQFN-28-1EP_5x5mm_P0.5mm"), tables)
    assert record.mass_mg is not None
    assert record.mass_mg[0] == Decimal("57.5")
    assert record.die_mm2 == (Decimal("6.25"), Decimal("2.5"), Decimal("11.25"))


def test_assembly_and_test_of_a_discrete_stand_apart(
    library: Library, tables: MatchingTables
) -> None:
    """7 % of the wafer, with a range that holds 1 to 33 % of both ends together."""
    row = {"designators": ["Q1"], "package": "SOT-223", "quantity": "1"}
    found = matched(library, tables, bom=[row])
    die, test = by_what(found, "silicon"), by_what(found, "assembly and test")
    assert amount(test) * 100 == amount(die) * 7
    assert test.quantity is not None
    assert test.quantity.origin == "assumed"
    assert test.dqr is not None
    assert test.dqr[0] == 5


def test_every_class_has_a_recipe_and_every_row_a_mass(tables: MatchingTables) -> None:
    chips = {c for c, _ in tables.chips}
    classes = set(tables.prefixes.values()) | {w.part_class for w in tables.keyword_rules}
    classes |= {p.part_class for p in tables.packages if p.part_class}
    assert classes <= chips | set(tables.recipes) | {"cable"}
    for name, mass in tables.masses.items():
        assert 0 < mass.low <= mass.typical <= mass.high, name
    for shares in tables.recipes.values():
        assert all(s.low <= s.share <= s.high and (s.factor or s.screening) for s in shares)
    for body in tables.body_patterns:
        assert body.mass_key in tables.masses
    for package in tables.packages:
        if package.mass_key and "{" not in package.mass_key:
            assert package.mass_key in tables.masses, package.pattern.pattern
