"""``receive``: put a supplier's declaration into the study it was requested for.

It is verified with the trust list, judged by the profile it claims, stored beside the study, pinned
by digest and named on the lines it replaces: all of this, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.errors import FindingsError, InputError, OpenpcfError, TrustError, UsageError
from openpcf.formats.study.folder import write_study_folder
from openpcf.model.assemblies import flattened
from openpcf.model.base import exact_sum
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Outcome, Verdict
from openpcf.model.study import Study, SuppliedDeclaration, place_of
from openpcf.proof.bundle import verify_bundle
from openpcf.proof.trust_list import TrustList, read_trust_list
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import read_bytes, write_bytes, write_files
from openpcf.workflow.declarations.children import TABLES_WITH_DECLARATIONS
from openpcf.workflow.declarations.judge import (
    gate_component,
    judge_below,
    judge_child,
    load_bundle,
    status_of,
)
from openpcf.workflow.issue.calculate import calculate_study
from openpcf.workflow.study.files import LoadedStudy, load, save
from openpcf.workflow.study.init import slug
from openpcf.workflow.study.lock import read_lock, write_lock

FOLDER = "declarations"


@dataclass(frozen=True)
class Received:
    """What was changed: the row of the table of declarations, its lines, the files.

    ``before``: kg CO2e per piece of each line that was calculated without a declaration.
    """

    row: SuppliedDeclaration
    lines: tuple[str, ...]
    document: Document
    written: tuple[Path, ...]
    before: Mapping[str, Decimal]


def _opened(
    path: Path, trust: Path | None, environment: Environment
) -> tuple[Document, ChildEvidence]:
    """Return the declaration, verified and judged.

    Raises InputError ``TRUST_LIST_NEEDED``, TrustError for an invalid signature or key,
    FindingsError ``CHILD_NOT_TAKEN`` if its own rules fail.
    """
    if trust is None:
        raise InputError("TRUST_LIST_NEEDED", place=str(path))
    listed = read_trust_list(read_bytes(trust), trust.name)
    now = environment.now()
    bundle = load_bundle(path)
    verified = verify_bundle(bundle, listed, now)
    opening = verified.own
    document = opening.document
    if document is None:
        problem = opening.problem or TrustError("CHILD_NOT_TAKEN", str(path), supplier="?")
        if problem.code == "KEY_UNKNOWN":
            raise TrustError("RECEIVED_KEY", str(path), opening.kid, trust.name)
        raise problem
    store = environment.store()
    try:
        child = judge_child(
            opening,
            document.digest or "",
            now,
            status_of(document, store),
            listed,
            judge_below(verified, now, listed, store),
        )
    finally:
        store.close()
    if child.verdict is not Verdict.PASS:
        reported = [f for f in child.findings if f.outcome is not Outcome.NOTE]
        raise FindingsError(
            "CHILD_NOT_TAKEN",
            str(path),
            str(child.verdict),
            findings=reported,
            supplier=child.issuer,
        )
    gate_component(document, "c", child)
    return document, child


def _row(study: Study, document: Document, child: ChildEvidence) -> SuppliedDeclaration:
    """Return a new row, or the row of an earlier version of the same series, updated."""
    series = str(document.get("dataset.series"))
    name = slug(series.rsplit(":", 1)[-1])
    path = f"{FOLDER}/{name}-v{document.get('dataset.version')}.json"
    known = {row.id: row for row in study.declarations}
    before = known.get(name)
    if before is not None and before.path and not before.path.startswith(f"{FOLDER}/{name}-v"):
        name = f"{name}-{(document.digest or '')[8:14]}"
        before = known.get(name)
    changes: dict[str, Any] = {
        "supplier": child.issuer,
        "path": path,
        "digest": document.digest,
        "status": None,
        "if_not_usable": None,
    }
    return (before or SuppliedDeclaration(id=name)).model_copy(update=changes)


def _named(study: Study, row: SuppliedDeclaration, lines: Sequence[str]) -> Study:
    """Return the study with the row, named on its lines; raises UsageError ``RECEIVED_LINE``."""
    tables = {name: list(getattr(study, name)) for name in TABLES_WITH_DECLARATIONS}
    missing = set(lines) - {r.id for rows in tables.values() for r in rows}
    if missing or not lines:
        known = [r.id for rows in tables.values() for r in rows]
        expected = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
        raise UsageError("RECEIVED_LINE", found=", ".join(sorted(missing)), expected=expected)
    changes: dict[str, Any] = {
        name: tuple(
            r.model_copy(update={"declaration": row.id}) if r.id in lines else r for r in rows
        )
        for name, rows in tables.items()
    }
    others = [d for d in study.declarations if d.id != row.id]
    return study.model_copy(update={**changes, "declarations": (*others, row)})


def _pin(loaded: LoadedStudy, row: SuppliedDeclaration) -> None:
    """Pin the file that is used now in the lock and remove the one the row named before."""
    lock = read_lock(loaded.lock)
    if lock is None:
        return
    before = {d.path for d in loaded.study.declarations if d.id == row.id}
    kept = {path: digest for path, digest in lock.declarations.items() if path not in before}
    pinned = {**kept, str(row.path): str(row.digest)}
    write_lock(loaded.lock, lock.model_copy(update={"declarations": pinned}))


def _before(
    loaded: LoadedStudy, lines: Sequence[str], environment: Environment, trust: TrustList | None
) -> dict[str, Decimal]:
    """Return kg CO2e per piece in the current study, including screening values of gaps.

    A line is left out if it can't be calculated, is not counted in pieces or has a declaration
    already.
    """
    try:
        made = calculate_study(loaded, environment, trust=trust, keep_lock=False)
    except OpenpcfError:
        return {}
    found = {}
    study = made.loaded.study
    for table, rows in (("bom", flattened(study.bom)), ("boards", study.boards)):
        for row in rows:
            source = place_of(row, table)
            figures = [
                li.result.excl if li.result is not None else li.screening
                for li in made.calculated.inventory.lines
                if li.source == source and li.component is None
            ]
            known = [f for f in figures if f is not None]
            if row.id in lines and known and row.quantity and not row.declaration:
                found[row.id] = exact_sum(known) / row.quantity
    return found


def receive(
    study: Path,
    file: Path,
    lines: Sequence[str],
    environment: Environment,
    *,
    trust: Path | None,
    out: Path | None = None,
) -> Received:
    """Put a supplier's declaration into a study.

    In a folder only the tables that change are written. A workbook is written anew at ``out`` in
    the same folder; the user's own file is not changed.

    Raises UsageError ``RECEIVED_LINE``, ``RECEIVED_OUT``, and as reading the declaration does;
    nothing is written then.
    """
    loaded = load(study)
    target = out if loaded.form == "workbook" else None
    if loaded.form == "workbook" and (
        target is None or target.suffix.lower() != ".xlsx" or target.parent != study.parent
    ):
        raise UsageError("RECEIVED_OUT", str(study), str(target or ""), "NAME.xlsx")
    document, child = _opened(file, trust, environment)
    row = _row(loaded.study, document, child)
    changed = _named(loaded.study, row, lines)
    listed = None if trust is None else read_trust_list(read_bytes(trust), trust.name)
    before_it = _before(loaded, lines, environment, listed)
    data = read_bytes(file)
    kept = loaded.base / str(row.path)
    if target is not None:
        written = save(changed, target)
        write_bytes(kept, data)
        return Received(row, tuple(lines), document, (*written, kept), before_it)
    write_bytes(kept, data)
    before, after = write_study_folder(loaded.study), write_study_folder(changed)
    files = {name: text for name, text in after.items() if before.get(name) != text}
    write_files(loaded.path, files)
    _pin(loaded, row)
    paths = (kept, *(loaded.path / name for name in files))
    return Received(row, tuple(lines), document, paths, before_it)
