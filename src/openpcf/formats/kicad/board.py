"""A KiCad board file (``.kicad_pcb``) → facts about the bare board.

Reads the S-expressions of KiCad 5 to 9: outline on Edge.Cuts, copper layers, and thickness and
stack-up if the file states them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import TypeAlias

from openpcf.errors import InputError
from openpcf.formats.kicad.geometry import Edge, Point, circle_of, join, loop_of, net_area
from openpcf.model.base import trimmed_decimal
from openpcf.model.bom import BoardFacts, StackLayer
from openpcf.model.finding import Finding, error, info, warning

Node: TypeAlias = "str | list[Node]"

MAX_BYTES = 128 * 1024 * 1024
MAX_DEPTH = 100
MAX_EDGES = 20_000

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,12})?|-?\.\d{1,12}")
_WANTED = frozenset(
    {
        "general",
        "layers",
        "setup",
        "gr_line",
        "gr_arc",
        "gr_rect",
        "gr_circle",
        "gr_poly",
        "gr_curve",
        "footprint",
        "module",
    }
)
_COPPER = frozenset({"signal", "power", "mixed", "jumper"})
_CENT = Decimal("0.01")


def _text(token: str) -> str:
    if token.startswith('"'):
        return _ESCAPE.sub(r"\1", token[1:-1])
    return token


def _children(text: str, name: str) -> Iterator[list[Node]]:
    """Yield the wanted children of the root; the others are skipped without parsing."""
    depth, skipping = 0, 0
    stack: list[list[Node]] = []
    opened = False
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word == "(":
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError("BOARD_DAMAGED", name, f"depth {depth}", f"{MAX_DEPTH}")
            opened = True
            if not skipping and depth >= 2:
                stack.append([])
            continue
        if word == ")":
            if skipping == depth:
                skipping = 0
            elif not skipping and stack:
                done = stack.pop()
                if stack:
                    stack[-1].append(done)
                else:
                    yield done
            depth -= 1
            if depth < 0:
                break
            continue
        if opened and depth == 1 and _text(word) != "kicad_pcb":
            raise InputError("BOARD_KIND", name, word[:40], "kicad_pcb")
        if opened and depth == 2 and not skipping and word not in _WANTED:
            stack.clear()
            skipping = 2
        elif stack:
            stack[-1].append(_text(word))
        opened = False
    if depth != 0:
        raise InputError("BOARD_DAMAGED", name, f"{depth} open brackets", "0")


def _find(node: Sequence[Node], head: str) -> list[Node] | None:
    return next((n for n in node if isinstance(n, list) and n and n[0] == head), None)


def _word(node: Sequence[Node], head: str) -> str | None:
    found = _find(node, head)
    return found[1] if found and len(found) > 1 and isinstance(found[1], str) else None


def _number(value: Node) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _length(node: Sequence[Node], head: str) -> Decimal | None:
    word = _word(node, head)
    return None if word is None else _number(word.removesuffix("mm"))


def _point(node: Sequence[Node] | None) -> Point | None:
    if node is None or len(node) < 3:
        return None
    x, y = _number(node[1]), _number(node[2])
    return None if x is None or y is None else (x, y)


def _float_point(x: float, y: float) -> Point:
    return Decimal(f"{x:.6f}"), Decimal(f"{y:.6f}")


def _on_edge(node: Sequence[Node]) -> bool:
    layer = _word(node, "layer")
    return layer == "Edge.Cuts"


def _polygon(points: Sequence[Point]) -> list[Edge]:
    turned = list(points[1:]) + list(points[:1])
    return [Edge(a, b) for a, b in zip(points, turned, strict=True) if a != b]


def _edges(node: Sequence[Node]) -> list[Edge] | None:
    """Return edges of one graphic; None if its numbers can't be read."""
    kind = str(node[0]).partition("_")[2]
    start, end = _point(_find(node, "start")), _point(_find(node, "end"))
    if kind in {"poly", "curve"}:
        pts = _find(node, "pts") or []
        points = [p for n in pts if isinstance(n, list) and n[0] == "xy" and (p := _point(n))]
        if kind == "poly":
            return _polygon(points) if len(points) >= 3 else None
        return _curve(points) if len(points) == 4 else None
    if kind == "circle":
        centre = _point(_find(node, "center"))
        if centre is None or end is None:
            return None
        opposite = (2 * centre[0] - end[0], 2 * centre[1] - end[1])
        dx, dy = end[0] - centre[0], end[1] - centre[1]
        one, two = (centre[0] - dy, centre[1] + dx), (centre[0] + dy, centre[1] - dx)
        return [Edge(end, opposite, one), Edge(opposite, end, two)]
    if start is None or end is None:
        return None
    if kind == "rect":
        return _polygon([start, (end[0], start[1]), end, (start[0], end[1])])
    if kind == "arc":
        return _arc(node, start, end)
    return [Edge(start, end)] if start != end else []


