"""Read files up to a size limit; write files completely or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpcf.errors import InputError, UsageError

LIMIT = 64 * 1024 * 1024
STAGED = ".openpcf-staged"
PENDING = ".openpcf-pending"
REMOVED = ".removed"


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """Read the bytes of a file.

    Raises InputError ``FILE_MISSING``, ``FILE_UNREADABLE``, ``FILE_TOO_LARGE`` with its name.
    """
    try:
        if path.is_dir():
            raise InputError("FILE_IS_FOLDER", place=str(path))
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                "FILE_TOO_LARGE", place=str(path), found=str(size), expected=str(limit)
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("FILE_MISSING", place=str(path)) from None
    except OSError as e:
        raise InputError("FILE_UNREADABLE", place=str(path), found=e.strerror or "") from None


def require_absent(*paths: str | Path | None) -> None:
    """Raise UsageError ``FILE_EXISTS`` for the first of these paths that exists."""
    for path in paths:
        if path is not None and Path(path).exists():
            raise UsageError("FILE_EXISTS", place=str(path))


def same_bytes(path: Path, data: bytes) -> bool:
    """Return whether a file has exactly these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def write_bytes(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Write a file completely or not at all: a temporary file beside it is renamed.

    Raises UsageError ``FILE_EXISTS`` if the file exists and may not be replaced.
    """
    if not overwrite and path.exists():
        raise UsageError("FILE_EXISTS", place=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as e:
        raise UsageError("FILE_NOT_WRITTEN", place=str(path), found=e.strerror or "") from None


def write_files(
    folder: Path, files: Mapping[str, bytes], stale: Callable[[str], bool] = lambda name: False
) -> None:
    """Write all files to a folder and remove the ``stale`` ones, completely or not at all.

    This holds even if the process is killed. The files are staged in a folder beside the target;
    renaming that folder commits the change. If a kill leaves files to be moved, the next write
    moves them, and :func:`pending` reads them until then.

    Raises UsageError ``FILE_NOT_WRITTEN``.
    """
    staged = folder / STAGED
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _finish(folder)
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        removed = [name for name in names if name not in files and stale(name)]
        for name, data in {**files, REMOVED: "\0".join(removed).encode()}.items():
            with (staged / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        _sync(staged)
        staged.replace(folder / PENDING)
        _sync(folder)
        _finish(folder)
    except OSError as e:
        shutil.rmtree(staged, ignore_errors=True)
        raise UsageError("FILE_NOT_WRITTEN", place=str(folder), found=e.strerror or "") from None


def pending(folder: Path) -> tuple[dict[str, Path], frozenset[str]]:
    """Return committed files that were not moved into their folder yet, and removed names."""
    waiting = folder / PENDING
    if not waiting.is_dir():
        return {}, frozenset()
    removed = waiting / REMOVED
    gone = frozenset(removed.read_text("utf-8").split("\0")) if removed.is_file() else frozenset()
    return {f.name: f for f in sorted(waiting.iterdir()) if f.name != REMOVED}, gone - {""}


def _finish(folder: Path) -> None:
    if not (folder / PENDING).is_dir():
        return
    files, gone = pending(folder)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    for name, path in files.items():
        path.replace(folder / name)
    shutil.rmtree(folder / PENDING)


def _sync(folder: Path) -> None:
    """Flush the names in a folder to disk where the system supports it (Windows does not)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
