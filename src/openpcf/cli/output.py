"""Output of all commands: language, errors as sentences, exit codes, progress."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from difflib import get_close_matches
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TextIO, TypeVar

import typer

from openpcf.api import skin
from openpcf.api.skin import InputError, Language, OpenpcfError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpcf.api.results import Result
    from openpcf.api.skin import Diagnostic

FINE, FINDINGS, USAGE, UNREADABLE, SIGNATURE = 0, 1, 2, 3, 4
"""Exit codes (docs/exit-codes.md): a promise, kept by a test."""

P = ParamSpec("P")
R = TypeVar("R")

_chosen: list[Language] = []
_QUOTED = re.compile("'([^']+)'")


def start_language(words: list[str]) -> None:
    """Choose the language before a call is parsed: ``--lang``, ``OPENPCF_LANG``, the locale."""
    wanted = os.environ.get("OPENPCF_LANG") or os.environ.get("LANG", "")
    for at, word in enumerate(words):
        if word == "--lang":
            wanted = "".join(words[at + 1 : at + 2])
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    _chosen[:] = [skin.language_of(wanted.partition(".")[0])]


def check_language(code: str | None) -> None:
    """Refuse a language without a catalogue (exit code 2)."""
    if code is not None and code not in skin.LANGUAGES:
        known = "|".join(skin.LANGUAGES)
        raise typer.Exit(refuse(UsageError("LANGUAGE_UNKNOWN", found=code, expected=known)))


def language() -> Language:
    """Return the language of this run."""
    return _chosen[0] if _chosen else skin.language_of("")


def words(key: str, **params: Any) -> str:
    """Return a text of the command line (``cli.<key>``) in the language of this run."""
    return skin.text(f"cli.{key}", language(), **params)


def colour() -> bool:
    """Return whether to use colours: only on a terminal, and never with NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def columns(stream: TextIO | None = None) -> int | None:
    """Return the output width: terminal or ``COLUMNS``; None if stdout is not a terminal."""
    where = stream or sys.stdout
    if not where.isatty() and not os.environ.get("COLUMNS"):
        return None
    return max(40, shutil.get_terminal_size().columns)


def tell_text(text: str) -> None:
    """Print the result of a verb to stdout, wrapped to the terminal width."""
    typer.echo(skin.wrap(text, columns()))


def note(text: str) -> None:
    """Print a message about the work to stderr."""
    typer.echo(skin.wrap(text, columns(sys.stderr)), err=True)


def tell(findings: Iterable[Diagnostic], limit: int | None = None) -> None:
    """Print findings as sentences to stderr; those beyond a limit are only counted."""
    many = list(findings)
    for finding in many[:limit]:
        note(skin.sentence(finding, language()))
    if limit is not None and len(many) > limit:
        note(words("more", count=len(many) - limit))


def refuse(problem: OpenpcfError) -> int:
    """Print an error once and then its other findings; return its exit code."""
    findings = tuple(getattr(problem, "findings", ()))
    if [f.code for f in findings] == [problem.code]:
        tell(findings)
        return problem.exit_code
    note(skin.sentence(problem, language()))
    tell(f for f in findings if (f.code, f.place) != (problem.code, problem.place))
    return problem.exit_code


def refuse_call(fault: Exception) -> int:
    """Print what is wrong with a call that typer could not parse."""
    kind = type(fault).__name__
    message = str(fault.format_message())  # type: ignore[attr-defined]
    if kind == "NoArgsIsHelpError":
        note(message)
        return USAGE
    context = getattr(fault, "ctx", None)
    path = context.command_path if context is not None else "openpcf"
    named = "".join(_QUOTED.findall(message)[:1]) or message
    if kind == "MissingParameter":
        return refuse(UsageError("ARGUMENT_MISSING", found=named, expected=path))
    if kind == "NoSuchOption":
        near = ", ".join(getattr(fault, "possibilities", None) or ()) or "–"
        found = getattr(fault, "option_name", named)
        return refuse(UsageError("OPTION_UNKNOWN", found=found, expected=path, near=near))
    if message.startswith("No such command"):
        verbs = context.command.list_commands(context) if context is not None else ()
        nearest = get_close_matches(named, verbs, n=1)
        code = "COMMAND_NEAR" if nearest else "COMMAND_UNKNOWN"
        return refuse(UsageError(code, found=named, expected=path, near=", ".join(nearest)))
    return refuse(UsageError("ARGUMENT_FORM", found=message.rstrip("."), expected=path))


def command(run: Callable[P, R]) -> Callable[P, None]:
    """Wrap a verb as a command: errors become sentences, the return value the exit code."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = run(*args, **kwargs)
        except OpenpcfError as problem:
            raise typer.Exit(refuse(problem)) from None
        except (KeyboardInterrupt, BrokenPipeError):
            raise typer.Exit(130) from None
        except typer.Exit:
            raise
        except Exception as problem:
            if os.environ.get("OPENPCF_DEBUG"):
                raise
            if isinstance(problem, OSError) and problem.filename is not None:
                name, why = str(problem.filename), problem.strerror or ""
                raise typer.Exit(refuse(InputError("SYSTEM_REFUSED", name, why))) from None
            text = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
            raise typer.Exit(refuse(UsageError("INTERNAL", found=text))) from None
        raise typer.Exit(code if isinstance(code, int) else FINE)

    return wrapped


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show on a terminal what long work is doing; print nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield status.update


def environment(say: Callable[[str], None] = lambda _: None) -> Any:
    """Return the environment of this machine."""
    return skin.environment(say)


def as_json(data: object) -> None:
    """Print JSON to stdout, indented by two spaces."""
    import orjson

    typer.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode())


def answer(result: Result, form: str) -> None:
    """Print the result of a verb to stdout, as text or as JSON."""
    if form == "json":
        as_json(result.to_json())
    else:
        tell_text(result.text(language(), colour()))


def wrote(*paths: object) -> None:
    """Print to stderr which files were written."""
    for path in paths:
        note(words("wrote", path=path))
