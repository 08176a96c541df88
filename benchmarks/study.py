"""A study of 300 lines: calculated, checked and signed, in one process that is warm."""

from __future__ import annotations

import tempfile
import time
from decimal import Decimal
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from openpcf.keys import FileSigner
from openpcf.model.study import BomLine
from openpcf.workflow.calculate import prepare_loaded
from openpcf.workflow.demo import _start
from openpcf.workflow.sign import sign
from openpcf.workflow.study_files import LoadedStudy, load
from openpcf.workflow.surroundings import Surroundings

LINES = 300


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        _start(base / "demo")
        loaded = load(base / "demo" / "study-a")
        bom = tuple(
            BomLine(
                id=f"x{n}",
                source=f"bom.csv#row={n}",
                designators=(f"M{n}",),
                quantity=Decimal(n % 7 + 1),
                mass=Decimal(n % 13 + 1),
                mass_unit="g",
                factor="ne14-cu",
                evidence="weighed",
            )
            for n in range(LINES)
        )
        study = loaded.study.model_copy(update={"bom": bom})
        large = LoadedStudy(study, loaded.path, loaded.base, loaded.form, ())
        key = FileSigner(ec.generate_private_key(ec.SECP256R1()))
        times = []
        for run in range(4):
            home = Surroundings(home=base / f"home-{run}")
            cpu, start = time.process_time(), time.perf_counter()
            prepared = prepare_loaded(large, home, keep_lock=False)
            calculated = time.perf_counter()
            signed = sign(prepared, key, home)
            end = time.perf_counter()
            times.append(
                (end - start, calculated - start, end - calculated, time.process_time() - cpu)
            )
        whole, calculating, signing, processor = min(times)
        count = len(prepared.calculated.inventory.lines)
        print(
            f"study     {whole:6.2f} s    limit 1 s   ({count} lines: calculated {calculating:.2f},"
            f" checked and signed {signing:.2f}; processor {processor:.2f} s;"
            f" {len(signed.full)} bytes)"
        )


if __name__ == "__main__":
    main()
