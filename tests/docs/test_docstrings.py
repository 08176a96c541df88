"""Docstrings that become pages of the site: a summary line, a blank line, then the rest."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.findall(r"^\.\. auto\w+:: ([\w.]+)$", (ROOT / "docs/api.rst").read_text("utf-8"), re.M)


def module_of(name: str) -> Path:
    """The file of a module, or of the module that holds a name."""
    parts = name.split(".")
    while parts:
        place = ROOT / "src" / Path(*parts)
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                return file
        parts.pop()
    raise FileNotFoundError(name)


MODULES = sorted({module_of(name) for name in NAMED})


def unfit(source: str) -> list[str]:
    """Public docstrings of a module without the form that the pages need."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            continue
        name = getattr(node, "name", "")
        lines = (ast.get_docstring(node) or "").splitlines()
        if name.startswith("_") or not lines:
            continue
        if (len(lines) > 1 and lines[1]) or not lines[0].endswith((".", "…")):
            found.append(f"{name}: {lines[0]}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_docstrings_have_a_summary_line(path: Path) -> None:
    assert unfit(path.read_text("utf-8")) == []


def test_the_pages_name_modules_and_the_check_finds_what_it_looks_for() -> None:
    assert len(MODULES) >= 5
    assert unfit('def f():\n    """Begin here and\n    go on."""')
    assert unfit('def f():\n    """No full stop"""')
    assert not unfit('def f():\n    """Do it.\n\n    The rest.\n    """')
