"""The formulas openpcf calculates with, and how one sees that a study ran one.

A formula of a line is seen in the line itself: what is multiplied (the working), what divides
(``per``) and which factor it took. A formula over lines counts where its figure is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openpcf.model.message import Message
from tests.oracles.bench import Ran


@dataclass(frozen=True)
class Used:
    """A line as calculated: its data, and what is multiplied to its amount."""

    line: dict[str, Any]
    working: tuple[Message, ...]

    @property
    def per(self) -> tuple[str, ...]:
        """Codes of its divisors' reasons."""
        return tuple(p["why"]["code"] for p in (self.line.get("quantity") or {}).get("per", ()))

    @property
    def factor(self) -> dict[str, Any]:
        found: dict[str, Any] = self.line.get("factor") or {}
        return found

    @property
    def kind(self) -> str:
        return str(self.line.get("class", ""))

    @property
    def how(self) -> str:
        return str((self.line.get("match") or {}).get("how", ""))


@dataclass(frozen=True)
class Formula:
    """In the words of the field, with its source; ``seen`` in a line or ``run`` by an oracle.
    ``by_hand``: the tests that work it with numbers for paper and pencil."""

    words: str
    source: str
    by_hand: str
    seen: Callable[[Used], bool] | None = None
    run: Callable[[Ran], bool] | None = None

    def of(self, ran: Ran) -> bool:
        """Whether an oracle runs it."""
        if self.run is not None:
            return self.run(ran)
        return any(self.seen(each) for each in used(ran)) if self.seen is not None else False


def used(ran: Ran) -> Iterator[Used]:
    """Every line of every study of an oracle."""
    for made in ran.made:
        details = made.calculated_study.matching.details
        for line in made.lines:
            yield Used(line, details[line["id"]].working)


def _compares(kind: str) -> Callable[[Ran], bool]:
    return lambda ran: kind in ran.oracle.compares


def _step(code: str, **params: str) -> Callable[[Used], bool]:
    return lambda u: any(
        step.code == code and params.items() <= (step.params or {}).items() for step in u.working
    )


def _divides(code: str) -> Callable[[Used], bool]:
    return lambda u: code in u.per


def _never(_: Ran) -> bool:
    return False


HAND = "calculation/test_by_hand.py"
LAWS = "calculation/test_laws.py"
WORK = "matching/test_work_recipes.py"
PARTS = "matching/test_part_recipes.py"
GRAVE = "workflow/test_cradle_to_grave.py"
RANGE = "calculation/test_uncertainty.py"

