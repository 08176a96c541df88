"""Digital product carbon footprints: calculated, checked, signed, exchanged and decided on.

The public face: the verbs of the command line, by the same names (``openpcf.calculate("study")``,
``openpcf.factors.search("steel")``), and what they give back. Names load when they are first asked
for; nothing inside the package imports them from here.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpcf.errors import OpenpcfError
    from openpcf.model.study import Study
    from openpcf.workflow.face import factors, keys, rules
    from openpcf.workflow.face.declarations import clear, history, report, sign, verify
    from openpcf.workflow.face.results import (
        Answer,
        Calculation,
        Comparison,
        Decision,
        Judgement,
        Reading,
        Start,
    )
    from openpcf.workflow.face.studies import (
        calculate,
        check,
        compare,
        convert,
        demo,
        explain,
        init,
        match,
        read_study,
        request,
        write_study,
    )

_FACE = "openpcf.workflow.face"
_GROUPS = ("factors", "keys", "rules")
_HOME = {
    "OpenpcfError": "openpcf.errors",
    "Study": "openpcf.model.study",
    **dict.fromkeys(
        ("Answer", "Calculation", "Comparison", "Decision", "Judgement", "Reading", "Start"),
        f"{_FACE}.results",
    ),
    **dict.fromkeys(
        ("clear", "history", "report", "sign", "verify"),
        f"{_FACE}.declarations",
    ),
}

__all__ = [
    "Answer",
    "Calculation",
    "Comparison",
    "Decision",
    "Judgement",
    "OpenpcfError",
    "Reading",
    "Start",
    "Study",
    "calculate",
    "check",
    "clear",
    "compare",
    "convert",
    "demo",
    "explain",
    "factors",
    "history",
    "init",
    "keys",
    "match",
    "read_study",
    "report",
    "request",
    "rules",
    "sign",
    "verify",
    "write_study",
]


class _Face(ModuleType):
    """Four verbs (factors, keys, report, rules) have the name of a room; importing from the room
    leaves the verb in its place (docs/adr/0008)."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'openpcf' has no attribute {name!r}")
    if name in _GROUPS:
        found = import_module(f"{_FACE}.{name}")
    else:
        found = getattr(import_module(_HOME.get(name, f"{_FACE}.studies")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
