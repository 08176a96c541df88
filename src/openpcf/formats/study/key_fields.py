"""The keys of the key/value part of a study and their allowed values.

Titles and notes are in the catalogues: ``field.<key>``, headings in ``section.<section>``.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpcf.formats.study.column import Column
from openpcf.messages.catalogue import LANGUAGES
from openpcf.model.units import MASS_UNITS

_CARBON_UNITS = ("kg C", "g C")

SECTIONS: Mapping[str, tuple[Column, ...]] = {
    "study": (
        Column("format"),
        Column("series", main=True),
        Column("purpose"),
        Column("kind"),
        Column("language", offers=LANGUAGES),
        Column("profile", main=True),
        Column("region"),
    ),
    "issuer": (
        Column("issuer.name", main=True),
        Column("issuer.ids", main=True),
        Column("issuer.country"),
    ),
    "product": (
        Column("product.name", main=True),
        Column("product.ids", main=True),
        Column("product.model"),
        Column("product.configuration"),
        Column("product.level"),
        Column("product.description"),
        Column("product.classifications"),
        Column("product.country_of_origin"),
        Column("product.mass", offers=MASS_UNITS, least="positive", main=True),
        Column("mass_weighed", offers=MASS_UNITS, least="positive"),
        Column("configuration.name"),
        Column("configuration.description"),
    ),
    "goal-and-audience": (
        Column("goal.application"),
        Column("goal.audience"),
        Column("goal.reasons"),
        Column("goal.limits"),
    ),
    "declared-unit-and-period": (
        Column("unit.measure", vocabulary="declared-unit", main=True),
        Column("unit.amount", least="above-zero", main=True),
        Column("period.reference_start", kind="date", main=True),
        Column("period.reference_end", kind="date", main=True),
        Column("period.site_zone"),
        Column("period.temporal_resolution"),
        Column("period.valid_from", kind="date"),
        Column("period.valid_until", kind="date"),
    ),
    "system-boundary": (
        Column("boundary.type", main=True),
        Column("boundary.includes"),
        Column("boundary.excluded_processes"),
        Column("boundary.cutoff.emissions_percent", most=100),
        Column("boundary.cutoff.mass_percent", most=100),
        Column("boundary.cutoff.energy_percent", most=100),
        Column("boundary.cutoff.items"),
        Column("boundary.cutoff.screening"),
    ),
    "method": (
        Column("method.standards", main=True),
        Column("method.pcr"),
        Column("method.gwp_requested", vocabulary="gwp-set"),
        Column("method.ghg_list"),
        Column("method.recycling"),
        Column("method.offsets_included"),
        Column("method.scope_approach", vocabulary="scope-approach"),
        Column("method.electricity.approach"),
        Column("method.electricity.instruments[].kind"),
        Column("method.electricity.instruments[].mwh"),
        Column("method.electricity.instruments[].evidence"),
        Column("method.electricity.location_excl", least="any"),
        Column("method.electricity.market_excl", least="any"),
        Column("method.allocation[].process"),
        Column("method.allocation[].basis"),
    ),
    "carbon-content": (
        Column("carbon_content.fossil", offers=_CARBON_UNITS),
        Column("carbon_content.biogenic", offers=_CARBON_UNITS),
        Column("carbon_content.recycled", offers=_CARBON_UNITS),
        Column("carbon_content.packaging_biogenic", offers=_CARBON_UNITS),
    ),
    "absent-and-extensions": (
        Column("absent.*"),
        Column("extensions.*", kind="json"),
    ),
}
"""Sections in the order they are shown, and their keys in that order."""
