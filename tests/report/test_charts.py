"""Drawings: lengths are in proportion to figures, and everything stays inside the box."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.report.charts import LEFT, RIGHT, THIN, WIDTH, bars, sankey
from openpcf.report.view import LineView, view

from .build import document, line

ROUNDING = 0.11
"""Coordinates have one decimal."""


def shown(value: float, low: float | None = None, high: float | None = None) -> LineView:
    return LineView(
        id="l-0001", what="steel", stage="production", scope="3.1", part_class="other", figure="1",
        exact="1", share="–", value=value, low=low, high=high, origin="calculated",
        estimated=False, gap=False, supplied=False, raw={}, formula="–",
    )  # fmt: skip


def drawing(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def boxes(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Left edge and width of each bar."""
    return [(float(r.attrib["x"]), float(r.attrib["width"])) for r in root.findall("rect")]


def reach(root: ElementTree.Element) -> list[float]:
    """Every x of every whisker."""
    paths = [p.attrib["d"] for p in root.findall("path")]
    return [float(x) for d in paths for x in re.findall(r"[MH](-?[0-9.]+)", d)]


VALUES = st.floats(-1e6, 1e6, allow_nan=False).filter(lambda v: v == 0 or abs(v) > 1e-9)


@given(st.lists(VALUES, min_size=1, max_size=10))
def test_widths_are_in_proportion_and_credits_lie_left_of_zero(values: list[float]) -> None:
    root = drawing(bars([shown(value) for value in values]))
    drawn = [value for value in values if value]
    found = boxes(root)
    assert len(found) == len(drawn)
    span = max(0.0, *values) - min(0.0, *values)
    scale = (WIDTH - LEFT - RIGHT) / span if span else 0
    zero = LEFT - min(0.0, *values) * scale
    for value, (x, width) in zip(drawn, found, strict=True):
        assert width == pytest.approx(max(THIN, abs(value) * scale), abs=ROUNDING)
        assert x >= LEFT - ROUNDING
        assert x + width <= WIDTH - RIGHT + ROUNDING
        if abs(value) * scale > 2 * THIN:
            edge = x if value > 0 else x + width
            assert edge == pytest.approx(zero, abs=2 * ROUNDING)


@given(
    st.lists(
        st.tuples(st.floats(1e-6, 1e6), st.floats(1, 1e6), st.floats(1, 1e6)),
        min_size=1,
        max_size=10,
    )
)
def test_whiskers_stay_inside(rows: list[tuple[float, float, float]]) -> None:
    root = drawing(bars([shown(v, v / below, v * above) for v, below, above in rows]))
    assert len(reach(root)) >= 2 * len(rows)
    for x in reach(root):
        assert LEFT - ROUNDING <= x <= WIDTH - RIGHT + ROUNDING


def test_a_range_of_a_child_far_from_its_figure_stays_inside() -> None:
    for low, high in ((-5.0, 2.0), (50.0, 60.0)):
        assert all(LEFT <= x <= WIDTH - RIGHT for x in reach(drawing(bars([shown(1, low, high)]))))


def test_whisker_and_bar_share_one_scale() -> None:
    root = drawing(bars([shown(2.0, 1.0, 4.0)]))
    (x, width), places = boxes(root)[0], reach(root)
    assert x == LEFT
    assert width == pytest.approx((WIDTH - LEFT - RIGHT) / 2, abs=ROUNDING)
    assert sorted(set(places)) == [LEFT + width / 2, LEFT + 2 * width]


def test_nothing_is_drawn_of_nothing() -> None:
    assert bars([]) == ""
    assert boxes(drawing(bars([shown(0.0)]))) == []


def flow(lines: list[dict[str, Any]]) -> str:
    return str(sankey(view(document(lines), None, None)))


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=14))
def test_flows_are_in_proportion(amounts: list[int]) -> None:
    stages = ["raw-materials", "production", "packaging"]
    lines = [
        line(n, f"part {n}", str(amount), **{"class": f"class {n}", "stage": stages[n % 3]})
        for n, amount in enumerate(amounts)
    ]
    root = drawing(flow(lines))
    rects = [(float(r.attrib["x"]), float(r.attrib["height"])) for r in root.findall("rect")]
    columns = sorted({x for x, _ in rects})
    assert len(columns) == 3
    whole = next(height for x, height in rects if x == columns[2])
    stage_sums = [
        sum(a for n, a in enumerate(amounts) if n % 3 == k)
        for k in range(3)
        if any(n % 3 == k for n in range(len(amounts)))
    ]
    heights = [height for x, height in rects if x == columns[1]]
    for height, amount in zip(heights, stage_sums, strict=True):
        assert height == pytest.approx(max(1.0, whole * amount / sum(amounts)), abs=2 * ROUNDING)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    for rect in root.findall("rect"):
        assert float(rect.attrib["x"]) + float(rect.attrib["width"]) <= wide
        assert float(rect.attrib["y"]) + float(rect.attrib["height"]) <= high


def test_no_flow_without_emissions() -> None:
    assert flow([line(1, "label", None)]) == ""
    assert flow([line(1, "credit", "-1.0")]) == ""
    assert flow([line(1, "steel", "0")]) == ""
