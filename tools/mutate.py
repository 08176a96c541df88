"""Change one line at a time and see whether a test notices.

Usage::

    python tools/mutate.py --seed 63782 --count 100 [--rooms matching,ruleset,workflow]
    python tools/mutate.py --list --count 20        # show the mutants, run nothing

A mutant is one changed line that still compiles: a flipped comparison, another constant, a guard
that always or never holds, a statement left out. Lines are drawn evenly by the seed. The tests
that run the line come first from the mutant's own room, then from the others; the first failure
kills it. Which tests run a line is measured once by ``coverage``; ``--map`` keeps the measurement.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "openpcf"
ROOMS = ("matching", "ruleset", "workflow")
TEST_ROOMS = ("matching", "ruleset", "workflow", "cli", "signers", "model", "proof", "oracles")
"""Folders of tests whose coverage is measured, in the order they are tried."""
LEFT_OUT = (".git", "__pycache__", ".*_cache", ".venv", "dist", "build", "browser")

_COMPARE: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.Div: ("/", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
_WORD = re.compile(r"[A-Za-z][\w.:/+-]*( [\w.:/+-]+)?")
_UNTESTED = {"strict"}
"""Keywords whose value changes no result: ``zip(strict=…)`` guards what can't differ."""


@dataclass(frozen=True, order=True)
class Mutant:
    """One changed line of a file: its number, and its text before and after."""

    path: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}\n  - {self.before.strip()}\n  + {self.after.strip()}"


class _Source:
    """A module's text by byte offsets, which is how ``ast`` counts columns."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def start(self, node: ast.expr | ast.stmt) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        return self.starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)


_Edit = tuple[int, int, str]
"""Start and end in bytes, and what is written there instead."""


def _kept(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it that decide something: no docstring, annotation, decorator,
    import, ``__all__``, type variable, type-checking block or text of an f-string."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Assign(targets=[ast.Name(id=name)]) if name.startswith("__"):
            return
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.keyword(arg=name) if name in _UNTESTED:
            return
        case ast.Call(func=ast.Name(id="TypeVar")):
            return
    yield node
    skipped = ("annotation", "returns", "decorator_list", "type_params")
    for name, value in ast.iter_fields(node):
        if name in skipped:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _kept(child)


def _operator(source: _Source, left: ast.expr, right: ast.expr, old: str, new: str) -> _Edit | None:
    """The operator between two operands, exchanged."""
    begin, end = source.end(left), source.start(right)
    pattern = re.escape(old).replace(r"\ ", r"\s+")
    found = re.search(pattern.encode(), source.data[begin:end])
    return (begin + found.start(), begin + found.end(), new) if found is not None else None


def _numbers(text: str) -> list[str]:
    """A decimal one of its last digit up and down."""
    value = Decimal(text)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return [str(value + step), str(value - step)]


def _constant(node: ast.Constant, words: Sequence[str], chance: random.Random) -> list[str]:
    match node.value:
        case bool():
            return [str(not node.value)]
        case int():
            return [str(node.value + 1), str(node.value - 1)]
        case str() if _NUMBER.fullmatch(node.value):
            return [repr(each) for each in _numbers(node.value)]
        case str() if _WORD.fullmatch(node.value):
            others = [w for w in words if w != node.value]
            return [repr(chance.choice(others))] if others else []
    return []


def _edits(
    node: ast.AST, source: _Source, words: Sequence[str], chance: random.Random
) -> Iterator[_Edit | None]:
    """Every change of one node."""

    def instead(part: ast.expr | ast.stmt, *texts: str) -> Iterator[_Edit]:
        for text in texts:
            yield source.start(part), source.end(part), text

    match node:
        case ast.Compare():
            operands = [node.left, *node.comparators]
            for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
                yield _operator(source, left, right, *_COMPARE[type(op)])
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            yield _operator(source, node.left, node.right, *_ARITHMETIC[type(node.op)])
        case ast.BoolOp():
            old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield _operator(source, left, right, old, new)
        case ast.UnaryOp(op=ast.Not()):
            yield source.start(node), source.start(node) + len("not"), ""
        case ast.AugAssign(op=ast.Add() | ast.Sub()):
            old, new = ("+=", "-=") if isinstance(node.op, ast.Add) else ("-=", "+=")
            yield _operator(source, node.target, node.value, old, new)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield from instead(node.func, _CALLS[name])
        case ast.If() | ast.IfExp():
            yield from instead(node.test, "True", "False")
        case ast.comprehension():
            for test in node.ifs:
                yield from instead(test, "True", "False")
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield from instead(value, "None")
        case ast.Raise() | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield from instead(node, "pass")
        case ast.Constant():
            yield from instead(node, *_constant(node, words, chance))


def changes(path: str, text: str, seed: int) -> list[Mutant]:
    """Every change of a module that stays on one line, in the order of its lines."""
    source = _Source(text)
    nodes = list(_kept(ast.parse(text)))
    strings = (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    words = sorted({s for s in strings if _WORD.fullmatch(s)})
    before = text.splitlines()
    found = set()
    for node in nodes:
        chance = random.Random(f"{seed}:{path}:{getattr(node, 'lineno', 0)}:{ast.dump(node)}")
        for edit in _edits(node, source, words, chance):
            if edit is not None and b"\n" not in source.data[edit[0] : edit[1]]:
                begin, end, new = edit
                number = source.data.count(b"\n", 0, begin)
                first, last = source.starts[number], source.starts[number + 1]
                line = source.data[first:begin] + new.encode() + source.data[end:last]
                after = line.decode().rstrip("\n")
                found.add(Mutant(path, number + 1, before[number], after))
    return sorted(found)


def changed(text: str, mutant: Mutant) -> str:
    """The module with the mutant's line."""
    lines = text.splitlines(keepends=True)
    lines[mutant.line - 1] = mutant.after + "\n"
    return "".join(lines)


