"""Verbs on a study: init, match, calculate, explain, compare, check, request, convert."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpcf.cli.frame import (
    FINDINGS,
    FINE,
    as_json,
    colour,
    command,
    here,
    language,
    note,
    progress,
    tell,
    tell_text,
)
from openpcf.cli.options import (
    AsOf,
    Format,
    Key,
    PassphraseFile,
    StudyPath,
    Trust,
    UpdateLock,
    instant,
    passphrase,
    wants_json,
)

SHOWN = 50
"""Findings of an import that are told one by one; JSON has them all."""

if TYPE_CHECKING:
    from openpcf.workflow.calculate import Prepared


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (init, match, calculate, explain, compare, check, request, convert):
        app.command(name=verb.__name__)(verb)


@command
def init(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="New folder, or NAME.xlsx.")],
    bom: Annotated[
        list[Path] | None,
        typer.Option("--bom", help="CSV, XLSX, XLS or ODS; repeatable. Without: a template."),
    ] = None,
    pcb: Annotated[Path | None, typer.Option("--pcb", help="KiCad drawing of the board.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help="Say what a column is; repeatable."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="A saved mapping to use again."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    product: Annotated[str | None, typer.Option(help="Name of the product.")] = None,
    product_id: Annotated[str | None, typer.Option(help="Its URI: GS1 link, urn:…")] = None,
    issuer: Annotated[str | None, typer.Option(help="Your company's name.")] = None,
    issuer_id: Annotated[
        str | None, typer.Option(help="Its URI: urn:pact:domain:company-id:1")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Country of assembly, two letters.")] = None,
    year: Annotated[int | None, typer.Option(help="Year the figures are of.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write it; without: a dry run.")] = False,
    keep_faults: Annotated[
        bool, typer.Option("--keep-faults", help="Write despite faults.")
    ] = False,
    form: Format = "text",
) -> int:
    """Start a study from any bill of materials, or a template (a dry run unless --write)."""
    from openpcf.cli.show import import_text, import_word
    from openpcf.errors import UsageError
    from openpcf.workflow.bom_mapping import read_mappings
    from openpcf.workflow.import_records import import_plain, records_of
    from openpcf.workflow.init import Basics, start
    from openpcf.workflow.init import write as save
    from openpcf.workflow.study_library import matching_tables

    stated = {}
    for pair in column or ():
        header, separator, field = pair.rpartition("=")
        if not separator:
            raise UsageError("MAP_FORM", found=pair, expected="HEADER=FIELD")
        stated[header] = field
    as_data = wants_json(form)
    started = start(
        tuple(bom or ()),
        Basics(product, product_id, issuer, issuer_id, country, year),
        pcb=pcb,
        mapping=stated,
        saved=None if mapping is None else read_mappings(mapping),
        sheet=sheet,
    )
    records = records_of(started, matching_tables())
    if as_data:
        as_json(import_plain(started, records))
    else:
        tell_text(import_text(started, records, language()))
        refused = write and not keep_faults  # the refusal tells the errors
        tell((f for f in started.findings if not (refused and f.is_error)), SHOWN)
    if not write:
        note(import_word("dry-run", language()).format(target=target))
        return FINDINGS if any(f.is_error for f in started.findings) else FINE
    for path in save(started, target, keep_faults=keep_faults, language=language()):
        note(f"wrote {path}")
    return FINE


def _prepare(study: Path, trust: Path | None, as_of: str | None, update: bool):  # type: ignore[no-untyped-def]
    from openpcf.workflow.calculate import prepare
    from openpcf.workflow.declarations import load_trust_list

    with progress() as say:
        return prepare(
            study,
            here(say),
            trust=load_trust_list(trust),
            as_of=instant(as_of),
            update_lock=update,
        )


@command
def match(
    study: StudyPath,
    trust: Trust = None,
    gaps: Annotated[Path | None, typer.Option(help="Write what has no factor (XLSX).")] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", metavar="LINE=FACTOR", help="Remember a factor for a part."),
    ] = None,
    fill: Annotated[
        Path | None, typer.Option(help="A filled gaps workbook: show what it changes.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="STUDY", help="Write the study so filled: itself, or a new one."),
    ] = None,
    by: Annotated[str, typer.Option(help="Who confirms.")] = "",
    form: Format = "text",
) -> int:
    """Show how every line got its factor, and what has none; take a filled gaps workbook back."""
    from openpcf.cli.show import match_rows, match_text
    from openpcf.workflow.match import confirm as remember
    from openpcf.workflow.match import gaps_workbook

    prepared = _prepare(study, trust, None, False)
    if fill is not None:
        return _fill(prepared, fill, into, by)
    if confirm:
        for text in remember(prepared, confirm, by, here()):
            note(text)
    if gaps is not None:
        from openpcf.workflow.files import write_bytes

        write_bytes(gaps, gaps_workbook(prepared))
        note(f"wrote {gaps}")
    if wants_json(form):
        as_json(match_rows(prepared))
    else:
        tell_text(match_text(prepared, language()))
    tell(prepared.findings)
    return FINE


def _fill(prepared: Prepared, source: Path, into: Path | None, by: str) -> int:
    """Show what a filled gaps workbook changes; write it where asked."""
    from openpcf.report.terminal import table
    from openpcf.workflow.match import fill, remember
    from openpcf.workflow.study_files import save

    filled = fill(prepared, source)
    rows = (
        (place, row, name, f"{old} → {new}" if old else new)
        for place, row, name, old, new in filled.changes
    )
    tell_text(table(rows) or "nothing is filled in")
    tell(filled.findings)
    if into is None:
        note("nothing was written; --into STUDY writes the study so filled")
        return FINE
    own = into.resolve() == prepared.loaded.path.resolve()
    for path in save(filled.study, into, overwrite=own):
        note(f"wrote {path}")
    for text in remember(filled, by, here()):
        note(text)
    return FINE


@command
def calculate(
    study: StudyPath,
    trust: Trust = None,
    as_of: AsOf = None,
    update_lock: UpdateLock = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write results: .json, .xlsx or .csv.")
    ] = None,
    form: Format = "text",
) -> int:
    """Calculate the footprint of a study."""
    from openpcf.report.terminal import result_text
    from openpcf.workflow.check import check as run
    from openpcf.workflow.export import export

    prepared = _prepare(study, trust, as_of, update_lock)
    if out is not None:
        note(f"wrote {export(prepared.document, run(prepared), out)}")
    if wants_json(form):
        as_json(prepared.document.payload)
    else:
        tell_text(result_text(prepared.document, language()))
    matched = {id(f) for f in prepared.matching.findings}
    tell(f for f in prepared.findings if f.severity == "warning" and id(f) not in matched)
    tell(f for f in prepared.findings if f.is_error)
    return FINDINGS if any(f.is_error for f in prepared.findings) else FINE


@command
def explain(
    study: StudyPath,
    line: Annotated[str, typer.Argument(metavar="LINE", help="Such as l-0017.")],
    trust: Trust = None,
) -> int:
    """Show formula, numbers and source of one line."""
    from openpcf.errors import UsageError
    from openpcf.model.base import plain
    from openpcf.report.terminal import explain_text

    prepared = _prepare(study, trust, None, False)
    detail = prepared.matching.details.get(line)
    working = detail.working if detail is not None else ()
    text = explain_text(prepared.document, line, language(), working)
    if text is None or detail is None:
        raise UsageError("LINE_UNKNOWN", found=line, expected="l-0001")
    tell_text(text)
    for other in detail.alternatives:
        tell_text(f"alternative  {other.factor}  {plain(other.value)} {other.unit}  {other.name}")
    return FINE


@command
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A study.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another study or version.")],
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Set two studies side by side; the differences by line add up."""
    from openpcf.report.compare import compare as difference
    from openpcf.report.compare import comparison_text

    one = _prepare(first, trust, None, False)
    other = _prepare(second, trust, None, False)
    found = difference(one.document, other.document, (first.name, second.name))
    if wants_json(form):
        as_json(found.plain())
    else:
        tell_text(comparison_text(found, language()))
    return FINE


