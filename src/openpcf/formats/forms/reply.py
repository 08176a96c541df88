"""Read a filled request: rows by key, columns by header, all faults at once.

People write ``0,31 kWh``, local dates, or a part number in place of a URI; what can be read without
guessing is read, everything else is a finding that names the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.formats.countries import countries_like, country_code
from openpcf.formats.forms.request import ANSWER, FACTS, KEY, is_header, shown_word
from openpcf.formats.identifiers import company_uri, gln_like, product_uri
from openpcf.formats.tables.cells import (
    Cell,
    Number,
    plain_text,
    read_date,
    read_numbers,
    says_convention,
)
from openpcf.formats.tables.read import Row, Table, mark_findings, open_tables
from openpcf.model.base import decimal_text, exact_sum, trimmed_decimal
from openpcf.model.finding import Finding, Severity, error, errors_of
from openpcf.model.request import Answer, Question, Reply
from openpcf.model.units import convert, is_unit, same_dimension

ENERGY_SITE, ENERGY_PIECE = "site:electricity", "input:electricity"
_WITH_SITE = ("site.share_percent", "site.key", "site.pieces")
_TOLERANCE = Decimal("0.98")
"""Tolerated difference by which materials are lighter than the piece: weighing, rounding."""
_HEAVY = 2
"""Materials heavier than this many pieces have to be confirmed."""
_YEAR = 360
"""Allowed days of annual figures, for any accounting calendar."""
_NOT_ZERO = ("product.mass", "site.pieces", "site.share_percent", ENERGY_SITE, ENERGY_PIECE)


def _sheet(data: bytes, name: str) -> tuple[Table, dict[str, Row], int, list[Finding]]:
    """Return the table of the request, its rows by key, and the column of answers."""
    tables, findings = open_tables(data, name)
    for table in tables:
        for row in table.rows:
            answers = [n for n, text in enumerate(row.texts) if is_header(text, ANSWER)]
            keys = [n for n, text in enumerate(row.texts) if is_header(text, KEY)]
            if answers and keys:
                key = keys[0]
                rows = {r.text(key): r for r in table.rows if r.number > row.number and r.text(key)}
                return table.at_header(row.number), rows, answers[0], list(findings)
            if answers or keys:
                missing = KEY if answers else ANSWER
                raise InputError("REPLY_HEADER", table.row_place(row.number), expected=missing)
    raise InputError("REPLY_NO_REQUEST", place=name, findings=findings)


def reply_class(data: bytes, name: str) -> str:
    """Return the part class of a reply; raises InputError ``REPLY_NO_REQUEST``."""
    _, rows, column, _ = _sheet(data, name)
    if "part_class" not in rows:
        raise InputError("REPLY_NO_REQUEST", place=name)
    return rows["part_class"].text(column)


@dataclass(frozen=True)
class _Asked:
    """A question with the content of its answer cell."""

    question: Question
    text: str
    place: str
    number: Number | None = None

    def fault(self, code: str, expected: str = "", **params: str) -> Finding:
        question = f"{self.question.text}.text"
        return error(code, self.place, self.text[:60], expected, question=question, **params)


def _number(asked: _Asked) -> str | Finding:
    unit = asked.question.unit
    if asked.number is None:
        return asked.fault("REPLY_NUMBER", "12.5")
    amount, stated = asked.number.value, asked.number.rest.strip()
    if stated and stated.casefold() != unit.casefold():
        if unit == "%" or not is_unit(stated) or not same_dimension(stated, unit):
            return asked.fault("REPLY_UNIT", unit)
        amount = convert(amount, stated, unit)
    if amount < 0:
        return asked.fault("REPLY_NUMBER", "12.5")
    if amount == 0 and asked.question.key in _NOT_ZERO:
        return asked.fault("REPLY_ZERO", unit)
    if unit == "%" and amount > 100:
        return asked.fault("REPLY_NUMBER", "0 – 100")
    if unit == "%" and amount < 1 and not stated:
        percent = trimmed_decimal(amount * 100)
        return asked.fault("REPLY_FRACTION", percent, percent=f"{decimal_text(amount)} %")
    return decimal_text(amount)


def _day(asked: _Asked) -> str | Finding:
    found, reported = read_date(asked.text, asked.place)
    if found is None:
        either = (
            reported[0].expected
            if reported and reported[0].code == "DATE_AMBIGUOUS"
            else "2025-12-31"
        )
        return asked.fault("REPLY_DATE", either)
    return found.isoformat()


def _choice(asked: _Asked) -> str | Finding:
    reported = asked.text.casefold()
    for word in asked.question.choices:
        shown = shown_word(asked.question, word)
        also = (w.casefold() for w in asked.question.words.get(word, ()))
        if reported in (word.casefold(), shown.casefold(), *shown.casefold().split(), *also):
            return word
    offered = (shown_word(asked.question, word) for word in asked.question.choices)
    return asked.fault("REPLY_CHOICE", ", ".join(offered))


def _country(asked: _Asked) -> str | Finding:
    code = country_code(asked.text)
    near = ", ".join(countries_like(asked.text)) or "CN, DE, US …"
    return code if code is not None else asked.fault("REPLY_COUNTRY", near)


def _company(asked: _Asked) -> str | Finding:
    code = "REPLY_GS1" if gln_like(asked.text) else "REPLY_COMPANY"
    return company_uri(asked.text) or asked.fault(code)


def _product(asked: _Asked, issuer: str) -> str | Finding:
    return product_uri(asked.text, issuer) or asked.fault("REPLY_PRODUCT")


_READ: dict[str, Callable[[_Asked], str | Finding]] = {
    "decimal": _number,
    "instant": _day,
    "choice": _choice,
    "country": _country,
    "company": _company,
}


def _together(
    answers: dict[str, Answer], asked: dict[str, _Asked], faulty: set[str]
) -> Iterable[Finding]:
    """Return faults that only show when several answers are combined."""

    def value(key: str) -> Decimal | None:
        found = answers.get(key)
        return Decimal(found.text) if found is not None and found.text else None

    piece, plant = asked.get(ENERGY_PIECE), asked.get(ENERGY_SITE)
    if piece is not None and plant is not None and not faulty & {ENERGY_PIECE, ENERGY_SITE}:
        if bool(piece.text) == bool(plant.text):
            yield piece.fault("REPLY_EITHER", plant.place, other=f"{plant.question.text}.text")
        elif plant.text:
            for key in _WITH_SITE:
                if key in asked and not asked[key].text:
                    yield asked[key].fault("REPLY_BLANK")
    start, end = answers.get("period.reference_start"), answers.get("period.reference_end")
    if start and end and start.text and end.text:
        days = (date.fromisoformat(end.text) - date.fromisoformat(start.text)).days + 1
        if days <= 1:
            yield asked["period.reference_end"].fault("REPLY_PERIOD", start.text)
        elif days < _YEAR:
            yield asked["period.reference_end"].fault("REPLY_SHORT", start.text, days=str(days))
    mass = value("product.mass")
    materials = {
        k for k, a in asked.items() if a.question.section == "materials" and a.question.unit == "g"
    }
    grams = [value(key) for key in materials]
    named = exact_sum(g for g in grams if g is not None)
    if mass is not None and not materials & faulty:
        shown = {"mass": decimal_text(mass), "rest": decimal_text(mass - named)}
        if named < mass * _TOLERANCE:
            yield asked["product.mass"].fault("REPLY_MASS", decimal_text(named), **shown)
        elif named > mass * _HEAVY:
            yield asked["product.mass"].fault("REPLY_HEAVY", decimal_text(named), **shown)


UNUSUAL = frozenset({"REPLY_SHORT", "REPLY_HEAVY", "REPLY_FAR", "REPLY_LITTLE"})
"""Findings that are accepted once the supplier confirms the figures."""


def weighed(findings: Iterable[Finding], reply: Reply) -> tuple[Finding, ...]:
    """Turn unusual figures into remarks once the reply confirms them."""
    return tuple(
        f.model_copy(update={"severity": Severity.WARNING})
        if f.code in UNUSUAL and reply.confirmed
        else f
        for f in findings
    )


def _ambiguous(cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """Return keys of ``310.000`` where no other number shows the decimal sign."""
    signs = {key: says_convention(c.text) for key, c in cells.items() if c.kind == "text"}
    proven = {",", "."} & set(signs.values())
    return () if proven else tuple(key for key, sign in signs.items() if sign == "?")


def read_reply(
    data: bytes, name: str, questions: Iterable[Question]
) -> tuple[Reply, tuple[Finding, ...]]:
    """Read a filled request with all its faults at once, in the order of the sheet.

    Raises InputError ``REPLY_NO_REQUEST`` or ``REPLY_HEADER`` for another file.
    """
    table, rows, column, reported = _sheet(data, name)
    faults = list(errors_of((*reported, *mark_findings(table, frozenset({column})))))
    marked = {f.place for f in faults}
    many = tuple(questions)
    cells = {
        q.key: Cell(rows[q.key].number, rows[q.key].text(column), rows[q.key].kind(column))
        for q in many
        if q.kind == "decimal" and q.key in rows
    }
    numbers = read_numbers(cells.values(), lambda row: table.place(row, column))
    either = _ambiguous(cells)
    column_faults = [
        f
        for f in numbers.findings
        if f.is_error and f.code not in ("NUMBER_UNREADABLE", "NUMBER_AMBIGUOUS")
    ]
    faults += column_faults
    marked |= {f.place for f in column_faults}
    asked: dict[str, _Asked] = {}
    answers: dict[str, Answer] = {}
    faulty: set[str] = set()
    for question in many:
        row = rows.get(question.key)
        if row is None:
            if question.mandatory:
                faults.append(error("REPLY_ROW", table.where, expected=question.key))
            continue
        place = table.place(row.number, column)
        text = plain_text(row.text(column))
        one = asked[question.key] = _Asked(question, text, place, numbers.numbers.get(row.number))
        found: str | Finding = text
        if not text and place not in marked and question.mandatory:
            found = one.fault("REPLY_BLANK")
        elif text and question.kind == "product":
            issuer = answers.get("issuer.id")
            if issuer is None:
                faulty.add(question.key)
                continue
            found = _product(one, issuer.text)
        elif text and question.key in either:
            found = one.fault("REPLY_AMBIGUOUS", re.sub("[.,]", "", text))
        elif text and place not in marked and question.kind in _READ:
            found = _READ[question.kind](one)
        if isinstance(found, Finding) or place in marked:
            faulty.add(question.key)
            faults += [found] if isinstance(found, Finding) else []
            continue
        answers[question.key] = Answer(
            key=question.key, text=found, place=place, unit=question.unit
        )
    faults += _together(answers, asked, faulty)
    facts = {key: plain_text(rows[key].text(column)) if key in rows else "" for key in FACTS}
    reply = Reply(
        request_id=facts["request_id"],
        subject=facts["subject"],
        part_class=facts["part_class"],
        requester=facts["requester"],
        answers=tuple(answers.values()),
    )
    return reply, weighed(faults, reply)
