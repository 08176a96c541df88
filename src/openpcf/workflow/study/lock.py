"""study.lock: what a study's figures were calculated with, by digest (data-model §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpcf.errors import InputError
from openpcf.factor_library.own import PREFIX
from openpcf.formats.yaml_text import read_yaml_text, write_yaml_text
from openpcf.model.base import Frozen
from openpcf.model.finding import Finding, error
from openpcf.workflow.base.files import read_bytes, write_bytes

SECTIONS = ("library", "profiles", "declarations")


class Lock(Frozen):
    """Engine version; digests by ``name/version``, profile id and declaration path."""

    engine: str = ""
    library: dict[str, str] = {}
    profiles: dict[str, str] = {}
    declarations: dict[str, str] = {}


def read_lock(path: Path) -> Lock | None:
    """Read the lock of a study; None if there is none. Raises InputError ``LOCK_FORM``."""
    if not path.is_file():
        return None
    data: Mapping[str, Any] = read_yaml_text(read_bytes(path), path.name)
    unknown = sorted(set(data) - {"engine", *SECTIONS})
    if unknown:
        raise InputError("LOCK_FORM", str(path), unknown[0])
    for section in SECTIONS:
        if not isinstance(data.get(section, {}), Mapping):
            raise InputError("LOCK_FORM", str(path), section)
    return Lock.model_validate(dict(data))


def write_lock(path: Path, lock: Lock) -> None:
    """Write the lock completely or not at all."""
    data = {k: v for k, v in lock.model_dump().items() if v}
    write_bytes(path, write_yaml_text(data).encode("utf-8"))


def differences(pinned: Lock, now: Lock, used: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Return findings on what is installed and differs from what was pinned.

    New items are not differences, except tables of own factors among the data sets ``used``, which
    would change a figure unnoticed.
    """
    found = []
    if pinned.engine and pinned.engine != now.engine:
        found.append(error("LOCK_DIFFERS", "engine", now.engine, pinned.engine))
    for section in SECTIONS:
        here = getattr(now, section)
        for name, digest in getattr(pinned, section).items():
            if here.get(name) != digest:
                found.append(
                    error("LOCK_DIFFERS", f"{section}.{name}", here.get(name, "nothing"), digest)
                )
    for name in sorted(set(used) - set(pinned.library)):
        if name.startswith(PREFIX) and pinned.library:
            found.append(error("LOCK_NEW", f"library.{name}", now.library.get(name, "")))
    return tuple(found)
