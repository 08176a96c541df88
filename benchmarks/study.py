"""A study of 300 lines, from its folder on: calculated, checked and signed, in one process that is
warm and by the command line, three processes that start from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from openpcf.demo.story import _start

import openpcf
from openpcf.model.study import BomLine, EvidenceFile
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.keys import make, signer
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.issue.sign import sign
from openpcf.workflow.study.files import load

LINES = 300
PHRASE = "a pass phrase of the benchmark"


def large(base: Path) -> Path:
    """The demonstration's study with other lines, each of some weighed grams of copper."""
    _start(base / "demo")
    study = load(base / "demo" / "study-a").study
    bom = tuple(
        BomLine(
            id=f"x{n}",
            designators=tuple(f"M{n}_{piece}" for piece in range(n % 7 + 1)),
            quantity=Decimal(n % 7 + 1),
            mass=Decimal(n % 13 + 1) / 100,
            mass_unit="g",
            factor="ne14-cu",
            evidence="weighed",
        )
        for n in range(LINES)
    )
    weighed = EvidenceFile(id="weighed", what="weighing", digest="sha-256:" + "0" * 64)
    openpcf.write_study(
        study.model_copy(update={"bom": bom, "evidence": (weighed,)}), base / "study"
    )
    return base / "study"


def warm(study: Path, home: Environment) -> tuple[float, float, float, int]:
    """Seconds of calculating and of checking and signing, of the processor, and lines."""
    key = signer("maker", PHRASE, home)
    fresh = Environment(home=Path(tempfile.mkdtemp(dir=home.home)))
    cpu, start = time.process_time(), time.perf_counter()
    calculated_study = calculate_at(study, fresh)
    calculated = time.perf_counter()
    sign(calculated_study, key, fresh)
    end = time.perf_counter()
    count = len(calculated_study.calculated.inventory.lines)
    return calculated - start, end - calculated, time.process_time() - cpu, count


def cold(study: Path, home: Environment) -> dict[str, float]:
    """Seconds of each command."""
    environment = {**os.environ, "OPENPCF_HOME": str(home.home), "OPENPCF_PASSPHRASE": PHRASE}
    commands = {
        "calculate": ["calculate", str(study)],
        "check": ["check", str(study)],
        "sign": ["sign", str(study), "--key", "maker", "--out", str(study.parent / "out.json")],
    }
    spent = {}
    for name, words in commands.items():
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "openpcf", *words],
            env=environment,
            capture_output=True,
            check=True,
        )
        spent[name] = time.perf_counter() - start
    return spent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        home = Environment(home=base / "home")
        make("maker", PHRASE, home)
        study = large(base)
        runs = [warm(study, home) for _ in range(4)]
        calculating, signing, processor, count = min(runs, key=lambda run: run[0] + run[1])
        print(
            f"study     {calculating + signing:6.2f} s    limit 1 s   ({count} lines, warm:"
            f" calculated {calculating:.2f}, checked and signed {signing:.2f};"
            f" processor {processor:.2f} s)"
        )
        spent = cold(study, home)
        words = ", ".join(f"{name} {each:.2f} s" for name, each in spent.items())
        print(f"commands  {sum(spent.values()):6.2f} s   ({words})")


if __name__ == "__main__":
    main()
