"""The factor register for a document's lines: values of the library by id and version.

A derived factor is calculated again from the rows it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from openpcf.model.base import decimal_text
from openpcf.model.document import Document
from openpcf.workflow.base.resources import manifest, shipped_dataset

if TYPE_CHECKING:
    from openpcf.factor_library.library import Library
    from openpcf.model.factor import Factor


def factor_register(
    library: Library, used: Iterable[tuple[str, str]], named: Mapping[str, Factor] | None = None
) -> dict[str, str]:
    """Return ``id@version`` → value of the factors used that the library has or derives."""
    from openpcf.matching.derived import derived

    found: dict[str, str] = {}
    for name, version in used:
        factor = (named or {}).get(name) or library.find(name, version) or derived(library, name)
        if factor is not None and factor.version == version:
            found[f"{name}@{version}"] = decimal_text(factor.value)
    return found


def shipped_register(document: Document) -> dict[str, str] | None:
    """Return the register for the lines a document discloses, from the data sets it pins.

    None if it discloses no lines.
    """
    factors = [f for line in document.lines() if isinstance(f := line.get("factor"), Mapping)]
    if not factors:
        return None
    from openpcf.factor_library.library import Library
    from openpcf.factor_library.synonyms import read_synonyms

    pinned = document.get("dataset.library")
    pinned = set(pinned) if isinstance(pinned, Mapping) else set()
    pinned |= {f"{f.get('dataset')}/{f.get('version')}" for f in factors}
    library = Library(
        (shipped_dataset(m["file"]) for m in manifest() if f"{m['name']}/{m['version']}" in pinned),
        read_synonyms(()),
    )
    return factor_register(library, ((str(f.get("id")), str(f.get("version"))) for f in factors))
