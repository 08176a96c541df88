"""Looks texts up by code and fills in their parameters."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Literal

from openpcf.errors import Diagnostic
from openpcf.messages import texts
from openpcf.messages.text import Text

Language = Literal["en", "zh"]


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


@cache
def _catalogue() -> dict[str, Text]:
    found: dict[str, Text] = {}
    for module in pkgutil.iter_modules(texts.__path__):
        for code, entry in import_module(f"{texts.__name__}.{module.name}").TEXTS.items():
            if code in found:
                raise ValueError(f"code {code} has two texts")
            found[code] = entry
    return found


def codes() -> tuple[str, ...]:
    """All codes that have a text, sorted."""
    return tuple(sorted(_catalogue()))


def known(code: str) -> bool:
    """Whether a code has a text."""
    return code in _catalogue()


def text(code: str) -> Text:
    """The text of a code; raises KeyError for a code without one."""
    return _catalogue()[code]


def _fill(template: str, said: Diagnostic) -> str:
    values = _Gaps(place=said.place, found=said.found, expected=said.expected)
    values.update(said.params)
    return template.format_map(values)


def say(said: Diagnostic, language: Language = "en") -> str:
    """What is wrong, in one sentence (the code itself where a text is missing)."""
    if not known(said.code):
        return said.code
    entry = text(said.code)
    return _fill(entry.zh if language == "zh" else entry.en, said)


def fix(said: Diagnostic, language: Language = "en") -> str:
    """How to mend it, in one sentence; empty where there is nothing to mend."""
    if not known(said.code):
        return ""
    entry = text(said.code)
    return _fill(entry.fix_zh if language == "zh" else entry.fix_en, said)
