"""Verbs on a study: init, match, calculate, explain, compare, check, request, convert."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

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
)
from openpcf.cli.output import (
    FINDINGS,
    FINE,
    answer,
    as_json,
    colour,
    command,
    environment,
    example,
    language,
    note,
    progress,
    tell,
    tell_text,
    wrote,
)

SHOWN = 50
"""Findings of an import that are told one by one; JSON has them all."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (init, match, calculate, explain, compare, check, request, convert):
        app.command(name=verb.__name__, epilog=example(verb.__name__))(verb)


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
    year: Annotated[
        int | None, typer.Option(min=1990, max=2100, help="Year the figures are of.")
    ] = None,
    purpose: Annotated[
        Literal["draft", "customer", "tender", "regulatory"],
        typer.Option(help="What the footprint is for; buyers may refuse a draft."),
    ] = "draft",
    write: Annotated[bool, typer.Option("--write", help="Write it; without: a dry run.")] = False,
    keep_faults: Annotated[
        bool, typer.Option("--keep-faults", help="Write despite faults.")
    ] = False,
    form: Format = "text",
) -> int:
    """Start a study from any bill of materials, or a template (a dry run unless --write)."""
    from openpcf.api.studies import init as begin
    from openpcf.api.text_import import import_word
    from openpcf.errors import UsageError

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
        refused = write and not keep_faults  # the refusal tells the errors
        tell((f for f in preview.findings if not (refused and f.is_error)), SHOWN)
    if not write:
        note(import_word("dry-run", language()).format(target=target))
        return FINDINGS if any(f.is_error for f in preview.findings) else FINE
    wrote(*preview.write(target, keep_faults=keep_faults, language=language()))
    if form == "text":
        note(import_word("next", language()).format(target=target, purpose=purpose))
    return FINE


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
        note(f"{'已记住' if language() == 'zh' else 'remembered'} {pair}  ({by})")
    wrote(*(path for path in (gaps, into if fill else None) if path is not None))
    if fill is not None and into is None:
        note(
            "未写入任何内容；用 --into STUDY 写入填写后的研究"
            if language() == "zh"
            else "nothing was written; --into STUDY writes the study so filled"
        )
    tell(found.findings)
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
    from openpcf.api.studies import calculate as run
    from openpcf.model.finding import NEEDS_CONFIRMATION

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
        if f.severity == "warning" and (id(f) not in matched or f.code in NEEDS_CONFIRMATION)
    )
    faults = [f for f in made.findings if f.is_error]
    tell(faults)
    return FINDINGS if faults else FINE


@command
def explain(
    study: StudyPath,
    line: Annotated[str, typer.Argument(metavar="LINE", help="Such as l-0017.")],
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
    first: Annotated[
        str,
        typer.Argument(
            metavar="A", help="A study, a declaration (.json), SERIES@VERSION or a stored digest."
        ),
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="Another of them.")],
    trust: Trust = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the difference (.html).")
    ] = None,
    form: Format = "text",
) -> int:
    """Set two studies or versions side by side; the differences by line add up."""
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
    profile: Annotated[str | None, typer.Option(help="Another profile than the study's.")] = None,
    reason: Annotated[
        str | None, typer.Option(help="What was corrected (from the second version on).")
    ] = None,
    remarks: Annotated[
        bool, typer.Option("--all", help="Say every remark, not their number alone.")
    ] = False,
    form: Format = "text",
) -> int:
    """Run the rules: may this footprint be issued?"""
    from openpcf.api.studies import check as run
    from openpcf.api.text import finding_plain
    from openpcf.errors import TrustError
    from openpcf.model.finding import NEEDS_CONFIRMATION
    from openpcf.reporting.findings import findings_text, verdict_text

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
    except TrustError as problem:
        if form == "text":
            tell_text(verdict_text("fail", "", language(), colour()))
        else:
            said = [finding_plain(f) for f in problem.findings or (problem,)]
            as_json({"verdict": "fail", "findings": said})
        raise
    answer(found, form)
    remarked = [
        f for f in found.findings if str(f.outcome) == "note" and f.code not in NEEDS_CONFIRMATION
    ]
    if form == "text" and remarks:
        tell_text(findings_text(remarked, language()))
    elif form == "text" and remarked:
        note(
            "--all 逐条列出各项备注及改进办法"
            if language() == "zh"
            else "--all says each remark with its place and mend"
        )
    return FINE if found.verdict == "pass" else FINDINGS


_UNSIGNED = {
    "en": "nothing is signed yet; if the figures are right: "
    "openpcf request --reply {} --key YOUR-KEY --out NAME.json",
    "zh": "尚未签名；核对无误后执行：openpcf request --reply {} --key 密钥名称 --out NAME.json",
}


@command
def request(
    study: Annotated[
        Path | None, typer.Argument(metavar="STUDY", help="The study to ask for.")
    ] = None,
    top: Annotated[
        int, typer.Option(min=1, help="How many of the largest contributors to ask.")
    ] = 5,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the requests, or the declaration."),
    ] = None,
    reply: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A filled request: show its result; sign with --out."),
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
    reason: Annotated[
        str | None,
        typer.Option(help="What was corrected since the last declaration of the same part."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Ask suppliers for what is missing (one workbook each), answer such a request, or take in
    the declaration that came of it."""
    from openpcf.api.studies import request as run

    phrase = ""
    if reply is not None and (form == "text" or out is None):
        with progress() as say:
            answer(run(None, reply=reply, reason=reason, home=environment(say)), form)
        if out is None:
            from openpcf.cli.output import note

            note(_UNSIGNED[language()].format(reply))
            return FINE
    if reply is not None:
        phrase = passphrase(passphrase_file)
    with progress() as say:
        made = run(
            study,
            out,
            top=top,
            reply=reply,
            received=received,
            lines=lines or (),
            key=key,
            passphrase=phrase,
            reason=reason,
            trust=trust,
            home=environment(say),
        )
    answer(made, form)
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
    form: Format = "text",
) -> int:
    """Turn a study folder into a workbook or back, without loss; or a declaration into another
    presentation of the same digest (all is hidden that --show does not name)."""
    from openpcf.api.studies import convert as run

    made = run(
        source,
        target,
        show=show or (),
        hide=hide or (),
        children=children,
        overwrite=overwrite,
        language=language(),
    )
    answer(made, form)
    tell(made.findings)
    return FINE
