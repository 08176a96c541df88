"""Parameters that the verbs share: paths or values, and the environment they run in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from openpcf.api.results import Calculation
    from openpcf.model.study import Study
    from openpcf.workflow.base.environment import Environment

    Home: TypeAlias = str | Path | Environment
    Subject: TypeAlias = str | Path | Study | Calculation

Where = str | Path


def environment_of(home: Home | None) -> Environment:
    """Return the environment for a home folder.

    ``home`` is a folder (default: ``$OPENPCF_HOME`` or ``~/.openpcf``) or the caller's own
    environment, with its clock and its source of randomness.
    """
    from openpcf.workflow.base.environment import Environment, machine_environment

    if isinstance(home, Environment):
        return home
    if home is None:
        return machine_environment()
    from dataclasses import replace

    return replace(machine_environment(), home=Path(home))


def optional_path(where: Where | None) -> Path | None:
    """Return a path, or None where none is given."""
    return None if where is None else Path(where)
