"""Help of every verb: what it does, every option explained, an example that is a call of it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from openpcf.cli.examples import EXAMPLES
from openpcf.cli.help import explain, key_of
from openpcf.cli.main import app
from openpcf.messages.catalogue import LANGUAGES, catalogue
from openpcf.reporting.layout import width
from tests.cli.conftest import Shell


def verbs(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every verb with its command, groups and their members too."""
    command = command or get_command(app)
    for name, each in getattr(command, "commands", {}).items():
        yield " ".join((*path, name)), each
        yield from verbs(each, (*path, name))


VERBS = dict(verbs())


@pytest.mark.parametrize("name", VERBS)
def test_help_has_an_example(name: str, shell: Shell) -> None:
    reported = shell(*name.split(), "--help")
    assert reported.exit_code == 0 and reported.stderr == ""
    assert reported.stdout.startswith(f"Usage: openpcf {name}")
    assert EXAMPLES[name] in reported.stdout


PAGES = ("", *VERBS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_help_is_whole_in_80_columns(
    name: str, lang: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = shell(*name.split(), "--help", lang=lang).stdout
    assert all(width(line) <= 80 for line in page.splitlines()), page
    shown = "".join(page.split())
    command = VERBS[name] if name else get_command(app)
    explain(command, name, lang)
    texts = [command.help, *(p.help for p in command.params)]
    texts += [each.help for each in getattr(command, "commands", {}).values()]
    for text in texts:
        assert text and "".join(text.split()) in shown, text
    assert "..." not in page.replace("[ARGS]...", "").replace("[参数]...", "").replace(
        "WORD...", "").replace("OTHER...", "")  # fmt: skip


def test_help_is_in_the_language_asked_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    named = shell("verify", "--help", lang="zh").stdout
    assert named.startswith("用法：openpcf verify [选项] DECLARATION")
    monkeypatch.setenv("OPENPCF_LANG", "zh")
    assert CliRunner().invoke(app, ["--help"]).stdout == shell("--help", lang="zh").stdout
    assert CliRunner().invoke(app, []).stderr.startswith("用法：")
    assert not re.search("[一-鿿]", shell("--help", lang="en").stdout)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_help_is_of_a_verb(lang: str) -> None:
    known = {f"help.{name.replace(' ', '.') or 'openpcf'}.summary" for name in PAGES}
    for name in PAGES:
        command = VERBS[name] if name else get_command(app)
        place = name.replace(" ", ".") or "openpcf"
        keys = {key_of(parameter) for parameter in command.params}
        known |= {f"help.{where}.{key}" for key in keys for where in (place, "shared")}
    kept = {k for k in catalogue(lang) if k.startswith("help.") and not k.startswith("help.page.")}
    assert kept <= known, kept - known


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_completion_is_offered(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_OPENPCF_COMPLETE", f"source_{kind}")
    script = CliRunner().invoke(app, [], prog_name="openpcf")
    assert script.exit_code == 0 and "_OPENPCF_COMPLETE" in script.stdout
    monkeypatch.setenv("_OPENPCF_COMPLETE", f"complete_{kind}")
    monkeypatch.setenv("COMP_WORDS", "openpcf trust re")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "openpcf trust re")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    offered = CliRunner().invoke(app, [], prog_name="openpcf").stdout
    assert {"revoke", "renew"} <= set(re.findall(r"\w+", offered))


def test_every_example_is_of_a_verb_there_is() -> None:
    assert set(EXAMPLES) == {*VERBS, "openpcf"}


@pytest.mark.parametrize("name", VERBS)
def test_the_example_is_a_call_of_its_verb(name: str) -> None:
    words = shlex.split(EXAMPLES[name].replace("\\\n", ""))
    assert words[0] == "openpcf" and EXAMPLES[name].startswith(f"openpcf {name}")
    command, rest = get_command(app), words[1:]
    while commands := getattr(command, "commands", {}):
        command, rest = commands[rest[0]], rest[1:]
    command.make_context(name, list(rest))


PRINTS_NO_DATA = {"demo", "report", "rules schema", "factors", "rules", "keys", "trust"}
"""Their data are files, or a story; or they are groups."""


@pytest.mark.parametrize("name", VERBS)
def test_what_prints_data_prints_json(name: str) -> None:
    options = {option for each in VERBS[name].params for option in each.opts}
    assert ("--format" in options) == (name not in PRINTS_NO_DATA)
