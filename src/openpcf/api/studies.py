"""Verbs on a study: init, match, calculate, explain, compare, check, request, convert, demo.

What one verb alone needs is loaded by it: starting up is most of a short command's time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpcf.api.results import Calculation, CheckResult, Comparison, Start, Table
from openpcf.api.text import (
    explained,
    explained_text,
    received_rows,
    reply_row,
    reply_text,
    request_rows,
    rows_text,
)
from openpcf.api.text_match import match_rows, match_text
from openpcf.errors import UsageError
from openpcf.messages.catalogue import Language, language_of
from openpcf.model.study import Study
from openpcf.reporting.compare import compare as differences
from openpcf.workflow.base.environment import Environment, machine_environment
from openpcf.workflow.base.files import require_absent, same_bytes, write_bytes
from openpcf.workflow.declarations.judge import load_trust_list
from openpcf.workflow.declarations.keys import signer
from openpcf.workflow.declarations.present import convert_declaration
from openpcf.workflow.issue.calculate import calculate_at, calculate_study
from openpcf.workflow.issue.check import check as judge
from openpcf.workflow.issue.gaps import confirm as remember_factors
from openpcf.workflow.issue.gaps import fill as take_filled
from openpcf.workflow.issue.gaps import gaps_workbook
from openpcf.workflow.issue.gaps import remember as remember_filled
from openpcf.workflow.study.column_mapping import read_mappings
from openpcf.workflow.study.convert import convert as convert_loaded
from openpcf.workflow.study.files import LoadedStudy, load, save, spare
from openpcf.workflow.study.init import StudyDefaults, start
from openpcf.workflow.suppliers.receive import receive

Where = str | Path
Home = Where | Environment
Subject = Where | Study | Calculation


def environment_of(home: Home | None) -> Environment:
    """The folder of store and keys (else ``$OPENPCF_HOME`` or ``~/.openpcf``), or the caller's
    own clock, chance and folder."""
    if isinstance(home, Environment):
        return home
    outside = machine_environment()
    return outside if home is None else replace(outside, home=Path(home))


def maybe_path(where: Where | None) -> Path | None:
    """The path of a place that may be left out."""
    return None if where is None else Path(where)


def read_study(path: Where) -> Study:
    """The study of a folder or workbook; raises InputError with every fault at once."""
    return load(Path(path)).study


def write_study(study: Study, path: Where, *, overwrite: bool = False) -> tuple[Path, ...]:
    """A workbook where the path ends in .xlsx, else a folder."""
    return save(study, Path(path), overwrite=overwrite)


def convert(
    source: Where,
    target: Where,
    *,
    show: Sequence[str] = (),
    hide: Sequence[str] = (),
    children: bool = True,
    overwrite: bool = False,
    language: Language = "en",
) -> Table:
    """A study folder into a workbook or back, without loss; or a declaration (``.json``) into
    another presentation of the same digest. Gives the files written.

    ``show``: groups, lines, components; ``hide``: ids inside them; ``children``: hand on those of
    suppliers.
    """
    if Path(source).suffix == ".json":
        digest = convert_declaration(Path(source), Path(target), show, hide, children=children)
        rows = [{"file": str(target), "digest": digest}]
        return Table(rows, lambda *_: digest)
    loaded = load(Path(source))
    written = convert_loaded(loaded, Path(target), overwrite=overwrite, language=language)
    files = [{"file": str(path)} for path in written]
    return Table(files, lambda *_: rows_text(files), loaded.findings)


def demo(
    out: Where = "demo-out", *, language: Language = "en", colour: bool = False
) -> Iterator[str]:
    """The demonstration, line by line, in a folder of its own."""
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
    """Start a study from any bill of materials, or without one a template to fill in: a dry run
    unless ``write``.

    ``columns`` says header → field, ``mapping`` is a saved mapping to use again. ``basics``:
    product, product_id, issuer, issuer_id, country, year, purpose ("draft" unless said), language
    ("en" or "zh": of the study's texts). Raises InputError ``BOM_FAULTS`` while
    lines would be lost, unless ``keep_faults``.
    """
    many = (bom,) if isinstance(bom, str | Path) else tuple(bom)
    made = Start(
        start(
            tuple(Path(one) for one in many),
            StudyDefaults(**defaults),
            pcb=maybe_path(pcb),
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
    """Calculate a study at a path, or one in memory (its paths are relative to ``base``, no lock
    is written). ``trust`` is the list of keys for suppliers' declarations, ``as_of`` RFC 3339 UTC,
    ``out`` a .json, .xlsx or .csv file for the results.

    Raises InputError for faults of the study, TrustError where a declaration does not hold.
    """
    if isinstance(study, Calculation):
        made = study.calculated_study
        environment = study.environment
    else:
        environment = environment_of(home)
        keys = load_trust_list(maybe_path(trust))
        if isinstance(study, Study):
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
        from openpcf.workflow.issue.export import export

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
    """How each line got its factor: how, why, confidence, alternatives, who confirmed.

    ``gaps``: a workbook to write with what has no factor. ``fill``: such a workbook filled in; the
    answer is what it changes, written where ``into`` names the study itself or a new one.
    ``confirm``: ``LINE=FACTOR`` to be remembered for the part, ``by`` whom; it counts from the next
    calculation on.
    """
    made = calculate(study, trust=trust, home=home)
    if fill is not None:
        return _filled(made, Path(fill), maybe_path(into), by)
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
    filled = take_filled(made.calculated_study, source)
    names = ("table", "row", "field", "before", "after")
    rows = [dict(zip(names, change, strict=True)) for change in filled.changes]
    if into is not None:
        own = into.resolve() == made.calculated_study.loaded.path.resolve()
        save(filled.study, into, overwrite=own)
        remember_filled(filled, by, made.environment)
    return Table(rows, lambda language, _: rows_text(rows, language, "not filled"), filled.findings)


def explain(
    study: Subject, line: str, *, trust: Where | None = None, home: Home | None = None
) -> Table:
    """Formula, numbers and source of a line; raises UsageError ``LINE_UNKNOWN``."""
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
    """The difference of two studies, calculations, declarations (opened with ``trust``) or stored
    versions (``SERIES@VERSION`` or digest), line by line; by stage where lines are hidden. ``out``
    is an .html file for it.

    Raises InputError ``COMPARE_UNIT`` for other declared units, TrustError for a declaration that
    does not hold.
    """
    from openpcf.workflow.issue.compare import side, write_difference

    keys, environment = load_trust_list(maybe_path(trust)), environment_of(home)
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
    """The rules of the study's profile, or of another: may this footprint be issued? ``reason``:
    what was corrected since the version before."""
    made = calculate(study, trust=trust, as_of=as_of, reason=reason, home=home)
    return CheckResult(judge(made.calculated_study, profile))


def request(
    study: Subject | None = None,
    out: Where | None = None,
    *,
    top: int = 5,
    reply: Where | None = None,
    received: Where | None = None,
    lines: Sequence[str] = (),
    key: str = "supplier",
    passphrase: str = "",
    reason: str | None = None,
    trust: Where | None = None,
    home: Home | None = None,
) -> Table:
    """Ask: one workbook in the folder ``out`` ("requests") to each of the ``top`` largest
    contributors, for what is missing. Or answer: what a filled ``reply`` comes to, and at ``out``,
    where it is named, its signed declaration (``reason``: what was corrected since the one
    before). Or take in: a declaration
    ``received`` into the study, for its ``lines``.

    Raises UsageError ``REQUEST_NOTHING``, ``RECEIVED_LINE``, InputError ``REPLY_FAULTS`` with every
    fault at once, FindingsError ``CHILD_NOT_TAKEN``, TrustError.
    """
    from openpcf.workflow.suppliers.reply import answered, declare
    from openpcf.workflow.suppliers.request import request_files, requests

    where = Path("requests") if out is None else Path(out)
    if received is not None and isinstance(study, str | Path):
        taken = receive(
            Path(study),
            Path(received),
            lines,
            environment_of(home),
            trust=maybe_path(trust),
            out=maybe_path(out),
        )
        stands = received_rows(taken)
        return Table(stands, lambda language, _: rows_text(stands, language))
    if reply is not None:
        environment = environment_of(home)
        if out is None:
            shown = answered(Path(reply), environment, reason=reason)
            return Table([reply_row(shown)], lambda language, _: reply_text(shown, language))
        target = where if where.suffix == ".json" else where / f"{Path(reply).stem}.json"
        holder = signer(key, passphrase, environment)
        shown, made = declare(Path(reply), holder, environment, reason=reason)
        write_bytes(target, made.public)
        signed = {"file": str(target), "digest": made.digest, "series": made.series}
        return Table([{**signed, **reply_row(shown)}], lambda *_: rows_text([signed]))
    if study is None:
        raise UsageError("REQUEST_NOTHING")
    asked = requests(calculate(study, trust=trust, home=home).calculated_study, top)
    files = request_files(asked)
    filled = [
        n for n, data in files.items() if (where / n).exists() and not same_bytes(where / n, data)
    ]
    require_absent(*(where / name for name in filled))
    for name, data in files.items():
        write_bytes(where / name, data)
    rows = request_rows(asked, [where / name for name in files])
    return Table(rows, lambda language, _: rows_text(rows, language))
