"""Footprints as different houses write them, none of them from the boards of the truth tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openpcf.matching.parts.parser import parse_bom, parse_part
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.study import BomLine


def _line(marks: str, package: str | None = None, **more: Any) -> BomLine:
    return BomLine(
        id="r", designators=tuple(marks.split()), package=package, quantity=Decimal(1), **more
    )


@pytest.mark.parametrize(
    ("marks", "footprint", "part_class", "package", "mass_key"),
    [
        ("R1", "Resistor_SMD:R_0402_1005Metric", "resistor", "0402", "chip resistor 0402"),
        ("R1", "RES 0805", "resistor", "0805", "chip resistor 0805"),
        ("R1", "R2512", "resistor", "2512", "chip resistor 2512"),
        ("C1", "Capacitor_SMD:C_0201_0603Metric", "capacitor-ceramic", "0201", "MLCC 0201"),
        ("C1", "CAPC0402", "capacitor-ceramic", "0402", "MLCC 0402"),
        ("C1", "Capacitor_SMD:CP_Elec_6.3x5.4", "capacitor-electrolytic", "SMD 6.3x5.4",
         "Al electrolytic SMD 6.3x5.4"),
        ("C1", "Capacitor_Tantalum_SMD:CP_EIA-3528-21_Kemet-B", "capacitor-tantalum", "tantalum B",
         "tantalum capacitor case B"),
        ("C1", "CP_EIA-7343-43_Kemet-X", "capacitor-tantalum", "tantalum E",
         "tantalum capacitor case E"),
        ("L1", "Inductor_SMD:L_12x12mm_H8mm", "inductor", "12x12x8",
         "power inductor semi-shielded 12x12x8"),
        ("FB1", "L_0603_1608Metric", "inductor", "0603", "ferrite bead 0603"),
        ("D1", "Diode_SMD:D_SMA", "diode", "SMA", "SMA / DO-214AC"),
        ("D1", "D_SOD-323", "diode", "SOD-323", "SOD-323"),
        ("Q1", "Package_TO_SOT_SMD:SOT-363_SC-70-6", "transistor-small", "SOT-363",
         "SOT-363 / SC-70-6"),
        ("Q1", "Package_TO_SOT_SMD:TO-252-2", "transistor-power", "DPAK", "DPAK / TO-252"),
        ("Q1", "Package_TO_SOT_THT:TO-247-3_Vertical", "transistor-power", "TO-247",
         "TO-247 (PG-TO247-3-44)"),
        ("U1", "Package_SO:TSSOP-16_4.4x5mm_P0.65mm", "ic", "TSSOP-16", "TSSOP-16"),
        ("U1", "Package_SO:SOIC-14_3.9x8.7mm_P1.27mm", "ic", "SOIC-14", "SOIC-14"),
        ("IC3", "Package_DFN_QFN:QFN-32-1EP_5x5mm_P0.5mm", "ic", "QFN-32", "VQFN-32 5x5"),
        ("U1", "Package_QFP:LQFP-64_10x10mm_P0.5mm", "ic", "LQFP-64", "LQFP-64 10x10x1.4"),
        ("U1", "RF_Module:ESP32-WROOM-32", "module", "module",
         "ESP32-WROOM class module 18x25.5x3.1"),
        ("Y1", "Crystal:Crystal_SMD_3225-4Pin_3.2x2.5mm", "crystal", "3225",
         "crystal SMD 3.2x2.5"),
        ("J1", "Connector_JST:JST_PH_S4B-PH-K_1x04_P2.00mm_Horizontal", "connector", "JST-PH-4",
         "JST PH SMD header, 4 pin"),
        ("J1", "Connector_PinHeader_2.54mm:PinHeader_2x10_P2.54mm_Vertical", "connector",
         "pin-header-2.54-2x10", "pin header 2.54 mm, per pin"),
        ("J1", "TerminalBlock_Phoenix:TerminalBlock_Phoenix_MKDS-1,5-3-5.08_1x03_P5.08mm_Horizontal",
         "connector", "terminal-block-5.08-1x3", "terminal block 5.08 mm, per pole"),
        ("J1", "Connector_USB:USB_C_Receptacle_HRO_TYPE-C-31-M-12", "connector", "USB-C-16",
         "USB-C receptacle 16 pin SMT"),
        ("LED1", "LED_SMD:LED_0603_1608Metric", "led", "0603", "LED chip 0603"),
        ("SW1", "Button_Switch_SMD:SW_SPST_Omron_4.5x4.5", "switch", "SMD 4.5x4.5",
         "tactile switch SMD 4.5x4.5 (TL3305 class)"),
    ],
)  # fmt: skip
def test_footprints(
    tables: MatchingTables, marks: str, footprint: str, part_class: str, package: str, mass_key: str
) -> None:
    record = parse_part(_line(marks, footprint), tables)
    assert (record.part_class, record.package, record.mass_key) == (part_class, package, mass_key)


@pytest.mark.parametrize(
    ("line", "part_class"),
    [
        (_line("R1", "R_0603", value="10k NTC"), "thermistor"),
        (_line("R1", "R_2512", value="3m"), "resistor-shunt"),
        (_line("R1", "R_2512", value="2mΩ"), "resistor-shunt"),
        (_line("R1", "R_2512", value="3M"), "resistor"),
        (_line("R1", "R_0805", description="热敏电阻 10k"), "thermistor"),
        (_line("C1", "C_special", description="Elko 100 uF"), "capacitor-electrolytic"),
        (_line("D1", "LED_0805", description="LED green"), "led"),
        (_line("", description="Schraube M3 x 8"), "fastener"),
        (_line("", description="Kühlkörper"), "heat-sink"),
        (_line("", description="something else"), ""),
        (_line("Z9", "whatever"), ""),
    ],
)
def test_words_refine_a_class(tables: MatchingTables, line: BomLine, part_class: str) -> None:
    assert parse_part(line, tables).part_class == part_class


@pytest.mark.parametrize(
    ("marks", "number", "package"),
    [
        ("C1", "GRM155R71C104KA88D", "0402"),
        ("C1", "CL05A105KA5NQNC", "0402"),
        ("C1", "C3216X5R1E476M160AC", "1206"),
        ("R1", "ERJ-3EKF1002V", "0603"),
        ("R1", "CRCW080510K0FKEA", "0805"),
        ("R1", "RC0402JR-0710KL", "0402"),
        ("R1", "ZZZ-NOTHING-0402X", "0402"),
        ("R1", "ZZZ-NOTHING", ""),
    ],
)
def test_a_makers_scheme_states_the_size(
    tables: MatchingTables, marks: str, number: str, package: str
) -> None:
    assert parse_part(_line(marks, part_number=number), tables).package == package


def test_a_counterpart_takes_the_package_of_the_line_that_names_it(tables: MatchingTables) -> None:
    """Header and receptacle: same circuits, other mass row."""
    header = _line(
        "J1", "Molex_Micro-Fit_3.0_2x04", part_number="HDR-8", remarks="Mating connector: REC-8"
    )
    receptacle = _line("", description="Cell connector", part_number="REC-8").model_copy(
        update={"id": "s"}
    )
    first, second = parse_bom([header, receptacle], tables)
    assert (first.package, first.count) == (second.package, second.count) == ("Micro-Fit-2x4", 8)
    assert first.mass_key == "Micro-Fit 3.0 header dual row, per circuit"
    assert second.mass_key == "Micro-Fit 3.0 receptacle with crimp terminals, per circuit"


def test_a_row_per_volume_is_no_mass(tables: MatchingTables) -> None:
    record = parse_part(_line("", description="Heat sink"), tables)
    assert (record.mass_key, record.mass_mg) == ("aluminium heat sink, per cm3 of metal", None)


def test_the_majority_of_designators_decides(tables: MatchingTables) -> None:
    assert parse_part(_line("R1 R2 RT1", "R_0603"), tables).part_class == "resistor"
