"""A study is written whole or not at all, and nothing that is somebody else's is touched."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from openpcf.errors import UsageError
from openpcf.model.study import BomLine, Leg, Site, Study
from openpcf.workflow.base.files import PENDING, STAGED, write_files
from openpcf.workflow.study.files import load, save

SMALL = Study(bom=(BomLine(id="a", source="x", quantity=Decimal(1)),), sites=(Site(id="s", source="x"),))  # fmt: skip
LARGE = Study(
    bom=tuple(BomLine(id=f"l{n}", source="x", description="much" * 20) for n in range(300)),
    transport=(Leg(id="t", source="x"),),
)

WRITER = """
from pathlib import Path
from openpcf.workflow.study.files import load, save
one, other = load(Path(sys.argv[2])).study, load(Path(sys.argv[3])).study
print("ready", flush=True)
while True:
    save(other, Path(sys.argv[1]), overwrite=True)
    save(one, Path(sys.argv[1]), overwrite=True)
"""


def running(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    head = f"import sys; sys.path[:0] = {sys.path!r}\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + script, *arguments], stdout=subprocess.PIPE
    )


@pytest.mark.parametrize("name", ["study", "study.xlsx"])
def test_a_killed_writer_leaves_one_whole_study(tmp_path: Path, name: str) -> None:
    save(SMALL, tmp_path / "small")
    save(LARGE, tmp_path / "large")
    target = tmp_path / name
    save(SMALL, target)
    moments = random.Random(3)
    seen: set[int] = set()
    for turn in range(100):
        if turn >= 25 and len(seen) == 2:
            break
        arguments = [str(p) for p in (target, tmp_path / "small", tmp_path / "large")]
        writer = running(WRITER, *arguments)
        assert writer.stdout is not None and writer.stdout.readline()
        time.sleep(moments.random() * 0.1 * (1 + turn / 10))  # slow machines take longer
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        study = load(target).study
        assert study in (SMALL, LARGE)
        seen.add(len(study.bom))
    save(SMALL, target, overwrite=True)
    assert load(target).study == SMALL
    assert seen == {1, 300}


def _stop_at(folder: Path, step: int) -> None:
    """What a kill leaves after the first files were moved into place."""
    files = {
        "study.yaml": b"{}\n",
        "bom.csv": b"id,source\nb,x\n",
        "sites.csv": b"id,source\nb,x\n",
    }
    write_files(folder / "aside", files)
    waiting = folder / PENDING
    (folder / "aside").rename(waiting)
    (waiting / ".removed").write_text("transport.csv")
    for name in list(files)[:step]:
        (waiting / name).replace(folder / name)


@pytest.mark.parametrize("step", range(4))
def test_what_a_kill_left_to_be_moved_is_read_and_moved(tmp_path: Path, step: int) -> None:
    save(LARGE, tmp_path)
    _stop_at(tmp_path, step)
    new = load(tmp_path).study
    assert ([r.id for r in new.bom], [r.id for r in new.sites], new.transport) == (["b"], ["b"], ())
    save(new.model_copy(update={"language": "en"}), tmp_path, overwrite=True)
    assert load(tmp_path).study.language == "en"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bom.csv", "sites.csv", "study.yaml"]


@pytest.mark.parametrize("step", range(4))
def test_a_table_left_to_be_moved_does_not_outlive_the_next_study(
    tmp_path: Path, step: int
) -> None:
    save(LARGE, tmp_path)
    _stop_at(tmp_path, step)
    save(LARGE, tmp_path, overwrite=True)
    assert load(tmp_path).study == LARGE


FULL_DISK = """
import resource, signal
from pathlib import Path
from openpcf.errors import UsageError
from openpcf.workflow.study.files import load, save
other = load(Path(sys.argv[2])).study
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
try:
    save(other, Path(sys.argv[1]), overwrite=True)
except UsageError as refusal:
    print(refusal.code, flush=True)
"""


@pytest.mark.parametrize("name", ["study", "study.xlsx"])
def test_a_failing_write_leaves_the_old_study(tmp_path: Path, name: str) -> None:
    save(SMALL, tmp_path / name)
    save(LARGE, tmp_path / "large")
    writer = running(FULL_DISK, str(tmp_path / name), str(tmp_path / "large"))
    reported, _ = writer.communicate()
    assert reported == b"FILE_NOT_WRITTEN\n"
    assert load(tmp_path / name).study == SMALL
    assert not [p for p in tmp_path.rglob("*") if p.name in (STAGED, PENDING)]


@pytest.mark.parametrize("name", ["bom.csv", "物料清单.csv", "Sites.csv"])
def test_a_table_in_a_folder_that_is_no_study_is_somebody_elses(tmp_path: Path, name: str) -> None:
    mine = tmp_path / name
    mine.write_text("Reference,Qty\nR1,1\n")
    for overwrite in (False, True):
        with pytest.raises(UsageError) as refusal:
            save(SMALL, tmp_path, overwrite=overwrite)
        assert (refusal.value.code, refusal.value.place) == ("FILE_EXISTS", str(mine))
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert mine.read_text() == "Reference,Qty\nR1,1\n"


def test_a_study_is_replaced_only_on_request(tmp_path: Path) -> None:
    for target in (tmp_path / "s", tmp_path / "s.xlsx"):
        save(LARGE, target)
        with pytest.raises(UsageError) as refusal:
            save(SMALL, target)
        assert refusal.value.code == "FILE_EXISTS"
        assert load(target).study == LARGE
        save(SMALL, target, overwrite=True)
        assert load(target).study == SMALL
    assert sorted(p.name for p in (tmp_path / "s").iterdir()) == ["bom.csv", "sites.csv", "study.yaml"]  # fmt: skip


@pytest.mark.parametrize("name", ["s.ods", "s.xls", "s.csv", "s.json"])
def test_a_form_that_is_not_written_is_no_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as refusal:
        save(SMALL, tmp_path / name)
    assert refusal.value.code == "STUDY_FORM"
    assert not (tmp_path / name).exists()
