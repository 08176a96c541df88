"""Parts and activities: lines of an inventory grouped by their row in the study."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpcf.messages import LANGUAGES, render, text
from openpcf.model.base import exact_sum, parse_decimal
from openpcf.model.message import AS_SIGNED
from openpcf.reporting.figures import DASH, float_shown, share_text, shown
from openpcf.reporting.lines import LineView
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.spans import LocalizedText

Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class Part:
    """All lines of one row of the study.

    For example a part with its silicon, lead frame and package; a transport leg; an energy meter.
    """

    name: LocalizedText
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
        """Return ``low – high`` to two digits, or nothing."""
        if self.low is None or self.high is None:
            return ""
        low, high = (float_shown(v) for v in (self.low, self.high))
        return f"{low} – {high}"

    @property
    def gaps(self) -> tuple[LineView, ...]:
        """Return lines without a factor or a quantity."""
        return tuple(line for line in self.lines if line.gap)


def _whole(what: Any) -> Any:
    """What the name of a line is a piece of; prose of data model 0.1 says that before its colon."""
    params = what.get("params") if isinstance(what, Mapping) else None
    if not isinstance(params, Mapping):
        return what
    if what.get("code") == AS_SIGNED:
        colons = (re.escape(text("meta.colon", language)) for language in LANGUAGES)
        head = re.split("|".join(colons), str(params.get("text")), maxsplit=1)[0]
        return {**what, "params": {**params, "text": head}}
    return params.get("of", what)


def _name(lines: Sequence[LineView], products: Mapping[str, str]) -> LocalizedText:
    """Return the common name of all lines, else that of the largest; for a supply its product."""
    largest = max(lines, key=lambda line: abs(line.value))
    if lines[0].supplied:
        product = products.get(str(lines[0].raw.get("component")))
        if product:
            return lambda language: product
        what = lines[0].raw.get("what")
        params = what.get("params") if isinstance(what, Mapping) else None
        supplier = params.get("supplier") if isinstance(params, Mapping) else None
        return lambda language: str(supplier or lines[0].name(language))
    wholes = [_whole(line.raw.get("what")) for line in lines]
    if all(whole == wholes[0] for whole in wholes):
        return lambda language: sanitize(render(wholes[0], language))
    return largest.name


def parts_of(
    lines: Sequence[LineView],
    total: Decimal | None,
    products: Mapping[str, str],
    bounds: Callable[[Sequence[LineView]], Bounds],
) -> tuple[Part, ...]:
    """Group lines by source row and stage, largest first.

    ``products`` has the product of each component item; ``bounds`` returns the range of several
    lines together.
    """
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
