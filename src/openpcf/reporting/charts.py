"""Charts of the report as inline SVG: bars with ranges, and the flow from classes to total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from openpcf.model.inventory import STAGES
from openpcf.reporting.figures import float_shown
from openpcf.reporting.spans import LocalizedText, each, word_of

if TYPE_CHECKING:
    from openpcf.reporting.parts import Part
    from openpcf.reporting.view import View

WIDTH = 1000
"""Width of a row of bars, stretched to its place on the page."""
THIN = 2.0
"""Least width of a bar that is not zero."""
MARKS = {
    "measured": "●",
    "supplied": "◆",
    "calculated": "▲",
    "library": "▲",
    "assumed": "○",
    "default": "□",
}
REACH = 2
"""A whisker is drawn up to this many times the largest figure; beyond, without end tick."""
_FLOW_WIDTH, _FLOW_HEIGHT = 940, 360
_GAP, _PITCH = 8, 19
_NODES = 9


def bars(parts: Sequence[Part]) -> tuple[Markup, ...]:
    """Return one drawing per part on one scale, credits to the left of zero.

    The whisker is the part's 95 % range. Estimates are drawn hollow.
    """
    if not parts:
        return ()
    values = [part.value for part in parts]
    least = min(0.0, *values)
    reach = REACH * max(abs(value) for value in values)
    most = max(0.0, *values, *(min(part.high or 0, reach) for part in parts))
    scale = WIDTH / ((most - least) or 1.0)
    zero = -least * scale

    def place(value: float) -> float:
        return min(float(WIDTH), max(0.0, zero + value * scale))

    rows = []
    for part in parts:
        drawn = []
        if part.value:
            size = max(THIN, abs(part.value) * scale)
            x = zero if part.value > 0 else zero - size
            x = min(WIDTH - size, max(0.0, x))
            kind = " est" if part.estimated else ""
            drawn.append(
                f'<rect x="{x:.1f}" y="3" width="{size:.1f}" height="14" '
                f'class="s-{_stage(part.stage)}{kind}"/>'
            )
        if part.low is not None and part.high is not None:
            start, stop = place(part.low), place(part.high)
            drawn.append(f'<path d="M{start:.1f} 10H{stop:.1f}" class="range"/>')
            for value, x in ((part.low, start), (part.high, stop)):
                if 0 <= zero + value * scale <= WIDTH + 0.01:
                    drawn.append(f'<path d="M{x:.1f} 5v10" class="range"/>')
        if least < 0:
            drawn.append(f'<path d="M{zero:.1f} 0v20" class="range"/>')
        # Built from numbers alone.
        rows.append(
            Markup(  # noqa: S704
                f'<svg viewBox="0 0 {WIDTH} 20" preserveAspectRatio="none" aria-hidden="true" '
                f'focusable="false">{"".join(drawn)}</svg>'
            )
        )
    return tuple(rows)


def _stage(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else 0


def _stack(sizes: Sequence[float], scale: float) -> list[tuple[float, float]]:
    """Return top and height of each node; labels of thin nodes keep their distance."""
    places, y = [], 0.0
    for size in sizes:
        high = size * scale
        shift = max(0.0, (_PITCH - high - _GAP) / 2)
        places.append((y + shift, high))
        y += high + _GAP + 2 * shift
    return places


def _label(x: float, y: float, css: str, words: LocalizedText, figure: str) -> str:
    """Return a text in every language; the page shows one of them."""
    more = f'<tspan class="quiet-text" dx="6">{escape(figure)}</tspan>'
    return "".join(
        f'<text x="{x:.0f}" y="{y:.1f}" class="{css}" lang="{code}">{escape(shown)}{more}</text>'
        for code, shown in each(words)
    )


def sankey(view: View) -> Markup:
    """Draw classes on the left, stages in the middle, the total on the right; no credits."""
    flows = view.classes
    total = sum(value for _, _, value in flows)
    if total <= 0:
        return Markup("")
    by_class: dict[str, float] = {}
    for name, _, value in flows:
        by_class[name] = by_class.get(name, 0.0) + value
    names = sorted(by_class, key=lambda n: -by_class[n])[:_NODES]
    rest = [n for n in by_class if n not in names]
    stages = [s for s in STAGES if any(f[1] == s for f in flows)]
    left = [*names, *(["…"] if rest else [])]

    def size_of(name: str) -> float:
        return sum(by_class[n] for n in rest) if name == "…" else by_class[name]

    scale = (_FLOW_HEIGHT - _GAP * max(len(left), len(stages))) / total
    lefts = dict(zip(left, _stack([size_of(n) for n in left], scale), strict=True))
    middle_sizes = [sum(f[2] for f in flows if f[1] == s) for s in stages]
    middles = dict(zip(stages, _stack(middle_sizes, scale), strict=True))
    out_left = {n: lefts[n][0] for n in left}
    in_middle = {s: middles[s][0] for s in stages}
    x0, x1, x2 = 240, 500, 800
    ribbons, nodes = [], []
    for name in left:
        for stage in stages:
            members = rest if name == "…" else [name]
            value = sum(f[2] for f in flows if f[0] in members and f[1] == stage)
            if value <= 0:
                continue
            high = value * scale
            a, b = out_left[name], in_middle[stage]
            out_left[name] += high
            in_middle[stage] += high
            ribbons.append(_ribbon(x0 + 10, a, x1, b, high, STAGES.index(stage)))
        y, high = lefts[name]
        nodes.append(f'<rect x="{x0}" y="{y:.1f}" width="10" height="{max(high, 1):.1f}"/>')
        figure = float_shown(size_of(name))
        nodes.append(_label(x0 - 8, y + high / 2 + 4.5, "name", word_of("class", name), figure))
    y_total = 0.0
    for stage, size in zip(stages, middle_sizes, strict=True):
        y, high = middles[stage]
        ribbons.append(_ribbon(x1 + 10, y, x2, y_total, high, STAGES.index(stage)))
        y_total += high
        nodes.append(
            f'<rect x="{x1}" y="{y:.1f}" width="10" height="{max(high, 1):.1f}" '
            f'class="s-{STAGES.index(stage)}"/>'
        )
        figure = float_shown(size)
        nodes.append(_label(x1 + 16, y + high / 2 + 4.5, "tag", word_of("stage", stage), figure))
    nodes.append(f'<rect x="{x2}" y="0" width="10" height="{total * scale:.1f}"/>')
    nodes.append(
        f'<text x="{x2 + 18}" y="{total * scale / 2 + 4.5:.1f}" class="tag sum">'
        f"{escape(view.total)} kg CO₂e</text>"
    )
    bottom = max(y + high for y, high in (*lefts.values(), *middles.values())) + _PITCH / 2
    # Built from numbers and escaped texts alone.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {_FLOW_WIDTH} {bottom:.0f}" aria-hidden="true" focusable="false" '
        'class="flows">' + "".join((*ribbons, *nodes)) + "</svg>"
    )


def _ribbon(x0: float, y0: float, x1: float, y1: float, high: float, stage: int) -> str:
    mid = (x0 + x1) / 2
    return (
        f'<path class="flow s-{stage}" d="M{x0:.1f} {y0:.1f}C{mid:.1f} {y0:.1f} {mid:.1f} {y1:.1f} '
        f"{x1:.1f} {y1:.1f}V{y1 + high:.1f}C{mid:.1f} {y1 + high:.1f} {mid:.1f} {y0 + high:.1f} "
        f'{x0:.1f} {y0 + high:.1f}Z"/>'
    )