@command
def check(
    study: StudyPath,
    trust: Trust = None,
    as_of: AsOf = None,
    profile: Annotated[str | None, typer.Option(help="Another profile than the study's.")] = None,
    form: Format = "text",
) -> int:
    """Run the rules: may this footprint be issued?"""
    from openpcf.cli.show import finding_plain, report_plain
    from openpcf.errors import TrustError
    from openpcf.report.terminal import report_text, verdict_text
    from openpcf.workflow.check import check as run

    plain = wants_json(form)
    try:
        prepared = _prepare(study, trust, as_of, False)
    except TrustError as problem:
        if plain:
            said = problem.findings or (problem,)
            as_json({"verdict": "fail", "findings": [finding_plain(f) for f in said]})
        else:
            tell_text(verdict_text("fail", "", language(), colour()))
        raise
    report = run(prepared, profile)
    if plain:
        as_json(report_plain(report))
    else:
        tell_text(report_text(report, language(), colour()))
    return FINE if str(report.verdict) == "pass" else FINDINGS


@command
def request(
    study: Annotated[
        Path | None, typer.Argument(metavar="STUDY", help="The study to ask for.")
    ] = None,
    top: Annotated[int, typer.Option(help="How many of the largest contributors to ask.")] = 5,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the requests, or the declaration."),
    ] = None,
    reply: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A filled request: make its declaration.")
    ] = None,
    received: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A supplier's declaration: put it into STUDY."),
    ] = None,
    lines: Annotated[
        list[str] | None,
        typer.Option("--line", metavar="ID", help="What it stands for; repeatable."),
    ] = None,
    key: Key = "supplier",
    passphrase_file: PassphraseFile = None,
    trust: Trust = None,
) -> int:
    """Ask suppliers for what is missing (one workbook each), answer such a request, or take in
    the declaration that came of it."""
    from openpcf.errors import UsageError
    from openpcf.workflow.files import write_bytes
    from openpcf.workflow.keys import signer
    from openpcf.workflow.request import declare, request_files, requests

    folder = out or Path("requests")
    if received is not None and study is not None:
        return _receive(study, received, lines or [], trust, out)
    if reply is not None:
        target = folder if folder.suffix == ".json" else folder / f"{reply.stem}.json"
        made = declare(reply, signer(key, passphrase(passphrase_file), here()), here())
        write_bytes(target, made.public)
        note(f"wrote {target}  {made.digest}")
        return FINE
    if study is None:
        raise UsageError("REQUEST_NOTHING")
    asked = requests(_prepare(study, trust, None, False), top)
    for (name, data), each in zip(request_files(asked).items(), asked, strict=True):
        write_bytes(folder / name, data)
        share = f"{each.share_percent} %" if each.share_percent is not None else ""
        tell_text(f"{folder / name}  {len(each.asked)} fields  {share}  {each.subject[:50]}")
    return FINE