def compiles(text: str, mutant: Mutant) -> bool:
    """Whether the mutant is a program, and another one."""
    try:
        return ast.dump(ast.parse(changed(text, mutant))) != ast.dump(ast.parse(text))
    except SyntaxError:
        return False


def drawn(root: Path, package: str, rooms: Iterable[str], seed: int, count: int) -> list[Mutant]:
    """Mutants of the rooms, at most one a line, drawn by the seed."""
    by_line: dict[tuple[str, int], list[Mutant]] = defaultdict(list)
    texts = {}
    for room in sorted(rooms):
        for file in sorted((root / "src" / package / room).rglob("*.py")):
            path = file.relative_to(root).as_posix()
            texts[path] = file.read_text("utf-8")
            for mutant in changes(path, texts[path], seed):
                by_line[path, mutant.line].append(mutant)
    chance = random.Random(seed)
    lines = sorted(by_line)
    chance.shuffle(lines)
    found: list[Mutant] = []
    for line in lines:
        if len(found) == count:
            break
        chance.shuffle(by_line[line])
        good = (m for m in by_line[line] if compiles(texts[m.path], m))
        found += islice(good, 1)
    return found


_CONTEXTS = """
import coverage
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    coverage.Coverage.current().switch_context(item.nodeid.split("[")[0])
    return (yield)

def pytest_runtest_logreport(report):
    if report.failed:
        with open("mutate_failed", "a") as kept:
            kept.write(report.nodeid.split("[")[0] + "\\n")
"""

Lines = Mapping[str, Mapping[str, Sequence[str]]]
"""File → line → tests that run it; a blank test is the import of the module."""


