"""Files that ship with the package: their bytes, their rows, and what is wrong with them.

Whatever is wrong is one refusal, ``PACKAGE_DATA``: the file and, where known, its row in
``place``, and the problem as a coded text (``data.<problem>`` of the catalogue).
"""

from __future__ import annotations

import csv
import io
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from openpcf.errors import InputError

CODE = "PACKAGE_DATA"
Row = Mapping[str, str]
T = TypeVar("T")


def fault(problem: str, place: str, row: int | None = None, **params: object) -> InputError:
    """Make the refusal of a file of the package; ``problem`` is a key below ``data``."""
    at = place if row is None else f"{place}#row={row}"
    return InputError(CODE, at, problem={"code": f"data.{problem}", "params": params})


@contextmanager
def reading(place: str, row: int | None = None) -> Iterator[None]:
    """Refuse a column that is not there and a value that cannot be read as ``PACKAGE_DATA``."""
    try:
        yield
    except KeyError as e:
        raise fault("column", place, row, name=str(e.args[0])) from e
    except (InputError, ValueError, re.error) as e:
        if isinstance(e, InputError) and e.code == CODE:
            raise
        raise fault("value", place, row) from e


def data(path: str) -> bytes:
    """Give the bytes of a file below ``data/``; raises InputError ``PACKAGE_DATA``."""
    try:
        return pkgutil.get_data("openpcf", f"data/{path}") or b""
    except OSError as e:
        raise fault("missing", path) from e


def text(path: str) -> str:
    """Give the text of a file below ``data/``; raises InputError ``PACKAGE_DATA``."""
    try:
        return data(path).decode("utf-8")
    except UnicodeDecodeError as e:
        raise fault("encoding", path) from e


def parsed(content: str, path: str) -> tuple[Row, ...]:
    """Read the rows of a CSV table; raises InputError ``PACKAGE_DATA`` for a row of another width
    than the header's."""
    found = []
    for number, row in enumerate(csv.DictReader(io.StringIO(content, newline="")), 2):
        if None in row or None in row.values():
            raise fault("cells", path, number)
        found.append(row)
    if not found:
        raise fault("empty", path)
    return tuple(found)


def table(path: str) -> tuple[Row, ...]:
    """Read the rows of a CSV table below ``data/``; raises InputError ``PACKAGE_DATA``."""
    return parsed(text(path), path)


def each(rows: Iterable[Row], make: Callable[[Row], T], path: str) -> Iterator[T]:
    """Make a value of every row; raises InputError ``PACKAGE_DATA`` with the row."""
    for number, row in enumerate(rows, 2):
        with reading(path, number):
            made = make(row)
        yield made
