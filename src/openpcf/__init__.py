"""Calculate, check, sign, exchange and decide on digital product carbon footprints.

This is the public interface: the verbs of the command line under the same names
(``openpcf.calculate("study")``, ``openpcf.factors.search("steel")``) and the types of their
results. Names are loaded on first use; no module inside the package imports them from here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpcf.api import factors, keys, rules, trust
    from openpcf.api.declarations import decide, disclose, history, report, sign, verify
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
        write_study,
    )
    from openpcf.api.suppliers import receive, reply, request
    from openpcf.errors import OpenpcfError
    from openpcf.model.study import Study

_API = "openpcf.api"
_GROUPS = ("factors", "keys", "rules", "trust")
_ROOMS = {
    "results": (
        "Table",
        "Calculation",
        "Comparison",
        "ClearanceResult",
        "CheckResult",
        "Verification",
        "Start",
    ),
    "declarations": ("decide", "disclose", "history", "report", "sign", "verify"),
    "suppliers": ("receive", "reply", "request"),
}
_HOME = {
    "OpenpcfError": "openpcf.errors",
    "Study": "openpcf.model.study",
    **{name: f"{_API}.{room}" for room, names in _ROOMS.items() for name in names},
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
    "compare",
    "convert",
    "decide",
    "demo",
    "disclose",
    "explain",
    "factors",
    "history",
    "init",
    "keys",
    "match",
    "read_study",
    "receive",
    "reply",
    "report",
    "request",
    "rules",
    "sign",
    "trust",
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
