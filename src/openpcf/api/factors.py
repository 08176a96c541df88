"""``factors``: search and list the library, add own factors, compare data set versions."""

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
    """Search factors by words, best match first; factors of a named place come first.

    Publishers that disagree are listed side by side. ``everything`` includes spend factors, CBAM
    default values and older vintages; ``study`` includes the study's own factors.
    """
    place = optional_path(study)
    hits = work.search(words, limit, everything=everything, study=place)
    return Table(
        [dump(hit.factor) for hit in hits],
        lambda language, _: work.search_text(
            words, limit, language, everything=everything, study=place
        ),
    )


def terms(part: str = "") -> Table:
    """List the terms a study may use, with the factor of each.

    The terms name materials, energy, auxiliaries, waste, packaging and transport. ``part`` limits
    the list to terms that contain it.
    """
    rows = work.known_terms(part)
    return Table(rows, lambda language, _: rows_text(work.terms_rows(rows, language), language))


def list() -> Table:
    """List the shipped data sets: version, number of factors, default or not, licence."""
    rows = [{key: found[key] for key in DATASET} for found in manifest()]
    return Table(rows, lambda language, _: rows_text(rows, language))


def add(study: Where, table: Where) -> Table:
    """Check a table of own factors (CSV, XLSX) and copy it beside a study.

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
    """Show which figures of a study change with other data sets.

    Compares with the data sets of this release, or with ``sets`` (``NAME/VERSION``). ``write`` pins
    them in study.lock.

    Raises UsageError ``DATASET_UNKNOWN``.
    """
    keys = load_trust_list(optional_path(trust))
    found = work.update(Path(study), environment_of(home), asked=sets, trust=keys, write=write)
    return Table(found.to_json(), lambda language, _: work.update_text(found, language))
