"""Verbs on a study: init, match, calculate, explain, compare, check, convert, demo.

Each verb loads what only it needs, because imports dominate the run time of a short command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpcf.api.base import Where, environment_of, optional_path
from openpcf.api.results import Calculation, CheckResult, Comparison, Start, Table

if TYPE_CHECKING:
    from openpcf.api.base import Home, Subject
    from openpcf.messages.catalogue import Language
    from openpcf.model.study import Study


def read_study(path: Where) -> Study:
    """Read the study of a folder or workbook; raises InputError with every fault at once."""
    from openpcf.workflow.study.files import load

    return load(Path(path)).study


def write_study(study: Study, path: Where, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write a workbook if the path ends in .xlsx, else a folder."""
    from openpcf.workflow.study.files import save

    return save(study, Path(path), overwrite=overwrite)


def convert(
    source: Where, target: Where, *, overwrite: bool = False, language: Language = "en"
) -> Table:
    """Convert a study folder to a workbook or back without loss; return the files written."""
    from openpcf.api.rows import rows_text
    from openpcf.workflow.study.convert import convert as convert_loaded
    from openpcf.workflow.study.files import load

    loaded = load(Path(source))
    written = convert_loaded(loaded, Path(target), overwrite=overwrite, language=language)
    rows = [{"file": str(path)} for path in written]
    return Table(rows, lambda shown, _: rows_text(rows, shown), loaded.findings)


def demo(
    out: Where = "demo-out", *, language: Language = "en", colour: bool = False
) -> Iterator[str]:
    """Run the demonstration line by line in a folder of its own."""
    from openpcf.demonstration.story import run

    return run(Path(out), language, colour)


def init(
    target: Where,
    bom: Where | Sequence[Where] = (),
    *,
    pcb: Where | None = None,
    columns: Mapping[str, str] | None = None,
    mapping: Where | None = None,
    sheet: str | None = None,
    write: bool = False,
    keep_faults: bool = False,
    **defaults: Any,
) -> Start:
    """Start a study from BOMs, or without one from a template to fill in.

    ``columns`` says header → field, ``mapping`` is a saved mapping to use again. ``basics``:
    product, product_id, issuer, issuer_id, country, year, purpose ("draft" unless said), language
    (of the study's texts, such as "en"). Raises InputError ``BOM_FAULTS`` while
    lines would be lost, unless ``keep_faults``.
    """
    from openpcf.messages.catalogue import language_of
    from openpcf.workflow.study.column_mapping import read_mappings
    from openpcf.workflow.study.init import StudyDefaults, start

    many = (bom,) if isinstance(bom, str | Path) else tuple(bom)
    made = Start(
        start(
            tuple(Path(one) for one in many),
            StudyDefaults(**defaults),
            pcb=optional_path(pcb),
            mapping=columns,
            saved=None if mapping is None else read_mappings(Path(mapping)),
            sheet=sheet,
        )
    )
    if write:
        made.write(target, keep_faults=keep_faults, language=language_of(defaults.get("language")))
    return made


def calculate(
    study: Subject,
    *,
    out: Where | None = None,
    trust: Where | None = None,
    as_of: str | None = None,
    base: Where = ".",
    update_lock: bool = False,
    reason: str | None = None,
    home: Home | None = None,
) -> Calculation:
    """Calculate a study at a path or in memory.

    The paths in a study in memory are relative to ``base``, and no lock is written for it.
    ``trust`` is the trust list for suppliers' declarations, ``as_of`` an instant (RFC 3339 UTC),
    ``out`` a .json, .xlsx or .csv file for the results.

    Raises InputError for faults of the study, TrustError for a declaration that does not verify.
    """
    if isinstance(study, Calculation):
        made = study.calculated_study
        environment = study.environment
    else:
        from openpcf.model.study import Study
        from openpcf.workflow.declarations.judge import load_trust_list
        from openpcf.workflow.issue.calculate import calculate_at, calculate_study

        environment = environment_of(home)
        keys = load_trust_list(optional_path(trust))
        if isinstance(study, Study):
            from openpcf.workflow.study.files import LoadedStudy

            loaded = LoadedStudy(study, Path(base), Path(base), "folder", ())
            made = calculate_study(
                loaded, environment, trust=keys, as_of=as_of, keep_lock=False, reason=reason
            )
        else:
            made = calculate_at(
                Path(study),
                environment,
                trust=keys,
                as_of=as_of,
                update_lock=update_lock,
                reason=reason,
            )
    if out is not None:
        from openpcf.workflow.issue.check import check as judge
        from openpcf.workflow.issue.export import export
        from openpcf.workflow.study.files import spare

        export(made.document, judge(made), spare(made.loaded, Path(out)))
    return Calculation(made, environment)


