"""F14: identifiers are URIs; GS1 check digits hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpcf.model.finding import Finding
from openpcf.rules.engine import Subject, fail, rule

_GTIN = re.compile(r"(?:/01/|^urn:gtin:|^urn:epc:idpat:gtin:)([0-9]+)", re.ASCII)
_URI = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]{1,31}:[!-~]+|https://[!-~]+)", re.ASCII)
_LENGTHS = (8, 12, 13, 14)


def gtin_problem(digits: str) -> str | None:
    """What is wrong with a GTIN (GS1 General Specifications §7.9), or None."""
    if len(digits) not in _LENGTHS:
        return "length"
    total = sum(int(d) * (3 if n % 2 == 0 else 1) for n, d in enumerate(reversed(digits[:-1])))
    return None if (10 - total % 10) % 10 == int(digits[-1]) else "check digit"


@rule("identifiers.product", covers=("049",), needs=("product.ids",))
def product(subject: Subject) -> Iterator[Finding]:
    """A GS1 Digital Link or another URI identifies the product; check digits hold."""
    for number, text in enumerate(subject.document.get("product.ids")):
        path = f"product.ids[{number}]"
        if not isinstance(text, str) or not _URI.fullmatch(text):
            yield fail("IDENTIFIER_FORM", path, str(text), "https://id.gs1.org/01/… , urn:…")
            continue
        found = _GTIN.search(text)
        problem = gtin_problem(found.group(1)) if found else None
        if problem:
            yield fail("IDENTIFIER_GTIN", path, text, problem)


@rule("identifiers.issuer", covers=("049",), needs=("issuer.ids",))
def issuer(subject: Subject) -> Iterator[Finding]:
    """The issuer is identified by a URI."""
    for number, text in enumerate(subject.document.get("issuer.ids")):
        if not isinstance(text, str) or not _URI.fullmatch(text):
            yield fail("IDENTIFIER_FORM", f"issuer.ids[{number}]", str(text), "urn:…, https://…")