def _arc(node: Sequence[Node], start: Point, end: Point) -> list[Edge] | None:
    middle = _point(_find(node, "mid"))
    if middle is not None:
        return [Edge(start, end, middle)]
    angle = _length(node, "angle")
    if angle is None or not angle:
        return None
    sweep = math.radians(float(angle))
    cx, cy = float(start[0]), float(start[1])
    dx, dy = float(end[0]) - cx, float(end[1]) - cy

    def turned(by: float) -> Point:
        cos, sin = math.cos(by), math.sin(by)
        return _float_point(cx + dx * cos - dy * sin, cy + dx * sin + dy * cos)

    return [Edge(end, turned(sweep), turned(sweep / 2))]


def _curve(points: Sequence[Point]) -> list[Edge]:
    """Return a cubic Bézier curve as 64 straight segments."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ((float(x), float(y)) for x, y in points)
    line = [points[0]]
    for step in range(1, 64):
        t = step / 64
        u = 1 - t
        w = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = w[0] * ax + w[1] * bx + w[2] * cx + w[3] * dx
        y = w[0] * ay + w[1] * by + w[2] * cy + w[3] * dy
        line.append(_float_point(x, y))
    line.append(points[3])
    return [Edge(a, b) for a, b in pairwise(line) if a != b]


def _placed(edges: Sequence[Edge], at: Sequence[Node] | None) -> list[Edge]:
    """Return a footprint's edges at its position.

    They are rotated by its angle (counter-clockwise on the screen, whose y axis points down), then
    moved.
    """
    origin = _point(at) or (Decimal(0), Decimal(0))
    degrees = _number(at[3]) if at is not None and len(at) > 3 else None
    turn = (degrees or Decimal(0)) % 360

    def move(p: Point) -> Point:
        x, y = p
        if turn == 90:
            x, y = y, -x
        elif turn == 180:
            x, y = -x, -y
        elif turn == 270:
            x, y = -y, x
        elif turn:
            cos, sin = math.cos(math.radians(float(turn))), math.sin(math.radians(float(turn)))
            x, y = _float_point(float(x) * cos + float(y) * sin, float(y) * cos - float(x) * sin)
        return origin[0] + x, origin[1] + y

    return [Edge(move(e.start), move(e.end), None if e.mid is None else move(e.mid)) for e in edges]


class _Board:
    """What is collected while the file is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.edges: list[Edge] = []
        self.thickness: Decimal | None = None
        self.copper: list[str] = []
        self.stack: list[StackLayer] = []
        self.finish: str | None = None

    def take(self, node: list[Node]) -> None:
        head = node[0] if node else ""
        if head == "general":
            self.thickness = _length(node, "thickness")
        elif head == "layers":
            for entry in node[1:]:
                if isinstance(entry, list) and len(entry) >= 3 and entry[2] in _COPPER:
                    self.copper.append(str(entry[1]))
        elif head == "setup":
            self.stack_up(_find(node, "stackup") or [])
        elif head in {"footprint", "module"}:
            for part in node[1:]:
                if isinstance(part, list) and part and str(part[0]).startswith("fp_"):
                    self.graphic(part, _find(node, "at"))
        else:
            self.graphic(node)

    def graphic(self, node: list[Node], at: Sequence[Node] | None = None) -> None:
        if str(node[0]).partition("_")[2] == "text" or not _on_edge(node):
            return
        edges = _edges(node)
        if edges is None:
            self.findings.append(warning("BOARD_EDGE", self.name, str(node[0]), "Edge.Cuts"))
            return
        self.edges += edges if at is None else _placed(edges, at)
        if len(self.edges) > MAX_EDGES:
            raise InputError("BOARD_DAMAGED", self.name, f">{MAX_EDGES} edges", f"{MAX_EDGES}")

    def stack_up(self, node: Sequence[Node]) -> None:
        for entry in node:
            if isinstance(entry, list) and entry and entry[0] == "layer" and len(entry) > 1:
                self.stack.append(
                    StackLayer(
                        name=str(entry[1]),
                        type=_word(entry, "type"),
                        thickness_mm=_length(entry, "thickness"),
                        material=_word(entry, "material"),
                    )
                )
        self.finish = _word(node, "copper_finish")

    def facts(self) -> BoardFacts:
        chains, loose = join(self.edges)
        loops = [loop_of(chain) for chain in chains]
        if loose:
            x, y = loose[0]
            where = f"x {trimmed_decimal(x)}, y {trimmed_decimal(y)} mm"
            self.findings.append(
                error("BOARD_OUTLINE_OPEN", self.name, where, "0", count=str(len(loose)))
            )
        elif not loops:
            self.findings.append(error("BOARD_OUTLINE_MISSING", self.name, "0", "Edge.Cuts"))
        area = holes = None
        if loops and not loose:
            area, holes = net_area(loops)
        width, height = _box(self.edges)
        copper = tuple(
            s.thickness_mm
            for s in self.stack
            if (s.type or "").casefold() == "copper" and s.thickness_mm is not None
        )
        masks = sum(1 for s in self.stack if "solder mask" in (s.type or "").casefold())
        self._not_stated(copper)
        return BoardFacts(
            source=self.name,
            area_mm2=None if area is None else _rounded(area),
            box_area_mm2=None if width is None or height is None else _rounded(width * height),
            width_mm=None if width is None else _rounded(width),
            height_mm=None if height is None else _rounded(height),
            cutouts=holes,
            copper_layers=len(self.copper) or None,
            copper_names=tuple(self.copper),
            thickness_mm=self.thickness,
            copper_mm=copper,
            stack=tuple(self.stack),
            finish=self.finish,
            solder_mask_layers=masks if self.stack else None,
        )

    def _not_stated(self, copper: Sequence[Decimal]) -> None:
        if not self.copper:
            self.findings.append(error("BOARD_LAYERS_MISSING", self.name, "0", "F.Cu, B.Cu"))
        if self.thickness is None:
            self.findings.append(warning("BOARD_THICKNESS_MISSING", self.name, "", "1.6 mm"))
        if not self.stack:
            self.findings.append(info("BOARD_STACK_MISSING", self.name, "", "stack-up"))
        elif len(copper) != len(self.copper):
            found, expected = str(len(copper)), str(len(self.copper))
            self.findings.append(warning("BOARD_COPPER_MISSING", self.name, found, expected))
        if self.stack and (self.finish is None or self.finish.casefold() == "none"):
            found = self.finish or ""
            self.findings.append(info("BOARD_FINISH_MISSING", self.name, found, "ENIG"))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_EVEN)


