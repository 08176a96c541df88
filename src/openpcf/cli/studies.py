"""Verbs on a study: init, match, calculate, explain, compare, check, convert."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from openpcf.cli.help import Verb
from openpcf.cli.options import (
    AsOf,
    Format,
    Reason,
    StudyPath,
    Trust,
    UpdateLock,
    instant,
)
from openpcf.cli.output import (
    FINDINGS,
    FINE,
    answer,
    as_json,
    colour,
    command,
    environment,
    language,
    note,
    progress,
    tell,
    tell_text,
    words,
    wrote,
)

SHOWN = 50
"""Findings of an import that are printed individually; JSON has them all."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (init, match, calculate, explain, compare, check, convert):
        app.command(name=verb.__name__, cls=Verb)(verb)


@command
def init(
    target: Annotated[Path, typer.Argument(metavar="DIR")],
    bom: Annotated[list[Path] | None, typer.Option("--bom", metavar="FILE")] = None,
    pcb: Annotated[Path | None, typer.Option("--pcb", metavar="FILE")] = None,
    column: Annotated[list[str] | None, typer.Option("--map", metavar="HEADER=FIELD")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="FILE")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME")] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="NAME")] = None,
    product_id: Annotated[str | None, typer.Option("--product-id", metavar="URI")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", metavar="NAME")] = None,
    issuer_id: Annotated[str | None, typer.Option("--issuer-id", metavar="URI")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR", min=1990, max=2100)] = None,
    purpose: Annotated[
        Literal["draft", "customer", "tender", "regulatory"],
        typer.Option("--purpose", metavar="PURPOSE"),
    ] = "draft",
    write: Annotated[bool, typer.Option("--write")] = False,
    keep_faults: Annotated[bool, typer.Option("--keep-faults")] = False,
    form: Format = "text",
) -> int:
    """Start a study from BOMs or a template (a dry run unless --write)."""
    from openpcf.api.skin import UsageError
    from openpcf.api.studies import init as begin

    columns = {}
    for pair in column or ():
        header, separator, field = pair.rpartition("=")
        if not separator:
            raise UsageError("MAP_FORM", found=pair, expected="HEADER=FIELD")
        columns[header] = field
    preview = begin(
        target,
        bom or (),
        pcb=pcb,
        columns=columns or None,
        mapping=mapping,
        sheet=sheet,
        product=product,
        product_id=product_id,
        issuer=issuer,
        issuer_id=issuer_id,
        country=country,
        year=year,
        purpose=purpose,
        language=language(),
    )
    answer(preview, form)
    if form == "text":
        refused = write and not keep_faults  # the error lists the faults
        tell((f for f in preview.findings if not (refused and f.is_error)), SHOWN)
    if not write:
        note(words("dry-run", target=target))
        return FINDINGS if any(f.is_error for f in preview.findings) else FINE
    wrote(*preview.write(target, keep_faults=keep_faults, language=language()))
    if form == "text":
        note(words("next", target=target, purpose=purpose))
        if year is None:
            note(words("no-year"))
    return FINE


@command
def match(
    study: StudyPath,
    trust: Trust = None,
    gaps: Annotated[Path | None, typer.Option("--gaps", metavar="FILE")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", metavar="LINE=FACTOR")] = None,
    fill: Annotated[Path | None, typer.Option("--fill", metavar="FILE")] = None,
    into: Annotated[Path | None, typer.Option("--into", metavar="STUDY")] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME")] = "",
    form: Format = "text",
) -> int:
    """Show how every line got its factor and which have none; read a filled gaps workbook."""
    from openpcf.api.studies import match as run

    with progress() as say:
        found = run(
            study,
            gaps=gaps,
            fill=fill,
            into=into,
            confirm=confirm or (),
            by=by,
            trust=trust,
            home=environment(say),
        )
    answer(found, form)
    for pair in confirm or ():
        note(words("remembered", pair=pair, by=by))
    wrote(*(path for path in (gaps, into if fill else None) if path is not None))
    if fill is not None and into is None:
        note(words("not-filled-in"))
    tell(found.findings)
    return FINE


@command
def calculate(
    study: StudyPath,
    trust: Trust = None,
    as_of: AsOf = None,
    update_lock: UpdateLock = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE")] = None,
    form: Format = "text",
) -> int:
    """Calculate the footprint of a study."""
    from openpcf.api.skin import needs_confirmation
    from openpcf.api.studies import calculate as run

    with progress() as say:
        made = run(
            study,
            out=out,
            trust=trust,
            as_of=instant(as_of),
            update_lock=update_lock,
            home=environment(say),
        )
    answer(made, form)
    if out is not None:
        wrote(out)
    matched = {id(f) for f in made.calculated_study.matching.findings}
    tell(
        f
        for f in made.findings
        if f.severity == "warning" and (id(f) not in matched or needs_confirmation(f))
    )
    faults = [f for f in made.findings if f.is_error]
    tell(faults)
    return FINDINGS if faults else FINE


@command
def explain(
    study: StudyPath,
    line: Annotated[str, typer.Argument(metavar="LINE")],
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Show formula, numbers and source of one line."""
    from openpcf.api.studies import explain as run

    with progress() as say:
        found = run(study, line, trust=trust, home=environment(say))
    answer(found, form)
    return FINE


@command
def compare(
    first: Annotated[str, typer.Argument(metavar="A")],
    second: Annotated[str, typer.Argument(metavar="B")],
    trust: Trust = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE")] = None,
    form: Format = "text",
) -> int:
    """Compare two studies or versions line by line."""
    from openpcf.api.studies import compare as run

    with progress() as say:
        found = run(first, second, out=out, trust=trust, home=environment(say))
    if out is not None:
        wrote(out)
    answer(found, form)
    return FINE


@command
def check(
    study: StudyPath,
    trust: Trust = None,
    as_of: AsOf = None,
    profile: Annotated[str | None, typer.Option("--profile", metavar="PROFILE")] = None,
    reason: Reason = None,
    notes: Annotated[bool, typer.Option("--all")] = False,
    form: Format = "text",
) -> int:
    """Run the rules before a footprint is issued."""
    from openpcf.api import skin
    from openpcf.api.studies import check as run

    try:
        with progress() as say:
            found = run(
                study,
                profile,
                trust=trust,
                as_of=instant(as_of),
                reason=reason,
                home=environment(say),
            )
    except skin.TrustError as problem:
        if form == "text":
            tell_text(skin.verdict_text("fail", "", language(), colour()))
        else:
            findings = [skin.finding_json(f) for f in problem.findings or (problem,)]
            as_json({"verdict": "fail", "findings": findings})
        raise
    answer(found, form)
    noted = [
        f for f in found.findings if str(f.outcome) == "note" and not skin.needs_confirmation(f)
    ]
    if form == "text" and noted:
        if notes:
            tell_text(skin.findings_text(noted, language()))
        else:
            note(words("all-notes"))
    return FINE if found.verdict == "pass" else FINDINGS


@command
def convert(
    source: Annotated[Path, typer.Argument(metavar="STUDY")],
    target: Annotated[Path, typer.Argument(metavar="TARGET")],
    overwrite: Annotated[bool, typer.Option("--overwrite")] = False,
    form: Format = "text",
) -> int:
    """Convert a study folder to a workbook or back."""
    from openpcf.api.studies import convert as run

    made = run(source, target, overwrite=overwrite, language=language())
    answer(made, form)
    tell(made.findings)
    return FINE
