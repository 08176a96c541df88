"""A study from where it is kept: a folder with study.yaml, or a workbook; and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openpcf.errors import InputError
from openpcf.formats.study_folder import read_study_folder, write_study_folder
from openpcf.formats.workbook_read import read_workbook
from openpcf.formats.workbook_write import write_workbook
from openpcf.model.finding import Finding, errors_of
from openpcf.model.study import TABLES, Study
from openpcf.workflow.files import read_bytes, write_bytes

WORKBOOKS = (".xlsx", ".xls", ".ods")
STUDY_FILE = "study.yaml"
LOCK_FILE = "study.lock"

Form = Literal["folder", "workbook"]


@dataclass(frozen=True)
class LoadedStudy:
    """A study, the folder its paths are relative to, where its lock stands, what was noted."""

    study: Study
    path: Path
    base: Path
    form: Form
    findings: tuple[Finding, ...]

    @property
    def lock(self) -> Path:
        """``study.lock`` beside either form."""
        if self.form == "folder":
            return self.path / LOCK_FILE
        return self.path.with_suffix(".lock")


def is_study(path: Path) -> bool:
    """Whether a path looks like a study."""
    if path.is_dir():
        return (path / STUDY_FILE).is_file()
    return path.suffix.lower() in WORKBOOKS


def _folder_files(path: Path) -> dict[str, bytes]:
    """study.yaml and every CSV beside it: a misnamed table must be seen to be told."""
    found = [path / STUDY_FILE, *sorted(path.glob("*.csv"))]
    return {file.name: read_bytes(file) for file in found if file.is_file()}


def load(path: Path) -> LoadedStudy:
    """The study at a path. Raises InputError ``STUDY_NOT_FOUND``, or ``STUDY_FAULTS`` with every
    fault of the study at once."""
    if not path.exists():
        raise InputError("FILE_MISSING", place=str(path))
    if not is_study(path):
        found = "a folder without study.yaml" if path.is_dir() else f"*{path.suffix}"
        raise InputError("STUDY_NOT_FOUND", place=str(path), found=found)
    form: Form = "folder" if path.is_dir() else "workbook"
    if form == "folder":
        study, findings = read_study_folder(_folder_files(path))
    else:
        study, findings = read_workbook(read_bytes(path), path.name)
    faults = errors_of(findings)
    if study is None or faults:
        raise InputError("STUDY_FAULTS", place=str(path), found=str(len(faults)), findings=findings)
    base = path if form == "folder" else path.parent
    return LoadedStudy(study, path, base, form, tuple(findings))


def save(study: Study, path: Path, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write a study: a workbook where the path ends in .xlsx, else a folder.

    Raises UsageError ``FILE_EXISTS`` before anything is written.
    """
    if path.suffix.lower() == ".xlsx":
        write_bytes(path, write_workbook(study), overwrite=overwrite)
        return (path,)
    files = write_study_folder(study)
    if not overwrite and (path / STUDY_FILE).exists():
        write_bytes(path / STUDY_FILE, b"", overwrite=False)
    for name, data in files.items():
        write_bytes(path / name, data)
    for table in TABLES:
        stale = path / f"{table}.csv"
        if stale.name not in files and stale.is_file():
            stale.unlink()
    return tuple(path / name for name in files)
