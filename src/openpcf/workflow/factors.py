"""``factors``: search the library, add own factors to a study, see what an update would move."""

from __future__ import annotations

from pathlib import Path

from openpcf.errors import InputError
from openpcf.factors.compare import compare_versions, side_by_side
from openpcf.factors.own import read_own_factors
from openpcf.factors.search import Hit
from openpcf.factors.search import search as find
from openpcf.formats.tables import read_tables
from openpcf.model.base import plain
from openpcf.model.finding import Finding, errors_of
from openpcf.report.terminal import table
from openpcf.workflow.calculate import OWN_FACTORS, prepare
from openpcf.workflow.files import read_bytes, write_bytes
from openpcf.workflow.lock import read_lock
from openpcf.workflow.resources import library
from openpcf.workflow.study_files import load
from openpcf.workflow.surroundings import Surroundings


def search(words: str, limit: int, *, everything: bool = False) -> tuple[Hit, ...]:
    """Ranked hits in the default library, or in everything that ships."""
    return find(library(everything=everything), words, limit)


def search_text(hits: tuple[Hit, ...], *, everything: bool = False) -> str:
    """Hits as a table; then publishers who disagree on one subject, side by side."""
    if not hits:
        return "nothing found"
    rows = [("id", "value", "unit", "place", "year", "publisher", "name")]
    for hit in hits:
        f = hit.factor
        mark = f"  [{f.incomplete}]" if f.incomplete else ""
        rows.append(
            (f.id, plain(f.value)[:12], f.unit, f.geography[:12], f.year[:16],
             f.publisher[:24], f.name[:60] + mark)
        )  # fmt: skip
    text = table(rows, frozenset({1}))
    groups = side_by_side(library(everything=everything), [h.factor for h in hits])
    for group in groups:
        if len(group.rows) > 1 and len(group.publishers) > 1:
            text += f"\n\n{group.subject} {group.geography}, {group.numerator} per {group.per}:\n"
            text += table(
                (
                    (f"  {c.factor.publisher[:32]}", f"{c.value:.4g}", c.factor.year, c.factor.id)
                    for c in group.rows
                ),
                frozenset({1}),
            )
    return text


def add(study: Path, source: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Check a table of own factors and copy it into the study's ``factors/``.

    Raises InputError ``FACTORS_FAULTS`` with every fault; nothing is copied then.
    """
    loaded = load(study)
    data = read_bytes(source)
    tables, findings = read_tables(data, source.name)
    said = list(findings)
    for each in tables[:1]:
        header = each.header
        cells = [{name: row.text(n) for n, name in enumerate(header)} for row in each.body]
        _, more = read_own_factors(
            cells, name=f"own-{source.stem}", place=source.name, first_row=each.header_row + 1
        )
        said += more
    faults = errors_of(said)
    if faults:
        raise InputError("FACTORS_FAULTS", str(source), str(len(faults)), findings=faults)
    target = loaded.base / OWN_FACTORS / source.name
    write_bytes(target, data)
    return target, tuple(said)


def update_text(study: Path, surroundings: Surroundings) -> str:
    """What would move: pinned data sets against every other version that is here."""
    loaded = load(study)
    pinned = read_lock(loaded.lock)
    everything = library(everything=True)
    prepared = prepare(study, surroundings, update_lock=False)
    used = [
        (f"{line.factor.dataset}/{line.factor.version}", line.factor.id)
        for line in prepared.calculated.inventory.lines
        if line.factor is not None
    ]
    text = []
    for key in sorted({k for k, _ in used}):
        name = key.partition("/")[0]
        ids = sorted({i for k, i in used if k == key})
        others = [d.key for d in everything.datasets if d.header.name == name and d.key != key]
        for other in others:
            changes = compare_versions(everything, ids, key, other)
            rows = [
                (
                    c.old.id,
                    plain(c.old.value),
                    "→" if c.new is not None else "gone",
                    plain(c.new.value) if c.new is not None else "",
                    f"{c.percent:+.1f} %" if c.percent is not None else "",
                )
                for c in changes
                if c.moved
            ]
            if rows:
                text.append(f"{key} → {other} ({len(rows)} of {len(ids)} would move)")
                text.append(table(rows, frozenset({1, 3, 4})))
    pins = f"{len(pinned.library)} data sets pinned" if pinned else "nothing pinned yet"
    return "\n".join([pins, *text] if text else [pins, "no other version is here"])
