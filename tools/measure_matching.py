"""Measure the part matcher against the hand-made truth tables and write the tables of
``docs/matching.md``.

    python tools/measure_matching.py ../shared            print
    python tools/measure_matching.py ../shared --write    put them into docs/matching.md
    python tools/measure_matching.py ../shared --trial    print those of the board of the trial
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from openpcf.calculation.calculate import calculate
from openpcf.matching.match import MatchInput, match
from openpcf.matching.parts.parser import PartRecord, parse_bom
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.study import BomLine, Study
from openpcf.workflow.base.resources import library
from openpcf.workflow.study.init import StudyDefaults, start
from openpcf.workflow.study.library import matching_tables

ROOT = Path(__file__).resolve().parents[1]
TRUTH = ROOT / "tests" / "truth"
DOCS = ROOT / "docs" / "matching.md"
BOARDS = {
    "BMS": ("libresolar-bms-c1", ("bms-c1_bom.csv", "bms-c1_bom_mechanical.csv")),
    "MPPT 1210": ("libresolar-mppt-1210-hus", ("mppt-1210-hus_bom.csv",)),
}
TRIAL = {
    "MPPT 2420": (
        "libresolar-mppt-2420-hc",
        ("mppt-2420-hc_bom_(hv_supply,can).csv", "mppt-2420-hc_bom_mechanical.csv"),
    ),
}
"""A board nobody had looked at when the matcher was made (docs/trials)."""
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")


@dataclass
class Score:
    """Right and wrong of one board, in lines."""

    name: str
    lines: int = 0
    parts: int = 0
    right: Counter[str] = field(default_factory=Counter)
    near: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    reported: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    with_class: int = 0
    with_mass: int = 0
    mass_read: int = 0
    kg: dict[str, Decimal] = field(default_factory=dict)
    gaps: int = 0


def tables() -> MatchingTables:
    """The shipped tables."""
    return matching_tables()


def imported(shared: Path, board: str) -> list[tuple[dict[str, str], BomLine]]:
    """Truth row and imported line of every line of a board, in the order of its files."""
    folder, files = {**BOARDS, **TRIAL}[board]
    with (TRUTH / f"{folder}.csv").open(encoding="utf-8", newline="") as handle:
        truth = list(csv.DictReader(handle))
    pairs: list[tuple[dict[str, str], BomLine]] = []
    for file in files:
        bom = start((shared / "data" / "bom" / folder / file,), StudyDefaults()).study.bom
        of_file = [row for row in truth if row["file"] == file]
        for row, line in zip(of_file, bom, strict=True):
            pairs.append((row, line.model_copy(update={"id": f"{file}-{row['row']}"})))
    return pairs


def _factor(note: str) -> Decimal:
    found = re.match(r"x([0-9.]+)", note)
    return Decimal(found[1]) if found else Decimal(1)


def _mass(truth: Mapping[str, str], record: PartRecord) -> str:
    """``right``, ``near`` (a row of another construction, named as such) or ``wrong``."""
    if record.mass_key == truth["mass_key"]:
        if not record.mass_key or record.mass is None:
            return "right"
        times = record.count * record.scale
        return "right" if abs(times - _factor(truth["note"])) < Decimal("0.005") else "wrong"
    return "near" if record.proxy and not truth["mass_key"] else "wrong"


def scored(shared: Path, board: str) -> Score:
    """The score of one board; classes of lines that are no part come from the import."""
    known = tables()
    pairs = imported(shared, board)
    records = {r.bom_line: r for r in parse_bom([line for _, line in pairs], known)}
    score = Score(board, lines=len(pairs))
    for truth, line in pairs:
        record = records[line.id]
        is_part = line.kind == "part"
        found = record.part_class if is_part else "not-part"
        score.true[truth["class"]] += 1
        score.reported[found] += 1
        score.hit[found] += found == truth["class"]
        score.right["class"] += found == truth["class"]
        where = f"{truth['file']} row {truth['row']}"
        if found != truth["class"]:
            score.wrong.append(f"{where}: class {found or '–'}, truth {truth['class']}")
        if truth["part"] != "yes":
            continue
        score.parts += 1
        score.with_class += bool(found)
        score.with_mass += record.mass is not None
        score.mass_read += record.mass is not None and record.mass.seen == "read"
        score.right["package"] += record.package == truth["package"]
        if record.package != truth["package"]:
            score.wrong.append(
                f"{where}: package {record.package or '–'}, truth {truth['package'] or '–'}"
            )
        verdict = _mass(truth, record)
        score.right["mass"] += verdict == "right"
        score.near["mass"] += verdict == "near"
        if verdict != "right":
            label = "mass by a proxy" if verdict == "near" else "mass"
            score.wrong.append(
                f"{where}: {label} {record.mass_key or '–'}, truth {truth['mass_key'] or '–'}"
            )
    score.kg, score.gaps = _shares([line for _, line in pairs], known)
    return score


def _shares(bom: list[BomLine], known: MatchingTables) -> tuple[dict[str, Decimal], int]:
    """kg CO2e of the bill alone by how its lines were matched, and the number of gaps."""
    every = tuple(line.model_copy(update={"option": "in"}) for line in bom)
    study = Study(bom=every, region="CN")
    context = MatchInput(study, library(), known, 2025, "CN", None, {}, {})
    made = calculate(match(context).inventory)
    kg: dict[str, Decimal] = {}
    gaps = 0
    for line in made.inventory.lines:
        if line.is_gap:
            gaps += 1
        elif line.result is not None and line.match is not None:
            kg[line.match.how] = kg.get(line.match.how, Decimal(0)) + line.result.excl
    return kg, gaps


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """One decimal; a dash where there is nothing."""
    if not whole:
        return "–"
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_EVEN)} %"


def history_row(scores: list[Score]) -> str:
    """The row of the history table these scores make."""
    parts = []
    for name, of in (("class", "lines"), ("package", "parts"), ("mass", "parts")):
        each = ", ".join(f"{s.right[name]}/{getattr(s, of)}" for s in scores)
        label = "mass key" if name == "mass" else name
        parts.append(f"{label} {each}")
    near = ", ".join(str(s.near["mass"]) for s in scores)
    return "; ".join(parts) + f" (named proxies where the truth has no row: {near})"


def rendered(scores: list[Score]) -> str:
    """The measured tables as Markdown."""
    out = [
        "| class | in the truth | found | precision | recall |",
        "| --- | --- | --- | --- | --- |",
    ]
    true = sum((s.true for s in scores), Counter())
    reported = sum((s.reported for s in scores), Counter())
    hit = sum((s.hit for s in scores), Counter())
    for name in sorted(true | reported):
        out.append(
            f"| {name or '(none)'} | {true[name]} | {reported[name]} "
            f"| {percent(hit[name], reported[name])} | {percent(hit[name], true[name])} |"
        )
    head = " | ".join(s.name for s in scores)
    out += ["", f"| measured | {head} |", "| --- |" + " --- |" * len(scores)]

    def add(label: str, cells: list[str]) -> None:
        out.append(f"| {label} | {' | '.join(cells)} |")

    add("lines (of which parts)", [f"{s.lines} ({s.parts})" for s in scores])
    add("correct class", [f"{s.right['class']}/{s.lines}" for s in scores])
    add("correct package", [f"{s.right['package']}/{s.parts}" for s in scores])
    add("correct mass row and multiplier", [f"{s.right['mass']}/{s.parts}" for s in scores])
    add("named proxy where the truth has no mass row", [str(s.near["mass"]) for s in scores])
    add("parts with a class", [percent(s.with_class, s.parts) for s in scores])
    add("parts with a mass", [percent(s.with_mass, s.parts) for s in scores])
    add("masses that are read, not estimated", [percent(s.mass_read, s.with_mass) for s in scores])
    for how, label in (
        ("package", "kg CO₂e by package (pieces or die)"),
        ("class", "kg CO₂e by class averages (mass × material shares)"),
    ):
        add(label, [percent(s.kg.get(how, Decimal(0)), sum(s.kg.values())) for s in scores])
    add("inventory lines that are gaps", [str(s.gaps) for s in scores])
    out += ["", "Differences between matcher and truth:", ""]
    out += [f"- {wrong}" for s in scores for wrong in s.wrong]
    return "\n".join(out)


def written(text: str, measured: str) -> str:
    """The document with its measured part replaced."""
    start, end = (text.index(mark) for mark in MARKS)
    return f"{text[: start + len(MARKS[0])]}\n{measured}\n{text[end:]}"


def main(arguments: list[str]) -> None:
    """Print or write."""
    shared = Path(arguments[0])
    scores = [scored(shared, board) for board in (TRIAL if "--trial" in arguments else BOARDS)]
    if "--write" in arguments:
        DOCS.write_text(written(DOCS.read_text("utf-8"), rendered(scores)), encoding="utf-8")
    print(history_row(scores))
    print(rendered(scores))


if __name__ == "__main__":
    main(sys.argv[1:])
