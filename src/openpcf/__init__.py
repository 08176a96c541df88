"""Digital product carbon footprints: calculated, checked, signed, exchanged and decided on.

The public face: the verbs of the command line, by the same names (``openpcf.calculate("study")``,
``openpcf.factors.search("steel")``), and what they give back. Names load when they are first asked
for; nothing inside the package imports them from here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpcf.api import factors, keys, rules
    from openpcf.api.declarations import clear, history, report, sign, verify
    from openpcf.api.results import (
        Calculation,
        CheckResult,
        ClearanceResult,
        Comparison,
        Start,
        Table,
        Verification,
    )
    from openpcf.api.studies import (
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
    from openpcf.errors import OpenpcfError
    from openpcf.model.study import Study

_API = "openpcf.api"
_GROUPS = ("factors", "keys", "rules")
_HOME = {
    "OpenpcfError": "openpcf.errors",
    "Study": "openpcf.model.study",
    **dict.fromkeys(
        (
            "Table",
            "Calculation",
            "Comparison",
            "ClearanceResult",
            "CheckResult",
            "Verification",
            "Start",
        ),
        f"{_API}.results",
    ),
    **dict.fromkeys(
        ("clear", "history", "report", "sign", "verify"),
        f"{_API}.declarations",
    ),
}

__all__ = [
    "Calculation",
    "CheckResult",
    "ClearanceResult",
    "Comparison",
    "OpenpcfError",
    "Start",
    "Study",
    "Table",
    "Verification",
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


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'openpcf' has no attribute {name!r}")
    if name in _GROUPS:
        found = import_module(f"{_API}.{name}")
    else:
        found = getattr(import_module(_HOME.get(name, f"{_API}.studies")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
