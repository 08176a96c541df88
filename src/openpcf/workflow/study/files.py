"""Read and write a study: a folder with study.yaml, or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openpcf.errors import InputError, UsageError
from openpcf.formats.study.columns import sheet_of
from openpcf.formats.study.folder import read_study_folder, write_study_folder
from openpcf.messages.catalogue import Language
from openpcf.model.finding import Finding, errors_of
from openpcf.model.study import Study
from openpcf.workflow.base.files import pending, read_bytes, write_bytes, write_files

WORKBOOKS = (".xlsx", ".xls", ".ods")
FORMS_OF_OTHERS = (".xls", ".ods", ".csv", ".json", ".yaml", ".zip")
"""Endings that are neither a workbook that is written nor a plausible folder name."""
STUDY_FILE = "study.yaml"
LOCK_FILE = "study.lock"

Form = Literal["folder", "workbook"]


@dataclass(frozen=True)
class LoadedStudy:
    """A study, the folder its paths are relative to, the place of its lock, its findings."""

    study: Study
    path: Path
    base: Path
    form: Form
    findings: tuple[Finding, ...]

    @property
    def keys(self) -> str:
        """The prefix of the places of its keys."""
        return f"{STUDY_FILE}#" if self.form == "folder" else f"{self.path.name}#"

    @property
    def lock(self) -> Path:
        """The path of its lock, in either form."""
        return lock_of(self.path)


def lock_of(path: Path) -> Path:
    """Return the path of a study's lock.

    ``study.lock`` in a folder, ``NAME.lock`` beside a workbook.
    """
    return path.with_suffix(".lock") if path.suffix.lower() in WORKBOOKS else path / LOCK_FILE


def is_study(path: Path) -> bool:
    """Return whether a path looks like a study."""
    if path.is_dir():
        return (path / STUDY_FILE).is_file() or STUDY_FILE in pending(path)[0]
    return path.suffix.lower() in WORKBOOKS


def _folder_files(path: Path) -> dict[str, bytes]:
    """Return study.yaml and every CSV beside it, so that misnamed tables are reported."""
    waiting, gone = pending(path)
    found = {file.name: file for file in (path / STUDY_FILE, *path.glob("*.[cC][sS][vV]"))}
    found = {name: file for name, file in found.items() if name not in gone} | waiting
    kept = [n for n in sorted(found) if n == STUDY_FILE or n.lower().endswith(".csv")]
    return {name: read_bytes(found[name]) for name in kept if found[name].is_file()}


def load(path: Path) -> LoadedStudy:
    """Read the study at a path.

    Raises InputError ``STUDY_NOT_FOUND``, or ``STUDY_FAULTS`` with every fault of the study at
    once.
    """
    if not path.exists():
        raise InputError("FILE_MISSING", place=str(path))
    if not is_study(path):
        found = "a folder without study.yaml" if path.is_dir() else f"*{path.suffix}"
        raise InputError("STUDY_NOT_FOUND", place=str(path), found=found)
    form: Form = "folder" if path.is_dir() else "workbook"
    if form == "folder":
        study, findings = read_study_folder(_folder_files(path))
    else:
        from openpcf.formats.study.workbook_read import read_workbook

        study, findings = read_workbook(read_bytes(path), path.name)
    faults = errors_of(findings)
    if study is None or faults:
        raise InputError("STUDY_FAULTS", place=str(path), found=str(len(faults)), findings=findings)
    base = path if form == "folder" else path.parent
    return LoadedStudy(study, path, base, form, tuple(findings))


def save(
    study: Study,
    path: Path,
    *,
    overwrite: bool = False,
    language: Language = "en",
    beside: Mapping[str, bytes] | None = None,
) -> tuple[Path, ...]:
    """Write a study completely or not at all.

    It is a workbook (in ``language``) if the path ends in .xlsx, else a folder. ``beside`` are
    other files by name to write with it. Tables in a folder without study.yaml belong to somebody
    else and are never changed.

    Raises UsageError ``FILE_EXISTS`` before anything is written, ``STUDY_FORM`` for another ending.
    """
    others = dict(beside or {})
    if path.suffix.lower() in FORMS_OF_OTHERS:
        raise UsageError("STUDY_FORM", str(path), path.suffix, ".xlsx")
    if path.suffix.lower() == ".xlsx":
        names = [path, *(path.parent / name for name in others)]
        _refuse_existing(() if overwrite else names)
        from openpcf.formats.study.workbook_write import write_workbook

        data = write_workbook(study, language)
        for name, extra in others.items():
            write_bytes(path.parent / name, extra)
        write_bytes(path, data)
        return (path, *names[1:])
    files = {**write_study_folder(study), **others}
    if not (overwrite and is_study(path)):
        tables = [f.name for f in sorted(path.glob("*")) if _is_table(f.name)]
        _refuse_existing([path / name for name in (STUDY_FILE, *tables, *others)])
    write_files(path, files, _is_table)
    return tuple(path / name for name in files)


def spare(loaded: LoadedStudy, target: Path) -> Path:
    """Return a result path; raises UsageError ``STUDY_IN_THE_WAY`` for a file of the study."""
    own = target.resolve() == loaded.path.resolve()
    inside = loaded.form == "folder" and target.resolve().parent == loaded.path.resolve()
    if own or (inside and (target.name == STUDY_FILE or _is_table(target.name))):
        raise UsageError("STUDY_IN_THE_WAY", place=str(target))
    return target


def _is_table(name: str) -> bool:
    """Return whether a file of a study's folder is read as one of its tables."""
    return name.lower().endswith(".csv") and sheet_of(name[:-4]) is not None


def _refuse_existing(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists():
            raise UsageError("FILE_EXISTS", place=str(path))
