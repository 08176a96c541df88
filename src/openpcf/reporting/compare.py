"""Compare two documents by line, in exact figures that add up.

Stages, which are always disclosed, replace lines if a document conceals some.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import orjson

from openpcf.errors import InputError
from openpcf.messages import render
from openpcf.messages.catalogue import Language
from openpcf.model.base import EXACT, decimal_text, exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.reporting.figures import DASH
from openpcf.reporting.vocabulary import in_words

Key = tuple[str, ...]


def _less(second: Decimal, first: Decimal) -> Decimal:
    """Return the exact difference, zero as a plain ``0``."""
    return EXACT.subtract(second, first) or Decimal(0)


@dataclass(frozen=True)
class Difference:
    """One line of either document; a figure is None if the line is missing or a gap.

    ``what`` is the name of the line as its document has it, blank for a stage.
    """

    what: Any
    stage: str
    first: Decimal | None
    second: Decimal | None

    def name(self, language: Language) -> str:
        """Return the name of the line or stage in a language."""
        return render(self.what, language) if self.what else in_words("stage", self.stage, language)

    @property
    def change(self) -> Decimal:
        """Return second less first; a missing line adds nothing."""
        return _less(self.second or Decimal(0), self.first or Decimal(0))


@dataclass(frozen=True)
class Comparison:
    """All lines, largest change first; the changes add up to the change of the totals."""

    first_name: str
    second_name: str
    first_total: Decimal
    second_total: Decimal
    lines: tuple[Difference, ...]
    by: Literal["line", "stage"] = "line"

    @property
    def change(self) -> Decimal:
        return _less(self.second_total, self.first_total)

    def to_json(self) -> dict[str, Any]:
        """Return JSON-ready data."""
        return {
            "first": {"name": self.first_name, "total": decimal_text(self.first_total)},
            "second": {"name": self.second_name, "total": decimal_text(self.second_total)},
            "change": decimal_text(self.change),
            "by": self.by,
            "lines": [
                {
                    "what": line.what or line.stage,
                    "stage": line.stage,
                    **({} if line.first is None else {"first": decimal_text(line.first)}),
                    **({} if line.second is None else {"second": decimal_text(line.second)}),
                    "change": decimal_text(line.change),
                }
                for line in self.lines
            ],
        }


def _identity(what: Any) -> str:
    """Return a name as a key: a coded text by code and parameters, never by its text."""
    return (
        what if isinstance(what, str) else orjson.dumps(what, option=orjson.OPT_SORT_KEYS).decode()
    )


def _keyed(document: Document) -> dict[Key, list[dict[str, Any]]]:
    """Return lines by stage, name and number; components by series."""
    series = {item["id"]: item["child"]["series"] for item in document.items()}
    found: dict[Key, list[dict[str, Any]]] = {}
    times: dict[Key, int] = {}
    for line in document.lines():
        if "component" in line:
            key: Key = ("component", str(series.get(line["component"])))
        else:
            named = str(line.get("stage")), _identity(line.get("what"))
            times[named] = times.get(named, 0) + 1
            key = (*named, str(times[named]))
        found.setdefault(key, []).append(line)
    return found


def _stages(document: Document) -> dict[Key, list[dict[str, Any]]]:
    return {
        (s["stage"],): [{"stage": s["stage"], "result": s}]
        for s in document.get("result.by_stage") or ()
    }


def _by_source(keyed: dict[Key, list[dict[str, Any]]], others: Iterable[Key]) -> dict[Key, Key]:
    """Return keys that the other side lacks by the place of their only line."""
    left = set(keyed) - set(others)
    places: dict[Key, list[Key]] = {}
    for key in left:
        lines = keyed[key]
        if len(lines) == 1 and lines[0].get("source"):
            places.setdefault((str(lines[0].get("stage")), str(lines[0]["source"])), []).append(key)
    return {place: keys[0] for place, keys in places.items() if len(keys) == 1}


def _renamed(
    ours: dict[Key, list[dict[str, Any]]], theirs: dict[Key, list[dict[str, Any]]]
) -> dict[Key, list[dict[str, Any]]]:
    """Return the second side under the keys of the first.

    A line with a changed name is matched by its place, one with a changed place by its name.
    """
    here, there = _by_source(ours, theirs), _by_source(theirs, ours)
    names = {there[place]: key for place, key in here.items() if place in there}
    return {names.get(key, key): lines for key, lines in theirs.items()}


def _shows_all(document: Document) -> bool:
    """Return whether every line is disclosed."""
    return document.inventory is not None and not document.partly & {"inventory"}


def _sum(lines: Iterable[dict[str, Any]] | None) -> Decimal | None:
    figures = [parse_decimal(line["result"]["excl"]) for line in lines or () if line.get("result")]
    return exact_sum(figures) if figures else None


def _name(document: Document, more: str | None) -> str:
    name = str(document.get("product.name") or "")
    version = document.get("dataset.version")
    return " ".join(
        t for t in (name, f"v{version}" if version else "", f"({more})" if more else "") if t
    )


def compare(first: Document, second: Document, names: tuple[str, str] | None = None) -> Comparison:
    """Return the difference of two documents, by stage if one of them conceals lines.

    ``names`` are their display names. Raises InputError ``COMPARE_UNIT`` for different declared
    units.
    """
    unit, other = (
        f"{d.get('unit.amount') or DASH} {d.get('unit.measure') or ''}" for d in (first, second)
    )
    if unit != other:
        raise InputError("COMPARE_UNIT", "unit", other, unit)
    by: Literal["line", "stage"] = "line" if _shows_all(first) and _shows_all(second) else "stage"
    ours = _keyed(first) if by == "line" else _stages(first)
    theirs = _renamed(ours, _keyed(second)) if by == "line" else _stages(second)
    lines = []
    for key in [*ours, *(k for k in theirs if k not in ours)]:
        line = (ours.get(key) or theirs[key])[0]
        lines.append(
            Difference(
                line.get("what", ""),
                str(line.get("stage", "")),
                _sum(ours.get(key)),
                _sum(theirs.get(key)),
            )
        )
    total = "result.total_excl_biogenic_uptake"
    return Comparison(
        _name(first, names and names[0]),
        _name(second, names and names[1]),
        parse_decimal(first.get(total) or "0"),
        parse_decimal(second.get(total) or "0"),
        tuple(sorted(lines, key=lambda line: abs(line.change), reverse=True)),
        by,
    )
