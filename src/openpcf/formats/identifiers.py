"""Identifiers of companies and products as URIs, from common notations."""

from __future__ import annotations

import re
from urllib.parse import quote

from openpcf.model.gs1 import check_digit

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)
_URI = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]{1,31}:[!-~]+|https://[!-~]+)", re.ASCII)
_GLN_DIGITS = 13
_GTIN_DIGITS = (8, 12, 13, 14)


def _is_gs1(digits: str) -> bool:
    return check_digit(digits[:-1]) == int(digits[-1])


def gln_like(text: str) -> bool:
    """Return whether a company's identifier may be a GLN: it has only digits."""
    digits = text.replace(" ", "")
    return digits.isascii() and digits.isdigit()


def company_uri(text: str) -> str | None:
    """Return a URI for a company identifier; None for anything else.

    A URI is returned unchanged; a GLN becomes a GS1 Digital Link (AI 417), a domain a PACT URN.
    """
    digits = text.replace(" ", "")
    if gln_like(text):
        good = len(digits) == _GLN_DIGITS and _is_gs1(digits)
        return f"https://id.gs1.org/417/{digits}" if good else None
    if not text.lower().startswith("urn:"):
        domain = re.sub(r"^(https?://)?(www\.)?", "", text.lower()).rstrip("/")
        if _DOMAIN.fullmatch(domain):
            return f"urn:pact:{domain}:company-id:1"
    return text if _URI.fullmatch(text) else None


def product_uri(text: str, company: str) -> str | None:
    """Return a URI for a product identifier; None for anything else.

    A URI is returned unchanged; a GTIN becomes a GS1 Digital Link (AI 01, 14 digits), a part number
    a PACT URN under the domain of its company's URN.
    """
    if _URI.fullmatch(text):
        return text
    if text.isascii() and text.isdigit() and len(text) in _GTIN_DIGITS and _is_gs1(text):
        return f"https://id.gs1.org/01/{text.zfill(14)}"
    parts = company.split(":")
    if company.startswith("urn:pact:") and len(parts) > 3:
        return f"urn:pact:{parts[2]}:product-id:{quote(text, safe='')}"
    return None
