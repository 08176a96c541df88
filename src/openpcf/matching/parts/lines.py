"""Parts of the bill → lines of the kind the physics needs: by piece, by mass and material, by
die area. What no open factor covers is a gap with a screening value, never a zero."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Any

from openpcf.errors import InputError
from openpcf.factor_library.compare import others_of
from openpcf.matching.lines.builder import Bounds, Built, Choice, Ground, line
from openpcf.matching.parts.parser import PartRecord
from openpcf.matching.parts.silicon import BACK_END, CLASSES, DISCRETE, SIGMA_PROXY, die_divisors
from openpcf.matching.tables.tables import MatchingTables, MaterialShare
from openpcf.messages.phrases import class_name
from openpcf.model.base import Measure, exact_product, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.inventory import Per
from openpcf.model.study import BomLine
from openpcf.model.units import convert, same_dimension

ANY_SIZE = "*"
"""A chip row for parts of other sizes and shapes, by their mass."""
DIE_MEANS = "class min-max, estimated"
_BACK_END = "{share} of the wafer: studies give 1 to 33 % of front and back end together"
MG = Decimal("0.000001")
_LN = Context(prec=12, rounding=ROUND_HALF_EVEN)
_WIDTH = Decimal("3.92")
SIGMA_CLASS_FACTOR = Decimal("0.4")
SIGMA_SCALED = Decimal("0.7")
"""A figure per piece scaled by mass from an assumed reference: a factor of four to both sides."""


def sigma(low: Decimal, high: Decimal) -> Decimal:
    """σ_ln of a min-max range taken as 95 %: ln(high/low) ÷ 3.92, four places."""
    if low <= 0 or high <= low:
        return Decimal("0.05")
    with localcontext(_LN):
        return ((high / low).ln() / _WIDTH).quantize(Decimal("0.0001"))


def _both(one: Decimal, other: Decimal) -> Decimal:
    """σ_ln of a product of two independent factors, four places."""
    with localcontext(_LN):
        return (one * one + other * other).sqrt().quantize(Decimal("0.0001"))


@dataclass(frozen=True)
class Part:
    """One BOM line with what the parser made of it and the divisors of its yields."""

    line: BomLine
    record: PartRecord
    quantity: Decimal
    per: tuple[Per, ...]
    source: str

    def name(self, ground: Ground) -> str:
        """Designators, class and what the line says of the part, in the study's language."""
        what = self.line.description or self.line.value or self.line.part_number or self.line.id
        marks = self.line.designators
        listed = f"{marks[0]}…{marks[-1]}" if len(marks) > 1 else "".join(marks)
        kind = class_name(ground.language, self.record.part_class) or ground.say("part")
        named = " ".join(t for t in (listed, kind) if t)
        return ground.say("{name} ({what})", name=named, what=what)


def _add(
    ground: Ground, built: Built, part: Part, suffix: str, what: str, choice: Choice, **more: Any
) -> None:
    name = part.name(ground)
    line(
        ground,
        built,
        name=f"bom:{part.line.id}{suffix}",
        what=ground.say("{name}: {what}", name=name, what=what) if what else name,
        stage="raw-materials",
        scope="3.1",
        source=part.source,
        part_class=part.record.part_class or "other",
        choice=choice,
        per=(*part.per, *more.pop("per", ())),
        region=part.line.region,
        granularity="item",
        **more,
    )


def _gap(
    ground: Ground,
    built: Built,
    part: Part,
    suffix: str,
    what: str,
    note: str,
    screening: Decimal | None = None,
) -> None:
    more: dict[str, Any] = {"note": note}
    if screening is not None:
        more["screening"] = screening
    _add(ground, built, part, suffix, what, Choice(None), **more)


def gap(ground: Ground, built: Built, part: Part, note: str) -> None:
    """The line of a part that can't be calculated."""
    _gap(ground, built, part, "", "", note)


def in_pieces(row: BomLine) -> bool:
    """Whether the quantity counts pieces, not grams or metres. Raises InputError for no unit."""
    return not row.unit or same_dimension(row.unit, "piece")


def _kg(part: Part) -> tuple[Decimal, Decimal, Decimal] | None:
    """Mass of a piece in kg: typical, low, high; the user's own mass first."""
    if part.line.mass is not None:
        mass = convert(part.line.mass, part.line.mass_unit or "g", "kg", part.source)
        return mass, mass, mass
    known = part.record.mass_mg
    return None if known is None else (known[0] * MG, known[1] * MG, known[2] * MG)


def _mg(part: Part) -> tuple[Decimal, Decimal, Decimal] | None:
    """The same in mg."""
    mass = _kg(part)
    return None if mass is None else (mass[0].scaleb(6), mass[1].scaleb(6), mass[2].scaleb(6))


def lightest_kg(part: Part) -> Decimal | None:
    """Mass of a piece in kg at the light end of its range; the user's own mass as it is."""
    mass = _kg(part)
    return None if mass is None else mass[1]


