"""F14: identifiers are URIs with valid GS1 check digits.

Whether a URI resolves would need the network, which no rule uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from openpcf.model.finding import Finding
from openpcf.model.gs1 import check_digit
from openpcf.ruleset.engine import Subject, fail, rule

_URI = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]{1,31}:[!-~]+|https://[!-~]+)", re.ASCII)
_KEY = re.compile(r"/(01|414|417)/([0-9]+)(?=/|$)", re.ASCII)
_URN = re.compile(r"urn:gtin:([0-9]+)", re.ASCII)
_DIGITS = {"01": 14, "414": 13, "417": 13}
_SHORT = (8, 12, 13, 14)
"""Lengths of a GTIN (GS1 General Specifications §3.3); a Digital Link has it with 14 digits."""


def _key(text: str) -> tuple[str, tuple[int, ...]] | None:
    """Return the GTIN or GLN in an identifier and its allowed lengths, or None."""
    urn = _URN.fullmatch(text)
    if urn:
        return urn.group(1), _SHORT
    address = urlsplit(text)
    found = _KEY.search(address.path)
    if found is None:
        return None
    kind, digits = found.groups()
    if address.netloc != "id.gs1.org" and len(digits) not in _SHORT:
        return None
    return digits, (_DIGITS[kind],)


def gs1_problem(text: str) -> str | None:
    """Return the problem of the GS1 key in a URI: ``length``, ``check digit``, or None.

    None also for a URI without such a key. Source: GS1 Digital Link URI Syntax 1.2, GS1 General
    Specifications §7.9.
    """
    found = _key(text)
    if found is None:
        return None
    digits, lengths = found
    if len(digits) not in lengths:
        return "length"
    return None if check_digit(digits[:-1]) == int(digits[-1]) else "check digit"


def _check(subject: Subject, path: str) -> Iterator[Finding]:
    for number, text in enumerate(subject.document.get(path)):
        place = f"{path}[{number}]"
        if not isinstance(text, str) or not _URI.fullmatch(text):
            yield fail("IDENTIFIER_FORM", place, str(text), "https://id.gs1.org/01/…, urn:…")
            continue
        problem = gs1_problem(text)
        if problem:
            yield fail("IDENTIFIER_GS1", place, text, problem)


@rule("identifiers.product", covers=("F63782-049",), needs=("product.ids",))
def product(subject: Subject) -> Iterator[Finding]:
    """A GS1 Digital Link or another URI identifies the product; check digits are valid.

    Whether it resolves to the data set is not checked: no rule uses the network.
    """
    yield from _check(subject, "product.ids")


@rule("identifiers.issuer", covers=("F63782-049",), needs=("issuer.ids",))
def issuer(subject: Subject) -> Iterator[Finding]:
    """A URI identifies the issuer; check digits are valid."""
    yield from _check(subject, "issuer.ids")
