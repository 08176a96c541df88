"""What all commands share: language, refusals as sentences, exit codes, progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TextIO, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpcf.errors import OpenpcfError, Said
    from openpcf.workflow.surroundings import Surroundings

FINE, FINDINGS, USAGE, UNREADABLE, SIGNATURE = 0, 1, 2, 3, 4
"""Exit codes (docs/exit-codes.md): a promise, kept by a test."""

Language = Literal["en", "zh"]
P = ParamSpec("P")
R = TypeVar("R")

_chosen: list[Language] = []


def choose_language(code: str | None) -> None:
    """Set by --lang; else ``OPENPCF_LANG`` or the locale's."""
    wanted = code or os.environ.get("OPENPCF_LANG") or os.environ.get("LANG", "")
    _chosen[:] = ["zh" if wanted.lower().startswith("zh") else "en"]


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
    from openpcf.report.wrap import fold

    typer.echo(fold(text, columns()))


def note(text: str) -> None:
    """Something said about the work, to stderr."""
    width = columns(sys.stderr)
    if width is not None:
        from openpcf.report.wrap import fold

        text = fold(text, width)
    typer.echo(text, err=True)


def sentence(said: Said) -> str:
    """What is wrong and how to mend it, with code and place."""
    from openpcf.messages import fix, say

    mend = fix(said, language())
    lines = [f"{said.code}  {say(said, language())}"]
    if said.place and said.place not in lines[0]:
        lines.append(f"    {said.place}")
    if mend:
        lines.append(f"    → {mend}")
    return "\n".join(lines)


def tell(findings: Iterable[Said], limit: int | None = None) -> None:
    """Findings as sentences to stderr; those beyond a limit are counted (JSON has them all)."""
    many = list(findings)
    for said in many[:limit]:
        note(sentence(said))
    if limit is not None and len(many) > limit:
        note(f"… {len(many) - limit} more (--format json lists all)")


def _refuse(problem: OpenpcfError) -> int:
    """Say a refusal once, then every other finding it carries."""
    findings = tuple(getattr(problem, "findings", ()))
    if [f.code for f in findings] == [problem.code]:
        tell(findings)
        return problem.exit_code
    note(sentence(problem))
    tell(f for f in findings if (f.code, f.place) != (problem.code, problem.place))
    return problem.exit_code


def command(run: Callable[P, R]) -> Callable[P, None]:
    """A command: refusals become sentences, the return value the exit code; no traceback."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        from openpcf.errors import OpenpcfError, UsageError

        try:
            code = run(*args, **kwargs)
        except OpenpcfError as problem:
            raise typer.Exit(_refuse(problem)) from None
        except (KeyboardInterrupt, BrokenPipeError):
            raise typer.Exit(130) from None
        except typer.Exit:
            raise
        except Exception as problem:
            if os.environ.get("OPENPCF_DEBUG"):
                raise
            text = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
            raise typer.Exit(_refuse(UsageError("INTERNAL", found=text))) from None
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


def here(say: Callable[[str], None] = lambda _: None) -> Surroundings:
    """The surroundings of this machine."""
    from openpcf.workflow.surroundings import real

    return real(say)


def as_json(data: Any) -> None:
    """Pretty JSON to stdout."""
    import orjson

    typer.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode())
