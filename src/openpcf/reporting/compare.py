"""Two documents side by side: the difference by line, in exact figures that add up.

Where a document hides lines the stages stand for them: they are always clear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from openpcf.errors import InputError
from openpcf.messages.catalogue import Language
from openpcf.model.base import EXACT, decimal_text, exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.reporting.figures import DASH, signed, significant
from openpcf.reporting.layout import table
from openpcf.reporting.sanitize import sanitize

Key = tuple[str, ...]


def _less(second: Decimal, first: Decimal) -> Decimal:
    """Exact difference, zero as a plain ``0``."""
    return EXACT.subtract(second, first) or Decimal(0)


@dataclass(frozen=True)
class Difference:
    """One line of either document; a figure is None where the line is not there (or a gap)."""

    what: str
    stage: str
    first: Decimal | None
    second: Decimal | None

    @property
    def change(self) -> Decimal:
        """Second less first; a line that is not there adds nothing."""
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
        """JSON-ready form."""
        return {
            "first": {"name": self.first_name, "total": decimal_text(self.first_total)},
            "second": {"name": self.second_name, "total": decimal_text(self.second_total)},
            "change": decimal_text(self.change),
            "by": self.by,
            "lines": [
                {
                    "what": line.what,
                    "stage": line.stage,
                    **({} if line.first is None else {"first": decimal_text(line.first)}),
                    **({} if line.second is None else {"second": decimal_text(line.second)}),
                    "change": decimal_text(line.change),
                }
                for line in self.lines
            ],
        }


def _keyed(document: Document) -> dict[Key, list[dict[str, Any]]]:
    """Lines by what they are of: stage, words and which of them; components by series."""
    series = {item["id"]: item["child"]["series"] for item in document.items()}
    found: dict[Key, list[dict[str, Any]]] = {}
    times: dict[Key, int] = {}
    for line in document.lines():
        if "component" in line:
            key: Key = ("component", str(series.get(line["component"])))
        else:
            words = str(line.get("stage")), str(line.get("what"))
            times[words] = times.get(words, 0) + 1
            key = (*words, str(times[words]))
        found.setdefault(key, []).append(line)
    return found


def _stages(document: Document) -> dict[Key, list[dict[str, Any]]]:
    return {
        (s["stage"],): [{"what": s["stage"], "stage": s["stage"], "result": s}]
        for s in document.get("result.by_stage") or ()
    }


def _by_source(keyed: dict[Key, list[dict[str, Any]]], others: Iterable[Key]) -> dict[Key, Key]:
    """Keys the other side has not, by the place their one line is from."""
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
    """The second side under the keys of the first: a line whose words alone changed is known by
    its place; one whose place alone changed is known by its words."""
    here, there = _by_source(ours, theirs), _by_source(theirs, ours)
    names = {there[place]: key for place, key in here.items() if place in there}
    return {names.get(key, key): lines for key, lines in theirs.items()}


def _shows_all(document: Document) -> bool:
    """Whether every line is in sight."""
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
    """The difference of two documents, by stage where one of them hides lines; ``names`` tell
    them apart. Raises InputError ``COMPARE_UNIT`` for other declared units."""
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
                str(line.get("what", "")),
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


def comparison_text(found: Comparison, language: Language = "en", limit: int = 15) -> str:
    """Totals and the largest changes; what is not listed is added up in one line."""
    changed = [line for line in found.lines if line.change]
    rest = exact_sum(line.change for line in changed[limit:])

    def figure(value: Decimal | None) -> str:
        return DASH if value is None else significant(value, 3)

    rows = [
        (figure(line.first), figure(line.second), signed(line.change), line.what[:64])
        for line in changed[:limit]
    ]
    if len(changed) > limit:
        word = "其余" if language == "zh" else "all other lines"
        rows.append(("", "", signed(rest), f"{word} ({len(changed) - limit})"))
    total = "合计" if language == "zh" else "total"
    rows.append(
        (figure(found.first_total), figure(found.second_total), signed(found.change), total)
    )
    head = f"A {sanitize(found.first_name)}\nB {sanitize(found.second_name)}\n\n"
    return head + table([("A", "B", "B - A", ""), *rows], frozenset({0, 1, 2}))
