"""Help of every verb: what it does, every option explained, an example that is a call of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from openpcf.cli.examples import EXAMPLES
from openpcf.cli.main import app
from tests.cli.conftest import Shell


def verbs(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every verb with its command, groups and their members too."""
    command = command or get_command(app)
    for name, each in getattr(command, "commands", {}).items():
        yield " ".join((*path, name)), each
        yield from verbs(each, (*path, name))


VERBS = dict(verbs())


@pytest.mark.parametrize("name", VERBS)
def test_help_has_a_sentence_and_an_example(name: str, shell: Shell) -> None:
    said = shell(*name.split(), "--help")
    assert said.exit_code == 0 and said.stderr == ""
    assert said.stdout.startswith(f"Usage: openpcf {name}")
    assert EXAMPLES[name] in said.stdout
    assert VERBS[name].help
    for each in VERBS[name].params:
        if each.name != "help" and getattr(each, "opts", None):
            assert each.help, (name, each.name)


def test_every_example_is_of_a_verb_there_is() -> None:
    assert set(EXAMPLES) == {*VERBS, "openpcf"}


@pytest.mark.parametrize("name", VERBS)
def test_the_example_is_a_call_of_its_verb(name: str) -> None:
    words = shlex.split(EXAMPLES[name])
    assert words[0] == "openpcf" and EXAMPLES[name].startswith(f"openpcf {name}")
    command, rest = get_command(app), words[1:]
    while commands := getattr(command, "commands", {}):
        command, rest = commands[rest[0]], rest[1:]
    command.make_context(name, list(rest))


PRINTS_NO_DATA = {"demo", "report", "rules schema", "factors", "rules", "keys"}
"""Their data are files, or a story; or they are groups."""


@pytest.mark.parametrize("name", VERBS)
def test_what_prints_data_prints_json(name: str) -> None:
    options = {option for each in VERBS[name].params for option in each.opts}
    assert ("--format" in options) == (name not in PRINTS_NO_DATA)
