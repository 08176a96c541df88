"""Parts of the BOM → lines by piece, by mass and material, or by die area.

What no open factor covers is a gap with a screening value, never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Any

from openpcf.errors import InputError
from openpcf.factor_library.compare import others_of
from openpcf.matching.lines.builder import (
    KG_EACH,
    MG_EACH,
    NO_AMOUNTS,
    PIECES,
    Amounts,
    Bounds,
    FactorChoice,
    LineBuilder,
    in_unit,
)
from openpcf.matching.parts.parser import PartRecord
from openpcf.matching.parts.silicon import BACK_END, CLASSES, DISCRETE, SIGMA_PROXY, die_divisors
from openpcf.matching.tables.tables import MatchingTables, MaterialShare
from openpcf.model.base import Measure, exact_product, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.inventory import Per
from openpcf.model.message import Message, message
from openpcf.model.study import BomLine
from openpcf.model.units import convert, is_unit, same_dimension

ANY_SIZE = "*"
"""A chip row for parts of other sizes and shapes, by their mass."""
DIE_BOUNDS = message("range-estimated")
DIE_LABELS = (PIECES, message("times-die"))
SHARE_OF_MASS = message("times-share-of-mass")
MG = Decimal("0.000001")
_LN = Context(prec=12, rounding=ROUND_HALF_EVEN)
_WIDTH = Decimal("3.92")
SIGMA_CLASS_FACTOR = Decimal("0.4")
SIGMA_SCALED = Decimal("0.7")
"""A figure per piece scaled by mass from an assumed reference: a factor of four to both sides."""


def sigma(low: Decimal, high: Decimal) -> Decimal:
    """Return σ_ln of a min-max range taken as 95 %: ln(high/low) ÷ 3.92, four places."""
    if low <= 0 or high <= low:
        return Decimal("0.05")
    with localcontext(_LN):
        return ((high / low).ln() / _WIDTH).quantize(Decimal("0.0001"))


def _both(one: Decimal, other: Decimal) -> Decimal:
    """Return σ_ln of a product of two independent factors, four places."""
    with localcontext(_LN):
        return (one * one + other * other).sqrt().quantize(Decimal("0.0001"))


@dataclass(frozen=True)
class Part:
    """One BOM line with its parser record and the divisors of its yields."""

    line: BomLine
    record: PartRecord
    quantity: Decimal
    per: tuple[Per, ...]
    source: str

    @property
    def part_class(self) -> str:
        """Return its class; ``other`` if unknown."""
        return self.record.part_class or "other"

    @property
    def name(self) -> Message:
        """Return class, stated properties, pieces and designators."""
        row, marks = self.line, self.line.designators
        counted = not row.unit or (is_unit(row.unit) and same_dimension(row.unit, "piece"))
        pieces = counted and row.quantity is not None and self.quantity != 1
        return message(
            ("parts" if pieces else "part") + ("-placed" if marks else ""),
            **{"class": self.part_class},
            name=row.description or row.value or row.part_number or row.id,
            pieces=trimmed_decimal(self.quantity) if pieces else None,
            designators=(f"{marks[0]}…{marks[-1]}" if len(marks) > 1 else marks[0])
            if marks
            else None,
        )


def _add(
    builder: LineBuilder,
    part: Part,
    suffix: str,
    choice: FactorChoice,
    amounts: Amounts = NO_AMOUNTS,
    *,
    element: str | list[str] | None = None,
    **members: Any,
) -> None:
    """Add a line of a part, or of one of its elements (words of the list ``element``)."""
    what = part.name if element is None else message("piece-of", of=part.name, element=element)
    builder.add(
        f"bom:{part.line.id}{suffix}",
        what,
        stage="raw-materials",
        scope="3.1",
        source=part.source,
        part_class=part.part_class,
        choice=choice,
        amounts=replace(amounts, per=(*part.per, *amounts.per)),
        region=part.line.region,
        granularity="item",
        **members,
    )


def gap(
    builder: LineBuilder,
    part: Part,
    note: Message,
    suffix: str = "",
    *,
    element: str | list[str] | None = None,
    screening: Decimal | None = None,
) -> None:
    """Add the line of a part, or of one of its elements, that can't be calculated."""
    members: dict[str, Any] = {"note": note}
    if screening is not None:
        members["screening"] = screening
    _add(builder, part, suffix, FactorChoice(None), element=element, **members)


def in_pieces(row: BomLine) -> bool:
    """Return whether the quantity is in pieces; raises InputError for an unknown unit."""
    return not row.unit or same_dimension(row.unit, "piece")


def _kg(part: Part) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return typical, low and high mass of a piece in kg; the user's own mass comes first."""
    if part.line.mass is not None:
        mass = convert(part.line.mass, part.line.mass_unit or "g", "kg", part.source)
        return mass, mass, mass
    known = part.record.mass_mg
    return None if known is None else (known[0] * MG, known[1] * MG, known[2] * MG)


