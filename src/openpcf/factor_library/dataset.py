"""A data set of factors: one publisher, one version, one file, one digest.

The file is canonical JSON, one row per line: a header, then the rows. Cells that are equal in all
rows are stored in ``header.constants``; cells with few distinct values are indexes into
``header.words``. Factors are made from their rows on demand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import orjson

from openpcf.errors import InputError
from openpcf.model.base import Frozen, decimal_text, parse_decimal
from openpcf.model.factor import Factor, Original
from openpcf.vocabulary import words

FORMAT = "openpcf-factors/1"

FIELDS = (
    "id",
    "name",
    "value",
    "numerator",
    "per",
    "parts",
    "memo",
    "gwp",
    "kind",
    "boundary",
    "basis",
    "losses",
    "geography",
    "year",
    "category",
    "technology",
    "publisher",
    "licence",
    "source",
    "note",
    "seen",
    "low",
    "high",
    "range_means",
    "incomplete",
    "original_value",
    "original_in",
    "original_out",
)
"""Columns of a file. ``parts`` is the name of the one part that has the whole value, else an
object; ``original_value`` is blank where the publisher's digits are those of ``value``."""

_OWN = frozenset({"id", "value", "original_value", "low", "high", "parts", "memo"})
_KINDS = frozenset(words("factor-kind"))


class LeftOut(Frozen):
    """A row of the source that is not a factor, and why."""

    id: str
    why: str


