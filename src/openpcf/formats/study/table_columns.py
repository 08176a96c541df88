"""The columns of the tables of a study and their allowed values.

Titles and notes are in the catalogues: ``column.<table>.<key>``, or ``column.shared.<key>`` if
several tables share them. A column not mentioned here has the kind of its field in the model.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpcf.formats.study.column import Column
from openpcf.model.units import MASS_UNITS

ID = Column("id", width=14)
SOURCE = Column("source", width=22)
NOTE = Column("note", width=30)
EVIDENCE = Column("evidence", refers="evidence", width=14)
OPTION = Column("option", width=12)
FACTOR = Column("factor", width=22)
REGION = Column("region", width=10)
DECLARATION = Column("declaration", refers="declarations", width=14)
SITE = Column("site", refers="sites", width=12)
FITTED_AT = Column("fitted_at", refers="processes", width=12)
RECYCLED = Column("recycled_content_percent", most=100, whole_percent=True, width=12)
MASS_UNIT = Column("mass_unit", kind="unit", offers=MASS_UNITS, width=9)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "sites": (
        ID,
        Column("name", main=True, width=28),
        Column("role", vocabulary="site-role", width=20),
        Column("country", main=True, width=9),
        Column("subdivision", width=12),
        Column("controlled_by_issuer", main=True, width=14),
        NOTE,
        SOURCE,
    ),
    "bom": (
        ID,
        Column("kind", width=10),
        OPTION,
        Column("designators", width=22),
        Column("part_of", width=14),
        Column("quantity", least="positive", main=True, width=10),
        Column("unit", kind="unit", offers=("piece", "g", "kg", "m", "cm2", "ml"), width=9),
        Column("description", main=True, width=34),
        Column("value", width=12),
        Column("package", main=True, width=18),
        Column("part_class"),
        Column("manufacturer"),
        Column("part_number", main=True, width=22),
        Column("own_number"),
        Column("gtin"),
        Column("material"),
        RECYCLED,
        REGION,
        Column("mass", unit_in="mass_unit", least="positive", main=True, width=12),
        MASS_UNIT,
        FITTED_AT,
        FACTOR,
        Column("factor_quantity", unit_in="factor_unit", least="positive", width=12),
        Column("factor_unit", kind="unit", offers=("mm2", "cm2", "g", "kWh"), width=9),
        DECLARATION,
        EVIDENCE,
        Column("remarks", width=24),
        NOTE,
        SOURCE,
    ),
    "boards": (
        ID,
        Column("what", main=True, width=24),
        OPTION,
        Column("quantity", least="positive", main=True, width=10),
        Column("area", unit_in="area_unit", least="positive", main=True, width=10),
        Column("area_unit", kind="unit", offers=("cm2", "mm2", "m2", "dm2"), main=True, width=9),
        Column("area_basis", width=13),
        Column("layers", least="above-zero", main=True, width=9),
        Column("copper_um", least="positive", width=11),
        Column("thickness_mm", least="positive", width=11),
        Column("finish", vocabulary="surface-finish"),
        Column(
            "panel_utilisation_percent", least="above-zero", most=100, whole_percent=True, width=11
        ),
        REGION,
        FITTED_AT,
        FACTOR,
        DECLARATION,
        EVIDENCE,
        NOTE,
        SOURCE,
    ),
    "activities": (
        ID,
        Column("what", main=True, width=30),
        Column("stage", width=17),
        OPTION,
        SITE,
        Column("scope", width=13),
        Column("granularity", width=12),
        Column("period_start", kind="date", width=13),
        Column("period_end", kind="date", width=13),
        Column("quantity", unit_in="unit", total=True, main=True, width=12),
        Column(
            "unit",
            kind="unit",
            offers=("kWh", "MWh", "MJ", "m3", "l", "kg", "g", "t"),
            main=True,
            width=10,
        ),
        Column("hours", width=10),
        Column("duty_percent", most=100, whole_percent=True, width=9),
        Column("share_of", width=20),
        Column("share_percent", most=100, width=10),
        Column("origin", width=12),
        Column("allocation_key", vocabulary="allocation-key"),
        Column("product_key", total=True, width=12),
        Column("key_total", least="above-zero", total=True, width=12),
        Column("key_unit", kind="unit", offers=("h", "piece", "m2", "kg", "EUR", "CNY"), width=9),
        Column("pieces", least="above-zero", total=True, width=12),
        Column("allocation_step", width=14),
        Column("allocation_reason", width=28),
        Column("overhead_percent", width=11),
        Column("loss_percent", most=100, width=10),
        Column("material"),
        REGION,
        FACTOR,
        Column("factor_specificity", width=12),
        EVIDENCE,
        NOTE,
        SOURCE,
    ),
    "processes": (
        ID,
        Column("what", main=True, width=28),
        SITE,
        Column(
            "yield_percent", least="above-zero", most=100, whole_percent=True, main=True, width=10
        ),
        Column("scrap_treatment", width=26),
        EVIDENCE,
        NOTE,
        SOURCE,
    ),
    "transport": (
        ID,
        Column("what", main=True, width=28),
        Column("stage", width=17),
        OPTION,
        Column("origin"),
        Column("destination"),
        Column("mode", vocabulary="transport-mode", main=True, width=14),
        Column("mass", unit_in="mass_unit", least="positive", main=True, width=10),
        Column("mass_unit", kind="unit", offers=MASS_UNITS, main=True, width=9),
        Column("mass_of"),
        Column("distance", unit_in="distance_unit", least="positive", main=True, width=10),
        Column("distance_unit", kind="unit", offers=("km", "nmi", "mile"), main=True, width=9),
        Column("distance_basis", vocabulary="distance-basis", width=18),
        Column("distance_adjustment_percent", least="any", width=12),
        Column("paid_by_issuer", width=11),
        Column("own_vehicle", width=10),
        REGION,
        FACTOR,
        EVIDENCE,
        NOTE,
        SOURCE,
    ),
    "packaging": (
        ID,
        Column("what", main=True, width=24),
        OPTION,
        Column("material"),
        Column("mass", unit_in="mass_unit", least="positive", main=True, width=10),
        MASS_UNIT,
        Column("uses", least="above-zero", width=8),
        RECYCLED,
        Column("biogenic_carbon_kg", width=11),
        REGION,
        FACTOR,
        DECLARATION,
        EVIDENCE,
        NOTE,
        SOURCE,
    ),
    "declarations": (
        ID,
        Column("supplier", main=True, width=24),
        Column("path", main=True, width=30),
        Column("digest", width=24),
        Column("quantity", least="positive", main=True, width=10),
        Column("unit", kind="unit", offers=("piece", "kg", "g", "m2"), width=9),
        Column("status", width=12),
        Column("if_not_usable", width=18),
        NOTE,
        SOURCE,
    ),
    "assumptions": (
        ID,
        Column("what", main=True, width=40),
        Column("applies_to", width=24),
        Column("reason", main=True, width=40),
        NOTE,
        SOURCE,
    ),
    "evidence": (
        ID,
        Column("what", main=True, width=34),
        Column("path", main=True, width=34),
        Column("digest", width=24),
        NOTE,
        SOURCE,
    ),
}
"""Tables in the order they are shown, and their columns in that order."""
