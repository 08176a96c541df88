"""The house: pure rooms touch nothing of this machine, modules stay small, the tree stays clean."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/openpcf"
LONGEST_MODULE = 500
LARGEST_FILE = 2_000_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORBIDDEN_MODULES = _words(
    "aiohttp asyncio builtins concurrent ctypes dbm fileinput ftplib getpass glob http httpx "
    "imaplib importlib.metadata importlib.resources linecache locale logging mmap multiprocessing "
    "os pathlib pkgutil platform poplib pwd requests runpy sched secrets select selectors shelve "
    "shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys tempfile threading time "
    "urllib.request urllib3 uuid webbrowser xmlrpc zoneinfo"
)
FORBIDDEN_CALLS = _words("__import__ breakpoint eval exec input open print")
FORBIDDEN_ATTRIBUTES = _words(
    "environ getenv iterdir mkdir now read_bytes read_text rglob today unlink utcnow write_bytes "
    "write_text"
)
FORBIDDEN_NAMES = _words(
    "__file__ FileIO FileSystemLoader PackageLoader SystemRandom token_bytes urandom"
)
ALLOWED = {
    (
        "messages/catalogue.py",
        "import importlib.resources",
    ): "finds the catalogues, part of the program",
    ("messages/catalogue.py", ".iterdir"): "lists the catalogues, part of the program",
    (
        "calculation/normals.py",
        "import pkgutil",
    ): "reads numbers that a stated seed gives, as an import would",
    ("formats/countries.py", "import pkgutil"): "reads the names of countries, as an import would",
    ("package_data.py", "import pkgutil"): "reads the data of the package, as an import would",
}
"""Places where a pure room does what looks forbidden, with the reason."""


def layers() -> list[list[str]]:
    """The rooms from top to bottom, as the import contract has them."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return [
        [room.strip() for room in layer.split("|")] for layer in contract["contracts"][0]["layers"]
    ]


def pure_rooms() -> list[str]:
    """Everything from report down to errors."""
    names = layers()
    first = next(at for at, layer in enumerate(names) if "reporting" in layer)
    return [room for layer in names[first:] for room in layer]


def modules_of(room: str) -> list[Path]:
    single = SOURCE / f"{room}.py"
    return [single] if single.is_file() else sorted((SOURCE / room).rglob("*.py"))


PURE = [path for room in pure_rooms() for path in modules_of(room)]
ALL = sorted(SOURCE.rglob("*.py"))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield node.module or ""
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _forbidden_module(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[: n + 1]) in FORBIDDEN_MODULES for n in range(len(parts)))


def impurities(source: str) -> list[str]:
    """What in a module reaches for files, network, clock, chance or this machine."""
    found = []
    for node in ast.walk(ast.parse(source)):
        found += [f"import {n}" for n in dict.fromkeys(_imported(node)) if _forbidden_module(n)]
        if isinstance(node, ast.ImportFrom) and node.module == "random":
            found += [f"from random import {a.name}" for a in node.names if a.name != "Random"]
        if isinstance(node, ast.ImportFrom) and node.module == "io":
            found += [f"from io import {a.name}" for a in node.names if a.name.startswith("open")]
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
            found.append(node.id)
        if isinstance(node, ast.Attribute):
            found += _attribute(node)
        if isinstance(node, ast.Call):
            found += _call(node)
    return found


def _attribute(node: ast.Attribute) -> Iterator[str]:
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    if node.attr in FORBIDDEN_ATTRIBUTES | FORBIDDEN_NAMES:
        yield f".{node.attr}"
    if owner == "random" and node.attr != "Random":
        yield f"random.{node.attr}"
    if owner == "io" and node.attr in ("open", "open_code"):
        yield f"io.{node.attr}"


def _call(node: ast.Call) -> Iterator[str]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in FORBIDDEN_CALLS:
        yield f"{called.id}()"
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if name == "Random" and not node.args:
        yield "Random() without a seed"
    if name == "astimezone" and not node.args and not node.keywords:
        yield "astimezone() of this machine"
    if name == "fromtimestamp" and len(node.args) + len(node.keywords) < 2:
        yield "fromtimestamp() of this machine"


def test_the_contract_names_every_room() -> None:
    rooms = {room for layer in layers() for room in layer}
    there = {p.stem for p in SOURCE.glob("*.py")} | {p.parent.name for p in SOURCE.glob("*/*.py")}
    assert there - rooms <= {"__init__", "__main__"}
    assert rooms <= there
    assert pure_rooms()[0] == "reporting" and pure_rooms()[-1] == "errors"
    assert len(PURE) > 80


