"""Builds the demonstration study's bill of materials from the open-hardware originals.

    python tools/build_demo.py --shared ../shared

The lines are facts of Libre Solar BMS C1 v0.4.2 (CERN-OHL-W v2); they are kept in our own form.
Mechanical lines are out: the configuration is the board only.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from openpcf.formats.study_folder import write_study_folder
from openpcf.model.study import Study
from openpcf.workflow.init import Basics, start

TARGET = Path(__file__).resolve().parents[1] / "src/openpcf/data/demo/study"
ELECTRONIC = "data/bom/libresolar-bms-c1/bms-c1_bom.csv"
MECHANICAL = "data/bom/libresolar-bms-c1/bms-c1_bom_mechanical.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    electronic = start((given.shared / ELECTRONIC,), Basics()).study.bom
    mechanical = start((given.shared / MECHANICAL,), Basics()).study.bom
    lines = (
        *(line.model_copy(update={"id": f"e{n:02d}"}) for n, line in enumerate(electronic, 1)),
        *(
            line.model_copy(update={"id": f"m{n:02d}", "option": "out"})
            for n, line in enumerate(mechanical, 1)
        ),
    )
    files = write_study_folder(Study(bom=lines))
    (given.out / "bom.csv").write_bytes(files["bom.csv"])


if __name__ == "__main__":
    main()
