"""``compare``: studies, declarations or stored versions, two of them side by side."""

from __future__ import annotations

from pathlib import Path

from openpcf.errors import InputError
from openpcf.model.document import Document
from openpcf.proof.bundle import read_bundle
from openpcf.proof.container import kept_document
from openpcf.proof.trust_list import TrustList
from openpcf.reporting.compare import Comparison
from openpcf.reporting.html import difference_html
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import write_bytes
from openpcf.workflow.declarations.present import issued
from openpcf.workflow.declarations.verify import opened
from openpcf.workflow.issue.calculate import calculate_study
from openpcf.workflow.issue.report import assets
from openpcf.workflow.study.files import load


def _version(text: str, environment: Environment) -> Document | None:
    """Return ``SERIES@VERSION`` or a digest from the store; None for anything else."""
    series, separator, number = text.rpartition("@")
    if text.startswith("sha-256:"):
        store = environment.store()
        try:
            found = store.by_digest(text)
        finally:
            store.close()
        if found is None:
            raise InputError("STORE_NO_VERSION", text, text)
    elif separator and number.isdecimal():
        found = issued(series, int(number), environment)
    else:
        return None
    return kept_document(read_bundle(found.bundle, found.series).footprint)


def side(
    text: str, environment: Environment, trust: TrustList | None, as_of: str | None = None
) -> tuple[Document, str]:
    """Return one side and its name.

    A side is a study's path, a declaration's path, or ``SERIES@VERSION`` or a digest of the store.
    A declaration is opened with the trust list (UsageError ``TRUST_LIST_NEEDED`` without one,
    TrustError if it does not verify). A study is calculated with the installed data; its lock is
    neither read nor written.
    """
    path = Path(text)
    if not path.exists():
        kept = _version(text, environment)
        if kept is not None:
            return kept, text
    if path.suffix.lower() == ".json":
        return opened(path, trust, as_of or environment.now()), path.name
    made = calculate_study(load(path), environment, trust=trust, as_of=as_of, keep_lock=False)
    return made.document, path.name


def write_difference(found: Comparison, path: Path) -> None:
    """Write the comparison as one HTML file."""
    write_bytes(path, difference_html(found, assets()))
