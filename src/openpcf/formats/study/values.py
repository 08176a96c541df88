"""One cell of a study: text → value and value → text, the same for both forms.

Surrounding blanks are significant in free text only. A cell with only blanks has no value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpcf.errors import InputError
from openpcf.formats.countries import is_region, region_meant
from openpcf.formats.study.column import Column, key_of
from openpcf.formats.tables.cells import read_date, unit_findings
from openpcf.formats.tables.csv import ERROR_WORDS
from openpcf.formats.tables.read import number_text
from openpcf.messages.catalogue import Language, term
from openpcf.model.base import Measure, decimal_text, parse_decimal
from openpcf.model.finding import Finding, error, warning
from openpcf.vocabulary import near_words, nearest

_CODES = frozenset(
    {
        *("id", "source", "digest", "path", "gtin", "part_number", "own_number", "package"),
        *("part_of", "country", "subdivision", "region", "country_of_origin"),
        *("mode", "measure", "series", "profile", "language", "format", "site_zone"),
        *("gwp_requested", "factor"),
    }
)
"""Texts that are codes: surrounding blanks are ignored."""

_PLACES = frozenset({"country", "subdivision", "region", "country_of_origin"})

MANY = 12
"""Above this number of words a finding names only the nearest."""

TEXT_LIMIT = 32_767
"""Characters a spreadsheet's cell holds."""

