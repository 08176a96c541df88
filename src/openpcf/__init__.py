"""Digital product carbon footprints: calculated, checked, signed, exchanged and decided on.

The public face: the verbs of the command line as functions (``openpcf.calculate("study")``), and
what they give back. Names load when they are first asked for; nothing inside the package imports
them from here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpcf.errors import OpenpcfError
    from openpcf.model.study import Study
    from openpcf.workflow.face import (
        Calculation,
        Comparison,
        Decision,
        Judgement,
        Reading,
        calculate,
        clear,
        compare,
        convert,
        demo,
        history,
        init,
        new_key,
        read_study,
        search_factors,
        verify,
        write_study,
    )

_HOME = {"OpenpcfError": "openpcf.errors", "Study": "openpcf.model.study"}

__all__ = [
    "Calculation",
    "Comparison",
    "Decision",
    "Judgement",
    "OpenpcfError",
    "Reading",
    "Study",
    "calculate",
    "clear",
    "compare",
    "convert",
    "demo",
    "history",
    "init",
    "new_key",
    "read_study",
    "search_factors",
    "verify",
    "write_study",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'openpcf' has no attribute {name!r}")
    found = getattr(import_module(_HOME.get(name, "openpcf.workflow.face")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
