"""A study changes its form and takes along what its rows point to."""

from __future__ import annotations

from pathlib import Path

import pytest

from openpcf.errors import UsageError
from openpcf.workflow.study.convert import convert
from openpcf.workflow.study.files import load

STUDY = "format: '0.1'\nproduct:\n  name: Lamp\n"
ROWS = "id,supplier,path\nd1,Chips Ltd,declarations/d1.json\nd2,Far Ltd,../far.json\n"
OWN = "id,name,value,unit,per\nown:x,X,1,kg CO2e,kg\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    base = tmp_path / "lamp"
    (base / "declarations").mkdir(parents=True)
    (base / "factors").mkdir()
    (base / "study.yaml").write_text(STUDY)
    (base / "declarations.csv").write_text(ROWS)
    (base / "declarations" / "d1.json").write_bytes(b'{"signed": "bytes"}')
    (base / "factors" / "own.csv").write_text(OWN)
    (base / "study.lock").write_text("engine: '0.1.0'\n")
    (tmp_path / "far.json").write_bytes(b"{}")
    return base


def test_everything_goes_along_both_ways(study: Path, tmp_path: Path) -> None:
    book = tmp_path / "books" / "lamp.xlsx"
    convert(load(study), book)
    again = tmp_path / "again" / "lamp"
    convert(load(book), again)
    assert load(again).study.product == load(study).study.product
    for name in ("declarations/d1.json", "factors/own.csv", "study.lock"):
        assert (again / name).read_bytes() == (study / name).read_bytes(), name
    assert (book.parent / "lamp.lock").is_file()


def test_what_lies_outside_the_study_is_not_copied(study: Path, tmp_path: Path) -> None:
    written = convert(load(study), tmp_path / "deep" / "er" / "lamp")
    assert not [path for path in written if path.name == "far.json"]


def test_another_file_of_the_same_name_is_not_replaced(study: Path, tmp_path: Path) -> None:
    there = tmp_path / "books" / "declarations" / "d1.json"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"somebody else's")
    book = tmp_path / "books" / "lamp.xlsx"
    with pytest.raises(UsageError) as refused:
        convert(load(study), book)
    assert (refused.value.code, refused.value.place) == ("FILE_EXISTS", str(there))
    assert not book.exists()
    convert(load(study), book, overwrite=True)
    assert there.read_bytes() == b'{"signed": "bytes"}'


def test_converting_again_over_the_same_files_is_no_conflict(study: Path, tmp_path: Path) -> None:
    book = tmp_path / "books" / "lamp.xlsx"
    convert(load(study), book)
    written = convert(load(study), book, overwrite=True)
    assert book in written
