"""All benchmarks: ratios against a peer or a limit in the same run, with the machine named.

python benchmarks/run.py            # everything
python benchmarks/run.py verify     # one of: help demo bom study verify startup
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
BARE = """import typer
app = typer.Typer()
@app.command()
def main(name: str = "x") -> None:
    print(name)
app()
"""


def machine() -> str:
    """Processor, cores and Python."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def seconds(command: list[str], repeat: int = 7) -> float:
    """Best of several runs of a whole process."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def run_help() -> None:
    """Start-up against a bare typer program; limit 1."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        ours, peer = [], []
        for _ in range(3):
            peer.append(seconds([sys.executable, str(bare), "--help"]))
            ours.append(seconds([sys.executable, "-m", "openpcf", "--help"]))
    a, b = min(ours), min(peer)
    print(f"help      {a * 1000:6.0f} ms   bare typer {b * 1000:6.0f} ms   ratio {a / b:.2f}")


def run_demo() -> None:
    """The demonstration's own work; limit 10 s."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "openpcf", "demo", "--out", f"{folder}/demo"],
            check=True,
            capture_output=True,
        )
        print(f"demo      {time.perf_counter() - start:6.2f} s    limit 10 s")


def run_bom() -> None:
    """20,000 lines; limit 2 s and 300 MB."""
    subprocess.run([sys.executable, str(HERE / "bom_import.py")], check=True)


def run_study() -> None:
    """A 300-line study calculated, checked and signed; limit 1 s."""
    subprocess.run([sys.executable, str(HERE / "study.py")], check=True)


def run_verify() -> None:
    """Verification against raw signature + SHA-256 + orjson; limit 1.5."""
    subprocess.run([sys.executable, str(HERE / "verify.py")], check=True)


def run_startup() -> None:
    """Cold commands against an earlier release, in pairs; limits 0.5 and 0.6."""
    subprocess.run([sys.executable, str(HERE / "startup.py")], check=False)


ALL: dict[str, Callable[[], None]] = {
    "help": run_help,
    "demo": run_demo,
    "bom": run_bom,
    "study": run_study,
    "verify": run_verify,
    "startup": run_startup,
}


def main() -> None:
    print(machine())
    for name in sys.argv[1:] or ALL:
        ALL[name]()


if __name__ == "__main__":
    main()
