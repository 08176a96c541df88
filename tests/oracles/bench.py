"""What every oracle needs: a study from plain rows, its calculation, figures side by side.

An oracle enters published inputs as a study in the folder form and calculates it through the
public face. Expected figures are read from the oracle's own file; nothing here knows one.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import openpcf
from openpcf.messages import render

ROOMS = ("calculation", "factor_library", "matching", "model", "reporting")

Row = Mapping[str, str]

MADE: list[openpcf.Calculation] = []
"""Every study calculated, in order; ``run`` takes those of its oracle."""

STUDY = """\
format: '0.1'
series: urn:openpcf:oracle.example:{name}
purpose: draft
language: en
profile: cfp-base/0.1
issuer:
  name: Oracle
product:
  name: {name}
unit:
  measure: piece
  amount: '1'
period:
  reference_start: '{year}-01-01T00:00:00Z'
  reference_end: '{year}-12-31T00:00:00Z'
boundary:
  type: cradle-to-gate
"""


@dataclass(frozen=True)
class Figure:
    """One published figure beside ours; ``wrong`` says why where the publisher's is wrong."""

    name: str
    published: Decimal
    ours: Decimal
    tolerance: Decimal
    unit: str = "kg CO2e"
    wrong: str = ""

    @property
    def difference(self) -> Decimal:
        return self.ours - self.published

    @property
    def agrees(self) -> bool:
        return abs(self.difference) <= self.tolerance


@dataclass(frozen=True)
class Oracle:
    """One oracle file: how it is entered and what comes out."""

    file: str
    source: str
    entered: str
    tolerance: str
    compares: tuple[str, ...]
    """Kinds of our figures that are compared: lines, groups, stages, total."""
    figures: Callable[[Mapping[str, Any], Path, Path], list[Figure]]
    """From the oracle's data, an empty folder and the folder of third-party material."""
    remarks: tuple[str, ...] = ()


@dataclass
class Ran:
    """An oracle that was run: its figures, the functions of the rooms it called and the studies
    it calculated."""

    oracle: Oracle
    figures: list[Figure]
    functions: set[str] = field(default_factory=set)
    made: list[openpcf.Calculation] = field(default_factory=list)


def number(value: Any) -> Decimal:
    """A figure of an oracle file (text or JSON number, read without a float in between)."""
    return Decimal(str(value))


def to_json(value: Decimal) -> str:
    """Digits without an exponent, as a cell of a study takes them."""
    return format(value, "f")


def half_unit(printed: str) -> Decimal:
    """Half a unit of the last printed digit: ``3.8243`` gives 0.00005."""
    exponent = Decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1)


def read(shared: Path, file: str) -> Mapping[str, Any]:
    """The oracle file, numbers as decimals."""
    text = (shared / "data" / "oracles" / file).read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return data


def table_file(path: Path, rows: Sequence[Row]) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def calculate(
    folder: Path, name: str, *, factors: Sequence[Row] = (), year: str = "2024", **tables: Any
) -> openpcf.Calculation:
    """A study of these tables, with its own factors beside it, calculated."""
    base = folder / name
    base.mkdir(parents=True)
    (base / "study.yaml").write_text(STUDY.format(name=name, year=year), encoding="utf-8")
    for table, rows in tables.items():
        table_file(base / f"{table}.csv", rows)
    if factors:
        (base / "factors").mkdir()
        table_file(base / "factors" / "published.csv", factors)
    made = openpcf.calculate(base, home=folder / "home")
    gaps = [render(line["what"]) for line in made.lines if "result" not in line]
    assert not gaps, f"{name}: not calculated: {gaps} {[str(f) for f in made.findings]}"
    MADE.append(made)
    return made


def total(made: openpcf.Calculation) -> Decimal:
    return Decimal(str(made.total))


def called(what: dict[str, Any]) -> str:
    """What the row of a line is called: its designators, else the words of its maker."""
    params = what.get("params") or {}
    if "of" in params:
        return called(params["of"])
    return str(params.get("designators") or params.get("name") or render(what))


def by_line(made: openpcf.Calculation) -> dict[str, Decimal]:
    """Results by what the line is of."""
    found: dict[str, Decimal] = {}
    for line in made.lines:
        what = called(line["what"])
        found[what] = found.get(what, Decimal(0)) + Decimal(line["result"]["excl"])
    return found


def by_group(made: openpcf.Calculation) -> dict[str, Decimal]:
    """Sub-totals of the document's groups by class."""
    assert made.document.inventory is not None
    found: dict[str, Decimal] = {}
    for group in made.document.inventory["groups"]:
        name = group["class"]
        found[name] = found.get(name, Decimal(0)) + Decimal(group["subtotal"]["excl"])
    return found


@contextmanager
def _recording(codes: set[CodeType]) -> Any:
    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            codes.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def names(codes: Iterable[CodeType]) -> set[str]:
    """``room.module.function`` of the code objects of our rooms."""
    found = set()
    for code in codes:
        parts = Path(code.co_filename).with_suffix("").parts
        if "openpcf" in parts:
            inside = parts[len(parts) - parts[::-1].index("openpcf") :]
            if len(inside) > 1 and inside[0] in ROOMS:
                found.add(f"{'.'.join(inside)}.{code.co_qualname}")
    return found


def run(oracle: Oracle, shared: Path, folder: Path) -> Ran:
    """Enter, calculate and compare one oracle, noting which functions were called."""
    data = read(shared, oracle.file)
    codes: set[CodeType] = set()
    before = len(MADE)
    with _recording(codes):
        figures = oracle.figures(data, folder, shared)
    return Ran(oracle, figures, names(codes), MADE[before:])
