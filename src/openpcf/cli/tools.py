"""The remaining verbs: demo, factors, rules."""

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.help import Group, Verb
from openpcf.cli.options import Format, StudyPath, Trust
from openpcf.cli.output import (
    FINE,
    answer,
    colour,
    columns,
    command,
    environment,
    language,
    note,
    tell,
    words,
)

factors = typer.Typer(cls=Group, no_args_is_help=True)
rules = typer.Typer(cls=Group, no_args_is_help=True)

STORY = 100
"""Maximum columns of the story, even if it is written to a file."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command(name="demo", cls=Verb)(demo)
    for name, group in (("factors", factors), ("rules", rules)):
        app.add_typer(group, name=name)


@command
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR")] = Path("demo-out"),
) -> int:
    """Follow a real board from its BOM to a decision, in a folder of its own."""
    from openpcf.api.skin import wrap
    from openpcf.api.studies import demo as run

    for line in run(out, language=language(), colour=colour()):
        typer.echo(wrap(line, min(columns() or STORY, STORY)))
    return FINE


@factors.command("search", cls=Verb)
@command
def search(
    asked: Annotated[list[str], typer.Argument(metavar="WORD")],
    limit: Annotated[int, typer.Option("--limit", metavar="NUMBER", min=1)] = 15,
    everything: Annotated[bool, typer.Option("--all")] = False,
    study: Annotated[Path | None, typer.Option("--study", metavar="STUDY")] = None,
    form: Format = "text",
) -> int:
    """Find factors; publishers that disagree are listed side by side."""
    from openpcf.api.factors import search as run

    answer(run(" ".join(asked), limit, everything=everything, study=study), form)
    return FINE


@factors.command("terms", cls=Verb)
@command
def terms(
    part: Annotated[str, typer.Argument(metavar="PART")] = "",
    form: Format = "text",
) -> int:
    """List the terms a study may use for materials, energy, waste, packaging and transport."""
    from openpcf.api.factors import terms as run

    answer(run(part), form)
    return FINE


@factors.command("list", cls=Verb)
@command
def list_datasets(form: Format = "text") -> int:
    """List the data sets that ship, with version, licence and count."""
    from openpcf.api.factors import list as run

    answer(run(), form)
    return FINE


@factors.command("add", cls=Verb)
@command
def add(
    study: StudyPath,
    table: Annotated[Path, typer.Argument(metavar="FILE")],
    form: Format = "text",
) -> int:
    """Check own factors and copy them to factors/ beside a study."""
    from openpcf.api.factors import add as run

    found = run(study, table)
    answer(found, form)
    tell(found.findings)
    return FINE


@factors.command("update", cls=Verb)
@command
def update(
    study: StudyPath,
    sets: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME/VERSION"),
    ] = None,
    write: Annotated[bool, typer.Option("--write")] = False,
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Show which figures change with the data sets of this release, or with others."""
    from openpcf.api.factors import update as run

    answer(run(study, sets or (), write=write, trust=trust, home=environment()), form)
    note(words("pinned" if write else "not-pinned"))
    return FINE


@rules.command("list", cls=Verb)
@command
def list_rules(
    profile: Annotated[str, typer.Argument(metavar="PROFILE")] = "cfp-base/0.1",
    form: Format = "text",
) -> int:
    """List rules, fields, parameters and waived rows of a profile."""
    from openpcf.api.rules import list as run

    answer(run(profile), form)
    return FINE


@rules.command("schema", cls=Verb)
@command
def schema(
    profile: Annotated[str, typer.Argument(metavar="PROFILE")] = "cfp-base/0.1",
) -> int:
    """Print the JSON Schema (2020-12) of payloads that claim a profile."""
    from openpcf.api.rules import schema as run

    answer(run(profile), "text")
    return FINE


@rules.command("profiles", cls=Verb)
@command
def list_profiles(form: Format = "text") -> int:
    """List the installed profiles with their digests."""
    from openpcf.api.rules import profiles as run

    answer(run(), form)
    return FINE
