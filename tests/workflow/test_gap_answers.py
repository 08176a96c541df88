"""What a filled-in gaps workbook changes, row by row, and what is remembered by which key."""

from __future__ import annotations

from pathlib import Path

import pytest

from openpcf.errors import UsageError
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import CalculatedStudy, calculate_at
from openpcf.workflow.issue.gaps import confirm, gaps_workbook
from openpcf.workflow.issue.gaps import fill as filled_in

from .test_gaps import fill, make


@pytest.fixture
def calculated(tmp_path: Path) -> CalculatedStudy:
    return calculate_at(make(tmp_path / "study"), Environment(home=tmp_path / "home"))


def test_changes_name_what_was_there_before(calculated: CalculatedStudy, tmp_path: Path) -> None:
    book = tmp_path / "gaps.xlsx"
    book.write_bytes(gaps_workbook(calculated))
    fill(book, {"b2": {"mass": "7.5", "mass_unit": "g"}, "b3": {"factor": "ne14-cu"}})
    found = filled_in(calculated, book)
    assert set(found.changes) == {
        ("bom", "b2", "mass", "", "7.5"),
        ("bom", "b2", "mass_unit", "", "g"),
        ("bom", "b3", "factor", "", "ne14-cu"),
    }
    assert found.mappings == (("part:Maker/M-3", "ne14-cu"),)
    by_id = {row.id: row for row in found.study.bom}
    assert (str(by_id["b2"].mass), by_id["b3"].factor) == ("7.5", "ne14-cu")
    assert by_id["b1"] == {row.id: row for row in calculated.loaded.study.bom}["b1"]


def _line(calculated: CalculatedStudy, words: str) -> str:
    row = next(r for r in calculated.loaded.study.bom if r.id == words)
    lines = calculated.calculated.inventory.lines
    return next(line.id for line in lines if line.source == (row.source or f"bom#{row.id}"))


def test_a_factor_is_confirmed_for_the_part_of_a_line(
    calculated: CalculatedStudy, tmp_path: Path
) -> None:
    environment = Environment(home=tmp_path / "home")
    pairs = [f"{_line(calculated, 'b1')}=ne14-cu", f"{_line(calculated, 'b4')}=ne14-sn"]
    assert len(confirm(calculated, pairs, "Li Wei", environment)) == 2
    store = environment.store()
    kept = {m.key: (m.value, m.confirmed_by) for m in store.mappings()}
    store.close()
    assert kept == {
        "part:Any/X-1": ("ne14-cu", "Li Wei"),
        "part:Maker/M-4": ("ne14-sn", "Li Wei"),
    }


@pytest.mark.parametrize(
    ("pair", "by", "code"),
    [
        ("{line}=ne14-cu", "", "CONFIRM_WHO"),
        ("{line}", "Li Wei", "CONFIRM_FORM"),
        ("l-9999=ne14-cu", "Li Wei", "LINE_UNKNOWN"),
        ("{leg}=ne14-cu", "Li Wei", "CONFIRM_NO_KEY"),
    ],
)
def test_what_can_not_be_confirmed_is_refused(
    calculated: CalculatedStudy, tmp_path: Path, pair: str, by: str, code: str
) -> None:
    lines = calculated.calculated.inventory.lines
    leg = next(line.id for line in lines if line.stage == "inbound-transport")
    text = pair.format(line=_line(calculated, "b1"), leg=leg)
    with pytest.raises(UsageError) as caught:
        confirm(calculated, [text], by, Environment(home=tmp_path / "home"))
    assert caught.value.code == code
