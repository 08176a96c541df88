"""Pictures in the pages are there, are pictures, and are small."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = [
    (page.relative_to(ROOT).as_posix(), (page.parent / name).resolve())
    for page in PAGES
    for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
]


def test_the_readme_shows_the_report() -> None:
    assert ("README.md", ROOT / "docs" / "report.png") in SHOWN


@pytest.mark.parametrize(("page", "picture"), SHOWN)
def test_a_picture_is_there_and_small(page: str, picture: Path) -> None:
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    assert len(data) < 300_000
    width, height = struct.unpack(">II", data[16:24])
    assert min(width, height) >= 600
