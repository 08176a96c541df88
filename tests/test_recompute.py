"""The script of tests/recompute.py on what the demonstration makes, and on what was tampered with."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openpcf.demonstration.story import run

SCRIPT = Path(__file__).with_name("recompute.py")
FIGURES = {"total_excl_biogenic_uptake", "total_incl_biogenic_uptake", "parts", "gate", "by_stage",
           "by_scope", "lines"}  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("recompute") / "out"
    list(run(out))
    return out


def recomputed(path: Path) -> tuple[int, dict[str, str]]:
    """Exit code and word by figure; alone in the world: ``-I`` sees none of our modules."""
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(path)], capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, {name: word for word, name in map(str.split, done.stdout.splitlines())}


def test_the_script_knows_nothing_of_ours() -> None:
    imported = re.findall(r"^(?:import|from) (\w+)", SCRIPT.read_text(encoding="utf-8"), re.M)
    assert set(imported) <= set(sys.stdlib_module_names)
    assert "decimal" not in imported


@pytest.mark.parametrize("name", ["declaration-full.json", "report-a.html", "report-b.html"])
def test_every_figure_of_the_demonstration_is_found_again(out: Path, name: str) -> None:
    assert recomputed(out / name) == (0, dict.fromkeys(FIGURES, "same"))


def _tampered(text: str) -> Iterator[tuple[str, str]]:
    total = re.search(r'"total_excl_biogenic_uptake":\s*"([0-9.]+)"', text)
    assert total is not None
    yield "total", text.replace(total[1], total[1][:-1] + str((int(total[1][-1]) + 1) % 10))
    factor = re.search(r'"value":\s*"0.00012"', text)
    assert factor is not None
    yield (
        "factor",
        text.replace('{"unsplit":"0.00012"}', '{"unsplit":"0.00013"}').replace(
            '{"unsplit": "0.00012"}', '{"unsplit": "0.00013"}'
        ),
    )


@pytest.mark.parametrize("number", [0, 1])
def test_one_digit_changed_is_seen(out: Path, tmp_path: Path, number: int) -> None:
    text = (out / "report-a.html").read_text(encoding="utf-8")
    what, changed = list(_tampered(text))[number]
    assert changed != text, what
    path = tmp_path / "tampered.html"
    path.write_text(changed, encoding="utf-8")
    code, words = recomputed(path)
    assert code == 1
    assert "DIFFERS" in words.values()