NUMBER_DIGITS = 15
"""Digits a spreadsheet's number holds."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d))?", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00:00(\.0+)?", re.ASCII)
_COMMA = re.compile(r"-?[\d.,'’ \u00a0\u202f]*,[\d]+", re.ASCII)
_THOUSANDS = re.compile(r"([1-9]\d{0,2})\.(\d{3})", re.ASCII)
"""A point before three digits: a decimal point here, a sign of thousands in German."""
_WORDS = re.compile(r"[\s,;，；、]+")
_ITEMS = re.compile(r"[;；\n]")
_NOT_CARRIED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Parsed = tuple[Any, tuple[Finding, ...]]
"""A value (None: no value) and its findings."""


def parse(column: Column, text: str, place: str) -> Parsed:
    """Return the value of one cell and the findings on it (blank: None, no finding).

    Amounts in units are checked by their own column; for a measure see :func:`parse_measure`.
    """
    if not text.strip():
        return None, ()
    if text.strip() in ERROR_WORDS:
        return None, (error("TABLE_FORMULA_ERROR", place, text.strip(), "a value"),)
    if column.kind == "text":
        name = column.key.rpartition(".")[2]
        if name in _PLACES and not is_region(text.strip()):
            expected = region_meant(text) or "CN, CN-JS, DE"
            return None, (error("STUDY_REGION", place, text.strip()[:60], expected),)
        if known := column.key_of(text):
            return known, ()
        return (text.strip() if column.refers or name in _CODES else text), ()
    bare = text.strip()
    match column.kind:
        case "amount":
            return _amount(column, bare, place)
        case "date":
            return _date(bare, place)
        case "yes-no":
            return _yes_no(bare, place)
        case "choice":
            found = column.key_of(bare)
            reported = () if found else (_bad_choice(column, bare, place),)
            return found, reported
        case "list":
            return _list(column, bare, place)
        case "unit":
            return bare, unit_findings(bare, place, column.offers)
        case _:
            return text, ()


def parse_measure(column: Column, amount: str, unit: str, place: str) -> Parsed:
    """Return a measure from its amount and its unit; both or neither."""
    if not amount.strip():
        return None, ()
    value, reported = _amount(column, amount.strip(), place)
    if not unit.strip():
        expected = column.offers[0] if column.offers else "kg"
        return None, (*reported, error("STUDY_UNIT_BLANK", place, amount.strip(), expected))
    reported = (*reported, *unit_findings(unit.strip(), place, column.offers))
    return (None if value is None else Measure(amount=value, unit=unit.strip())), reported


def _bad_choice(column: Column, text: str, place: str) -> Finding:
    if len(column.choices) <= MANY:
        return error(
            "STUDY_CHOICE", place, text[:60], ", ".join(column.choices), list=column.vocabulary
        )
    near = ", ".join(nearest(column.vocabulary, text)) or ", ".join(column.choices)
    return error("STUDY_WORD", place, text[:60], near, column=column.key)


def _yes_no(text: str, place: str) -> Parsed:
    key = key_of("yes-no", text) or "".join(near_words("yes-no").get(text.casefold(), ()))
    if key:
        return key == "yes", ()
    return None, (error("STUDY_YES_NO", place, text[:60], "yes, no"),)


def _amount(column: Column, text: str, place: str) -> Parsed:
    try:
        value = parse_decimal(text)
    except InputError:
        code = "STUDY_COMMA" if _COMMA.fullmatch(text) else "STUDY_AMOUNT"
        return None, (error(code, place, text[:60], "12.5"),)
    reported = _limits(column, value, place)
    if column.total and (grouped := _THOUSANDS.fullmatch(text)):
        whole, zeros = f"{grouped[1]}{grouped[2]}", grouped[2] == "000"
        make = error if zeros else warning
        reported.append(
            make("STUDY_THOUSANDS", place, text, whole, read=grouped[1] if zeros else text)
        )
    return value, tuple(reported)


def _limits(column: Column, value: Decimal, place: str) -> list[Finding]:
    shown = decimal_text(value)
    reported: list[Finding] = []
    if value < 0 and column.least != "any":
        reported.append(error("STUDY_NEGATIVE", place, shown, "≥ 0"))
    elif value == 0 and column.least == "above-zero":
        reported.append(error("STUDY_ABOVE_ZERO", place, shown, "> 0"))
    elif value == 0 and column.least == "positive":
        reported.append(warning("STUDY_ZERO", place, shown, "> 0"))
    elif 0 < value <= 1 and column.whole_percent:
        reported.append(warning("STUDY_FRACTION", place, shown, decimal_text(100 * value)))
    if column.most is not None and value > column.most:
        reported.append(error("STUDY_TOO_HIGH", place, shown, f"≤ {column.most}"))
    return reported


def _date(text: str, place: str) -> Parsed:
    midnight = _MIDNIGHT.fullmatch(text)
    day = midnight[1] if midnight else text
    wrong = error("STUDY_DATE", place, text[:60], "2025-01-31")
    if not _DATE.fullmatch(day):
        found, reported = read_date(text, place) if ":" not in text else (None, (wrong,))
        if found is None:
            return None, tuple(f if f.code == "DATE_AMBIGUOUS" else wrong for f in reported)
        iso = found.isoformat()
        return iso, (warning("DATE_READ", place, text[:60], iso),)
    try:
        datetime.fromisoformat(day)
    except ValueError:
        return None, (wrong,)
    return day, ()


def _words_of(column: Column) -> bool:
    """Return whether items are single words (designators), separated by blanks or commas."""
    return column.key == "designators"


def _list(column: Column, text: str, place: str) -> Parsed:
    if text.startswith("["):
        try:
            items = json.loads(text)
        except ValueError:
            items = None
        if not isinstance(items, list) or not all(isinstance(i, str) and i for i in items):
            return None, (error("STUDY_LIST", place, text[:60], "A; B"),)
        return tuple(items), ()
    pattern = _WORDS if _words_of(column) else _ITEMS
    return tuple(i.strip() for i in pattern.split(text) if i.strip()), ()


def _list_text(column: Column, items: Sequence[str]) -> str:
    if not items:
        return "" if _words_of(column) else "[]"
    pattern = _WORDS if _words_of(column) else _ITEMS
    plain = all(i and i == i.strip() and not pattern.search(i) for i in items)
    if not plain or items[0].startswith("["):
        return json.dumps(list(items), ensure_ascii=False)
    return (" " if _words_of(column) else "; ").join(items)


def shown(column: Column, value: Any, language: Language | None = None) -> str:
    """Return the text of a value for a cell; blank for None.

    Words are written as keys, or as terms of a language.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        key = "yes" if value else "no"
        return term("yes-no", key, language) if language else key
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, tuple):
        return _list_text(column, value)
    return column.word(str(value), language) if language else str(value)


def as_float(value: Decimal) -> float | None:
    """Return the number a spreadsheet may store for a decimal; None if it would lose a digit.

    Spreadsheet programs keep 15 digits; a trailing zero is a digit too.
    """
    text = decimal_text(value)
    number = float(value)
    if len(value.as_tuple().digits) > NUMBER_DIGITS or number_text(number) != text:
        return None
    return number


def check_text(text: str, place: str) -> None:
    """Refuse what a cell can't hold or what would be read back as a failed formula.

    Raises InputError ``STUDY_TEXT_LENGTH``, ``STUDY_TEXT_SIGN``, ``TABLE_FORMULA_ERROR``.
    """
    long = len(text) > TEXT_LIMIT // 2
    if long and len(text.encode("utf-16-le", "surrogatepass")) // 2 > TEXT_LIMIT:
        raise InputError("STUDY_TEXT_LENGTH", place, str(len(text)), str(TEXT_LIMIT))
    if found := _NOT_CARRIED.search(text):
        raise InputError("STUDY_TEXT_SIGN", place, f"U+{ord(found[0]):04X}")
    if text.strip() in ERROR_WORDS:
        raise InputError("TABLE_FORMULA_ERROR", place, text.strip(), "a value")
