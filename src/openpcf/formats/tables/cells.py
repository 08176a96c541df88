"""Cells as people write them → numbers, dates, safe text.

The number convention is decided for a whole column; a cell that could be read in two ways is
reported, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from openpcf.errors import InputError
from openpcf.formats.tables.table import Kind
from openpcf.model.base import DECIMAL_PATTERN, decimal_text
from openpcf.model.finding import Finding, error, info, warning
from openpcf.model.units import unit as unit_of

Convention = Literal[".", ","]
"""The decimal sign; the other sign and blanks may group thousands."""

LOOKED_AT = 256
"""Maximum characters of a number, a date or a formula."""

Place = Callable[[int], str]
"""Row number → place of the column's cell in that row."""

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<body>\d[\d.,' ]*|[.,]\d+)(?P<exp>[eE][+-]?\d{1,3})?\s*(?P<rest>[^\d\s].*)?"
)
_SIMPLE = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_EXACT = re.compile(DECIMAL_PATTERN, re.ASCII)
_GROUPED = {
    ".": re.compile(r"[1-9]\d{0,2}([,' ])\d{3}(\1\d{3})*(\.\d*)?|\d+(\.\d*)?|\.\d+"),
    ",": re.compile(r"[1-9]\d{0,2}([.' ])\d{3}(\1\d{3})*(,\d*)?|\d+(,\d*)?|,\d+"),
}
_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u2212": "-", "\u2013": "-"}
)


class Number(NamedTuple):
    """A number read from a cell; ``rest`` is the text after it (``%``, ``g``, ``pcs``)."""

    value: Decimal
    rest: str = ""
    exponent: bool = False


def _tidy(text: str) -> str:
    if len(text) > LOOKED_AT:
        return ""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text.translate(_BLANKS)).translate(_BLANKS).strip()


def says_convention(text: str) -> Convention | Literal["?"] | None:
    """Return the decimal sign that a cell proves: ``.`` or ``,``.

    ``?`` for 1,234 and 1.234, which prove nothing; None for a whole number or no number.
    """
    if _SIMPLE.fullmatch(text):
        if "." not in text:
            return None
        whole, _, fraction = text.lstrip("-").partition(".")
        return "?" if len(fraction) == 3 and len(whole) <= 3 and whole != "0" else "."
    match = _NUMBER.fullmatch(_tidy(text))
    if match is None:
        return None
    body = match["body"].strip()
    dots, commas = body.count("."), body.count(",")
    if not dots and not commas:
        return None
    if dots and commas:
        last: Convention = "." if body.rfind(".") > body.rfind(",") else ","
        return last if body.count(last) == 1 else None
    sign: Convention = "." if dots else ","
    if dots + commas > 1:
        return "," if dots else "."
    whole, fraction = body.split(sign)
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0" and not match["exp"]:
        return "?"
    return sign


def read_number(text: str, convention: Convention = ".") -> Number | None:
    """Return a number and the text after it; None if the text starts with no number.

    Thousands may be grouped in threes by blank, apostrophe or the sign that is not the decimal one.
    ``1e-3`` is read exactly.
    """
    if _SIMPLE.fullmatch(text):
        value = Decimal(text)
        if convention == "." or "." not in text:
            return Number(value if value else abs(value))
    match = _NUMBER.fullmatch(_tidy(text))
    if match is None:
        return None
    body = match["body"].strip()
    if not _GROUPED[convention].fullmatch(body):
        return None
    group = "," if convention == "." else "."
    plain = body.replace(group, "").replace("'", "").replace(" ", "").replace(",", ".")
    value = Decimal(f"{match['sign']}{plain.rstrip('.')}{match['exp'] or ''}")
    if not value:
        value = abs(value)
    if not _EXACT.fullmatch(decimal_text(value)):
        return None
    if match["exp"]:
        value = Decimal(decimal_text(value))
    return Number(value, (match["rest"] or "").strip(), bool(match["exp"]))


class Cell(NamedTuple):
    """A cell of one column: row number, text, kind."""

    row: int
    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column as numbers by row; a missing row could not be read (see findings)."""

    numbers: dict[int, Number]
    convention: Convention
    reported: tuple[tuple[int, Finding], ...]
    """Findings with the row each is about."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for _, finding in self.reported)


