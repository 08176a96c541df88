"""Twenty lines of a real bill altered at random: exactly the right fields of the record change."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpcf.formats.bom.read import read_bom
from openpcf.matching.parts.parser import PartRecord, parse_bom
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.study import BomLine
from openpcf.workflow.study.init import bom_line

LINES = 20
CHIP = re.compile(r"(?P<head>[RC]_)(?P<size>0603|0805|1206|2010)_[0-9]{4}")
OTHER = {"0603": "0402_1005", "0805": "0402_1005", "1206": "0402_1005", "2010": "1206_3216"}
SEPARATORS = (" ", ";", ", ", " / ", "、", "\n")
OF_PACKAGE = {"package", "mass_key", "mass", "rules", "leftover", "conflict", "scale", "proxy"}


@pytest.fixture(scope="module")
def rows_of_bom(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "bom" / "libresolar-bms-c1" / "bms-c1_bom.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _written(rows: list[dict[str, str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _parsed(
    rows: list[dict[str, str]], tables: MatchingTables
) -> tuple[list[BomLine], list[PartRecord], set[str]]:
    read = read_bom(_written(rows), "bill.csv", None, None)
    lines = [bom_line(record, f"line-{n}") for n, record in enumerate(read.records, 1)]
    return lines, list(parse_bom(lines, tables)), {f.code for f in read.findings}


def _differing(before: Any, after: Any, names: list[str]) -> set[str]:
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def _altered(
    rows_of_bom: list[dict[str, str]], rng: random.Random
) -> tuple[list[dict[str, str]], dict[int, str]]:
    """The bill with twenty lines altered, and what was done to which."""
    rows, done = [dict(row) for row in rows_of_bom], {}
    for number in rng.sample(range(len(rows)), LINES):
        row = rows[number]
        ways = ["quantity"]
        if CHIP.search(row["Footprint"]):
            ways.append("package")
        if "," in row["Reference"]:
            ways.append("separator")
        way = done[number] = rng.choice(ways)
        if way == "quantity":
            row["Qty"] = str(int(row["Qty"]) + rng.randint(1, 9))
        elif way == "package":
            row["Footprint"] = CHIP.sub(lambda m: m["head"] + OTHER[m["size"]], row["Footprint"])
        else:
            row["Reference"] = row["Reference"].replace(",", rng.choice(SEPARATORS))
    return rows, done


@settings(derandomize=True, max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_only_the_altered_fields_change(
    rows_of_bom: list[dict[str, str]], tables: MatchingTables, seed: int
) -> None:
    rows, done = _altered(rows_of_bom, random.Random(seed))
    lines, records, _ = _parsed(rows_of_bom, tables)
    new_lines, new_records, reported = _parsed(rows, tables)
    assert len(new_lines) == len(lines)
    line_names = [name for name in BomLine.model_fields if name != "source"]
    record_names = [f.name for f in fields(PartRecord)]
    for number in range(len(lines)):
        of_line = _differing(lines[number], new_lines[number], line_names)
        of_record = _differing(records[number], new_records[number], record_names)
        match done.get(number):
            case "quantity":
                assert (of_line, of_record) == ({"quantity"}, set())
                assert "BOM_QUANTITY_DESIGNATORS" in reported
            case "package":
                assert of_line == {"package"}
                before, after = records[number], new_records[number]
                assert of_record <= OF_PACKAGE
                if after.conflict:  # the maker's number states the size: it is believed
                    assert (after.package, after.mass_key) == (before.package, before.mass_key)
                else:
                    assert {"package", "mass_key", "mass"} <= of_record
                    assert after.package in ("0402", "1206")
            case _:
                assert (of_line, of_record) == (set(), set()), done.get(number)


def test_both_kinds_of_package_change_occur(
    rows_of_bom: list[dict[str, str]], tables: MatchingTables
) -> None:
    rows = [dict(row) for row in rows_of_bom]
    changed = [n for n, row in enumerate(rows) if CHIP.search(row["Footprint"])]
    for number in changed:
        rows[number]["Footprint"] = CHIP.sub(
            lambda m: m["head"] + OTHER[m["size"]], rows[number]["Footprint"]
        )
        rows[number]["PartNumber"] = "" if number % 2 else rows[number]["PartNumber"]
    _, records, _ = _parsed(rows, tables)
    stated = {bool(records[n].conflict) for n in changed}
    assert stated == {True, False}