def _box(edges: Sequence[Edge]) -> tuple[Decimal | None, Decimal | None]:
    """Return width and height of a box around all edges; an arc extends like its circle."""
    xs: list[Decimal] = []
    ys: list[Decimal] = []
    for edge in edges:
        for x, y in (edge.start, *_reach(edge)):
            xs.append(x)
            ys.append(y)
    if not xs:
        return None, None
    return max(xs) - min(xs), max(ys) - min(ys)


def _reach(edge: Edge) -> Iterator[Point]:
    yield edge.end
    circle = circle_of(edge)
    if circle is None:
        return
    x, y, radius, sweep = circle
    first = math.atan2(float(edge.start[1]) - y, float(edge.start[0]) - x)
    for quarter in range(4):
        angle = quarter * math.pi / 2
        way = (angle - first) % math.tau if sweep > 0 else (first - angle) % math.tau
        if way <= abs(sweep):
            yield _float_point(x + radius * math.cos(angle), y + radius * math.sin(angle))


def read_board(data: bytes, name: str) -> tuple[BoardFacts, tuple[Finding, ...]]:
    """Return facts of a board, and findings on what its file does not state.

    Findings: ``BOARD_OUTLINE_OPEN``, ``BOARD_OUTLINE_MISSING``, ``BOARD_LAYERS_MISSING``,
    ``BOARD_THICKNESS_MISSING``, ``BOARD_STACK_MISSING``, ``BOARD_COPPER_MISSING``,
    ``BOARD_FINISH_MISSING``, ``BOARD_EDGE``. Raises InputError ``BOARD_KIND``, ``BOARD_DAMAGED``,
    ``BOARD_TOO_LARGE``.
    """
    if len(data) > MAX_BYTES:
        raise InputError("BOARD_TOO_LARGE", name, str(len(data)), str(MAX_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise InputError("BOARD_DAMAGED", name, f"byte {e.start}", "UTF-8") from None
    if not text.lstrip().startswith("(kicad_pcb"):
        raise InputError("BOARD_KIND", name, text.strip()[:40], "(kicad_pcb")
    board = _Board(name)
    for node in _children(text, name):
        board.take(node)
    facts = board.facts()
    return facts, tuple(board.findings)