@pytest.mark.parametrize("path", PURE, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_pure_room_touches_nothing_of_this_machine(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    found = [f for f in impurities(path.read_text("utf-8")) if (name, f) not in ALLOWED]
    assert found == []


def test_every_exception_is_still_needed() -> None:
    for name, what in ALLOWED:
        assert what in impurities((SOURCE / name).read_text("utf-8")), name


@pytest.mark.parametrize(
    "source",
    [
        "import os", "import os.path", "from os import environ", "import urllib.request",
        "from urllib import request", "from importlib import resources",
        "from importlib.resources import files", "import socket", "import time",
        "from time import monotonic", "import pathlib", "from pathlib import Path",
        "def f():\n    import secrets", "import random\nrandom.random()",
        "from random import random", "import random\nrandom.Random()",
        "from datetime import datetime\ndatetime.now()", "import datetime\ndatetime.date.today()",
        "open('x')", "import io\nio.open('x')", "print('x')", "eval('x')", "p.read_text()",
        "p.write_bytes(b'')", "__file__", "x = __import__('os')", "d.astimezone()",
        "from datetime import datetime\nnow = datetime.utcnow", "from uuid import uuid4",
        "import zoneinfo", "from jinja2 import FileSystemLoader\nFileSystemLoader('.')",
        "from io import open_code", "datetime.fromtimestamp(0)",
    ],
)  # fmt: skip
def test_the_check_finds_what_it_looks_for(source: str) -> None:
    assert impurities(source)


@pytest.mark.parametrize(
    "source",
    [
        "import io\nio.BytesIO(b'')", "from urllib.parse import urlsplit", "process.open(1)",
        "import random\nrandom.Random(7)", "from datetime import datetime\ndatetime(2026, 1, 1)",
        "d.astimezone(UTC)", "import zipfile\nzipfile.ZipFile(x).open('m')", "re.compile('x')",
        "datetime.fromtimestamp(0, UTC)", "from importlib import import_module",
    ],
)  # fmt: skip
def test_the_check_lets_pass_what_is_pure(source: str) -> None:
    assert impurities(source) == []


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_module_stays_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_nothing_inside_imports_the_public_face() -> None:
    inside = {p.stem for p in SOURCE.glob("*.py")} | {
        p.name for p in SOURCE.iterdir() if p.is_dir()
    }
    found = []
    for path in ALL:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found += [path.name for a in node.names if a.name == "openpcf"]
            elif isinstance(node, ast.ImportFrom) and node.module == "openpcf":
                found += [f"{path.name}: {a.name}" for a in node.names if a.name not in inside]
            elif isinstance(node, ast.ImportFrom) and node.level:
                found.append(f"{path.name}: relative import")
    assert found == []


MACHINE = re.compile(
    rb"\.\./shared|(?<![\w.:/])/(?:work|home|root|tmp|Users|mnt|var/folders)/[\w.]|[A-Z]:\\Users"
)


def test_nothing_shipped_knows_this_machine() -> None:
    checked = 0
    for path in SOURCE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            checked += 1
            found = MACHINE.search(path.read_bytes())
            assert found is None, (path.relative_to(SOURCE).as_posix(), found)
    assert checked > len(ALL)
    assert MACHINE.search(b"x = '../shared/data'") and MACHINE.search(b'"/home/someone/x"')
    assert not MACHINE.search(b"https://example.org/home/page")


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]


def test_no_large_file_is_kept_but_factors() -> None:
    large = {
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.is_file() and path.stat().st_size > LARGEST_FILE
    }
    assert {name for name in large if not name.startswith("src/openpcf/data/factors/")} == set()


def test_nothing_made_is_kept() -> None:
    kept = [p.relative_to(ROOT).as_posix() for p in tracked()]
    made = re.compile(
        r"(^|/)(__pycache__|\.venv|build|dist|demo-out|\.hypothesis)/"
        r"|\.(pyc|db|key\.pem|whl|egg-info)$"
    )
    assert [name for name in kept if made.search(name)] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_versions_and_hashes_and_no_registry(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|index-url|find-links|trusted-host|@ git", text)
    pins = re.findall(r"^([a-z0-9][\w.-]*)(==)?[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n?)+)",
                      text, re.M)  # fmt: skip
    preview = re.findall(r"^[a-zA-Z0-9][\w.\[\]-]*", text, re.M)
    assert len(pins) == len(preview) > 10
    assert all(pinned for _, pinned, _ in pins)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "extras"),
    [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev", "docs"])],
)
def test_locks_hold_what_the_project_asks_for(name: str, extras: list[str]) -> None:
    text = (ROOT / name).read_text("utf-8")
    pinned = {
        canonicalize_name(n): Version(v)
        for n, v in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)
    }
    asked = project()["project"]
    lines = [
        *asked["dependencies"],
        *(r for e in extras for r in asked["optional-dependencies"][e]),
    ]
    for wanted in map(Requirement, lines):
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), str(wanted)


def test_the_source_distribution_is_what_is_listed() -> None:
    """Patterns without a slash at the front would match in every folder."""
    listed = project()["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert all(name.startswith("/") and (ROOT / name[1:]).exists() for name in listed)