def read_numbers(
    cells: Iterable[Cell], place: Place, convention: Convention | None = None
) -> NumberColumn:
    """Read every number of a column by one convention.

    The convention is the stated one, else that of the cells. Findings: ``NUMBER_MIXED`` (12,5 and
    12.5), ``NUMBER_AMBIGUOUS`` (1,234 without further evidence, an error if the comma could be
    either; 1.234 is read with a decimal point and one warning), ``NUMBER_UNREADABLE``,
    ``NUMBER_EXPONENT``, ``CELL_TEXT_NUMBER`` (numbers stored as text among numbers). In a mixed
    column, each cell that proves its sign is read by it.
    """
    filled = [c for c in cells if c.text.strip() and c.kind not in {"error", "formula"}]
    signs = {c.row: says_convention(c.text) for c in filled if c.kind != "number"}
    first: dict[str, Cell] = {}
    for cell in filled:
        proof = signs.get(cell.row)
        if proof is not None:
            first.setdefault(proof, cell)
    findings: list[tuple[int, Finding]] = []
    mixed = convention is None and "." in first and "," in first
    if mixed:
        comma, point = first[","], first["."]
        fault = error(
            "NUMBER_MIXED",
            place(comma.row),
            comma.text.strip(),
            point.text.strip(),
            other=place(point.row),
        )
        findings.append((comma.row, fault))
    proven: Convention | None = convention
    if proven is None and not mixed:
        proven = "," if "," in first else "." if "." in first else None
    numbers: dict[int, Number] = {}
    pointed: list[Cell] = []
    for cell in filled:
        proof = signs.get(cell.row)
        own: Convention = proven or "."
        text = cell.text.strip()
        if proof == "?" and proven is None:
            if mixed or "," in cell.text:
                findings.append((cell.row, _ambiguous(cell, place, error)))
                continue
            pointed.append(cell)
        elif mixed and (proof == "." or proof == ","):
            own = proof
        number = read_number(cell.text, "." if cell.kind == "number" else own)
        if number is None:
            findings.append(
                (cell.row, error("NUMBER_UNREADABLE", place(cell.row), text[:60], "12.5"))
            )
            continue
        if number.exponent:
            exact = decimal_text(number.value)
            findings.append((cell.row, info("NUMBER_EXPONENT", place(cell.row), text, exact)))
        numbers[cell.row] = number
    if pointed:
        warned = _ambiguous(pointed[0], place, warning, len(pointed))
        findings.append((pointed[0].row, warned))
    findings.extend(_text_numbers(filled, numbers, place))
    return NumberColumn(numbers, proven or ".", tuple(findings))


def _ambiguous(cell: Cell, place: Place, make: Callable[..., Finding], count: int = 1) -> Finding:
    text = cell.text.strip()
    whole = text.replace(",", "").replace(".", "")
    either = f"{text.replace(',', '.')} / {whole}"
    return make("NUMBER_AMBIGUOUS", place(cell.row), text, either, count=str(count))


def _text_numbers(
    filled: Sequence[Cell], numbers: dict[int, Number], place: Place
) -> tuple[tuple[int, Finding], ...]:
    if not any(c.kind == "number" for c in filled):
        return ()
    texts = [c for c in filled if c.kind == "text" and c.row in numbers]
    if not texts:
        return ()
    first, count = texts[0], str(len(texts))
    kinds = info("CELL_TEXT_NUMBER", place(first.row), first.text.strip(), "number", count=count)
    return ((first.row, kinds),)


# --- dates -----------------------------------------------------------------------------------

