"""Processor time of cold commands against an earlier release of this program, in pairs.

Both releases run the same commands in turn, each on a demonstration it made itself. User and
system time of the child process count, not the clock on the wall. Beside it is the number of
modules of openpcf that the command loads.

python benchmarks/startup.py                    # every command
python benchmarks/startup.py verify sign        # some of them
"""

from __future__ import annotations

import io
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BASELINE = "4bc3f04"
"""The release to compare with: the last one whose verbs loaded the whole program."""
ROUNDS = 7
PASSPHRASE = "for demonstration only"
COUNT = (
    "import atexit, sys\n"
    "atexit.register(lambda: print('modules', sum(m.split('.')[0] == 'openpcf' "
    "for m in sys.modules), file=sys.stderr))\n"
    "from openpcf.cli.main import main\n"
    "main()\n"
)

TRUST = "--trust trust.json"
COMMANDS: dict[str, tuple[str, str, float]] = {
    "verify": (f"verify declaration.json {TRUST}", "", 0.5),
    "decide": (
        f"decide declaration.json {TRUST} --policy policy.yaml --as-of 2026-12-31",
        f"clear declaration.json {TRUST} --policy policy.yaml --as-of 2026-12-31",
        0.5,
    ),
    "trust show": ("trust show trust.json", "keys show trust.json", 0.5),
    "calculate": (f"calculate study-b {TRUST}", "", 0.6),
    "check": (f"check study-b {TRUST}", "", 0.6),
    "sign": (f"sign study-b --key maker --out ../signed.json {TRUST}", "", 0.6),
}
"""The call, how the earlier release spells it where that differs, and the limit of the ratio."""


@dataclass(frozen=True)
class Release:
    """A source tree, with a demonstration made by it."""

    source: Path
    work: Path

    def environment(self, home: Path) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return {
            **kept,
            "PYTHONPATH": str(self.source),
            "OPENPCF_HOME": str(home),
            "OPENPCF_PASSPHRASE": PASSPHRASE,
            "OPENPCF_LANG": "en",
        }

    def prepare(self) -> None:
        """Run the demonstration once; it also warms the byte code."""
        demo = [sys.executable, "-m", "openpcf", "demo", "--out", str(self.work / "demo")]
        environment = self.environment(self.work / "none")
        subprocess.run(demo, env=environment, check=True, capture_output=True)

    def _start(self, start: list[str], call: str, error: int) -> subprocess.Popen[bytes]:
        home = self.work / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.work / "demo/home/keys", home / "keys")
        (self.work / "signed.json").unlink(missing_ok=True)
        return subprocess.Popen(
            [sys.executable, *start, *call.split()],
            env=self.environment(home),
            cwd=self.work / "demo",
            stdout=subprocess.DEVNULL,
            stderr=error,
        )

    def seconds(self, call: str) -> float:
        """User and system time of one cold command.

        Raises RuntimeError for a command that is refused.
        """
        child = self._start(["-m", "openpcf"], call, subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            raise RuntimeError(f"{call}: exit {child.returncode}")
        return used.ru_utime + used.ru_stime

    def modules(self, call: str) -> int:
        """How many modules of openpcf the command loads."""
        child = self._start(["-c", COUNT], call, subprocess.PIPE)
        reported = child.communicate()[1].decode()
        return int(reported.rsplit("modules", 1)[1])


def export(folder: Path) -> Path:
    """The sources of the earlier release; raises CalledProcessError outside its repository."""
    archive = subprocess.run(
        ["git", "-C", str(ROOT), "archive", BASELINE, "src"], check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    return folder / "src"


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        before = Release(export(folder / "before"), folder / "work-before")
        now = Release(ROOT / "src", folder / "work-now")
        for release in (before, now):
            release.work.mkdir()
            release.prepare()
        for name in sys.argv[1:] or COMMANDS:
            call, former, limit = COMMANDS[name]
            times: dict[Release, list[float]] = {before: [], now: []}
            for _ in range(ROUNDS):
                times[before].append(before.seconds(former or call))
                times[now].append(now.seconds(call))
            least, usual = (
                [measure(times[release]) for release in (now, before)]
                for measure in (min, statistics.median)
            )
            ratio = least[0] / least[1]
            failed += ratio > limit
            print(
                f"{name:<10} least {least[0]:.3f} s of {least[1]:.3f} s, "
                f"median {usual[0]:.3f} s of {usual[1]:.3f} s   ratio {ratio:.2f} "
                f"(median {usual[0] / usual[1]:.2f})   limit {limit}   "
                f"modules {now.modules(call)} of {before.modules(former or call)}"
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
