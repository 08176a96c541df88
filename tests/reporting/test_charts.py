"""Drawings: lengths are in proportion to figures, and everything stays inside the box."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.reporting.charts import REACH, THIN, WIDTH, bars, sankey
from openpcf.reporting.parts import Part
from openpcf.reporting.view import view

from .build import document, line

ROUNDING = 0.11
"""Coordinates have one decimal."""


def shown(value: float, low: float | None = None, high: float | None = None) -> Part:
    return Part(
        name=lambda _: "steel", stage="production", part_class="other", figure="1", share="–", value=value,
        low=low, high=high, origin="calculated", estimated=False, lines=(),
    )  # fmt: skip


def drawing(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def rows(parts: list[Part]) -> list[ElementTree.Element]:
    return [drawing(row) for row in bars(parts)]


def box(row: ElementTree.Element) -> tuple[float, float] | None:
    """Left edge and width of the bar of a row."""
    found = row.find("rect")
    return None if found is None else (float(found.attrib["x"]), float(found.attrib["width"]))


def reach(row: ElementTree.Element) -> list[float]:
    """Every x of every whisker."""
    paths = [p.attrib["d"] for p in row.findall("path")]
    return [float(x) for d in paths for x in re.findall(r"[MH](-?[0-9.]+)", d)]


VALUES = st.floats(-1e6, 1e6, allow_nan=False).filter(lambda v: v == 0 or abs(v) > 1e-9)


@given(st.lists(VALUES, min_size=1, max_size=10))
def test_widths_are_in_proportion_and_credits_lie_left_of_zero(values: list[float]) -> None:
    drawn = rows([shown(value) for value in values])
    assert len(drawn) == len(values)
    span = max(0.0, *values) - min(0.0, *values)
    scale = WIDTH / span if span else 0
    zero = -min(0.0, *values) * scale
    for value, row in zip(values, drawn, strict=True):
        found = box(row)
        assert (found is None) == (value == 0)
        if found is None:
            continue
        x, width = found
        assert width == pytest.approx(max(THIN, abs(value) * scale), abs=ROUNDING)
        assert x >= -ROUNDING
        assert x + width <= WIDTH + ROUNDING
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
def test_whiskers_stay_inside(many: list[tuple[float, float, float]]) -> None:
    for row in rows([shown(v, v / below, v * above) for v, below, above in many]):
        assert len(reach(row)) >= 2
        for x in reach(row):
            assert -ROUNDING <= x <= WIDTH + ROUNDING


def test_a_range_of_a_child_far_from_its_figure_stays_inside() -> None:
    for low, high in ((-5.0, 2.0), (50.0, 60.0)):
        assert all(0 <= x <= WIDTH for x in reach(rows([shown(1, low, high)])[0]))


def test_bars_and_whiskers_of_all_rows_share_one_scale() -> None:
    first, second = rows([shown(2.0, 1.0, 4.0), shown(1.0, 0.5, 2.0)])
    assert box(first) == (0, WIDTH / 2)
    assert sorted(set(reach(first))) == [WIDTH / 4, WIDTH]
    assert box(second) == (0, WIDTH / 4)
    assert sorted(set(reach(second))) == [WIDTH / 8, WIDTH / 2]


def test_a_whisker_that_goes_on_beyond_the_picture_has_no_end() -> None:
    ends = [
        p for p in rows([shown(1.0, 0.5, REACH * 2)])[0].findall("path") if "v10" in p.get("d", "")
    ]
    assert len(ends) == 1


def test_estimates_are_drawn_hollow() -> None:
    hollow = rows([dataclasses.replace(shown(1.0), estimated=True)])[0].find("rect")
    filled = rows([shown(1.0)])[0].find("rect")
    assert hollow is not None
    assert filled is not None
    assert "est" in hollow.attrib["class"].split()
    assert "est" not in filled.attrib["class"].split()


def test_nothing_is_drawn_of_nothing() -> None:
    assert bars([]) == ()
    assert box(rows([shown(0.0)])[0]) is None


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


def test_names_beside_thin_nodes_keep_their_distance() -> None:
    lines = [line(0, "bulk", "1000")] + [
        line(n, f"part {n}", "0.001", **{"class": f"class {n}"}) for n in range(1, 9)
    ]
    root = drawing(flow(lines))
    heights = sorted(
        float(text.attrib["y"])
        for text in root.findall("text")
        if text.attrib["class"] == "name" and text.attrib["lang"] == "en"
    )
    assert len(heights) == 9
    assert all(below - above >= 16 for above, below in itertools.pairwise(heights))


def test_no_flow_without_emissions() -> None:
    assert flow([line(1, "label", None)]) == ""
    assert flow([line(1, "credit", "-1.0")]) == ""
    assert flow([line(1, "steel", "0")]) == ""
