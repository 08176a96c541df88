"""Rules that set a BOM line apart, as data; each has a name.

A rule only applies to lines without a part number: a test point that is bought is a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from openpcf.formats.bom.data import meant, rows
from openpcf.formats.bom.designators import prefix_of
from openpcf.package_data import reading


@dataclass(frozen=True, slots=True)
class ApartRule:
    """A rule that sets a line apart.

    It applies if a word occurs in package, value or description, or if every designator has one of
    the sure prefixes; with one of ``prefixes`` a ``loose`` word is enough.
    """

    name: str
    words: re.Pattern[str]
    sure: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    loose: re.Pattern[str] | None = None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


@cache
@reading("bom/line_rules.csv")
def not_parts() -> tuple[ApartRule, ...]:
    """Return the rules for things drawn on a board that are not bought."""
    return tuple(
        ApartRule(
            row["rule"],
            _pattern(row["pattern"]),
            frozenset(row["prefixes"].split()),
            frozenset(row["loose_prefixes"].split()),
            _pattern(row["loose_pattern"]) if row["loose_pattern"] else None,
        )
        for row in rows("line_rules")
        if row["makes"] == "not-part"
    )


@cache
@reading("bom/line_rules.csv")
def optional() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of free text that make a line optional; the first match counts."""
    return tuple(
        (row["rule"], _pattern(row["pattern"]))
        for row in rows("line_rules")
        if row["makes"] == "optional"
    )


_DNP_VALUE = _pattern(
    r"(^|[\s,;/(\[_-])(dnp|dnf|dni|do\s+not\s+(populate|fit|place)|not\s+fitted|no\s?stuff"
    r"|nicht\s+best(ü|ue)ckt|unbestückt|not\s+populated)($|[\s,;/)\]_-]) | 不贴 | 空贴 | 不焊"
)


def _not_fitted(column: str, text: str) -> bool | str | None:
    word = " ".join(text.casefold().split())
    if not word:
        return None
    found = meant(column, word)
    return text if found is None else found == "not-fitted"


def read_dnp(text: str) -> bool | str | None:
    """Parse a DNP cell: True not fitted, False fitted, None blank, else the unknown word."""
    return _not_fitted("dnp", text)


def read_fitted(text: str) -> bool | str | None:
    """Parse a Fitted cell, in which yes means fitted; results as :func:`read_dnp`."""
    return _not_fitted("fitted", text)


@lru_cache(maxsize=4096)
def dnp_in_value(value: str) -> bool:
    """Return whether a value, package or remark says not fitted: ``10k DNP``."""
    return _DNP_VALUE.search(value) is not None


def apart_rule(
    designators: Sequence[str], package: str, value: str, description: str
) -> str | None:
    """Return the first rule by which a line is not a bought part.

    A description only counts together with designators.
    """
    prefixes = {prefix_of(d) for d in designators}
    texts = (package, value, description if designators else "")
    for rule in not_parts():
        if any(t and rule.words.search(t) for t in texts):
            return rule.name
        if prefixes and prefixes <= rule.sure:
            return rule.name
        if rule.loose is not None and prefixes and prefixes <= rule.prefixes | rule.sure:
            loose = rule.loose
            if any(t and loose.search(t) for t in texts):
                return rule.name
    return None


@lru_cache(maxsize=4096)
def option_rule(remarks: str) -> str | None:
    """Return the first rule by which free text makes a line optional."""
    return next((name for name, words in optional() if words.search(remarks)), None)
