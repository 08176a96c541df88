"""Verbs around the rest: demo, factors, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.frame import (
    FINE,
    as_json,
    colour,
    columns,
    command,
    here,
    language,
    note,
    tell,
    tell_text,
)
from openpcf.cli.options import Format, StudyPath, Trust, wants_json

factors = typer.Typer(help="Search, add and update factors.", no_args_is_help=True)
rules = typer.Typer(help="Show profiles and their rules.", no_args_is_help=True)

STORY = 100
"""Columns the story keeps, also where it goes to a file."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command(name="demo")(demo)
    for name, group in (("factors", factors), ("rules", rules)):
        app.add_typer(group, name=name)


@command
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for what it makes.")] = Path(
        "demo-out"
    ),
) -> int:
    """Walk a real board from its bill of materials to a decision, in a folder of its own."""
    from openpcf.report.wrap import fold
    from openpcf.workflow.demo import run

    for line in run(out, language(), colour()):
        typer.echo(fold(line, min(columns() or STORY, STORY)))
    return FINE


@factors.command("search")
@command
def search(
    words: Annotated[list[str], typer.Argument(help="Such as: aluminium CN")],
    limit: Annotated[int, typer.Option(help="How many.")] = 15,
    everything: Annotated[
        bool, typer.Option("--all", help="Also spend, CBAM, old vintages.")
    ] = False,
    form: Format = "text",
) -> int:
    """Find factors; publishers who disagree stand side by side."""
    from openpcf.model.base import dump
    from openpcf.workflow.factors import search as find
    from openpcf.workflow.factors import search_text

    hits = find(" ".join(words), limit, everything=everything)
    if wants_json(form):
        as_json([dump(hit.factor) for hit in hits])
    else:
        tell_text(search_text(hits, everything=everything))
    return FINE


@factors.command("list")
@command
def list_datasets() -> int:
    """List the data sets that ship, with version, licence and count."""
    from openpcf.report.terminal import table
    from openpcf.workflow.resources import manifest

    tell_text(
        table(
            (
                f"{m['name']}/{m['version']}", str(m["count"]), "default" if m["default"] else "",
                m["licence"], m["title"],
            )
            for m in manifest()
        )
    )  # fmt: skip
    return FINE


@factors.command("add")
@command
def add(
    study: StudyPath,
    table: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX of own factors.")],
) -> int:
    """Put own factors beside a study (in factors/), checked."""
    from openpcf.workflow.factors import add as put

    path, findings = put(study, table)
    tell(findings)
    note(f"wrote {path}")
    return FINE


@factors.command("update")
@command
def update(
    study: StudyPath,
    asked: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME/VERSION", help="Another vintage; repeatable."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Pin it; without: only show.")] = False,
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Show which figures would move with the data sets of this release, or with others."""
    from openpcf.workflow.declarations import load_trust_list
    from openpcf.workflow.factors import update as compare
    from openpcf.workflow.factors import update_text

    found = compare(study, here(), asked=asked or (), trust=load_trust_list(trust), write=write)
    if wants_json(form):
        as_json(found.plain())
    else:
        tell_text(update_text(found))
    note("pinned in study.lock" if write else "nothing was changed; --write pins it")
    return FINE


@rules.command("list")
@command
def list_rules(
    profile: Annotated[str, typer.Argument(help="Profile.")] = "cfp-base/0.1",
) -> int:
    """List rules, fields, parameters and waived rows of a profile."""
    from openpcf.workflow.rules import profile_text

    tell_text(profile_text(profile, language()))
    return FINE


@rules.command("schema")
@command
def schema(
    profile: Annotated[str, typer.Argument(help="Profile.")] = "cfp-base/0.1",
) -> int:
    """Print the JSON Schema (2020-12) of payloads that claim a profile."""
    from openpcf.workflow.rules import profile_schema

    typer.echo(profile_schema(profile), nl=False)
    return FINE


@rules.command("profiles")
@command
def list_profiles() -> int:
    """List the installed profiles with their digests."""
    from openpcf.report.terminal import table
    from openpcf.rules import resolve
    from openpcf.workflow.resources import profiles

    tell_text(
        table((name, p.date, p.digest) for name in profiles() for p in [resolve(profiles(), name)])
    )
    return FINE
