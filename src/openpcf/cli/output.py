"""What all commands share: language, refusals as sentences, exit codes, progress."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TextIO, TypeVar

import typer

from openpcf.cli.examples import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpcf.api.results import Result
    from openpcf.errors import Diagnostic, OpenpcfError
    from openpcf.workflow.base.environment import Environment

FINE, FINDINGS, USAGE, UNREADABLE, SIGNATURE = 0, 1, 2, 3, 4
"""Exit codes (docs/exit-codes.md): a promise, kept by a test."""

Language = str
P = ParamSpec("P")
R = TypeVar("R")

_chosen: list[Language] = []
_QUOTED = re.compile("'([^']+)'")


def example(verb: str) -> str:
    """The example below a verb's help (the mark keeps its lines as they are)."""
    return f"\b\nExample:\n  {EXAMPLES[verb]}"


def choose_language(code: str | None) -> None:
    """Set by --lang (exit 2 where it is neither); else ``OPENPCF_LANG`` or the locale's."""
    wanted = code or os.environ.get("OPENPCF_LANG") or os.environ.get("LANG", "")
    _chosen[:] = ["zh" if wanted.lower().startswith("zh") else "en"]
    if code not in (None, "en", "zh"):
        from openpcf.errors import UsageError

        raise typer.Exit(refuse(UsageError("LANGUAGE_UNKNOWN", found=code or "")))


def language() -> Language:
    """The language of this run."""
    return _chosen[0] if _chosen else "en"


def colour() -> bool:
    """Only on a terminal, and never against NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def columns(stream: TextIO | None = None) -> int | None:
    """Width to keep: that of the terminal, or ``COLUMNS``; none where the text goes to a file."""
    where = stream or sys.stdout
    if not where.isatty() and not os.environ.get("COLUMNS"):
        return None
    return max(40, shutil.get_terminal_size().columns)


def tell_text(text: str) -> None:
    """The answer of a verb, to stdout, in the width of the terminal."""
    from openpcf.reporting.wrap import wrap

    typer.echo(wrap(text, columns()))


def note(text: str) -> None:
    """Something said about the work, to stderr."""
    width = columns(sys.stderr)
    if width is not None:
        from openpcf.reporting.wrap import wrap

        text = wrap(text, width)
    typer.echo(text, err=True)


def sentence(said: Diagnostic) -> str:
    """What is wrong and how to mend it, with code and place."""
    from openpcf.messages import fix, say

    mend = fix(said, language())
    lines = [f"{said.code}  {say(said, language())}"]
    if said.place and said.place not in lines[0]:
        lines.append(f"    {said.place}")
    if mend:
        lines.append(f"    → {mend}")
    return "\n".join(lines)


def tell(findings: Iterable[Diagnostic], limit: int | None = None) -> None:
    """Findings as sentences to stderr; those beyond a limit are counted (JSON has them all)."""
    many = list(findings)
    for said in many[:limit]:
        note(sentence(said))
    if limit is not None and len(many) > limit:
        rest = len(many) - limit
        note(
            f"……其余 {rest} 项（--format json 列出全部）"
            if language() == "zh"
            else f"… {rest} more (--format json lists all)"
        )


def refuse(problem: OpenpcfError) -> int:
    """Say a refusal once, then every other finding it carries; gives its exit code."""
    findings = tuple(getattr(problem, "findings", ()))
    if [f.code for f in findings] == [problem.code]:
        tell(findings)
        return problem.exit_code
    note(sentence(problem))
    tell(f for f in findings if (f.code, f.place) != (problem.code, problem.place))
    return problem.exit_code


def refuse_call(fault: Exception) -> int:
    """Say what is off about a call that typer could not read."""
    from openpcf.errors import UsageError

    kind = type(fault).__name__
    said = str(fault.format_message())  # type: ignore[attr-defined]
    if kind == "NoArgsIsHelpError":
        note(said)
        return USAGE
    context = getattr(fault, "ctx", None)
    path = context.command_path if context is not None else "openpcf"
    named = "".join(_QUOTED.findall(said)[:1]) or said
    if kind == "MissingParameter":
        return refuse(UsageError("ARGUMENT_MISSING", found=named, expected=path))
    if kind == "NoSuchOption":
        near = ", ".join(getattr(fault, "possibilities", None) or ()) or "–"
        found = getattr(fault, "option_name", named)
        return refuse(UsageError("OPTION_UNKNOWN", found=found, expected=path, near=near))
    if said.startswith("No such command"):
        return refuse(UsageError("COMMAND_UNKNOWN", found=named, expected=path))
    return refuse(UsageError("ARGUMENT_FORM", found=said.rstrip("."), expected=path))


def command(run: Callable[P, R]) -> Callable[P, None]:
    """A command: refusals become sentences, the return value the exit code; no traceback."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        from openpcf.errors import InputError, OpenpcfError, UsageError

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
    """Says on a terminal what long work is at; silent elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield status.update


def environment(say: Callable[[str], None] = lambda _: None) -> Environment:
    """The surroundings of this machine."""
    from openpcf.workflow.base.environment import machine_environment

    return machine_environment(say)


def as_json(data: object) -> None:
    """JSON with two blanks of indentation, to stdout."""
    import orjson

    typer.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode())


def answer(result: Result, form: str) -> None:
    """What a verb gives back, to stdout: as text or as JSON."""
    if form == "json":
        as_json(result.to_json())
    else:
        tell_text(result.text(language(), colour()))


def wrote(*paths: object) -> None:
    """Say to stderr what was written."""
    for path in paths:
        note(f"{'已写入' if language() == 'zh' else 'wrote'} {path}")