def _mg(part: Part) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return typical, low and high mass of a piece in mg."""
    mass = _kg(part)
    return None if mass is None else (mass[0].scaleb(6), mass[1].scaleb(6), mass[2].scaleb(6))


def lightest_kg(part: Part) -> Decimal | None:
    """Return the low mass of a piece in kg; the user's own mass as it is."""
    mass = _kg(part)
    return None if mass is None else mass[1]


def _seen(part: Part) -> str | None:
    """Return whether the mass of a class was read or estimated, a word of the list ``seen``."""
    return part.record.mass.seen if part.record.mass is not None else None


def _share_reason(part: Part, note: str) -> Message:
    """Return why an element has its factor: recipe note and source of the mass."""
    if part.line.mass is not None:
        return message("share-mass-entered", note=note)
    code = "share-mass-proxy" if part.record.proxy else "share-mass-row"
    return message(code, note=note, row=part.record.mass_key, seen=_seen(part))


def _mass_measure(part: Part) -> dict[str, Any]:
    mass = _kg(part)
    if mass is None:
        return {}
    return {"mass": Measure(amount=exact_product((mass[0], part.quantity)), unit="kg")}


def _mass_bounds(part: Part) -> Message:
    """Return the meaning of the bounds of a quantity by mass."""
    if part.line.mass is not None:
        return message("range-mass-entered")
    return message("range-class-proxy" if part.record.proxy else "range-class", seen=_seen(part))


def _bounds(
    part: Part, low: tuple[Decimal, ...], high: tuple[Decimal, ...], means: Message
) -> Bounds | None:
    """Return bounds of a quantity for all pieces of the line; None if they are equal."""
    if low == high:
        return None
    return Bounds((part.quantity, *low), (part.quantity, *high), means)


def _chip_reason(part: Part) -> Message:
    """Return class, package and the rules that led to a chip part's factor."""
    record = part.record
    return message(
        "chip-not-footprint" if record.conflict else "chip",
        **{"class": part.part_class},
        package=record.package,
        rules=record.rules,
        conflict=record.conflict or None,
    )


def chip_lines(builder: LineBuilder, part: Part, tables: MatchingTables) -> bool:
    """Add chip resistors, capacitors and inductors by piece; other sizes by their mass."""
    chips, part_class = tables.chips, part.record.part_class
    chip = chips.get((part_class, part.record.package))
    if chip is None and _kg(part) is not None:
        chip = chips.get((part_class, ANY_SIZE))
    if chip is None:
        return False
    choice = FactorChoice(
        builder.context.library.get(chip.factor, place=part.source),
        "package",
        _chip_reason(part),
        technology=Decimal(3),
        sigma=SIGMA_CLASS_FACTOR,
    )
    if not chip.factor_mass_key:
        amounts = Amounts(
            (part.quantity, Decimal(part.record.count)),
            "piece",
            labels=(PIECES, message("times-elements")),
            origin="calculated",
            sigma=Decimal("0.02"),
        )
        _add(builder, part, "", choice, amounts, **_mass_measure(part))
        return True
    mass, reference = _mg(part), tables.masses[chip.factor_mass_key]
    if mass is None:
        return False
    why = message("mass-of-row", row=chip.factor_mass_key)
    amounts = Amounts(
        (part.quantity, mass[0]),
        "piece",
        (Per(amount=reference.typical, unit="mg", why=why),),
        labels=(PIECES, MG_EACH),
        origin="calculated",
        sigma=sigma(mass[1], mass[2]),
        bounds=_bounds(part, (mass[1],), (mass[2],), _mass_bounds(part)),
    )
    choice = replace(choice, technology=Decimal(4), sigma=Decimal("0.5"))
    _add(builder, part, "", choice, amounts, **_mass_measure(part))
    return True


def die_lines(builder: LineBuilder, part: Part, wafer: Factor | None) -> None:
    """Add the silicon of a semiconductor."""
    die = part.record.die_mm2
    if wafer is None or die is None:
        gap(builder, part, message("no-die"), ":die", element="silicon")
        return
    note, package = part.record.note, part.record.package
    choice = FactorChoice(
        wafer,
        "package",
        message(
            "die-of-package-note" if note else "die-of-package", package=package, note=note or None
        ),
        technology=Decimal(5),
        sigma=SIGMA_PROXY,
    )
    amounts = Amounts(
        (part.quantity, die[0]),
        "mm2",
        die_divisors(),
        DIE_LABELS,
        origin="assumed",
        sigma=sigma(die[1], die[2]),
        bounds=_bounds(part, (die[1],), (die[2],), DIE_BOUNDS),
    )
    _add(builder, part, ":die", choice, amounts, element="silicon")
    if part.record.part_class in DISCRETE:
        share, low, high = BACK_END
        why = message("back-end", share=trimmed_decimal(share))
        amounts = replace(
            amounts,
            numerators=(part.quantity, die[0], share),
            labels=(*DIE_LABELS, message("times-share-of-wafer")),
            sigma=_both(sigma(die[1], die[2]), sigma(low, high)),
            bounds=_bounds(part, (die[1], low), (die[2], high), DIE_BOUNDS),
        )
        choice = replace(choice, how="class", why=why)
        _add(builder, part, ":test", choice, amounts, element="assembly-and-test")


Mass = tuple[Decimal, Decimal, Decimal]


