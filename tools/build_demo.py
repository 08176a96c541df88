"""Builds what the demonstration ships: its bill of materials and two filled replies.

    python tools/build_demo.py --shared ../shared

The lines are facts of Libre Solar BMS C1 v0.4.2 (CERN-OHL-W v2); they are kept in our own form.
Mechanical lines are out: the configuration is the board only. The replies are the very request
workbooks, filled with the invented answers of demo_answers.csv.
"""

from __future__ import annotations

import argparse
import csv
import io
import tempfile
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from openpcf.formats.forms.request import ANSWER, HEADERS, KEY
from openpcf.formats.study.folder import write_study_folder
from openpcf.model.study import Study
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.study.init import StudyDefaults, start
from openpcf.workflow.suppliers.request import request_files, requests

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src/openpcf/data/demo"
ELECTRONIC = "data/bom/libresolar-bms-c1/bms-c1_bom.csv"
MECHANICAL = "data/bom/libresolar-bms-c1/bms-c1_bom_mechanical.csv"
ASKED = 3


def write_bom(shared: Path, out: Path) -> None:
    """The 80 lines in our own form."""
    electronic = start((shared / ELECTRONIC,), StudyDefaults()).study.bom
    mechanical = start((shared / MECHANICAL,), StudyDefaults()).study.bom
    ours: dict[str, object] = {"note": None, "extra": {}}
    lines = (
        *(
            line.model_copy(update={"id": f"e{n:02d}", **ours})
            for n, line in enumerate(electronic, 1)
        ),
        *(
            line.model_copy(update={"id": f"m{n:02d}", "option": "out", **ours})
            for n, line in enumerate(mechanical, 1)
        ),
    )
    (out / "study" / "bom.csv").write_bytes(write_study_folder(Study(bom=lines))["bom.csv"])


def replies(out: Path) -> None:
    """The requests of the largest contributors, filled as a supplier would."""
    answers: dict[str, dict[str, str]] = {}
    with (HERE / "demo_answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answers.setdefault(row["row"], {})[row["key"]] = row["answer"]
    with tempfile.TemporaryDirectory() as home:
        calculated_study = calculate_at(
            out / "study", Environment(home=Path(home)), update_lock=True
        )
    (out / "study" / "study.lock").unlink()
    (out / "replies").mkdir(exist_ok=True)
    for name, data in request_files(requests(calculated_study, ASKED)).items():
        known = answers.get(name.removeprefix("request-").removesuffix(".xlsx"))
        if known is None:
            continue
        book = load_workbook(io.BytesIO(data))
        sheet = book.worksheets[0]
        column, key = HEADERS.index(ANSWER) + 1, HEADERS.index(KEY)
        for row in sheet.iter_rows():
            answer = known.get(str(row[key].value))
            if answer is not None:
                sheet.cell(row[0].row, column).value = answer
        book.properties.created = book.properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001
        book.save(out / "replies" / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    write_bom(given.shared, given.out)
    replies(given.out)


if __name__ == "__main__":
    main()