def _receive(
    study: Path, file: Path, lines: list[str], trust: Path | None, out: Path | None
) -> int:
    from openpcf.workflow.received import receive

    made = receive(study, file, lines, here(), trust=trust, out=out)
    document = made.document
    gate = document.get("result.gate.excl")
    unit, quality = document.get("unit") or {}, document.get("quality") or {}
    tell_text(
        f"{', '.join(made.lines)}  {made.row.supplier}: {document.get('product.name')}  "
        f"v{document.get('dataset.version')}  {gate} kg CO2e / {unit.get('amount')} "
        f"{unit.get('measure')}, estimated {quality.get('estimated_share_percent', '?')} %"
    )
    tell_text(str(made.row.digest))
    for path in made.written:
        note(f"wrote {path}")
    return FINE


@command
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="A study (folder, workbook) or declaration.")
    ],
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="NAME.xlsx, a folder, or for it NAME.json.")
    ],
    show: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="Declaration: groups, lines or components; repeatable."),
    ] = None,
    hide: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Declaration: not this group, line or component."),
    ] = None,
    children: Annotated[bool, typer.Option(help="Declaration: hand on those of suppliers.")] = True,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the study that stands there.")
    ] = False,
) -> int:
    """Turn a study folder into a workbook or back, without loss; or a declaration into another
    presentation of the same digest (all is hidden that --show does not name)."""
    if source.suffix == ".json":
        from openpcf.workflow.present import convert_declaration

        tell_text(convert_declaration(source, target, show or (), hide or (), children=children))
        note(f"wrote {target}")
        return FINE
    from openpcf.workflow.convert import convert as run
    from openpcf.workflow.study_files import load

    loaded = load(source)
    for path in run(loaded, target, overwrite=overwrite, language=language()):
        note(f"wrote {path}")
    tell(loaded.findings)
    return FINE
