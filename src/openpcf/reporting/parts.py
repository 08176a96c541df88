"""Parts and activities: lines of an inventory gathered by the row of the study they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpcf.messages import catalogue, text
from openpcf.messages.catalogue import Language
from openpcf.model.base import exact_sum, parse_decimal
from openpcf.reporting.figures import DASH, float_shown, share_text, shown
from openpcf.reporting.lines import LineView
from openpcf.reporting.spans import Words

Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class Part:
    """All lines of one row of the study, as the one thing a person knows: a part with its silicon,
    lead frame and package; a leg; a meter."""

    name: Words
    stage: str
    part_class: str
    figure: str
    share: str
    value: float
    low: float | None
    high: float | None
    origin: str
    estimated: bool
    lines: tuple[LineView, ...]

    @property
    def range(self) -> str:
        """``low – high`` to two digits, or nothing."""
        if self.low is None or self.high is None:
            return ""
        low, high = (float_shown(v) for v in (self.low, self.high))
        return f"{low} – {high}"

    @property
    def gaps(self) -> tuple[LineView, ...]:
        """Lines without a factor or a quantity."""
        return tuple(line for line in self.lines if line.gap)


def _parts_of_name(name: str) -> list[str]:
    """A name before and after its first colon, whatever the language it was written in."""
    colons = (text("meta.colon", language) for language in catalogue.LANGUAGES)
    return re.split("|".join(map(re.escape, colons)), name, maxsplit=1)


def _name(lines: Sequence[LineView], products: Mapping[str, str]) -> Words:
    """What the names of lines have in common before the colon; a supplied product by its name."""
    largest = max(lines, key=lambda line: abs(line.value))
    if lines[0].supplied:
        product = products.get(str(lines[0].raw.get("component")))
        return lambda language: product or _parts_of_name(lines[0].name(language))[-1]

    def name(language: Language) -> str:
        heads = {_parts_of_name(line.name(language))[0] for line in lines}
        return heads.pop() if len(heads) == 1 else largest.name(language)

    return name


def parts_of(
    lines: Sequence[LineView],
    total: Decimal | None,
    products: Mapping[str, str],
    bounds: Callable[[Sequence[LineView]], Bounds],
) -> tuple[Part, ...]:
    """Lines gathered by source row and stage, largest first. ``products`` names what a component
    item is of; ``bounds`` gives the range of several lines together."""
    rows: dict[tuple[str, ...], list[LineView]] = {}
    for line in lines:
        source = str(line.raw.get("source") or line.id)
        key = ("supplied", line.id) if line.supplied else (line.stage, source)
        rows.setdefault(key, []).append(line)
    found = []
    for many in rows.values():
        largest = max(many, key=lambda v: abs(v.value))
        exact = exact_sum(parse_decimal(v.exact) for v in many if v.exact != DASH)
        valued = [v for v in many if v.value]
        if len(valued) > 1:
            low, high = bounds(valued) or (None, None)
        else:
            low, high = largest.low, largest.high
        found.append(
            Part(
                name=_name(many, products),
                stage=largest.stage,
                part_class=largest.part_class,
                figure=shown(format(exact, "f"), whole=total) if valued else DASH,
                share=share_text(exact, total) if valued else DASH,
                value=float(exact),
                low=low,
                high=high,
                origin=largest.origin,
                estimated=sum(abs(v.value) for v in many if v.estimated)
                > sum(abs(v.value) for v in many) / 2,
                lines=tuple(many),
            )
        )
    return tuple(sorted(found, key=lambda p: -abs(p.value)))
