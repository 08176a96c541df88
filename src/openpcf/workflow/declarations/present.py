"""Other presentations of a declaration: the owner chooses what to show, the digest stays.

Concealing needs no key; anything in a file can be concealed, and what a file conceals can't be
shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpcf.errors import InputError, UsageError
from openpcf.proof.bundle import Bundle, bundle_digest, read_bundle, write_bundle
from openpcf.proof.container import present
from openpcf.store import Issued
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import write_bytes
from openpcf.workflow.declarations.judge import load_bundle

SHOWN = ("groups", "lines", "components")
"""Sub-totals of the inventory; each of its lines as well; which declarations went in."""


def presentation(
    bundle: Bundle, show: Collection[str] = (), hide: Collection[str] = (), *, children: bool = True
) -> Bundle:
    """Return the bundle with only the parts in ``show`` and without the ids in ``hide``.

    The ids are those of groups, lines and items. Raises UsageError ``SHOW_UNKNOWN``, InputError
    ``PRESENT_NOT_HELD`` for a part that the file itself conceals and ``PRESENT_NO_ID`` for an id it
    does not show.
    """
    for name in show:
        if name not in SHOWN:
            raise UsageError("SHOW_UNKNOWN", found=name, expected=", ".join(SHOWN))
    wanted = set(show) | ({"groups"} if "lines" in show else set())
    held: set[str] = set()
    met: set[str] = set()

    def keep(path: tuple[Any, ...]) -> bool:
        part = "components" if path[0] == "components" else "groups" if len(path) < 3 else "lines"
        held.add(part)
        if len(path) > 1:
            met.add(str(path[-1]))
        return part in wanted and not (len(path) > 1 and path[-1] in hide)

    compact = present(bundle.footprint, keep)
    for name in sorted(wanted - held):
        raise InputError("PRESENT_NOT_HELD", name)
    for name in sorted(set(hide) - met):
        raise InputError("PRESENT_NO_ID", name)
    return replace(bundle, footprint=compact, children=bundle.children if children else {})


def convert_declaration(
    source: Path,
    target: Path,
    show: Collection[str] = (),
    hide: Collection[str] = (),
    *,
    children: bool = True,
) -> str:
    """Write another presentation of a file; return the unchanged digest.

    Raises as :func:`presentation`, UsageError ``FILE_EXISTS``, and the errors of reading the file.
    """
    made = presentation(load_bundle(source), show, hide, children=children)
    digest = bundle_digest(made)
    write_bytes(target, write_bundle(made), overwrite=False)
    return digest


def issued(series: str | None, version: int | None, environment: Environment) -> Issued:
    """Return a version from the store: without a number the newest, without series the only one.

    Raises InputError ``STORE_NO_VERSION``, UsageError ``SERIES_NEEDED``.
    """
    store = environment.store()
    try:
        found = store.history(series)
    finally:
        store.close()
    names = sorted({one.series for one in found})
    if series is None and len(names) > 1:
        raise UsageError("SERIES_NEEDED", found=", ".join(names))
    for one in reversed(found):
        if version in (None, one.version):
            return one
    place = series or (names[0] if names else environment.home.name)
    raise InputError("STORE_NO_VERSION", place, "1" if version is None else str(version))


def stored_file(one: Issued, *, full: bool = False) -> bytes:
    """Return a stored version as ``sign`` wrote it: public, or with everything shown."""
    return one.bundle if full else write_bundle(presentation(read_bundle(one.bundle, one.series)))