def _share_amounts(part: Part, share: MaterialShare, mass: Mass) -> Amounts:
    """Return the mass of an element, over the mass per piece if its factor is per piece."""
    spread = sigma(mass[1] * share.low, mass[2] * share.high)
    if share.reference_mg is None:
        return Amounts(
            (part.quantity, mass[0], share.share),
            "kg",
            labels=(PIECES, KG_EACH, SHARE_OF_MASS),
            origin="calculated",
            sigma=spread,
            bounds=_bounds(part, (mass[1], share.low), (mass[2], share.high), _mass_bounds(part)),
        )
    low, high = mass[1].scaleb(6), mass[2].scaleb(6)
    reference = Per(amount=share.reference_mg, unit="mg", why=message("mass-of-reference"))
    return Amounts(
        (part.quantity, exact_product((mass[0], Decimal(1_000_000))), share.share),
        "piece",
        (reference,),
        labels=(PIECES, MG_EACH, SHARE_OF_MASS),
        origin="assumed",
        stated=Measure(amount=exact_product((part.quantity, mass[0])), unit="kg"),
        sigma=spread,
        bounds=_bounds(part, (low, share.low), (high, share.high), _mass_bounds(part)),
    )


def share_lines(builder: LineBuilder, part: Part, shares: tuple[MaterialShare, ...]) -> None:
    """Add elements of a part by mass share; shares without factor become one gap."""
    mass, library = _kg(part), builder.context.library
    missing: list[MaterialShare] = []
    screening = Decimal(0)
    bounded = True
    for number, share in enumerate(shares, 1):
        if mass is None or not share.factor:
            missing.append(share)
            if mass is None or share.screening is None:
                bounded = False
            else:
                screening += exact_product((part.quantity, mass[2], share.high, share.screening))
            continue
        factor = library.get(share.factor, place=part.source)
        by_piece = share.reference_mg is not None
        choice = FactorChoice(
            factor,
            "class",
            _share_reason(part, share.note),
            others_of(library, factor),
            technology=Decimal(5) if by_piece else Decimal(4),
            sigma=SIGMA_SCALED if by_piece else SIGMA_CLASS_FACTOR,
        )
        amounts = _share_amounts(part, share, mass)
        _add(
            builder,
            part,
            f":{number}",
            choice,
            amounts,
            element=share.element,
            **_mass_measure(part),
        )
    if missing:
        notes = [share.note for share in missing if share.note]
        note = message("mass-unknown")
        if mass is not None:
            note = message("shares-without-factor", notes=notes)
        gap(
            builder,
            part,
            note,
            ":gap",
            element=[share.element for share in missing],
            screening=screening if bounded else None,
        )


def class_lines(
    builder: LineBuilder, part: Part, tables: MatchingTables, wafer: Factor | None
) -> None:
    """Add all lines of a part by its class; a class without recipe is a gap."""
    if chip_lines(builder, part, tables):
        return
    part_class = part.record.part_class
    if part_class in CLASSES:
        die_lines(builder, part, wafer)
    shares = tables.recipes.get(part_class, ())
    if shares:
        share_lines(builder, part, shares)
    elif not part_class:
        gap(builder, part, message("unknown-part"))
    elif part_class not in CLASSES:
        gap(builder, part, message("size-and-mass-unknown", **{"class": part_class}))


def user_line(builder: LineBuilder, part: Part, choice: FactorChoice) -> None:
    """Add a line with a factor that was named, confirmed or found by a term.

    The quantity is converted from what the row states. A choice without factor is a gap.

    Raises InputError ``MASS_NEEDED`` if the factor is per mass and no mass is known,
    ``FACTOR_UNIT_DIFFERS`` if neither pieces nor mass fit the factor.
    """
    row, factor = part.line, choice.factor
    if factor is None:
        gap(builder, part, message("factor-not-usable"))
        return
    numerators: tuple[Decimal, ...]
    labels: tuple[Message, ...] = (PIECES,)
    if row.factor_quantity is not None:
        numerators, unit = (part.quantity, row.factor_quantity), row.factor_unit or factor.per
        labels = (PIECES, message("times-each", unit=unit))
    elif not in_pieces(row):
        numerators, unit, labels = (part.quantity,), str(row.unit), (in_unit(str(row.unit)),)
    elif same_dimension(factor.per, "piece"):
        numerators, unit = (part.quantity,), "piece"
    else:
        mass = _kg(part)
        if mass is None and same_dimension(factor.per, "kg"):
            raise InputError("MASS_NEEDED", part.source, factor.id, factor.per)
        if mass is None or not same_dimension(factor.per, "kg"):
            raise InputError("FACTOR_UNIT_DIFFERS", part.source, row.unit or "piece", factor.per)
        numerators, unit = (part.quantity, mass[0]), "kg"
        labels = (PIECES, KG_EACH)
    amounts = Amounts(
        numerators,
        unit,
        labels=labels,
        origin="measured" if builder.context.proven(row.evidence) else "calculated",
        sigma=Decimal("0.05"),
    )
    _add(builder, part, "", choice, amounts, **(_mass_measure(part) if in_pieces(row) else {}))
