"""Help pages in the reader's language, wrapped to the terminal width.

The texts are in the catalogue: ``help.<verb>.summary``, ``help.<verb>.<option>``, and
``help.shared.<option>`` for options that several verbs share.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from openpcf.api.skin import Language, catalogue, fill, text, width
from openpcf.cli.examples import EXAMPLES

WIDEST = 80
"""Maximum columns of a page."""
LEFT = 30
"""Maximum columns of option names; a longer name gets a line of its own."""


def key_of(parameter: Any) -> str:
    """Return the catalogue name of a parameter: long option spelling, else its name."""
    if parameter.param_type_name == "argument":
        return str(parameter.name).replace("_", "-")
    return str(max(parameter.opts, key=len)).lstrip("-")


def explain(command: Any, path: str, language: Language) -> None:
    """Set the texts of a command, its parameters and subcommands in a language.

    ``path`` is the verb, including its group (``factors search``); "" is the program. Raises
    KeyError for a parameter without a text.
    """
    texts = catalogue(language)
    place = f"help.{path.replace(' ', '.') or 'openpcf'}"
    command.help = texts[f"{place}.summary"]
    for parameter in command.params:
        key = key_of(parameter)
        parameter.help = texts.get(f"{place}.{key}") or texts[f"help.shared.{key}"]
    for name, each in getattr(command, "commands", {}).items():
        explain(each, f"{path} {name}".strip(), language)


def usage(command: Any, call: str, language: Language) -> str:
    """Return the usage line of a command: name, options, arguments."""
    pieces = [call, text("help.page.some-options", language)]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = f"{parameter.metavar}{'...' if parameter.nargs == -1 else ''}"
            pieces.append(name if parameter.required else f"[{name}]")
    if hasattr(command, "commands"):
        pieces.append(text("help.page.some-command", language))
    return " ".join(pieces)


def shown_of(command: Any) -> list[Any]:
    """List the parameters that a help page shows, without ``--help``."""
    return [p for p in command.params if p.name != "help" and not getattr(p, "hidden", False)]


def name_of(parameter: Any) -> str:
    """Show a parameter as it is typed: an argument's name, or an option with all its spellings."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    names = ", ".join((*sorted(parameter.opts, key=len), *parameter.secondary_opts))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def meaning(parameter: Any, language: Language) -> str:
    """Show the text of a parameter, and whether it is required or has a default."""
    shown = str(parameter.help)
    if parameter.required:
        return text("help.page.required", language, text=shown)
    if parameter.default in (None, "", False, ()) or parameter.default is True:
        return shown
    return text("help.page.default", language, text=shown, value=parameter.default)


def _rows(rows: Iterable[tuple[str, str]], columns: int) -> Iterator[str]:
    many = list(rows)
    left = min(LEFT, max(width(name) for name, _ in many)) + 4
    for name, meaning in many:
        lines = fill(meaning, columns - left)
        start = f"  {name}"
        if width(start) > left - 2:
            yield start
            start = ""
        for line in lines:
            yield f"{start}{' ' * (left - width(start))}{line}"
            start = ""


def page(command: Any, call: str, path: str, language: Language) -> str:
    """Return the help of a command; ``call`` is how it was called, ``path`` its verb."""
    columns = min(WIDEST, max(50, shutil.get_terminal_size().columns))
    explain(command, path, language)
    shown = [
        *fill(text("help.page.usage", language, call=usage(command, call, language)), columns),
        "",
        *(f"  {line}" for line in fill(command.help, columns - 2)),
    ]
    arguments, options = (
        [(name_of(p), meaning(p, language)) for p in shown_of(command) if p.param_type_name == kind]
        for kind in ("argument", "option")
    )
    options.append(("--help", text("help.page.help", language)))
    commands = [(name, each.help) for name, each in getattr(command, "commands", {}).items()]
    for title, rows in (("arguments", arguments), ("options", options), ("commands", commands)):
        if rows:
            shown += ["", text(f"help.page.{title}", language), *_rows(rows, columns)]
    shown += ["", text("help.page.example", language), f"  {EXAMPLES[path or 'openpcf']}"]
    return "\n".join(shown)


class _Page:
    """Command that shows :func:`page` in place of typer's own help."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page of this command."""
        from openpcf.cli.output import language

        names: list[str] = []
        place = ctx
        while place.parent is not None:
            names.insert(0, place.info_name)
            place = place.parent
        return page(self, ctx.command_path, " ".join(names), language())


class Verb(_Page, TyperCommand):
    """A verb, or a member of a group."""


class Group(_Page, TyperGroup):
    """A group of verbs."""
