"""``factors``: search the library, list it, add own factors, see what an update would move."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpcf.api.base import Where, environment_of, optional_path
from openpcf.api.results import Table
from openpcf.api.rows import rows_text
from openpcf.model.base import dump
from openpcf.workflow.base.resources import manifest
from openpcf.workflow.declarations.judge import load_trust_list
from openpcf.workflow.issue import factor_updates as work

if TYPE_CHECKING:
    from openpcf.api.base import Home

DATASET = ("name", "version", "count", "default", "licence", "title")


def search(
    words: str, limit: int = 15, *, everything: bool = False, study: Where | None = None
) -> Table:
    """Factors by words, ranked, those of a place named first; publishers who disagree stand side
    by side. ``everything``: spend factors, CBAM defaults and old vintages too; ``study``: its own
    factors too."""
    place = optional_path(study)
    hits = work.search(words, limit, everything=everything, study=place)
    return Table(
        [dump(hit.factor) for hit in hits],
        lambda language, _: work.search_text(
            words, limit, language, everything=everything, study=place
        ),
    )


def terms(part: str = "") -> Table:
    """List the terms a study may use for materials, energy, auxiliaries, waste, packaging and
    transport, with the factor each stands for; those that hold ``part``, or all."""
    rows = work.known_terms(part)
    return Table(rows, lambda language, _: rows_text(work.terms_rows(rows, language), language))


def list() -> Table:
    """The data sets that ship: version, count, whether used by default, licence."""
    rows = [{key: found[key] for key in DATASET} for found in manifest()]
    return Table(rows, lambda language, _: rows_text(rows, language))


def add(study: Where, table: Where) -> Table:
    """Put a table of own factors (CSV, XLSX) beside a study, checked.

    Raises InputError ``FACTORS_FAULTS`` with every fault; nothing is copied then.
    """
    path, findings = work.add(Path(study), Path(table))
    rows = [{"file": str(path)}]
    return Table(rows, lambda language, _: rows_text(rows, language), findings)


def update(
    study: Where,
    sets: Sequence[str] = (),
    *,
    write: bool = False,
    trust: Where | None = None,
    home: Home | None = None,
) -> Table:
    """Which figures of a study would move with the data sets of this release, or with ``sets``
    (``NAME/VERSION``). ``write`` pins them in study.lock. Raises UsageError ``DATASET_UNKNOWN``.
    """
    keys = load_trust_list(optional_path(trust))
    found = work.update(Path(study), environment_of(home), asked=sets, trust=keys, write=write)
    return Table(found.to_json(), lambda language, _: work.update_text(found, language))
