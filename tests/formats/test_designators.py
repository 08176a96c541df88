"""Lists and ranges of reference designators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.formats.bom.designators import prefix_of, read_designators


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("R1", "R1"),
        ("R1,R2", "R1 R2"),
        ("R1 R2", "R1 R2"),
        ("R1; R2\nR3", "R1 R2 R3"),
        ("R1、R2，C3", "R1 R2 C3"),
        ("R1-R4", "R1 R2 R3 R4"),
        ("R1 - R3", "R1 R2 R3"),
        ("R1–R3", "R1 R2 R3"),
        ("R1-4", "R1 R2 R3 R4"),
        ("C1..C5", "C1 C2 C3 C4 C5"),
        ("C1...C3", "C1 C2 C3"),
        ("TP1~TP4", "TP1 TP2 TP3 TP4"),
        ("R1至R3", "R1 R2 R3"),
        ("R1,2,5", "R1 R2 R5"),
        ("R1-R3,R7,C2-C3", "R1 R2 R3 R7 C2 C3"),
        ("R01-R03", "R01 R02 R03"),
        ("LED_A1", "LED_A1"),
        ("J1A", "J1A"),
        ("Ｒ１", "R1"),
        ("", ""),
    ],
)
def test_what_people_write(text: str, names: str) -> None:
    read = read_designators(text)
    assert read.names == tuple(names.split()) and read.leftover == () and read.twice == ()


@pytest.mark.parametrize(
    ("text", "names", "leftover"),
    [
        ("R1 (opt)", "R1", "(opt)"),
        ("R1-C4", "", "R1-C4"),
        ("R4-R1", "", "R4-R1"),
        ("R1-R99999", "", "R1-R99999"),
        ("not fitted", "", "not fitted"),
        ("R?", "", "R?"),
        ("12", "", "12"),
        ("R1 on board 2", "R1", "on board 2"),
    ],
)
def test_what_is_no_designator_is_left_over(text: str, names: str, leftover: str) -> None:
    read = read_designators(text)
    assert read.names == tuple(names.split()) and read.leftover == tuple(leftover.split())


def test_a_repeated_designator_counts_once_and_is_reported() -> None:
    read = read_designators("R1,R2,R1-R2,R3")
    assert read.names == ("R1", "R2", "R3") and read.twice == ("R1", "R2")


NAMES = st.lists(
    st.tuples(st.sampled_from(["R", "C", "TP", "LED"]), st.integers(1, 300)),
    unique=True,
    max_size=30,
)


@given(NAMES, st.sampled_from([",", " ", ", ", ";", "、", "\n"]))
def test_every_list_is_read_back(pairs: list[tuple[str, int]], separator: str) -> None:
    names = tuple(f"{prefix}{number}" for prefix, number in pairs)
    assert read_designators(separator.join(names)).names == names


@given(st.integers(0, 500), st.integers(1, 200), st.sampled_from(["-", "..", "~", "–"]))
def test_a_range_is_its_list(first: int, count: int, sign: str) -> None:
    last = first + count
    names = tuple(f"R{n}" for n in range(first, last + 1))
    if first == 0:
        names = tuple(f"R{n:01d}" for n in range(first, last + 1))
    assert read_designators(f"R{first}{sign}R{last}").names == names


@given(st.text(max_size=60))
def test_nothing_is_lost(text: str) -> None:
    read = read_designators(text)
    assert len(set(read.names)) == len(read.names)
    if any(c.isalnum() for c in text):
        assert read.names or read.leftover


def test_prefixes() -> None:
    assert [prefix_of(n) for n in ("TP12", "led_1", "R1A", "?")] == ["TP", "LED", "R", ""]