FORMULAS = (
    Formula("activity × emission factor, divided once, rounded once", "data-model §3", HAND,
            seen=lambda u: "result" in u.line and bool(u.factor)),
    Formula("conversion of units inside the line", "data-model §3", WORK,
            seen=lambda u: _step("times-unit-in")(u) or "unit-in" in u.per),
    Formula("pieces × mass of a piece", "method.md, Transport; Parts", PARTS,
            seen=_step("times-each", unit="kg")),
    Formula("gross = net ÷ yields after the part is fitted", "method.md, Yields", GRAVE,
            seen=_divides("step-yield")),
    Formula("site total ÷ declared units made", "ISO 14067 6.4.6.2", WORK,
            seen=_divides("pieces-made")),
    Formula("site total × product's key ÷ key of all products", "ISO 14067 6.4.6.2", WORK,
            seen=_divides("key-of-all")),
    Formula("overhead on a site total", "method.md, Site totals", WORK, seen=_step("times-overhead")),
    Formula("power × hours × duty", "method.md, Recycling and end of life", GRAVE,
            seen=_step("times-duty")),
    Formula("treatment shares of one waste", "method.md, Recycling and end of life", GRAVE,
            seen=_step("times-treatment-share")),
    Formula("grid chosen by place and year", "method.md, Electricity; ISO 14067 6.4.9.4", WORK,
            seen=lambda u: u.kind == "electricity" and u.how == "class"),
    Formula("grid losses ÷ (1 − loss)", "method.md, Electricity", WORK,
            seen=_step("times-loss")),
    Formula("contracts up to their MWh, residual mix or grid for the rest",
            "ISO 14067 6.4.9.4", GRAVE, seen=_step("times-contract-mwh")),
    Formula("transport leg: mass × distance × intensity", "ISO 14083", WORK,
            seen=lambda u: u.kind == "transport"),
    Formula("adjustment of a planned distance", "ISO 14083", WORK,
            seen=_step("times-distance-adjustment")),
    Formula("well-to-wheel as tank-to-wheel + well-to-tank of one vintage", "ISO 14083",
            "factor_library/test_shipped.py",
            seen=lambda u: str(u.factor.get("id", "")).startswith("desnz-derived")),
    Formula("packaging ÷ its uses", "method.md, Indicators", WORK,
            seen=_divides("packaging-uses")),
    Formula("uptake = −44/12 × biogenic carbon", "ISO 14067 6.4.9.2", WORK,
            seen=lambda u: str(u.factor.get("id", "")).startswith("stoichiometry")),
    Formula("bare board: area × layers × thickness", "method.md, Boards; DeltaLCA", PARTS,
            seen=lambda u: str(u.factor.get("unit", "")).endswith("/mm2.layer.mm")),
    Formula("bare board by area with a factor named", "method.md, Boards", PARTS,
            seen=lambda u: u.kind == "board"
            and str(u.factor.get("unit", "")).rpartition("/")[2] in ("m2", "mm2", "cm2")),
    Formula("panel = finished board ÷ utilisation", "method.md, Boards", PARTS,
            seen=_divides("panel-utilisation")),
    Formula("copper beyond 35 µm: area × thickness × density", "method.md, Boards", PARTS,
            seen=_step("times-copper-beyond")),
    Formula("chip passive of a size by piece", "DeltaLCA", PARTS,
            seen=lambda u: u.how == "package"
            and str(u.factor.get("id", "")).startswith("deltalca:")),
    Formula("chip passive of another size by its mass", "method.md", PARTS,
            seen=_divides("mass-of-row")),
    Formula("die: good area ÷ die yield ÷ use of the wafer", "method.md, Silicon", PARTS,
            seen=_divides("die-yield")),
    Formula("material of a part by share of its mass", "method.md", PARTS,
            seen=_step("times-share-of-mass")),
    Formula("penalised default in the place of a declaration", "F63782-036",
            "matching/test_who_wins.py", seen=_divides("penalised-default")),
    Formula("supplied declaration: its gate × quantity ÷ declared unit", "method.md, Gate", HAND,
            seen=lambda u: "component" in u.line),
    Formula("total = plain sum of lines", "data-model §3", LAWS, run=_compares("total")),
    Formula("sub-total of a group", "data-model §3", LAWS, run=_compares("groups")),
    Formula("stages, gate and scopes", "data-model §3; method.md, Gate, Scopes", GRAVE,
            run=_compares("stages")),
    Formula("difference of two studies", "data-model §3", "reporting/test_compare.py",
            run=lambda ran: "reporting.compare.compare" in ran.functions),
    Formula("biogenic uptake and release of the product", "ISO 14067 6.4.9.2", GRAVE,
            seen=lambda u: bool({"biogenic_uptake", "biogenic_co2_release"}
                                & set(u.factor.get("parts", ())))),
    Formula("memo: aircraft, module D", "method.md, Indicators", GRAVE,
            seen=lambda u: bool(u.factor.get("memo"))),
    Formula("shares: primary, estimated, supplied, coverage, GWP sets, ratings",
            "method.md, Data quality; Coverage", HAND, run=_never),
    Formula("range: Fenton–Wilkinson, checked by draws", "method.md, Range", RANGE, run=_never),
)  # fmt: skip