def _mass_said(ground: Ground, part: Part) -> str:
    if part.line.mass is not None:
        return ground.say("entered")
    mass = part.record.mass
    text = "{row} ({seen}, of another construction)" if part.record.proxy else "{row} ({seen})"
    seen = ground.say(mass.seen if mass is not None else "")
    return ground.say(text, row=part.record.mass_key, seen=seen)


def _mass_measure(part: Part) -> dict[str, Any]:
    mass = _kg(part)
    if mass is None:
        return {}
    return {"mass": Measure(amount=exact_product((mass[0], part.quantity)), unit="kg")}


def _mass_marked(ground: Ground, part: Part) -> str:
    """What the bounds of a quantity by mass are."""
    if part.line.mass is not None:
        return ground.say("mass entered, shares of the class min-max")
    seen = ground.say(part.record.mass.seen if part.record.mass is not None else "")
    if part.record.proxy:
        return ground.say("class min-max, mass {seen}, of another construction", seen=seen)
    return ground.say("class min-max, mass {seen}", seen=seen)


def _bounds(
    part: Part, low: tuple[Decimal, ...], high: tuple[Decimal, ...], means: str
) -> Bounds | None:
    """Bounds of a quantity for all pieces of the line; None where they fall together."""
    if low == high:
        return None
    return Bounds((part.quantity, *low), (part.quantity, *high), means)


def chip_lines(ground: Ground, built: Built, part: Part, tables: MatchingTables) -> bool:
    """Chip resistors, capacitors and inductors by piece; another size by its mass."""
    chips, part_class = tables.chips, part.record.part_class
    chip = chips.get((part_class, part.record.package))
    if chip is None and _kg(part) is not None:
        chip = chips.get((part_class, ANY_SIZE))
    if chip is None:
        return False
    factor = ground.library.get(chip.factor, place=part.source)
    why = ground.say(
        "{class_name} {package}: {rule}",
        class_name=class_name(ground.language, part_class),
        package=part.record.package,
        rule=part.record.rule,
    )
    if part.record.conflict:
        text = "{why}, not {conflict} as the footprint says"
        why = ground.say(text, why=why, conflict=part.record.conflict)
    choice = Choice(factor, "package", why, technology=Decimal(3), sigma=SIGMA_CLASS_FACTOR)
    if not chip.factor_mass_key:
        _add(
            ground,
            built,
            part,
            "",
            "",
            choice,
            numerators=(part.quantity, Decimal(part.record.count)),
            unit="piece",
            said=("piece", "elements each"),
            origin="calculated",
            sigma_quantity=Decimal("0.02"),
            **_mass_measure(part),
        )
        return True
    mass, reference = _mg(part), tables.masses[chip.factor_mass_key]
    if mass is None:
        return False
    _add(
        ground,
        built,
        part,
        "",
        "",
        replace(choice, technology=Decimal(4), sigma=Decimal("0.5")),
        numerators=(part.quantity, mass[0]),
        unit="piece",
        said=("piece", "mg each"),
        per=(
            Per(
                amount=reference.typical,
                unit="mg",
                why=ground.say("mass of a {row}", row=chip.factor_mass_key),
            ),
        ),
        origin="calculated",
        sigma_quantity=sigma(mass[1], mass[2]),
        **_mass_measure(part),
        bounds=_bounds(part, (mass[1],), (mass[2],), _mass_marked(ground, part)),
    )
    return True


def die_lines(ground: Ground, built: Built, part: Part, wafer: Factor | None) -> None:
    """The silicon of a semiconductor."""
    die = part.record.die_mm2
    if wafer is None or die is None:
        _gap(
            ground, built, part, ":die", ground.say("silicon"), "die area or wafer factor not known"
        )
        return
    note = ground.say(part.record.note)
    choice = Choice(
        wafer,
        "package",
        ground.say("die of a {package}: {note}", package=part.record.package, note=note),
        technology=Decimal(5),
        sigma=SIGMA_PROXY,
    )
    _add(
        ground,
        built,
        part,
        ":die",
        ground.say("silicon"),
        choice,
        numerators=(part.quantity, die[0]),
        said=("piece", "mm2 of die"),
        unit="mm2",
        per=die_divisors(),
        origin="assumed",
        sigma_quantity=sigma(die[1], die[2]),
        bounds=_bounds(part, (die[1],), (die[2],), DIE_MEANS),
    )
    if part.record.part_class in DISCRETE:
        share, low, high = BACK_END
        why = ground.say(_BACK_END, share=trimmed_decimal(share))
        _add(
            ground,
            built,
            part,
            ":test",
            ground.say("assembly and test"),
            replace(choice, how="class", why=why),
            numerators=(part.quantity, die[0], share),
            unit="mm2",
            per=die_divisors(),
            said=("piece", "mm2 of die", "(of the wafer's)"),
            origin="assumed",
            sigma_quantity=_both(sigma(die[1], die[2]), sigma(low, high)),
            bounds=_bounds(part, (die[1], low), (die[2], high), DIE_MEANS),
        )


