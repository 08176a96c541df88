"""Verbs around the rest: demo, factors, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.options import Format, StudyPath, Trust
from openpcf.cli.output import (
    FINE,
    answer,
    colour,
    columns,
    command,
    environment,
    example,
    language,
    note,
    tell,
)

factors = typer.Typer(help="Search, list, add and update factors.", no_args_is_help=True)
rules = typer.Typer(help="Show profiles and their rules.", no_args_is_help=True)

STORY = 100
"""Columns the story keeps, also where it goes to a file."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command(name="demo", epilog=example("demo"))(demo)
    for name, group in (("factors", factors), ("rules", rules)):
        app.add_typer(group, name=name, epilog=example(name))


@command
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for what it makes.")] = Path(
        "demo-out"
    ),
) -> int:
    """Walk a real board from its bill of materials to a decision, in a folder of its own."""
    from openpcf.api.studies import demo as run
    from openpcf.reporting.wrap import wrap

    for line in run(out, language=language(), colour=colour()):
        typer.echo(wrap(line, min(columns() or STORY, STORY)))
    return FINE


@factors.command("search", epilog=example("factors search"))
@command
def search(
    words: Annotated[list[str], typer.Argument(help="Such as: aluminium CN")],
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 15,
    everything: Annotated[
        bool, typer.Option("--all", help="Also spend, CBAM, old vintages.")
    ] = False,
    study: Annotated[
        Path | None, typer.Option(help="Also look into the own factors of a study.")
    ] = None,
    form: Format = "text",
) -> int:
    """Find factors; publishers who disagree stand side by side."""
    from openpcf.api.factors import search as run

    answer(run(" ".join(words), limit, everything=everything, study=study), form)
    return FINE


@factors.command("words", epilog=example("factors words"))
@command
def words(
    part: Annotated[str, typer.Argument(metavar="PART", help="Only words that hold this.")] = "",
    form: Format = "text",
) -> int:
    """List the words a study may use for materials, energy, waste, packaging and transport."""
    from openpcf.api.factors import words as run

    answer(run(part), form)
    return FINE


@factors.command("list", epilog=example("factors list"))
@command
def list_datasets(form: Format = "text") -> int:
    """List the data sets that ship, with version, licence and count."""
    from openpcf.api.factors import list as run

    answer(run(), form)
    return FINE


@factors.command("add", epilog=example("factors add"))
@command
def add(
    study: StudyPath,
    table: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX of own factors.")],
    form: Format = "text",
) -> int:
    """Put own factors beside a study (in factors/), checked."""
    from openpcf.api.factors import add as run

    found = run(study, table)
    answer(found, form)
    tell(found.findings)
    return FINE


@factors.command("update", epilog=example("factors update"))
@command
def update(
    study: StudyPath,
    sets: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME/VERSION", help="Another vintage; repeatable."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Pin it; without: only show.")] = False,
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Show which figures would move with the data sets of this release, or with others."""
    from openpcf.api.factors import update as run

    answer(run(study, sets or (), write=write, trust=trust, home=environment()), form)
    if write:
        note("已固定在 study.lock" if language() == "zh" else "pinned in study.lock")
    else:
        note(
            "未作改动；加 --write 即固定"
            if language() == "zh"
            else "nothing was changed; --write pins it"
        )
    return FINE


@rules.command("list", epilog=example("rules list"))
@command
def list_rules(
    profile: Annotated[str, typer.Argument(help="Profile.")] = "cfp-base/0.1",
    form: Format = "text",
) -> int:
    """List rules, fields, parameters and waived rows of a profile."""
    from openpcf.api.rules import list as run

    answer(run(profile), form)
    return FINE


@rules.command("schema", epilog=example("rules schema"))
@command
def schema(
    profile: Annotated[str, typer.Argument(help="Profile.")] = "cfp-base/0.1",
) -> int:
    """Print the JSON Schema (2020-12) of payloads that claim a profile."""
    from openpcf.api.rules import schema as run

    answer(run(profile), "text")
    return FINE


@rules.command("profiles", epilog=example("rules profiles"))
@command
def list_profiles(form: Format = "text") -> int:
    """List the installed profiles with their digests."""
    from openpcf.api.rules import profiles as run

    answer(run(), form)
    return FINE