def match(
    study: Subject,
    *,
    gaps: Where | None = None,
    fill: Where | None = None,
    into: Where | None = None,
    confirm: Sequence[str] = (),
    by: str = "",
    trust: Where | None = None,
    home: Home | None = None,
) -> Table:
    """Show for each line which factor was chosen, how and why, with alternatives.

    ``gaps`` is a workbook to write, with the rows that have no factor. ``fill`` is such a workbook
    after it was filled in: the result lists what it changes, and the change is written if ``into``
    names the study itself or a new one. ``confirm`` (``LINE=FACTOR``) remembers a factor for the
    part of a line, with ``by`` as the person who confirmed it; it applies from the next calculation
    on.
    """
    from openpcf.api.text_match import match_rows, match_text
    from openpcf.workflow.base.files import write_bytes
    from openpcf.workflow.issue.gaps import confirm as remember_factors
    from openpcf.workflow.issue.gaps import gaps_workbook
    from openpcf.workflow.study.files import spare

    made = calculate(study, trust=trust, home=home)
    if fill is not None:
        return _filled(made, Path(fill), optional_path(into), by)
    if confirm:
        remember_factors(made.calculated_study, confirm, by, made.environment)
    if gaps is not None:
        target = spare(made.calculated_study.loaded, Path(gaps))
        write_bytes(target, gaps_workbook(made.calculated_study))
    return Table(
        match_rows(made.calculated_study),
        lambda language, _: match_text(made.calculated_study, language),
        made.findings,
    )


def _filled(made: Calculation, source: Path, into: Path | None, by: str) -> Table:
    from openpcf.api.rows import rows_text
    from openpcf.workflow.issue.gaps import fill, remember
    from openpcf.workflow.study.files import save

    filled = fill(made.calculated_study, source)
    names = ("table", "row", "field", "before", "after")
    rows = [dict(zip(names, change, strict=True)) for change in filled.changes]
    if into is not None:
        own = into.resolve() == made.calculated_study.loaded.path.resolve()
        save(filled.study, into, overwrite=own)
        remember(filled, by, made.environment)
    return Table(rows, lambda language, _: rows_text(rows, language, "not-filled"), filled.findings)


def explain(
    study: Subject, line: str, *, trust: Where | None = None, home: Home | None = None
) -> Table:
    """Explain a line: formula, numbers and source; raises UsageError ``LINE_UNKNOWN``."""
    from openpcf.api.text import explained, explained_text
    from openpcf.errors import UsageError

    made = calculate(study, trust=trust, home=home)
    found = explained(made.calculated_study, line)
    if found is None:
        raise UsageError("LINE_UNKNOWN", found=line, expected="l-0001")
    return Table(found, lambda language, _: explained_text(made.calculated_study, line, language))


def compare(
    first: Subject,
    second: Subject,
    *,
    out: Where | None = None,
    trust: Where | None = None,
    home: Home | None = None,
) -> Comparison:
    """Compare two studies, calculations, declarations or stored versions line by line.

    Declarations are opened with ``trust``; a stored version is ``SERIES@VERSION`` or a digest.
    Where lines are concealed, stages are compared. ``out`` is an .html file for the comparison.

    Raises InputError ``COMPARE_UNIT`` for different declared units, TrustError for a declaration
    that does not verify.
    """
    from openpcf.reporting.compare import compare as differences
    from openpcf.workflow.declarations.judge import load_trust_list
    from openpcf.workflow.issue.compare import side, write_difference

    keys, environment = load_trust_list(optional_path(trust)), environment_of(home)
    (one, name), (other, second_name) = (
        side(str(given), environment, keys)
        if isinstance(given, str | Path)
        else (calculate(given, trust=trust, home=home).document, "")
        for given in (first, second)
    )
    found = differences(one, other, (name, second_name))
    if out is not None:
        write_difference(found, Path(out))
    return Comparison(found)


def check(
    study: Subject,
    profile: str | None = None,
    *,
    trust: Where | None = None,
    as_of: str | None = None,
    reason: str | None = None,
    home: Home | None = None,
) -> CheckResult:
    """Run the rules of the study's profile, or of another, before a footprint is issued.

    ``reason`` states what was corrected since the previous version.
    """
    from openpcf.workflow.issue.check import check as judge

    made = calculate(study, trust=trust, as_of=as_of, reason=reason, home=home)
    return CheckResult(judge(made.calculated_study, profile))
