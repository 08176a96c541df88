"""Bare boards drawn by hand, with areas anybody can work out."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from openpcf.errors import InputError
from openpcf.formats.kicad.board import read_board
from openpcf.messages import fix, say

LAYERS = '(layers (0 "F.Cu" signal) (31 "B.Cu" signal) (44 "Edge.Cuts" user))'


def board(
    *graphics: str, layers: str = LAYERS, general: str = "(thickness 1.6)", setup: str = ""
) -> bytes:
    body = "\n".join(graphics)
    return f"(kicad_pcb (version 20240108) (general {general}) {layers} (setup {setup})\n{body})".encode()


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "gr") -> str:
    return (
        f'({kind}_line (start {x1} {y1}) (end {x2} {y2}) (stroke (width 0.1)) (layer "Edge.Cuts"))'
    )


def path(*points: tuple[float, float]) -> list[str]:
    return [line(*a, *b) for a, b in zip(points, points[1:] + points[:1], strict=True)]


def rect(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'(gr_rect (start {x1} {y1}) (end {x2} {y2}) (layer "Edge.Cuts"))'


def circle(x: float, y: float, r: float) -> str:
    return f'(gr_circle (center {x} {y}) (end {x + r} {y}) (layer "Edge.Cuts"))'


def rounded(width: float, height: float, r: float) -> list[str]:
    """A rectangle with round corners: four lines, four arcs, out of order and both ways round."""
    h = r * (1 - math.sqrt(0.5))

    def arc(x1: float, y1: float, xm: float, ym: float, x2: float, y2: float) -> str:
        return f'(gr_arc (start {x1} {y1}) (mid {xm:.6f} {ym:.6f}) (end {x2} {y2}) (layer "Edge.Cuts"))'

    return [
        line(r, 0, width - r, 0),
        arc(0, r, h, h, r, 0),
        line(width - r, height, r, height),
        arc(width, r, width - h, h, width - r, 0),
        line(0, r, 0, height - r),
        arc(0, height - r, h, height - h, r, height),
        line(width, height - r, width, r),
        arc(width, height - r, width - h, height - h, width - r, height),
    ]


@pytest.mark.parametrize(
    ("graphics", "area", "box", "cutouts"),
    [
        ([rect(10, 10, 110, 60)], "5000.00", ("100.00", "50.00"), 0),
        (path((0, 0), (135, 0), (135, 70), (0, 70)), "9450.00", ("135.00", "70.00"), 0),
        (rounded(100, 50, 5), f"{5000 - 25 * (4 - math.pi):.2f}", ("100.00", "50.00"), 0),
        ([circle(0, 0, 10)], f"{100 * math.pi:.2f}", ("20.00", "20.00"), 0),
        (
            [*path((0, 0), (60, 0), (60, 20), (20, 20), (20, 40), (0, 40)), circle(10, 10, 2)],
            f"{1600 - 4 * math.pi:.2f}",
            ("60.00", "40.00"),
            1,
        ),
        (
            [rect(0, 0, 50, 50), rect(10, 10, 40, 40), rect(20, 20, 30, 30)],
            "1700.00",
            ("50.00", "50.00"),
            1,
        ),
        ([rect(0, 0, 10, 10), rect(20, 0, 30, 10)], "200.00", ("30.00", "10.00"), 0),
        (
            ['(gr_poly (pts (xy 0 0) (xy 30 0) (xy 0 40)) (layer "Edge.Cuts") (fill none))'],
            "600.00",
            ("30.00", "40.00"),
            0,
        ),
    ],
)
def test_areas_by_hand(graphics: list[str], area: str, box: tuple[str, str], cutouts: int) -> None:
    facts, _ = read_board(board(*graphics), "b.kicad_pcb")
    assert facts.area_mm2 is not None
    assert abs(facts.area_mm2 - Decimal(area)) <= Decimal("0.01")
    assert (str(facts.width_mm), str(facts.height_mm)) == box and facts.cutouts == cutouts
    assert facts.box_area_mm2 == (Decimal(box[0]) * Decimal(box[1])).quantize(Decimal("0.01"))


def test_ends_within_a_hundredth_of_a_millimetre_meet() -> None:
    edges = [line(0, 0, 10, 0), line(10.008, 0.005, 10, 10), line(0, 10, 10, 10), line(0, 10, 0, 0)]
    facts, _ = read_board(board(*edges), "b")
    assert facts.area_mm2 is not None and abs(facts.area_mm2 - 100) < Decimal("0.1")


def test_an_arc_of_kicad_5_and_its_half_circle() -> None:
    arc = "(gr_arc (start 0 0) (end 10 0) (angle 180) (layer Edge.Cuts))"
    facts, _ = read_board(board(arc, line(-10, 0, 10, 0)), "b")
    assert facts.area_mm2 == Decimal(f"{50 * math.pi:.2f}")
    assert (facts.width_mm, facts.height_mm) == (Decimal("20.00"), Decimal("10.00"))


@pytest.mark.parametrize("angle", [0, 30, 90, 180, 270])
def test_an_outline_inside_a_footprint_is_moved_and_turned(angle: int) -> None:
    inner = '(fp_rect (start -2 -1) (end 2 1) (layer "Edge.Cuts"))'
    text = '(fp_text user "Edge.Cuts" (at 0 0) (layer "Edge.Cuts"))'
    footprint = f'(footprint "Slot" (layer "F.Cu") (at 20 20 {angle}) {text} {inner})'
    facts, findings = read_board(board(rect(0, 0, 40, 40), footprint), "b")
    assert facts.area_mm2 == Decimal("1592.00") and facts.cutouts == 1
    assert [f.code for f in findings] == ["BOARD_STACK_MISSING"]


def test_a_turned_footprint_turns_counter_clockwise_on_the_screen() -> None:
    slot = '(fp_line (start 0 0) (end 10 0) (layer "Edge.Cuts"))'
    footprint = f'(footprint "Edge" (at 0 0 90) {slot})'
    rest = [line(0, -10, 5, -10), line(5, -10, 5, 0), line(5, 0, 0, 0)]
    facts, _ = read_board(board(footprint, *rest), "b")
    assert facts.area_mm2 == Decimal("50.00")


def test_layers_thickness_and_stack_up_as_stated() -> None:
    layers = (
        '(layers (0 "F.Cu" signal) (1 "In1.Cu" power) (2 "In2.Cu" mixed) (31 "B.Cu" signal) '
        '(36 "B.SilkS" user "B.Silkscreen") (44 "Edge.Cuts" user))'
    )
    copper = [
        f'(layer "{n}" (type "copper") (thickness 0.07))'
        for n in ("F.Cu", "In1.Cu", "In2.Cu", "B.Cu")
    ]
    other = '(layer "dielectric 1" (type "core") (thickness 1.2 locked) (material "FR4") (epsilon_r 4.5))'
    mask = '(layer "F.Mask" (type "Top Solder Mask") (thickness 0.01))'
    setup = f'(stackup {mask} {" ".join(copper)} {other} (copper_finish "ENIG")) (pad_to_mask_clearance 0)'
    facts, findings = read_board(
        board(rect(0, 0, 10, 10), layers=layers, general="(thickness 1.58)", setup=setup), "b"
    )
    assert facts.copper_layers == 4 and facts.copper_names == ("F.Cu", "In1.Cu", "In2.Cu", "B.Cu")
    assert facts.thickness_mm == Decimal("1.58") and facts.copper_mm == (Decimal("0.07"),) * 4
    assert facts.finish == "ENIG" and facts.solder_mask_layers == 1 and len(facts.stack) == 6
    assert facts.stack[-1].material == "FR4" and facts.stack[-1].thickness_mm == Decimal("1.2")
    assert findings == ()


def test_named_layers_of_kicad_5() -> None:
    layers = "(layers (0 Top signal) (31 Bottom signal) (44 Edge.Cuts user))"
    facts, _ = read_board(board(rect(0, 0, 1, 1), layers=layers), "b")
    assert facts.copper_names == ("Top", "Bottom")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (board(line(0, 0, 10, 0), line(10, 0, 10, 10)), ["BOARD_OUTLINE_OPEN", "BOARD_STACK_MISSING"]),
        (board(), ["BOARD_OUTLINE_MISSING", "BOARD_STACK_MISSING"]),
        (
            board(rect(0, 0, 1, 1), layers="", general=""),
            ["BOARD_LAYERS_MISSING", "BOARD_THICKNESS_MISSING", "BOARD_STACK_MISSING"],
        ),
        (
            board(rect(0, 0, 1, 1), setup='(stackup (layer "F.Cu" (type "copper") (thickness 0.035)) (copper_finish "None"))'),
            ["BOARD_COPPER_MISSING", "BOARD_FINISH_MISSING"],
        ),
        (
            board(rect(0, 0, 1, 1), '(gr_line (start a b) (end 1 1) (layer "Edge.Cuts"))'),
            ["BOARD_EDGE", "BOARD_STACK_MISSING"],
        ),
    ],
)  # fmt: skip
def test_what_is_not_stated_is_reported_and_not_guessed(data: bytes, expected: list[str]) -> None:
    facts, findings = read_board(data, "b.kicad_pcb")
    assert [f.code for f in findings] == expected
    if expected[0].startswith("BOARD_OUTLINE"):
        assert facts.area_mm2 is None
    for finding in findings:
        assert all(say(finding, lang) and fix(finding, lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "BOARD_KIND"),
        (b"(kicad_sch (version 1))", "BOARD_KIND"),
        (b"(kicad_pcb (general", "BOARD_DAMAGED"),
        (b"(kicad_pcb " + b"(general " * 300 + b")" * 301, "BOARD_DAMAGED"),
        (b"(kicad_pcb \xff)", "BOARD_DAMAGED"),
    ],
)
def test_what_is_no_board_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_board(data, "b.kicad_pcb")
    assert caught.value.code == code
