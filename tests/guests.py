"""Installs small packages of others: modules and a dist-info in a folder that Python searches."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def install(
    site: Path, package: str, files: Mapping[str, str | bytes], entries: Mapping[str, str]
) -> Path:
    """Put a package into ``site``; ``entries``: group → what its entry point names."""
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    info = site / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    points = "".join(f"[{group}]\n{package} = {value}\n\n" for group, value in entries.items())
    (info / "entry_points.txt").write_text(points)
    return site


def openpcf(site: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the command line with what is installed in ``site``."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(site), str(ROOT / "src"))),
        "OPENPCF_LANG": language,
        "OPENPCF_HOME": str(site / "home"),
    }
    return subprocess.run(
        [sys.executable, "-m", "openpcf", *words],
        capture_output=True, text=True, env=environment, cwd=site,
    )  # fmt: skip
