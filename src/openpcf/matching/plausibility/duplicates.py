"""Compare rows of one product: duplicates, differing pieces, over-allocated site totals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from openpcf.model.base import exact_sum, trimmed_decimal
from openpcf.model.finding import Finding, error, warning
from openpcf.model.study import Activity, Board, Leg, Packaging, Row, Study, place_of

_ONE = Decimal(1)
_OF_A_ROW = {"id", "source", "note", "extra"}
T = TypeVar("T")


def _grouped(rows: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _word(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _content(row: Row) -> Hashable:
    """Return the content of a row without id, source and notes; case and blanks ignored."""
    data = row.model_dump(exclude=_OF_A_ROW)
    return tuple(_word(v) if isinstance(v, str) else str(v) for v in data.values())


def _twice(name: str, rows: Iterable[Activity | Board | Leg | Packaging]) -> Iterator[Finding]:
    for many in _grouped((row for row in rows if row.is_in), _content).values():
        if len(many) > 1:
            place = "; ".join(place_of(row, name) for row in many)
            yield warning("ROW_AGAIN", place, many[0].what or many[0].id, "1")


def _period(activity: Activity) -> Hashable:
    return activity.period_start, activity.period_end


def _pieces(activities: Iterable[Activity]) -> Iterator[Finding]:
    """Report rows of one period with different numbers of units; 1 means a single unit."""
    made = [a for a in activities if a.pieces not in (None, _ONE)]
    for many in _grouped(made, _period).values():
        by_pieces = _grouped(many, lambda a: a.pieces)
        if len(by_pieces) > 1:
            place = "; ".join(place_of(rows[0], "activities") for rows in by_pieces.values())
            found = ", ".join(
                trimmed_decimal(rows[0].pieces or _ONE) for rows in by_pieces.values()
            )
            yield warning("PIECES_DIFFER", place, found)


def _site_total(activity: Activity) -> Hashable:
    return (
        activity.site,
        activity.stage,
        _word(activity.material),
        activity.factor,
        activity.quantity,
        activity.unit,
        _word(activity.allocation_key),
        activity.key_total,
        activity.key_unit,
        _period(activity),
    )


def _above_one(activities: Iterable[Activity]) -> Iterator[Finding]:
    """Report rows that together take more than the whole of one site total."""
    shared = [a for a in activities if a.product_key is not None and a.key_total is not None]
    for many in _grouped(shared, _site_total).values():
        taken = exact_sum(a.product_key or Decimal(0) for a in many)
        total = many[0].key_total or Decimal(0)
        if len(many) > 1 and taken > total:
            place = "; ".join(place_of(a, "activities") for a in many)
            yield error(
                "ALLOCATION_ABOVE_ONE", place, trimmed_decimal(taken), trimmed_decimal(total)
            )


def duplicate_findings(study: Study) -> tuple[Finding, ...]:
    """Report rows that contradict each other.

    ``ROW_AGAIN`` for rows that are equal except for their id, ``PIECES_DIFFER`` for rows of one
    period with different numbers of units, ``ALLOCATION_ABOVE_ONE`` for rows that together take
    more of a site total than there is.
    """
    counted = [activity for activity in study.activities if activity.is_in]
    return (
        *_twice("boards", study.boards),
        *_twice("activities", study.activities),
        *_twice("transport", study.transport),
        *_twice("packaging", study.packaging),
        *_pieces(counted),
        *_above_one(counted),
    )
