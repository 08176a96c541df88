"""Files in and out: bounded reading, whole-or-nothing writing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from openpcf.errors import InputError, UsageError

LIMIT = 64 * 1024 * 1024


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of a file; raises InputError ``FILE_MISSING``, ``FILE_UNREADABLE``,
    ``FILE_TOO_LARGE`` naming it."""
    try:
        if path.is_dir():
            raise InputError("FILE_IS_FOLDER", place=str(path))
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                "FILE_TOO_LARGE", place=str(path), found=str(size), expected=f"<= {limit}"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("FILE_MISSING", place=str(path)) from None
    except OSError as e:
        raise InputError("FILE_UNREADABLE", place=str(path), found=e.strerror or "") from None


def write_bytes(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Whole or not at all: a temporary file beside it is renamed into place.

    Raises UsageError ``FILE_EXISTS`` when it stands already and may not be replaced.
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


def read_folder(folder: Path, limit: int = LIMIT) -> Mapping[str, bytes]:
    """Names and bytes of the files directly in a folder; hidden ones are left alone."""
    if not folder.is_dir():
        raise InputError("FILE_MISSING", place=str(folder))
    return {
        entry.name: read_bytes(entry, limit)
        for entry in sorted(folder.iterdir())
        if entry.is_file() and not entry.name.startswith(".")
    }
