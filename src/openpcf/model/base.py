"""Common base of the data types: frozen models and decimal amounts as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from openpcf.errors import InputError
from openpcf.vocabulary import words

DECIMAL_PATTERN = r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?"
_DECIMAL = re.compile(r"(?!-0(?:\.0+)?\Z)" + DECIMAL_PATTERN, re.ASCII)
_ZERO = re.compile(r"-0(\.0+)?", re.ASCII)

EXACT = Context(prec=10_000, traps=[Inexact, InvalidOperation, Overflow])
"""Exact products and sums: anything inexact raises."""


def parse_decimal(text: str) -> Decimal:
    """Return the decimal of a strict text; raises InputError ``DECIMAL_FORM``.

    The form is that of data-model §5: ASCII digits, at most 18 before and 18 after the point, no
    exponent, no ``-0``.
    """
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise InputError("DECIMAL_FORM", found=repr(text)[:60], expected="12.5")
    return Decimal(text)


def decimal_text(value: Decimal) -> str:
    """Return the plain text of a decimal: no exponent, zero as ``0`` or with its decimals."""
    text = format(value, "f")
    return text[1:] if text[0] == "-" and _ZERO.fullmatch(text) else text


def trimmed_decimal(value: Decimal) -> str:
    """Return the shortest plain text of a decimal, without trailing zeros."""
    text = decimal_text(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """Return a sum without rounding."""
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


def exact_product(values: Iterable[Decimal]) -> Decimal:
    """Return a product without rounding."""
    total = Decimal(1)
    for value in values:
        total = EXACT.multiply(total, value)
    return total


def hundredth(percent: Decimal) -> Decimal:
    """Return a percentage as an exact fraction."""
    return EXACT.scaleb(percent, -2)


def _amount(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        try:
            return parse_decimal(value)
        except InputError as e:
            raise ValueError(str(e)) from None
    raise ValueError("an amount must be a decimal in a string, not a JSON number")


Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    PlainSerializer(decimal_text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{DECIMAL_PATTERN}$"}),
]
"""A decimal that is a string on the wire and keeps its digits."""

_AMOUNT = {"type": "string", "pattern": f"^{DECIMAL_PATTERN}$"}
Percent = Annotated[Amount, WithJsonSchema({**_AMOUNT, "unit": "%"})]
Emissions = Annotated[Amount, WithJsonSchema({**_AMOUNT, "unit": "kg CO2e"})]

Instant = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""An instant with a zone, RFC 3339; rules check its form."""

Uri = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
"""``urn:`` or ``https:``; rules check its form."""

Digest = Annotated[str, Field(pattern="^sha-256:[0-9a-f]{64}$")]
"""Algorithm and hexadecimal digest of canonical bytes."""


class Word:
    """Annotation of a text from a vocabulary list: ``Annotated[str, Word("stage")]``.

    The words are those of ``data/vocabulary.csv``; the JSON Schema lists them.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the list in its order."""
        return words(self.name)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.literal_schema(list(self.words))


def optional_field(description: str) -> Any:
    """Declare an optional member with its description."""
    return Field(default=None, description=description)


class Frozen(BaseModel):
    """An immutable model that refuses unknown members."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=False, defer_build=True
    )


class Open(BaseModel):
    """An immutable model of external data that keeps unknown members (law 7)."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)


def dump(model: BaseModel) -> dict[str, Any]:
    """Return a model as JSON-ready data without absent members (law 1: no null in documents)."""
    return model.model_dump(mode="json", exclude_none=True, by_alias=True)


class Measure(Open):
    """An amount with its unit."""

    amount: Amount = Field(description="How much")
    unit: str = Field(description="Unit of the closed unit table")
