"""Factors made from published ones: well-to-wheel, delivered electricity, a logic die.

Every sum is exact and names the ids it was made from; vintages are never mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.model.base import exact_product, exact_sum
from openpcf.model.factor import Factor, Kind
from openpcf.model.indicators import add
from openpcf.model.units import convert

CO2E = "kg CO2e"


def _require_same(factors: Sequence[Factor], *names: str) -> None:
    """Raise InputError ``FACTOR_COMBINE`` if factors differ in what must be equal."""
    for name in names:
        values = [str(getattr(f, name)) for f in factors]
        if len(set(values)) > 1:
            ids = ", ".join(f.id for f in factors)
            raise InputError("FACTOR_COMBINE", ids, ", ".join(values), values[0], what=name)


def _sum(id: str, name: str, kind: Kind, factors: Sequence[Factor], made_of: str) -> Factor:
    first = factors[0]
    return first.model_copy(
        update={
            "id": id,
            "name": name,
            "kind": kind,
            "value": exact_sum(f.value for f in factors),
            "parts": add(f.parts for f in factors),
            "memo": add(f.memo for f in factors),
            "note": f"{made_of}: " + " + ".join(f.id for f in factors),
            "seen": "calculated",
            "incomplete": "",
            "original": None,
        }
    )


def well_to_wheel(id: str, ttw: Factor, wtt: Factor) -> Factor:
    """Add tank-to-wheel and well-to-tank of one publisher, vintage, vehicle and unit.

    Source: ISO 14083. Value and parts are exact sums; ``note`` names both ids. Raises InputError
    ``FACTOR_COMBINE`` if publisher, version, unit or technology differ, or the kinds are not these
    two.
    """
    _require_same((ttw, wtt), "publisher", "version", "numerator", "per", "gwp", "technology")
    if (ttw.kind, wtt.kind) != ("transport-ttw", "transport-wtt"):
        raise InputError(
            "FACTOR_COMBINE",
            f"{ttw.id}, {wtt.id}",
            f"{ttw.kind}, {wtt.kind}",
            "transport-ttw, transport-wtt",
            what="kind",
        )
    made = _sum(id, ttw.name, "transport-wtw", (ttw, wtt), "tank to wheel + well to tank")
    return made.model_copy(update={"boundary": "well to wheel"})


def delivered_electricity(
    id: str, generation: Factor, losses: Factor, upstream: Sequence[Factor]
) -> Factor:
    """Add generation, grid losses and their fuel chains per kWh used.

    All are of one publisher and vintage. Raises InputError ``FACTOR_COMBINE`` if publisher,
    version, unit or GWP set differ.
    """
    every = (generation, losses, *upstream)
    _require_same(every, "publisher", "version", "numerator", "per", "gwp", "geography")
    made = _sum(
        id,
        f"Grid electricity delivered, {generation.geography}",
        "life-cycle",
        every,
        "generation + losses + fuel chains",
    )
    return made.model_copy(
        update={
            "boundary": "generation, transmission and distribution losses, fuel chain of both",
            "basis": "delivered kWh",
            "losses": "included",
        }
    )


def logic_die(
    id: str, energy: Factor, gases: Sequence[Factor], materials: Factor, grid: Factor
) -> Factor:
    """Return a logic wafer per processed area: fab electricity × grid + gases + materials (ACT).

    ``gases`` are one abatement level, or two whose mean is used, as in ACT v2. Yield and wafer
    utilisation are not included (``basis`` processed-wafer). All amounts are converted to one unit
    of area exactly. Raises InputError ``FACTOR_COMBINE``.
    """
    _require_same((energy, materials, *gases), "publisher", "version", "technology")
    if energy.kind != "parameter" or not 1 <= len(gases) <= 2:
        raise InputError(
            "FACTOR_COMBINE",
            energy.id,
            energy.kind,
            "fab electricity, one or two gases",
            what="kind",
        )

    def per_area(factor: Factor) -> Decimal:
        return exact_product((factor.value, convert(Decimal(1), energy.per, factor.per)))

    kwh = convert(energy.value, energy.numerator, grid.per)
    half = Decimal(1) if len(gases) == 1 else Decimal("0.5")
    terms = [exact_product((kwh, grid.value))]
    terms += [exact_product((per_area(g), half)) for g in gases]
    terms.append(per_area(materials))
    value = exact_sum(terms)
    ids = ", ".join(f.id for f in (energy, grid, *gases, materials))
    return materials.model_copy(
        update={
            "id": id,
            "name": f"Logic wafer {energy.technology}, fab on {grid.geography or grid.name} grid",
            "value": value,
            "numerator": CO2E,
            "per": energy.per,
            "parts": {"unsplit": value},
            "kind": "process",
            "boundary": "fab electricity, direct gases and raw materials; no packaging, no test",
            "basis": "processed-wafer",
            "note": f"fab electricity x grid + gases + materials: {ids}",
            "seen": "calculated",
            "incomplete": "",
            "made_of": tuple(
                sorted({f"{f.dataset}/{f.version}" for f in (energy, grid, *gases, materials)})
            ),
            "original": None,
        }
    )
