"""Imports a bill of materials of 20,000 lines, as CSV and as XLSX, beside a plain reading.

    python benchmarks/bom_import.py [lines]

Prints seconds (best of three) and peak memory of a process of its own for each.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HEADER = (
    "Reference", "Value", "Datasheet", "Footprint", "Qty", "DNP", "Manufacturer", "PartNumber",
    "Remarks", "Description", "Weight (g)", "Supplier",
)  # fmt: skip


def lines(count: int) -> list[list[str]]:
    """A table like those of board designs, with ranges, numbers and free text."""
    rows = []
    next_number = 1
    for line in range(count):
        pieces = 1 + line % 7
        names = ",".join(f"R{number}" for number in range(next_number, next_number + pieces))
        next_number += pieces
        rows.append(
            [names, f"{line % 97}k", "~", f"Library:R_{line % 9}_1608", str(pieces), "",
             f"Maker {line % 23}", f"PN-{line:06d},{line % 10}", "min. 25V, X7R",
             f"Resistor number {line}", f"0.{line % 999 + 1:04d}", f"House {line % 5}"]
        )  # fmt: skip
    return rows


def as_csv(count: int) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    writer.writerows(lines(count))
    return target.getvalue().encode()


def as_xlsx(count: int) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("BOM")
    for number, row in enumerate([list(HEADER), *lines(count)]):
        for column, text in enumerate(row):
            if number and HEADER[column] in {"Qty", "Weight (g)"}:
                sheet.write_number(number, column, float(text))
            else:
                sheet.write_string(number, column, text)
    book.close()
    return target.getvalue()


def plain_csv(data: bytes) -> int:
    return len(list(csv.reader(io.StringIO(data.decode()))))


def plain_xlsx(data: bytes) -> int:
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python())


def imported(data: bytes) -> int:
    from openpcf.formats.bom.read import read_bom

    result = read_bom(data, "bom")
    if result.errors:
        raise SystemExit(f"{len(result.errors)} errors, first {result.errors[0]}")
    return len(result.records)


def command(data: bytes) -> int:
    """The whole command with the study written, start-up aside."""
    from typer.testing import CliRunner

    from openpcf.cli.main import app

    with tempfile.TemporaryDirectory() as folder:
        name = "bom.xlsx" if data.startswith(b"PK") else "bom.csv"
        (Path(folder) / name).write_bytes(data)
        words = ["init", f"{folder}/s", "--bom", f"{folder}/{name}", "--write"]
        answer = CliRunner().invoke(app, words)
        if answer.exit_code:
            raise SystemExit(answer.output)
        return len((Path(folder) / "s" / "bom.csv").read_bytes().splitlines()) - 1


RUNS: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], int]]] = {
    "csv: plain csv module": (as_csv, plain_csv),
    "csv: imported": (as_csv, imported),
    "csv: init --write": (as_csv, command),
    "xlsx: plain calamine": (as_xlsx, plain_xlsx),
    "xlsx: imported": (as_xlsx, imported),
    "xlsx: init --write": (as_xlsx, command),
}


def peak_mb() -> float:
    """Peak resident memory of this program alone (what it was forked from does not count)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(name: str, count: int) -> None:
    """One measurement, in this process; the file comes from standard input."""
    data = sys.stdin.buffer.read()
    work = RUNS[name][1]
    times = []
    rows = 0
    for _ in range(3):
        start = time.perf_counter()
        rows = work(data)
        times.append(time.perf_counter() - start)
    if rows < count:
        raise SystemExit(f"{rows} of {count} lines")
    print(json.dumps({"seconds": min(times), "first": times[0], "peak_mb": peak_mb()}))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    files = {make: make(count) for make in (as_csv, as_xlsx)}
    print(f"{count} lines, {len(HEADER)} columns")
    for name, (make, _) in RUNS.items():
        answer = subprocess.run(
            [sys.executable, str(Path(__file__)), "--run", name, str(count)],
            input=files[make],
            capture_output=True,
            check=True,
        )
        data = json.loads(answer.stdout)
        print(
            f"{name:<24} {data['seconds']:6.2f} s (first {data['first']:.2f} s) "
            f"{data['peak_mb']:6.0f} MB, {len(files[make]) / 1e6:.1f} MB file"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], int(sys.argv[3]))
    else:
        main()