_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\d{1,2}:.*)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})")
_SLASH = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")
_EXCEL_ZERO = date(1899, 12, 30).toordinal()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def read_date(
    text: str, place: str = "", kind: Kind = "text"
) -> tuple[date | None, tuple[Finding, ...]]:
    """Read a calendar day; blank is None without a finding.

    Forms: 2025-12-31, 2025/12/31, 31.12.2025, 2025年12月31日, 20251231, and an Excel serial in a
    number cell (1900 system, days since 1899-12-30). ``03/04/2025`` is ``DATE_AMBIGUOUS``, anything
    else ``DATE_FORM``.
    """
    tidy = _tidy(text)
    if not text.strip():
        return None, ()
    found: date | None = None
    if match := _YEAR_FIRST.fullmatch(tidy) or _COMPACT.fullmatch(tidy):
        found = _day(match[1], match[2], match[3])
    elif match := _GERMAN.fullmatch(tidy):
        found = _day(match[3], match[2], match[1])
    elif match := _SLASH.fullmatch(tidy):
        one, two, year = match[1], match[3], match[4]
        if int(one) <= 12 and int(two) <= 12 and int(one) != int(two):
            either = f"{year}-{int(two):02d}-{int(one):02d} / {year}-{int(one):02d}-{int(two):02d}"
            return None, (error("DATE_AMBIGUOUS", place, tidy, either),)
        found = _day(year, two, one) if int(one) > 12 else _day(year, one, two)
    elif kind == "number" and _SERIAL.fullmatch(tidy):
        found = date.fromordinal(_EXCEL_ZERO + int(tidy.partition(".")[0]))
        shown = found.isoformat()
        return found, (info("DATE_SERIAL", place, tidy, shown),)
    if found is None:
        return None, (error("DATE_FORM", place, text.strip()[:40], "2025-12-31"),)
    return found, ()


# --- units --------------------------------------------------------------------------------------


def unit_findings(text: str, place: str, offers: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return findings on a unit; if all offered units share a dimension, it must match."""
    shown = ", ".join(offers)
    try:
        found = unit_of(text, place)
    except InputError as e:
        expected = shown if shown and e.code == "UNIT_UNKNOWN" else e.expected
        return (error(e.code, place, e.found, expected, **e.params),)
    kinds = {unit_of(offer).dimension for offer in offers}
    if kinds and len(kinds) == 1 and found.dimension not in kinds:
        kind = kinds.pop()
        params = {"found_kind": found.kind, "expected_kind": kind}
        return (error("UNIT_DIMENSION", place, text[:60], shown, **params),)
    return ()


# --- text that a spreadsheet would run ---------------------------------------------------------

_STARTS = "=+\\-@\t\r\n＝＋－＠"
_MAY_BE_RISKY = frozenset("=+-@\t\r\n＝＋－＠'")
_RISKY = re.compile(rf"'*[{_STARTS}]")
_ESCAPED = re.compile(rf"'+[{_STARTS}]")
_HARMLESS = re.compile(r"[+-]?\d+([.,]\d+)?")
_FORMULA = re.compile(
    r"""[\s'＝＋－＠=+\-@]*(?:
        [=＝]\s*[^\s=]            # =anything
      | [@＠]\s*[A-Za-z]\w*\s*[(!]  # @SUM(
      | [+\-＋－]+\s*(?:[A-Za-z]\w*[(!|]|.*\w\|.*!|\(.*[A-Za-z]+\d+
          |[A-Z]{1,3}\d+\s*[-+*/^]\s*[A-Z]*\d)
    )""",
    re.VERBOSE,
)


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet would run a text cell as a formula.

    ``+can``, ``-40 °C`` and ``+3.3V`` do not look like one.
    """
    start = text[:LOOKED_AT].lstrip()
    return bool(start) and start[0] in "=+-@＝＋－＠" and _FORMULA.match(start) is not None


def safe_text(value: str) -> str:
    """Return text for a CSV or XLSX cell that no spreadsheet runs; numbers are unchanged.

    :func:`plain_text` reverses it exactly.
    """
    if not value or value[0] not in _MAY_BE_RISKY or _HARMLESS.fullmatch(value):
        return value
    return "'" + value if _RISKY.match(value) else value


def plain_text(value: str) -> str:
    """Return the original of a text made by :func:`safe_text`."""
    return value[1:] if _ESCAPED.match(value) else value


def formula_text(text: str, place: str) -> tuple[Finding, ...]:
    """Report a text cell that looks like a formula as ``CELL_FORMULA_TEXT``."""
    if looks_like_formula(text):
        return (warning("CELL_FORMULA_TEXT", place, text.strip()[:60], "plain text"),)
    return ()