class Header(Frozen):
    """Properties of a whole data set; a ``default`` set is used unless another is named."""

    name: str
    version: str
    title: str
    publisher: str
    licence: str
    source: str
    place: str = ""
    published_version: str = ""
    kind: Literal[
        "electricity",
        "mixed",
        "spend",
        "customs",
        "characterisation",
        "electronics",
        "materials",
        "transport",
        "own",
    ]
    default: bool = False
    count: int = 0
    id_prefix: str = ""
    derived_from: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def key(self) -> str:
        """Return ``name/version``, as a study's lock pins it."""
        return f"{self.name}/{self.version}"


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """The rows of one file. Equal digests are equal data sets."""

    header: Header
    digest: str
    constants: Mapping[str, Any]
    words: Mapping[str, Sequence[Any]]
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Any]]
    _made: dict[int, Factor] = field(default_factory=dict)
    _where: dict[str, dict[Any, list[int]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Dataset({self.key}, {len(self)} factors)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Factor]:
        return (self.factor(i) for i in range(len(self)))

    @property
    def key(self) -> str:
        """Return ``name/version``."""
        return self.header.key

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Return the row of every id."""
        at = self.columns["id"]
        return {row[at]: i for i, row in enumerate(self.rows)}

    def cell(self, row: int, name: str) -> Any:
        """Return the resolved value of one cell, blank as ``""``."""
        if name in self.constants:
            return self.constants[name]
        at = self.columns.get(name)
        if at is None:
            return ""
        value = self.rows[row][at]
        return self.words[name][value] if name in self.words else value

    def where(self, name: str, wanted: frozenset[Any] | set[Any]) -> range | list[int]:
        """Return rows whose cell has one of these values, without making factors."""
        if name not in self.columns:
            hit = self.constants.get(name, "") in wanted
            return range(len(self.rows)) if hit else range(0)
        at = self.columns[name]
        if name in self.words:
            wanted = {i for i, word in enumerate(self.words[name]) if word in wanted}
        if not wanted:
            return range(0)
        places = self._where.get(name)
        if places is None:
            places = self._where[name] = {}
            for i, row in enumerate(self.rows):
                places.setdefault(row[at], []).append(i)
        return sorted(i for cell in wanted for i in places.get(cell, ()))

    def get(self, id: str) -> Factor | None:
        """Return the factor of an id; None if it is not in the set."""
        row = self.index.get(id)
        return None if row is None else self.factor(row)

    def factor(self, row: int) -> Factor:
        """Return the factor of a row."""
        made = self._made.get(row)
        if made is None:
            made = self._made[row] = self._make(row)
        return made

    def _make(self, row: int) -> Factor:
        cells = {name: self.cell(row, name) for name in FIELDS}
        text = cells["value"]
        value = parse_decimal(text)
        digits, per, numerator = (cells.pop(f"original_{n}") for n in ("value", "in", "out"))
        original = None
        if digits or per or numerator:
            original = Original(value=digits or text, unit_in=per, unit_out=numerator)
        for name in ("parts", "memo"):
            cells[name] = _amounts(cells[name], value)
        for name in ("low", "high"):
            cells[name] = parse_decimal(cells[name]) if cells[name] else None
        for name in ("gwp", "seen"):
            cells[name] = cells[name] or {"gwp": "unstated", "seen": "read"}[name]
        cells["value"] = value
        return Factor(
            dataset=self.header.name, version=self.header.version, original=original, **cells
        )


def _amounts(cell: Any, value: Decimal) -> dict[str, Decimal]:
    if not cell:
        return {}
    if isinstance(cell, str):
        return {cell: value}
    return {name: parse_decimal(text) for name, text in cell.items()}


def digest_of(data: bytes) -> str:
    """Return ``sha-256:`` and the hexadecimal digest of a file's bytes."""
    return "sha-256:" + hashlib.sha256(data).hexdigest()


def read_dataset(data: bytes, place: str = "") -> Dataset:
    """Return a data set from the bytes of its file; raises InputError ``DATASET_FORM``."""
    try:
        whole = orjson.loads(data)
        head = whole["header"]
        if head.pop("format") != FORMAT:
            raise InputError("DATASET_FORM", place, "another format", FORMAT)
        columns = {name: i for i, name in enumerate(head.pop("columns"))}
        constants, words = head.pop("constants"), head.pop("words")
        header = Header.model_validate(head)
        rows = whole["rows"]
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise InputError("DATASET_FORM", place, str(e).splitlines()[0][:80], FORMAT) from None
    unknown = (columns.keys() | constants.keys()) - set(FIELDS)
    widths = {len(row) for row in rows}
    if unknown or "id" not in columns or header.count != len(rows) or widths - {len(columns)}:
        raise InputError("DATASET_FORM", place, "columns or rows that do not fit", FORMAT)
    dataset = Dataset(header, digest_of(data), constants, words, columns, rows)
    if len(dataset.index) != len(rows):
        raise InputError("DATASET_FORM", place, "an id that stands twice", FORMAT)
    return dataset


def _cells(factor: Factor) -> dict[str, Any]:
    value = decimal_text(factor.value)
    original = factor.original or Original(value=value, unit_in="", unit_out="")
    cells: dict[str, Any] = {
        name: getattr(factor, name) for name in FIELDS if not name.startswith("original_")
    }
    for name in ("parts", "memo"):
        amounts = getattr(factor, name)
        alone = len(amounts) == 1 and next(iter(amounts.values())) == factor.value
        cells[name] = (
            next(iter(amounts)) if alone else {k: decimal_text(v) for k, v in amounts.items()} or ""
        )
    for name in ("low", "high"):
        amount = getattr(factor, name)
        cells[name] = "" if amount is None else decimal_text(amount)
    cells["value"] = value
    cells["original_value"] = "" if original.value == value else original.value
    cells["original_in"], cells["original_out"] = original.unit_in, original.unit_out
    return cells


def write_dataset(header: Header, factors: Iterable[Factor]) -> bytes:
    """Return the file of a data set; equal factors in equal order give equal bytes."""
    table = [_cells(factor) for factor in factors]
    constants: dict[str, Any] = {}
    words: dict[str, list[Any]] = {}
    columns: list[str] = []
    for name in FIELDS:
        values = [cells[name] for cells in table]
        distinct = list(dict.fromkeys(orjson.dumps(v) for v in values))
        if name != "id" and len(distinct) <= 1:
            if values and values[0] != "":
                constants[name] = values[0]
            continue
        columns.append(name)
        if name not in _OWN and len(distinct) * 2 < len(values):
            words[name] = [orjson.loads(text) for text in distinct]
            places = {text: i for i, text in enumerate(distinct)}
            for cells in table:
                cells[name] = places[orjson.dumps(cells[name])]
    head = header.model_copy(update={"count": len(table)}).model_dump(mode="json")
    head |= {"format": FORMAT, "constants": constants, "words": words, "columns": columns}
    lines = [orjson.dumps([cells[name] for name in columns]) for cells in table]
    return b"".join(
        (
            b'{"header":',
            orjson.dumps(head, option=orjson.OPT_SORT_KEYS),
            b',\n"rows":[\n',
            b",\n".join(lines),
            b"\n]}\n",
        )
    )