def share_lines(
    ground: Ground, built: Built, part: Part, shares: tuple[MaterialShare, ...]
) -> None:
    """Components of a part by share of its mass; shares without factor become one gap."""
    mass = _kg(part)
    missing: list[tuple[str, str]] = []
    screening = Decimal(0)
    bounded = True
    for number, share in enumerate(shares, 1):
        if mass is None or not share.factor:
            missing.append((ground.say(share.component), ground.say(share.note)))
            if mass is None or share.screening is None:
                bounded = False
            else:
                screening += exact_product((part.quantity, mass[2], share.high, share.screening))
            continue
        factor = ground.library.get(share.factor, place=part.source)
        common: dict[str, Any] = {
            "origin": "calculated",
            "sigma_quantity": sigma(mass[1] * share.low, mass[2] * share.high),
            "bounds": _bounds(
                part, (mass[1], share.low), (mass[2], share.high), _mass_marked(ground, part)
            ),
            **_mass_measure(part),
        }
        why = ground.say(
            "{note}; mass: {mass}", note=ground.say(share.note), mass=_mass_said(ground, part)
        )
        choice = Choice(
            factor,
            "class",
            why,
            others_of(ground.library, factor),
            technology=Decimal(4),
            sigma=SIGMA_CLASS_FACTOR,
        )
        numerators, unit = (part.quantity, mass[0], share.share), "kg"
        common["said"] = ("piece", "kg each", "(share of the mass)")
        if share.reference_mg is not None:
            choice = replace(choice, technology=Decimal(5), sigma=SIGMA_SCALED)
            numerators, unit = (
                (part.quantity, exact_product((mass[0], Decimal(1_000_000))), share.share),
                "piece",
            )
            common["said"] = ("piece", "mg each", "(share of the mass)")
            common["stated"] = Measure(amount=exact_product((part.quantity, mass[0])), unit="kg")
            common["origin"] = "assumed"
            mg = tuple(m.scaleb(6) for m in mass[1:])
            common["bounds"] = _bounds(
                part, (mg[0], share.low), (mg[1], share.high), _mass_marked(ground, part)
            )
            common["per"] = (
                Per(amount=share.reference_mg, unit="mg", why="mass of the package meant; assumed"),
            )
        _add(
            ground,
            built,
            part,
            f":{number}",
            ground.say(share.component),
            choice,
            numerators=numerators,
            unit=unit,
            **common,
        )
    if missing:
        what = ground.say(", ").join(component for component, _ in missing)
        note = (
            "mass not known" if mass is None else ground.say("; ").join(n for _, n in missing if n)
        )
        _gap(ground, built, part, ":gap", what, note, screening if bounded else None)


def class_lines(
    ground: Ground, built: Built, part: Part, tables: MatchingTables, wafer: Factor | None
) -> None:
    """All lines of a part by its class; a class without recipe is a gap."""
    if chip_lines(ground, built, part, tables):
        return
    record = part.record
    if record.part_class in CLASSES:
        die_lines(ground, built, part, wafer)
    shares = tables.recipes.get(record.part_class, ())
    if shares:
        share_lines(ground, built, part, shares)
    elif record.part_class not in CLASSES:
        _gap(
            ground,
            built,
            part,
            "",
            "",
            ground.say(
                "neither size nor mass of this {class_name} is known"
                if record.part_class
                else "what it is, is not known",
                class_name=class_name(ground.language, record.part_class),
            ),
        )


def user_line(ground: Ground, built: Built, part: Part, choice: Choice) -> None:
    """A factor named, confirmed or found by a word: quantity in its unit from what the row says.
    A choice without factor is a gap.

    Raises InputError ``MASS_NEEDED`` where the factor is per mass and no mass is known,
    ``FACTOR_UNIT_DIFFERS`` where neither pieces nor mass fit the factor.
    """
    row, factor = part.line, choice.factor
    if factor is None:
        _gap(ground, built, part, "", "", "the factor named is not there, or none of CO2e")
        return
    mass_of_line = _mass_measure(part) if in_pieces(row) else {}
    numerators: tuple[Decimal, ...]
    said: tuple[str, ...] = ("piece",)
    if row.factor_quantity is not None:
        numerators, unit = (part.quantity, row.factor_quantity), row.factor_unit or factor.per
        said = ("piece", ground.say("{unit} each", unit=unit))
    elif not in_pieces(row):
        numerators, unit, said = (part.quantity,), str(row.unit), (str(row.unit),)
    elif same_dimension(factor.per, "piece"):
        numerators, unit = (part.quantity,), "piece"
    else:
        mass = _kg(part)
        if mass is None and same_dimension(factor.per, "kg"):
            raise InputError("MASS_NEEDED", part.source, factor.id, factor.per)
        if mass is None or not same_dimension(factor.per, "kg"):
            raise InputError("FACTOR_UNIT_DIFFERS", part.source, row.unit or "piece", factor.per)
        numerators, unit = (part.quantity, mass[0]), "kg"
        said = ("piece", "kg each")
    measured = ground.proven(row.evidence)
    _add(
        ground,
        built,
        part,
        "",
        "",
        choice,
        numerators=numerators,
        unit=unit,
        origin="measured" if measured else "calculated",
        sigma_quantity=Decimal("0.05"),
        said=said,
        **mass_of_line,
    )
