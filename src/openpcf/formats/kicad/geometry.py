"""Closed outlines from lines and arcs, and their area.

Straight parts are exact decimals; an arc adds its circular segment, r²/2 · (φ − sin φ).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

Point = tuple[Decimal, Decimal]

TOLERANCE = Decimal("0.01")
"""Ends closer than this (mm) are one point, as KiCad chains outlines."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A piece of outline: an arc through three points if ``mid`` is set, else straight."""

    start: Point
    end: Point
    mid: Point | None = None

    def turned(self) -> Edge:
        """Return the same piece in the opposite direction."""
        return Edge(self.end, self.start, self.mid)


@dataclass(frozen=True, slots=True)
class Loop:
    """A closed outline; ``area`` in mm², not negative; ``points`` with arcs as chords."""

    area: Decimal
    points: tuple[Point, ...]


def circle_of(edge: Edge) -> tuple[float, float, float, float] | None:
    """Return centre, radius and signed sweep (radians) of an arc; None if it is straight."""
    if edge.mid is None:
        return None
    (ax, ay), (bx, by), (cx, cy) = (
        (float(x), float(y)) for x, y in (edge.start, edge.mid, edge.end)
    )
    det = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if abs(det) < 1e-9:
        return None
    a2, b2, c2 = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    x = (a2 * (by - cy) + b2 * (cy - ay) + c2 * (ay - by)) / det
    y = (a2 * (cx - bx) + b2 * (ax - cx) + c2 * (bx - ax)) / det
    first = math.atan2(ay - y, ax - x)
    middle = (math.atan2(by - y, bx - x) - first) % math.tau
    last = (math.atan2(cy - y, cx - x) - first) % math.tau
    sweep = last if middle <= last else last - math.tau
    return x, y, math.hypot(ax - x, ay - y), sweep


def chords(edge: Edge) -> Iterator[Point]:
    """Return points along an edge after its start, about 5 degrees apart on an arc."""
    circle = circle_of(edge)
    if circle is not None:
        x, y, radius, sweep = circle
        first = math.atan2(float(edge.start[1]) - y, float(edge.start[0]) - x)
        steps = max(2, math.ceil(abs(sweep) / math.radians(5)))
        for step in range(1, steps):
            angle = first + sweep * step / steps
            px, py = x + radius * math.cos(angle), y + radius * math.sin(angle)
            yield Decimal(f"{px:.6f}"), Decimal(f"{py:.6f}")
    yield edge.end


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= TOLERANCE and abs(a[1] - b[1]) <= TOLERANCE


def _cell(point: Point) -> tuple[int, int]:
    return int(point[0] / TOLERANCE // 4), int(point[1] / TOLERANCE // 4)


def _close_by(point: Point) -> Iterator[tuple[int, int]]:
    x, y = _cell(point)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            yield x + dx, y + dy


def join(edges: Sequence[Edge]) -> tuple[list[list[Edge]], list[Point]]:
    """Return closed chains of edges, and the ends that meet no other edge."""
    at: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for number, edge in enumerate(edges):
        at[_cell(edge.start)].add(number)
        at[_cell(edge.end)].add(number)
    used: set[int] = set()
    chains: list[list[Edge]] = []
    loose: list[Point] = []
    for number, edge in enumerate(edges):
        if number in used:
            continue
        used.add(number)
        chain = [edge]
        while not (_near(chain[-1].end, chain[0].start) and _whole(chain)):
            step = _next(edges, at, used, chain[-1].end)
            if step is None:
                break
            used.add(step[0])
            chain.append(step[1])
        if _near(chain[-1].end, chain[0].start) and _whole(chain):
            chains.append(chain)
        else:
            loose += [chain[0].start, chain[-1].end]
    return chains, loose


def _whole(chain: Sequence[Edge]) -> bool:
    return len(chain) > 1 or chain[0].mid is not None


def _next(
    edges: Sequence[Edge],
    at: defaultdict[tuple[int, int], set[int]],
    used: set[int],
    end: Point,
) -> tuple[int, Edge] | None:
    for cell in _close_by(end):
        for number in sorted(at.get(cell, ())):
            if number in used:
                continue
            edge = edges[number]
            if _near(edge.start, end):
                return number, edge
            if _near(edge.end, end):
                return number, edge.turned()
    return None


def loop_of(chain: Sequence[Edge]) -> Loop:
    """Return area and points of a closed chain."""
    corners = [edge.start for edge in chain]
    twice = Decimal(0)
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        twice += ax * by - bx * ay
    area = twice / 2
    for edge in chain:
        circle = circle_of(edge)
        if circle is not None:
            _, _, radius, sweep = circle
            area += Decimal(repr(radius * radius / 2 * (sweep - math.sin(sweep))))
    points = [chain[0].start]
    for edge in chain:
        points.extend(chords(edge))
    return Loop(abs(area), tuple(points))


def _inside(point: Point, loop: Loop) -> bool:
    x, y = float(point[0]), float(point[1])
    within = False
    points = [(float(a), float(b)) for a, b in loop.points]
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            within = not within
    return within


def net_area(loops: Sequence[Loop]) -> tuple[Decimal, int]:
    """Return the area of outer outlines less cut-outs, and the number of cut-outs."""
    ordered = sorted(loops, key=lambda loop: loop.area, reverse=True)
    total, holes = Decimal(0), 0
    for number, loop in enumerate(ordered):
        depth = sum(_inside(loop.points[0], outer) for outer in ordered[:number])
        total += -loop.area if depth % 2 else loop.area
        holes += depth % 2
    return total, holes
