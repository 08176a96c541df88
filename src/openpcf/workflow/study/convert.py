"""``convert``: a study to its other form, with all files that its rows name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openpcf.errors import UsageError
from openpcf.messages.catalogue import Language
from openpcf.workflow.base.files import read_bytes, write_bytes
from openpcf.workflow.study.files import LoadedStudy, lock_of, save
from openpcf.workflow.study.library import OWN_FACTORS


def companions(loaded: LoadedStudy) -> Mapping[str, bytes]:
    """Return suppliers' declarations and own factors of a study by relative path.

    Paths that lead outside its folder are left out.
    """
    base = loaded.base.resolve()
    paths = [base / row.path for row in loaded.study.declarations if row.path]
    paths += sorted((base / OWN_FACTORS).glob("*"))
    inside = (p for p in paths if p.is_file() and p.resolve().is_relative_to(base))
    return {p.resolve().relative_to(base).as_posix(): read_bytes(p) for p in inside}


def convert(
    loaded: LoadedStudy, target: Path, *, overwrite: bool = False, language: Language = "en"
) -> tuple[Path, ...]:
    """Write a study in the form of ``target``, with the files it names and its lock.

    Raises UsageError ``FILE_EXISTS`` if other files of these names exist, and as ``save`` does.
    """
    folder = target.suffix.lower() != ".xlsx"
    base = target if folder else target.parent
    beside = {base / name: data for name, data in companions(loaded).items()}
    if loaded.lock.is_file():
        beside[lock_of(target)] = read_bytes(loaded.lock)
    missing = {path: data for path, data in beside.items() if not path.is_file()}
    for path in beside.keys() - missing.keys():
        if not overwrite and read_bytes(path) != beside[path]:
            raise UsageError("FILE_EXISTS", place=str(path))
    written = save(loaded.study, target, overwrite=overwrite, language=language)
    changed = beside if overwrite else missing
    for path, data in changed.items():
        write_bytes(path, data)
    return (*written, *changed)
