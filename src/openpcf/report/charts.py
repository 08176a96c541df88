"""Drawings of the report as inline SVG: bars with ranges, and the flow from classes to total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from openpcf.model.inventory import STAGES

if TYPE_CHECKING:
    from openpcf.report.view import LineView, View

WIDTH = 900
ROW = 34
LEFT = 330
RIGHT = 70
MARKS = {"measured": "●", "supplied": "◆", "calculated": "▲", "assumed": "○", "default": "□"}
THIN = 1.5
"""Least width of a bar that is not zero."""
_FLOW_HEIGHT = 380
_GAP = 8


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def bars(lines: Sequence[LineView]) -> Markup:
    """Horizontal bars, largest first, credits to the left of zero; whiskers are each line's own
    95 % range, cut at the edge."""
    if not lines:
        return Markup("")
    values = [line.value for line in lines]
    least = min(0.0, *values)
    most = max(0.0, *values, *(min(line.high or 0, line.value * 3) for line in lines))
    scale = (WIDTH - LEFT - RIGHT) / ((most - least) or 1.0)
    zero, end = LEFT - least * scale, float(WIDTH - RIGHT)

    def place(value: float) -> float:
        return min(end, max(float(LEFT), zero + value * scale))

    parts = []
    for number, line in enumerate(lines):
        y = number * ROW + 8
        label = escape(f"{MARKS.get(line.origin, '·')} {_short(line.what, 40)}")
        parts.append(f'<text x="{LEFT - 10}" y="{y + 14}" class="name">{label}</text>')
        if line.value:
            size = max(THIN, abs(line.value) * scale)
            x = zero if line.value > 0 else zero - size
            x = min(end - size, max(float(LEFT), x))
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{size:.1f}" height="18" '
                f'class="s-{STAGES.index(line.stage) if line.stage in STAGES else 0}"/>'
            )
        if line.low is not None and line.high is not None:
            start, stop = place(line.low), place(line.high)
            parts.append(f'<path d="M{start:.1f} {y + 9}H{stop:.1f}" class="range"/>')
            for value, x in ((line.low, start), (line.high, stop)):
                if LEFT <= zero + value * scale <= end:
                    parts.append(f'<path d="M{x:.1f} {y + 4}v10" class="range"/>')
        parts.append(
            f'<text x="{WIDTH - 4}" y="{y + 14}" class="value">{escape(line.figure)}</text>'
        )
    if least < 0:
        parts.append(f'<path d="M{zero:.1f} 0V{len(lines) * ROW + 8}" class="range"/>')
    height = len(lines) * ROW + 8
    # Built from numbers and escaped texts alone.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {WIDTH} {height}" aria-hidden="true" focusable="false">'
        + "".join(parts)
        + "</svg>"
    )


def _stack(sizes: Sequence[float], scale: float) -> list[tuple[float, float]]:
    places, y = [], 0.0
    for size in sizes:
        high = size * scale
        places.append((y, high))
        y += high + _GAP
    return places


def sankey(view: View) -> Markup:
    """Classes on the left, stages in the middle, the total on the right."""
    flows = view.classes
    total = sum(value for _, _, value in flows)
    if total <= 0:
        return Markup("")
    by_class: dict[str, float] = {}
    for name, _, value in flows:
        by_class[name] = by_class.get(name, 0.0) + value
    names = sorted(by_class, key=lambda n: -by_class[n])[:9]
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
    out_middle = {s: middles[s][0] for s in stages}
    x0, x1, x2 = 190, 470, 760
    parts = []
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
            parts.append(_ribbon(x0 + 12, a, x1, b, high, STAGES.index(stage)))
        y, high = lefts[name]
        parts.append(f'<rect x="{x0}" y="{y:.1f}" width="12" height="{max(high, 1):.1f}"/>')
        parts.append(
            f'<text x="{x0 - 8}" y="{y + high / 2 + 4:.1f}" class="name">'
            f"{escape(_short(name, 26))}</text>"
        )
    y_total = 0.0
    for stage in stages:
        y, high = middles[stage]
        parts.append(_ribbon(x1 + 12, out_middle[stage], x2, y_total, high, STAGES.index(stage)))
        y_total += high
        parts.append(
            f'<rect x="{x1}" y="{y:.1f}" width="12" height="{max(high, 1):.1f}" '
            f'class="s-{STAGES.index(stage)}"/>'
        )
        parts.append(
            f'<text x="{x1 + 18}" y="{y + high / 2 + 4:.1f}" class="tag">{escape(stage)}</text>'
        )
    parts.append(f'<rect x="{x2}" y="0" width="12" height="{total * scale:.1f}"/>')
    parts.append(
        f'<text x="{x2 + 18}" y="{total * scale / 2 + 4:.1f}" class="tag">'
        f"{escape(view.total)}</text>"
    )
    # Built from numbers and escaped texts alone.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {WIDTH} {_FLOW_HEIGHT + 10}" aria-hidden="true" focusable="false">'
        + "".join(parts)
        + "</svg>"
    )


def _ribbon(x0: float, y0: float, x1: float, y1: float, high: float, stage: int) -> str:
    mid = (x0 + x1) / 2
    return (
        f'<path class="flow s-{stage}" d="M{x0:.1f} {y0:.1f}C{mid:.1f} {y0:.1f} {mid:.1f} {y1:.1f} '
        f"{x1:.1f} {y1:.1f}V{y1 + high:.1f}C{mid:.1f} {y1 + high:.1f} {mid:.1f} {y0 + high:.1f} "
        f'{x0:.1f} {y0 + high:.1f}Z"/>'
    )