def copied(root: Path, parent: Path) -> Path:
    """The tree in a folder of its own, with what stands beside it; bytecode is checked by hash, so
    that no change within a second is missed."""
    target = parent / "tree"
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    beside = root.parent / "shared"
    if beside.is_dir():
        (parent / "shared").symlink_to(beside)
    command = (sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash")
    subprocess.run([*command, str(target / "src")], check=True)
    return target


def _environment(tree: Path) -> dict[str, str]:
    paths = os.pathsep.join((str(tree / "src"), str(tree)))
    return {**os.environ, "PYTHONPATH": paths, "PYTHONWARNINGS": ""}


def _pytest(tree: Path, words: Sequence[str], limit: float) -> str:
    """``passed``, ``failed`` or ``time``; what the tests started ends with them."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *words]
    started = subprocess.Popen(
        command, cwd=tree, env=_environment(tree), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return "passed" if started.wait(limit) == 0 else "failed"
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        return "time"


def measured(root: Path, package: str, test_rooms: Sequence[str], processes: int) -> Lines:
    """Which tests run which line. Tests that fail on the tree as it is are named and left out."""
    import coverage

    with tempfile.TemporaryDirectory() as folder:
        tree = copied(root, Path(folder))
        (tree / "mutate_contexts.py").write_text(_CONTEXTS, "utf-8")
        (tree / "mutate_coverage.ini").write_text("[run]\n", "utf-8")  # not the project's own
        rooms = [f"tests/{room}" for room in test_rooms if (tree / "tests" / room).is_dir()]
        data = coverage.CoverageData(str(Path(folder) / "coverage"))
        running = []
        for number in range(processes):
            kept = Path(folder) / f"coverage-{number}"
            command = [
                sys.executable, "-m", "coverage", "run", f"--data-file={kept}",
                "--rcfile=mutate_coverage.ini", f"--source=src/{package}", "-m", "pytest", "-q",
                "--continue-on-collection-errors", "-p", "no:cacheprovider", "-p",
                "mutate_contexts", *rooms[number::processes],
            ]  # fmt: skip
            if rooms[number::processes]:
                started = subprocess.Popen(
                    command, cwd=tree, env=_environment(tree), stdout=subprocess.DEVNULL
                )
                running.append((kept, started))
        for kept, started in running:
            started.wait()
            part = coverage.CoverageData(str(kept))
            part.read()
            data.update(part)
        failed = set()
        with contextlib.suppress(FileNotFoundError):
            failed = set((tree / "mutate_failed").read_text("utf-8").split("\n")) - {""}
            print("left out, failing as they are:", *sorted(failed), sep="\n  ")
        found = {
            Path(file).relative_to(tree.resolve()).as_posix(): {
                str(line): sorted(set(contexts) - failed)
                for line, contexts in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        if not any(tests for lines in found.values() for tests in lines.values()):
            raise SystemExit("no test could be measured: see whether the tests run at all")
        return found


def tests_of(mutant: Mutant, lines: Lines, room: str, test_rooms: Sequence[str]) -> list[str]:
    """Tests to run: those of the mutant's room first, and of them those that run the line. Of a
    line run at import all tests of its module, of any other line its room's as well, for what a
    cache keeps from running twice."""
    of_file = lines.get(mutant.path, {})
    near = set(of_file.get(str(mutant.line), ()))
    everything = {test for tests in of_file.values() for test in tests}
    found = set(near)
    if "" in near:
        found = everything
    elif near:
        found |= {test for test in everything if test.startswith(f"tests/{room}/")}
    order = [room, *test_rooms]

    def place(test: str) -> tuple[int, bool, str]:
        of = test.split("/")[1]
        return order.index(of) if of in order else len(order), test not in near, test

    return sorted(found - {""}, key=place)


def outcome(tree: Path, mutant: Mutant, tests: Sequence[str], limit: float) -> str:
    """``killed``, ``survived``, ``time`` (the limit came first) or ``not run`` (by no test)."""
    if not tests:
        return "not run"
    file = tree / mutant.path
    text = file.read_text("utf-8")
    file.write_text(changed(text, mutant), "utf-8")
    try:
        done = _pytest(tree, tests, limit)
    finally:
        file.write_text(text, "utf-8")
    return {"passed": "survived", "failed": "killed"}.get(done, done)


def run(
    root: Path, package: str, mutants: Sequence[Mutant], lines: Lines, *,
    test_rooms: Sequence[str] = TEST_ROOMS, processes: int = 1, limit: float = 300,
) -> Iterator[tuple[Mutant, str]]:  # fmt: skip
    """Each mutant with its outcome, in the order given."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(processes) as pool:
        trees = []
        for number in range(processes):
            parent = Path(folder) / str(number)
            parent.mkdir()
            trees.append(copied(root, parent))

        def one(mutant: Mutant) -> str:
            tree = trees.pop()
            try:
                room = Path(mutant.path).parts[2]
                return outcome(tree, mutant, tests_of(mutant, lines, room, test_rooms), limit)
            finally:
                trees.append(tree)

        yield from zip(mutants, pool.map(one, mutants), strict=True)


def main(words: Sequence[str] | None = None) -> int:
    """Print what survives and the score; the exit code is 0 where nothing survives."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--package", default=PACKAGE)
    parser.add_argument("--seed", type=int, default=63782)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--rooms", default=",".join(ROOMS))
    parser.add_argument("--tests", default=",".join(TEST_ROOMS), help="folders below tests/")
    parser.add_argument("--map", type=Path, help="keep the measured coverage here, or read it")
    parser.add_argument("--processes", type=int, choices=(1, 2), default=2)
    parser.add_argument("--limit", type=float, default=300, help="seconds for one mutant")
    parser.add_argument("--list", action="store_true", help="show the mutants and stop")
    given = parser.parse_args(words)
    mutants = drawn(given.root, given.package, given.rooms.split(","), given.seed, given.count)
    if given.list:
        print(*mutants, sep="\n")
        return 0
    test_rooms = given.tests.split(",")
    if given.map is not None and given.map.is_file():
        lines: Lines = json.loads(given.map.read_text("utf-8"))
    else:
        lines = measured(given.root, given.package, test_rooms, given.processes)
        if given.map is not None:
            given.map.write_text(json.dumps(lines), "utf-8")
    score: dict[str, list[str]] = defaultdict(list)
    done = run(
        given.root, given.package, mutants, lines, test_rooms=test_rooms,
        processes=given.processes, limit=given.limit,
    )  # fmt: skip
    for mutant, came in done:
        score[Path(mutant.path).parts[2]].append(came)
        print("." if came == "killed" else f"\n{came}: {mutant}\n", end="", flush=True)
    print()
    for room, outcomes in sorted(score.items()):
        print(f"{room}: {outcomes.count('killed')} of {len(outcomes)} killed")
    total = [each for outcomes in score.values() for each in outcomes]
    print(f"score: {total.count('killed')} of {len(total)} killed")
    return 0 if total.count("killed") == len(total) else 1


if __name__ == "__main__":
    sys.exit(main())
