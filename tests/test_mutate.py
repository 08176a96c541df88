"""``tools/mutate.py`` on a module of a few lines: what no test looks at survives."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[1] / "tools" / "mutate.py"
SEED = 63782

TOY = '''"""A module with a "docstring" of 1 line."""

from __future__ import annotations

__all__ = ["grade", "rest"]
LIMIT: int = 50
"""Below 50 it fails."""


def grade(points: int) -> str:
    """The word for 50 points."""
    if points < LIMIT:
        return "failed"
    return "passed"


def rest(points: int) -> int:
    return max(100 - points, 0)
'''
TESTS = """from toy.room.marks import grade, rest

def test_the_limit():
    assert [grade(n) for n in (0, 49, 50, 51, 100)] == ["failed"] * 2 + ["passed"] * 3

def test_rest_only_ends():
    assert rest(100) == 0
"""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A tree with one room and its tests, which look at ``grade`` closely and at ``rest`` once."""
    files = {
        "src/toy/__init__.py": "",
        "src/toy/room/__init__.py": "",
        "src/toy/room/marks.py": TOY,
        "tests/__init__.py": "",
        "tests/room/__init__.py": "",
        "tests/room/test_marks.py": TESTS,
    }
    for name, text in files.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "tree"


def test_a_mutant_is_one_line_that_compiles_and_decides(tool: ModuleType) -> None:
    made = [m for m in tool.changes("marks.py", TOY, SEED) if tool.compiles(TOY, m)]
    lines = TOY.splitlines()
    assert {lines[m.line - 1] for m in made} == {
        "LIMIT: int = 50",
        "    if points < LIMIT:",
        '        return "failed"',
        '    return "passed"',
        "    return max(100 - points, 0)",
    }
    for mutant in made:
        after = tool.changed(TOY, mutant).splitlines()
        assert [n for n, (a, b) in enumerate(zip(lines, after, strict=True), 1) if a != b] == [
            mutant.line
        ]
    after = {m.after.strip() for m in made}
    assert after >= {
        "LIMIT: int = 49",
        "LIMIT: int = 51",
        "if points <= LIMIT:",
        "if True:",
        "if False:",
        'return "passed"'.replace('"', "'"),
        "return max(100 + points, 0)",
        "return min(100 - points, 0)",
        "return max(100 - points, 1)",
        "return None",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = a and b", "x = a or b"),
        ("x = a or b", "x = a and b"),
        ("x = not a", "x =  a"),
        ("x = a == b", "x = a != b"),
        ("x = a is None", "x = a is not None"),
        ("x = a not in b", "x = a in b"),
        ("x = a[1:]", "x = a[2:]"),
        ('x = D("0.60")', "x = D('0.61')"),
        ('x = D("0.60")', "x = D('0.59')"),
        ("x -= 1", "x += 1"),
        ("x = True", "x = False"),
        ("x = any(a)", "x = all(a)"),
        ("x = a if b else c", "x = a if False else c"),
        ("x = [a for a in b if c]", "x = [a for a in b if True]"),
        ("raise a", "pass"),
        ("a.append(b)", "pass"),
        ("def f(x=2): ...", "def f(x=3): ..."),
    ],
)
def test_kinds_of_change(tool: ModuleType, before: str, after: str) -> None:
    assert after in {m.after for m in tool.changes("a.py", before + "\n", SEED)}


@pytest.mark.parametrize(
    "text",
    [
        '"""A docstring."""',
        '__all__ = ["a"]',
        "from a import b",
        "if TYPE_CHECKING:\n    x = 1",
        "@dataclass(frozen=True)\nclass A: ...",
        "x: Literal[1]",
        'T = TypeVar("T")',
        "for a in zip(b, c, strict=True): ...",
    ],
)
def test_what_decides_nothing_is_left_alone(tool: ModuleType, text: str) -> None:
    assert tool.changes("a.py", text + "\n", SEED) == []


def test_the_draw_is_of_the_seed_alone(tool: ModuleType, toy: Path) -> None:
    few, many = (tool.drawn(toy, "toy", ["room"], SEED, count) for count in (3, 5))
    assert many[:3] == few
    assert len({m.line for m in many}) == 5
    assert many == tool.drawn(toy, "toy", ["room"], SEED, 99)
    others = [tool.drawn(toy, "toy", ["room"], seed, 5) for seed in range(3)]
    assert any(other != many for other in others)


def test_the_weak_spot_survives_and_the_strong_one_is_killed(
    tool: ModuleType, toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "src/toy/room/marks.py"
    lines = tool.measured(toy, "toy", ["room"], 1)
    known = {m.after.strip(): m for m in tool.changes(path, TOY, SEED)}
    strong, weak = known["if points <= LIMIT:"], known["return max(101 - points, 0)"]
    also_weak = known["return max(99 - points, 0)"]
    assert "tests/room/test_marks.py::test_the_limit" in lines[path][str(strong.line)]
    assert lines[path][str(weak.line)] == ["tests/room/test_marks.py::test_rest_only_ends"]
    found = dict(tool.run(toy, "toy", [strong, weak, also_weak], lines, test_rooms=["room"]))
    assert found == {strong: "killed", weak: "killed", also_weak: "survived"}
    assert (toy / path).read_text("utf-8") == TOY
