"""The factors of one study: pinned data sets, own tables, and factors named by rows.

Rows may name factors of sets that are not used by default.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpcf.errors import UsageError
from openpcf.factor_library.dataset import Dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.own import PREFIX, read_own_factors
from openpcf.formats.tables.read import read_tables
from openpcf.matching.tables.tables import MatchingTables, read_matching_tables
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding
from openpcf.model.study import Study
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.base.resources import (
    data_bytes,
    engine_version,
    library,
    manifest,
    rows,
    shipped_dataset,
)
from openpcf.workflow.study.lock import Lock

OWN_FACTORS = "factors"
OWN_ENDINGS = (".csv", ".xlsx", ".ods", ".xls")
MATCHING = "openpcf-matching"
MATCHING_TABLES = (
    ("materials", "part_masses.csv"),
    ("matching", "masses.csv"),
    ("matching", "body_patterns.csv"),
    ("matching", "packages.csv"),
    ("matching", "designators.csv"),
    ("matching", "recipes.csv"),
    ("matching", "chips.csv"),
    ("matching", "keywords.csv"),
    ("matching", "mpn_schemes.csv"),
    ("matching", "materials.csv"),
)
"""Masses, die areas, compositions and keywords: figures depend on them as on factors."""


@dataclass(frozen=True)
class StudyLibrary:
    """The library; ``named`` are factors of other shipped sets by the ids that rows name."""

    library: Library
    named: Mapping[str, Factor] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def pins(self) -> dict[str, str]:
        """Return the digest of everything that a figure of the study may depend on."""
        asked = {f"{f.dataset}/{f.version}" for f in self.named.values()}
        return {
            **self.library.pins(),
            **{key: digest for key, digest in shipped_pins().items() if key in asked},
            matching_key(): matching_digest(),
        }


def matching_key() -> str:
    """Return the key of the tables of matching as a data set of this release."""
    return f"{MATCHING}/{engine_version()}"


def matching_digest() -> str:
    """Return one digest over all tables of matching in their order."""
    whole = hashlib.sha256()
    for path in MATCHING_TABLES:
        whole.update(hashlib.sha256(data_bytes(*path)).digest())
    return f"sha-256:{whole.hexdigest()}"


def matching_tables() -> MatchingTables:
    """Return the shipped tables of matching."""
    return read_matching_tables({path[-1]: rows(*path) for path in MATCHING_TABLES})


def shipped_pins() -> dict[str, str]:
    """Return the digest of every shipped data set, default or not."""
    return {f"{m['name']}/{m['version']}": str(m["digest"]) for m in manifest()}


def chosen_sets(pinned: Iterable[str] = (), asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the data sets a study uses: pinned versions, else the default ones.

    ``asked`` replaces the versions of a name, or is added where several of a name are default
    together. A set made from another one follows it, so that vintages are never mixed.

    Raises UsageError ``DATASET_UNKNOWN`` for a set that is not shipped.
    """
    shipped = {f"{m['name']}/{m['version']}": m for m in manifest()}
    for key in asked:
        if key not in shipped:
            name = key.partition("/")[0]
            near = [k for k in shipped if k.partition("/")[0] == name] or sorted(shipped)
            raise UsageError("DATASET_UNKNOWN", found=key, expected=", ".join(near))
    chosen: dict[str, list[str]] = {}
    for key, entry in shipped.items():
        if entry["default"]:
            chosen.setdefault(entry["name"], []).append(key)
    many = {name for name, keys in chosen.items() if len(keys) > 1}
    kept = [key for key in pinned if key in shipped]
    for name in {key.partition("/")[0] for key in kept}:
        chosen[name] = [key for key in kept if key.partition("/")[0] == name]
    for key in asked:
        for each in shipped[key]["derived_from"] or [key]:
            name = each.partition("/")[0]
            beside = chosen.get(name, []) if name in many else []
            chosen[name] = [k for k in beside if k != each] + [each]
    sources = {key for keys in chosen.values() for key in keys}
    for key, entry in shipped.items():
        if entry["derived_from"] and entry["name"] in chosen:
            keys = [k for k in chosen[entry["name"]] if k != key]
            chosen[entry["name"]] = keys + [key] * (set(entry["derived_from"]) <= sources)
    return tuple(sorted(key for keys in chosen.values() for key in keys))


def _shipped(ids: Iterable[str]) -> dict[str, str]:
    """Return those of the ids that a shipped data set contains, with its key."""
    found: dict[str, str] = {}
    wanted = list(ids)
    for entry in manifest():
        near = [id for id in wanted if id.startswith(entry["id_prefix"])]
        if near:
            index = shipped_dataset(entry["file"]).index
            found |= {id: f"{entry['name']}/{entry['version']}" for id in near if id in index}
    return found


def own_datasets(
    files: Mapping[str, bytes], this_year: int | None = None
) -> tuple[tuple[Dataset, ...], tuple[Finding, ...]]:
    """Return data sets of own factors by file name (first sheet), and all findings.

    An id must be unique among them and among the shipped data sets.
    """
    findings: list[Finding] = []
    datasets: list[Dataset] = []
    taken: dict[str, str] = {}
    for name, data in files.items():
        tables, reported = read_tables(data, name)
        findings += reported
        for table in tables[:1]:
            header = table.header
            cells = [{name: row.text(n) for n, name in enumerate(header)} for row in table.body]
            ids = {row.get(n, "") for row in cells for n in header if n.casefold() == "id"} - {""}
            dataset, more = read_own_factors(
                cells,
                name=f"{PREFIX}{Path(name).stem}",
                place=name,
                first_row=table.header_row + 1,
                this_year=this_year,
                taken=_shipped(ids) | taken,
            )
            findings += more
            datasets.append(dataset)
            taken |= dict.fromkeys(dataset.index, name)
    return tuple(datasets), tuple(findings)


def own_files(base: Path) -> dict[str, bytes]:
    """Return the tables of own factors of a study in ``base``."""
    folder = base / OWN_FACTORS
    paths = sorted(folder.glob("*")) if folder.is_dir() else ()
    return {p.name: read_bytes(p) for p in paths if p.suffix.lower() in OWN_ENDINGS}


def _named(study: Study, confirmed: Iterable[str], known: Library) -> dict[str, Factor]:
    """Return factors named by rows or confirmations that no set of the library contains."""
    tables = (study.bom, study.boards, study.activities, study.transport, study.packaging)
    wanted = {row.factor for table in tables for row in table if row.factor} | set(confirmed)
    missing = {id for id in wanted if id not in known.by_id}
    found: dict[str, Factor] = {}
    for entry in manifest():
        prefix = entry["id_prefix"]
        if any(id.startswith(prefix) for id in missing):
            dataset = shipped_dataset(entry["file"])
            found |= {id: factor for id in missing if (factor := dataset.get(id)) is not None}
    return found


def study_library(
    base: Path,
    study: Study,
    pinned: Lock | None,
    confirmed: Iterable[str] = (),
    sets: Sequence[str] | None = None,
    this_year: int | None = None,
) -> StudyLibrary:
    """Return the library of a study in ``base``: ``sets`` if given, else the pinned ones."""
    chosen = chosen_sets(pinned.library if pinned else ()) if sets is None else tuple(sets)
    files = {f"{m['name']}/{m['version']}": m["file"] for m in manifest()}
    own, findings = own_datasets(own_files(base), this_year)
    known = Library((*(shipped_dataset(files[key]) for key in chosen), *own), library().synonyms)
    return StudyLibrary(known, _named(study, confirmed, known), findings)
